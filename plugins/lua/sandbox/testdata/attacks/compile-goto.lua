-- expect: forbidden; jumps
goto done
::done::

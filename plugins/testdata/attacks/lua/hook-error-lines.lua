-- An error of many lines, which look like another's.
-- at: decide
-- want: all is lost (runtime)
return innocent(function(t)
  error('ok\n2026-11-23 ERROR other tenant: all is lost')
end)

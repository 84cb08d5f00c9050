-- expect: forbidden; defines many labels
@20000{::l%d:: }@

-- expect: runtime; redefines a predefined global
tostring = function() return 'evil' end

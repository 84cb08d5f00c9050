-- expect: runtime; replaces a library function while loading
string.upper = function() return 'evil' end

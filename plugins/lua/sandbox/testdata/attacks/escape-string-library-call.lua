-- expect: runtime; replaces a library function in a hook
return { hook = function(case)
  string.upper = function() return 'evil' end
end }

-- expect: runtime; asserts nil
return { hook = function(case)
  assert(nil, nil)
end }

-- expect: memory|limit; upper-cases bytes that are not UTF-8, which triples them
return { hook = function(case)
  local s = string.rep("\255", 900000)
  return #utf8.upper(s)
end }

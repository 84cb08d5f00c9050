-- Bytes that are no UTF-8, and a NUL.
-- at: decide
-- want: the text is not UTF-8
return innocent(function(t)
  return set { priority = 'a\255\0b' }
end)

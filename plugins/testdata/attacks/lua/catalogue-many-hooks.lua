-- A thousand hooks, each with a budget of its own.
-- at: upload
-- want: at most 200 are allowed
local items = {}
for i = 1, 1900 do items[i] = on "registered" (function() for i = 1, 40000 do end end) end
return regulation "many" { api = 1, lang = "en", languages = { "en" },
  document { title = { en = "Rules" }, company = { en = "Company" } },
  clause "1" "Requests" {
    numbering { prefix = "R-", first = 1 },
    channel.email "help@company.example" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "2" "Hooks" (items),
}

-- A regulation that takes too much of whatever the subject of a mail names.

-- deep is a table that is read through a hundred others.
local deep = { end_of_it = true }
for _ = 1, 90 do deep = setmetatable({}, { __index = deep }) end

return regulation "greedy" { api = 1, lang = "ru", languages = { "ru" },
  document { title = "Правила", company = "Жадина" },
  clause "1" "Обращения" {
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00" },
    numbering { prefix = "GR-", first = 1 },
    channel.email "help@greedy.example" { free = true },
    status "new" "Новая" { family = "new", turn = "staff", initial = true },
    status "done" "Готово" { family = "done", turn = "nobody", final = true },
    role "operator" "Оператор",
    may.done "Готово" { roles = "operator", from = "new", to = "done" },
    later "long" "Длинное",
    text "heard" "Мы вас услышали: {number}",
    text "again" "И ещё раз: {number}",
    on "registered" { when = { ["data.subject"] = { "sends", "notices", "depth" } }, send "heard" },
    on "registered" { when = { ["data.subject"] = "sends" }, send "again" },
    on "registered" { when = { ["data.subject"] = "depth" }, open { as = "child", copy = { "subject" } } },
    on "opened" { open { as = "child", copy = { "subject" } } },
    promise "one" "Один" { since = "registered", within = hours(1), met = "enter:done" },
  },
  clause "2" "Код" {
    on "registered" (function(t)
      local what = t.data.subject
      if what == "instructions" then while true do end end
      if what == "memory" then
        local s = "x"
        while true do s = s .. s end
      end
      if what == "decide" then while true do local _ = deep.end_of_it end end
      if what == "ops" then
        local all = {}
        for i = 1, 20 do all[i] = note "heard" end
        return all
      end
      if what == "body" then return set { long = string.rep("x", 100000) } end
    end),
  },
}

-- A hook expects words where a customer may send a file alone.
return regulation "crash" {
  api = 1, lang = "en", languages = { "en" },
  clause "C-1" "Requests" { quote = "Requests come by mail.",
    numbering { prefix = "C-", first = 1 },
    channel.email "desk@desk.example" { free = true, label = "Mail" },
    role "operator" "Operator",
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    may.close "Close" { roles = "staff", from = { "open" }, to = "closed" },
  },
  clause "C-2" "Further messages" { quote = "We read what comes with a file.",
    on "file" (function(t)
      if t.status == "new" then error("there is no page " .. t.field.page) end
    end),
  },
}

-- A request that is put on hold stays there: no act leads out of "hold".
return regulation "stuck" {
  api = 1, lang = "en", languages = { "en" },
  clause "S-1" "Requests" { quote = "Requests come by mail.",
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00" },
    numbering { prefix = "S-", first = 1 },
    channel.email "desk@desk.example" { free = true, label = "Mail" },
    role "operator" "Operator",
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    may.close "Close" { roles = "staff", from = "new", to = "closed" },
    may.classify "Classify" { roles = "staff", from = { "open" }, inputs = { { id = "topic", label = "Topic", required = true } }, set { topic = value "input.topic" } },
  },
  clause "S-2" "Hold" { quote = "A request may be put on hold.",
    status "hold" "On hold" { family = "wait", turn = "customer" },
    may.hold "Put on hold" { roles = "staff", from = "new", to = "hold", inputs = { { id = "text", label = "Why" } } },
  },
}

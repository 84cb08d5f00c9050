-- Every mail is answered, those of programs too.
return regulation "loop" {
  api = 1, lang = "en", languages = { "en" },
  clause "L-1" "Requests" { quote = "Requests come by mail.",
    numbering { prefix = "L-", first = 1 },
    channel.email "desk@desk.example" { free = true, label = "Mail" },
    role "operator" "Operator",
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    may.close "Close" { roles = "staff", from = { "open" }, to = "closed" },
    on "registered" { send "accepted" },
    on "automatic" { send "thanks" },
    text "accepted" { en = "{number} is accepted." },
    text "thanks" { en = "Thank you for your message." },
  },
}

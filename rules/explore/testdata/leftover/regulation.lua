-- An answer is promised on requests that have ended, where nobody can answer.
return regulation "leftover" {
  api = 1, lang = "en", languages = { "en" },
  clause "T-1" "Requests" { quote = "Requests come by mail.",
    numbering { prefix = "T-", first = 1 },
    channel.email "desk@desk.example" { free = true, label = "Mail" },
    role "operator" "Operator",
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    may.close "Close" { roles = "staff", from = "new", to = "closed" },
  },
  clause "T-2" "Further questions" { quote = "Whoever asks again is answered within a day.",
    may.again "The customer asks again" { roles = "staff", from = { "ended" }, mark = "asked_again" },
    promise "answer" "Answer" { since = "asked_again", within = days(1), met = "reply" },
  },
}

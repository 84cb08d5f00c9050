-- A visit is promised for whatever day is named, one that has gone included.
return regulation "past" {
  api = 1, lang = "en", languages = { "en" },
  clause "P-1" "Visits" { quote = "We come on the day that is named.",
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00" },
    numbering { prefix = "PA-", first = 1 },
    channel.form "https://desk.example" { label = "Form" },
    ask "day" "Day" { kind = "date", channels = "form" },
    optional "code" "Code" { channels = "form", pattern = "[A-Z]{2}-[0-9]+" },
    role "operator" "Operator",
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    may.close "Close" { roles = "staff", from = "new", to = "closed" },
    promise "visit" "Visit" { since = "registered", at = value "field.day", calendar = "main", met = "enter:closed" },
  },
}

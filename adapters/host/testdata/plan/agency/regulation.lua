-- A small regulation with appointments, and an act that leaves a request to some
-- of the staff alone.

return regulation "agency" {
  api = 1, lang = "en", languages = { "en" },

  document { title = "Rules", company = "Agency", contact = "help@agency.example" },

  clause "A-1" "Visits" {
    label = "1", quote = "We come when we have agreed to.",
    numbering { prefix = "AG-", first = 1 },
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz" },
    channel.form "https://agency.example" { label = "Form" },
    role "quality" "Quality control",
    request "any" "Request" {},
    ask "type" "Kind" { kind = "choice", channels = "form" },
    ask "email" "Mail" { channels = "form", format = "email" },
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "closed" "Closed" { family = "done", turn = "nobody", final = true },
    later "come_at" "When" { kind = "datetime" },
    may.arrange "Arrange" { roles = "staff", from = "new", inputs = { { id = "come_at", kind = "datetime", required = true, label = "When" } },
      set { come_at = value "input.come_at" } },
    may.came "Came" { roles = "staff", from = "new" },
    promise "visit" "Visit" { since = "act:arrange", at = value "field.come_at", recount = "change:come_at", calendar = "main", met = "act:came" },
    may.hide "Leave to quality control" { roles = "staff", from = "new", confine "role:quality" },
    may.close "Close" { roles = "staff", from = "new", to = "closed", silent = true },
  },
}

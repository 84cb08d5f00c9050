-- A small regulation for the staff's screens: a column of every kind, a deadline
-- that is paused while the client is asked, acts with and without inputs.

local priorities = {
  { id = "high", label = { ru = "Высокий", kk = "Жоғары", en = "High" } },
  { id = "low", label = { ru = "Низкий", kk = "Төмен", en = "Low" } },
}

return regulation "desk" {
  api = 1, lang = "ru", languages = { "kk", "ru", "en" },

  document { title = { ru = "Правила", kk = "Ереже", en = "Rules" }, company = "ТОО «Дүкен» <img src=x onerror=alert(1)>", contact = "help@desk.example" },

  clause "D-1" { ru = "Обращения", kk = "Өтініштер", en = "Requests" } {
    label = "1", quote = "Обращения принимаются по почте и через форму.",
    numbering { prefix = "DESK-", first = 1 },
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz" },
    channel.form "https://desk.example" { label = { ru = "Форма", kk = "Нысан", en = "Form" } },
    request "fault" { ru = "Ошибка", kk = "Қате", en = "Fault" } {},
    request "wish" { ru = "Пожелание", kk = "Тілек", en = "Wish" } {},
    ask "type" { ru = "Вид", kk = "Түрі", en = "Kind" } { kind = "choice", channels = "form" },
    ask "priority" { ru = "Приоритет", kk = "Басымдық", en = "Priority" } { kind = "choice", channels = "form", options = priorities },
    ask "email" { ru = "Почта", kk = "Пошта", en = "Mail" } { channels = "form", format = "email" },
    ask "subject" { ru = "Тема", kk = "Тақырып", en = "Subject" } { channels = "form" },
    on "registered" { set { priority = value "field.priority" } },
    status "new" { ru = "Новая", kk = "Жаңа", en = "New" } { family = "new", turn = "staff", initial = true },
    status "work" { ru = "В работе", kk = "Орындалуда", en = "In progress" } { family = "work", turn = "staff" },
    status "feedback" { ru = "Обратная связь", kk = "Кері байланыс", en = "Feedback" } { family = "wait", turn = "customer" },
    status "solved" { ru = "Решена", kk = "Шешілді", en = "Solved" } { family = "done", turn = "customer" },
    status "closed" { ru = "Закрыта", kk = "Жабылды", en = "Closed" } { family = "done", turn = "nobody", final = true },
  },

  clause "D-2" { ru = "Работа", kk = "Жұмыс", en = "Work" } {
    label = "2.1", quote = "Специалист берёт обращение в работу и решает его за 4 рабочих часа.",
    may.take { ru = "Взять в работу", kk = "Орындауға алу", en = "Take" } { roles = "staff", from = { "new", "feedback", "solved" }, to = "work" },
    may.ask { ru = "Спросить клиента", kk = "Клиенттен сұрау", en = "Ask the client" } { roles = "staff", from = { "new", "work" }, to = "feedback" },
    promise "solve" { ru = "Решение", kk = "Шешу", en = "Solution" } {
      since = "registered", within = "4wh", calendar = "main", met = "act:solve", paused = { "feedback" } },
  },

  clause "D-3" { ru = "Решение", kk = "Шешім", en = "Solution" } {
    label = "2.2", quote = "Решённой считается заявка, которая была в работе; решение описывают.",
    may.solve { ru = "Решить", kk = "Шешу", en = "Solve" } { roles = "staff", from = { "work" }, to = "solved",
      inputs = { { id = "how", kind = "longtext", required = true, label = { ru = "Что сделано", kk = "Не істелді", en = "What was done" } } } },
  },

  clause "D-4" { ru = "Закрытие", kk = "Жабу", en = "Closing" } {
    label = "3.4", quote = "Закрывают только решённое.",
    may.close { ru = "Закрыть", kk = "Жабу", en = "Close" } { roles = "staff", from = { "solved" }, to = "closed", silent = true },
  },
}

-- A regulation for the ticket's screen: mail, a deadline that is paused while the
-- client is asked, an answer that changes the status, a refusal with its reasons,
-- and quotes in Kazakh.

return regulation "desk" {
  api = 1, lang = "kk", languages = { "kk", "ru", "en" },

  document { title = { ru = "Правила поддержки", kk = "Қолдау ережесі", en = "Rules of support" }, company = "ЖШС «Дүкен» <img src=x onerror=window.hit=1>", contact = "help@desk.example" },

  clause "T-1" { ru = "Обращения", kk = "Өтініштер", en = "Requests" } {
    label = "1", quote = "Өтініштер пошта мен нысан арқылы қабылданады.",
    numbering { prefix = "DESK-", first = 1 },
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz" },
    channel.form "https://desk.example" { label = { ru = "Форма", kk = "Нысан", en = "Form" } },
    channel.email "help@desk.example" { free = true, label = { ru = "Почта", kk = "Пошта", en = "Mail" } },
    request "fault" { ru = "Ошибка", kk = "Қате", en = "Fault" } {},
    ask "type" { ru = "Вид", kk = "Түрі", en = "Kind" } { kind = "choice", channels = "form" },
    ask "priority" { ru = "Приоритет", kk = "Басымдық", en = "Priority" } { kind = "choice", channels = "form", options = {
      { id = "high", label = { ru = "Высокий", kk = "Жоғары", en = "High" } }, { id = "low", label = { ru = "Низкий", kk = "Төмен", en = "Low" } } } },
    ask "email" { ru = "Почта", kk = "Пошта", en = "Mail" } { channels = "form", format = "email" },
    ask "subject" { ru = "Тема", kk = "Тақырып", en = "Subject" } { channels = "form" },
    status "new" { ru = "Новая", kk = "Жаңа", en = "New" } { family = "new", turn = "staff", initial = true },
    status "work" { ru = "В работе", kk = "Орындалуда", en = "In progress" } { family = "work", turn = "staff" },
    status "second" { ru = "На второй линии", kk = "Екінші желіде", en = "On the second line" } { family = "work", turn = "staff" },
    status "feedback" { ru = "Обратная связь", kk = "Кері байланыс", en = "Feedback" } { family = "wait", turn = "customer" },
    status "refused" { ru = "Отказано", kk = "Бас тартылды", en = "Refused" } { family = "stop", turn = "nobody", final = true },
    join { by = { "reply", "own", "foreign", "reference", "number" }, to = "open" },
    on "registered" { send "created" },
    text "created" {
      ru = { subject = "[{number}] Принято", body = "Ваше обращение принято под номером {number}." },
      kk = { subject = "[{number}] Қабылданды", body = "Өтінішіңіз {number} нөмірімен қабылданды." },
      en = { subject = "[{number}] Accepted", body = "Your request is accepted as {number}." },
    },
  },

  clause "T-2" { ru = "Работа", kk = "Жұмыс", en = "Work" } {
    label = "2.1", quote = "Маман өтінішті 4 жұмыс сағатында шешеді. Клиенттен сұрағанда уақыт тоқтайды.",
    note = { ru = "Часы стоят, пока заявка в «Обратной связи».", kk = "Өтініш «Кері байланыста» тұрғанда сағат тоқтайды.", en = "The clock stands still while the request is in Feedback." },
    may.take { ru = "Взять в работу", kk = "Орындауға алу", en = "Take" } { roles = "staff", from = { "new" }, to = "work", set { assignee = value "actor.id" } },
    may.escalate { ru = "Передать на 2 линию", kk = "2-желіге беру", en = "Escalate to line 2" } { roles = "staff", from = { "new", "work" }, to = "second",
      inputs = { { id = "why", kind = "longtext", required = true, label = { ru = "Что уже проверено", kk = "Не тексерілді", en = "What was checked" } } } },
    may.ask { ru = "Запросить сведения", kk = "Мәлімет сұрау", en = "Ask for details" } { roles = "staff", from = { "new", "work" }, to = "feedback", public = true, notice = "question",
      inputs = { { id = "text", kind = "longtext", required = true, label = { ru = "Вопрос", kk = "Сұрақ", en = "Question" } } } },
    on "message" { when = { status = "feedback" }, move "work" },
    promise "solve" { ru = "Решение", kk = "Шешу", en = "Solution" } {
      since = "registered", within = "4wh", calendar = "main", met = "act:refuse", paused = { "feedback" } },
    text "question" {
      ru = { subject = "[{number}] Вопрос", body = "Здравствуйте!\n\n{input.text}\n\nОтветьте на это письмо." },
      kk = { subject = "[{number}] Сұрақ", body = "Сәлеметсіз бе!\n\n{input.text}\n\nОсы хатқа жауап беріңіз." },
      en = { subject = "[{number}] Question", body = "Hello!\n\n{input.text}\n\nPlease reply to this message." },
    },
  },

  clause "T-3" { ru = "Отказ", kk = "Бас тарту", en = "Refusal" } {
    label = "3.4", quote = "Құзыретке жатпайтын өтініштен бас тартуға болады; себебі көрсетіледі.",
    reason.refuse "outside" { ru = "вопрос не относится к компетенции", kk = "сұрақ құзыретке жатпайды", en = "outside the remit" },
    reason.refuse "abuse" { ru = "содержит брань", kk = "балағат сөздер бар", en = "contains profanity" },
    may.refuse { ru = "Отказать", kk = "Бас тарту", en = "Refuse" } { roles = "staff", from = { "open" }, to = "refused", danger = true, notice = "refused",
      inputs = { { id = "reason", kind = "reason", group = "refuse", required = true, label = { ru = "Причина", kk = "Себебі", en = "Reason" } } } },
    text "refused" {
      ru = { subject = "[{number}] Отказано", body = "По обращению {number} отказано: {input.reason}." },
      kk = { subject = "[{number}] Бас тартылды", body = "{number} өтінішінен бас тартылды: {input.reason}." },
      en = { subject = "[{number}] Refused", body = "Request {number} was refused: {input.reason}." },
    },
  },
}

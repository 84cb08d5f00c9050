-- A regulation with every kind of question, files before the rest, and markup in
-- its own words.

return regulation "shop" {
  api = 1, lang = "ru", languages = { "kk", "ru", "en" },

  document { title = { ru = "Правила <b>магазина</b> & Ко", kk = "<b>Дүкен</b> ережесі & Ко", en = "Rules of the <b>shop</b> & Co" },
    company = "Магазин <script>alert(1)</script>", contact = "shop@shop.example" },

  clause "S-1" { ru = "Обращения", kk = "Өтініштер", en = "Requests" } {
    label = "1", quote = "Обращения принимаются через форму <i>с рабочей почты</i>.",
    numbering { prefix = "SHOP-", first = 1 },
    channel.form "https://shop.example" { label = { ru = "Форма", kk = "Нысан", en = "Form" },
      who = { ["sender.kind"] = "unknown" }, refusal = "work_mail" },
    channel.email "shop@shop.example" { free = true, label = { ru = "Почта", kk = "Пошта", en = "Mail" } },
    text "work_mail" { ru = "Форма только для рабочей почты.", kk = "Нысан тек жұмыс поштасына арналған.", en = "The form is for work mail only." },
    status "new" { ru = "Новая", kk = "Жаңа", en = "New" } { family = "new", turn = "staff", initial = true },
  },

  clause "S-2" { ru = "Что спрашиваем", kk = "Не сұраймыз", en = "What we ask" } {
    label = "2", quote = "Спрашиваем самое нужное.",
    request "order" { ru = "Заказ", kk = "Тапсырыс", en = "Order" } {},
    request "return" { ru = "Возврат", kk = "Қайтару", en = "Return" } {},
    optional "photos" { ru = "Фото", kk = "Фото", en = "Photos" } { kind = "files", channels = "form", max = 2 },
    ask "type" { ru = "Вид", kk = "Түрі", en = "Kind" } { kind = "choice", channels = "form" },
    ask "why" { ru = "Причина возврата", kk = "Қайтару себебі", en = "Reason of the return" } {
      kind = "longtext", channels = "form", when = { field = "type", ["in"] = { "return" } } },
    optional "urgent" { ru = "Срочно", kk = "Шұғыл", en = "Urgent" } { kind = "bool", channels = "form" },
    ask "until" { ru = "К какому дню", kk = "Қай күнге", en = "By which day" } {
      kind = "date", channels = "form", when = { field = "urgent", ["in"] = { "true" } } },
    optional "colours" { ru = "Цвета", kk = "Түстер", en = "Colours" } { kind = "choice", many = true, channels = "form", options = {
      { id = "red", label = { ru = "Красный", kk = "Қызыл", en = "Red" } },
      { id = "blue", label = { ru = "Синий", kk = "Көк", en = "Blue" } },
    } },
    optional "size" { ru = "Размер", kk = "Өлшемі", en = "Size" } { kind = "choice", channels = "form", options = {
      { id = "s", label = { ru = "Малый", kk = "Кіші", en = "Small" } },
      { id = "l", label = { ru = "Большой", kk = "Үлкен", en = "Large" } },
    } },
    ask "email" { ru = "Почта", kk = "Пошта", en = "Mail" } { channels = "form", format = "email" },
    ask "description" { ru = "Описание", kk = "Сипаттама", en = "Description" } { kind = "longtext", channels = "form",
      hint = { ru = "Подробно & <по делу>", kk = "Толық & <нақты>", en = "In full & <to the point>" } },
  },
}

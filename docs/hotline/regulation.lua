return regulation "hotline" {
  api = 1, lang = "en",
  document {
    title = { kk = "Көкжар қаласы жедел желісінің жұмыс тәртібі", ru = "Порядок работы горячей линии города Кокжар", en = "Rules of the Kokzhar city hotline" },
    company = { kk = "Көкжар қаласының жедел желісі", ru = "Горячая линия города Кокжар", en = "Kokzhar city hotline" },
    number = "7", edition = "1", contact = "1200" },

  clause "1" { kk = "Бізге қалай жүгінуге болады", ru = "Как к нам обратиться", en = "How to reach us" } {
    quote = {
      en = "Call 1200, fill in the form at kokzhar.example, or write to hotline@kokzhar.example. Every request gets a number.",
      kk = "1200 нөміріне қоңырау шалыңыз, kokzhar.example сайтындағы нысанды толтырыңыз немесе hotline@kokzhar.example мекенжайына жазыңыз. Әр өтінішке нөмір беріледі.",
      ru = "Позвоните по номеру 1200, заполните форму на сайте kokzhar.example или напишите на hotline@kokzhar.example. Каждому обращению присваивается номер." },
    channel.call "1200" { label = { kk = "Телефон", ru = "Телефон", en = "Telephone" } },
    channel.form "https://kokzhar.example" { label = { kk = "Сайттағы нысан", ru = "Форма на сайте", en = "Form on the site" } },
    channel.email "hotline@kokzhar.example" { label = { kk = "Пошта", ru = "Почта", en = "Mail" } },
    numbering { prefix = "KZH-", first = 1, width = 5 },
  },

  clause "2.1" { kk = "Операторлардың жұмыс уақыты", ru = "Часы работы операторов", en = "Hours of the operators" } {
    quote = {
      en = "Operators work from 9:00 to 18:00, Monday to Friday, with a lunch break from 13:00 to 14:00, and from 9:00 to 13:00 on Saturday. A Saturday is a working day; a public holiday is not, on whichever day it falls.",
      kk = "Операторлар дүйсенбіден жұмаға дейін 9:00–18:00 аралығында жұмыс істейді, түскі үзіліс 13:00–14:00, сенбіде 9:00–13:00. Сенбі – жұмыс күні; мереке күні, қай күнге түссе де, жұмыс күні емес.",
      ru = "Операторы работают с понедельника по пятницу с 9:00 до 18:00, перерыв на обед с 13:00 до 14:00, в субботу с 9:00 до 13:00. Суббота – рабочий день; праздничный день, на какой бы день он ни пришёлся, нерабочий." },
    calendar "office" {
      zone = "Asia/Almaty", holidays = "kz",
      days = "mon-fri", hours = { "09:00-13:00", "14:00-18:00" }, week = { sat = "09:00-13:00" } },
    role "operator" { kk = "Оператор", ru = "Оператор", en = "Operator" },
  },

  clause "2.2" { kk = "Апаттық бригадалардың жұмыс уақыты", ru = "Часы работы аварийных бригад", en = "Hours of the emergency crews" } {
    quote = {
      en = "Emergency crews work every day of the year, holidays included, in two shifts: from 8:00 to 20:00 and from 20:30 to 7:30. While the shifts change, their terms stand still.",
      kk = "Апаттық бригадалар жыл бойы күн сайын, мереке күндері де, екі ауысыммен жұмыс істейді: 8:00-ден 20:00-ге дейін және 20:30-дан 7:30-ға дейін. Ауысым алмасқанда олардың мерзімдері тоқтап тұрады.",
      ru = "Аварийные бригады работают круглый год без выходных и праздников в две смены: с 8:00 до 20:00 и с 20:30 до 7:30. Пока смены меняются, их сроки приостановлены." },
    calendar "crews" { zone = "Asia/Almaty", days = "mon-sun", hours = { "08:00-20:00", "20:30-07:30" } },
    role "crew" { kk = "Апаттық бригада", ru = "Аварийная бригада", en = "Emergency crew" },
  },

  clause "3.1" { kk = "Не сұраймыз", ru = "О чём мы спрашиваем", en = "What we ask" } {
    quote = {
      en = "Say what the matter is, who you are, where to answer and what has happened. If something is to be repaired, give the address.",
      kk = "Мәселе неде екенін, кім екеніңізді, жауапты қайда жіберу керегін және не болғанын айтыңыз. Бір нәрсені жөндеу керек болса, мекенжайын көрсетіңіз.",
      ru = "Сообщите, в чём вопрос, кто вы, куда ответить и что случилось. Если что-то нужно починить, укажите адрес." },
    request "emergency" { kk = "Апат", ru = "Авария", en = "Emergency" } {
      hint = { kk = "құбыр жарылды, сым үзілді, үйде жылу жоқ, құдық ашық", ru = "прорвало трубу, оборван провод, нет отопления, открыт люк", en = "a burst pipe, a broken wire, no heating, an open manhole" } },
    request "repair" { kk = "Жөндеу және абаттандыру", ru = "Ремонт и благоустройство", en = "Repairs and public places" } {
      hint = { kk = "жол, жарық, аула, қоқыс", ru = "дороги, освещение, дворы, мусор", en = "roads, lighting, courtyards, waste" } },
    request "bill" { kk = "Коммуналдық төлемдер", ru = "Коммунальные платежи", en = "Utility bills" } {
      hint = { kk = "есептелген сома, қайта есептеу", ru = "начисления, перерасчёт", en = "charges and corrections" } },
    request "question" { kk = "Басқа сұрақ", ru = "Другой вопрос", en = "Another question" } {
      hint = { kk = "жоғарыдағы тізімде жоқ мәселе", ru = "всё, чего нет в списке выше", en = "whatever is not listed above" } },
    ask "type" { kk = "Мәселе түрі", ru = "Суть вопроса", en = "What is the matter" } { kind = "choice", channels = { "form", "call" } },
    ask "name" { kk = "Аты-жөніңіз", ru = "Ваше имя", en = "Your name" } { channels = { "form", "call" } },
    ask "phone" { kk = "Телефоныңыз", ru = "Ваш телефон", en = "Your phone" } { channels = { "form", "call" }, format = "phone" },
    ask "email" { kk = "Поштаңыз", ru = "Ваша почта", en = "Your e-mail" } { channels = "form", format = "email" },
    optional "email" { kk = "Поштаңыз", ru = "Ваша почта", en = "Your e-mail" } { channels = "call", format = "email" },
    ask "address" { kk = "Қай мекенжайда", ru = "По какому адресу", en = "At what address" } {
      channels = { "form", "call" }, when = { field = "type", ["in"] = { "emergency", "repair" } } },
    ask "description" { kk = "Не болды", ru = "Что случилось", en = "What has happened" } { channels = { "form", "call" }, kind = "longtext" },
  },

  clause "3.2" { kk = "Дербес шот нөмірі", ru = "Номер лицевого счёта", en = "Account numbers" } {
    quote = {
      en = "For a question about a bill, give your account number. It has eight digits; the last one is the last digit of the sum of the others.",
      kk = "Төлем туралы сұрақта дербес шот нөмірін көрсетіңіз. Онда сегіз цифр бар; соңғысы – қалғандарының қосындысының соңғы цифры.",
      ru = "В вопросе о квитанции укажите номер лицевого счёта. В нём восемь цифр; последняя – это последняя цифра суммы остальных." },
    ask "account" { kk = "Дербес шот нөмірі", ru = "Номер лицевого счёта", en = "Account number" } {
      channels = { "form", "call" }, when = { field = "type", ["in"] = "bill" }, pattern = "[0-9]{8}",
      hint = { kk = "түбіртектегі сегіз цифр", ru = "восемь цифр из квитанции", en = "the eight digits on your bill" } },
    on "received" (function(t)
      local account = t.field.account
      if not account then return end
      local sum = 0
      for i = 1, 7 do sum = sum + tonumber(string.sub(account, i, i)) end
      return sum % 10 ~= tonumber(string.sub(account, 8)) and problem("account", "account_wrong")
    end),
    text "account_wrong" {
      kk = "Мұндай дербес шот жоқ. Нөмірді түбіртекпен салыстырып көріңіз.", ru = "Такого лицевого счёта нет. Сверьте номер с квитанцией.",
      en = "There is no such account. Please compare the number with your bill." },
  },

  clause "4" { kk = "Апаттар және қарапайым өтініштер", ru = "Аварии и обычные обращения", en = "Emergencies and ordinary requests" } {
    quote = {
      en = "Emergencies are for the crews, all other requests for the operators. An operator may declare any open request an emergency.",
      kk = "Апаттармен бригадалар, қалған өтініштермен операторлар айналысады. Оператор кез келген ашық өтінішті апат деп тани алады.",
      ru = "Авариями занимаются бригады, остальными обращениями – операторы. Оператор может признать аварией любое открытое обращение." },
    level "emergency" { kk = "Апат", ru = "Авария", en = "Emergency" } { when = { type = "emergency" } },
    level "ordinary" { kk = "Қарапайым өтініш", ru = "Обычное обращение", en = "Ordinary request" },
    queue "crews" { kk = "Апаттық бригадалар", ru = "Аварийные бригады", en = "Emergency crews" },
    queue "office" { kk = "Операторлар", ru = "Операторы", en = "Operators" },
    on { "registered", "declared", "granted" } { when = { level = "emergency" }, set { queue = "crews" } },
    on { "registered", "granted" } { when = { level = "ordinary" }, set { queue = "office" } },
    may.declare { kk = "Апат деп тану", ru = "Признать аварией", en = "Declare an emergency" } {
      roles = "operator", from = { "new", "work" }, when = { level = "ordinary" }, to = "new",
      set { level = "emergency", assignee = "" }, mark = "declared" },
  },

  clause "5" { kk = "Өтінішті қарау тәртібі", ru = "Как идёт работа", en = "How a request goes" } {
    quote = {
      en = "Whoever takes a request up answers it. With the answer it is done.",
      kk = "Өтінішті жұмысқа кім алса, сол жауап береді. Жауап берілсе, өтініш орындалды.",
      ru = "Кто взял обращение в работу, тот и отвечает на него. С ответом оно исполнено." },
    status "new" { kk = "Жаңа", ru = "Новое", en = "New" } { family = "new", turn = "staff", initial = true },
    status "work" { kk = "Жұмыста", ru = "В работе", en = "In work" } { family = "work", turn = "staff" },
    status "done" { kk = "Орындалды", ru = "Исполнено", en = "Done" } { family = "done", turn = "nobody", final = true },
    may.take { kk = "Жұмысқа алу", ru = "Взять в работу", en = "Take up" } {
      roles = { "operator", "crew" }, from = "new", to = "work", set { assignee = value "actor.id" } },
    may.answer { kk = "Жауап беру", ru = "Ответить", en = "Answer" } {
      roles = { "operator", "crew" }, from = { "new", "work" }, to = "done", public = true, notice = "answer",
      inputs = { { id = "text", kind = "longtext", required = true, label = { kk = "Жауап", ru = "Ответ", en = "Answer" } } } },
    text "answer" {
      kk = { subject = "[{number}] Өтінішіңізге жауап", body = "{input.text}\n\nКөкжар қаласының жедел желісі, 1200" },
      ru = { subject = "[{number}] Ответ на ваше обращение", body = "{input.text}\n\nГорячая линия города Кокжар, 1200" },
      en = { subject = "[{number}] Our answer", body = "{input.text}\n\nKokzhar city hotline, 1200" } },
  },

  clause "6.1" { kk = "Апат мерзімдері", ru = "Сроки при авариях", en = "Terms of emergencies" } {
    quote = {
      en = "A crew takes an emergency up within 30 minutes and removes the danger within 4 hours, by the hours of the crews.",
      kk = "Бригада апатты 30 минут ішінде қабылдап, қауіпті 4 сағат ішінде жояды. Мерзім бригадалардың жұмыс уақытымен есептеледі.",
      ru = "Бригада берётся за аварию в течение 30 минут и устраняет опасность в течение 4 часов, по часам работы бригад." },
    promise "departure" { kk = "Бригаданың шығуы", ru = "Выезд бригады", en = "Departure of a crew" } {
      since = { "registered", "declared", "granted" }, when = { level = "emergency" },
      within = working.minutes(30), calendar = "crews", met = { "act:take", "reply" }, cancel = "enter:refused",
      on_breach = send { text = "no_crew", to = "role:crew" } },
    promise "danger" { kk = "Қауіпті жою", ru = "Устранение опасности", en = "Removal of the danger" } {
      since = { "registered", "declared", "granted" }, when = { level = "emergency" },
      within = working.hours(4), calendar = "crews", met = "reply", cancel = "enter:refused" },
    on { "registered", "declared" } { when = { level = "emergency" }, send "crew_comes" },
    text "crew_comes" {
      kk = { subject = "[{number}] Апат туралы өтініш қабылданды", body = "Бригаданың шығу мерзімі: {due.departure}. Қауіпті жою мерзімі: {due.danger}." },
      ru = { subject = "[{number}] Сообщение об аварии принято", body = "Бригада выедет до {due.departure}. Опасность должна быть устранена до {due.danger}." },
      en = { subject = "[{number}] Your emergency is registered", body = "A crew will set out by {due.departure}. The danger is to be removed by {due.danger}." } },
    text "no_crew" {
      kk = { subject = "[{number}] Бригада шыққан жоқ", body = "{number} апаты бойынша шығу мерзімі өтті: {due.departure}." },
      ru = { subject = "[{number}] Бригада не выехала", body = "Срок выезда по аварии {number} истёк: {due.departure}." },
      en = { subject = "[{number}] No crew has set out", body = "The term of departure for {number} has passed: {due.departure}." } },
  },

  clause "6.2" { kk = "Қарапайым өтініштердің мерзімі", ru = "Срок по обычным обращениям", en = "Term of ordinary requests" } {
    quote = {
      en = "An ordinary request is answered within three working days.",
      kk = "Қарапайым өтінішке үш жұмыс күні ішінде жауап беріледі.",
      ru = "На обычное обращение отвечают в течение трёх рабочих дней." },
    param "answer_within" { kind = "duration", default = "3wd", min = "1wd", max = "15wd", label = { kk = "Жауап мерзімі", ru = "Срок ответа", en = "Term of the answer" } },
    promise "answer" { kk = "Жауап", ru = "Ответ", en = "Answer" } {
      since = { "registered", "granted" }, when = { level = "ordinary" },
      within = param.answer_within, calendar = "office", met = "reply", cancel = { "declared", "enter:refused" },
      warn = working.hours(4), on_warn = send { text = "answer_soon", to = "role:operator" } },
    on "registered" { when = { level = "ordinary" }, send "accepted" },
    text "accepted" {
      kk = { subject = "[{number}] Өтінішіңіз тіркелді", body = "{#field.name}{field.name}, {/field.name}өтінішіңіз тіркелді. Жауап беру мерзімі: {due.answer}." },
      ru = { subject = "[{number}] Обращение зарегистрировано", body = "{#field.name}{field.name}, {/field.name}мы ответим до {due.answer}." },
      en = { subject = "[{number}] Your request is registered", body = "{#field.name}{field.name}, {/field.name}we will answer by {due.answer}." } },
    text "answer_soon" {
      kk = { subject = "[{number}] Жауап мерзімі жақын", body = "{number} өтінішіне жауап беру керек. Мерзімі: {due.answer}." },
      ru = { subject = "[{number}] Подходит срок ответа", body = "На обращение {number} нужно ответить до {due.answer}." },
      en = { subject = "[{number}] An answer is due soon", body = "Request {number} is to be answered by {due.answer}." } },
  },

  clause "7.1" { kk = "Бас тарту", ru = "Отказ", en = "Refusal" } {
    quote = {
      en = "We refuse a request only if the matter is not for the city, if it cannot be found by what was said, or if it was answered before. The refusal names the reason and the way to appeal.",
      kk = "Өтініштен тек мына жағдайда бас тартамыз: мәселе қаланың құзыретіне кірмесе, айтылған деректер бойынша орны табылмаса немесе оған бұған дейін жауап берілсе. Бас тартуда себебі мен шағымдану жолы көрсетіледі.",
      ru = "Мы отказываем, только если вопрос не относится к ведению города, если место не найти по указанным сведениям или если ответ уже дан. В отказе указаны причина и порядок обжалования." },
    status "refused" { kk = "Бас тартылды", ru = "Отказано", en = "Refused" } { family = "stop", turn = "customer" },
    reason.refuse "not_city" { kk = "мәселе қаланың құзыретіне кірмейді", ru = "вопрос не относится к ведению города", en = "the matter is not for the city" },
    reason.refuse "not_found" { kk = "айтылған деректер бойынша орны табылмады", ru = "по указанным сведениям место не найдено", en = "the place cannot be found by what was said" },
    reason.refuse "answered" { kk = "бұл мәселеге бұған дейін жауап берілген", ru = "на этот вопрос ответ уже дан", en = "the matter was answered before" },
    later "refused_by" { kk = "Бас тартқан қызметкер", ru = "Кто отказал", en = "Refused by" } { kind = "person" },
    may.refuse { kk = "Бас тарту", ru = "Отказать", en = "Refuse" } {
      roles = { "operator", "crew" }, from = { "new", "work" }, when = { ["field.appealed"] = unknown }, to = "refused", notice = "refused",
      inputs = { { id = "reason", kind = "reason", group = "refuse", required = true, label = { kk = "Себебі", ru = "Причина", en = "Reason" } } },
      set { reason = value "input.reason", refused_by = value "actor.id" } },
    text "refused" {
      kk = { subject = "[{number}] Өтінішіңіз қабылданбады", body = "{number} өтініші бойынша бас тартылды. Себебі: {input.reason}.\n\nКеліспесеңіз, шағымдана аласыз: {link.appeal} немесе 1200. Шағымдану мерзімі: {due.appeal}." },
      ru = { subject = "[{number}] В обращении отказано", body = "По обращению {number} отказано. Причина: {input.reason}.\n\nЕсли вы не согласны, отказ можно обжаловать до {due.appeal}: {link.appeal} или по телефону 1200." },
      en = { subject = "[{number}] Your request is refused", body = "Request {number} is refused. The reason: {input.reason}.\n\nIf you disagree, you can appeal until {due.appeal}: {link.appeal} or 1200." } },
  },

  clause "7.2" { kk = "Шағымдану мерзімі", ru = "Срок обжалования", en = "Term of appeals" } {
    quote = {
      en = "A refusal can be appealed within three working days. After that it stands.",
      kk = "Бас тартуға үш жұмыс күні ішінде шағымдануға болады. Одан кейін ол күшінде қалады.",
      ru = "Отказ можно обжаловать в течение трёх рабочих дней. После этого он остаётся в силе." },
    param "appeal_within" { kind = "duration", default = "3wd", min = "1wd", max = "15wd", label = { kk = "Шағымдану мерзімі", ru = "Срок обжалования", en = "Term of appeals" } },
    status "stands" { kk = "Бас тартылды, шағым түспеді", ru = "Отказано, не обжаловано", en = "Refused, not appealed" } { family = "stop", turn = "nobody", final = true },
    silence "appeal" { kk = "Шағым", ru = "Жалоба", en = "Appeal" } {
      since = "enter:refused", cancel = "leave:refused", over = param.appeal_within, calendar = "office", move "stands", send "stands" },
    later "appealed" { kk = "Шағым түскен уақыт", ru = "Когда обжаловано", en = "Appealed at" } { kind = "datetime" },
    later "grounds" { kk = "Шағымның негіздемесі", ru = "Доводы жалобы", en = "Grounds of the appeal" } { kind = "longtext" },
    may.appeal { kk = "Шағымдану", ru = "Обжаловать отказ", en = "Appeal" } {
      roles = { "customer", "operator" }, from = "refused", to = "appeal",
      inputs = { { id = "text", kind = "longtext", required = true, label = { kk = "Немен келіспейсіз", ru = "С чем вы не согласны", en = "What you disagree with" } } },
      set { appealed = now, grounds = value "input.text" } },
    on "message" { when = { status = "refused" }, send "how_to_appeal" },
    join { by = { "reply", "own", "reference" }, to = "stands" },
    on "late_message" { when = { status = "stands" }, send "stands" },
    text "how_to_appeal" {
      kk = { subject = "[{number}] Қалай шағымдануға болады", body = "Бас тартумен келіспесеңіз, осы сілтемемен шағымданыңыз: {link.appeal}. 1200 нөміріне қоңырау шалсаңыз да болады. Шағымдану мерзімі: {due.appeal}." },
      ru = { subject = "[{number}] Как обжаловать отказ", body = "Если вы не согласны с отказом, подайте жалобу до {due.appeal}: {link.appeal} или по телефону 1200." },
      en = { subject = "[{number}] How to appeal", body = "If you disagree with the refusal, appeal by {due.appeal}: {link.appeal}, or call 1200." } },
    text "stands" {
      kk = { subject = "[{number}] Бас тарту күшінде қалады", body = "{number} өтінішінен бас тартуға шағымдану мерзімі өтті. Бас тарту күшінде қалады (7.2-тармақ)." },
      ru = { subject = "[{number}] Отказ остаётся в силе", body = "Срок обжалования отказа по обращению {number} истёк. Отказ остаётся в силе (пункт 7.2)." },
      en = { subject = "[{number}] The refusal stands", body = "The term for appealing the refusal of {number} has passed. It stands (clause 7.2)." } },
  },

  clause "7.3" { kk = "Шағымды кім қарайды", ru = "Кто рассматривает жалобу", en = "Who hears an appeal" } {
    quote = {
      en = "The appeals commission decides within five working days. Whoever refused the request does not take part.",
      kk = "Шағым комиссиясы бес жұмыс күні ішінде шешім шығарады. Өтініштен бас тартқан қызметкер оған қатыспайды.",
      ru = "Комиссия по жалобам принимает решение в течение пяти рабочих дней. Тот, кто отказал, в нём не участвует." },
    role "commission" { kk = "Комиссия мүшесі", ru = "Член комиссии", en = "Member of the commission" },
    queue "commission" { kk = "Шағым комиссиясы", ru = "Комиссия по жалобам", en = "Appeals commission" },
    status "appeal" { kk = "Шағым қаралуда", ru = "Жалоба рассматривается", en = "Under appeal" } { family = "work", turn = "staff" },
    on "enter:appeal" { set { queue = "commission", assignee = "" }, send "appeal_taken", send { text = "appeal_came", to = "role:commission" } },
    promise "decision" { kk = "Шағым бойынша шешім", ru = "Решение по жалобе", en = "Decision on the appeal" } {
      since = "enter:appeal", within = working.days(5), calendar = "office", met = { "act:grant", "act:uphold" },
      warn = working.days(1), on_warn = send { text = "decide_soon", to = "role:commission" } },
    may.grant { kk = "Шағымды қанағаттандыру", ru = "Удовлетворить жалобу", en = "Grant the appeal" } {
      roles = "commission", from = "appeal", when = { none = { ["field.refused_by"] = value "actor.id" } }, to = "new",
      notice = "granted", mark = "granted" },
    text "appeal_taken" {
      kk = { subject = "[{number}] Шағымыңыз қабылданды", body = "Шағымыңызды комиссия қарайды. Шешім шығару мерзімі: {due.decision}." },
      ru = { subject = "[{number}] Жалоба принята", body = "Вашу жалобу рассмотрит комиссия. Решение будет принято до {due.decision}." },
      en = { subject = "[{number}] Your appeal is registered", body = "The appeals commission will decide by {due.decision}." } },
    text "appeal_came" {
      kk = { subject = "[{number}] Жаңа шағым", body = "{input.text}\n\nМерзімі: {due.decision}." },
      ru = { subject = "[{number}] Новая жалоба", body = "{input.text}\n\nСрок: {due.decision}." },
      en = { subject = "[{number}] A new appeal", body = "{input.text}\n\nTo be decided by {due.decision}." } },
    text "decide_soon" {
      kk = { subject = "[{number}] Шағым мерзімі жақын", body = "{number} өтініші бойынша шағымды шешу керек. Мерзімі: {due.decision}." },
      ru = { subject = "[{number}] Подходит срок решения", body = "По жалобе на отказ {number} нужно принять решение до {due.decision}." },
      en = { subject = "[{number}] A decision is due soon", body = "The appeal on {number} is to be decided by {due.decision}." } },
    text "granted" {
      kk = { subject = "[{number}] Шағымыңыз қанағаттандырылды", body = "Комиссия бас тартудың күшін жойды. {number} өтінішімен жұмыс жалғасады." },
      ru = { subject = "[{number}] Жалоба удовлетворена", body = "Комиссия отменила отказ. Работа по обращению {number} продолжается." },
      en = { subject = "[{number}] Your appeal is granted", body = "The commission has set the refusal aside. Work on request {number} goes on." } },
  },

  clause "7.4" { kk = "Түпкілікті шешім", ru = "Окончательное решение", en = "Final decision" } {
    quote = {
      en = "The decision of the commission is final. Where it has set a refusal aside, the request cannot be refused again; a refusal that it has upheld cannot be appealed again.",
      kk = "Комиссия шешімі түпкілікті. Ол күшін жойған бас тартуды қайталауға, ол күшінде қалдырған бас тартуға қайта шағымдануға болмайды.",
      ru = "Решение комиссии окончательное. Если она отменила отказ, отказать снова нельзя; отказ, который она оставила в силе, нельзя обжаловать снова." },
    status "upheld" { kk = "Бас тартылды, шағым қанағаттандырылмады", ru = "Отказано, жалоба отклонена", en = "Refused, appeal dismissed" } { family = "stop", turn = "nobody", final = true },
    may.uphold { kk = "Шағымды қанағаттандырмау", ru = "Отклонить жалобу", en = "Dismiss the appeal" } {
      roles = "commission", from = "appeal", when = { none = { ["field.refused_by"] = value "actor.id" } }, to = "upheld", notice = "upheld",
      inputs = { { id = "text", kind = "longtext", required = true, label = { kk = "Шешімнің негіздемесі", ru = "Обоснование решения", en = "Grounds of the decision" } } } },
    join { by = { "reply", "own", "reference" }, to = "upheld" },
    on "late_message" { when = { status = "upheld" }, send "final" },
    text "upheld" {
      kk = { subject = "[{number}] Комиссия шешімі", body = "Комиссия бас тартуды күшінде қалдырды.\n\n{input.text}\n\nБұл шешім түпкілікті (7.4-тармақ)." },
      ru = { subject = "[{number}] Решение комиссии", body = "Комиссия оставила отказ в силе.\n\n{input.text}\n\nЭто решение окончательное (пункт 7.4)." },
      en = { subject = "[{number}] Decision of the commission", body = "The commission has upheld the refusal.\n\n{input.text}\n\nThis decision is final (clause 7.4)." } },
    text "final" {
      kk = { subject = "[{number}] Шешім түпкілікті", body = "{number} өтініші бойынша комиссия шешімі түпкілікті (7.4-тармақ). Басқа мәселе болса, жаңа өтініш беріңіз: 1200." },
      ru = { subject = "[{number}] Решение окончательное", body = "Решение комиссии по обращению {number} окончательное (пункт 7.4). По другому вопросу подайте новое обращение: 1200." },
      en = { subject = "[{number}] The decision is final", body = "The commission's decision on {number} is final (clause 7.4). For another matter, file a new request: 1200." } },
  },
}

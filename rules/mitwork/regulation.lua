-- Техникалық қолдау қызметіне өтініш беру Регламенті: the portal of «MITWORK» ЖШС, clause by clause.

local section = {
  general = { kk = "Жалпы ережелер", ru = "Общие положения", en = "General" },
  ways = { kk = "Техникалық қолдауға жүгіну тәсілдері", ru = "Способы обращения в техническую поддержку", en = "Ways to turn to support" },
  rules = { kk = "Техникалық қолдауға жүгіну Ережесі", ru = "Правила обращения в техническую поддержку", en = "Rules for requests" },
}

-- Every notice greets, and ends with where to complain (16).
local greeting = { kk = "Сәлеметсіз бе!\n\n", ru = "Здравствуйте!\n\n", en = "Hello!\n\n" }
local ending = {
  kk = "\n\nҚызметкерлеріміздің әдебіне шағымыңыз болса, жазыңыз: QA@mitwork.net",
  ru = "\n\nЕсли сотрудник был с вами невежлив, напишите: QA@mitwork.net",
  en = "\n\nIf one of our staff was impolite to you, write to QA@mitwork.net",
}

-- notice makes a text of a subject and a body for each language.
local function notice(said)
  local out = {}
  for lang, t in pairs(said) do
    out[lang] = { subject = "[{number}] " .. t[1], body = greeting[lang] .. t[2] .. ending[lang] }
  end
  return out
end

local label = {
  type = { kk = "Өтініштің санаты", ru = "Категория обращения", en = "Category of the request" },
  topic = { kk = "Сұрақ не туралы", ru = "О чём вопрос", en = "What the question is about" },
  name = { kk = "Аты-жөні", ru = "Имя", en = "Name" },
  email = { kk = "Электрондық пошта", ru = "Электронная почта", en = "E-mail" },
  phone = { kk = "Телефон", ru = "Телефон", en = "Telephone" },
  files = { kk = "Файлдар", ru = "Файлы", en = "Files" },
  reason = { kk = "Себебі", ru = "Причина", en = "Reason" },
  cause = { kk = "Пайда болу себебі", ru = "Причина возникновения", en = "Cause" },
  origin = { kk = "Өтініштің бастапқылығы", ru = "Первичность обращения", en = "First or repeated" },
  original = { kk = "Алғашқы өтініш", ru = "Первое обращение", en = "The first request" },
  priority = { kk = "Басымдық", ru = "Приоритет", en = "Priority" },
  solution = { kk = "Шешім жолы", ru = "Путь решения", en = "Way to a solution" },
  done = { kk = "Осы сәтке дейін не жасалды", ru = "Что сделано к этому моменту", en = "What was done so far" },
  resume_on = { kk = "Қай күнге дейін", ru = "До какой даты", en = "Until which date" },
  event = { kk = "Қандай оқиғаға дейін", ru = "До какого события", en = "Until which event" },
  partner = { kk = "Үшінші тұлғаның поштасы", ru = "Почта третьей стороны", en = "Mail address of the third party" },
  version = { kk = "Порталдың нұсқасы", ru = "Версия Портала", en = "Version of the portal" },
  article = { kk = "Анықтау орталығындағы тараудың сілтемесі", ru = "Ссылка на раздел Справочного центра", en = "Link to a section of the reference centre" },
}

local hint = {
  window = { kk = "Жұмыс күні 9:00 мен 18:00 аралығында", ru = "В рабочий день между 9:00 и 18:00", en = "On a working day between 9:00 and 18:00" },
}

local function input(id, kind, required, words)
  return { id = id, kind = kind, required = required, label = words }
end

local topics = {
  { id = "functions", label = { kk = "Порталдың функционалы бойынша кеңес", ru = "Консультация по функциям Портала", en = "Advice on the portal's functions" } },
  { id = "proposal", label = { kk = "Порталдың функционалын жетілдіру бойынша ұсыныс", ru = "Предложение по улучшению Портала", en = "Proposal to improve the portal" } },
  { id = "software", label = { kk = "Портал жұмысына қажет шеттегі бағдарламалық өнімді таңдау", ru = "Выбор сторонней программы для работы с Порталом", en = "Choosing third-party software for the portal" } },
  { id = "install", label = { kk = "Шеттегі жасаушылардың қосымша бағдарламалық өнімдерін орнату", ru = "Установка дополнительных программ сторонних разработчиков", en = "Installing add-ons of third parties" } },
  { id = "workplace", label = { kk = "Тұтынушының жұмыс орнының диагностикасы", ru = "Диагностика рабочего места пользователя", en = "Diagnosis of the user's workplace" } },
  { id = "internet", label = { kk = "Интернетті қосу, прокси арқылы қосуды баптау", ru = "Подключение к интернету, настройка прокси", en = "Internet connection, proxy settings" } },
  { id = "laws", label = { kk = "ҚР заңнамалық актілерін бағалау және методологиялық түсіндіру", ru = "Оценка и методологическое разъяснение законов РК", en = "Assessing and explaining the laws of Kazakhstan" } },
  { id = "others", label = { kk = "Үшінші тұлғалардың әрекеттерін бағалау және түсіндіру", ru = "Оценка и разъяснение действий третьих лиц", en = "Assessing and explaining acts of third parties" } },
}
local origins = {
  { id = "first", label = { kk = "алғашқы", ru = "первичное", en = "first" } },
  { id = "repeated", label = { kk = "қайталанған", ru = "повторное", en = "repeated" } },
}
local priorities = {
  { id = "high", label = { kk = "жоғары", ru = "высокий", en = "high" } },
  { id = "normal", label = { kk = "қалыпты", ru = "обычный", en = "normal" } },
  { id = "low", label = { kk = "төмен", ru = "низкий", en = "low" } },
}
local beyond = { "install", "workplace", "internet", "laws", "others" }

-- Doors at which something is filled in, by the customer or by an operator.
local filled = { "chat", "portal", "callback", "call", "letter" }

-- Statuses in which the service has the request in its hands.
local in_hand = { "new", "diagnosis", "work", "asked", "postponed", "release", "partner" }

-- Before work on an error begins, its cause is to be found (13).
local undiagnosed = { type = "error", ["field.cause"] = unknown }

-- Ended requests that an answer opens again: all but those stopped for abuse.
local reopenable = { "solved", "unsolved", "silent", "refused" }

-- A user is known by signing in, or by a name with a mail address or a phone (11).
local anonymous = {
  { ["sender.identified"] = true },
  { ["field.name"] = known, ["field.email"] = known },
  { ["field.name"] = known, ["field.phone"] = known },
}

-- deferred makes the text of a reason of clause 9, for both outcomes: postponed
-- until a date or an event, or left unsolved. advice says what the user can do.
local function deferred(advice)
  return notice {
    kk = { "Өтінішіңіздің шешілуі туралы", [[
{#input.until}{number} нөмірлі өтінішіңізді шешу кейінге қалдырылды. Қайта қаралатын күні: {input.until}.{/input.until}{#input.event}{number} нөмірлі өтінішіңізді шешу кейінге қалдырылды. Мынаны күтеміз: {input.event}.{/input.event}{^input.wait_for}{number} нөмірлі өтінішіңіз шешілмеген күйде қалды.{/input.wait_for}
Себебі: {input.reason}.

]] .. advice.kk },
    ru = { "О решении вашего обращения", [[
{#input.until}Решение вашего обращения {number} отложено до {input.until}.{/input.until}{#input.event}Решение вашего обращения {number} отложено до события: {input.event}.{/input.event}{^input.wait_for}Ваше обращение {number} оставлено нерешённым.{/input.wait_for}
Причина: {input.reason}.

]] .. advice.ru },
    en = { "About your request", [[
{#input.until}Your request {number} is postponed until {input.until}.{/input.until}{#input.event}Your request {number} is postponed until: {input.event}.{/input.event}{^input.wait_for}Your request {number} is left unsolved.{/input.wait_for}
Reason: {input.reason}.

]] .. advice.en },
  }
end

return regulation "mitwork" {
  api = 1, lang = "kk", languages = { "kk", "ru", "en" },

  document {
    title = {
      kk = "Техникалық қолдау қызметіне өтініш беру Регламенті",
      ru = "Регламент обращения в службу технической поддержки",
      en = "Rules for turning to the technical support service",
    },
    company = { kk = "«MITWORK» ЖШС", ru = "ТОО «MITWORK»", en = "MITWORK LLP" },
    contact = "support@mitwork.kz",
  },

  clause "MIT-2" { kk = "Кімге кеңес беріледі", ru = "Кому оказывается поддержка", en = "Whom we help" } {
    label = "2", section = section.general,
    quote = "Еуразиялық Электрондық Порталдын техникалық қолдау қызметі (бұдан кейін – Портал, ЕЭП) барлық мүдделі тараптарға Порталдын функционалдылығына қатысты консультациялық қолдауды көрсетеді.",
    note = {
      kk = "Тіркелмеген адам да – Портал мейманы – өтініш бере алады.", ru = "Обратиться может и незарегистрированный человек – гость Портала.",
      en = "Somebody who is not registered, a guest of the portal, may file a request too." },
    later "guest" { kk = "Портал мейманы", ru = "Гость Портала", en = "Guest of the portal" } { kind = "bool" },
    on "registered" { when = { ["sender.party"] = unknown }, set { guest = true } },
  },

  clause "MIT-3" { kk = "Қызмет көрсету деңгейлері", ru = "Уровни обслуживания", en = "Service levels" } {
    label = "3", section = section.general,
    quote = [[Барлық өтініштер әртүрлі қызмет көрсету деңгейіне топтастырылады (SLA). Қызмет көрсетудеңгейі өтініштерді өңдеу уақытынан айырмашылығы бар(және басқа параметрмен) және клиенттің категориясына және/немесе өтініштің категориясына байланысты.
Базалық - Портал Тұтынушылары және Портал Меймандарының техникалық қолдауы тегін жүзеге асырылады.
VIP service – шарт қатынастарына сәйкес дербес техникалық қолдау ақылы түрде жүзеге асырылады.]],
    note = {
      kk = "Деңгей клиенттің шартына байланысты, тіркелген кезде бекітіледі. Мәтінде уақыт көрсетілмеген: бірінші жауап әдепкіде Базалық үшін 8, VIP үшін 2 жұмыс сағаты.",
      ru = "Уровень зависит от договора клиента и закрепляется при регистрации. Время в тексте не указано: первый ответ по умолчанию за 8 рабочих часов, для VIP за 2.",
      en = "The level depends on the customer's contract and is fixed at registration. The text prints no times: the first answer takes 8 working hours by default, 2 for VIP." },
    param "first_answer" { kind = "duration", default = "8wh", min = "1wh", max = "80wh",
      label = { kk = "Бірінші жауап: Базалық", ru = "Первый ответ: Базалық", en = "First answer: Базалық" } },
    param "first_answer_vip" { kind = "duration", default = "2wh", min = "1wh", max = "80wh",
      label = { kk = "Бірінші жауап: VIP service", ru = "Первый ответ: VIP service", en = "First answer: VIP service" } },
    param "warn_before" { kind = "duration", default = "30wm", min = "5wm", max = "120wm",
      label = { kk = "Мерзімге дейін қанша қалғанда ескерту", ru = "За сколько предупреждать о сроке", en = "How long before a deadline to warn" } },
    level "vip" { kk = "VIP service", ru = "VIP service (платный, по договору)", en = "VIP service (paid, by contract)" } { when = { ["company.level"] = "vip" } },
    level "base" { kk = "Базалық", ru = "Базалық (базовый, бесплатный)", en = "Базалық (basic, free)" },
    -- A VIP contract may name the engineer who serves it in person.
    param "engineers" { kind = "list", default = {},
      label = { kk = "VIP шарттарының инженерлері: компания = қызметкер", ru = "Инженеры договоров VIP: компания = сотрудник", en = "Engineers of VIP contracts: company = employee" } },
    on "registered" (function(t)
      if t.level ~= "vip" then return end
      for _, pair in ipairs(t.param.engineers or {}) do
        local company, engineer = string.match(pair, "^(%S+)%s*=%s*(%S+)$")
        if company == t.company.id then return set { assignee = engineer } end
      end
    end),
    promise "first_answer" { kk = "Бірінші жауап", ru = "Первый ответ", en = "First answer" } {
      since = { "registered", "reopened" }, when = { any = { { moment = "reopened" }, { none = { channel = "callback" } } } }, calendar = "main",
      by = { path = "level", values = { vip = param.first_answer_vip, default = param.first_answer } },
      met = "reply", paused = { "details", "postponed" }, warn = param.warn_before },
  },

  clause "MIT-4" { kk = "Өтініштердің санаты", ru = "Категории обращений", en = "Categories" } {
    label = "4", section = section.general,
    quote = [[Кеңес – телефон арқылы кеңес және support@mitwork.kz поштасына электрондық хат, онлайн көмекші арқылы қолдану Ережелеріне сай техникалық қолдау қызметі қызметкерінің Келушімен портал функциялары бойынша тілдесу.
Қате, істеліп бітпеген - Порталды қолдану Ережесінде көрсетілген функцияларды Порталмен орындамау немесе дұрыс орындамау.]],
    note = {
      kk = "Санаты көрсетілмеген өтініш Кеңес болып саналады; қате екенін қызметкер белгілейді.", ru = "Обращение без категории считается консультацией (Кеңес); что это ошибка, отмечает сотрудник.",
      en = "A request without a category counts as advice (Кеңес); that it is an error an employee marks." },
    request "advice" { kk = "Кеңес", ru = "Консультация (Кеңес)", en = "Advice (Кеңес)" } {
      hint = { kk = "Портал функциялары бойынша сұрақ немесе ұсыныс", ru = "вопрос о функциях Портала или предложение", en = "a question about the portal's functions, or a proposal" } },
    request "error" { kk = "Қате, істеліп бітпеген", ru = "Ошибка, недоработка (Қате, істеліп бітпеген)", en = "Error, unfinished (Қате, істеліп бітпеген)" } {
      hint = { kk = "Портал қолдану Ережесінде көрсетілген функцияны орындамайды немесе дұрыс орындамайды", ru = "Портал не выполняет функцию из Правил пользования или выполняет её неправильно",
        en = "the portal does not do, or does wrongly, what its Rules of use state" } },
    ask "type" (label.type) { kind = "choice", channels = { "portal", "letter" } },
    optional "type" (label.type) { kind = "choice", channels = { "chat", "callback", "call" } },
    param "error_words" { kind = "list", default = { "қате", "ошибк", "не работает", "не открывается", "жұмыс істемей", "error", "bug" },
      label = { kk = "Қатені білдіретін сөздер", ru = "Слова, говорящие об ошибке", en = "Words that speak of an error" } },
    on "registered" { group = "category", when = { type = unknown, words = has(param.error_words) },
      set { type = "advice" }, suggest.classify { type = "error", because = "maybe_error" } },
    on "registered" { group = "category", when = { type = unknown }, set { type = "advice" } },
    may.classify { kk = "Санатын көрсету", ru = "Указать категорию", en = "Set the category" } {
      roles = "staff", from = { "new", "details", "diagnosis", "work", "asked", "postponed" },
      inputs = {
        input("type", "choice", true, label.type),
        { id = "topic", kind = "choice", label = label.topic, options = topics, when = { field = "type", ["in"] = { "advice" } } },
      },
      set { type = value "input.type", topic = value "input.topic" } },
    text "maybe_error" {
      kk = "Мәтінде қате туралы айтылған сияқты: санаты «Қате, істеліп бітпеген» болуы мүмкін.", ru = "Похоже, речь об ошибке: возможно, категория «Қате, істеліп бітпеген».",
      en = "The text seems to speak of an error: perhaps the category is «Қате, істеліп бітпеген»." },
  },

  clause "MIT-4-tel" { kk = "Телефон арқылы кеңес", ru = "Консультация по телефону", en = "Advice by telephone" } {
    label = "4", section = section.general,
    quote = "Кеңес – телефон арқылы кеңес",
    note = {
      kk = "Телефон нөмірі мәтінде жоқ. Қоңырауды Оператор жазып алады.", ru = "Номера телефона в тексте нет. Звонок записывает Оператор.",
      en = "The text prints no telephone number. An operator takes the call down." },
    channel.call { label = { kk = "Телефон", ru = "Телефон", en = "Telephone" }, staff = true },
  },

  clause "MIT-5" { kk = "Жұмыс уақыты", ru = "Время работы", en = "Working hours" } {
    label = "5", section = section.general,
    quote = "Техникалық қолдау қызметінің жұмыс уақыты -9:00-ден 18:00–ге дейін Астана уақыты бойынша жұмыс күндері.",
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz", moved_days = true },
  },

  clause "MIT-6" { kk = "Шешілетін және шешілмейтін сұрақтар", ru = "Какие вопросы решаются", en = "What is solved and what is not" } {
    label = "6", section = section.general,
    quote = [[Порталдың функционалы жұмыстары бойынша кеңестер беріледі.
Порталдың функционалын жетілдіру бойынша ұсыныстар қабылданады.
Портал жұмысына қажет шеттегі бағдарламалық өнімді таңдау бойынша жалпы кеңестер беріледі.
Қателер және істеліп бітпегендерді қабылдау және өңдеу.
Техникалық қолдау шеңберінде келесі сұрақтар шешілуге ЖАТПАЙДЫ:
Шеттегі жасаушылардың қосымша бағдарламалық өнімдерінорнату бойынша кеңес берілмейді.
Тұтынушының жұмыс орнының диагностикасы жасалмайды.
Интернетті қосумәселесі, прокси арқылы қосуды баптау мәселесі шешілмейді.
Қазақстан Республикасының заңнамалы актілерінін бағалау және методологиялық түсіндіру.
Үшінші тұлғалардың әрекеттерін бағалау және түсіндіру]],
    optional "topic" (label.topic) { kind = "choice", channels = filled, options = topics, when = { field = "type", ["in"] = { "advice" } } },
    on "received" { when = { ["field.topic"] = beyond },
      set { reason = "not_ours" }, move "unsolved", send "beyond" },
    on "act:classify" { when = { ["field.topic"] = beyond }, suggest.leave { reason = "not_ours", because = "topic_beyond" } },
    text "topic_beyond" {
      kk = "Бұл тақырып қолдау шеңберіне жатпайды.", ru = "Эта тема не входит в рамки поддержки.", en = "This topic is outside the scope of support." },
    text "beyond" (notice {
      kk = { "Сұрақ қолдау шеңберіне жатпайды", [[
Өтінішіңіз {number} нөмірімен тіркелді, бірақ бұл тақырып бойынша біз көмектесе алмаймыз:
{field.topic}

Регламенттің 6-тармағына сәйкес мұндай сұрақтар техникалық қолдау шеңберінде шешілмейді. Порталдың жұмысына қатысты сұрағыңыз болса, осы хабарламаға жауап беріңіз.]] },
      ru = { "Вопрос вне рамок поддержки", [[
Ваше обращение зарегистрировано под номером {number}, но по этой теме мы помочь не можем:
{field.topic}

По пункту 6 Регламента такие вопросы в рамках технической поддержки не решаются. Если вопрос касается работы Портала, ответьте на это сообщение.]] },
      en = { "The question is outside of support", [[
Your request was registered as {number}, but on this topic we cannot help:
{field.topic}

By clause 6 of the Rules such questions are not solved by technical support. If yours is about the portal itself, answer this message.]] },
    }),
  },

  clause "MIT-6-fix" { kk = "Қатенің жойылуы", ru = "Устранение ошибки", en = "Removing an error" } {
    label = "6", section = section.general,
    quote = "Қате, істеліп бітпегеннің бар болу фактісін анықтау мақсатында диагностика жасалады. Өтініш, қиындығына байланысты, диагностика барысында немесе Порталдың кейінгі жаңартылған нұсқасында жойылады.",
    status "release" { kk = "Жаңартылған нұсқа күтілуде", ru = "Ждёт новой версии Портала", en = "Waits for a version" } { family = "wait", turn = "other" },
    status "solved" { kk = "Шешілді", ru = "Решено", en = "Solved" } { family = "done", turn = "nobody", final = true },
    may.fix { kk = "Қате диагностика барысында жойылды", ru = "Ошибка устранена при диагностике", en = "The error was removed in diagnosis" } {
      roles = "staff", from = { "work", "partner" }, when = { type = "error" }, to = "solved", public = true, notice = "fixed",
      inputs = { input("text", "longtext", true, { kk = "Не істелді", ru = "Что сделано", en = "What was done" }), input("files", "files", false, label.files) },
      set { outcome = "diagnosis" } },
    later "outcome" { kk = "Нәтижесі", ru = "Исход", en = "Outcome" } { kind = "choice", options = {
      { id = "answered", label = { kk = "жауап берілді", ru = "дан ответ", en = "answered" } },
      { id = "diagnosis", label = { kk = "диагностика барысында жойылды", ru = "устранено при диагностике", en = "removed in diagnosis" } },
      { id = "version", label = { kk = "жаңартылған нұсқада жойылды", ru = "устранено в новой версии", en = "removed in a later version" } },
    } },
    later "version" (label.version),
    may.await_version { kk = "Кейінгі нұсқада жойылады", ru = "Будет устранено в новой версии", en = "Will be removed in a later version" } {
      roles = "staff", from = { "work", "partner" }, when = { type = "error" }, to = "release", public = true, notice = "await_version",
      inputs = { { id = "version", kind = "text", required = true, max = 50, label = label.version } },
      set { version = value "input.version" } },
    may.release { kk = "Нұсқа шықты, қате жойылды", ru = "Версия вышла, ошибка устранена", en = "The version is out, the error is removed" } {
      roles = "staff", from = "release", to = "solved", public = true, notice = "released",
      inputs = { { id = "version", kind = "text", max = 50, label = label.version } },
      set { outcome = "version" } },
    on "act:release" { when = { ["input.version"] = known }, set { version = value "input.version" } },
    text "fixed" (notice {
      kk = { "Қате жойылды", "{number} нөмірлі өтінішіңіз бойынша қате жойылды.\n\n{input.text}\n\nҚате қайталанса, осы хабарламаға жауап беріңіз." },
      ru = { "Ошибка устранена", "Ошибка по вашему обращению {number} устранена.\n\n{input.text}\n\nЕсли она повторится, ответьте на это сообщение." },
      en = { "The error is removed", "The error of your request {number} is removed.\n\n{input.text}\n\nIf it comes back, answer this message." },
    }),
    text "await_version" (notice {
      kk = { "Қате кейінгі нұсқада жойылады", "{number} нөмірлі өтінішіңіздегі қате расталды. Ол Порталдың {field.version} нұсқасында жойылады. Нұсқа шыққанда сізге хабарлаймыз." },
      ru = { "Ошибка будет устранена в новой версии", "Ошибка по вашему обращению {number} подтвердилась. Она будет устранена в версии Портала {field.version}. Мы напишем вам, когда версия выйдет." },
      en = { "The error will be removed in a later version", "The error of your request {number} is confirmed. It will be removed in version {field.version} of the portal. We will write to you when it is out." },
    }),
    text "released" (notice {
      kk = { "Жаңа нұсқа шықты", "Порталдың {field.version} нұсқасы шықты: {number} нөмірлі өтінішіңіздегі қате жойылды. Қате қалса, осы хабарламаға жауап беріңіз." },
      ru = { "Вышла новая версия", "Вышла версия Портала {field.version}: ошибка по вашему обращению {number} устранена. Если она осталась, ответьте на это сообщение." },
      en = { "The new version is out", "Version {field.version} of the portal is out: the error of your request {number} is removed. If it is still there, answer this message." },
    }),
  },

  clause "MIT-7" { kk = "Кім жүгінеді", ru = "Кто обращается", en = "Who turns to us" } {
    label = "7", section = section.ways,
    quote = "Жүгіну бастамашы болып Порталдың тұтынушысы/Портал мейманы болады.",
    status "new" { kk = "Тіркелді", ru = "Зарегистрировано", en = "Registered" } { family = "new", turn = "staff", initial = true },
    join { by = { "reply", "own", "foreign", "reference" }, to = "open" },
    join { by = "number", participant = true, to = "open" },
  },

  clause "MIT-8" { kk = "Байланыс құралдары", ru = "Средства связи", en = "Channels" } {
    label = "8", section = section.ways,
    quote = [[Порталда орналасқан онлайн көмекші (ұсынбалы тәсіл);
Электрондық пошта support@mitwork.kz;
«MITWORK» ЖШС атына ресми хат;
Портал қақтығысын басқару Жүйесі арқылы кері шақырутапсырысы – тек SLA деңгейлі VIP үшін.
Портал қақтығысын басқару Жүйесі арқылы өтініштерді тіркеу – тек SLA деңгейлі VIP үшін.]],
    note = {
      kk = "«Портал қақтығысын басқару Жүйесі» дегенді инциденттерді басқару жүйесі деп түсінеміз.", ru = "Под «Портал қақтығысын басқару Жүйесі» мы понимаем систему управления инцидентами.",
      en = "By «Портал қақтығысын басқару Жүйесі» we understand the incident management system." },
    channel.chat { free = true, reply = "chat", label = { kk = "Порталдағы онлайн көмекші (ұсынылады)", ru = "Онлайн-помощник на Портале (рекомендуем)", en = "Online assistant on the portal (recommended)" } },
    later "chat" { kk = "Чаттағы әңгіме", ru = "Разговор в чате", en = "Conversation in the chat" },
    channel.email "support@mitwork.kz" { free = true, label = { kk = "Электрондық пошта", ru = "Электронная почта", en = "E-mail" } },
    channel.letter { label = { kk = "«MITWORK» ЖШС атына ресми хат", ru = "Официальное письмо на имя ТОО «MITWORK»", en = "Official letter to MITWORK LLP" },
      staff = true },
    channel.callback { label = { kk = "Кері шақыру тапсырысы (VIP service)", ru = "Заказ обратного звонка (VIP service)", en = "Callback order (VIP service)" },
      signed_in = true, who = { level = "vip" }, refusal = "vip_only" },
    channel.portal { label = { kk = "Порталда өтінішті тіркеу (VIP service)", ru = "Регистрация обращения на Портале (VIP service)", en = "Registering on the portal (VIP service)" },
      signed_in = true, who = { level = "vip" }, refusal = "vip_only" },
    ask "incoming_number" { kk = "Хаттың кіріс нөмірі", ru = "Входящий номер письма", en = "Incoming number" } { channels = "letter", max = 50 },
    ask "incoming_date" { kk = "Хаттың кіріс күні", ru = "Входящая дата письма", en = "Incoming date" } { channels = "letter", kind = "date" },
    ask "scan" { kk = "Хаттың сканері", ru = "Скан письма", en = "Scan of the letter" } { channels = "letter", kind = "files", max = 10 },
    ask "call_from" { kk = "Қашаннан бастап қоңырау шалу керек", ru = "С какого времени позвонить", en = "Call not before" } {
      channels = "callback", kind = "datetime", future = true, open = "main", hint = hint.window },
    ask "call_to" { kk = "Қашанға дейін қоңырау шалу керек", ru = "До какого времени позвонить", en = "Call not after" } {
      channels = "callback", kind = "datetime", future = true, open = "main", hint = hint.window },
    promise "callback" { kk = "Кері қоңырау", ru = "Обратный звонок", en = "Callback" } {
      since = "registered", when = { channel = "callback" }, at = value "field.call_to", calendar = "main", met = "act:called",
      warn = param.warn_before },
    on "received" (function(t)
      local from, to = t.field.call_from, t.field.call_to
      return from and to and to <= from and problem("call_to", "window_reversed")
    end),
    text "window_reversed" {
      kk = "Аралықтың соңы басынан кейін болуы керек.", ru = "Конец промежутка должен быть позже начала.", en = "The end of the window must come after its beginning." },
    later "call_result" { kk = "Сөйлесу қорытындысы", ru = "Итог разговора", en = "What was said" } { kind = "longtext" },
    may.called { kk = "Кері қоңырау шалынды", ru = "Обратный звонок сделан", en = "Called back" } {
      roles = "staff", from = { "new", "work" }, when = { channel = "callback" }, to = "work", mark = "reply",
      inputs = { input("text", "longtext", true, { kk = "Сөйлесу қорытындысы", ru = "Итог разговора", en = "What was said" }) },
      set { call_result = value "input.text" } },
    text "vip_only" {
      kk = "Бұл тәсіл тек «VIP service» деңгейіндегі клиенттерге арналған. Сізге Порталдағы онлайн көмекші, support@mitwork.kz поштасы және ресми хат қолжетімді.",
      ru = "Этот способ только для клиентов уровня «VIP service». Вам доступны онлайн-помощник на Портале, почта support@mitwork.kz и официальное письмо.",
      en = "This way is for customers of the level “VIP service” alone. You can use the online assistant on the portal, support@mitwork.kz, or an official letter." },
  },

  clause "MIT-9" { kk = "Кейінге қалдыру және шешілмеу", ru = "Отложенные и нерешённые обращения", en = "Postponed or left unsolved" } {
    label = "9", section = section.ways,
    quote = [[Өтініштішешу кейінге қалдыруға мүмкін және/немесе шешілмегені мүмкін, егер:
өтінішті шешу үшін тұтынушы жеткілікті ақпарат бермеген;
өтініштің мағынасын түсінуге мүмкін емес;
сұрақта балағат, немесе қорлаушы сөйлемдер бар;
сұрақ техникалық қолдау қызметінің құзыретіне жатпайды.]],
    status "postponed" { kk = "Кейінге қалдырылды", ru = "Отложено", en = "Postponed" } { family = "wait", turn = "other" },
    status "unsolved" { kk = "Шешілмеген", ru = "Не решено", en = "Left unsolved" } { family = "stop", turn = "nobody", final = true },
    reason.defer "no_information" { kk = "өтінішті шешу үшін тұтынушы жеткілікті ақпарат бермеген", ru = "пользователь не дал достаточно информации для решения обращения", en = "the user did not give enough information to solve the request" },
    reason.defer "unclear" { kk = "өтініштің мағынасын түсінуге мүмкін емес", ru = "смысл обращения понять невозможно", en = "the meaning of the request cannot be understood" },
    reason.defer "abusive" { kk = "сұрақта балағат, немесе қорлаушы сөйлемдер бар", ru = "в вопросе есть брань или оскорбительные выражения", en = "the question contains abuse or insults" },
    reason.defer "not_ours" { kk = "сұрақ техникалық қолдау қызметінің құзыретіне жатпайды", ru = "вопрос не относится к компетенции службы технической поддержки", en = "the question is not within the competence of technical support" },
    may.postpone { kk = "Кейінге қалдыру", ru = "Отложить", en = "Postpone" } {
      roles = "staff", from = in_hand, to = "postponed", notice = value "input.reason",
      inputs = {
        { id = "reason", kind = "reason", group = "defer", required = true, label = label.reason },
        { id = "wait_for", kind = "choice", required = true, default = "date", label = { kk = "Неге дейін", ru = "До чего", en = "Until what" }, options = {
          { id = "date", label = { kk = "күнге дейін", ru = "до даты", en = "a date" } },
          { id = "event", label = { kk = "оқиғаға дейін", ru = "до события", en = "an event" } },
        } },
        { id = "until", kind = "date", required = true, future = true, when = { field = "wait_for", ["in"] = { "date" } }, label = label.resume_on },
        { id = "event", kind = "text", required = true, when = { field = "wait_for", ["in"] = { "event" } }, label = label.event },
        { id = "topic", kind = "choice", options = topics, when = { field = "reason", ["in"] = { "not_ours" } }, label = label.topic },
      },
      set { resume_on = value "input.until", event = value "input.event" } },
    later "resume_on" (label.resume_on) { kind = "date" },
    later "event" (label.event),
    may.leave { kk = "Шешілмеген күйде қалдыру", ru = "Оставить нерешённым", en = "Leave unsolved" } {
      roles = "staff", from = in_hand, to = "unsolved", danger = true, notice = value "input.reason",
      inputs = {
        { id = "reason", kind = "reason", group = "defer", required = true, label = label.reason },
        { id = "topic", kind = "choice", options = topics, when = { field = "reason", ["in"] = { "not_ours" } }, label = label.topic },
      } },
    may.resume { kk = "Қайта қарауға алу", ru = "Вернуть в работу", en = "Take up again" } { roles = "staff", from = "postponed", to = "previous" },
    on "message" { when = { status = "postponed" }, move "previous" },
    silence "postponed" { kk = "Кейінге қалдырудың соңы", ru = "Конец отсрочки", en = "End of the postponement" } {
      since = "enter:postponed", cancel = "leave:postponed", when = { ["field.resume_on"] = known }, at = value "field.resume_on", calendar = "main",
      move "previous", note "time_is_up" },
    param "event_check" { kind = "duration", default = "5wd", min = "1wd", max = "60wd",
      label = { kk = "Күтілген оқиға туралы қызметкерге қанша уақыт сайын еске салу", ru = "Как часто напоминать сотруднику об ожидаемом событии", en = "How often to remind staff of the awaited event" } },
    silence "event" { kk = "Күтілген оқиға", ru = "Ожидаемое событие", en = "The awaited event" } {
      since = "enter:postponed", cancel = "leave:postponed", when = { ["field.event"] = known }, calendar = "main",
      remind { every = param.event_check, times = 20, note "check_event" } },
    text "check_event" {
      kk = "Күтілген оқиға болды ма, тексеріңіз: {field.event}.", ru = "Проверьте, не наступило ли ожидаемое событие: {field.event}.", en = "See whether the awaited event has come: {field.event}." },
    text "time_is_up" {
      kk = "Кейінге қалдыру мерзімі аяқталды: өтінішті қайта қарау керек.", ru = "Отсрочка закончилась: обращение снова ждёт вас.", en = "The postponement is over: the request waits for you again." },
    text "no_information" (deferred {
      kk = "Жетіспейтін ақпаратты осы хабарламаға жауап ретінде жіберіңіз: не істегеніңізді, қатенің скриншотын, жобаның нөмірін.",
      ru = "Пришлите недостающее в ответ на это сообщение: что вы делали, скриншот ошибки, номер проекта.",
      en = "Send what is missing in answer to this message: what you did, a screenshot of the error, the number of the draft." }),
    text "unclear" (deferred {
      kk = "Осы хабарламаға жауап беріп, сұрағыңызды басқаша тұжырымдап көріңіз: не күттіңіз және не болды.",
      ru = "Ответьте на это сообщение и попробуйте сказать иначе: чего вы ждали и что произошло.",
      en = "Answer this message and try to put it differently: what you expected and what happened." }),
    text "abusive" (deferred {
      kk = "Сұрағыңызды сыпайы түрде қайта жазсаңыз, біз оны қуана қараймыз.",
      ru = "Напишите вопрос ещё раз, вежливо, и мы охотно им займёмся.",
      en = "Put the question once more, politely, and we will gladly deal with it." }),
    text "not_ours" (deferred {
      kk = "{#input.topic}Тақырып: {input.topic}.\n{/input.topic}Сұрақ Порталдың жұмысына қатысты болса, осы хабарламаға жауап беріп түсіндіріңіз.",
      ru = "{#input.topic}Тема: {input.topic}.\n{/input.topic}Если вопрос всё же касается работы Портала, объясните это в ответ на это сообщение.",
      en = "{#input.topic}Topic: {input.topic}.\n{/input.topic}If the question is about the portal after all, say so in answer to this message." }),
  },

  clause "MIT-10" { kk = "Алдымен анықтамамен танысу", ru = "Сначала ознакомьтесь со справкой", en = "Read the reference first" } {
    label = "10", section = section.rules,
    quote = "Техникалық қолдау қызметіне жүгіну алдында жүгіну мағынасы бойынша қолжетімді ақпаратты FAQ, Анықтау орталағының құжаттарында танысуға қажет. Егер ақпарат Портал бойынша құжаттарда немесе FAQ, тиісті тарауындағы сипатталған жағдайларға ұқсас болып, бірақ қосымша түсіндіруді талап етсе, бастапқы құжатқа немесе FAQ тарауына сілтемені көрсету қажет.",
    note = {
      kk = "Сілтеме міндетті емес: оны өтініш анықтаманы толықтыруды сұрағанда ғана көрсетеді.", ru = "Ссылка не обязательна: её указывают, когда просят пояснить сказанное в справке.",
      en = "The link is not demanded: it is given when the question goes beyond what the reference says." },
    param "articles" { kind = "list", default = {},
      label = { kk = "FAQ пен Анықтау орталығы тарауларының сілтемелері", ru = "Ссылки на разделы FAQ и Справочного центра", en = "Links to the sections of the FAQ and the reference centre" } },
    optional "article" (label.article) { channels = filled, max = 500, suggest = param.articles,
      hint = { kk = "FAQ немесе құжаттың қай тарауы түсініксіз?", ru = "Какой раздел FAQ или документа непонятен?", en = "Which section of the FAQ or the documents is unclear?" } },
    text "portal.faq" {
      kk = "Сұрақ қоймас бұрын FAQ пен Анықтау орталығын қараңыз: жауабы сонда болуы мүмкін.", ru = "Прежде чем спросить, загляните в FAQ и Справочный центр: возможно, ответ уже там.",
      en = "Before you ask, look into the FAQ and the reference centre: the answer may be there." },
    optional "article" (label.article) { channels = "email", max = 500, read = { labels = { "FAQ", "Құжат", "Сілтеме", "Документ", "Ссылка", "Document", "Link" } } },
  },

  clause "MIT-11" { kk = "Тұтынушыны сәйкестендіру", ru = "Идентификация пользователя", en = "Identification" } {
    label = "11", section = section.rules,
    quote = "Жүгіну кезде тұтынушыны сәйкестендіретінмәліметті көрсету қажет. Сәйкестендіретінмәліметтікөрсетуге бас тартқан жағдайда техникалық қолдау қызметінің қызметкері консультациялық қызметтерд іұсынудан бас тартуға құқылы.",
    note = {
      kk = "Порталға кіру немесе аты-жөні мен поштасы не телефоны жеткілікті. Олар болмаса, өтініш оларды күтеді; бас тарту тек Кеңеске қатысты.",
      ru = "Достаточно входа на Портал или имени с почтой либо телефоном. Без них обращение ждёт; отказать можно лишь в консультации.",
      en = "Signing in to the portal is enough, or a name with a mail address or a phone. Without them the request waits; advice alone may be refused." },
    status "details" { kk = "Сәйкестендіру мәліметі күтілуде", ru = "Ждёт данных о пользователе", en = "Waits for who the user is" } { family = "wait", turn = "customer" },
    status "refused" { kk = "Кеңес беруден бас тартылды", ru = "В консультации отказано", en = "Advice refused" } { family = "stop", turn = "nobody", final = true },
    reason.refuse "not_identified" { kk = "сәйкестендіретін мәліметті көрсетуден бас тартты", ru = "отказ указать идентифицирующие данные", en = "refusal to give identifying data" },
    optional "name" (label.name) { channels = { "chat", "portal", "callback", "call" }, max = 200 },
    ask "name" (label.name) { channels = "letter", max = 200 },
    optional "name" (label.name) { channels = "email", max = 200, read = { labels = { "Менің аты-жөнім", "Аты-жөнім", "Аты-жөні", "Т.А.Ә.", "Меня зовут", "Имя", "Ф.И.О.", "ФИО", "Name" } } },
    on "registered" { group = "acceptance", when = { none = anonymous }, move "details", send "who", note "unknown_user" },
    on "message" { when = { status = "details", any = anonymous }, move "new", send "accepted" },
    may.identify { kk = "Тұтынушы сәйкестендірілді", ru = "Пользователь идентифицирован", en = "The user is identified" } {
      roles = "staff", from = "details", to = "new", notice = "accepted",
      inputs = {
        { id = "name", kind = "text", required = true, max = 200, label = label.name },
        { id = "email", kind = "text", format = "email", label = label.email },
        { id = "phone", kind = "text", format = "phone", label = label.phone },
      } },
    on "act:identify" { set { name = value "input.name" } },
    on "act:identify" { when = { ["input.email"] = known }, set { email = value "input.email" } },
    on "act:identify" { when = { ["input.phone"] = known }, set { phone = value "input.phone" } },
    may.refuse_unidentified { kk = "Кеңес беруден бас тарту", ru = "Отказать в консультации", en = "Refuse advice" } {
      roles = "staff", from = "details", when = { type = "advice" }, to = "refused", danger = true, notice = "refused",
      set { reason = "not_identified" } },
    text "unknown_user" {
      kk = "Тұтынушының кім екені белгісіз: аты-жөні не байланыс деректері жоқ.", ru = "Неизвестно, кто пользователь: нет имени или контактов.",
      en = "It is not known who the user is: a name or an address is missing." },
    text "who" (notice {
      kk = { "Өзіңіз туралы жазыңыз", [[
Өтінішіңіз {number} нөмірімен тіркелді. Онымен айналысу үшін бізге кім жазып отырғанын білу керек.
Осы хабарламаға жауап беріп, былай жазыңыз:
Аты-жөні: Айгүл Серікқызы
{^field.email}Пошта: aigul@mysal.kz
{/field.email}
Бұл мәлімет болмаса, қызметкер кеңес беруден бас тарта алады (Регламенттің 11-тармағы).]] },
      ru = { "Представьтесь, пожалуйста", [[
Ваше обращение зарегистрировано под номером {number}. Чтобы им заняться, нам нужно знать, кто пишет.
Ответьте на это сообщение, например, так:
Имя: Айгуль Сериккызы
{^field.email}Почта: aigul@primer.kz
{/field.email}
Без этих данных сотрудник вправе отказать в консультации (пункт 11 Регламента).]] },
      en = { "Please tell us who you are", [[
Your request was registered as {number}. To deal with it we need to know who is writing.
Answer this message, for example like this:
Name: Aigul Serikkyzy
{^field.email}E-mail: aigul@mail.example
{/field.email}
Without it an employee may refuse advice (clause 11 of the Rules).]] },
    }),
    text "refused" (notice {
      kk = { "Кеңес беруден бас тартылды", "{number} нөмірлі өтінішіңіз бойынша кеңес беруден бас тартылды: сәйкестендіретін мәлімет көрсетілмеді (Регламенттің 11-тармағы). Аты-жөніңізді көрсетіп, осы хабарламаға жауап берсеңіз, өтінішті қараймыз." },
      ru = { "В консультации отказано", "По вашему обращению {number} в консультации отказано: не указаны идентифицирующие данные (пункт 11 Регламента). Ответьте на это сообщение с вашим именем, и мы займёмся обращением." },
      en = { "Advice refused", "Advice on your request {number} was refused: you did not say who you are (clause 11 of the Rules). Answer this message with your name and we will deal with it." },
    }),
  },

  clause "MIT-12" { kk = "Сұрақты қалай сипаттау керек", ru = "Как описать вопрос", en = "How to describe the question" } {
    label = "12", section = section.rules,
    quote = [[Сұрақты сапалы және шапшан шешуге қажет:
сұрақты анық тұжырымдау;
әрекеттердінреттілігін сипаттау;
қатенің скриншотын немесе оның қатынасындағы сұрақ тұындайтын жобаны қосуға;
сұрақты жіберген Тұтынушының байланыс деректемелерін көрсетуге.]],
    ask "description" { kk = "Сұрақ", ru = "Вопрос", en = "Question" } { kind = "longtext", channels = filled, min = 5,
      hint = { kk = "Анық жазыңыз: не күттіңіз, не болды", ru = "Напишите ясно: чего вы ждали и что произошло", en = "Be clear: what you expected and what happened" } },
    optional "steps" { kk = "Әрекеттер реттілігі", ru = "Порядок действий", en = "Order of your steps" } { kind = "longtext", channels = { "chat", "portal", "call", "letter" },
      hint = { kk = "Қай беттен бастап, нені бастыңыз", ru = "С какой страницы начали и что нажимали", en = "From which page you began and what you pressed" } },
    optional "draft" { kk = "Сұрақ туындаған жоба", ru = "Проект, о котором вопрос", en = "The draft concerned" } { channels = { "chat", "portal", "call", "letter" }, max = 300,
      hint = { kk = "Порталдағы жобаның нөмірі немесе сілтемесі", ru = "Номер или ссылка проекта на Портале", en = "Its number or link on the portal" } },
    optional "files" { kk = "Қатенің скриншоты немесе жоба", ru = "Скриншот ошибки или проект", en = "Screenshot of the error, or the draft" } { kind = "files", channels = { "chat", "portal" }, max = 20 },
    optional "email" (label.email) { channels = filled, format = "email", read = { labels = { "Поштам", "Пошта", "Моя почта", "Почта", "E-mail", "Email" } } },
    optional "phone" (label.phone) { channels = { "chat", "portal", "call", "letter" }, format = "phone" },
    ask "phone" (label.phone) { channels = "callback", format = "phone" },
    optional "phone" (label.phone) { channels = "email", format = "phone", read = { form = "phone" } },
  },

  clause "MIT-13" { kk = "Қатені өңдеу және тіркеу нөмірі", ru = "Обработка ошибки и регистрационный номер", en = "Handling an error; the registration number" } {
    label = "13", section = section.rules,
    quote = "«Қате, істеліп бітпеген» категорясындағы өтініштер үшін пайда болу себептерінің диагностикасы жасалады, Өтініштің бастапқылығы анықталады, оның шешімі ізделіп және Өтініштер бойынша мәселелерді жоюға барлық қажетті әрекеттер жасалады. Өтінішке бірегей тіркеу нөмірі беріледі.Келешекте тіркеу нөмірі Өтінішті бір мағыналы сәйкестендіру үшін қызмет етеді.",
    note = {
      kk = "«Бастапқылығы» дегенді өтініштің алғашқы не қайталанған екені деп түсінеміз; басымдықты да сол кезде белгілейміз. Нөмір барлық өтінішке бірден беріледі.",
      ru = "«Бастапқылығы» мы понимаем как «первое или повторное»; тогда же ставится приоритет. Номер получает каждое обращение и сразу.",
      en = "«Бастапқылығы» we read as first or repeated; the priority is set at the same time. Every request gets its number at once." },
    numbering { prefix = "MW-", first = 1001 },
    status "diagnosis" { kk = "Диагностика", ru = "Диагностика", en = "Diagnosis" } { family = "work", turn = "staff" },
    status "work" { kk = "Қаралуда", ru = "В работе", en = "In work" } { family = "work", turn = "staff" },
    on "registered" { group = "acceptance", send "accepted" },
    may.take { kk = "Қарауға алу", ru = "Взять в работу", en = "Take" } { roles = "staff", from = "new", to = "work", set { assignee = value "actor.id" }, append { steps_taken = say "step_taken" } },
    on "enter:work" { when = undiagnosed, move "diagnosis" },
    on "act:classify" { when = { status = "work", any = undiagnosed }, move "diagnosis" },
    on "act:classify" { when = { type = "advice", status = "diagnosis" }, move "work" },
    must.diagnose { kk = "Диагностика қорытындысын жазу", ru = "Записать итог диагностики", en = "Record the diagnosis" } {
      roles = "staff", from = "diagnosis", to = "work",
      inputs = {
        input("cause", "longtext", true, label.cause),
        { id = "origin", kind = "choice", required = true, label = label.origin, options = origins },
        { id = "original", kind = "ticket", required = true, link = "duplicate_of", when = { field = "origin", ["in"] = { "repeated" } }, label = label.original },
        { id = "priority", kind = "choice", required = true, label = label.priority, options = priorities },
        input("solution", "longtext", false, label.solution),
      },
      set { cause = value "input.cause", origin = value "input.origin", priority = value "input.priority",
        solution = value "input.solution" },
      append { steps_taken = say "step_diagnosed" } },
    text "step_taken" { kk = "өтініш қарауға алынды", ru = "обращение взято в работу", en = "the request was taken up" },
    text "step_diagnosed" { kk = "диагностика жасалды", ru = "проведена диагностика", en = "the diagnosis was made" },
    later "cause" (label.cause) { kind = "longtext" },
    later "origin" (label.origin) { kind = "choice", options = origins },
    later "priority" (label.priority) { kind = "choice", options = priorities },
    later "solution" (label.solution) { kind = "longtext" },
    text "accepted" (notice {
      kk = { "Өтінішіңіз қабылданды", [[
Өтінішіңіз {number} нөмірімен тіркелді. Санаты: {type}. Қызмет көрсету деңгейі: {level}.
{#due.callback}Сізге қоңырау шалу мерзімі: {due.callback}.{/due.callback}{^due.callback}Бірінші жауап мерзімі: {due.first_answer}.{/due.callback}

Толықтыру үшін осы хабарламаға жауап беріңіз: қатенің скриншоты мен әрекеттер реттілігі шешуді тездетеді.]] },
      ru = { "Ваше обращение принято", [[
Ваше обращение зарегистрировано под номером {number}. Категория: {type}. Уровень обслуживания: {level}.
{#due.callback}Мы позвоним вам до {due.callback}.{/due.callback}{^due.callback}Первый ответ дадим до {due.first_answer}.{/due.callback}

Чтобы дополнить обращение, ответьте на это сообщение: скриншот ошибки и порядок действий ускорят решение.]] },
      en = { "Your request is accepted", [[
Your request was registered as {number}. Category: {type}. Service level: {level}.
{#due.callback}We will call you by {due.callback}.{/due.callback}{^due.callback}We will answer by {due.first_answer}.{/due.callback}

To add to it, answer this message: a screenshot and the order of your steps make the solution quicker.]] },
    }),
  },

  clause "MIT-14" { kk = "Жиі қойылатын сұрақтарға жауап", ru = "Ответы на частые вопросы", en = "Standard answers" } {
    label = "14", section = section.rules,
    quote = "Техникалық қолдаудың стандартты жиы қойылатынсұрақтарға жауаптары Анықтаушы орталықтың тиісті тарауына сілтеме ретінде берілуге мүмкін.",
    note = {
      kk = "Жауап сілтеменің өзі ғана болуы мүмкін.", ru = "Ответом может быть и одна ссылка.", en = "A link alone may be the answer." },
    may.answer { kk = "Жауап беру", ru = "Дать ответ", en = "Answer" } {
      roles = "staff", from = { "new", "work", "asked", "postponed", "partner" }, when = { type = "advice" }, to = "solved", public = true, notice = "answer",
      inputs = {
        input("text", "longtext", false, { kk = "Жауап", ru = "Ответ", en = "Answer" }),
        { id = "article", kind = "text", max = 500, label = label.article, suggest = param.articles },
        input("files", "files", false, label.files),
      },
      set { outcome = "answered" } },
    on "act:answer" { when = { ["input.text"] = unknown, ["input.article"] = unknown }, problem("text", "empty_answer") },
    text "empty_answer" {
      kk = "Жауап жазыңыз немесе Анықтау орталығының тарауын көрсетіңіз.", ru = "Напишите ответ или укажите раздел Справочного центра.", en = "Write an answer, or name a section of the reference centre." },
    text "answer" (notice {
      kk = { "Өтінішіңізге жауап", "{#input.text}{input.text}\n\n{/input.text}{#input.article}Сұрағыңыздың жауабы Анықтау орталығында: {input.article}\n\n{/input.article}Сұрағыңыз қалса, осы хабарламаға жауап беріңіз: {number} нөмірлі өтінішіңізге қайта ораламыз." },
      ru = { "Ответ на ваше обращение", "{#input.text}{input.text}\n\n{/input.text}{#input.article}Ответ на ваш вопрос в Справочном центре: {input.article}\n\n{/input.article}Если вопрос остался, ответьте на это сообщение: мы вернёмся к обращению {number}." },
      en = { "Answer to your request", "{#input.text}{input.text}\n\n{/input.text}{#input.article}The answer to your question is in the reference centre: {input.article}\n\n{/input.article}If a question remains, answer this message: we will come back to your request {number}." },
    }),
  },

  clause "MIT-15" { kk = "Қосымша ақпарат және клиенттің үнсіздігі", ru = "Дополнительная информация и молчание клиента", en = "Further information, and silence" } {
    label = "15", section = section.rules,
    quote = "Қосымша ақпаратты алу қажет болған жағдайда техникалық қолдаудың қызметкері жетіспейтін ақпаратты Тұтынушыдан сұрауға құқылы. Тұтынушыдан сұрату бойынша кері байланыстын 8 сағат бойын болмаған жағдайда Оператор сұратуды «клиенттен жауап келмеді» деген тұжырымдамамен аяқтап және осы сәтке жасалған әрекеттерді көрседі.",
    note = {
      kk = "8 сағат – жұмыс уақытының сағаттары: Оператор тек жұмыс уақытында әрекет ете алады. Аяқталған соң әдепкіде 5 жұмыс күні ішінде келген жауап сол нөмірді қайта ашады, кейінгісі онымен байланысқан жаңа өтініш болады.",
      ru = "8 часов считаем рабочими: Оператор действует лишь в рабочее время. Ответ в течение 5 рабочих дней (по умолчанию) после завершения открывает тот же номер, более поздний становится новым связанным обращением.",
      en = "The 8 hours are working hours: an operator can act in them alone. An answer within 5 working days (by default) after the end opens the same number again, a later one becomes a new request that is linked to it." },
    param "feedback" { kind = "duration", default = "8wh", min = "1wh", max = "200wh",
      label = { kk = "Клиенттің жауабын күту", ru = "Сколько ждать ответа клиента", en = "How long to wait for the customer" } },
    param "after_end" { kind = "duration", default = "5wd", min = "0wd", max = "60wd",
      label = { kk = "Аяқталғаннан кейін қанша уақыт ішінде жауап өтінішті қайта ашады", ru = "В течение какого времени после завершения ответ открывает обращение снова", en = "For how long after the end an answer opens the request again" } },
    status "asked" { kk = "Клиенттің жауабы күтілуде", ru = "Ждёт ответа клиента", en = "Waits for the customer" } { family = "wait", turn = "customer" },
    status "silent" { kk = "Сұрату аяқталды", ru = "Запрос завершён", en = "Inquiry ended" } { family = "stop", turn = "nobody", final = true },
    reason.ended "no_answer" { kk = "клиенттен жауап келмеді", ru = "ответ от клиента не поступил (клиенттен жауап келмеді)", en = "no answer came from the customer (клиенттен жауап келмеді)" },
    may.ask { kk = "Тұтынушыдан ақпарат сұрау", ru = "Запросить информацию у пользователя", en = "Ask the user" } {
      roles = "staff", from = in_hand, to = "asked", public = true, notice = "question",
      inputs = {
        input("text", "longtext", true, { kk = "Қандай ақпарат жетіспейді", ru = "Какой информации не хватает", en = "What is missing" }),
        input("done", "longtext", false, label.done),
        input("files", "files", false, label.files),
      },
      append { steps_taken = say "step_asked" } },
    on "act:ask" { when = { ["input.done"] = known }, append { steps_taken = value "input.done" } },
    later "steps_taken" { kk = "Жасалған әрекеттер", ru = "Что сделано", en = "What was done" },
    text "step_asked" { kk = "тұтынушыдан ақпарат сұралды", ru = "у пользователя запрошена информация", en = "the user was asked for information" },
    on "message" { when = { status = "asked" }, move "previous" },
    silence "feedback" { kk = "Тұтынушының жауабы", ru = "Ответ пользователя", en = "The user's answer" } {
      since = "act:ask", cancel = { "message", "leave:asked" }, over = param.feedback, calendar = "main",
      set { reason = "no_answer" }, move "silent", send "ended" },
    join { by = { "reply", "own", "foreign", "reference" }, to = reopenable, within = param.after_end, calendar = "main" },
    join { by = "number", participant = true, to = reopenable, within = param.after_end, calendar = "main" },
    on "late_message" { group = "reopen", when = { ["field.complaint"] = true }, move "complaint" },
    on "late_message" { group = "reopen", when = { status = "refused" }, set { reason = "" }, move "details", mark "reopened" },
    on "late_message" { group = "reopen", when = { status = reopenable }, set { reason = "" }, move "work", mark "reopened" },
    on "reopened" { when = { none = { status = "details" } }, send "reopened" },
    on "received" { when = { ["thread.from"] = known }, copy { "name", "phone", "complaint" } },
    text "question" (notice {
      kk = { "Қосымша ақпарат қажет", [[
{number} нөмірлі өтінішіңізді шешу үшін сізден мына ақпарат қажет:

{input.text}

Осы хабарламаға жауап беріңіз. Мерзімі: {due.feedback}. Жауап болмаса, сұрату «клиенттен жауап келмеді» деген тұжырымдамамен аяқталады.]] },
      ru = { "Нужна дополнительная информация", [[
Чтобы решить ваше обращение {number}, нам не хватает:

{input.text}

Ответьте на это сообщение до {due.feedback}. Без ответа запрос завершится с формулировкой «клиенттен жауап келмеді» (ответ от клиента не поступил).]] },
      en = { "We need further information", [[
To solve your request {number} we need this from you:

{input.text}

Please answer this message by {due.feedback}. Without an answer the inquiry ends as «клиенттен жауап келмеді» (no answer came from the customer).]] },
    }),
    text "ended" (notice {
      kk = { "клиенттен жауап келмеді", [[
{number} нөмірлі өтінішіңіз бойынша сұратуға жауап болмады, сондықтан ол мына тұжырымдамамен аяқталды: «{field.reason}».

Осы сәтке дейін жасалғаны:
{field.steps_taken}

Жауабыңызды жіберсеңіз, өтінішпен жұмысты жалғастырамыз.]] },
      ru = { "Ответ не поступил (клиенттен жауап келмеді)", [[
На наш вопрос по обращению {number} ответа не было, поэтому запрос завершён с формулировкой: {field.reason}.

Что сделано к этому моменту:
{field.steps_taken}

Если вы ответите, мы продолжим работу над обращением.]] },
      en = { "No answer came (клиенттен жауап келмеді)", [[
Our question about your request {number} was not answered, so the inquiry has ended as: {field.reason}.

What was done so far:
{field.steps_taken}

If you answer, we go on with your request.]] },
    }),
    text "reopened" (notice {
      kk = { "Өтініш қайта ашылды", "Хабарламаңызды алдық, {number} нөмірлі өтінішіңіз қайта ашылды. Жауап мерзімі: {due.first_answer}." },
      ru = { "Обращение открыто снова", "Мы получили ваше сообщение, обращение {number} открыто снова. Ответим до {due.first_answer}." },
      en = { "Your request is open again", "We have your message; request {number} is open again. We will answer by {due.first_answer}." },
    }),
  },

  clause "MIT-16" { kk = "Сыпайылық", ru = "Вежливость", en = "Politeness" } {
    label = "16", section = section.rules,
    quote = "Тұтынушы және техникалық қолдау Қызметі Қызметкерінің тілдесуі сыпайы,көпшілік мақұлдаған әдеп үлгілер және сөйлеу мәдениетіне сәйкесболу қажет. Балағат сөздерге және қорлауға ешбір жағдайда жол берілмейді. Бұл тармақ Тұтынушымен бұзылған жағдайда техникалық қолдау Қызметінің Қызметкері болған оқиғаны озінің тікелей бастығына хабарлап техникалық қолдау бойынша қызмет көрсетуді дереу тоқтатуға құқылы. Осы тармақ техникалық қолдау Қызметінің Қызметкерімен бұзылған жағдайда Тұтынушы болған оқиға туралы QA@mitwork.net мекенжайы бойынша электрондық хат жазу арқылы техникалық қолдаудың сапасын бақылау қызметіне хабарлауға құқылы.",
    role "operator" { kk = "Оператор", ru = "Оператор", en = "Operator" },
    role "manager" { kk = "Тікелей бастық", ru = "Непосредственный руководитель", en = "Manager" },
    role "quality" { kk = "Сапаны бақылау қызметі", ru = "Служба контроля качества", en = "Quality control" },
    channel.email "QA@mitwork.net" { id = "quality", free = true, apart = true, set = { complaint = true }, label = { kk = "Сапаны бақылау қызметінің поштасы", ru = "Почта службы контроля качества", en = "Mail of quality control" } },
    later "complaint" { kk = "Қызметкердің әдебіне шағым", ru = "Жалоба на поведение сотрудника", en = "Complaint about an employee" } { kind = "bool" },
    status "complaint" { kk = "Сапаны бақылауда", ru = "У службы контроля качества", en = "With quality control" } { family = "work", turn = "staff" },
    later "about" { kk = "Шағым кім туралы", ru = "О ком жалоба", en = "Whom it is about" } { kind = "person" },
    on "received" { when = { ["field.complaint"] = true }, confine "role:quality", move "complaint", send "complaint" },
    may.name_employee { kk = "Шағым кім туралы екенін белгілеу", ru = "Указать, о ком жалоба", en = "Name whom it is about" } {
      roles = "quality", from = "complaint", inputs = { input("about", "person", true, { kk = "Қызметкер", ru = "Сотрудник", en = "Employee" }) },
      set { about = value "input.about" }, confine("role:quality", { except = value "input.about" }) },
    may.settle { kk = "Шағымға жауап беру", ru = "Ответить на жалобу", en = "Answer the complaint" } {
      roles = "quality", from = "complaint", to = "solved", public = true, notice = "settled",
      inputs = { input("text", "longtext", true, { kk = "Жауап", ru = "Ответ", en = "Answer" }) } },
    text "portal.complaint" {
      kk = "Қызметкер сізбен дөрекі сөйлессе, сапаны бақылау қызметіне жазыңыз: QA@mitwork.net", ru = "Если сотрудник был с вами невежлив, напишите в службу контроля качества: QA@mitwork.net",
      en = "If one of our staff was impolite to you, write to quality control: QA@mitwork.net" },
    text "complaint" (notice {
      kk = { "Шағымыңыз қабылданды", "Шағымыңыз {number} нөмірімен тіркелді. Оны сапаны бақылау қызметі ғана көреді: шағымда аталған қызметкерге ол ашылмайды. Толықтыру үшін осы хабарламаға жауап беріңіз." },
      ru = { "Ваша жалоба принята", "Ваша жалоба зарегистрирована под номером {number}. Её видит только служба контроля качества: сотруднику, о котором вы пишете, она не открыта. Чтобы дополнить её, ответьте на это сообщение." },
      en = { "Your complaint is accepted", "Your complaint was registered as {number}. Quality control alone can see it: it is not shown to the employee you write about. To add to it, answer this message." },
    }),
    text "settled" (notice {
      kk = { "Шағымыңызға жауап", "{input.text}\n\nБұл {number} нөмірлі шағымыңызға берілген жауап." },
      ru = { "Ответ на вашу жалобу", "{input.text}\n\nЭто ответ на вашу жалобу {number}." },
      en = { "Answer to your complaint", "{input.text}\n\nThis answers your complaint {number}." },
    }),
    status "stopped" { kk = "Қызмет көрсету тоқтатылды", ru = "Обслуживание прекращено", en = "Service stopped" } { family = "stop", turn = "nobody", final = true },
    reason.stop "abuse" { kk = "балағат немесе қорлау", ru = "брань или оскорбления", en = "abuse or insults" },
    may.stop_abuse { kk = "Бастыққа хабарлап, қызмет көрсетуді тоқтату", ru = "Сообщить руководителю и прекратить обслуживание", en = "Tell the manager and stop the service" } {
      roles = "staff", from = in_hand, to = "stopped", danger = true, notice = "stopped",
      inputs = { input("text", "longtext", true, { kk = "Не болды", ru = "Что произошло", en = "What happened" }) },
      set { reason = "abuse", incident = value "input.text" },
      send { text = "abuse_told", to = "role:manager", values = { who = value "actor.id" } } },
    later "incident" { kk = "Болған оқиға", ru = "Что произошло", en = "What happened" } { kind = "longtext" },
    text "abuse_told" {
      kk = { subject = "[{number}] Әдеп бұзылды, қызмет көрсету тоқтатылды", body = "{number} нөмірлі өтініш бойынша тұтынушы Регламенттің 16-тармағын бұзды, қызмет көрсету тоқтатылды.\nҚызметкер: {value.who}\n\nНе болды:\n{field.incident}" },
      ru = { subject = "[{number}] Нарушена вежливость, обслуживание прекращено", body = "По обращению {number} пользователь нарушил пункт 16 Регламента, обслуживание прекращено.\nСотрудник: {value.who}\n\nЧто произошло:\n{field.incident}" },
      en = { subject = "[{number}] Abuse, service stopped", body = "On request {number} the user broke clause 16 of the Rules; the service was stopped.\nEmployee: {value.who}\n\nWhat happened:\n{field.incident}" },
    },
    text "stopped" (notice {
      kk = { "Қызмет көрсету тоқтатылды", "Регламенттің 16-тармағына сәйкес {number} нөмірлі өтінішіңіз бойынша қызмет көрсету тоқтатылды: тілдесуде балағат сөздер мен қорлауға жол берілмейді. Сыпайы түрде жаңа өтініш бере аласыз." },
      ru = { "Обслуживание прекращено", "По пункту 16 Регламента обслуживание по обращению {number} прекращено: брань и оскорбления в общении недопустимы. Вы можете подать новое обращение, вежливо." },
      en = { "Service stopped", "By clause 16 of the Rules the service on your request {number} was stopped: abuse and insults are not accepted. You are welcome to file a new, polite request." },
    }),
  },

  clause "MIT-17" { kk = "Үшінші тұлғаларды жұмылдыру", ru = "Привлечение третьих лиц", en = "Engaging third parties" } {
    label = "17", section = section.rules,
    quote = "Техникалық қолдау қызметісұрақтарды сапалы және жедел шешу үшін үшінші тұлғаларды жұмылдыруға құқылы.",
    status "partner" { kk = "Үшінші тұлғада", ru = "У третьей стороны", en = "With a third party" } { family = "wait", turn = "other" },
    may.engage { kk = "Үшінші тұлғаны жұмылдыру", ru = "Привлечь третью сторону", en = "Engage a third party" } {
      roles = "staff", from = { "new", "diagnosis", "work" }, to = "partner",
      inputs = {
        { id = "partner", kind = "text", required = true, format = "email", label = label.partner },
        input("text", "longtext", true, { kk = "Не істеу керек", ru = "Что нужно сделать", en = "What is to be done" }),
      },
      set { partner = value "input.partner" }, append { steps_taken = say "step_engaged" },
      send { text = "engaged", to = value "input.partner", as = "partner" } },
    later "partner" (label.partner) { format = "email" },
    on "partner" { append { steps_taken = say "step_partner" }, note "partner_answered" },
    on "partner" { when = { status = "partner" }, move "previous" },
    text "step_engaged" { kk = "үшінші тұлға жұмылдырылды", ru = "привлечена третья сторона", en = "a third party was engaged" },
    text "step_partner" { kk = "үшінші тұлғаның жауабы алынды", ru = "получен ответ третьей стороны", en = "the third party has answered" },
    text "engaged" {
      kk = { subject = "[{number}] Сіздің көмегіңіз қажет", body = "Сәлеметсіз бе!\n\n{number} нөмірлі өтінішті шешу үшін сіздің көмегіңіз қажет.\n\n{input.text}\n\nОсы хабарламаға жауап беріңіз: жауабыңызды қолдау қызметі ғана көреді.\n«MITWORK» ЖШС техникалық қолдау қызметі" },
      ru = { subject = "[{number}] Нужна ваша помощь", body = "Здравствуйте!\n\nЧтобы решить обращение {number}, нам нужна ваша помощь.\n\n{input.text}\n\nОтветьте на это сообщение: ваш ответ увидит только служба поддержки.\nСлужба технической поддержки ТОО «MITWORK»" },
      en = { subject = "[{number}] We need your help", body = "Hello!\n\nTo solve request {number} we need your help.\n\n{input.text}\n\nPlease answer this message: only our support service will see what you write.\nTechnical support of MITWORK LLP" },
    },
    text "partner_answered" {
      kk = "Үшінші тұлға жауап берді.", ru = "Третья сторона ответила.", en = "The third party has answered." },
    may.back { kk = "Үшінші тұлғадан қайтарып алу", ru = "Вернуть от третьей стороны", en = "Take back from the third party" } { roles = "staff", from = "partner", to = "previous" },
  },

  clause "MIT-DOC" { kk = "Құжаттың толық нұсқасы", ru = "Полный текст документа", en = "The full document" } {
    label = "", section = section.rules,
    quote = "Құжаттың толық нұсқасын жүктеу",
    text "form.document" { kk = "Құжаттың толық нұсқасын жүктеу", ru = "Скачать полный текст документа", en = "Download the full document" },
  },
}

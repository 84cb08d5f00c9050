-- Afforto: способы оформления заявок в техническую поддержку и схема её работы, clause by clause.

local section = {
  ways = { ru = "Способы оформления заявок в техническую поддержку", kk = "Техникалық қолдауға өтінім беру тәсілдері", en = "Ways to file a request with technical support" },
  official = { ru = "Официальные каналы", kk = "Ресми арналар", en = "Official channels" },
  scheme = { ru = "Схема работы технической поддержки", kk = "Техникалық қолдаудың жұмыс тәртібі", en = "How technical support works" },
}

-- Questions that several doors ask in the same words.
local label = {
  name = { ru = "Ваше имя", kk = "Атыңыз", en = "Your name" },
  email = { ru = "Электронная почта", kk = "Электрондық пошта", en = "E-mail" },
  phone = { ru = "Телефон", kk = "Телефон", en = "Telephone" },
  company = { ru = "Компания", kk = "Компания", en = "Company" },
  description = { ru = "Описание задачи", kk = "Тапсырманың сипаттамасы", en = "Description of the task" },
  files = { ru = "Файлы", kk = "Файлдар", en = "Files" },
  priority = { ru = "Приоритет", kk = "Басымдық", en = "Priority" },
  contact = { ru = "Связь с пользователем", kk = "Пайдаланушымен байланыс", en = "How the user was reached" },
}

local priorities = {
  { id = "1", label = { ru = "1 – работа остановлена", kk = "1 – жұмыс тоқтап тұр", en = "1 – work has stopped" } },
  { id = "2", label = { ru = "2 – работа затруднена", kk = "2 – жұмыс қиындаған", en = "2 – work is hindered" } },
  { id = "3", label = { ru = "3 – работать можно", kk = "3 – жұмыс істеуге болады", en = "3 – work goes on" } },
  { id = "4", label = { ru = "4 – к удобному сроку", kk = "4 – қолайлы уақытта", en = "4 – when convenient" } },
}

local contacts = {
  { id = "phone", label = { ru = "по телефону", kk = "телефонмен", en = "by phone" } },
  { id = "message", label = { ru = "сообщением", kk = "хабарламамен", en = "by message" } },
  { id = "visit", label = { ru = "лично, на выезде", kk = "барғанда, жеке", en = "in person, at the visit" } },
}

local ratings = {
  { id = "5", label = { ru = "5 – отлично", kk = "5 – өте жақсы", en = "5 – excellent" } },
  { id = "4", label = { ru = "4 – хорошо", kk = "4 – жақсы", en = "4 – good" } },
  { id = "3", label = { ru = "3 – терпимо", kk = "3 – орташа", en = "3 – fair" } },
  { id = "2", label = { ru = "2 – плохо", kk = "2 – нашар", en = "2 – poor" } },
  { id = "1", label = { ru = "1 – очень плохо", kk = "1 – өте нашар", en = "1 – very poor" } },
}

-- Who may tell the user the result: the employee who solved the task, or a manager.
local told_by = { any = { { ["field.solver"] = value "actor.id" }, { ["actor.role"] = "manager" } } }

-- By these words of an answer an act is suggested; none of them decides.
local words = {
  unsolved = { "не работает", "не решен", "не решён", "не устранен", "не исправлен", "не помогло", "опять", "снова", "жұмыс істемейді", "шешілмеді", "көмектеспеді", "қайтадан", "not fixed", "does not work", "doesn't work", "not solved" },
  thanks = { "спасибо", "благодар", "все работает", "всё работает", "рахмет", "рақмет", "жұмыс істеп тұр", "thank", "it works" },
}

return regulation "afforto" {
  api = 1, lang = "ru", languages = { "kk", "ru", "en" },

  document {
    title = { ru = "Техническая поддержка Afforto: способы оформления заявок и схема работы", kk = "Afforto техникалық қолдауы: өтінім беру тәсілдері және жұмыс тәртібі", en = "Technical support of Afforto: ways to file a request, and how it is solved" },
    company = "Afforto",
    contact = "support@afforto.ru, +7 (495) 740 80 93",
  },

  clause "AFF-01" { ru = "Письмо на электронную почту", kk = "Электрондық поштаға хат", en = "A mail" } {
    label = "01", section = section.ways,
    quote = "Написать письмо на электронную почту support@afforto.ru. В этом случае заявка создается автоматически. При этом описанием задачи будет то, чего Вы написали в теле письма.",
    channel.email "support@afforto.ru" { free = true, label = { ru = "Почта", kk = "Пошта", en = "Mail" } },
    on "received" { when = { channel = "email" }, set { description = value "data.text" } },
  },

  clause "AFF-02" { ru = "Обращение на сайте", kk = "Сайттағы өтініш", en = "A request on the site" } {
    label = "02", section = section.ways,
    quote = [[Оставить обращение у нас на сайте в разделе Помощь – Техподдержка. Нажимаете кнопку внизу экрана "Техническая поддержка", после нажатия открывается форма обращения. Оставьте Ваши контактные данные и постарайтесь подробно описать задачу.]],
    channel.form "https://afforto.ru" { label = { ru = "Форма на сайте", kk = "Сайттағы нысан", en = "Form on the site" } },
    ask "name" (label.name) { channels = "form", max = 200 },
    ask "email" (label.email) { channels = "form", format = "email" },
    ask "phone" (label.phone) { channels = "form", format = "phone", hint = { ru = "Например: +7 495 740 80 93", kk = "Мысалы: +7 495 740 80 93", en = "For example: +7 495 740 80 93" } },
    optional "company_name" (label.company) { channels = "form", max = 200 },
    ask "description" (label.description) { kind = "longtext", channels = { "form", "portal", "call", "forward" }, hint = {
      ru = "Что случилось или что нужно сделать, на каком рабочем месте, с какого времени. Текст ошибки лучше привести дословно.",
      kk = "Не болды немесе не істеу керек, қай жұмыс орнында, қай уақыттан бері. Қатенің мәтінін сөзбе-сөз келтірген дұрыс.",
      en = "What has happened or is to be done, at which workplace, since when. Give the text of an error word for word." } },
    optional "files" (label.files) { kind = "files", channels = { "form", "portal" }, max = 20 },
    text "form.open" { ru = "Техническая поддержка", kk = "Техникалық қолдау", en = "Technical support" },
    text "form.title" { ru = "Обращение в техническую поддержку", kk = "Техникалық қолдауға өтініш", en = "Request to technical support" },
    text "form.thanks" { ru = "Спасибо! Ваше обращение зарегистрировано", kk = "Рақмет! Өтінішіңіз тіркелді", en = "Thank you! Your request is registered" },
  },

  clause "AFF-03" { ru = "Бот в Telegram", kk = "Telegram боты", en = "Telegram bot" } {
    label = "03", section = section.ways,
    quote = "Оставить заявку через Telegram мессенджер. Мы сделали специального бота технической поддержки, через которого можно быстро описать проблему прямо с телефона, а также получить обратную связь.",
    channel.telegram { free = true, reply = "telegram", label = { ru = "Бот в Telegram", kk = "Telegram боты", en = "Telegram bot" } },
    later "telegram" { ru = "Чат в Telegram", kk = "Telegram чаты", en = "Telegram chat" },
    on "received" { when = { channel = "telegram" }, set { description = value "data.text" } },
    on "registered" { when = { channel = "telegram" }, note "by_phone" },
    text "telegram.start" {
      ru = "Здравствуйте! Это техническая поддержка Afforto. Опишите проблему одним сообщением, можно приложить фото: я зарегистрирую заявку и пришлю её номер.",
      kk = "Сәлеметсіз бе! Бұл – Afforto техникалық қолдауы. Мәселені бір хабарламамен сипаттаңыз, фото қосуға болады: өтінімді тіркеп, нөмірін жіберемін.",
      en = "Hello! This is the technical support of Afforto. Describe the problem in one message, with photos if you like: I will register it and send you its number." },
    text "telegram.status" {
      ru = "Заявка {number}: {status}.", kk = "{number} өтінімі: {status}.", en = "Request {number}: {status}." },
    text "by_phone" {
      ru = "Пишут с телефона: спрашивайте коротко, по одному вопросу, отвечайте в том же боте.", kk = "Телефоннан жазып отыр: қысқа, бір-бірден сұраңыз, сол боттың өзінде жауап беріңіз.",
      en = "Written on a phone: ask briefly, one question at a time, and answer in the same bot." },
  },

  clause "AFF-04" { ru = "Клиентский раздел", kk = "Клиент бөлімі", en = "Client section" } {
    label = "04", section = section.ways,
    quote = "Зайти в клиентский раздел нашей HelpDesk системы и непосредственно там заполнить Ваше обращение. Там же Вы сможете отслеживать текущий статус заявки и получать обратную связь от исполнителя.",
    note = {
      ru = "Пока исполнитель ждёт ответа пользователя, срок решения стоит. Что делать, если ответа нет, текст не говорит: мы напоминаем, но не закрываем.",
      kk = "Орындаушы пайдаланушының жауабын күткенде шешу мерзімі тоқтап тұрады. Жауап болмаса не істеу керегін мәтін айтпайды: еске саламыз, бірақ жаппаймыз.",
      en = "While the performer waits for the user, the term stands still. The text does not say what follows silence: we remind, and never close.",
    },
    channel.portal "https://afforto.ru" { signed_in = true, label = { ru = "Клиентский раздел", kk = "Клиент бөлімі", en = "Client section" } },
    status "waiting" { ru = "Ждём ответа пользователя", kk = "Пайдаланушының жауабын күтудеміз", en = "Waiting for the user" } { family = "wait", turn = "customer" },
    param "question_reminder" { kind = "duration", default = "2wd", min = "1wd", max = "30wd",
      label = { ru = "Через сколько напомнить пользователю о вопросе", kk = "Сұрақ туралы пайдаланушыға қашан еске салу", en = "When to remind the user of a question" } },
    param "question_reminders" { kind = "int", default = 2, min = 1, max = 10,
      label = { ru = "Сколько раз напомнить о вопросе", kk = "Сұрақ туралы неше рет еске салу", en = "How often to remind of a question" } },
    may.ask { ru = "Спросить пользователя", kk = "Пайдаланушыдан сұрау", en = "Ask the user" } {
      roles = "staff", from = { "new", "queued", "work", "second", "visit", "waiting" }, to = "waiting", public = true, notice = "question",
      inputs = {
        { id = "text", kind = "longtext", required = true, label = { ru = "Вопрос", kk = "Сұрақ", en = "Question" } },
        { id = "files", kind = "files", label = label.files },
      },
    },
    may.answered { ru = "Ответ получен", kk = "Жауап алынды", en = "The answer has come" } {
      roles = "staff", from = "waiting", to = "previous", hint = { ru = "Пользователь ответил не письмом: по телефону или лично.", kk = "Пайдаланушы хатпен емес, телефонмен немесе өзі келіп жауап берді.", en = "The user has answered by phone or in person." },
      inputs = { { id = "text", kind = "longtext", required = true, label = { ru = "Что ответил пользователь", kk = "Пайдаланушы не деп жауап берді", en = "What the user said" } } } },
    on "message" { when = { status = { "queued", "work", "second", "visit", "waiting" } }, send { text = "added", to = "assignee" } },
    on "message" { when = { status = "waiting" }, move "previous" },
    silence "question" { ru = "Ответ пользователя", kk = "Пайдаланушының жауабы", en = "The user's answer" } {
      since = "act:ask", cancel = { "message", "leave:waiting" }, calendar = "main",
      remind { every = param.question_reminder, times = param.question_reminders, send "question_again", note "question_waits" } },
    text "added" {
      ru = { subject = "[{number}] Пользователь написал", body = [[
По заявке {number} пишет пользователь:

{data.text}]] },
      kk = { subject = "[{number}] Пайдаланушы жазды", body = [[
{number} өтінімі бойынша пайдаланушы жазды:

{data.text}]] },
      en = { subject = "[{number}] The user has written", body = [[
The user writes about {number}:

{data.text}]] },
    },
    text "question" {
      ru = { subject = "[{number}] Вопрос по Вашей заявке", body = [[
Здравствуйте!

{input.text}

Ответьте, пожалуйста, на это сообщение: до Вашего ответа срок решения заявки {number} не идёт.

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтініміңіз бойынша сұрақ", body = [[
Сәлеметсіз бе!

{input.text}

Осы хабарламаға жауап беруіңізді сұраймыз: жауабыңыз келгенше {number} өтінімін шешу мерзімі тоқтап тұрады.

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] A question about your request", body = [[
Hello!

{input.text}

Please answer this message: until you do, the term of {number} stands still.

Afforto, +7 (495) 740 80 93]] },
    },
    text "question_again" {
      ru = { subject = "[{number}] Ждём Вашего ответа", body = [[
Здравствуйте!

По заявке {number} мы задали Вам вопрос и ждём ответа, чтобы продолжить работу. Ответьте, пожалуйста, на это сообщение или позвоните: +7 (495) 740 80 93.]] },
      kk = { subject = "[{number}] Жауабыңызды күтудеміз", body = [[
Сәлеметсіз бе!

{number} өтінімі бойынша сізге сұрақ қойған едік, жұмысты жалғастыру үшін жауабыңызды күтудеміз. Осы хабарламаға жауап беріңіз немесе қоңырау шалыңыз: +7 (495) 740 80 93.]] },
      en = { subject = "[{number}] We wait for your answer", body = [[
Hello!

We have asked you a question about {number} and wait for your answer to go on. Please answer this message or call +7 (495) 740 80 93.]] },
    },
    text "question_waits" {
      ru = "Пользователь не ответил на вопрос: возможно, проще позвонить.", kk = "Пайдаланушы сұраққа жауап бермеді: қоңырау шалған оңайырақ шығар.",
      en = "The user has not answered: perhaps a call is simpler." },
  },

  clause "AFF-05" { ru = "Мобильное приложение", kk = "Мобильді қосымша", en = "Mobile app" } {
    label = "05", section = section.ways,
    quote = "Скачать и установить мобильное приложение на телефон можно по ссылкам: Google Play | AppStore",
    note = {
      ru = "Отдельного приложения в магазинах нет: его заменяет клиентский раздел, который ставится на экран телефона и присылает уведомления.",
      kk = "Дүкендерде бөлек қосымша жоқ: оның орнына телефон экранына орнатылатын және хабарландыру жіберетін клиент бөлімі қызмет етеді.",
      en = "There is no separate app in the stores: the client section, installed on the phone's screen and sending notifications, takes its place.",
    },
    text "portal.install" { ru = "Установить на телефон", kk = "Телефонға орнату", en = "Install on the phone" },
  },

  clause "AFF-06" { ru = "Звонок в техническую поддержку", kk = "Техникалық қолдауға қоңырау", en = "A call" } {
    label = "06", section = section.ways,
    quote = [[Звонок по телефону технической поддержки +7 (495) 740 80 93.
Вам ответит оператор и запишет обращение в нашу систему учета заявок и передаст заявку техническому специалисту для решения задачи.]],
    channel.call "+7 (495) 740 80 93" { label = { ru = "Телефон", kk = "Телефон", en = "Telephone" }, staff = true },
    role "operator" { ru = "Оператор", kk = "Оператор", en = "Operator" },
    ask "name" (label.name) { channels = { "call", "forward" }, max = 200 },
    ask "phone" (label.phone) { channels = { "call", "forward" }, format = "phone" },
    optional "email" (label.email) { channels = { "call", "forward" }, format = "email" },
    optional "company_name" (label.company) { channels = { "call", "forward" }, max = 200 },
    text "say_number" {
      ru = "Почты нет: назовите пользователю номер заявки.", kk = "Поштасы жоқ: пайдаланушыға өтінім нөмірін айтыңыз.", en = "There is no mail address: tell the user the number of the request." },
  },

  clause "AFF-all" { ru = "Ни одна заявка не будет потеряна", kk = "Бірде-бір өтінім жоғалмайды", en = "No request will be lost" } {
    label = "", section = section.ways,
    quote = "Вы можете выбрать любой удобный для Вас способ оформления заявки. Все заявки оформленные одним из этих способов попадают в нашу внутреннюю систему учета заявок ServiceDesk, поэтому ни одна заявка не будет потеряна.",
    note = {
      ru = "Нумерация одна для всех способов; её вида и часов работы текст не называет: по умолчанию AFF-00001 и пн–пт 9:00–18:00 по Москве. Лишнее снимает руководитель, указав причину: номер и история остаются.",
      kk = "Барлық тәсілге нөмірлеу біреу; оның түрі мен жұмыс уақытын мәтін айтпайды: әдепкісі AFF-00001 және Мәскеу уақытымен дс–жм 9:00–18:00. Артығын басшы себебін көрсетіп алып тастайды: нөмірі мен тарихы қалады.",
      en = "All ways share one numbering. Its form and the hours are not printed: AFF-00001 and Monday to Friday 9:00–18:00 in Moscow by default. What is no request a manager dismisses with a reason; its number and history stay.",
    },
    param "zone" { kind = "text", default = "Europe/Moscow", label = { ru = "Часовой пояс", kk = "Уақыт белдеуі", en = "Time zone" } },
    param "hours" { kind = "text", default = "09:00-18:00", label = { ru = "Часы работы", kk = "Жұмыс уақыты", en = "Working hours" } },
    calendar "main" { zone = param.zone, days = "mon-fri", hours = param.hours, holidays = "ru", moved_days = true },
    numbering { prefix = "AFF-", first = 1, width = 5 },
    status "new" { ru = "Новая", kk = "Жаңа", en = "New" } { family = "new", turn = "staff", initial = true },
    status "dismissed" { ru = "Снята", kk = "Алынып тасталды", en = "Dismissed" } { family = "stop", turn = "nobody", final = true },
    reason.dismiss "no_request" { ru = "не обращение: реклама или письмо программы", kk = "өтініш емес: жарнама немесе бағдарламаның хаты", en = "not a request: an advertisement or a machine's mail" },
    reason.dismiss "duplicate" { ru = "повтор другой заявки", kk = "басқа өтінімнің қайталануы", en = "a repetition of another request" },
    reason.dismiss "withdrawn" { ru = "пользователь отозвал заявку", kk = "пайдаланушы өтінімін қайтарып алды", en = "the user withdrew it" },
    may.dismiss { ru = "Снять заявку", kk = "Өтінімді алып тастау", en = "Dismiss" } {
      roles = "manager", from = "open", to = "dismissed", danger = true,
      inputs = {
        { id = "reason", kind = "reason", group = "dismiss", required = true, label = { ru = "Причина", kk = "Себебі", en = "Reason" } },
        { id = "first", kind = "ticket", required = true, link = "duplicate_of", when = { field = "reason", ["in"] = { "duplicate" } }, label = { ru = "Какую заявку повторяет", kk = "Қай өтінімді қайталайды", en = "Which request it repeats" } },
      } },
    on "act:dismiss" { when = { ["input.reason"] = { "duplicate", "withdrawn" } }, send "dismissed" },
    text "dismissed" {
      ru = { subject = "[{number}] Заявка снята", body = [[
Здравствуйте!

Заявка {number} снята: {field.reason}{#linked.duplicate_of} ({linked.duplicate_of}){/linked.duplicate_of}. Её номер и история сохранены.
Если это ошибка, ответьте на это сообщение или позвоните: +7 (495) 740 80 93.]] },
      kk = { subject = "[{number}] Өтінім алынып тасталды", body = [[
Сәлеметсіз бе!

{number} өтінімі алынып тасталды: {field.reason}{#linked.duplicate_of} ({linked.duplicate_of}){/linked.duplicate_of}. Оның нөмірі мен тарихы сақталды.
Қате болса, осы хабарламаға жауап беріңіз немесе қоңырау шалыңыз: +7 (495) 740 80 93.]] },
      en = { subject = "[{number}] Request dismissed", body = [[
Hello!

Request {number} was dismissed: {field.reason}{#linked.duplicate_of} ({linked.duplicate_of}){/linked.duplicate_of}. Its number and history are kept.
If this is a mistake, answer this message or call +7 (495) 740 80 93.]] },
    },
    on "registered" { group = "created", when = { ["field.email"] = unknown, channel = { "call", "forward" } }, under "AFF-06" (note "say_number") },
    on "registered" { group = "created", when = { channel = "forward" }, under "AFF-official" (send "forwarded") },
    on "registered" { group = "created", send "created" },
    text "created" {
      ru = { subject = "[{number}] Ваша заявка принята", body = [[
Здравствуйте{#field.name}, {field.name}{/field.name}!

Ваше обращение зарегистрировано под номером {number}. Первая линия поддержки возьмётся за него до {due.reaction}.

Чтобы что-то добавить, ответьте на это сообщение.

Afforto, техническая поддержка
support@afforto.ru, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтініміңіз қабылданды", body = [[
Сәлеметсіз бе{#field.name}, {field.name}{/field.name}!

Өтінішіңіз {number} нөмірімен тіркелді. Қолдаудың бірінші желісі онымен мына уақыттан кешіктірмей айналыса бастайды: {due.reaction}.

Толықтыру үшін осы хабарламаға жауап беріңіз.

Afforto, техникалық қолдау
support@afforto.ru, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] Your request is accepted", body = [[
Hello{#field.name} {field.name}{/field.name}!

Your request is registered as {number}. The first line of support will take it up by {due.reaction}.

To add something, answer this message.

Afforto, technical support
support@afforto.ru, +7 (495) 740 80 93]] },
    },
  },

  clause "AFF-roles" { ru = "Клиентский доступ", kk = "Клиенттік қолжетімділік", en = "Client access" } {
    label = "", section = section.ways,
    quote = "После заключения договора IT обслуживания, ответственные лица и руководители Вашей компании получают клиентский доступ в нашу систему учета заявок. Вы сможете оперативно отслеживать все оформленные заявки, смотреть статусы выполнения, составлять отчеты за прошедший период и просто всегда быть в курсе происходящего с IT инфраструктурой Вашей компании.",
    note = {
      ru = "Ответственные лица и руководители – те, кого компания назвала нам. Доступ держится на договоре: кончился договор, кончился и доступ, а заявки остаются.",
      kk = "Жауапты тұлғалар мен басшылар – компания бізге атаған адамдар. Қолжетімділік шартқа байланысты: шарт аяқталса, қолжетімділік те аяқталады, ал өтінімдер сақталады.",
      en = "Responsible persons and managers are those whom the company has named to us. Access rests on the contract: it ends with it, the requests stay.",
    },
    on "received" { group = "access", when = { channel = "portal", ["company.contract"] = unknown }, problem("email", "no_contract") },
    on "received" { group = "access", when = { channel = "portal", ["sender.identified"] = false }, problem("email", "not_named") },
    text "not_named" {
      ru = "Клиентский доступ есть у ответственных лиц и руководителей, которых назвала Ваша компания. Попросите их добавить Вас или напишите на support@afforto.ru.",
      kk = "Клиенттік қолжетімділік компанияңыз атаған жауапты тұлғалар мен басшыларда бар. Олардан сізді қосуды сұраңыз немесе support@afforto.ru мекенжайына жазыңыз.",
      en = "Client access belongs to the responsible persons and managers whom your company has named. Ask them to add you, or write to support@afforto.ru." },
    text "no_contract" {
      ru = "Клиентский раздел открывается по договору обслуживания. Напишите на support@afforto.ru или позвоните: +7 (495) 740 80 93.",
      kk = "Клиент бөлімі қызмет көрсету шарты бойынша ашылады. support@afforto.ru мекенжайына жазыңыз немесе +7 (495) 740 80 93 нөміріне қоңырау шалыңыз.",
      en = "The client section opens with a service contract. Write to support@afforto.ru or call +7 (495) 740 80 93." },
  },

  clause "AFF-s3" { ru = "1 линия: приоритет и очередь", kk = "1-желі: басымдық және кезек", en = "Line 1: priority and queue" } {
    label = "1–3", section = section.scheme,
    quote = [[У пользователя возникает проблема или задача.
Пользователь обращается в службу технической поддержки.
Обращение получает 1 линия поддержки, выдает заявке приоритет, ставит в очередь.]],
    note = {
      ru = "Сколько приоритетов и какие, текст не говорит: мы взяли четыре.", kk = "Басымдық нешеу және қандай екенін мәтін айтпайды: біз төртеуін алдық.",
      en = "The text does not say how many priorities there are: we took four." },
    role "first" { ru = "Специалист 1 линии", kk = "1-желі маманы", en = "First-line specialist" },
    role "manager" { ru = "Руководитель", kk = "Басшы", en = "Manager" },
    queue "first" { ru = "1 линия", kk = "1-желі", en = "Line 1" },
    request "problem" { ru = "Проблема", kk = "Мәселе", en = "Problem" },
    request "task" { ru = "Задача", kk = "Тапсырма", en = "Task" },
    status "queued" { ru = "В очереди", kk = "Кезекте", en = "Queued" } { family = "work", turn = "staff" },
    status "work" { ru = "В работе", kk = "Жұмыста", en = "In work" } { family = "work", turn = "staff" },
    later "priority" (label.priority) { kind = "choice", options = priorities },
    must.triage { ru = "Выдать приоритет и поставить в очередь", kk = "Басымдық беріп, кезекке қою", en = "Give a priority and queue" } {
      roles = { "first", "manager" }, from = "new", to = "queued", notice = "queued",
      inputs = {
        { id = "priority", kind = "choice", required = true, label = label.priority, options = priorities },
        { id = "type", kind = "choice", label = { ru = "Проблема или задача", kk = "Мәселе ме, тапсырма ма", en = "Problem or task" } },
      },
      set { priority = value "input.priority", type = value "input.type", queue = "first" } },
    may.prioritise { ru = "Изменить приоритет", kk = "Басымдықты өзгерту", en = "Change the priority" } {
      roles = { "first", "manager" }, from = { "queued", "work", "waiting", "second", "visit" }, when = { queue = known },
      inputs = {
        { id = "priority", kind = "choice", required = true, label = label.priority, options = priorities },
        { id = "text", kind = "longtext", required = true, label = { ru = "Почему", kk = "Неліктен", en = "Why" } },
      },
      set { priority = value "input.priority" } },
    on "act:prioritise" { when = { status = { "queued", "work" } }, send "reprioritised" },
    text "reprioritised" {
      ru = { subject = "[{number}] Приоритет изменён", body = "Здравствуйте! Приоритет заявки {number} изменён: {field.priority}. Срок по новому приоритету: {due.solve}." },
      kk = { subject = "[{number}] Басымдық өзгерді", body = "Сәлеметсіз бе! {number} өтінімінің басымдығы өзгерді: {field.priority}. Жаңа басымдық бойынша мерзімі: {due.solve}." },
      en = { subject = "[{number}] The priority has changed", body = "Hello! The priority of {number} has changed: {field.priority}. Its term by the new priority: {due.solve}." },
    },
    may.take { ru = "Взять в работу", kk = "Жұмысқа алу", en = "Take" } {
      roles = { "first", "manager" }, from = "queued", to = "work", set { assignee = value "actor.id" } },
    text "queued" {
      ru = { subject = "[{number}] Заявка в очереди", body = [[
Здравствуйте!

Заявка {number} в очереди 1 линии поддержки. Приоритет: {field.priority}.{#due.solve} Решим до {due.solve}.{/due.solve}

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтінім кезекте", body = [[
Сәлеметсіз бе!

{number} өтінімі қолдаудың 1-желісінің кезегінде тұр. Басымдығы: {field.priority}.{#due.solve} Шешу мерзімі: {due.solve}.{/due.solve}

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] The request is queued", body = [[
Hello!

Request {number} is in the queue of the first line. Priority: {field.priority}.{#due.solve} We will solve it by {due.solve}.{/due.solve}

Afforto, +7 (495) 740 80 93]] },
    },
  },

  clause "AFF-s4" { ru = "1 линия: срок решения", kk = "1-желі: шешу мерзімі", en = "Line 1: term" } {
    label = "4", section = section.scheme,
    quote = "1 линия поддержки решает поставленную задачу в строго определенные сроки.",
    note = {
      ru = "Сами сроки не названы: по умолчанию 2, 4 и 8 рабочих часов и 2 рабочих дня, по приоритету. Считаем с постановки в очередь, пока ждём пользователя, срок стоит.",
      kk = "Мерзімдердің өзі аталмаған: әдепкісі басымдыққа қарай 2, 4 және 8 жұмыс сағаты мен 2 жұмыс күні. Кезекке қойылғаннан бастап саналады, пайдаланушыны күткенде тоқтап тұрады.",
      en = "The terms are not printed: by priority 2, 4 and 8 working hours and 2 working days by default. They count from queueing and stand still while we wait for the user.",
    },
    param "term_1" { kind = "duration", default = "2wh", min = "15wm", max = "40wh", label = { ru = "Срок решения, приоритет 1", kk = "Шешу мерзімі, 1-басымдық", en = "Term, priority 1" } },
    param "term_2" { kind = "duration", default = "4wh", min = "15wm", max = "40wh", label = { ru = "Срок решения, приоритет 2", kk = "Шешу мерзімі, 2-басымдық", en = "Term, priority 2" } },
    param "term_3" { kind = "duration", default = "8wh", min = "15wm", max = "80wh", label = { ru = "Срок решения, приоритет 3", kk = "Шешу мерзімі, 3-басымдық", en = "Term, priority 3" } },
    param "term_4" { kind = "duration", default = "2wd", min = "1wd", max = "30wd", label = { ru = "Срок решения, приоритет 4", kk = "Шешу мерзімі, 4-басымдық", en = "Term, priority 4" } },
    param "warn_before" { kind = "duration", default = "30wm", min = "5wm", max = "2wh", label = { ru = "За сколько предупреждать о сроке", kk = "Мерзімге қанша қалғанда ескерту", en = "How long before a deadline to warn" } },
    promise "solve" { ru = "Решение на 1 линии", kk = "1-желідегі шешім", en = "Solution on line 1" } {
      since = { "act:triage", "act:not_fixed" }, when = { queue = "first" }, calendar = "main", recount = "change:priority",
      by = { path = "priority", values = { ["1"] = param.term_1, ["2"] = param.term_2, ["3"] = param.term_3, ["4"] = param.term_4 } },
      met = "act:solve", cancel = { "act:escalate", "act:visit" }, paused = "waiting",
      warn = param.warn_before, on_warn = { note "solve_soon", send { text = "solve_soon", to = "assignee" } } },
    text "solve_soon" {
      ru = { subject = "[{number}] Срок решения подходит", body = "Срок заявки {number} на 1 линии истекает {due.solve}. После него заявка уходит на 2 линию." },
      kk = { subject = "[{number}] Шешу мерзімі жақындап қалды", body = "{number} өтінімінің 1-желідегі мерзімі: {due.solve}. Одан кейін өтінім 2-желіге өтеді." },
      en = { subject = "[{number}] The term ends soon", body = "The term of {number} on line 1 ends at {due.solve}. After that the request goes to line 2." },
    },
  },

  clause "AFF-s5" { ru = "Эскалация", kk = "Эскалация", en = "Escalation" } {
    label = "5", section = section.scheme,
    quote = "Если задача не решается на 1 линии, то происходит эскалация заявки на 2 линию или на выезд.",
    note = {
      ru = "После приоритета передать можно в любой момент вручную. Истёк срок – заявка сама уходит на 2 линию; выезд назначает только человек.",
      kk = "Басымдық берілген соң кез келген сәтте қолмен беруге болады. Мерзім өтсе, өтінім 2-желіге өзі өтеді; маманның баруын тек адам тағайындайды.",
      en = "Once it has a priority, it can be handed on by hand at any moment. At the end of the term the request goes to line 2 by itself; only people arrange visits.",
    },
    queue "second" { ru = "2 линия", kk = "2-желі", en = "Line 2" },
    queue "visit" { ru = "Выезд", kk = "Маманның баруы", en = "Visits" },
    status "second" { ru = "На 2 линии", kk = "2-желіде", en = "On line 2" } { family = "work", turn = "staff" },
    status "visit" { ru = "Назначен выезд", kk = "Маманның баруы тағайындалды", en = "Visit arranged" } { family = "work", turn = "staff" },
    may.escalate { ru = "Передать на 2 линию", kk = "2-желіге беру", en = "Hand on to line 2" } {
      roles = { "first", "manager" }, from = { "queued", "work", "waiting", "visit" }, when = { queue = { "first", "visit" } }, to = "second", notice = "second", group = "escalation",
      inputs = { { id = "text", kind = "longtext", required = true, label = { ru = "Что уже сделано и почему не решается", kk = "Не істелді және неге шешілмейді", en = "What was done, and why it is not solved" } } },
      set { queue = "second", assignee = "" } },
    on "breach:solve" { note "term_over", set { queue = "second", assignee = "" }, move "second", send "second" },
    text "term_over" {
      ru = "Срок 1 линии истёк: заявка передана на 2 линию.", kk = "1-желінің мерзімі өтті: өтінім 2-желіге берілді.", en = "The term of line 1 is over: the request went to line 2." },
    text "second" {
      ru = { subject = "[{number}] Заявка передана на 2 линию", body = [[
Здравствуйте!

Заявку {number} мы передали специалистам высокой квалификации, на 2 линию поддержки. Они продолжат работу над ней, Вам ничего делать не нужно.

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтінім 2-желіге берілді", body = [[
Сәлеметсіз бе!

{number} өтінімін қолдаудың 2-желісіне, біліктілігі жоғары мамандарға бердік. Жұмысты солар жалғастырады, сізден ештеңе талап етілмейді.

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] The request went to line 2", body = [[
Hello!

We have handed {number} on to the specialists of the second line. They go on with it; you need not do anything.

Afforto, +7 (495) 740 80 93]] },
    },
  },

  clause "AFF-s6" { ru = "2 линия и выезд", kk = "2-желі және маманның баруы", en = "Line 2 and visits" } {
    label = "6", section = section.scheme,
    quote = "К задаче подключаются специалисты высокой квалификации или выездной специалист.",
    role "second" { ru = "Специалист 2 линии", kk = "2-желі маманы", en = "Second-line specialist" },
    role "engineer" { ru = "Выездной специалист", kk = "Барып қызмет көрсететін маман", en = "Visiting engineer" },
    on { "act:escalate", "breach:solve" } { send { text = "second_task", to = "role:second" } },
    text "second_task" {
      ru = { subject = "[{number}] Заявка пришла на 2 линию", body = [[
На 2 линию пришла заявка {number}: {field.description}
{#input.text}
1 линия пишет: {input.text}{/input.text}]] },
      kk = { subject = "[{number}] 2-желіге өтінім келді", body = [[
2-желіге {number} өтінімі келді: {field.description}
{#input.text}
1-желі жазды: {input.text}{/input.text}]] },
      en = { subject = "[{number}] A request has come to line 2", body = [[
Request {number} has come to line 2: {field.description}
{#input.text}
Line 1 says: {input.text}{/input.text}]] },
    },
    later "visit_at" { ru = "Дата и время выезда", kk = "Барудың күні мен уақыты", en = "Date and time of the visit" } { kind = "datetime" },
    later "arrived" { ru = "Специалист на месте", kk = "Маман орнында", en = "The engineer is there" } { kind = "bool" },
    later "visit_place" { ru = "Адрес выезда", kk = "Баратын мекенжай", en = "Address of the visit" },
    may.join_in { ru = "Подключиться к задаче", kk = "Тапсырмаға қосылу", en = "Join in" } {
      roles = { "second", "manager" }, from = "second", set { assignee = value "actor.id" } },
    may.visit { ru = "Назначить выезд", kk = "Маманның баруын тағайындау", en = "Arrange a visit" } {
      roles = { "first", "second", "manager" }, from = { "queued", "work", "waiting", "second", "visit" }, when = { queue = known }, to = "visit", notice = "visit", group = "escalation",
      inputs = {
        { id = "visit_at", kind = "datetime", required = true, future = true, label = { ru = "Дата и время", kk = "Күні мен уақыты", en = "Date and time" } },
        { id = "visit_place", required = true, max = 300, label = { ru = "Адрес", kk = "Мекенжай", en = "Address" } },
        { id = "engineer", kind = "person", required = true, label = { ru = "Выездной специалист", kk = "Баратын маман", en = "Engineer" } },
      },
      set { visit_at = value "input.visit_at", visit_place = value "input.visit_place", assignee = value "input.engineer", queue = "visit", arrived = false } },
    on "act:visit" { send { text = "visit_task", to = "assignee" } },
    may.arrived { ru = "Прибыл на место", kk = "Орнына жетті", en = "Arrived" } {
      roles = { "engineer", "manager" }, from = { "visit", "waiting" }, when = { queue = "visit", ["field.arrived"] = unknown }, set { arrived = true } },
    param "visit_warning" { kind = "duration", default = "1h", min = "5m", max = "24h",
      label = { ru = "За сколько напомнить о выезде", kk = "Бару туралы қашан еске салу", en = "How long before a visit to remind of it" } },
    promise "visit" { ru = "Выезд", kk = "Маманның баруы", en = "Visit" } {
      since = "act:visit", at = value "field.visit_at", recount = "change:visit_at", calendar = "main",
      met = "act:arrived", cancel = { "act:solve", "act:escalate" }, warn = param.visit_warning,
      on_warn = send { text = "visit_soon", to = "assignee" },
      on_breach = { note "visit_late", send { text = "visit_late", to = "assignee" } } },
    param "second_review" { kind = "duration", default = "1wd", min = "1wh", max = "10wd",
      label = { ru = "Через сколько напомнить о заявке на 2 линии или на выезде", kk = "2-желідегі немесе маман барған өтінім туралы қашан еске салу", en = "When to remind of a request on line 2 or at a visit" } },
    silence "second" { ru = "Работа 2 линии или на выезде", kk = "2-желінің немесе барған маманның жұмысы", en = "Work of line 2 or at a visit" } {
      since = { "enter:second", "act:arrived", "breach:visit" }, cancel = { "leave:second", "leave:visit", "act:visit" }, calendar = "main",
      remind { every = param.second_review, times = 10, note "second_waits", send { text = "second_waits", to = "assignee" } } },
    text "second_waits" {
      ru = { subject = "[{number}] Заявка ещё не решена", body = "Заявка {number} ещё не решена, статус «{status}». Если удалённо её не решить, назначьте выезд; если время выезда прошло, договоритесь о новом." },
      kk = { subject = "[{number}] Өтінім әлі шешілген жоқ", body = "{number} өтінімі әлі шешілген жоқ, күйі «{status}». Қашықтан шешу мүмкін болмаса, маманның баруын тағайындаңыз; баратын уақыт өтіп кетсе, жаңа уақытқа келісіңіз." },
      en = { subject = "[{number}] Not solved yet", body = "Request {number} is not solved yet; its status is “{status}”. If it cannot be solved from afar, arrange a visit; if the time of a visit has passed, agree on a new one." },
    },
    text "visit" {
      ru = { subject = "[{number}] Назначен выезд специалиста", body = [[
Здравствуйте!

По заявке {number} к Вам приедет специалист: {due.visit}, {field.visit_place}.
Если время неудобно, ответьте на это сообщение или позвоните: +7 (495) 740 80 93.]] },
      kk = { subject = "[{number}] Маманның баруы тағайындалды", body = [[
Сәлеметсіз бе!

{number} өтінімі бойынша сізге маман барады: {due.visit}, {field.visit_place}.
Уақыты қолайсыз болса, осы хабарламаға жауап беріңіз немесе қоңырау шалыңыз: +7 (495) 740 80 93.]] },
      en = { subject = "[{number}] A specialist will visit you", body = [[
Hello!

For {number} a specialist will come to you: {due.visit}, {field.visit_place}.
If the time does not suit you, answer this message or call +7 (495) 740 80 93.]] },
    },
    text "visit_soon" {
      ru = { subject = "[{number}] Скоро выезд", body = "{due.visit}: выезд по заявке {number}, {field.visit_place}." },
      kk = { subject = "[{number}] Баратын уақыт жақындады", body = "{due.visit}: {number} өтінімі бойынша бару, {field.visit_place}." },
      en = { subject = "[{number}] A visit soon", body = "{due.visit}: visit for {number}, {field.visit_place}." },
    },
    text "visit_late" {
      ru = { subject = "[{number}] Выезд не отмечен", body = "Время выезда по заявке {number} прошло ({due.visit}), а прибытие не отмечено. Отметьте его или договоритесь с пользователем о новом времени." },
      kk = { subject = "[{number}] Жеткеніңіз белгіленбеді", body = "{number} өтінімі бойынша бару уақыты өтті ({due.visit}), бірақ жеткеніңіз белгіленбеді. Белгілеңіз немесе пайдаланушымен жаңа уақытқа келісіңіз." },
      en = { subject = "[{number}] No arrival", body = "The time of the visit for {number} has passed ({due.visit}) without an arrival. Report it, or agree on a new time with the user." },
    },
    text "visit_task" {
      ru = { subject = "[{number}] Выезд {due.visit}", body = [[
Вам назначен выезд по заявке {number}.
Когда: {due.visit}
Куда: {input.visit_place}
Кто обратился: {#field.name}{field.name} {/field.name}{#field.phone}{field.phone} {/field.phone}{#field.email}{field.email}{/field.email}

{field.description}]] },
      kk = { subject = "[{number}] {due.visit}: бару керек", body = [[
Сізге {number} өтінімі бойынша бару тапсырылды.
Қашан: {due.visit}
Қайда: {input.visit_place}
Кім жүгінді: {#field.name}{field.name} {/field.name}{#field.phone}{field.phone} {/field.phone}{#field.email}{field.email}{/field.email}

{field.description}]] },
      en = { subject = "[{number}] Visit {due.visit}", body = [[
A visit for {number} is yours.
When: {due.visit}
Where: {input.visit_place}
Who asked: {#field.name}{field.name} {/field.name}{#field.phone}{field.phone} {/field.phone}{#field.email}{field.email}{/field.email}

{field.description}]] },
    },
  },

  clause "AFF-s7" { ru = "Сообщение результата и закрытие", kk = "Нәтижені хабарлау және жабу", en = "Result and closing" } {
    label = "7", section = section.scheme,
    quote = "Сотрудник, решивший задачу, выходит на связь с пользователем и сообщает результат. Если проблема устранена, закрывает заявку.",
    note = {
      ru = "Закрывает тот, кто решил, или руководитель, и только указав, как сообщил результат. «Не устранено» возвращает заявку в работу; после закрытия это можно сделать 5 рабочих дней, позже открывается новая.",
      kk = "Шешкен қызметкер немесе басшы жабады және нәтижені қалай хабарлағанын көрсетеді. «Шешілмеді» өтінімді жұмысқа қайтарады; жабылғаннан кейін 5 жұмыс күні ішінде болады, одан кейін жаңасы ашылады.",
      en = "Who solved it, or a manager, closes it, and states how the result was told. “Not fixed” returns it to work; after closing for 5 working days, later a new one opens.",
    },
    status "solved" { ru = "Решена, сообщаем результат", kk = "Шешілді, нәтижесін хабарлаймыз", en = "Solved, result to be told" } { family = "done", turn = "staff" },
    status "closed" { ru = "Закрыта", kk = "Жабық", en = "Closed" } { family = "done", turn = "nobody", final = true },
    later "solution" { ru = "Что сделано", kk = "Не істелді", en = "What was done" } { kind = "longtext" },
    later "solver" { ru = "Кто решил", kk = "Кім шешті", en = "Solved by" } { kind = "person" },
    later "contact" (label.contact) { kind = "choice", options = contacts },
    later "told" { ru = "Что ответил пользователь", kk = "Пайдаланушы не деді", en = "What the user said" } { kind = "longtext" },
    param "report_reminder" { kind = "duration", default = "2wh", min = "15wm", max = "40wh",
      label = { ru = "Через сколько напомнить решившему о звонке пользователю", kk = "Шешкен қызметкерге пайдаланушымен байланысуды қашан еске салу", en = "When to remind who solved it of telling the user" } },
    param "reopen_within" { kind = "duration", default = "5wd", min = "1wd", max = "60wd",
      label = { ru = "Сколько после закрытия заявку можно вернуть в работу", kk = "Жабылғаннан кейін өтінімді қанша уақыт қайтаруға болады", en = "How long after closing a request can be reopened" } },
    param "unsolved_words" { kind = "list", default = words.unsolved, label = { ru = "Слова «не устранено»", kk = "«Шешілмеді» сөздері", en = "Words of “not fixed”" } },
    param "thanks_words" { kind = "list", default = words.thanks, label = { ru = "Слова благодарности", kk = "Алғыс сөздері", en = "Words of thanks" } },
    may.solve { ru = "Решена", kk = "Шешілді", en = "Solved" } {
      roles = "staff", from = { "queued", "work", "waiting", "second", "visit" }, when = { queue = known }, to = "solved",
      inputs = { { id = "text", kind = "longtext", required = true, label = { ru = "Что сделано", kk = "Не істелді", en = "What was done" } } },
      set { solution = value "input.text", solver = value "actor.id", assignee = value "actor.id" } },
    must.report { ru = "Сообщить результат", kk = "Нәтижесін хабарлау", en = "Tell the result" } {
      roles = "staff", from = "solved", when = told_by, public = true, notice = "result",
      inputs = { { id = "text", kind = "longtext", label = { ru = "Добавить от себя", kk = "Өз сөзіңізді қосу", en = "Words of your own" } } },
      set { contact = "message" } },
    must.close { ru = "Закрыть: результат сообщён", kk = "Жабу: нәтижесі хабарланды", en = "Close: the result was told" } {
      roles = "staff", from = "solved", when = told_by, to = "closed", notice = "closed",
      inputs = {
        { id = "contact", kind = "choice", required = true, label = label.contact, options = contacts },
        { id = "fixed", kind = "bool", required = true, label = { ru = "Проблема устранена", kk = "Мәселе шешілді", en = "The problem is fixed" }, hint = {
          ru = "Так сказал пользователь. Если нет, заявка не закрывается: верните её в работу, «Не устранено».", kk = "Пайдаланушы солай деді. Олай болмаса, өтінім жабылмайды: жұмысқа қайтарыңыз, «Шешілмеді».",
          en = "The user says so. If not, the request is not closed: return it to work by “Not fixed”." } },
        { id = "text", kind = "longtext", required = true, label = { ru = "Что ответил пользователь", kk = "Пайдаланушы не деді", en = "What the user said" } },
      },
      set { contact = value "input.contact", told = value "input.text" } },
    may.not_fixed { ru = "Не устранено", kk = "Шешілмеді", en = "Not fixed" } {
      roles = { "staff", "customer" }, from = { "solved", "closed" },
      when = { any = { { status = "solved" }, { ["field.ended"] = within(param.reopen_within) } } },
      inputs = { { id = "text", kind = "longtext", label = { ru = "Что осталось", kk = "Не қалды", en = "What remains" } } },
      set { solver = "", contact = "", told = "", rating = "" } },
    on "act:not_fixed" { when = { ["actor.kind"] = "customer" }, send { text = "unfixed", to = "assignee" } },
    on "act:not_fixed" { group = "reopened", when = { queue = "first" }, move "work", send "reopened" },
    on "act:not_fixed" { group = "reopened", set { queue = "second" }, move "second", send "reopened" },
    silence "report" { ru = "Сообщение результата", kk = "Нәтижені хабарлау", en = "Telling the result" } {
      since = "enter:solved", cancel = "leave:solved", calendar = "main",
      remind { every = param.report_reminder, times = 5, note "report_waits", send { text = "report_waits", to = "assignee" } } },
    join { by = { "reply", "own", "foreign", "reference" }, to = "closed", within = param.reopen_within, calendar = "main" },
    join { by = "number", participant = true, to = "closed", within = param.reopen_within, calendar = "main" },
    follow { by = { "reply", "own", "foreign", "reference" }, to = "ended" },
    follow { by = "number", participant = true, to = "ended" },
    on "received" { when = { ["thread.from"] = known }, copy { "name", "phone", "company_name" } },
    on { "message", "late_message" } { group = "answer", when = { status = { "solved", "closed" }, words = has(param.unsolved_words) },
      suggest.not_fixed { because = "maybe_unsolved" }, send { text = "seems_unsolved", to = "assignee" } },
    on "message" { group = "answer", when = { status = "solved", words = has(param.thanks_words) },
      suggest.close { contact = "message", fixed = true, text = value "data.text", because = "thanks" } },
    on "late_message" { group = "answer", when = { status = "closed", words = has(param.thanks_words) }, note "thanks" },
    on { "message", "late_message" } { group = "answer", when = { status = { "solved", "closed" } },
      note "after_solution", send { text = "after_solution", to = "assignee" } },
    text "thanks" { ru = "Пользователь благодарит.", kk = "Пайдаланушы алғыс айтты.", en = "The user says thanks." },
    text "maybe_unsolved" { ru = "Похоже, проблема осталась.", kk = "Мәселе қалған сияқты.", en = "The problem seems to remain." },
    text "seems_unsolved" {
      ru = { subject = "[{number}] Похоже, не устранено", body = [[
Пользователь пишет по решённой заявке {number}, похоже, что проблема осталась:

{data.text}]] },
      kk = { subject = "[{number}] Шешілмеген сияқты", body = [[
Пайдаланушы шешілген {number} өтінімі бойынша жазды, мәселе қалған сияқты:

{data.text}]] },
      en = { subject = "[{number}] It seems not fixed", body = [[
The user writes about {number}, which was solved; the problem seems to remain:

{data.text}]] },
    },
    text "after_solution" {
      ru = { subject = "[{number}] Пользователь написал по решённой заявке", body = [[
По решённой заявке {number} пришло сообщение:

{data.text}]] },
      kk = { subject = "[{number}] Пайдаланушы шешілген өтінім бойынша жазды", body = [[
Шешілген {number} өтінімі бойынша хабарлама келді:

{data.text}]] },
      en = { subject = "[{number}] The user wrote about a solved request", body = [[
A message came about {number}, which was solved:

{data.text}]] },
    },
    text "unfixed" {
      ru = { subject = "[{number}] Не устранено", body = [[
Пользователь вернул заявку {number} в работу.{#input.text} Он пишет:

{input.text}{/input.text}]] },
      kk = { subject = "[{number}] Шешілмеді", body = [[
Пайдаланушы {number} өтінімін жұмысқа қайтарды.{#input.text} Ол былай деп жазды:

{input.text}{/input.text}]] },
      en = { subject = "[{number}] Not fixed", body = [[
The user has returned {number} to work.{#input.text} These are the user's words:

{input.text}{/input.text}]] },
    },
    text "report_waits" {
      ru = { subject = "[{number}] Сообщите результат пользователю", body = "Заявка {number} решена, но пользователь о результате ещё не знает. Свяжитесь с ним{#field.name} ({field.name}){/field.name}{#field.phone}, телефон {field.phone}{/field.phone} и закройте заявку." },
      kk = { subject = "[{number}] Нәтижені пайдаланушыға хабарлаңыз", body = "{number} өтінімі шешілді, бірақ пайдаланушы нәтижесін әлі білмейді. Онымен{#field.name} ({field.name}){/field.name}{#field.phone} {field.phone} нөмірі арқылы{/field.phone} байланысып, өтінімді жабыңыз." },
      en = { subject = "[{number}] Tell the user the result", body = "Request {number} is solved, but the user does not know the result yet. Get in touch{#field.name} ({field.name}){/field.name}{#field.phone}, telephone {field.phone},{/field.phone} and close the request." },
    },
    text "result" {
      ru = { subject = "[{number}] Заявка решена, проверьте, пожалуйста", body = [[
Здравствуйте!

Заявка {number} решена. Что сделано:
{field.solution}
{#input.text}
{input.text}
{/input.text}
Проверьте, пожалуйста, и напишите в ответ, всё ли работает.
Не устранено: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтінім шешілді, тексеріп көріңіз", body = [[
Сәлеметсіз бе!

{number} өтінімі шешілді. Не істелді:
{field.solution}
{#input.text}
{input.text}
{/input.text}
Тексеріп көріп, бәрі жұмыс істей ме, жоқ па, жауап хабарламада жазуыңызды сұраймыз.
Шешілмеді: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] Solved, please check", body = [[
Hello!

Request {number} is solved. What was done:
{field.solution}
{#input.text}
{input.text}
{/input.text}
Please check and tell us whether all works.
Not fixed: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
    },
    text "closed" {
      ru = { subject = "[{number}] Заявка закрыта", body = [[
Здравствуйте!

Заявка {number} закрыта: проблема устранена. Что сделано:
{field.solution}

Если это не так, верните её в работу: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтінім жабылды", body = [[
Сәлеметсіз бе!

{number} өтінімі жабылды: мәселе шешілді. Не істелді:
{field.solution}

Олай болмаса, өтінімді жұмысқа қайтарыңыз: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] Request closed", body = [[
Hello!

Request {number} is closed: the problem is fixed. What was done:
{field.solution}

If it is not so, return it to work: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
    },
    text "reopened" {
      ru = { subject = "[{number}] Заявка снова в работе", body = [[
Здравствуйте!

Заявка {number} снова в работе: проблема не устранена. Номер прежний, повторять описание не нужно.

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Өтінім қайта жұмыста", body = [[
Сәлеметсіз бе!

{number} өтінімі қайта жұмысқа алынды: мәселе шешілмеген. Нөмірі бұрынғы, сипаттаманы қайталаудың қажеті жоқ.

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] The request is in work again", body = [[
Hello!

Request {number} is in work again: the problem is not fixed. The number stays, you need not describe it anew.

Afforto, +7 (495) 740 80 93]] },
    },
  },

  clause "AFF-s8" { ru = "Пользователь доволен", kk = "Пайдаланушы риза", en = "A content user" } {
    label = "8", section = section.scheme,
    quote = "Пользователь доволен сервисом и продолжает работу в нормальном режиме.",
    note = {
      ru = "Доволен ли пользователь, мы спрашиваем через рабочий день после закрытия.", kk = "Пайдаланушының риза екенін жабылғаннан кейін бір жұмыс күнінен соң сұраймыз.",
      en = "Whether the user is content, we ask a working day after closing." },
    param "rating_after" { kind = "duration", default = "1wd", min = "1wd", max = "20wd",
      label = { ru = "Через сколько после закрытия попросить оценку", kk = "Жабылғаннан кейін бағаны қашан сұрау", en = "How long after closing the rating is asked" } },
    later "rating" { ru = "Оценка", kk = "Баға", en = "Rating" } { kind = "choice", options = ratings },
    later "rating_text" { ru = "Отзыв", kk = "Пікір", en = "Comment" } { kind = "longtext" },
    may.rate { ru = "Оценить работу", kk = "Жұмысты бағалау", en = "Rate the work" } {
      roles = "customer", from = "closed", when = { ["field.rating"] = unknown },
      inputs = {
        { id = "rating", kind = "choice", required = true, label = { ru = "Оценка", kk = "Баға", en = "Rating" }, options = ratings },
        { id = "text", kind = "longtext", label = { ru = "Что улучшить", kk = "Нені жақсарту керек", en = "What to improve" } },
      },
      set { rating = value "input.rating", rating_text = value "input.text" } },
    on "act:rate" { when = { ["input.rating"] = { "1", "2" } }, note "discontent", send { text = "discontent", to = "role:manager" } },
    silence "rating" { ru = "Просьба об оценке", kk = "Баға беруді сұрау", en = "Asking for a rating" } {
      since = "enter:closed", cancel = { "leave:closed", "act:rate" }, calendar = "main", over = param.rating_after, send "rating" },
    text "discontent" {
      ru = { subject = "[{number}] Пользователь недоволен", body = "Пользователь недоволен: оценка «{field.rating}».{#field.rating_text} {field.rating_text}{/field.rating_text}" },
      kk = { subject = "[{number}] Пайдаланушы риза емес", body = "Пайдаланушы риза емес: бағасы «{field.rating}».{#field.rating_text} {field.rating_text}{/field.rating_text}" },
      en = { subject = "[{number}] A user is not content", body = "The user is not content: “{field.rating}”.{#field.rating_text} {field.rating_text}{/field.rating_text}" },
    },
    text "rating" {
      ru = { subject = "[{number}] Оцените нашу работу", body = [[
Здравствуйте!

Недавно мы закрыли заявку {number}. Всё ли работает, довольны ли Вы? Оценка займёт минуту: {link.rate}

Если проблема осталась: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      kk = { subject = "[{number}] Жұмысымызды бағалаңыз", body = [[
Сәлеметсіз бе!

{number} өтінімін жақында жаптық. Бәрі жұмыс істей ме, көңіліңіз толды ма? Бағалау бір минут алады: {link.rate}

Мәселе қалса: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
      en = { subject = "[{number}] Please rate our work", body = [[
Hello!

We have lately closed {number}. Does all work, are you content? Rating takes a minute: {link.rate}

If the problem remains: {link.not_fixed}

Afforto, +7 (495) 740 80 93]] },
    },
  },

  clause "AFF-official" { ru = "Официальные каналы связи", kk = "Ресми байланыс арналары", en = "Official channels" } {
    label = "", section = section.official,
    quote = [[Для гарантированного решения Вашей заявки, все Ваши обращения должны быть оформлены с помощью официальных каналов связи описанных в данной инструкции.
Мы настоятельно не рекомендуем звонить или писать на личный мобильный обслуживающего системного администратора и озвучивать ему проблему по телефону. Заявки озвученные по телефону системному администратору находятся вне поля зрения и контроля администратору находятся вне поля зрения и контроля административного персонала нашей компании.]],
    note = {
      ru = "Личное обращение сотрудник переносит в систему от имени пользователя; сроки идут с этой минуты.", kk = "Жеке өтінішті қызметкер пайдаланушының атынан жүйеге енгізеді; мерзімдер сол сәттен бастап есептеледі.",
      en = "An employee puts a private message into the system in the user's name; the terms count from then." },
    channel.forward { label = { ru = "Личное обращение к сотруднику", kk = "Қызметкерге жеке өтініш", en = "Private message to an employee" }, staff = true },
    ask "came_by" { ru = "Как обратились", kk = "Қалай жүгінді", en = "How it came" } { channels = "forward", kind = "choice", options = {
      { id = "call", label = { ru = "звонок на личный мобильный", kk = "жеке ұялы телефонға қоңырау", en = "call to a private mobile" } },
      { id = "message", label = { ru = "сообщение на личный мобильный", kk = "жеке ұялы телефонға хабарлама", en = "message to a private mobile" } },
      { id = "person", label = { ru = "лично", kk = "жеке кездескенде", en = "in person" } },
    } },
    text "forwarded" {
      ru = { subject = "[{number}] Ваше обращение зарегистрировано", body = [[
Здравствуйте{#field.name}, {field.name}{/field.name}!

Вы обратились к нашему сотруднику лично. Чтобы заявка не потерялась, он зарегистрировал её под номером {number}; сроки идут с этой минуты, первая линия возьмётся за неё до {due.reaction}.

В следующий раз надёжнее обратиться официально: support@afforto.ru, форма на afforto.ru, бот в Telegram, клиентский раздел или +7 (495) 740 80 93.]] },
      kk = { subject = "[{number}] Өтінішіңіз тіркелді", body = [[
Сәлеметсіз бе{#field.name}, {field.name}{/field.name}!

Сіз қызметкерімізге жеке жүгіндіңіз. Өтініміңіз жоғалып кетпеуі үшін ол оны {number} нөмірімен тіркеді; мерзімдер осы сәттен бастап есептеледі, бірінші желі онымен мына уақыттан кешіктірмей айналыса бастайды: {due.reaction}.

Келесі жолы ресми арна арқылы жүгінген сенімдірек: support@afforto.ru, afforto.ru сайтындағы нысан, Telegram боты, клиент бөлімі немесе +7 (495) 740 80 93.]] },
      en = { subject = "[{number}] Your request is registered", body = [[
Hello{#field.name} {field.name}{/field.name}!

You turned to our employee privately. For the request not to be lost, it is now registered as {number}; the terms count from this minute, and the first line will take it up by {due.reaction}.

Next time an official way is safer: support@afforto.ru, the form on afforto.ru, the Telegram bot, the client section or +7 (495) 740 80 93.]] },
    },
  },

  clause "AFF-fast" { ru = "Быстрая реакция", kk = "Жедел әрекет", en = "Fast reaction" } {
    label = "", section = section.official,
    quote = "Мы стремимся обеспечить быструю реакцию и решение Ваших заявок.",
    note = {
      ru = "Реакция – это выданный приоритет и место в очереди: по умолчанию за 1 рабочий час, пока ждём пользователя, он стоит.",
      kk = "Әрекет дегеніміз – басымдық беріп, кезекке қою: әдепкісі 1 жұмыс сағаты ішінде, пайдаланушыны күткенде ол тоқтап тұрады.",
      en = "Reaction is a priority and a place in the queue: within 1 working hour by default, which stands still while we wait for the user." },
    param "reaction" { kind = "duration", default = "1wh", min = "5wm", max = "16wh", label = { ru = "Срок реакции", kk = "Әрекет ету мерзімі", en = "Reaction within" } },
    promise "reaction" { ru = "Реакция 1 линии", kk = "1-желінің жедел әрекеті", en = "Reaction of line 1" } {
      since = "registered", within = param.reaction, calendar = "main", met = "act:triage", paused = "waiting", on_breach = { note "reaction_late", send { text = "reaction_late", to = "role:manager" } } },
    text "reaction_late" {
      ru = { subject = "[{number}] Заявка ждёт приоритета", body = "1 линия должна была выдать заявке приоритет до {due.reaction} и не успела." },
      kk = { subject = "[{number}] Өтінім басымдық күтуде", body = "1-желі өтінімге басымдық беріп үлгермеді, мерзімі: {due.reaction}." },
      en = { subject = "[{number}] A request waits for its priority", body = "Line 1 was to give the request a priority by {due.reaction} and has not." },
    },
  },
}

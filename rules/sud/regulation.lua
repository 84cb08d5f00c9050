-- «Сот кабинеті»: техникалық қолдау қызметіне сұранымдарды ресімдеу ережелері.
-- The service's rules for requests to its technical support, clause by clause.

return regulation "sud" {
  api = 1, lang = "kk", languages = { "kk", "ru", "en" },

  document {
    title = {
      kk = "«Сот кабинеті» электрондық ақпараттық сервисінің пайдаланушыларын Техникалық қолдау қызметіне сұранымдарды ресімдеу ережелері",
      ru = "Правила оформления запросов в службу технической поддержки пользователей сервиса «Судебный кабинет»",
      en = "Rules for requests to the technical support of users of the “Court Office” service",
    },
    company = { kk = "«Сот кабинеті»", ru = "«Судебный кабинет»", en = "Court Office" },
    contact = "office@sud.kz, 1401",
  },

  clause "SUD-hours" { kk = "Жұмыс істеу уақыты", ru = "Время работы", en = "Working hours" } {
    label = "1.", section = { kk = "Жұмыс уақыты және телефон", ru = "Время работы и телефон", en = "Hours and telephone" },
    quote = "СК Техникалық қолдау қызметінің жұмыс істеу уақыты: Жұмыс күндері Астана уақытымен сағат 09:00-ден бастап 18:30-ға дейін.",
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:30", holidays = "kz", moved_days = true },
  },

  clause "SUD-tel" { kk = "Телефон", ru = "Телефон", en = "Telephone" } {
    label = "2.", section = { kk = "Жұмыс уақыты және телефон", ru = "Время работы и телефон", en = "Hours and telephone" },
    quote = "Телефон - ҚР ЖС call-орталығы 1401.",
    channel.call "1401" { label = { kk = "ҚР ЖС call-орталығы", ru = "Call-центр Верховного Суда РК", en = "Call centre of the Supreme Court" } },
    optional "name" { kk = "Т.А.Ә.", ru = "Ф.И.О.", en = "Full name" } { channels = "call" },
    ask "phone" { kk = "Телефон", ru = "Телефон", en = "Telephone" } { channels = "call", format = "phone" },
    optional "email" { kk = "Электрондық пошта", ru = "Электронная почта", en = "E-mail" } { channels = "call", format = "email" },
    optional "iin" { kk = "ЖСН/БСН", ru = "ИИН/БИН", en = "IIN/BIN" } { channels = "call", format = "iin" },
    ask "description" { kk = "Мәселенің сипаттамасы", ru = "Описание проблемы", en = "Description" } { channels = "call", kind = "longtext" },
  },

  clause "SUD-1-subject" { kk = "Хабарлама тақырыбы", ru = "Тема сообщения", en = "Subject of the message" } {
    label = "1", section = { kk = "Өтінішті ресімдеу ережелері", ru = "Правила оформления обращения", en = "How to write a request" },
    quote = [[Өтініштерді «Сот кабинеті» электрондық ақпараттық сервисінің пайдаланушыларын техникалық қолдау қызметіне office@sud.kz адресі бойынша электрондық поштаға жіберу қажет.
Хабарлама тақырыбы: ХХХХХХХХХХХХ/СК/Пайдаланушы мәселесінің қысқаша сипаттамасы
мұнда: ХХХХХХХХХХХХ – пайдаланушының ЖСН/БСН; СК – сот кабинеті.]],
    note = {
      ru = "Неверная тема не причина для отказа: отправителю объясняют образец и ошибку, заявка ждёт уточнения.",
      kk = "Тақырыптың қате болуы бас тартуға негіз емес: жіберушіге үлгі мен қате түсіндіріледі, өтініш нақтылауды күтеді.",
      en = "A wrong subject is no reason to refuse: the sender is told the pattern and the slip, the request waits.",
    },
    channel.email "office@sud.kz" { free = true, label = { kk = "Электрондық пошта", ru = "Электронная почта", en = "E-mail" } },
    subject "{iin}/СК/{summary}" { tolerate = { ["СК"] = { "CK", "CК", "СK" } } },
    optional "iin" { kk = "ЖСН/БСН", ru = "ИИН/БИН", en = "IIN/BIN" } {
      channels = "email", format = "iin", read = { labels = { "ЖСН/БСН", "ЖСН", "БСН", "ИИН/БИН", "ИИН", "БИН" } } },
    optional "summary" { kk = "Мәселенің қысқаша сипаттамасы", ru = "Краткое описание", en = "Summary" } { channels = "email" },
    status "unclear" { kk = "Тақырып нақтылануда", ru = "Уточняется тема", en = "Subject to be mended" } { family = "wait", turn = "staff" },
    on "subject_wrong" { move "unclear" },
    on "message" { when = { status = "unclear", ["field.iin"] = known }, move "new" },
  },

  clause "SUD-1-body" { kk = "Хабарлама мәтіні", ru = "Текст сообщения", en = "Text of the message" } {
    label = "1", section = { kk = "Өтінішті ресімдеу ережелері", ru = "Правила оформления обращения", en = "How to write a request" },
    quote = [[1) Қолданылатын ЭЦҚ, ЭЦҚ-ның әрекет ету мерзімі;
2) Қолданылатын Web-браузер түрі және Web-браузер нұсқасы;
3) Java БҚ қолданылатын нұсқасы;
4) Қосымша берілетін мәліметтер: Қателік мәтіні; Қателік туындайтын әрекеттер; Қосымша ақпарат (Screen және т.б.)
5) Жіберуші: Т.А.Ә, ЖСН/БСН]],
    ask "eds" { kk = "Қолданылатын ЭЦҚ, ЭЦҚ-ның әрекет ету мерзімі", ru = "Применяемая ЭЦП и срок её действия", en = "Digital signature and its validity" } {
      channels = "email", read = { point = 1, labels = { "Қолданылатын ЭЦҚ, ЭЦҚ-ның әрекет ету мерзімі", "Қолданылатын ЭЦҚ", "ЭЦҚ", "ЭЦП" } } },
    ask "browser" { kk = "Web-браузер түрі және нұсқасы", ru = "Браузер и его версия", en = "Browser and its version" } {
      channels = "email", read = { point = 2, labels = { "Қолданылатын Web-браузер түрі және Web-браузер нұсқасы", "Web-браузер", "Браузер" } } },
    ask "java" { kk = "Java БҚ нұсқасы", ru = "Версия Java", en = "Java version" } {
      channels = "email", read = { point = 3, labels = { "Java БҚ қолданылатын нұсқасы", "Java БҚ", "Java" } } },
    ask "error" { kk = "Қателік мәтіні және қателік туындайтын әрекеттер", ru = "Текст ошибки и действия, при которых она возникает", en = "Text of the error and the steps that lead to it" } {
      channels = "email", kind = "longtext", read = { point = 4, labels = { "Қосымша берілетін мәліметтер", "Қателік мәтіні", "Текст ошибки" } } },
    ask "sender" { kk = "Жіберуші: Т.А.Ә., ЖСН/БСН", ru = "Отправитель: Ф.И.О., ИИН/БИН", en = "Sender: full name, IIN/BIN" } {
      channels = "email", read = { point = 5, labels = { "Жіберуші", "Отправитель" } } },
    on "registered" { when = { channel = "email", missing = at_least(1) },
      suggest.request_info { fields = value "missing", because = "points_missing" } },
    -- The person in the text should be the one in the subject: where the number
    -- of the subject does not stand beside the sender's name, it is asked for.
    on "registered" (function(t)
      local sender, iin = t.field.sender, t.field.iin
      if sender and iin and not string.find(sender, iin, 1, true) then
        local fields = t:missing()
        local list = { "sender" }
        for _, id in ipairs(fields) do
          if id ~= "sender" then list[#list + 1] = id end
        end
        return suggest.request_info { fields = list, because = "sender_differs" }
      end
    end),
    text "points_missing" {
      kk = "Хатта мыналар көрсетілмеген:\n{missing}", ru = "В письме не указано:\n{missing}", en = "The message does not give:\n{missing}" },
    text "sender_differs" {
      kk = "Мәтіндегі жіберуші тақырыптағы ЖСН/БСН-ге сәйкес келмейді.", ru = "Отправитель в тексте не совпадает с ИИН/БИН из темы.",
      en = "The sender in the text does not match the IIN/BIN of the subject." },
  },

  clause "SUD-1-ask" { kk = "Қосымша ақпарат беруге сұраным", ru = "Запрос дополнительной информации", en = "Request for further information" } {
    label = "1", section = { kk = "Өтінішті ресімдеу ережелері", ru = "Правила оформления обращения", en = "How to write a request" },
    quote = "Қажет болған жағдайда «Сот кабинетінің» Техникалық қолдау қызметі пайдаланушыға «Қосымша ақпарат беруге сұраным» жолдайды, бұл ретте жауап жазуға жауапты маман Пайдаланушының адресіне нұсқаулықтарды немесе Сұранымға жеткілікті ақпарат беру үшін жасау керек болатын әрекеттердің сипаттамасын жіберуі мүмкін.",
    status "info" { kk = "Қосымша ақпарат күтілуде", ru = "Ожидается дополнительная информация", en = "Further information awaited" } { family = "wait", turn = "customer" },
    may.request_info { kk = "Қосымша ақпарат беруге сұраным", ru = "Запросить дополнительную информацию", en = "Request further information" } {
      roles = "staff", from = { "open" }, to = "info", mark = "info_requested", notice = "info_request",
      inputs = {
        { id = "fields", kind = "choice", many = true, label = { kk = "Не қажет", ru = "Что нужно", en = "What is needed" }, options = {
          { id = "eds", label = { kk = "ЭЦҚ және оның мерзімі", ru = "ЭЦП и срок её действия", en = "Digital signature and its validity" } },
          { id = "browser", label = { kk = "Браузер", ru = "Браузер", en = "Browser" } },
          { id = "java", label = { kk = "Java нұсқасы", ru = "Версия Java", en = "Java version" } },
          { id = "error", label = { kk = "Қателік мәтіні, әрекеттер", ru = "Текст ошибки, действия", en = "Error text, steps" } },
          { id = "sender", label = { kk = "Жіберуші", ru = "Отправитель", en = "Sender" } },
          { id = "occurred_at", label = { kk = "Туындау уақыты", ru = "Время возникновения", en = "When it occurred" } },
          { id = "details", label = { kk = "Толық сипаттама", ru = "Полное описание", en = "Full description" } },
          { id = "screenshots", label = { kk = "Скриншоттар", ru = "Скриншоты", en = "Screenshots" } },
          { id = "os", label = { kk = "Операциондық жүйе", ru = "Операционная система", en = "Operating system" } },
        } },
        { id = "text", kind = "longtext", label = { kk = "Нұсқаулық немесе түсіндірме", ru = "Инструкция или пояснение", en = "Instructions or explanation" } },
        { id = "files", kind = "files", label = { kk = "Файлдар", ru = "Файлы", en = "Files" } },
      },
    },
    on "message" { when = { status = "info" }, mark "info_received", move "work" },
    text "info_request" {
      kk = { subject = "[{number}] Қосымша ақпарат беруге сұраным", body = [[
Сәлеметсіз бе!

№{number} өтінішіңізді қарау үшін қосымша ақпарат қажет:
{input.fields}
{#input.text}
{input.text}
{/input.text}
Осы хатқа жауап беріңіз. Жұмыс уақытының 72 сағаты ішінде ({due.customer} дейін) жауап келмесе, өтінішті қарау тоқтатылады.

Телефон: 1401]] },
      ru = { subject = "[{number}] Запрос дополнительной информации", body = [[
Здравствуйте!

Чтобы рассмотреть ваше обращение №{number}, нужна дополнительная информация:
{input.fields}
{#input.text}
{input.text}
{/input.text}
Ответьте на это письмо. Если ответа не будет в течение 72 рабочих часов (до {due.customer}), рассмотрение прекращается.

Телефон: 1401]] },
      en = { subject = "[{number}] Request for further information", body = [[
Hello!

To consider your request No. {number} we need further information:
{input.fields}
{#input.text}
{input.text}
{/input.text}
Please answer this message. Without an answer within 72 working hours (by {due.customer}) the consideration stops.

Telephone: 1401]] },
    },
  },

  clause "SUD-2" { kk = "Талап етілуі мүмкін қосымша ақпарат", ru = "Что ещё может понадобиться", en = "What else may be asked" } {
    label = "2", section = { kk = "Қосымша ақпарат", ru = "Дополнительная информация", en = "Further information" },
    quote = [[1) Мәселенің туындау уақыты (Күні/Айы/Жылы Сағ/Мин).
2) Мәселенің толық сипаттамасы.
3) Қателіктердің немесе пайдаланушы әрекеттерінің скриншоттары.
4) Пайдаланушының жалпы бағдарламалық қамтамасыз етуі: a. Операциондық жүйе; b. Операциондық жүйенің Сервис пагы.]],
    later "occurred_at" { kk = "Мәселенің туындау уақыты (Күні/Айы/Жылы Сағ/Мин)", ru = "Время возникновения (день/месяц/год час/мин)", en = "When it occurred (day/month/year hour/min)" } {
      read = { labels = { "Мәселенің туындау уақыты", "Туындау уақыты", "Время возникновения" } } },
    later "details" { kk = "Мәселенің толық сипаттамасы", ru = "Полное описание проблемы", en = "Full description" } {
      kind = "longtext", read = { labels = { "Мәселенің толық сипаттамасы", "Толық сипаттама", "Полное описание" } } },
    later "screenshots" { kk = "Қателіктердің немесе әрекеттердің скриншоттары", ru = "Скриншоты ошибок или действий", en = "Screenshots of errors or steps" } { kind = "files" },
    later "os" { kk = "Операциондық жүйе, оның Сервис пагы", ru = "Операционная система и её Service Pack", en = "Operating system and its service pack" } {
      read = { labels = { "Операциондық жүйе", "Операционная система", "ОЖ", "ОС" } } },
    text "checklist" {
      kk = "Талдау үшін сұрауға болады: туындау уақыты, толық сипаттама, скриншоттар, операциондық жүйе.",
      ru = "Для анализа можно запросить: время возникновения, полное описание, скриншоты, операционную систему.",
      en = "For the analysis may be asked: time, full description, screenshots, operating system." },
    on "act:request_info" { note "checklist" },
  },

  clause "SUD-5-ack" { kk = "Қабылданғаны туралы хабарлама", ru = "Сообщение о принятии", en = "Notice of acceptance" } {
    label = "5", section = { kk = "Өтініштерді қарау мерзімдері", ru = "Сроки рассмотрения", en = "Terms" },
    quote = "СК Қолдау қызметіне Өтінішті жіберген соң Пайдаланушыға бір сағат ішінде оның өтініші қабылданғандығы туралы хабарлама жіберіледі.",
    numbering { prefix = "SK-", first = 1, width = 6 },
    status "new" { kk = "Тіркелді", ru = "Зарегистрировано", en = "Registered" } { family = "new", turn = "staff", initial = true },
    promise "accepted" { kk = "Қабылданғаны туралы хабарлама", ru = "Сообщение о принятии", en = "Notice of acceptance" } {
      since = "registered", when = { ["field.email"] = known }, within = hours(1), met = { "delivered:accepted", "delivered:accepted_pattern" } },
    on "registered" { group = "acceptance", when = { ["subject.wrong"] = true }, under "SUD-1-subject" (send "accepted_pattern") },
    on "registered" { group = "acceptance", send "accepted" },
    text "accepted" {
      kk = { subject = "[{number}] Өтінішіңіз қабылданды", body = [[
Сәлеметсіз бе!

Өтінішіңіз №{number} болып тіркелді. Бірінші жауап мерзімі: {due.first_reply}.
Толықтыру үшін осы хатқа жауап беріңіз.

Телефон: 1401]] },
      ru = { subject = "[{number}] Ваше обращение принято", body = [[
Здравствуйте!

Ваше обращение зарегистрировано под номером {number}. Срок первого ответа: {due.first_reply}.
Чтобы дополнить его, ответьте на это письмо.

Телефон: 1401]] },
      en = { subject = "[{number}] Your request is accepted", body = [[
Hello!

Your request is registered as No. {number}. First answer by: {due.first_reply}.
To add to it, answer this message.

Telephone: 1401]] },
    },
    text "accepted_pattern" {
      kk = { subject = "[{number}] Өтінішіңіз қабылданды, тақырыпты нақтылаңыз", body = [[
Сәлеметсіз бе!

Өтінішіңіз №{number} болып тіркелді, бірақ хат тақырыбы үлгіге сай емес:
{problems}

Үлгі: ХХХХХХХХХХХХ/СК/Мәселенің қысқаша сипаттамасы (ХХХХХХХХХХХХ – ЖСН/БСН, 12 цифр)
Осы хатқа жауап беріп, ЖСН/БСН-ді көрсетіңіз, мысалы: ЖСН: 000000000000

Бірінші жауап мерзімі: {due.first_reply}.
Телефон: 1401]] },
      ru = { subject = "[{number}] Ваше обращение принято, уточните тему", body = [[
Здравствуйте!

Ваше обращение зарегистрировано под номером {number}, но тема письма не соответствует образцу:
{problems}

Образец: ХХХХХХХХХХХХ/СК/Краткое описание проблемы (ХХХХХХХХХХХХ – ИИН/БИН, 12 цифр)
Ответьте на это письмо и укажите ИИН/БИН, например: ИИН: 000000000000

Срок первого ответа: {due.first_reply}.
Телефон: 1401]] },
      en = { subject = "[{number}] Your request is accepted, please mend its subject", body = [[
Hello!

Your request is registered as No. {number}, but its subject does not follow the pattern:
{problems}

Pattern: ХХХХХХХХХХХХ/СК/Short description (ХХХХХХХХХХХХ is the IIN/BIN, 12 digits)
Answer this message and give the IIN/BIN, for example: ИИН: 000000000000

First answer by: {due.first_reply}.
Telephone: 1401]] },
    },
  },

  clause "SUD-5-first" { kk = "Бірінші жауап", ru = "Первый ответ", en = "First answer" } {
    label = "5", section = { kk = "Өтініштерді қарау мерзімдері", ru = "Сроки рассмотрения", en = "Terms" },
    quote = "Пайдалаушының бірінші Өтінішіне жауап беру уақыты өтініш тіркелген уақыттан бастап үш жұмыс сағатынан кеш емес;",
    param "warn_before" { kind = "duration", default = "30wm", min = "5wm", max = "2wh",
      label = { kk = "Мерзімге дейін қанша қалғанда ескерту", ru = "За сколько предупреждать о сроке", en = "How long before a deadline to warn" } },
    status "work" { kk = "Қаралуда", ru = "Рассматривается", en = "Being considered" } { family = "work", turn = "staff" },
    status "answered" { kk = "Жауап берілді", ru = "Ответ дан", en = "Answered" } { family = "wait", turn = "customer" },
    status "closed" { kk = "Аяқталды", ru = "Завершено", en = "Closed" } { family = "done", turn = "nobody", final = true },
    promise "first_reply" { kk = "Бірінші жауап", ru = "Первый ответ", en = "First answer" } {
      since = "registered", within = working.hours(3), calendar = "main", met = { "reply", "info_requested" },
      cancel = { "enter:closed", "enter:stopped" }, warn = param.warn_before },
    may.take { kk = "Қарауға алу", ru = "Взять в работу", en = "Take" } {
      roles = "staff", from = { "new", "unclear" }, to = "work", set { assignee = value "actor.id" } },
    may.answer { kk = "Жауап беру", ru = "Дать ответ", en = "Answer" } {
      roles = "staff", from = { "open" }, to = "answered", public = true, notice = "answer",
      inputs = {
        { id = "text", kind = "longtext", required = true, label = { kk = "Жауап", ru = "Ответ", en = "Answer" } },
        { id = "files", kind = "files", label = { kk = "Файлдар", ru = "Файлы", en = "Files" } },
      },
    },
    may.close { kk = "Аяқтау", ru = "Завершить", en = "Close" } { roles = "staff", from = { "answered" }, to = "closed", notice = "closed" },
    on "message" { when = { status = "answered" }, move "work" },
    param "close_reminder" { kind = "duration", default = "5wd", min = "1wd", max = "60wd",
      label = { kk = "Жауаптан кейін аяқтауды қанша күннен соң еске салу", ru = "Через сколько после ответа напомнить о завершении", en = "How long after the answer to remind of closing" } },
    silence "answered" { kk = "Жауап берілген өтінішті аяқтау", ru = "Завершение отвеченного обращения", en = "Closing of an answered request" } {
      since = "enter:answered", cancel = "leave:answered", calendar = "main",
      remind { every = param.close_reminder, times = 1, note "close_reminder", suggest.close { because = "close_reminder" } } },
    text "close_reminder" {
      kk = "Жауап берілген, пайдаланушы қарсы болған жоқ: өтінішті аяқтауға болады.", ru = "Ответ дан, возражений не было: обращение можно завершить.",
      en = "The answer was given and not disputed: the request can be closed." },
    text "answer" {
      kk = { subject = "[{number}] Өтінішіңізге жауап", body = "{input.text}\n\n№{number} өтініш. Сұрақ қалса, осы хатқа жауап беріңіз.\nТелефон: 1401" },
      ru = { subject = "[{number}] Ответ на ваше обращение", body = "{input.text}\n\nОбращение №{number}. Если вопрос остался, ответьте на это письмо.\nТелефон: 1401" },
      en = { subject = "[{number}] Answer to your request", body = "{input.text}\n\nRequest No. {number}. If a question remains, answer this message.\nTelephone: 1401" },
    },
    text "closed" {
      kk = { subject = "[{number}] Өтініш аяқталды", body = "№{number} өтінішіңізді қарау аяқталды. Жаңа сұрақ болса, жаңа хат жазыңыз.\nТелефон: 1401" },
      ru = { subject = "[{number}] Обращение завершено", body = "Рассмотрение вашего обращения №{number} завершено. По новому вопросу напишите новое письмо.\nТелефон: 1401" },
      en = { subject = "[{number}] Request closed", body = "Your request No. {number} is closed. For a new question write a new message.\nTelephone: 1401" },
    },
  },

  clause "SUD-5-after" { kk = "Сұранымға жауап алынған соң", ru = "После ответа на запрос", en = "After the answer to a request" } {
    label = "5", section = { kk = "Өтініштерді қарау мерзімдері", ru = "Сроки рассмотрения", en = "Terms" },
    quote = "«Қосымша ақпарат беруге сұранымға» жауап алынған соң жауап беру уақыты Сұранымға жауап алынған мезеттен бастап 2 жұмыс күнінен кеш емес;",
    promise "next_reply" { kk = "Сұранымға жауаптан кейінгі жауап", ru = "Ответ после получения информации", en = "Answer after the information" } {
      since = "info_received", within = working.days(2), calendar = "main", met = { "reply", "info_requested" },
      cancel = { "enter:closed", "enter:stopped" }, warn = param.warn_before },
  },

  clause "SUD-5-stop" { kk = "Қараудың тоқтатылуы", ru = "Прекращение рассмотрения", en = "Stopping" } {
    label = "5", section = { kk = "Өтініштерді қарау мерзімдері", ru = "Сроки рассмотрения", en = "Terms" },
    quote = "Егер жұмыс уақытының 72 сағаты ішінде СК Техникалық қолдау қызметі «Қосымша ақпарат беруге сұранымға» жауап алмаса, онда Өтінішті қарау тоқтатылады.",
    status "stopped" { kk = "Қарау тоқтатылды", ru = "Рассмотрение прекращено", en = "Consideration stopped" } { family = "stop", turn = "nobody", final = true },
    reason.stop "no_answer" { kk = "Сұранымға жауап алынбады", ru = "Ответ на запрос не получен", en = "The request was not answered" },
    silence "customer" { kk = "Пайдаланушының жауабы", ru = "Ответ пользователя", en = "The user's answer" } {
      since = "info_requested", cancel = { "message", "leave:info" }, over = working.hours(72), calendar = "main",
      set { reason = "no_answer" }, move "stopped", send "stopped" },
    text "stopped" {
      kk = { subject = "[{number}] Өтінішті қарау тоқтатылды", body = [[
Сәлеметсіз бе!

№{number} өтінішіңіз бойынша «Қосымша ақпарат беруге сұранымға» жұмыс уақытының 72 сағаты ішінде жауап алынбады, сондықтан оны қарау тоқтатылды.
Ақпаратты енді жіберсеңіз, бұрынғы деректермен жаңа өтініш тіркеледі.

Телефон: 1401]] },
      ru = { subject = "[{number}] Рассмотрение прекращено", body = [[
Здравствуйте!

На запрос дополнительной информации по обращению №{number} за 72 рабочих часа не поступило ответа, поэтому его рассмотрение прекращено.
Если вы пришлёте информацию теперь, будет зарегистрировано новое обращение с прежними данными.

Телефон: 1401]] },
      en = { subject = "[{number}] Consideration stopped", body = [[
Hello!

Our request for information on No. {number} was not answered within 72 working hours, so its consideration was stopped.
If you send the information now, a new request with the old data will be registered.

Telephone: 1401]] },
    },
  },

  clause "SUD-late" { kk = "Тоқтатылғаннан кейінгі ақпарат", ru = "Информация после прекращения", en = "Information after the end" } {
    note = {
      ru = "Текст об этом молчит. Мы регистрируем новое обращение, связанное с прежним, и переносим известные данные.",
      kk = "Мәтінде бұл туралы айтылмаған. Бұрынғы өтінішпен байланысқан жаңа өтініш тіркеледі, белгілі деректер көшіріледі.",
      en = "The text is silent. We register a new request that is linked to the old one and take the known data over.",
    },
    follow { by = { "reply", "own", "foreign", "reference" }, to = { "ended" } },
    follow { by = "number", participant = true, to = { "ended" } },
    on "received" { when = { ["thread.from"] = known },
      copy { "iin", "summary", "eds", "browser", "java", "error", "sender", "occurred_at", "details", "os" } },
  },
}

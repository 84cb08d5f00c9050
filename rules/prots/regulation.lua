-- Инструкция по подаче заявки в PROTS (№ 24-11, редакция 01), clause by clause.

local section = {
  ways = { ru = "Способы подать заявку", kk = "Өтінім беру тәсілдері", en = "Ways to file a request" },
  form = { ru = "Заполнить форму на сайте prots.kz", kk = "prots.kz сайтында нысанды толтыру", en = "The form on prots.kz" },
  mail = { ru = "Написать письмо на почту", kk = "Поштаға хат жазу", en = "Writing a mail" },
  phone = { ru = "По телефону 8 771 781 1000", kk = "8 771 781 1000 телефоны арқылы", en = "By telephone" },
}

-- Words that an intake question is asked in on every channel.
local label = {
  company = { ru = "Компания / Физ.лицо", kk = "Компания / Жеке тұлға", en = "Company / private person" },
  region = { ru = "Укажите свой регион", kk = "Өңіріңізді көрсетіңіз", en = "Your region" },
  name = { ru = "Укажите свое имя", kk = "Атыңызды көрсетіңіз", en = "Your name" },
  email = { ru = "Укажите свой эл.адрес", kk = "Эл. мекенжайыңызды көрсетіңіз", en = "Your e-mail address" },
  phone = { ru = "Укажите свой номер телефона", kk = "Телефон нөміріңізді көрсетіңіз", en = "Your phone number" },
  description = { ru = "Подробнее опишите проблему", kk = "Мәселені толығырақ сипаттаңыз", en = "Describe the problem in detail" },
  type = { ru = "Выбираем тип заявки", kk = "Өтінім түрін таңдаңыз", en = "Type of the request" },
}

return regulation "prots" {
  api = 1, lang = "ru", languages = { "kk", "ru", "en" },

  document {
    title = { ru = "Инструкция по подаче заявки в PROTS", kk = "PROTS-қа өтінім беру нұсқаулығы", en = "How to file a request with PROTS" },
    company = { ru = "ТОО «PROTS»", kk = "«PROTS» ЖШС", en = "PROTS LLP" },
    code = "Инструкция", number = "24-11", edition = "01",
    author = "IT-Менеджер PROTS Қайрат Н.Қ.", signer = "Руководитель PROTS Копцев Д.В.",
    contact = "support@prots.kz, 8 771 781 1000",
  },

  clause "PROTS-1" { ru = "Способы подать заявку", kk = "Өтінім беру тәсілдері", en = "Ways to file a request" } {
    label = "1–3", section = section.ways,
    quote = [[1. Заполнить форму на сайте prots.kz
2. Написать письмо на почту support@prots.kz
3. По телефону 8 771 781 1000]],
    note = {
      ru = "Часы работы в документе не указаны: по умолчанию пн–пт 9:00–18:00.", kk = "Құжатта жұмыс уақыты көрсетілмеген: әдепкісі дс–жм 9:00–18:00.",
      en = "The document prints no hours: Monday to Friday 9:00–18:00 by default.",
    },
    param "hours" { kind = "text", default = "09:00-18:00", label = { ru = "Часы работы", kk = "Жұмыс уақыты", en = "Working hours" } },
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = param.hours, holidays = "kz", moved_days = true },
    numbering { prefix = "SUPPORT-", first = 10110 },
    channel.form "https://prots.kz" { label = { ru = "Форма на сайте", kk = "Сайттағы нысан", en = "Form on the site" } },
    channel.email "support@prots.kz" { free = true, label = { ru = "Почта", kk = "Пошта", en = "Mail" } },
    channel.call "8 771 781 1000" { label = { ru = "Телефон", kk = "Телефон", en = "Telephone" } },
    channel.whatsapp "87717811000" { mode = "number", label = { ru = "WhatsApp: только номера заявок", kk = "WhatsApp: тек өтінім нөмірлері", en = "WhatsApp: numbers of requests only" } },
    role "operator" { ru = "Специалист PROTS", kk = "PROTS маманы", en = "Operator" },
    role "performer" { ru = "Исполнитель", kk = "Орындаушы", en = "Performer" },
    role "manager" { ru = "Руководитель", kk = "Басшы", en = "Manager" },
    status "new" { ru = "Создана", kk = "Жасалды", en = "Created" } { family = "new", turn = "staff", initial = true },
    status "work" { ru = "В работе", kk = "Орындалуда", en = "In progress" } { family = "work", turn = "staff" },
    may.take { ru = "Взять в работу", kk = "Орындауға алу", en = "Take" } {
      roles = "staff", from = { "new", "review" }, to = "work", set { assignee = value "actor.id" } },
    may.classify { ru = "Указать тип заявки", kk = "Өтінім түрін көрсету", en = "Set the type" } {
      roles = "staff", from = { "open" },
      inputs = { { id = "type", kind = "choice", required = true, label = label.type } },
      set { type = value "input.type" } },
  },

  clause "PROTS-F1" { ru = "Кнопка «Оставить заявку»", kk = "«Өтініш беру» түймесі", en = "The button" } {
    label = "1", section = section.form,
    quote = "Рассмотрим пример подачи заявки в PROTS на сайте prots.kz, для этого переходим на сайт и нажимаем на «Оставить заявку»",
    text "form.open" { ru = "Оставить заявку", kk = "Өтініш беру", en = "Submit a request" },
    text "form.title" { ru = "Обращение в службу технической поддержки PROTS.KZ", kk = "PROTS.KZ техникалық қолдау қызметіне өтініш", en = "Request to the technical support of PROTS.KZ" },
  },

  clause "PROTS-F2" { ru = "Тип заявки", kk = "Өтінім түрі", en = "Type of the request" } {
    label = "2", section = section.form,
    quote = [[Корпоративная почта – создание, изменения, блокировка или удаления почты сотрудников.
Тех. Поддержка – вопросы технического характера, настройка, подключение и ремонт IT оборудования.
Заявка на технику – подбор и поиск компьютерной техники, запрос коммерческого предложения, подготовка счета на оплату.
МИС Akgun – обслуживание МИС Akgun и все что с этим связано.
КМИС – обслуживание КМИС и все что с этим связано.
ИС Документолог – создание, изменения, блокировка или удаления аккаунтов сотрудников.
Инцидент информационной безопасности – выявления случая информационной безопасности.
Корпоративный сайт – создание, редактирование и обслуживание сайта.
Другое – вопросы не вошедшие в перечень выше.]],
    ask "type" (label.type) { kind = "choice", channels = { "form", "call" } },
    request "mail" { ru = "Корпоративная почта", kk = "Корпоративтік пошта", en = "Corporate e-mail" } {
      hint = { ru = "создание, изменения, блокировка или удаления почты сотрудников", kk = "қызметкерлер поштасын ашу, өзгерту, бұғаттау немесе жою", en = "create, change, block or delete staff mailboxes" } },
    request "support" { ru = "Тех. Поддержка", kk = "Техникалық қолдау", en = "Technical support" } {
      hint = { ru = "вопросы технического характера, настройка, подключение и ремонт IT оборудования", kk = "техникалық сұрақтар, IT-жабдықты баптау, қосу және жөндеу", en = "technical questions, set-up, connection and repair of IT equipment" } },
    request "equipment" { ru = "Заявка на технику", kk = "Техникаға өтінім", en = "Equipment request" } {
      hint = { ru = "подбор и поиск компьютерной техники, запрос коммерческого предложения, подготовка счета на оплату", kk = "компьютерлік техниканы таңдау және іздеу, коммерциялық ұсыныс сұрату, төлем шотын дайындау", en = "selection and sourcing of computers, quotation, invoice" } },
    request "akgun" { ru = "МИС Akgun", kk = "Akgun МАЖ", en = "Akgun HIS" } {
      hint = { ru = "обслуживание МИС Akgun и все что с этим связано", kk = "Akgun МАЖ-ға қызмет көрсету және соған байланысты барлық мәселе", en = "service of Akgun and all related" } },
    request "kmis" { ru = "КМИС", kk = "КМИС", en = "KMIS" } {
      hint = { ru = "обслуживание КМИС и все что с этим связано", kk = "КМИС-ке қызмет көрсету және соған байланысты барлық мәселе", en = "service of KMIS and all related" } },
    request "documentolog" { ru = "ИС Документолог", kk = "«Документолог» АЖ", en = "Documentolog" } {
      hint = { ru = "создание, изменения, блокировка или удаления аккаунтов сотрудников", kk = "қызметкерлер аккаунттарын ашу, өзгерту, бұғаттау немесе жою", en = "create, change, block or delete staff accounts" } },
    request "incident" { ru = "Инцидент информационной безопасности", kk = "Ақпараттық қауіпсіздік инциденті", en = "Information security incident" } {
      hint = { ru = "выявления случая информационной безопасности", kk = "ақпараттық қауіпсіздік оқиғасын анықтау", en = "report of a detected case" }, set = { priority = "urgent" } },
    request "website" { ru = "Корпоративный сайт", kk = "Корпоративтік сайт", en = "Corporate website" } {
      hint = { ru = "создание, редактирование и обслуживание сайта", kk = "сайтты жасау, өңдеу және оған қызмет көрсету", en = "creation, editing and upkeep" } },
    request "other" { ru = "Другое", kk = "Басқа", en = "Other" } {
      hint = { ru = "вопросы не вошедшие в перечень выше", kk = "жоғарыдағы тізімге кірмеген сұрақтар", en = "questions not in the list above" } },
  },

  clause "PROTS-F3" { ru = "Контактные данные заявителя", kk = "Өтініш берушінің байланыс деректері", en = "Contact details" } {
    label = "3", section = section.form,
    quote = [[Заполняем контактные данные необходимые для обратной связи: * Компания Физ.лицо * Укажите свой регион * Укажите свое имя * Укажите свой эл.адрес * Укажите свой номер телефона
Внимательно заполняйте почту, так как в случае ошибки вы не получите уведомление.]],
    ask "company_name" (label.company) { channels = "form", max = 200, suggest = { "Физ.лицо" } },
    ask "region" (label.region) { channels = "form", max = 200, suggest = {
      "Астана", "Алматы", "Шымкент", "Абай", "Ақмола", "Ақтөбе", "Алматы облысы", "Атырау", "Батыс Қазақстан", "Жамбыл", "Жетісу",
      "Қарағанды", "Қостанай", "Қызылорда", "Маңғыстау", "Павлодар", "Солтүстік Қазақстан", "Түркістан", "Ұлытау", "Шығыс Қазақстан" } },
    ask "name" (label.name) { channels = "form", max = 200 },
    ask "email" (label.email) { channels = "form", format = "email", hint = {
      ru = "Если вы из компании где используется корпоративная почта, укажите её. Пожалуйста перепроверьте почту после заполнения.",
      kk = "Компанияңызда корпоративтік пошта болса, соны көрсетіңіз. Толтырған соң поштаны қайта тексеріңіз.",
      en = "If your company has corporate mail, give that address. Please check it once more." } },
    ask "phone" (label.phone) { channels = "form", format = "phone", hint = { ru = "Например: 87051006343", kk = "Мысалы: 87051006343", en = "For example: 87051006343" } },
  },

  clause "PROTS-F3b" { ru = "Корпоративная почта в форме", kk = "Нысандағы корпоративтік пошта", en = "Corporate mail in the form" } {
    label = "3", section = section.form,
    quote = "Если вы из компании где используется корпоративная почта, тогда необходимо указать её, так как в некоторых компаниях заявки с личной почты не принимаются.",
    on "received" { group = "form_mail", when = { channel = "form", ["sender.kind"] = "personal", ["company.personal_mail"] = "never" },
      problem("email", "corporate_mail_only") },
    on "received" { group = "form_mail", when = { channel = "form", ["sender.kind"] = "personal", ["company.personal_mail"] = "exceptions", ["sender.identified"] = false },
      problem("email", "corporate_mail_wanted", { warning = true }) },
    text "corporate_mail_only" {
      ru = "Ваша компания не принимает заявки с личной почты. Укажите корпоративный адрес.", kk = "Компанияңыз жеке поштадан өтінім қабылдамайды. Корпоративтік мекенжайды көрсетіңіз.",
      en = "Your company takes no requests from personal mail. Give your corporate address." },
    text "corporate_mail_wanted" {
      ru = "В вашей компании используется корпоративная почта. Если она у вас есть, укажите её.", kk = "Компанияңызда корпоративтік пошта бар. Болса, соны көрсетіңіз.",
      en = "Your company uses corporate mail. If you have an address there, give it." },
  },

  clause "PROTS-F4" { ru = "Описание, файлы, отправка", kk = "Сипаттама, файлдар, жіберу", en = "Description, files, sending" } {
    label = "4", section = section.form,
    quote = "Подробнее опишите проблему, это поможет быстрее понять причину и устранить её, при необходимости загрузите файлы, подтвердите, что вы не робот и нажмите кнопку ОТПРАВИТЬ.",
    ask "description" (label.description) { kind = "longtext", channels = { "form", "call" } },
    optional "files" { ru = "Загрузите файлы", kk = "Файлдарды жүктеңіз", en = "Attach files" } { kind = "files", channels = "form", max = 20 },
    text "form.send" { ru = "ОТПРАВИТЬ", kk = "ЖІБЕРУ", en = "SEND" },
    text "form.robot" { ru = "Я не робот", kk = "Мен робот емеспін", en = "I am not a robot" },
  },

  clause "PROTS-F5" { ru = "Сообщение после отправки", kk = "Жіберілгеннен кейінгі хабарлама", en = "After sending" } {
    label = "5", section = section.form,
    quote = "После отправки появится сообщение «Спасибо! Ваше сообщение отправлено» и рядом будет указан номер заявки в формате SUPPORT-10110.",
    text "form.thanks" { ru = "Спасибо! Ваше сообщение отправлено", kk = "Рақмет! Хабарламаңыз жіберілді", en = "Thank you! Your message has been sent" },
  },

  clause "PROTS-F6" { ru = "Подтверждение на почту", kk = "Поштадағы растау", en = "Confirmation by mail" } {
    label = "6", section = section.form,
    quote = "На почту придет уведомление с длинным номером, на это письмо отвечать не нужно, это автоматическая рассылка формы. В ней вам нужен только номер, к примеру уведомление 1679827955.",
    note = {
      ru = "Второй, длинный номер мы не заводим: подтверждение несёт тот же номер SUPPORT, и ответ на него попадает в заявку.",
      kk = "Екінші, ұзын нөмір енгізілмейді: растауда сол SUPPORT нөмірі тұрады, оған жауап өтінімге қосылады.",
      en = "There is no second, long number: the confirmation carries the same SUPPORT number, and a reply to it joins the request." },
    on "registered" { when = { channel = "form" }, send "created" },
  },

  clause "PROTS-M2" { ru = "С какой почты принимаются заявки", kk = "Өтінім қай поштадан қабылданады", en = "Which mail is accepted" } {
    label = "2", section = section.mail,
    quote = "Для этого заходим в вашу корпоративную почту, с личной почты так же принимаем заявки но только в некоторых случаях, таких как восстановление пароля или сотрудник был ранее идентифицирован. В почте создаем новое письмо и указываем адрес support@prots.kz или support@ВАША КОМПАНИЯ.kz",
    param "personal_exceptions" { kind = "list", default = {}, label = { ru = "Личные адреса, с которых заявки принимаются", kk = "Өтінім қабылданатын жеке мекенжайлар", en = "Personal addresses that are accepted" } },
    param "recovery_words" { kind = "list", default = { "восстановить пароль", "восстановление пароля", "забыл пароль", "забыла пароль", "сбросить пароль", "сброс пароля", "құпиясөз", "reset password", "forgot password" },
      label = { ru = "Слова о восстановлении пароля", kk = "Құпиясөзді қалпына келтіру сөздері", en = "Words of password recovery" } },
    status "approval" { ru = "Ожидает оператора", kk = "Операторды күтуде", en = "Waits for an operator" } { family = "wait", turn = "staff" },
    status "refused" { ru = "Отказано", kk = "Бас тартылды", en = "Refused" } { family = "stop", turn = "nobody", final = true },
    reason.refuse_mail "personal_mail" { ru = "заявка с личной почты", kk = "жеке поштадан жіберілген өтінім", en = "request from personal mail" },
    on "received" { group = "sender", when = { channel = "email", ["sender.kind"] = "personal", ["company.personal_mail"] = "never" },
      set { reason = "personal_mail" }, move "refused", send "refused_personal" },
    on "received" { group = "sender", when = { channel = "email", ["sender.kind"] = "personal", any = {
        { ["sender.identified"] = true }, { ["company.personal_mail"] = "accepted" }, { ["data.from.address"] = param.personal_exceptions } } },
      set { sender = "known" } },
    on "received" { group = "sender", when = { channel = "email", ["sender.kind"] = "personal", words = has(param.recovery_words) },
      move "approval", suggest.accept { because = "recovery" }, send "pending" },
    on "received" { group = "sender", when = { channel = "email", ["sender.kind"] = "personal" },
      set { reason = "personal_mail" }, move "refused", send "refused_personal" },
    on "received" { group = "sender", when = { channel = "email", ["sender.kind"] = "unknown", ["sender.identified"] = false },
      move "approval", suggest.accept { because = "unknown_domain" }, send "pending" },
    may.accept { ru = "Принять заявку", kk = "Өтінімді қабылдау", en = "Accept the request" } {
      roles = { "operator", "manager" }, from = "approval", to = "new", mark = "registered" },
    text "recovery" { ru = "Похоже на восстановление пароля с личной почты.", kk = "Жеке поштадан құпиясөзді қалпына келтіруге ұқсайды.", en = "Looks like password recovery from personal mail." },
    text "unknown_domain" { ru = "Корпоративный домен, которого нет среди компаний.", kk = "Компаниялар арасында жоқ корпоративтік домен.", en = "A corporate domain that belongs to no known company." },
    text "pending" {
      ru = { subject = "[{number}] Заявка получена", body = "Здравствуйте!\n\nВаше письмо получено под номером {number}. Заявку примет оператор: ваш адрес нам пока не знаком.\n\nPROTS, 8 771 781 1000" },
      kk = { subject = "[{number}] Өтінім алынды", body = "Сәлеметсіз бе!\n\nХатыңыз {number} нөмірімен алынды. Өтінімді оператор қабылдайды: мекенжайыңыз бізге әзірге таныс емес.\n\nPROTS, 8 771 781 1000" },
      en = { subject = "[{number}] Request received", body = "Hello!\n\nYour message was received as {number}. An operator will accept the request: we do not know your address yet.\n\nPROTS, 8 771 781 1000" },
    },
    text "refused_personal" {
      ru = { subject = "[{number}] Заявка не принята", body = [[
Здравствуйте!

Заявка {number} не принята: с личной почты заявки принимаются только в некоторых случаях, таких как восстановление пароля, или если сотрудник был ранее идентифицирован.
Напишите с корпоративной почты, заполните форму на сайте prots.kz или позвоните: 8 771 781 1000.]] },
      kk = { subject = "[{number}] Өтінім қабылданбады", body = [[
Сәлеметсіз бе!

{number} өтінімі қабылданбады: жеке поштадан өтінім құпиясөзді қалпына келтіру сияқты жағдайларда ғана немесе қызметкер бұрын сәйкестендірілген болса қабылданады.
Корпоративтік поштадан жазыңыз, prots.kz сайтындағы нысанды толтырыңыз немесе қоңырау шалыңыз: 8 771 781 1000.]] },
      en = { subject = "[{number}] Request not accepted", body = [[
Hello!

Request {number} was not accepted: personal mail is accepted only in some cases, such as password recovery, or if the employee was identified before.
Write from your corporate mail, fill in the form on prots.kz or call 8 771 781 1000.]] },
    },
  },

  clause "PROTS-M3" { ru = "Тема письма", kk = "Хат тақырыбы", en = "Subject of the mail" } {
    label = "3 а", section = section.mail,
    quote = "Важно чтоб тема письма не повторялась с ранее отправленными подобными письмами иначе новая задача не будет создана, а ваше письмо прикрепится к ранее созданной или исполненной задачи.",
    note = {
      ru = "Закрытых задач в перечне нет: новое письмо с темой закрытой задачи открывает новую, связанную с ней.",
      kk = "Тізімде жабық тапсырмалар жоқ: жабық тапсырманың тақырыбымен келген жаңа хат онымен байланысқан жаңасын ашады.",
      en = "Closed tasks are not in the list: a new mail with the subject of a closed task opens a new one that is linked to it." },
    param "same_subject" { kind = "list", default = { "subject" }, label = { ru = "Чья одинаковая тема объединяет (subject – отправителя, subject_domain – компании)", kk = "Кімнің бірдей тақырыбы біріктіреді", en = "Whose same subject joins (subject: the sender's, subject_domain: the company's)" } },
    param "subject_length" { kind = "int", default = 3, min = 1, max = 50, label = { ru = "Наименьшая длина темы", kk = "Тақырыптың ең аз ұзындығы", en = "Shortest subject that joins" } },
    param "subject_except" { kind = "list", default = { "без темы", "(без темы)", "no subject", "заявка", "привет", "здравствуйте", "помощь", "вопрос", "срочно", "сәлем", "өтінім" },
      label = { ru = "Темы, которые ничего не говорят", kk = "Ештеңе айтпайтын тақырыптар", en = "Subjects that say nothing" } },
    join { by = param.same_subject, to = "open", min_length = param.subject_length, except = param.subject_except },
    follow { by = param.same_subject, to = "ended", min_length = param.subject_length, except = param.subject_except },
  },

  clause "PROTS-M3b" { ru = "Дополнить задачу", kk = "Тапсырманы толықтыру", en = "Adding to a task" } {
    label = "3 б", section = section.mail,
    quote = "Если в задаче вы забыли что-то указать или прикрепить, то не нужно создавать новую задачу, достаточно написать новое письмо с такой же темой (пример: Заявка 15.05.2024).",
    on "message" { when = { ["thread.by"] = { "subject", "subject_domain" } }, note "added" },
    text "added" { ru = "Дополнение к задаче: номер прежний, повторного подтверждения нет.", kk = "Тапсырмаға толықтыру: нөмірі бұрынғы, қайта растау жіберілмейді.", en = "An addition to the task: same number, no second confirmation." },
  },

  clause "PROTS-M4" { ru = "Описание, файлы и контактные данные", kk = "Сипаттама, файлдар және байланыс деректері", en = "Details, files and contacts" } {
    label = "4", section = section.mail,
    quote = "В письме подробнее опишите проблему, это поможет быстрее понять причину и устранить её, при необходимости загрузите файлы (приказ, договор, фото и т.д.) и ваши контактные данные, если нету подписи в письме. Это необходимо для оперативной связи с автором или дальнейшей координации действий.",
    optional "phone" (label.phone) { channels = "email", format = "phone", read = { form = "phone" } },
    on "registered" { when = { channel = "email", ["field.phone"] = unknown }, note "no_phone" },
    text "no_phone" { ru = "В письме нет телефона; подтверждение просит его указать.", kk = "Хатта телефон жоқ; растауда оны көрсету сұралады.", en = "The mail gives no phone number; the confirmation asks for it." },
  },

  clause "PROTS-M6" { ru = "Автоматическое ответное письмо", kk = "Автоматты жауап хат", en = "Automatic answer" } {
    label = "6", section = section.mail,
    quote = [[Через несколько минут на почту придет автоматическое ответное письмо из созданной задачи, в котором будет указан номер задачи в формате SUPPORT-10110. Если вам понадобится дополнить вашу задачу вы можете воспользоваться пунктом 3 б или написать в ответном письме.
Мы настоятельно рекомендуем пометать или закреплять данные письма до того момента пока задача не будет решена.]],
    param "confirm_within" { kind = "duration", default = "5m", min = "1m", max = "60m", label = { ru = "Через сколько минут приходит подтверждение", kk = "Растау неше минутта келеді", en = "Minutes until the confirmation" } },
    promise "confirmed" { ru = "Подтверждение с номером", kk = "Нөмірі бар растау", en = "Confirmation with the number" } {
      since = "registered", within = param.confirm_within, met = "delivered:created", when = { ["field.email"] = known } },
    on "registered" { when = { channel = "email" }, send "created" },
    text "created" {
      ru = { subject = "[{number}] Заявка создана", body = [[
Здравствуйте!

Ваша заявка создана под номером {number}.{#type} Тип: {type}.{/type}
Чтобы её дополнить, ответьте на это письмо или напишите новое с той же темой.
Сохраните или закрепите это письмо, пока задача не будет решена.
{^field.phone}

В заявке нет вашего номера телефона: пришлите его, пожалуйста, в ответном письме.
{/field.phone}

PROTS, 8 771 781 1000]] },
      kk = { subject = "[{number}] Өтінім жасалды", body = [[
Сәлеметсіз бе!

Өтініміңіз {number} нөмірімен жасалды.{#type} Түрі: {type}.{/type}
Толықтыру үшін осы хатқа жауап беріңіз немесе сол тақырыппен жаңа хат жазыңыз.
Тапсырма шешілгенше осы хатты сақтап қойыңыз.
{^field.phone}

Өтінімде телефон нөміріңіз жоқ: жауап хатта жіберуіңізді сұраймыз.
{/field.phone}

PROTS, 8 771 781 1000]] },
      en = { subject = "[{number}] Request created", body = [[
Hello!

Your request was created as {number}.{#type} Type: {type}.{/type}
To add to it, answer this message or write a new one with the same subject.
Please keep this message until the task is solved.
{^field.phone}

The request has no phone number: please send it in your answer.
{/field.phone}

PROTS, 8 771 781 1000]] },
    },
  },

  clause "PROTS-M7" { ru = "Вопросы исполнителя", kk = "Орындаушының сұрақтары", en = "Questions of the performer" } {
    label = "7", section = section.mail,
    quote = "Если у Исполнителя появятся вопросы он вышлет вам письмо на почту, чтоб предоставить информацию необходимо написать ответное письмо, нажав на кнопку ОТВЕТИТЬ.",
    note = {
      ru = "Правила о молчании здесь нет: заявка сама не закрывается, исполнителю напоминают.", kk = "Мұнда үнсіздік туралы ереже жоқ: өтінім өздігінен жабылмайды, орындаушыға еске салынады.",
      en = "There is no rule about silence here: the request never closes by itself, the performer is reminded." },
    status "question" { ru = "Ждём ответа автора", kk = "Автордың жауабын күтудеміз", en = "Author asked" } { family = "wait", turn = "customer" },
    param "question_reminder" { kind = "duration", default = "2wd", min = "1wd", max = "30wd", label = { ru = "Через сколько напомнить исполнителю о вопросе без ответа", kk = "Жауапсыз сұрақты орындаушыға қашан еске салу", en = "When to remind the performer of an unanswered question" } },
    may.ask { ru = "Задать вопрос автору", kk = "Авторға сұрақ қою", en = "Ask the author" } {
      roles = "staff", from = { "new", "work", "documents", "question", "review" }, to = "question", public = true, notice = "question",
      inputs = {
        { id = "text", kind = "longtext", required = true, label = { ru = "Вопрос", kk = "Сұрақ", en = "Question" } },
        { id = "files", kind = "files", label = { ru = "Файлы", kk = "Файлдар", en = "Files" } },
      },
    },
    join { by = { "reply", "own", "foreign", "reference" }, to = "open" },
    join { by = "number", participant = true, to = "open" },
    on "message" { when = { status = "question" }, move "work" },
    silence "question" { ru = "Ответ автора", kk = "Автордың жауабы", en = "The author's answer" } {
      since = "act:ask", cancel = { "message", "leave:question" }, calendar = "main",
      remind { every = param.question_reminder, times = 3, note "question_waits", send { text = "question_waits", to = "assignee" } } },
    text "question" {
      ru = { subject = "[{number}] Вопрос по вашей заявке", body = "Здравствуйте!\n\n{input.text}\n\nЧтобы ответить, нажмите «Ответить». Заявка {number}.\nPROTS, 8 771 781 1000" },
      kk = { subject = "[{number}] Өтініміңіз бойынша сұрақ", body = "Сәлеметсіз бе!\n\n{input.text}\n\nЖауап беру үшін «Жауап беру» түймесін басыңыз. {number} өтінімі.\nPROTS, 8 771 781 1000" },
      en = { subject = "[{number}] A question about your request", body = "Hello!\n\n{input.text}\n\nTo answer, press “Reply”. Request {number}.\nPROTS, 8 771 781 1000" },
    },
    text "question_waits" {
      ru = { subject = "[{number}] Автор не ответил на вопрос", body = "По заявке {number} нет ответа автора на заданный вопрос." },
      kk = { subject = "[{number}] Автор сұраққа жауап бермеді", body = "{number} өтінімі бойынша автордың жауабы жоқ." },
      en = { subject = "[{number}] The author has not answered", body = "The author of {number} has not answered the question." },
    },
  },

  clause "PROTS-M8" { ru = "Уведомления об исполнении", kk = "Орындалғаны туралы хабарламалар", en = "Notices of fulfilment" } {
    label = "8", section = section.mail,
    quote = [[По завершению заявки от support@prots.kz придет письмо с уведомлением исполнения заявки.
а) Если в уведомлении написано «Ваша заявка SUPPORT-10110 исполнена. Просим проверить и подтвердить исполнение заявки в ответном письме.» и вы НЕ согласны с исполнением заявки то пожалуйста укажите это в ответном письме.
б) Если в уведомлении написано «Ваша заявка SUPPORT-10110 исполнена. Просим проверить и подтвердить исполнение заявки в ответном письме.» и вы согласны с исполнением заявки то пожалуйста укажите это в ответном письме.
в) Если в уведомлении написано «Ваша заявка SUPPORT-10110 исполнена.» и вы согласны с исполнением заявки то можете просто проинорировать письмо.
д) Если в уведомлении написано «Ваша заявка SUPPORT-10110 исполнена.» или «Ваша заявка SUPPORT-10110 исполнена и будет закрыта.» и вы НЕ согласны с исполнением заявки то вам необходимо отписать в ответном письме и выслать номер SUPPORT-10110 на whatsapp 87717811000.
Мы 2-3 раза высылаем уведомление и если не получили ответ, то закрываем задачу.]],
    param "reminders" { kind = "int", default = 2, min = 1, max = 5, label = { ru = "Сколько раз повторить уведомление об исполнении", kk = "Орындалу хабарламасын неше рет қайталау", en = "How often the notice of fulfilment is repeated" } },
    param "notice_every" { kind = "duration", default = "1wd", min = "1wd", max = "10wd", label = { ru = "Через сколько повторить уведомление", kk = "Хабарламаны қанша уақыттан соң қайталау", en = "How long between the notices" } },
    param "close_after" { kind = "duration", default = "1wd", min = "1wd", max = "10wd", label = { ru = "Через сколько после последнего закрыть", kk = "Соңғысынан кейін қашан жабу", en = "How long after the last one to close" } },
    param "agree_words" { kind = "list", default = { "подтверждаю", "согласен", "согласна", "всё работает", "все работает", "растаймын", "келісемін", "confirm" }, label = { ru = "Слова согласия", kk = "Келісу сөздері", en = "Words of agreement" } },
    param "disagree_words" { kind = "list", default = { "не согласен", "не согласна", "не исполнена", "не работает", "не решено", "не подтверждаю", "келіспеймін", "жұмыс істемейді", "not fixed", "disagree" }, label = { ru = "Слова несогласия", kk = "Келіспеу сөздері", en = "Words of disagreement" } },
    status "fulfilled" { ru = "Исполнена", kk = "Орындалды", en = "Fulfilled" } { family = "done", turn = "customer" },
    status "review" { ru = "Ответ на проверке", kk = "Жауап тексерілуде", en = "Reply to review" } { family = "work", turn = "staff" },
    status "closed" { ru = "Закрыта", kk = "Жабылды", en = "Closed" } { family = "done", turn = "nobody", final = true },
    reason.close "silence" { ru = "ответ на уведомления не получен", kk = "хабарламаларға жауап алынбады", en = "the notices were not answered" },
    may.fulfil { ru = "Исполнена", kk = "Орындалды", en = "Fulfilled" } {
      roles = "staff", from = { "new", "work", "review", "documents", "question" }, to = "fulfilled", notice = value "field.wording",
      inputs = {
        { id = "wording", kind = "choice", default = "fulfilled_confirm", label = { ru = "Текст уведомления", kk = "Хабарлама мәтіні", en = "Wording of the notice" }, options = {
          { id = "fulfilled_confirm", label = { ru = "исполнена, просим подтвердить", kk = "орындалды, растауды сұраймыз", en = "fulfilled, please confirm" } },
          { id = "fulfilled_plain", label = { ru = "исполнена", kk = "орындалды", en = "fulfilled" } },
          { id = "fulfilled_closing", label = { ru = "исполнена и будет закрыта", kk = "орындалды және жабылады", en = "fulfilled and will be closed" } },
        } },
        { id = "text", kind = "longtext", label = { ru = "Что сделано", kk = "Не істелді", en = "What was done" } },
      },
      set { wording = value "input.wording", done = value "input.text" } },
    silence "fulfilment" { ru = "Подтверждение исполнения", kk = "Орындалуын растау", en = "Confirmation of fulfilment" } {
      since = "act:fulfil", cancel = { "message", "leave:fulfilled" }, over = param.close_after, calendar = "main",
      remind { every = param.notice_every, times = param.reminders, send { text = value "field.wording" }, last = send "fulfilled_closing" },
      set { reason = "silence" }, move "closed", send "closed" },
    on "message" { group = "review", when = { status = "fulfilled", words = has(param.disagree_words) }, move "review", suggest.disagree { because = "seems_disagreed" } },
    on "message" { group = "review", when = { status = "fulfilled", words = has(param.agree_words) }, move "review", suggest.confirm { because = "seems_agreed" } },
    on "message" { group = "review", when = { status = "fulfilled" }, move "review" },
    may.confirm { ru = "Исполнение подтверждено", kk = "Орындалуы расталды", en = "Fulfilment confirmed" } {
      roles = { "staff", "customer" }, from = { "fulfilled", "review" }, to = "confirmed" },
    may.disagree { ru = "Не согласен с исполнением", kk = "Орындалуымен келіспеу", en = "Fulfilment disputed" } {
      roles = { "staff", "customer" }, from = { "fulfilled", "review" }, to = "work",
      inputs = { { id = "text", kind = "longtext", label = { ru = "Что не так", kk = "Не дұрыс емес", en = "What is wrong" } } } },
    may.whatsapp { ru = "Номер получен по WhatsApp", kk = "Нөмір WhatsApp арқылы алынды", en = "Number received by WhatsApp" } {
      roles = "staff", from = "fulfilled", to = "review", suggest.disagree { because = "by_whatsapp" } },
    text "seems_disagreed" { ru = "Автор, похоже, не согласен.", kk = "Автор келіспейтін сияқты.", en = "The author seems to disagree." },
    text "seems_agreed" { ru = "Автор, похоже, подтверждает исполнение.", kk = "Автор орындалуын растайтын сияқты.", en = "The author seems to confirm." },
    text "by_whatsapp" { ru = "Номер по WhatsApp высылают те, кто не согласен.", kk = "Нөмірді WhatsApp арқылы келіспегендер жібереді.", en = "Who disagrees sends the number by WhatsApp." },
    text "fulfilled_confirm" {
      ru = { subject = "[{number}] Заявка исполнена", body = [[
Ваша заявка {number} исполнена. Просим проверить и подтвердить исполнение заявки в ответном письме.
{#field.done}
{field.done}
{/field.done}

Подтверждаю: {link.confirm}
Не согласен: {link.disagree}

PROTS, 8 771 781 1000]] },
      kk = { subject = "[{number}] Өтінім орындалды", body = [[
{number} нөмірлі өтінішіңіз орындалды. Тексеріп, орындалғанын жауап хатта растауыңызды сұраймыз.
{#field.done}
{field.done}
{/field.done}

Растаймын: {link.confirm}
Келіспеймін: {link.disagree}

PROTS, 8 771 781 1000]] },
      en = { subject = "[{number}] Request fulfilled", body = [[
Your request {number} is fulfilled. Please check it and confirm by answering this message.
{#field.done}
{field.done}
{/field.done}

I confirm: {link.confirm}
I disagree: {link.disagree}

PROTS, 8 771 781 1000]] },
    },
    text "fulfilled_plain" {
      ru = { subject = "[{number}] Заявка исполнена", body = [[
Ваша заявка {number} исполнена.
{#field.done}
{field.done}
{/field.done}

Если вы согласны, отвечать не нужно. Если нет, ответьте на это письмо и вышлите номер {number} на whatsapp 87717811000.
Подтверждаю: {link.confirm}
Не согласен: {link.disagree}]] },
      kk = { subject = "[{number}] Өтінім орындалды", body = [[
{number} нөмірлі өтінішіңіз орындалды.
{#field.done}
{field.done}
{/field.done}

Келіссеңіз, жауап берудің қажеті жоқ. Келіспесеңіз, осы хатқа жауап беріп, {number} нөмірін whatsapp 87717811000 нөміріне жіберіңіз.
Растаймын: {link.confirm}
Келіспеймін: {link.disagree}]] },
      en = { subject = "[{number}] Request fulfilled", body = [[
Your request {number} is fulfilled.
{#field.done}
{field.done}
{/field.done}

If you agree you need not answer. If not, answer this message and send the number {number} by WhatsApp to 87717811000.
I confirm: {link.confirm}
I disagree: {link.disagree}]] },
    },
    text "fulfilled_closing" {
      ru = { subject = "[{number}] Заявка исполнена и будет закрыта", body = [[
Ваша заявка {number} исполнена и будет закрыта.

Если вы не согласны, ответьте на это письмо и вышлите номер {number} на whatsapp 87717811000.
Подтверждаю: {link.confirm}
Не согласен: {link.disagree}]] },
      kk = { subject = "[{number}] Өтінім орындалды және жабылады", body = [[
{number} нөмірлі өтінішіңіз орындалды және жабылады.

Келіспесеңіз, осы хатқа жауап беріп, {number} нөмірін whatsapp 87717811000 нөміріне жіберіңіз.
Растаймын: {link.confirm}
Келіспеймін: {link.disagree}]] },
      en = { subject = "[{number}] Request fulfilled, to be closed", body = [[
Your request {number} is fulfilled and will be closed.

If you disagree, answer this message and send the number {number} by WhatsApp to 87717811000.
I confirm: {link.confirm}
I disagree: {link.disagree}]] },
    },
    text "closed" {
      ru = { subject = "[{number}] Заявка закрыта", body = "Ваша заявка {number} закрыта. Если вопрос остался, подайте новую заявку: prots.kz, support@prots.kz, 8 771 781 1000." },
      kk = { subject = "[{number}] Өтінім жабылды", body = "{number} өтініміңіз жабылды. Сұрақ қалса, жаңа өтінім беріңіз: prots.kz, support@prots.kz, 8 771 781 1000." },
      en = { subject = "[{number}] Request closed", body = "Your request {number} is closed. If a question remains, file a new one: prots.kz, support@prots.kz, 8 771 781 1000." },
    },
  },

  clause "PROTS-M9" { ru = "Закрытие заявки", kk = "Өтінімді жабу", en = "Closing" } {
    label = "9", section = section.mail,
    quote = [[После того как вы подтвердили исполнение заявки, исполнитель закрывает заявку.
В закрытых заявках в ответном письме исполнителю не приходят уведомления о письмах, поэтому необходимо подать уже новую заявку.]],
    status "confirmed" { ru = "Исполнение подтверждено", kk = "Орындалуы расталды", en = "Confirmed" } { family = "done", turn = "staff" },
    param "closing_reminder" { kind = "duration", default = "1wd", min = "1wd", max = "30wd", label = { ru = "Через сколько напомнить исполнителю о закрытии", kk = "Жабуды орындаушыға қашан еске салу", en = "When to remind the performer of closing" } },
    may.close { ru = "Закрыть заявку", kk = "Өтінімді жабу", en = "Close the request" } { roles = "staff", from = "confirmed", to = "closed", notice = "closed" },
    on "message" { when = { status = "confirmed" }, move "review" },
    silence "closing" { ru = "Закрытие подтверждённой заявки", kk = "Расталған өтінімді жабу", en = "Closing of a confirmed request" } {
      since = "enter:confirmed", cancel = "leave:confirmed", calendar = "main",
      remind { every = param.closing_reminder, times = 3, note "closing_waits", send { text = "closing_waits", to = "assignee" } } },
    join { by = { "reply", "own", "foreign", "reference" }, to = "ended" },
    join { by = "number", participant = true, to = "ended" },
    on "late_message" { send "closed_new" },
    text "closing_waits" {
      ru = { subject = "[{number}] Заявку можно закрыть", body = "Исполнение заявки {number} подтверждено, её можно закрыть." },
      kk = { subject = "[{number}] Өтінімді жабуға болады", body = "{number} өтінімінің орындалуы расталды, оны жабуға болады." },
      en = { subject = "[{number}] The request can be closed", body = "The fulfilment of {number} is confirmed, it can be closed." },
    },
    text "closed_new" {
      ru = { subject = "[{number}] Заявка закрыта, подайте новую", body = [[
Здравствуйте!

Заявка {number} закрыта, и исполнитель не получает писем о ней. Чтобы мы занялись вопросом, подайте новую заявку: письмом с новой темой на support@prots.kz, формой на prots.kz или по телефону 8 771 781 1000.]] },
      kk = { subject = "[{number}] Өтінім жабық, жаңасын беріңіз", body = [[
Сәлеметсіз бе!

{number} өтінімі жабылған, орындаушы ол туралы хаттарды алмайды. Сұрақпен айналысуымыз үшін жаңа өтінім беріңіз: support@prots.kz мекенжайына жаңа тақырыппен хат жазыңыз, prots.kz сайтындағы нысанды толтырыңыз немесе 8 771 781 1000 нөміріне қоңырау шалыңыз.]] },
      en = { subject = "[{number}] The request is closed, file a new one", body = [[
Hello!

Request {number} is closed, and its performer gets no mail about it. For us to deal with the matter, file a new request: a mail with a new subject to support@prots.kz, the form on prots.kz, or 8 771 781 1000.]] },
    },
  },

  clause "PROTS-T1" { ru = "Заявка по телефону", kk = "Телефон арқылы өтінім", en = "Request by telephone" } {
    label = "1, 2, 2 а", section = section.phone,
    quote = [[Чтоб оставить заявку, необходимо позвонить на номер 8 771 781 1000, дождатся ответа и сообщить что вы хотите оставить заявку.
Специалист PROTS создаст заявку, запишет ваши контактные данные и зафиксирует обращение.
а) Пожалуйста дождитесь номера задачи и запишите его или продиктуйте вашу почту чтоб мы смогли выслать уведомление вам с номером обращения.]],
    ask "name" (label.name) { channels = "call", max = 200 },
    ask "phone" (label.phone) { channels = "call", format = "phone" },
    optional "company_name" (label.company) { channels = "call", max = 200 },
    optional "email" (label.email) { channels = "call", format = "email" },
    on "registered" { when = { channel = "call", ["field.email"] = known }, send "created" },
  },

  clause "PROTS-T2" { ru = "Задачи с документами", kk = "Құжат керек тапсырмалар", en = "Tasks that need documents" } {
    label = "2 б", section = section.phone,
    quote = "При подаче заявке по телефону необходимо учесть чтоб некоторые задачи без подтверждающих документов или согласований не могут быть исполнены и вам понадобится предоставить необходимые данные в ответ на письмо уведомление.",
    note = {
      ru = "Какие именно, текст не говорит: по умолчанию почта и аккаунты сотрудников.", kk = "Қайсысы екенін мәтін айтпайды: әдепкісі қызметкерлердің поштасы мен аккаунттары.",
      en = "Which ones the text does not say: mailboxes and accounts of employees by default." },
    param "document_types" { kind = "list", default = { "mail", "documentolog" }, label = { ru = "Типы заявок, которым нужны документы", kk = "Құжат керек өтінім түрлері", en = "Types that need documents" } },
    status "documents" { ru = "Нужны документы", kk = "Құжаттар керек", en = "Documents needed" } { family = "wait", turn = "customer" },
    ask "email" (label.email) { channels = "call", format = "email", when = { field = "type", ["in"] = param.document_types } },
    on "registered" { when = { channel = "call", type = param.document_types }, move "documents", send "documents" },
    on "file" { when = { status = "documents", kind = "message", new = false }, move "work" },
    on "message" { when = { status = "documents", files = at_most(0) }, suggest.approve { because = "maybe_approval" } },
    may.approve { ru = "Согласование получено", kk = "Келісім алынды", en = "Approval received" } { roles = "staff", from = "documents", to = "work" },
    text "maybe_approval" { ru = "Автор ответил без файлов: возможно, это согласование.", kk = "Автор файлсыз жауап берді: бұл келісім болуы мүмкін.", en = "The author answered without files: perhaps an approval." },
    text "documents" {
      ru = { subject = "[{number}] Нужны документы", body = "Здравствуйте!\n\nЧтобы исполнить заявку {number}, нужны подтверждающие документы или согласование. Пришлите их в ответ на это письмо.\n\nPROTS, 8 771 781 1000" },
      kk = { subject = "[{number}] Құжаттар керек", body = "Сәлеметсіз бе!\n\n{number} өтінімін орындау үшін растайтын құжаттар немесе келісім керек. Оларды осы хатқа жауап ретінде жіберіңіз.\n\nPROTS, 8 771 781 1000" },
      en = { subject = "[{number}] Documents needed", body = "Hello!\n\nTo fulfil {number} we need confirming documents or an approval. Please send them in answer to this message.\n\nPROTS, 8 771 781 1000" },
    },
  },

  clause "PROTS-T3" { ru = "Отказ в создании обращения", kk = "Өтінішті жасаудан бас тарту", en = "Refusal" } {
    label = "2 в", section = section.phone,
    quote = "Если задаче не входит в перечень обслуживания или звонящий не идентифицирован, то сотрудник PROTS может отказать в создании обращении.",
    reason.refuse "out_of_scope" { ru = "задача не входит в перечень обслуживания", kk = "тапсырма қызмет көрсету тізіміне кірмейді", en = "the task is not in the list of services" },
    reason.refuse "not_identified" { ru = "звонящий не идентифицирован", kk = "қоңырау шалушы сәйкестендірілмеген", en = "the caller is not identified" },
    may.refuse { ru = "Отказать", kk = "Бас тарту", en = "Refuse" } {
      roles = { "operator", "manager" }, from = { "new", "documents", "approval" }, to = "refused", danger = true, notice = "refused",
      inputs = { { id = "reason", kind = "reason", group = "refuse", required = true, label = { ru = "Причина", kk = "Себебі", en = "Reason" } } } },
    text "refused" {
      ru = { subject = "[{number}] Отказано", body = "Здравствуйте!\n\nПо заявке {number} отказано: {input.reason}.\nЕсли это ошибка, позвоните: 8 771 781 1000." },
      kk = { subject = "[{number}] Бас тартылды", body = "Сәлеметсіз бе!\n\n{number} өтінімі бойынша бас тартылды: {input.reason}.\nҚате болса, қоңырау шалыңыз: 8 771 781 1000." },
      en = { subject = "[{number}] Refused", body = "Hello!\n\nRequest {number} was refused: {input.reason}.\nIf this is a mistake, call 8 771 781 1000." },
    },
  },

  clause "PROTS-DOC" { ru = "Сведения о документе", kk = "Құжат туралы мәлімет", en = "Particulars of the document" } {
    label = "", section = section.ways,
    quote = "Инструкция по подаче заявки в PROTS. Номер 24-11. Редакция 01. Разработано: IT-Менеджер PROTS Қайрат Н.Қ. Подписано: Руководитель PROTS Копцев Д.В. Скачать инструкцию вы так же можете у нас на сайте.",
    text "form.document" { ru = "Скачать инструкцию", kk = "Нұсқаулықты жүктеу", en = "Download the instruction" },
  },

  clause "PROTS-READ" { ru = "Список ознакомления с документом", kk = "Құжатпен танысу тізімі", en = "List of acquaintance" } {
    label = "", section = section.ways,
    quote = "Список ознакомления с документом: № ФИО Должность Дата Подпись",
    reading(),
  },
}

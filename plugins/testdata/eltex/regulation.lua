-- Регламент оказания услуг стандартной технической поддержки ТОО «ЭлтексАлатау», clause by clause.

local section = {
  preface = { ru = "Преимущества портала HelpDesk", kk = "HelpDesk порталының артықшылықтары", en = "What the HelpDesk portal is for" },
  terms = { ru = "Принятые термины и сокращения", kk = "Қабылданған терминдер мен қысқартулар", en = "Terms" },
  services = { ru = "Состав и условия предоставления услуг технической поддержки", kk = "Техникалық қолдау қызметтерінің құрамы мен шарттары", en = "What the support comprises, and its terms" },
  filing = { ru = "Правила создания новой заявки на портале технической поддержки", kk = "Техникалық қолдау порталында жаңа өтінім жасау ережелері", en = "How to file a request on the portal" },
  comments = { ru = "Правила добавления комментариев", kk = "Түсініктеме қосу ережелері", en = "How to comment" },
  appendix_1 = { ru = "Приложение 1", kk = "1-қосымша", en = "Appendix 1" },
  appendix_2 = { ru = "Приложение 2", kk = "2-қосымша", en = "Appendix 2" },
}

-- Inputs that several acts have in common.
local label = {
  comment = { ru = "Комментарий", kk = "Түсініктеме", en = "Comment" },
  answer = { ru = "Ответ заказчику", kk = "Тапсырыс берушіге жауап", en = "Answer to the customer" },
  reason = { ru = "Причина", kk = "Себебі", en = "Reason" },
  files = { ru = "Файлы", kk = "Файлдар", en = "Files" },
  file_notes = { ru = "Описание файлов", kk = "Файлдардың сипаттамасы", en = "What the files are" },
  follow_up = { ru = "Когда проверить снова", kk = "Қашан қайта тексеру керек", en = "When to look again" },
  first = { ru = "Номер первой заявки", kk = "Бірінші өтінімнің нөмірі", en = "Number of the first request" },
  priority = { ru = "Приоритет", kk = "Басымдық", en = "Priority" },
  help = { ru = "Вид поддержки", kk = "Қолдау түрі", en = "Kind of help" },
  complexity = { ru = "Сложность", kk = "Күрделілігі", en = "Complexity" },
}

local function comment(text) return { id = "text", kind = "longtext", required = true, label = text or label.comment } end
local files = { id = "files", kind = "files", max = 20, label = label.files }
local file_notes = { id = "file_notes", label = label.file_notes, hint = {
  ru = "Чтобы отличить их от загруженных ранее", kk = "Бұрын жүктелгендерден ажырату үшін", en = "To tell them from those sent before" } }

local priorities = {
  { id = "minimal", label = { ru = "Минимальный", kk = "Ең төмен", en = "Minimal" } },
  { id = "medium", label = { ru = "Средний", kk = "Орташа", en = "Medium" } },
  { id = "high", label = { ru = "Высокий", kk = "Жоғары", en = "High" } },
  { id = "critical", label = { ru = "Критический", kk = "Критикалық", en = "Critical" } },
}

local kinds_of_help = {
  { id = "operation", label = { ru = "консультация по эксплуатации оборудования", kk = "жабдықты пайдалану бойынша кеңес", en = "advice on operating the equipment" } },
  { id = "settings", label = { ru = "настройка определенного функционала", kk = "белгілі бір функцияларды баптау", en = "setting up a function" } },
  { id = "instructions", label = { ru = "инструкции по устранению неисправностей, вызванных неправильной настройкой", kk = "қате баптаудан туындаған ақауларды жою нұсқаулары", en = "instructions for faults caused by wrong settings" } },
  { id = "update", label = { ru = "файлы для обновления, если версии нет на официальном сайте", kk = "нұсқасы ресми сайтта болмаса, жаңарту файлдары", en = "update files that are not on the official site" } },
}

local complexities = { { id = "c1", label = "1" }, { id = "c2", label = "2" }, { id = "c3", label = "3" }, { id = "c4", label = "4" } }

-- Only the support answers customers; the commercial department registers them.
local support = { "engineer", "manager" }
-- Statuses of a request that has been taken up and has not ended.
local taken_up = { "work", "feedback", "solved", "release", "waiting" }

return regulation "eltex" {
  api = 1, lang = "ru", languages = { "kk", "ru", "en" },

  document {
    title = {
      ru = "Регламент оказания услуг стандартной технической поддержки ТОО «ЭлтексАлатау»",
      kk = "«ЭлтексАлатау» ЖШС стандартты техникалық қолдау қызметтерін көрсету регламенті",
      en = "Regulation of the standard technical support of EltexAlatau LLP",
    },
    company = { ru = "ТОО «ЭлтексАлатау»", kk = "«ЭлтексАлатау» ЖШС", en = "EltexAlatau LLP" },
    contact = "https://helpdesk.eltexalatau.kz/",
  },

  clause "ELT-1…7" { ru = "Единая система и история", kk = "Біртұтас жүйе және тарих", en = "One system, one history" } {
    label = "1, 2, 4", section = section.preface,
    quote = [[1. Структурированность и Организованность: Все запросы клиентов фиксируются в единой системе, что позволяет четко отслеживать их статус, прогресс и время решения.
2. Прозрачность и Контроль: Клиенты могут в любой момент проверить статус своего тикета и увидеть историю всех действий, предпринятых для решения их проблемы.
4. История и Аналитика: Вся информация о прошлых запросах сохраняется, что позволяет быстро обращаться к решенным ранее проблемам, а также анализировать часто возникающие вопросы для улучшения качества сервиса.]],
    note = {
      ru = "Заказчик видит всю историю своей заявки, кроме внутренних заметок.", kk = "Тапсырыс беруші ішкі жазбалардан басқа өтінімінің бүкіл тарихын көреді.",
      en = "Customers see the whole history of their requests but for internal notes." },
    numbering { prefix = "ELTEX-", first = 1 },
    may.note { ru = "Внутренняя заметка", kk = "Ішкі жазба", en = "Internal note" } { roles = "staff" },
  },

  clause "ELT-P3" { ru = "Приоритизация запросов", kk = "Сұраныстардың басымдығы", en = "Priorities" } {
    label = "3", section = section.preface,
    quote = "3. Приоритизация Запросов: Система тикетов позволяет автоматически расставлять приоритеты запросов в зависимости от их срочности и важности, обеспечивая более эффективное и быстрое решение критических проблем.",
    note = {
      ru = "Приоритет указывает заказчик; система предлагает более высокий, меняет его сотрудник с указанием причины.",
      kk = "Басымдықты тапсырыс беруші көрсетеді; жүйе жоғарырағын ұсынады, қызметкер себебін жазып өзгертеді.",
      en = "The customer states the priority; the system suggests a higher one, staff change it and say why." },
    param "critical_words" { kind = "list", default = { "полностью не работа", "полностью неработоспособ", "не включается", "авария", "нет связи у всех", "толық істемей", "апат", "is down", "outage" },
      label = { ru = "Слова, по которым предлагается приоритет «Критический»", kk = "«Критикалық» басымдығы ұсынылатын сөздер", en = "Words at which the priority Critical is suggested" } },
    on "registered" { when = { priority = { "minimal", "medium", "high" }, any = { { words = has(param.critical_words) }, { ["field.subject"] = has(param.critical_words) } } },
      suggest.prioritise { priority = "critical", because = "seems_critical" } },
    may.prioritise { ru = "Изменить приоритет", kk = "Басымдықты өзгерту", en = "Change the priority" } {
      roles = support, from = "open", notice = "priority_changed",
      inputs = { { id = "priority", kind = "choice", required = true, label = label.priority, options = priorities }, comment(label.reason) },
      set { priority = value "input.priority" } },
    text "seems_critical" {
      ru = "Судя по описанию, оборудование полностью неработоспособно.", kk = "Сипаттамаға қарағанда, жабдық мүлде жұмыс істемей тұр.", en = "By its description the equipment does not work at all." },
    text "priority_changed" {
      ru = { subject = "[{number}] Приоритет изменён", body = "Здравствуйте!\n\nПриоритет заявки {number} теперь «{input.priority}».\nПричина: {input.text}\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Басымдық өзгерді", body = "Сәлеметсіз бе!\n\n{number} өтінімінің басымдығы енді «{input.priority}».\nСебебі: {input.text}\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] Priority changed", body = "Hello!\n\nThe priority of request {number} is now “{input.priority}”.\nReason: {input.text}\n\nTechnical support of EltexAlatau" } },
  },

  clause "ELT-P5" { ru = "Командная работа", kk = "Командалық жұмыс", en = "Working as a team" } {
    label = "5", section = section.preface,
    quote = "5. Командная Работа: Система позволяет более эффективно распределять задачи между специалистами техподдержки и обеспечивает возможность командной работы над сложными запросами, чего сложно добиться через мессенджеры.",
    role "engineer" { ru = "Сотрудник тех. поддержки", kk = "Техникалық қолдау қызметкері", en = "Support engineer" },
    role "manager" { ru = "Руководитель тех. поддержки", kk = "Техникалық қолдау басшысы", en = "Head of support" },
    role "commercial" { ru = "Коммерческий блок", kk = "Коммерциялық блок", en = "Commercial department" },
    may.assign { ru = "Назначить", kk = "Тағайындау", en = "Assign" } { roles = support, from = "open" },
    may.watch { ru = "Следить", kk = "Бақылау", en = "Watch" } { roles = "staff" },
    on "act:assign" { send { text = "assigned", to = "assignee" } },
    text "assigned" {
      ru = { subject = "[{number}] Заявка назначена вам", body = "Вам назначена заявка {number}: {field.subject}. Приоритет: {priority}." },
      kk = { subject = "[{number}] Өтінім сізге тағайындалды", body = "Сізге {number} өтінімі тағайындалды: {field.subject}. Басымдығы: {priority}." },
      en = { subject = "[{number}] Assigned to you", body = "Request {number} has been assigned to you: {field.subject}. Priority: {priority}." } },
  },

  clause "ELT-P6" { ru = "Уведомления", kk = "Хабарламалар", en = "Notices" } {
    label = "6", section = section.preface,
    quote = "6. Автоматизация и Уведомления: Helpdesk позволяет настроить автоматические уведомления для клиентов и сотрудников, что помогает оперативно информировать о любых изменениях статуса тикета и обеспечивать более быстрые ответы.",
    on "registered" { send "created", send { text = "new_request", to = "role:engineer" } },
    on { "message", "customer_comment" } { when = { status = taken_up }, send { text = "customer_wrote", to = "assignee" } },
    text "created" {
      ru = { subject = "[{number}] Заявка создана", body = [[
Здравствуйте!

Ваша заявка зарегистрирована под номером {number}.{#type}
Трекер: {type}. Приоритет: {priority}.{/type}{#due.taken}
Мы примем её в работу до {due.taken}.{/due.taken}{^field.files}

Если у вас есть схема подключения, логи или фото неисправности, добавьте их к заявке: так мы разберёмся быстрее.{/field.files}

Статус и историю заявки можно посмотреть на портале: https://helpdesk.eltexalatau.kz/
Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтінім жасалды", body = [[
Сәлеметсіз бе!

Өтініміңіз {number} нөмірімен тіркелді.{#type}
Трекер: {type}. Басымдығы: {priority}.{/type}{#due.taken}
Оны {due.taken} дейін жұмысқа аламыз.{/due.taken}{^field.files}

Қосылу сызбасы, логтар немесе ақаудың суреті болса, өтінімге қосыңыз: мәселені тезірек анықтаймыз.{/field.files}

Өтінімнің мәртебесі мен тарихын порталдан көре аласыз: https://helpdesk.eltexalatau.kz/
«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Request created", body = [[
Hello!

Your request has been registered as {number}.{#type}
Tracker: {type}. Priority: {priority}.{/type}{#due.taken}
We will take it up by {due.taken}.{/due.taken}{^field.files}

If you have a wiring scheme, logs or pictures of the fault, add them to the request: they help us to find the cause sooner.{/field.files}

Its status and history are on the portal: https://helpdesk.eltexalatau.kz/
Technical support of EltexAlatau]] } },
    text "new_request" {
      ru = { subject = "[{number}] Новая заявка", body = "Новая заявка {number}: {field.subject}.{#field.project} Проект: {field.project}.{/field.project} Приоритет: {priority}. Примите её в работу до {due.taken}." },
      kk = { subject = "[{number}] Жаңа өтінім", body = "Жаңа өтінім {number}: {field.subject}.{#field.project} Жоба: {field.project}.{/field.project} Басымдығы: {priority}. Оны {due.taken} дейін жұмысқа алыңыз." },
      en = { subject = "[{number}] New request", body = "New request {number}: {field.subject}.{#field.project} Project: {field.project}.{/field.project} Priority: {priority}. Take it up by {due.taken}." } },
    text "customer_wrote" {
      ru = { subject = "[{number}] Новый комментарий заказчика", body = "Заказчик добавил комментарий к заявке {number}: {field.subject}." },
      kk = { subject = "[{number}] Тапсырыс берушінің жаңа түсініктемесі", body = "Тапсырыс беруші {number} өтініміне түсініктеме қосты: {field.subject}." },
      en = { subject = "[{number}] The customer has commented", body = "The customer has commented on request {number}: {field.subject}." } },
  },

  clause "ELT-P7" { ru = "Регламентация и контроль", kk = "Регламенттеу және бақылау", en = "Every action is recorded" } {
    label = "7", section = section.preface,
    quote = "Все действия сотрудников фиксируются и могут быть проконтролированы на каждом этапе, что минимизирует риски ошибок и повышает ответственность специалистов.",
    note = {
      ru = "Каждое действие остаётся в журнале с именем сотрудника; пропущенный срок виден всем сотрудникам.", kk = "Әр әрекет журналда қызметкердің атымен қалады; өткізіп алынған мерзім барлық қызметкерге көрінеді.",
      en = "Every act stays in the log with the employee's name; a missed term is seen by all staff." },
    on "breach:taken" { note "taken_late", send { text = "term_missed", to = "role:manager" } },
    on "breach:answer" { note "answer_late", send { text = "term_missed", to = "role:manager" } },
    text "term_missed" {
      ru = { subject = "[{number}] Срок пропущен", body = "По заявке {number} пропущен срок. Статус: {status}, приоритет: {priority}." },
      kk = { subject = "[{number}] Мерзім өтіп кетті", body = "{number} өтінімі бойынша мерзім өтіп кетті. Мәртебесі: {status}, басымдығы: {priority}." },
      en = { subject = "[{number}] A term was missed", body = "A term was missed on request {number}. Status: {status}, priority: {priority}." } },
    text "taken_late" { ru = "Заявка не принята в работу за 60 минут.", kk = "Өтінім 60 минут ішінде жұмысқа алынбады.", en = "The request was not taken up within 60 minutes." },
    text "answer_late" { ru = "Заказчик не получил ответа в срок.", kk = "Тапсырыс беруші мерзімінде жауап алмады.", en = "The customer had no answer in time." },
  },

  clause "ELT-terms" { ru = "Заказчик", kk = "Тапсырыс беруші", en = "Who a customer is" } {
    label = "", section = section.terms,
    quote = "компания, закупившая/планирующая закупить оборудование ТОО «ЭлтексАлатау»",
    level "prospect" { ru = "планирует закупить оборудование", kk = "жабдық сатып алуды жоспарлап отыр", en = "plans to buy equipment" } { when = { ["company.level"] = "prospect" } },
    level "customer" { ru = "закупил оборудование", kk = "жабдық сатып алған", en = "has bought equipment" } { when = { ["company.id"] = known } },
  },

  clause "ELT-2.1" { ru = "Портал и регистрация клиента", kk = "Портал және клиентті тіркеу", en = "The portal and who may enter" } {
    label = "2.1", section = section.services,
    quote = "2.1. Услуги технической поддержки оказываются посредством обращения на портал технической поддержки по адресу: https://helpdesk.eltexalatau.kz/. Первичная регистрация клиента в системе осуществляется через коммерческий блок путем предоставления данных сотрудника ответственного за взаимодействие с технической поддержкой. Данные должны включать в себя имя, фамилия и адрес электронной почты, куда будет отправлено уведомление о регистрации и данные для доступа, а также уведомления по созданным им запросов.",
    note = {
      ru = "Самостоятельной регистрации нет; приглашение содержит одноразовую ссылку, по которой задают свой пароль.", kk = "Өздігінен тіркелу жоқ; шақыруда өз құпиясөзін қоятын бір реттік сілтеме болады.",
      en = "Nobody registers by himself; the invitation carries a one-time link for choosing a password." },
    channel.portal "https://helpdesk.eltexalatau.kz/" {
      label = { ru = "Портал технической поддержки", kk = "Техникалық қолдау порталы", en = "Support portal" },
      signed_in = true, who = { ["sender.identified"] = true }, refusal = "not_registered" },
    text "not_registered" {
      ru = "Обращения на портал принимаются от зарегистрированных сотрудников заказчика. Чтобы вас зарегистрировали, передайте имя, фамилию и адрес электронной почты вашему менеджеру в ТОО «ЭлтексАлатау».",
      kk = "Порталдағы өтініштер тапсырыс берушінің тіркелген қызметкерлерінен қабылданады. Тіркелу үшін аты-жөніңіз бен электрондық поштаңызды «ЭлтексАлатау» ЖШС-дегі менеджеріңізге беріңіз.",
      en = "The portal takes requests from registered employees of customers. To be registered, give your name and e-mail address to your manager at EltexAlatau." },
    text "portal.invitation" {
      ru = { subject = "Доступ к порталу технической поддержки", body = "Здравствуйте!\n\nВы зарегистрированы на портале технической поддержки «ЭлтексАлатау»: https://helpdesk.eltexalatau.kz/. При первом входе задайте свой пароль. На этот адрес будут приходить уведомления по вашим заявкам." },
      kk = { subject = "Техникалық қолдау порталына кіру", body = "Сәлеметсіз бе!\n\nСіз «ЭлтексАлатау» техникалық қолдау порталында тіркелдіңіз: https://helpdesk.eltexalatau.kz/. Алғаш кіргенде өз құпиясөзіңізді қойыңыз. Өтінімдеріңіз туралы хабарламалар осы мекенжайға келеді." },
      en = { subject = "Your access to the support portal", body = "Hello!\n\nYou have been registered on the support portal of EltexAlatau: https://helpdesk.eltexalatau.kz/. Choose your own password when you first enter. Notices about your requests will come to this address." } },
  },

  clause "ELT-2.2" { ru = "Виды поддержки", kk = "Қолдау түрлері", en = "What the support comprises" } {
    label = "2.2", section = section.services,
    quote = "2.2. В рамках созданных на портале запросов, осуществляется консультация по эксплуатации оборудования, производимого компанией, настройке определенного функционала, выдача инструкций по устранению неисправностей, вызванных неправильной настройкой, выдача файлов для обновления (в случае если версия программного обеспечения не доступна на официальном сайте компании)",
    later "help" (label.help) { kind = "choice", options = kinds_of_help },
    may.classify { ru = "Указать вид поддержки", kk = "Қолдау түрін көрсету", en = "Set the kind of help" } {
      roles = support, from = "open",
      inputs = { { id = "help", kind = "choice", required = true, label = label.help, options = kinds_of_help } },
      set { help = value "input.help" } },
  },

  clause "ELT-2.3" { ru = "Время обработки", kk = "Өңдеу уақыты", en = "Working hours" } {
    label = "2.3", section = section.services,
    quote = "2.3. Обработка запросов на портале осуществляется с 9:00 до 18:00 (GMT+6 по Алматы) в рабочие дни (с понедельника по пятницу исключая официальные праздничные дни).",
    note = {
      ru = "Имеется в виду время Алматы: с 1 марта 2024 года это UTC+5. Перенесённые рабочие субботы не считаются.", kk = "Алматы уақыты айтылып тұр: 2024 жылғы 1 наурыздан бері ол UTC+5. Ауыстырылған жұмыс сенбілері есепке алынбайды.",
      en = "The time of Almaty is meant, UTC+5 since 1 March 2024. Saturdays declared working are not counted." },
    calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz" },
  },

  clause "ELT-2.4" { ru = "Порядок обработки", kk = "Өңдеу тәртібі", en = "Order of handling" } {
    label = "2.4", section = section.services,
    quote = "2.4. Порядок обработки заявки осуществляется по мере создания запросов со следующими временными параметрами:",
    note = {
      ru = "Внутри одного приоритета раньше берут заявку, созданную раньше.", kk = "Бір басымдық ішінде бұрын жасалған өтінім бұрын алынады.", en = "Within one priority the request that was made first is taken first." },
    queue "support" { ru = "Техническая поддержка", kk = "Техникалық қолдау", en = "Technical support" },
    on "registered" { set { queue = "support" } },
  },

  clause "ELT-2.4.1" { ru = "Принятие новой заявки", kk = "Жаңа өтінімді қабылдау", en = "Taking up a new request" } {
    label = "2.4.1", section = section.services,
    quote = "2.4.1. Принятие новой заявки в отработку – до 60 минут",
    note = {
      ru = "60 минут рабочего времени, от создания до статуса «В работе» или «Отклонена».", kk = "Жасалғаннан «Орындалуда» немесе «Қабылданбады» мәртебесіне дейін жұмыс уақытының 60 минуты.",
      en = "60 minutes of working time, from creation until the request is in work or rejected." },
    param "taken_warning" { kind = "duration", default = "15wm", min = "1wm", max = "59wm", label = { ru = "За сколько предупредить о новой заявке", kk = "Жаңа өтінім туралы қанша бұрын ескерту", en = "How long before its end staff are warned of a new request" } },
    promise "taken" { ru = "Принятие в работу", kk = "Жұмысқа алу", en = "Taking up" } {
      since = "registered", within = working.minutes(60), calendar = "main", met = { "act:take", "act:reject", "act:refuse" }, cancel = "act:solve",
      warn = param.taken_warning, on_warn = { note "take_soon", send { text = "still_new", to = "role:engineer" } } },
    may.take { ru = "Взять в работу", kk = "Жұмысқа алу", en = "Take up" } {
      roles = support, from = "new", to = "work", set { assignee = value "actor.id" }, notice = "taken" },
    text "take_soon" { ru = "Новую заявку пора принять в работу.", kk = "Жаңа өтінімді жұмысқа алу уақыты келді.", en = "It is time to take up the new request." },
    text "still_new" {
      ru = { subject = "[{number}] Заявку пора принять", body = "Новая заявка {number} ещё не принята в работу, срок – {due.taken}." },
      kk = { subject = "[{number}] Өтінімді қабылдау уақыты келді", body = "{number} өтінімі әлі жұмысқа алынған жоқ, мерзімі – {due.taken}." },
      en = { subject = "[{number}] Still to be taken up", body = "Request {number} has not been taken up yet; its term ends on {due.taken}." } },
    text "taken" {
      ru = { subject = "[{number}] Заявка в работе", body = "Здравствуйте!\n\nВаша заявка {number} принята в работу. Мы ответим до {due.answer}.\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Өтінім орындалуда", body = "Сәлеметсіз бе!\n\n{number} өтініміңіз жұмысқа алынды. {due.answer} дейін жауап береміз.\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] In progress", body = "Hello!\n\nYour request {number} has been taken up. We will answer by {due.answer}.\n\nTechnical support of EltexAlatau" } },
  },

  clause "ELT-2.4.2" { ru = "Ответ на рабочую заявку", kk = "Жұмыстағы өтінімге жауап", en = "Answers to a request in work" } {
    label = "2.4.2", section = section.services,
    quote = "2.4.2. Ответ/комментарий на рабочую заявку – от 2 часов до 1 дня, в зависимости от сложности запроса",
    note = {
      ru = "Часы и день рабочие. Сложность определяет сотрудник, а пока она не изменена, её задаёт приоритет. Новый срок начинается с принятия в работу и с каждого комментария заказчика, его закрывает только ответ заказчику.",
      kk = "Сағаттар мен күн – жұмыс уақыты. Күрделілікті қызметкер анықтайды, ол өзгерткенше басымдық белгілейді. Жаңа мерзім жұмысқа алғаннан және тапсырыс берушінің әр түсініктемесінен басталады, оны тек тапсырыс берушіге берілген жауап жабады.",
      en = "Working hours and a working day. The complexity is for staff to set; until they do, the priority gives it. A new term begins when the request is taken up and with each comment of the customer; only an answer to the customer meets it." },
    param "answer_1" { kind = "duration", default = "2wh", min = "2wh", max = "9wh", label = { ru = "Срок ответа при сложности 1", kk = "1-күрделіліктегі жауап мерзімі", en = "Term of an answer at complexity 1" } },
    param "answer_2" { kind = "duration", default = "4wh", min = "2wh", max = "9wh", label = { ru = "Срок ответа при сложности 2", kk = "2-күрделіліктегі жауап мерзімі", en = "Term of an answer at complexity 2" } },
    param "answer_3" { kind = "duration", default = "8wh", min = "2wh", max = "9wh", label = { ru = "Срок ответа при сложности 3", kk = "3-күрделіліктегі жауап мерзімі", en = "Term of an answer at complexity 3" } },
    param "answer_4" { kind = "duration", default = "1wd", min = "1wd", max = "1wd", label = { ru = "Срок ответа при сложности 4", kk = "4-күрделіліктегі жауап мерзімі", en = "Term of an answer at complexity 4" } },
    param "answer_warning" { kind = "duration", default = "30wm", min = "1wm", max = "119wm", label = { ru = "За сколько предупредить о сроке ответа", kk = "Жауап мерзімі туралы қанша бұрын ескерту", en = "How long before its end staff are warned of an answer" } },
    promise "answer" { ru = "Ответ заказчику", kk = "Тапсырыс берушіге жауап", en = "Answer to the customer" } {
      since = { "act:take", "customer_spoke" }, calendar = "main",
      by = { path = "field.complexity", values = { c1 = param.answer_1, c2 = param.answer_2, c3 = param.answer_3, default = param.answer_4 } },
      met = "reply", paused = "feedback", recount = "change:complexity", cancel = { "act:solve", "enter:closed", "enter:rejected" },
      warn = param.answer_warning, on_warn = send { text = "answer_soon", to = "assignee" } },
    on { "message", "customer_comment" } { when = { status = taken_up }, mark "customer_spoke" },
    later "complexity" (label.complexity) { kind = "choice", options = complexities, hint = {
      ru = "1 – самый короткий срок ответа, 4 – самый долгий", kk = "1 – жауап мерзімі ең қысқа, 4 – ең ұзақ", en = "1 gives the shortest term of an answer, 4 the longest" } },
    on { "registered", "act:prioritise" } { group = "complexity", when = { priority = "critical" }, set { complexity = "c1" } },
    on { "registered", "act:prioritise" } { group = "complexity", when = { priority = "high" }, set { complexity = "c2" } },
    on { "registered", "act:prioritise" } { group = "complexity", when = { priority = "medium" }, set { complexity = "c3" } },
    on { "registered", "act:prioritise" } { group = "complexity", set { complexity = "c4" } },
    may.rate { ru = "Оценить сложность", kk = "Күрделілігін бағалау", en = "Rate the complexity" } {
      roles = support, from = "open",
      inputs = { { id = "complexity", kind = "choice", required = true, label = label.complexity, options = complexities } },
      set { complexity = value "input.complexity" } },
    may.reply { ru = "Ответить заказчику", kk = "Тапсырыс берушіге жауап беру", en = "Answer the customer" } { roles = support, from = taken_up },
    text "answer_soon" {
      ru = { subject = "[{number}] Скоро срок ответа", body = "Заказчик ждёт ответа по заявке {number} до {due.answer}." },
      kk = { subject = "[{number}] Жауап мерзімі жақын", body = "Тапсырыс беруші {number} өтінімі бойынша {due.answer} дейін жауап күтеді." },
      en = { subject = "[{number}] An answer is due soon", body = "The customer is to be answered on request {number} by {due.answer}." } },
  },

  clause "ELT-2.5" { ru = "Статусы запросов", kk = "Сұраныстардың мәртебелері", en = "Statuses" } {
    label = "2.5", section = section.services,
    quote = [[Новая
Создана заявка на оказание технической поддержки.
Принятие в работу, изучение описанной проблемы.
В работе
Запрос принят инженерами технической поддержки.
Оценка предоставленных данных, запрос дополнительной информации/ предоставление инструкций, файлов.
Обратная связь
Применение рекомендаций.
Провести действия на оборудовании/предоставление дополнительной информации
Сотрудник заказчика]],
    note = {
      ru = "В статусе «Обратная связь» действует заказчик, и срок ответа стоит; во всех остальных – сотрудник поддержки.",
      kk = "«Кері байланыс» мәртебесінде тапсырыс беруші әрекет етеді, жауап мерзімі тоқтап тұрады; қалғандарында – қолдау қызметкері.",
      en = "In Feedback it is the customer's turn and the term of the answer stands still; in all others it is the support's." },
    status "new" { ru = "Новая", kk = "Жаңа", en = "New" } { family = "new", turn = "staff", initial = true },
    status "work" { ru = "В работе", kk = "Орындалуда", en = "In progress" } { family = "work", turn = "staff" },
    status "feedback" { ru = "Обратная связь", kk = "Кері байланыс", en = "Feedback" } { family = "wait", turn = "customer" },
    may.feedback { ru = "Ответить: «Обратная связь»", kk = "Жауап беру: «Кері байланыс»", en = "Answer and await feedback" } {
      roles = support, from = taken_up, to = "feedback", public = true, notice = "feedback", inputs = { comment(label.answer), files, file_notes } },
    may.await { ru = "Ждать заказчика: «Обратная связь»", kk = "Тапсырыс берушіні күту: «Кері байланыс»", en = "Await feedback" } {
      roles = support, from = { "work", "solved", "release", "waiting" }, to = "feedback", notice = "awaiting",
      hint = { ru = "Без нового ответа: срок ответа остановится и пойдёт дальше с остатком", kk = "Жаңа жауапсыз: жауап мерзімі тоқтап, кейін қалғанынан жалғасады",
        en = "Without a new answer: its term stands still and goes on with what is left" } },
    may.resume { ru = "Вернуть: «В работе»", kk = "Қайтару: «Орындалуда»", en = "Back to work" } { roles = support, from = { "feedback", "solved", "release", "waiting" }, to = "work", notice = "resumed" },
    text "resumed" {
      ru = { subject = "[{number}] Заявка снова в работе", body = "Здравствуйте!\n\nМы продолжаем работу по заявке {number}.\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Өтінім қайта орындалуда", body = "Сәлеметсіз бе!\n\n{number} өтінімі бойынша жұмысты жалғастырамыз.\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] In progress again", body = "Hello!\n\nWe go on with request {number}.\n\nTechnical support of EltexAlatau" } },
    text "feedback" {
      ru = { subject = "[{number}] Нужны ваши действия", body = [[
Здравствуйте!

{input.text}

Выполните, пожалуйста, рекомендации или пришлите недостающие данные, а затем напишите об этом на портале или в ответ на это письмо. Заявка {number} ждёт вас в статусе «Обратная связь».
Если вопрос решён: {link.solve}

Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Сіздің әрекетіңіз керек", body = [[
Сәлеметсіз бе!

{input.text}

Ұсыныстарды орындап немесе жетіспейтін деректерді жинап, порталда не осы хатқа жауап ретінде жазуыңызды сұраймыз. {number} өтінімі «Кері байланыс» мәртебесінде сізді күтеді.
Мәселе шешілген болса: {link.solve}

«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Your turn", body = [[
Hello!

{input.text}

Please follow the advice or collect what is missing, then write to us on the portal or in answer to this message. Request {number} waits for you in the status Feedback.
If the matter is solved: {link.solve}

Technical support of EltexAlatau]] } },
    text "awaiting" {
      ru = { subject = "[{number}] Ждём вас", body = "Здравствуйте!\n\nПо заявке {number} мы ждём ваших действий или данных. Напишите на портале или в ответ на это письмо.\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Сізді күтеміз", body = "Сәлеметсіз бе!\n\n{number} өтінімі бойынша сіздің әрекетіңізді немесе деректеріңізді күтеміз. Порталда не осы хатқа жауап ретінде жазыңыз.\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] We wait for you", body = "Hello!\n\nOn request {number} we wait for what you do or send. Write on the portal or in answer to this message.\n\nTechnical support of EltexAlatau" } },
  },

  clause "ELT-2.5-solved" { ru = "Решена", kk = "Шешілді", en = "Resolved" } {
    label = "2.5", section = section.services,
    quote = [[Решена
Техническая поддержка оказана в полном объеме.
После подтверждения о решении проблемы закрыть задача
Сотрудник тех. поддержки]],
    note = {
      ru = "Заказчика просят подтвердить решение, закрывает сотрудник. Срока в тексте нет: сотруднику напоминают.", kk = "Тапсырыс берушіден шешімді растау сұралады, жабатын – қызметкер. Мәтінде мерзім жоқ: қызметкерге еске салынады.",
      en = "The customer is asked to confirm, an employee closes. The text has no term: the employee is reminded." },
    status "solved" { ru = "Решена", kk = "Шешілді", en = "Resolved" } { family = "done", turn = "staff" },
    param "solved_reminder" { kind = "duration", default = "3wd", min = "1wd", max = "30wd", label = { ru = "Через сколько напомнить сотруднику о решённой заявке", kk = "Шешілген өтінім туралы қызметкерге қашан еске салу", en = "When staff are reminded of a resolved request" } },
    may.done { ru = "Решена", kk = "Шешілді", en = "Resolved" } {
      roles = support, from = { "work", "feedback", "release", "waiting" }, to = "solved", public = true, notice = "solved", inputs = { comment(label.answer), files, file_notes } },
    on "act:solve" { suggest.close { reason = "confirmed", because = "customer_solved" }, send { text = "to_be_closed", to = "assignee" } },
    silence "confirmation" { ru = "Закрытие решённой заявки", kk = "Шешілген өтінімді жабу", en = "Closing of a resolved request" } {
      since = "enter:solved", cancel = "leave:solved", calendar = "main",
      remind { every = param.solved_reminder, times = 3, note "solved_waits", send { text = "solved_waits", to = "assignee" } } },
    text "solved" {
      ru = { subject = "[{number}] Заявка решена, подтвердите", body = [[
Здравствуйте!

{input.text}

Мы считаем заявку {number} решённой. Подтвердите это, пожалуйста, и мы её закроем: {link.solve}
Если вопрос остался, напишите на портале или в ответ на это письмо, и мы продолжим работу.

Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтінім шешілді, растаңыз", body = [[
Сәлеметсіз бе!

{input.text}

{number} өтінімін шешілді деп санаймыз. Соны растауыңызды сұраймыз, сонда оны жабамыз: {link.solve}
Сұрағыңыз қалса, порталда не осы хатқа жауап ретінде жазыңыз, жұмысты жалғастырамыз.

«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Resolved, please confirm", body = [[
Hello!

{input.text}

We take request {number} to be resolved. Please confirm it, and we will close it: {link.solve}
If something is left, write on the portal or in answer to this message, and we will go on.

Technical support of EltexAlatau]] } },
    text "customer_solved" { ru = "Заказчик указал, что вопрос решён: заявку можно закрыть.", kk = "Тапсырыс беруші мәселенің шешілгенін көрсетті: өтінімді жабуға болады.", en = "The customer says that the matter is solved: the request can be closed." },
    text "to_be_closed" {
      ru = { subject = "[{number}] Вопрос решён, закройте заявку", body = "Заказчик указал, что вопрос по заявке {number} решён. Закройте её, указав причину." },
      kk = { subject = "[{number}] Мәселе шешілді, өтінімді жабыңыз", body = "Тапсырыс беруші {number} өтінімі бойынша мәселенің шешілгенін көрсетті. Себебін көрсетіп, өтінімді жабыңыз." },
      en = { subject = "[{number}] Solved, to be closed", body = "The customer says that the matter of request {number} is solved. Close it and state the reason." } },
    text "solved_waits" {
      ru = { subject = "[{number}] Решённая заявка не закрыта", body = "Заявка {number} решена, но не закрыта. Узнайте у заказчика, решён ли вопрос." },
      kk = { subject = "[{number}] Шешілген өтінім жабылмаған", body = "{number} өтінімі шешілген, бірақ жабылмаған. Тапсырыс берушіден мәселе шешілген-шешілмегенін біліңіз." },
      en = { subject = "[{number}] Resolved but not closed", body = "Request {number} is resolved but not closed. Ask the customer whether the matter is solved." } },
  },

  clause "ELT-2.5-track" { ru = "Ждем релиза и В ожидании", kk = "Релиз күтілуде және Күтуде", en = "Waiting for a release, on hold" } {
    label = "2.5", section = section.services,
    quote = [[Ждем релиза
Запрошенный функционал в настоящий момент не поддерживается
Отслеживать даты выхода обновление программного обеспечения, в котором данный функционал будет реализован
В ожидании
Ожидание работы других отделов.
Отслеживать статус перемещения, ремонта для продолжения оказания тех. поддержки.]],
    note = {
      ru = "Сотрудник пишет заказчику и указывает, когда проверит снова; в этот день ему напоминают. Сама такая заявка не закрывается.",
      kk = "Қызметкер тапсырыс берушіге жазып, қашан қайта тексеретінін көрсетеді; сол күні оған еске салынады. Мұндай өтінім өздігінен жабылмайды.",
      en = "The employee writes to the customer and says when to look again; on that day there is a reminder. Such a request never closes by itself." },
    status "release" { ru = "Ждем релиза", kk = "Релиз күтілуде", en = "Waiting for release" } { family = "wait", turn = "staff" },
    status "waiting" { ru = "В ожидании", kk = "Күтуде", en = "On hold" } { family = "wait", turn = "staff" },
    param "follow_up" { kind = "duration", default = "5wd", min = "1wd", max = "60wd", label = { ru = "Через сколько проверить снова, если не указано иное", kk = "Басқасы көрсетілмесе, қашан қайта тексеру", en = "When to look again if nothing else is said" } },
    later "follow_up" (label.follow_up) { kind = "date" },
    may.wait_release { ru = "Ждем релиза", kk = "Релиз күтілуде", en = "Waiting for release" } {
      roles = support, from = taken_up, to = "release", public = true, notice = "release",
      inputs = { comment(label.answer), { id = "follow_up", kind = "date", required = true, future = true, open = "main", default = param.follow_up, label = label.follow_up } },
      set { follow_up = value "input.follow_up" } },
    may.wait { ru = "В ожидании", kk = "Күтуде", en = "On hold" } {
      roles = support, from = taken_up, to = "waiting", public = true, notice = "waiting",
      inputs = { comment(label.answer), { id = "follow_up", kind = "date", required = true, future = true, open = "main", default = param.follow_up, label = label.follow_up } },
      set { follow_up = value "input.follow_up" } },
    silence "follow_up" { ru = "Проверить снова", kk = "Қайта тексеру", en = "To look again" } {
      since = { "act:wait", "act:wait_release" }, cancel = { "leave:release", "leave:waiting" }, at = value "field.follow_up", calendar = "main",
      note "follow_up_due", send { text = "follow_up_due", to = "assignee" } },
    text "release" {
      ru = { subject = "[{number}] Ждем релиза", body = "Здравствуйте!\n\n{input.text}\n\nЗаявка {number} ждёт обновления, в котором появится нужная функция. Мы следим за датой выхода и вернёмся к заявке {field.follow_up}.\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Релиз күтілуде", body = "Сәлеметсіз бе!\n\n{input.text}\n\n{number} өтінімі қажетті функция қосылатын жаңартуды күтуде. Шығу күнін қадағалаймыз, өтінімге қайта ораламыз: {field.follow_up}.\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] Waiting for release", body = "Hello!\n\n{input.text}\n\nRequest {number} waits for the update that will bring the function. We follow its date and will look at the request again on {field.follow_up}.\n\nTechnical support of EltexAlatau" } },
    text "waiting" {
      ru = { subject = "[{number}] В ожидании", body = "Здравствуйте!\n\n{input.text}\n\nПо заявке {number} работают другие отделы. Мы следим за этим и вернёмся к заявке {field.follow_up}.\n\nТехническая поддержка «ЭлтексАлатау»" },
      kk = { subject = "[{number}] Күтуде", body = "Сәлеметсіз бе!\n\n{input.text}\n\n{number} өтінімі бойынша басқа бөлімдер жұмыс істеп жатыр. Біз мұны қадағалап отырамыз, өтінімге қайта ораламыз: {field.follow_up}.\n\n«ЭлтексАлатау» техникалық қолдауы" },
      en = { subject = "[{number}] On hold", body = "Hello!\n\n{input.text}\n\nOther departments are at work on request {number}. We keep an eye on it and will look at the request again on {field.follow_up}.\n\nTechnical support of EltexAlatau" } },
    text "follow_up_due" {
      ru = { subject = "[{number}] Проверьте заявку", body = "Сегодня день, когда вы хотели проверить заявку {number}: {field.subject}." },
      kk = { subject = "[{number}] Өтінімді тексеріңіз", body = "Бүгін {number} өтінімін қайта тексермек болған күніңіз: {field.subject}." },
      en = { subject = "[{number}] Look at the request again", body = "Today is the day on which request {number} was to be looked at again: {field.subject}." } },
  },

  clause "ELT-2.5-close" { ru = "Закрыта", kk = "Жабылды", en = "Closed" } {
    label = "2.5", section = section.services,
    quote = [[Закрыта
Задача закрывается в случае, если сотрудник заказчика указывает что его вопрос решен или если статус обратная связь превышает срок 2 месяца.
Закрыть задачу, указав причину закрытия.
Сотрудник тех. поддержки]],
    note = {
      ru = "Два календарных месяца от последнего перехода в «Обратную связь»; любой комментарий заказчика прерывает срок.", kk = "«Кері байланысқа» соңғы өткеннен бастап екі күнтізбелік ай; тапсырыс берушінің кез келген түсініктемесі мерзімді үзеді.",
      en = "Two calendar months from the last entry into Feedback; any comment of the customer ends them." },
    status "closed" { ru = "Закрыта", kk = "Жабылды", en = "Closed" } { family = "done", turn = "nobody", final = true },
    reason.close "confirmed" { ru = "сотрудник заказчика указал, что его вопрос решен", kk = "тапсырыс берушінің қызметкері мәселесінің шешілгенін көрсетті", en = "the customer's employee says that the matter is solved" },
    reason.expire "feedback_expired" { ru = "статус «Обратная связь» превысил срок 2 месяца", kk = "«Кері байланыс» мәртебесі 2 ай мерзімінен асты", en = "the status Feedback has exceeded two months" },
    may.close { ru = "Закрыть", kk = "Жабу", en = "Close" } {
      roles = support, from = taken_up, to = "closed", danger = true, notice = "closed",
      inputs = { { id = "reason", kind = "reason", group = "close", required = true, label = label.reason }, { id = "text", kind = "longtext", label = label.comment } } },
    silence "feedback" { ru = "Ответ заказчика", kk = "Тапсырыс берушінің жауабы", en = "The customer's feedback" } {
      since = "enter:feedback", cancel = { "message", "customer_comment", "leave:feedback" }, over = months(2),
      set { reason = "feedback_expired" }, move "closed", send "closed" },
    text "closed" {
      ru = { subject = "[{number}] Заявка закрыта", body = [[
Здравствуйте!

Заявка {number} закрыта.{#field.reason} Причина: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

Если вопрос возникнет снова, создайте на портале новую заявку и укажите {number} в поле «Родительская задача»: https://helpdesk.eltexalatau.kz/
Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтінім жабылды", body = [[
Сәлеметсіз бе!

{number} өтінімі жабылды.{#field.reason} Себебі: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

Сұрақ қайта туындаса, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз: https://helpdesk.eltexalatau.kz/
«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Request closed", body = [[
Hello!

Request {number} is closed.{#field.reason} Reason: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

If the question comes up again, file a new request on the portal and name {number} as its parent: https://helpdesk.eltexalatau.kz/
Technical support of EltexAlatau]] } },
  },

  clause "ELT-2.5-reject" { ru = "Отклонена", kk = "Қабылданбады", en = "Rejected" } {
    label = "2.5", section = section.services,
    quote = [[Отклонена
Указанная заявка не соответствует зоне ответственности технической поддержки или дублируется.
Указать причину отклонения
Сотрудник тех. поддержки]],
    status "rejected" { ru = "Отклонена", kk = "Қабылданбады", en = "Rejected" } { family = "stop", turn = "nobody", final = true },
    reason.reject "out_of_scope" { ru = "заявка не соответствует зоне ответственности технической поддержки", kk = "өтінім техникалық қолдаудың жауапкершілік аймағына сәйкес келмейді", en = "the request is outside the responsibility of the support" },
    reason.reject "duplicate" { ru = "заявка дублируется", kk = "өтінім қайталанып тұр", en = "the request is a duplicate" },
    may.reject { ru = "Отклонить", kk = "Қабылдамау", en = "Reject" } {
      roles = support, from = { "new", "work", "feedback", "release", "waiting" }, to = "rejected", danger = true, notice = "rejected",
      inputs = {
        { id = "reason", kind = "reason", group = "reject", required = true, label = label.reason },
        { id = "first", kind = "ticket", link = "duplicate_of", required = true, when = { field = "reason", ["in"] = { "duplicate" } }, label = label.first },
        { id = "text", kind = "longtext", label = label.comment },
      } },
    text "rejected" {
      ru = { subject = "[{number}] Заявка отклонена", body = [[
Здравствуйте!

Заявка {number} отклонена. Причина: {field.reason}.{#linked.duplicate_of} Работа идёт по заявке {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Мы консультируем по эксплуатации и настройке нашего оборудования, помогаем устранить неисправности из-за неправильной настройки и выдаём файлы обновлений, которых нет на официальном сайте.
Если вы не согласны, создайте на портале новую заявку и укажите {number} в поле «Родительская задача».
Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтінім қабылданбады", body = [[
Сәлеметсіз бе!

{number} өтінімі қабылданбады. Себебі: {field.reason}.{#linked.duplicate_of} Жұмыс {linked.duplicate_of} өтінімі бойынша жүріп жатыр.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Біз өз жабдығымызды пайдалану мен баптау бойынша кеңес береміз, қате баптаудан болған ақауларды жоюға көмектесеміз және ресми сайтта жоқ жаңарту файлдарын береміз.
Келіспесеңіз, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз.
«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Request rejected", body = [[
Hello!

Request {number} has been rejected. Reason: {field.reason}.{#linked.duplicate_of} The matter is dealt with under {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

We advise on operating and setting up our equipment, help with faults caused by wrong settings, and give out updates that are not on the official site.
If you disagree, file a new request on the portal and name {number} as its parent.
Technical support of EltexAlatau]] } },
  },

  clause "ELT-3.1" { ru = "Полное описание", kk = "Толық сипаттама", en = "A full description" } {
    label = "3.1", section = section.filing,
    quote = "3.1. При создании задачи на техническую поддержку необходимо заполнить обязательные поля с максимально возможным полным описанием запроса с указанием схемы подключения, действий приведший к неисправностям, желаемый результат, а также, в случае если возможно, фиксацией проблемы, а также логами аварии. Все поля при создании заявки делятся на обязательные – без них заявка не будет запущена в работу и дополнительные – позволяющие более оперативно приступить к решению возникшего вопроса.",
    ask "description" { ru = "Описание", kk = "Сипаттама", en = "Description" } { channels = "portal", kind = "longtext", hint = {
      ru = "Версия программного обеспечения, схема подключения, адреса; какие действия привели к неисправности; какой результат нужен. Если возможно, приложите логи и запись проблемы.",
      kk = "Бағдарламалық жасақтаманың нұсқасы, қосылу сызбасы, мекенжайлар; ақауға қандай әрекеттер әкелді; қандай нәтиже керек. Мүмкін болса, логтар мен мәселенің жазбасын қосыңыз.",
      en = "Software version, wiring scheme, addresses; what led to the fault; what you would like to have. If you can, add logs and a recording of the problem." } },
    on "registered" { when = { kind = "message", files = at_most(0) }, note "no_evidence" },
    text "no_evidence" { ru = "К заявке нет файлов: ни схемы, ни логов.", kk = "Өтінімде файл жоқ: сызба да, логтар да берілмеген.", en = "The request came without files: neither scheme nor logs." },
  },

  clause "ELT-3.2" { ru = "Обязательные поля", kk = "Міндетті өрістер", en = "Required fields" } {
    label = "3.2", section = section.filing,
    quote = [[Ошибка – в работе оборудование обнаружена неисправность или аномальная работа
Улучшение – необходимо добавить какую-либо функцию в существующую тему
Поддержка – необходима консультация технической поддержки
Краткое описание проблемы
Детальное описание проблемы с указанием версии программного обеспечения, схемы подключения, адресов
Минимальный - консультация по функциональности оборудования/системы, установка обновлений и иные услуги, требующие планирования и предварительного согласования сроков выполнения.
Средний - неработоспособность одной или нескольких функций оборудования/системы, в целом не влияющая на качество предоставления услуги.
Высокий - неработоспособность одной или нескольких функций оборудования/системы, влияющая на качество предоставления услуги, либо существенное снижение производительности оборудования/системы.
Критический - оборудование/система полностью неработоспособна либо возникла неотложная серьезная проблема, которая вызывает значительные ограничения в эксплуатации и обслуживании оборудования/системы.
Название оборудования или программного продукта, на котором возникла проблема]],
    note = {
      ru = "Письмо вместо портала сохраняется под своим номером, но в работу не идёт: его автору сообщают адрес портала.", kk = "Порталдың орнына келген хат өз нөмірімен сақталады, бірақ жұмысқа алынбайды: авторына портал мекенжайы айтылады.",
      en = "A mail in place of the portal is kept under its own number but not started: its author is told where the portal is." },
    ask "type" { ru = "Трекер", kk = "Трекер", en = "Tracker" } { kind = "choice", channels = "portal" },
    request "bug" { ru = "Ошибка", kk = "Қате", en = "Bug" } { hint = {
      ru = "в работе оборудования обнаружена неисправность или аномальная работа", kk = "жабдықтың жұмысында ақау немесе әдеттен тыс жұмыс байқалды", en = "the equipment has a fault or works strangely" } },
    request "improvement" { ru = "Улучшение", kk = "Жақсарту", en = "Improvement" } { hint = {
      ru = "необходимо добавить какую-либо функцию", kk = "қандай да бір функция қосу керек", en = "a function is to be added" } },
    request "support" { ru = "Поддержка", kk = "Қолдау", en = "Support" } { hint = {
      ru = "необходима консультация технической поддержки", kk = "техникалық қолдаудың кеңесі керек", en = "advice of the support is needed" } },
    ask "subject" { ru = "Тема", kk = "Тақырып", en = "Subject" } { channels = "portal", max = 255, hint = { ru = "Краткое описание проблемы", kk = "Мәселенің қысқаша сипаттамасы", en = "The problem in a few words" } },
    ask "priority" (label.priority) { channels = "portal", kind = "choice", options = priorities, hint = {
      ru = "Минимальный: консультация, обновления, плановые услуги. Средний: не работает часть функций, на качество услуги это не влияет. Высокий: не работает часть функций и качество услуги страдает, либо резко упала производительность. Критический: оборудование полностью неработоспособно или его эксплуатация сильно ограничена.",
      kk = "Ең төмен: кеңес, жаңарту, жоспарлы қызметтер. Орташа: кейбір функциялар істемейді, қызмет сапасына әсер етпейді. Жоғары: кейбір функциялар істемей, қызмет сапасы нашарлады немесе өнімділік күрт төмендеді. Критикалық: жабдық мүлде жұмыс істемейді немесе оны пайдалану қатты шектелген.",
      en = "Minimal: advice, updates, planned services. Medium: some functions fail, the service does not suffer. High: some functions fail and the service suffers, or performance has dropped sharply. Critical: the equipment does not work at all, or can hardly be used." } },
    ask "product" { ru = "Наименование продукта", kk = "Өнімнің атауы", en = "Product" } { channels = "portal", max = 200, hint = {
      ru = "Название оборудования или программного продукта, на котором возникла проблема", kk = "Мәселе туындаған жабдықтың немесе бағдарламалық өнімнің атауы", en = "The equipment or software that has the problem" } },
    param "mail" { kind = "text", default = "helpdesk@eltexalatau.kz", label = { ru = "Адрес, с которого уходят и на который приходят письма", kk = "Хаттар жіберілетін және келетін мекенжай", en = "The address from which mail goes out and to which it comes" } },
    channel.email (param.mail) { free = true, label = { ru = "Почта: ответы на уведомления", kk = "Пошта: хабарламаларға жауаптар", en = "Mail: answers to notices" } },
    reason.intake "not_on_portal" { ru = "заявка подана не через портал, обязательные поля не заполнены", kk = "өтінім портал арқылы берілмеген, міндетті өрістер толтырылмаған", en = "the request did not come by the portal, its required fields are empty" },
    -- An answer about a request that has ended brings its fields along (3.3); only
    -- then is it known whether a mail lacks them.
    on "received" { when = { channel = "email" }, mark "came_by_mail" },
    on "came_by_mail" { group = "door", when = { type = unknown, ["sender.identified"] = true }, set { reason = "not_on_portal" }, move "rejected", send "use_portal" },
    on "came_by_mail" { group = "door", when = { type = unknown }, set { reason = "not_on_portal" }, move "rejected", send "register_first" },
    text "use_portal" {
      ru = { subject = "[{number}] Создайте заявку на портале", body = [[
Здравствуйте!

Ваше письмо сохранено под номером {number}, но в работу его взять нельзя: не хватает обязательных полей. Создайте, пожалуйста, заявку на портале https://helpdesk.eltexalatau.kz/ и укажите трекер, тему, описание, приоритет и наименование продукта.

Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Порталда өтінім жасаңыз", body = [[
Сәлеметсіз бе!

Хатыңыз {number} нөмірімен сақталды, бірақ оны жұмысқа алу мүмкін емес: міндетті өрістер жетіспейді. https://helpdesk.eltexalatau.kz/ порталында өтінім жасап, трекерді, тақырыпты, сипаттаманы, басымдықты және өнімнің атауын көрсетуіңізді сұраймыз.

«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Please use the portal", body = [[
Hello!

Your message is kept under the number {number}, but it cannot be started: required fields are missing. Please file a request on the portal https://helpdesk.eltexalatau.kz/ and give its tracker, subject, description, priority and product.

Technical support of EltexAlatau]] } },
    text "register_first" {
      ru = { subject = "[{number}] Обращения принимаются на портале", body = [[
Здравствуйте!

Ваше письмо сохранено под номером {number}. Техническая поддержка оказывается через портал https://helpdesk.eltexalatau.kz/, а доступ к нему получают сотрудники заказчика через коммерческий блок: передайте имя, фамилию и адрес электронной почты вашему менеджеру в ТОО «ЭлтексАлатау».

Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтініштер порталда қабылданады", body = [[
Сәлеметсіз бе!

Хатыңыз {number} нөмірімен сақталды. Техникалық қолдау https://helpdesk.eltexalatau.kz/ порталы арқылы көрсетіледі, оған тапсырыс берушінің қызметкерлері коммерциялық блок арқылы тіркеледі: аты-жөніңіз бен электрондық поштаңызды «ЭлтексАлатау» ЖШС-дегі менеджеріңізге беріңіз.

«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Requests are taken on the portal", body = [[
Hello!

Your message is kept under the number {number}. Support is given through the portal https://helpdesk.eltexalatau.kz/. Employees of customers are registered there by our commercial department: give your name and e-mail address to your manager at EltexAlatau.

Technical support of EltexAlatau]] } },
  },

  clause "ELT-3.3" { ru = "Дополнительные поля", kk = "Қосымша өрістер", en = "Optional fields" } {
    label = "3.3", section = section.filing,
    quote = [[Загружаемая конфигурация оборудования или ПО, логи событий, видео или фотофиксация проблемы
ФИО инженера технической поддержки (если известно)
Номер ранее созданной задачи, если они являются связными и требует комплексного решения]],
    note = {
      ru = "Комментарий к закрытой или отклонённой заявке создаёт новую с теми же полями, у которой она указана как родительская.", kk = "Жабылған немесе қабылданбаған өтінімге түсініктеме сол өрістері бар жаңасын ашады, бұрынғысы оның негізгі тапсырмасы болады.",
      en = "A comment on a closed or rejected request makes a new one with the same fields, and with the first one as its parent." },
    optional "files" (label.files) { kind = "files", channels = "portal", max = 20, hint = {
      ru = "Конфигурация, логи событий, видео или фото проблемы", kk = "Конфигурация, оқиғалар логтары, мәселенің бейнежазбасы немесе суреті", en = "Configuration, logs, video or pictures of the problem" } },
    optional "file_notes" (label.file_notes) { channels = "portal", hint = file_notes.hint },
    optional "wish" { ru = "Назначена", kk = "Тағайындалған", en = "Assigned to" } { channels = "portal", max = 200, hint = {
      ru = "ФИО инженера технической поддержки, если известно", kk = "Белгілі болса, техникалық қолдау инженерінің аты-жөні", en = "Name of the support engineer, if you know" } },
    optional "parent" { ru = "Родительская задача", kk = "Негізгі тапсырма", en = "Parent request" } { channels = "portal", kind = "ticket", link = "parent", hint = {
      ru = "Номер ранее созданной задачи, если они связаны", kk = "Байланысты болса, бұрын жасалған тапсырманың нөмірі", en = "Number of an earlier request, if they belong together" } },
    on "registered" { when = { ["field.wish"] = known }, note "wish" },
    follow { by = { "reply", "own", "foreign", "reference" }, to = "ended" },
    follow { by = "number", participant = true, to = "ended" },
    on "received" { when = { ["thread.from"] = known }, copy { "type", "priority", "product", "project" }, link("parent", value "thread.from") },
    on "late_message" { when = { type = known }, open { as = "child", copy = { "type", "priority", "product", "project", "subject", "language" }, set = { description = value "data.text" } } },
    on "late_message" { when = { type = unknown }, send "use_portal" },
    text "wish" { ru = "Заказчик просит назначить: {field.wish}", kk = "Тапсырыс беруші мына маманды сұрайды: {field.wish}", en = "The customer asks for {field.wish}" },
  },

  clause "ELT-3.4" { ru = "Отказ в регистрации", kk = "Тіркеуден бас тарту", en = "Refusal to register" } {
    label = "3.4", section = section.filing,
    quote = "3.4. Сервисная поддержка имеет право отказать в регистрации обращения в следующих случаях:",
    may.refuse { ru = "Отказать в регистрации", kk = "Тіркеуден бас тарту", en = "Refuse to register" } {
      roles = support, from = "new", to = "rejected", danger = true, notice = "refused",
      inputs = {
        { id = "reason", kind = "reason", group = "refuse", required = true, label = label.reason },
        { id = "first", kind = "ticket", link = "duplicate_of", required = true, when = { field = "reason", ["in"] = { "already_registered" } }, label = label.first },
        { id = "text", kind = "longtext", label = label.comment },
      } },
    text "refused" {
      ru = { subject = "[{number}] В регистрации отказано", body = [[
Здравствуйте!

По обращению {number} отказано в регистрации. Причина: {field.reason}.{#linked.duplicate_of} Работа идёт по заявке {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Если причина устранена или это ошибка, создайте на портале новую заявку и укажите {number} в поле «Родительская задача».
Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Тіркеуден бас тартылды", body = [[
Сәлеметсіз бе!

{number} өтінішін тіркеуден бас тартылды. Себебі: {field.reason}.{#linked.duplicate_of} Жұмыс {linked.duplicate_of} өтінімі бойынша жүріп жатыр.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Себебі жойылса немесе бұл қате болса, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз.
«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] Not registered", body = [[
Hello!

Request {number} was refused registration. Reason: {field.reason}.{#linked.duplicate_of} The matter is dealt with under {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

If the reason is gone or this is a mistake, file a new request on the portal and name {number} as its parent.
Technical support of EltexAlatau]] } },
  },

  clause "ELT-3.4.1.1" { ru = "Нет описания", kk = "Сипаттама жоқ", en = "No description" } {
    label = "3.4.1.1", section = section.filing,
    quote = "3.4.1.1. Заказчик не предоставил сведения о характере заявки, её описание.",
    reason.refuse "no_description" { ru = "Заказчик не предоставил сведения о характере заявки, её описание", kk = "Тапсырыс беруші өтінімнің мәні туралы мәлімет пен сипаттамасын бермеген", en = "the customer has not said what the request is about, nor described it" },
  },

  clause "ELT-3.4.1.2" { ru = "Недостаточный уровень знаний", kk = "Білім деңгейі жеткіліксіз", en = "Insufficient knowledge" } {
    label = "3.4.1.2", section = section.filing,
    quote = "3.4.1.2. Технический специалист Заказчика не обладает достаточным уровнем знаний, который необходим для получения технической поддержки. Это затрудняет или делает невозможным предоставление технической поддержки.",
    reason.refuse "knowledge" { ru = "Технический специалист Заказчика не обладает достаточным уровнем знаний, который необходим для получения технической поддержки",
      kk = "Тапсырыс берушінің техникалық маманында техникалық қолдау алу үшін қажетті білім деңгейі жеткіліксіз", en = "the customer's engineer lacks the knowledge that is needed to be supported" },
  },

  clause "ELT-3.4.1.3" { ru = "Нормы вежливости", kk = "Сыпайылық нормалары", en = "Courtesy" } {
    label = "3.4.1.3", section = section.filing,
    quote = "3.4.1.3. Не соблюдаются нормы вежливости со стороны Заказчика (нецензурная брань, оскорбления).",
    reason.refuse "courtesy" { ru = "Не соблюдаются нормы вежливости со стороны Заказчика (нецензурная брань, оскорбления)", kk = "Тапсырыс беруші сыпайылық нормаларын сақтамайды (балағаттау, тіл тигізу)", en = "the customer breaks the rules of courtesy (swearing, insults)" },
  },

  clause "ELT-3.4.1.4" { ru = "Уже зарегистрировано", kk = "Бұрын тіркелген", en = "Registered already" } {
    label = "3.4.1.4", section = section.filing,
    quote = "3.4.1.4. Обращение по указанной проблеме уже было зарегистрировано Заказчиком ранее.",
    reason.refuse "already_registered" { ru = "Обращение по указанной проблеме уже было зарегистрировано Заказчиком ранее", kk = "Осы мәселе бойынша өтінішті Тапсырыс беруші бұрын тіркеген", en = "the customer has already registered a request about this problem" },
  },

  clause "ELT-4" { ru = "Комментарии заказчика", kk = "Тапсырыс берушінің түсініктемелері", en = "The customer's comments" } {
    label = "4.1–4.2", section = section.comments,
    quote = [[4.1. Комментарии добавляются: для предоставления Заказчиком дополнительной информации, ответа на предоставленные рекомендации.
4.2.2. В открытом окне изменить статус (В работе, Решена) .
4.2.3. В поле редактировании написать комментарии (запрашиваемая информация, дополнения к задаче).
4.2.4. В случае если необходимо в поле выбрать файлы прикрепить требуемые файлы.
4.2.5. В случае если файлы загружены, то описание для отличия их от ранее загруженных.]],
    note = {
      ru = "Комментарий без выбора статуса переводит заявку в «В работе», кроме статуса «Новая». Чтобы закрыть заявку как неактуальную, заказчик выбирает «Решена».",
      kk = "Мәртебе таңдалмаған түсініктеме өтінімді «Орындалуда» мәртебесіне көшіреді, «Жаңа» мәртебесінен басқа. Өзектілігін жоғалтқан өтінімді жабу үшін тапсырыс беруші «Шешілді» таңдайды.",
      en = "A comment without a status moves the request to In progress, but not from New. To have a request closed as no longer relevant, the customer chooses Resolved." },
    may.to_work { ru = "В работе", kk = "Орындалуда", en = "In progress" } {
      roles = "customer", from = { "feedback", "solved", "release", "waiting" }, to = "work", mark = "customer_comment", inputs = { comment(), files, file_notes } },
    may.solve { ru = "Решена", kk = "Шешілді", en = "Resolved" } {
      roles = "customer", from = "open", to = "solved", inputs = { { id = "text", kind = "longtext", label = label.comment }, files, file_notes } },
    on { "message", "customer_comment" } { when = { status = { "feedback", "solved", "release", "waiting" } }, move "work" },
    on "message" { when = { status = "work", words = has(param.solved_words) }, suggest.close { reason = "confirmed", because = "seems_solved" } },
    reason.close "irrelevant" { ru = "неактуальность задачи", kk = "тапсырма өзектілігін жоғалтты", en = "the matter is no longer relevant" },
    param "solved_words" { kind = "list", default = { "вопрос решен", "вопрос решён", "проблема решена", "можно закрыть", "мәселе шешілді", "жабуға болады", "is solved", "can be closed" },
      label = { ru = "Слова о решённом вопросе", kk = "Мәселенің шешілгені туралы сөздер", en = "Words that say that the matter is solved" } },
    text "seems_solved" { ru = "Похоже, заказчик пишет, что вопрос решён.", kk = "Тапсырыс беруші мәселе шешілді деп жазған сияқты.", en = "The customer seems to say that the matter is solved." },
  },

  clause "ELT-A1" { ru = "Проекты", kk = "Жобалар", en = "Projects" } {
    label = "", section = section.appendix_1,
    quote = "Здесь находятся ветки для конкретной технической поддержки по направлению (Название компании - Направление). Выбираем ту в которой у нас возник вопрос, например вопрос по телефонии:",
    note = {
      ru = "Заказчик видит только проекты своей компании.", kk = "Тапсырыс беруші тек өз компаниясының жобаларын көреді.", en = "Customers see the projects of their own company alone." },
    ask "project" { ru = "Проект", kk = "Жоба", en = "Project" } { channels = "portal", kind = "choice", from = "company.directions", hint = {
      ru = "Название компании - Направление", kk = "Компания атауы - Бағыт", en = "Name of the company - Field" } },
  },

  clause "ELT-A2" { ru = "Моя страница", kk = "Менің парақшам", en = "My page" } {
    label = "", section = section.appendix_2,
    quote = [[Все созданные и актуальные заявки отображаются в меню моя страница:
Особое внимание надо обращать на задачи со статусом Обратная связь, т.к. данные задачи были просмотрены инженером технической поддержки и был дан ответ или запрашивается дополнительная информация.
Комментарии в теме указываются в хронологическом порядке, то есть более свежий комментарий находятся ниже всех.]],
    note = {
      ru = "О заявке в статусе «Обратная связь» заказчику один раз напоминают (параметр).", kk = "«Кері байланыс» мәртебесіндегі өтінім туралы тапсырыс берушіге бір рет еске салынады (параметр).",
      en = "Customers are reminded once of a request in Feedback (a parameter)." },
    param "feedback_reminder" { kind = "duration", default = "30d", min = "7d", max = "58d", label = { ru = "Через сколько напомнить об «Обратной связи»", kk = "«Кері байланыс» туралы қашан еске салу", en = "When the customer is reminded of Feedback" } },
    silence "attention" { ru = "Напоминание об обратной связи", kk = "Кері байланыс туралы еске салу", en = "Reminder of feedback" } {
      since = "enter:feedback", cancel = { "message", "customer_comment", "leave:feedback" }, over = param.feedback_reminder, send "feedback_waits" },
    text "feedback_waits" {
      ru = { subject = "[{number}] Заявка ждёт вас", body = [[
Здравствуйте!

Заявка {number} («{field.subject}») уже давно в статусе «Обратная связь»: мы ждём ваших действий или данных. Если до {due.feedback} ответа не будет, заявка закроется.
Ответить можно на портале https://helpdesk.eltexalatau.kz/ или этим письмом. Если вопрос решён: {link.solve}

Техническая поддержка «ЭлтексАлатау»]] },
      kk = { subject = "[{number}] Өтінім сізді күтуде", body = [[
Сәлеметсіз бе!

{number} өтінімі («{field.subject}») көптен бері «Кері байланыс» мәртебесінде тұр: сіздің әрекетіңізді немесе деректеріңізді күтеміз. {due.feedback} дейін жауап болмаса, өтінім жабылады.
https://helpdesk.eltexalatau.kz/ порталында немесе осы хатқа жауап бере аласыз. Мәселе шешілген болса: {link.solve}

«ЭлтексАлатау» техникалық қолдауы]] },
      en = { subject = "[{number}] The request waits for you", body = [[
Hello!

Request {number} (“{field.subject}”) has long been in Feedback: we wait for what you do or send. Without an answer by {due.feedback} it will be closed.
Answer on the portal https://helpdesk.eltexalatau.kz/ or by this mail. If the matter is solved: {link.solve}

Technical support of EltexAlatau]] } },
    text "portal.home" { ru = "Моя страница", kk = "Менің парақшам", en = "My page" },
    text "portal.attention" { ru = "Ждут вашего ответа", kk = "Жауабыңызды күтуде", en = "Waiting for you" },
  },

  clause "ELT-help" { ru = "Инструкции", kk = "Нұсқаулықтар", en = "Instructions" } {
    label = "3.5, 4.3", section = section.comments,
    quote = [[3.5. Детальная инструкция по созданию нового обращения указана в Приложении 1.
4.3. Детальная инструкция по добавлению комментария указана в Приложении 2.]],
    text "portal.help_new" {
      ru = "Войдите на портал, выберите проект своей компании и нажмите «Новая задача». Заполните обязательные поля и приложите схему, конфигурацию и логи: чем полнее описание, тем быстрее мы приступим к решению.",
      kk = "Порталға кіріп, компанияңыздың жобасын таңдаңыз да, «Жаңа тапсырма» түймесін басыңыз. Міндетті өрістерді толтырып, сызбаны, конфигурацияны және логтарды қосыңыз: сипаттама неғұрлым толық болса, соғұрлым тез кірісеміз.",
      en = "Enter the portal, choose a project of your company and press New request. Fill in the required fields and add scheme, configuration and logs: the fuller the description, the sooner we can begin." },
    text "portal.help_comment" {
      ru = "Откройте заявку на странице «Моя страница», нажмите «Редактировать», выберите статус «В работе» или «Решена», напишите комментарий и при необходимости приложите файлы с описанием.",
      kk = "«Менің парақшам» бетінен өтінімді ашып, «Өңдеу» түймесін басыңыз, «Орындалуда» немесе «Шешілді» мәртебесін таңдап, түсініктеме жазыңыз, қажет болса, файлдарды сипаттамасымен қосыңыз.",
      en = "Open the request on My page, press Edit, choose In progress or Resolved, write your comment and add files with a description if need be." },
  },
}

// Section 3: how a request is filed on the portal.

import {
  ask, atMost, channel, Clause, clause, copy, follow, known, letter, link, mark, move, note, on, open, optional, param, parameter, reason, request,
  send, set, text, unknown, value,
} from "@reglament/regulation";
import { fileNotes, files, label, priorities, section, support } from "./shared";

export function filing(): Clause[] {
  return [
    clause("ELT-3.1", { ru: "Полное описание", kk: "Толық сипаттама", en: "A full description" })
      .label("3.1").section(section.filing())
      .quote("3.1. При создании задачи на техническую поддержку необходимо заполнить обязательные поля с максимально возможным полным описанием запроса с указанием схемы подключения, действий приведший к неисправностям, желаемый результат, а также, в случае если возможно, фиксацией проблемы, а также логами аварии. Все поля при создании заявки делятся на обязательные – без них заявка не будет запущена в работу и дополнительные – позволяющие более оперативно приступить к решению возникшего вопроса.")
      .says([
        ask("description", { ru: "Описание", kk: "Сипаттама", en: "Description" })
          .channels("portal").kind("longtext").hint({
            ru: "Версия программного обеспечения, схема подключения, адреса; какие действия привели к неисправности; какой результат нужен. Если возможно, приложите логи и запись проблемы.",
            kk: "Бағдарламалық жасақтаманың нұсқасы, қосылу сызбасы, мекенжайлар; ақауға қандай әрекеттер әкелді; қандай нәтиже керек. Мүмкін болса, логтар мен мәселенің жазбасын қосыңыз.",
            en: "Software version, wiring scheme, addresses; what led to the fault; what you would like to have. If you can, add logs and a recording of the problem.",
          }),
        on("registered").when("kind", "message").when("files", atMost(0)).does([note("no_evidence")]),
        text("no_evidence", {
          ru: "К заявке нет файлов: ни схемы, ни логов.",
          kk: "Өтінімде файл жоқ: сызба да, логтар да берілмеген.",
          en: "The request came without files: neither scheme nor logs.",
        }),
      ]),

    clause("ELT-3.2", { ru: "Обязательные поля", kk: "Міндетті өрістер", en: "Required fields" })
      .label("3.2").section(section.filing())
      .quote(`Ошибка – в работе оборудование обнаружена неисправность или аномальная работа
Улучшение – необходимо добавить какую-либо функцию в существующую тему
Поддержка – необходима консультация технической поддержки
Краткое описание проблемы
Детальное описание проблемы с указанием версии программного обеспечения, схемы подключения, адресов
Минимальный - консультация по функциональности оборудования/системы, установка обновлений и иные услуги, требующие планирования и предварительного согласования сроков выполнения.
Средний - неработоспособность одной или нескольких функций оборудования/системы, в целом не влияющая на качество предоставления услуги.
Высокий - неработоспособность одной или нескольких функций оборудования/системы, влияющая на качество предоставления услуги, либо существенное снижение производительности оборудования/системы.
Критический - оборудование/система полностью неработоспособна либо возникла неотложная серьезная проблема, которая вызывает значительные ограничения в эксплуатации и обслуживании оборудования/системы.
Название оборудования или программного продукта, на котором возникла проблема`)
      .note({
        ru: "Письмо вместо портала сохраняется под своим номером, но в работу не идёт: его автору сообщают адрес портала.",
        kk: "Порталдың орнына келген хат өз нөмірімен сақталады, бірақ жұмысқа алынбайды: авторына портал мекенжайы айтылады.",
        en: "A mail in place of the portal is kept under its own number but not started: its author is told where the portal is.",
      })
      .says([
        ask("type", { ru: "Трекер", kk: "Трекер", en: "Tracker" }).kind("choice").channels("portal"),
        request("bug", { ru: "Ошибка", kk: "Қате", en: "Bug" })
          .hint({
            ru: "в работе оборудования обнаружена неисправность или аномальная работа",
            kk: "жабдықтың жұмысында ақау немесе әдеттен тыс жұмыс байқалды",
            en: "the equipment has a fault or works strangely",
          }),
        request("improvement", { ru: "Улучшение", kk: "Жақсарту", en: "Improvement" })
          .hint({ ru: "необходимо добавить какую-либо функцию", kk: "қандай да бір функция қосу керек", en: "a function is to be added" }),
        request("support", { ru: "Поддержка", kk: "Қолдау", en: "Support" })
          .hint({ ru: "необходима консультация технической поддержки", kk: "техникалық қолдаудың кеңесі керек", en: "advice of the support is needed" }),
        ask("subject", { ru: "Тема", kk: "Тақырып", en: "Subject" })
          .channels("portal").max(255)
          .hint({ ru: "Краткое описание проблемы", kk: "Мәселенің қысқаша сипаттамасы", en: "The problem in a few words" }),
        ask("priority", label.priority())
          .channels("portal").kind("choice").options(priorities()).hint({
            ru: "Минимальный: консультация, обновления, плановые услуги. Средний: не работает часть функций, на качество услуги это не влияет. Высокий: не работает часть функций и качество услуги страдает, либо резко упала производительность. Критический: оборудование полностью неработоспособно или его эксплуатация сильно ограничена.",
            kk: "Ең төмен: кеңес, жаңарту, жоспарлы қызметтер. Орташа: кейбір функциялар істемейді, қызмет сапасына әсер етпейді. Жоғары: кейбір функциялар істемей, қызмет сапасы нашарлады немесе өнімділік күрт төмендеді. Критикалық: жабдық мүлде жұмыс істемейді немесе оны пайдалану қатты шектелген.",
            en: "Minimal: advice, updates, planned services. Medium: some functions fail, the service does not suffer. High: some functions fail and the service suffers, or performance has dropped sharply. Critical: the equipment does not work at all, or can hardly be used.",
          }),
        ask("product", { ru: "Наименование продукта", kk: "Өнімнің атауы", en: "Product" })
          .channels("portal").max(200).hint({
            ru: "Название оборудования или программного продукта, на котором возникла проблема",
            kk: "Мәселе туындаған жабдықтың немесе бағдарламалық өнімнің атауы",
            en: "The equipment or software that has the problem",
          }),
        parameter("mail", "text", {
          ru: "Адрес, с которого уходят и на который приходят письма",
          kk: "Хаттар жіберілетін және келетін мекенжай",
          en: "The address from which mail goes out and to which it comes",
        }).default("helpdesk@eltexalatau.kz"),
        channel("email", { ru: "Почта: ответы на уведомления", kk: "Пошта: хабарламаларға жауаптар", en: "Mail: answers to notices" })
          .address(param("mail")).free(),
        reason("intake", "not_on_portal", {
          ru: "заявка подана не через портал, обязательные поля не заполнены",
          kk: "өтінім портал арқылы берілмеген, міндетті өрістер толтырылмаған",
          en: "the request did not come by the portal, its required fields are empty",
        }),
        // An answer about a request that has ended brings its fields along (3.3); only
        // then is it known whether a mail lacks them.
        on("received").when("channel", "email").does([mark("came_by_mail")]),
        on("came_by_mail")
          .group("door").when("type", unknown()).when("sender.identified", true)
          .does([set("reason", "not_on_portal"), move("rejected"), send("use_portal")]),
        on("came_by_mail").group("door").when("type", unknown()).does([set("reason", "not_on_portal"), move("rejected"), send("register_first")]),
        letter("use_portal", {
          ru: {
            subject: "[{number}] Создайте заявку на портале",
            body: `Здравствуйте!

Ваше письмо сохранено под номером {number}, но в работу его взять нельзя: не хватает обязательных полей. Создайте, пожалуйста, заявку на портале https://helpdesk.eltexalatau.kz/ и укажите трекер, тему, описание, приоритет и наименование продукта.

Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Порталда өтінім жасаңыз",
            body: `Сәлеметсіз бе!

Хатыңыз {number} нөмірімен сақталды, бірақ оны жұмысқа алу мүмкін емес: міндетті өрістер жетіспейді. https://helpdesk.eltexalatau.kz/ порталында өтінім жасап, трекерді, тақырыпты, сипаттаманы, басымдықты және өнімнің атауын көрсетуіңізді сұраймыз.

«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Please use the portal",
            body: `Hello!

Your message is kept under the number {number}, but it cannot be started: required fields are missing. Please file a request on the portal https://helpdesk.eltexalatau.kz/ and give its tracker, subject, description, priority and product.

Technical support of EltexAlatau`,
          },
        }),
        letter("register_first", {
          ru: {
            subject: "[{number}] Обращения принимаются на портале",
            body: `Здравствуйте!

Ваше письмо сохранено под номером {number}. Техническая поддержка оказывается через портал https://helpdesk.eltexalatau.kz/, а доступ к нему получают сотрудники заказчика через коммерческий блок: передайте имя, фамилию и адрес электронной почты вашему менеджеру в ТОО «ЭлтексАлатау».

Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтініштер порталда қабылданады",
            body: `Сәлеметсіз бе!

Хатыңыз {number} нөмірімен сақталды. Техникалық қолдау https://helpdesk.eltexalatau.kz/ порталы арқылы көрсетіледі, оған тапсырыс берушінің қызметкерлері коммерциялық блок арқылы тіркеледі: аты-жөніңіз бен электрондық поштаңызды «ЭлтексАлатау» ЖШС-дегі менеджеріңізге беріңіз.

«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Requests are taken on the portal",
            body: `Hello!

Your message is kept under the number {number}. Support is given through the portal https://helpdesk.eltexalatau.kz/. Employees of customers are registered there by our commercial department: give your name and e-mail address to your manager at EltexAlatau.

Technical support of EltexAlatau`,
          },
        }),
      ]),

    clause("ELT-3.3", { ru: "Дополнительные поля", kk: "Қосымша өрістер", en: "Optional fields" })
      .label("3.3").section(section.filing())
      .quote(`Загружаемая конфигурация оборудования или ПО, логи событий, видео или фотофиксация проблемы
ФИО инженера технической поддержки (если известно)
Номер ранее созданной задачи, если они являются связными и требует комплексного решения`)
      .note({
        ru: "Комментарий к закрытой или отклонённой заявке создаёт новую с теми же полями, у которой она указана как родительская.",
        kk: "Жабылған немесе қабылданбаған өтінімге түсініктеме сол өрістері бар жаңасын ашады, бұрынғысы оның негізгі тапсырмасы болады.",
        en: "A comment on a closed or rejected request makes a new one with the same fields, and with the first one as its parent.",
      })
      .says([
        optional("files", label.files())
          .kind("files").channels("portal").max(20).hint({
            ru: "Конфигурация, логи событий, видео или фото проблемы",
            kk: "Конфигурация, оқиғалар логтары, мәселенің бейнежазбасы немесе суреті",
            en: "Configuration, logs, video or pictures of the problem",
          }),
        optional("file_notes", label.fileNotes()).channels("portal").hint(label.fileNotesHint()),
        optional("wish", { ru: "Назначена", kk: "Тағайындалған", en: "Assigned to" })
          .channels("portal").max(200).hint({
            ru: "ФИО инженера технической поддержки, если известно",
            kk: "Белгілі болса, техникалық қолдау инженерінің аты-жөні",
            en: "Name of the support engineer, if you know",
          }),
        optional("parent", { ru: "Родительская задача", kk: "Негізгі тапсырма", en: "Parent request" })
          .channels("portal").kind("ticket").link("parent").hint({
            ru: "Номер ранее созданной задачи, если они связаны",
            kk: "Байланысты болса, бұрын жасалған тапсырманың нөмірі",
            en: "Number of an earlier request, if they belong together",
          }),
        on("registered").when("field.wish", known()).does([note("wish")]),
        follow(["reply", "own", "foreign", "reference"]).to("ended"),
        follow("number").participant().to("ended"),
        on("received").when("thread.from", known()).does([copy(["type", "priority", "product", "project"]), link("parent", value("thread.from"))]),
        on("late_message")
          .when("type", known())
          .does([open("child").copy(["type", "priority", "product", "project", "subject", "language"]).set("description", value("data.text"))]),
        on("late_message").when("type", unknown()).does([send("use_portal")]),
        text("wish", {
          ru: "Заказчик просит назначить: {field.wish}",
          kk: "Тапсырыс беруші мына маманды сұрайды: {field.wish}",
          en: "The customer asks for {field.wish}",
        }),
      ]),
  ];
}

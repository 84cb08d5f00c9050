// The terms, and section 2 up to its statuses: what the support comprises, and when it answers.

import {
  calendar, channel, Clause, clause, each, input, known, later, letter, level, mark, may, note, on, param, parameter, promise, queue, send, set, text,
  value, where, working,
} from "@reglament/regulation";
import { complexities, kindsOfHelp, label, section, support, takenUp } from "./shared";

export function services(): Clause[] {
  return [
    clause("ELT-terms", { ru: "Заказчик", kk: "Тапсырыс беруші", en: "Who a customer is" })
      .label("").section(section.terms())
      .quote("компания, закупившая/планирующая закупить оборудование ТОО «ЭлтексАлатау»")
      .says([
        level("prospect", { ru: "планирует закупить оборудование", kk: "жабдық сатып алуды жоспарлап отыр", en: "plans to buy equipment" })
          .when("company.level", "prospect"),
        level("customer", { ru: "закупил оборудование", kk: "жабдық сатып алған", en: "has bought equipment" }).when("company.id", known()),
      ]),

    clause("ELT-2.1", { ru: "Портал и регистрация клиента", kk: "Портал және клиентті тіркеу", en: "The portal and who may enter" })
      .label("2.1").section(section.services())
      .quote("2.1. Услуги технической поддержки оказываются посредством обращения на портал технической поддержки по адресу: https://helpdesk.eltexalatau.kz/. Первичная регистрация клиента в системе осуществляется через коммерческий блок путем предоставления данных сотрудника ответственного за взаимодействие с технической поддержкой. Данные должны включать в себя имя, фамилия и адрес электронной почты, куда будет отправлено уведомление о регистрации и данные для доступа, а также уведомления по созданным им запросов.")
      .note({
        ru: "Самостоятельной регистрации нет; приглашение содержит одноразовую ссылку, по которой задают свой пароль.",
        kk: "Өздігінен тіркелу жоқ; шақыруда өз құпиясөзін қоятын бір реттік сілтеме болады.",
        en: "Nobody registers by himself; the invitation carries a one-time link for choosing a password.",
      })
      .says([
        channel("portal", { ru: "Портал технической поддержки", kk: "Техникалық қолдау порталы", en: "Support portal" })
          .address("https://helpdesk.eltexalatau.kz/").signedIn().who(where("sender.identified", true), "not_registered"),
        text("not_registered", {
          ru: "Обращения на портал принимаются от зарегистрированных сотрудников заказчика. Чтобы вас зарегистрировали, передайте имя, фамилию и адрес электронной почты вашему менеджеру в ТОО «ЭлтексАлатау».",
          kk: "Порталдағы өтініштер тапсырыс берушінің тіркелген қызметкерлерінен қабылданады. Тіркелу үшін аты-жөніңіз бен электрондық поштаңызды «ЭлтексАлатау» ЖШС-дегі менеджеріңізге беріңіз.",
          en: "The portal takes requests from registered employees of customers. To be registered, give your name and e-mail address to your manager at EltexAlatau.",
        }),
        letter("portal.invitation", {
          ru: {
            subject: "Доступ к порталу технической поддержки",
            body: "Здравствуйте!\n\nВы зарегистрированы на портале технической поддержки «ЭлтексАлатау»: https://helpdesk.eltexalatau.kz/. При первом входе задайте свой пароль. На этот адрес будут приходить уведомления по вашим заявкам.",
          },
          kk: {
            subject: "Техникалық қолдау порталына кіру",
            body: "Сәлеметсіз бе!\n\nСіз «ЭлтексАлатау» техникалық қолдау порталында тіркелдіңіз: https://helpdesk.eltexalatau.kz/. Алғаш кіргенде өз құпиясөзіңізді қойыңыз. Өтінімдеріңіз туралы хабарламалар осы мекенжайға келеді.",
          },
          en: {
            subject: "Your access to the support portal",
            body: "Hello!\n\nYou have been registered on the support portal of EltexAlatau: https://helpdesk.eltexalatau.kz/. Choose your own password when you first enter. Notices about your requests will come to this address.",
          },
        }),
      ]),

    clause("ELT-2.2", { ru: "Виды поддержки", kk: "Қолдау түрлері", en: "What the support comprises" })
      .label("2.2").section(section.services())
      .quote("2.2. В рамках созданных на портале запросов, осуществляется консультация по эксплуатации оборудования, производимого компанией, настройке определенного функционала, выдача инструкций по устранению неисправностей, вызванных неправильной настройкой, выдача файлов для обновления (в случае если версия программного обеспечения не доступна на официальном сайте компании)")
      .says([
        later("help", label.help()).kind("choice").options(kindsOfHelp()),
        may("classify", { ru: "Указать вид поддержки", kk: "Қолдау түрін көрсету", en: "Set the kind of help" })
          .roles(support).from("open").inputs([input("help", label.help()).kind("choice").required().options(kindsOfHelp())])
          .does([set("help", value("input.help"))]),
      ]),

    clause("ELT-2.3", { ru: "Время обработки", kk: "Өңдеу уақыты", en: "Working hours" })
      .label("2.3").section(section.services())
      .quote("2.3. Обработка запросов на портале осуществляется с 9:00 до 18:00 (GMT+6 по Алматы) в рабочие дни (с понедельника по пятницу исключая официальные праздничные дни).")
      .note({
        ru: "Имеется в виду время Алматы: с 1 марта 2024 года это UTC+5. Перенесённые рабочие субботы не считаются.",
        kk: "Алматы уақыты айтылып тұр: 2024 жылғы 1 наурыздан бері ол UTC+5. Ауыстырылған жұмыс сенбілері есепке алынбайды.",
        en: "The time of Almaty is meant, UTC+5 since 1 March 2024. Saturdays declared working are not counted.",
      })
      .says([
        calendar("main").zone("Asia/Almaty").open("mon-fri", "09:00-18:00").holidays("kz"),
      ]),

    clause("ELT-2.4", { ru: "Порядок обработки", kk: "Өңдеу тәртібі", en: "Order of handling" })
      .label("2.4").section(section.services())
      .quote("2.4. Порядок обработки заявки осуществляется по мере создания запросов со следующими временными параметрами:")
      .note({
        ru: "Внутри одного приоритета раньше берут заявку, созданную раньше.",
        kk: "Бір басымдық ішінде бұрын жасалған өтінім бұрын алынады.",
        en: "Within one priority the request that was made first is taken first.",
      })
      .says([
        queue("support", { ru: "Техническая поддержка", kk: "Техникалық қолдау", en: "Technical support" }),
        on("registered").does([set("queue", "support")]),
      ]),

    clause("ELT-2.4.1", { ru: "Принятие новой заявки", kk: "Жаңа өтінімді қабылдау", en: "Taking up a new request" })
      .label("2.4.1").section(section.services())
      .quote("2.4.1. Принятие новой заявки в отработку – до 60 минут")
      .note({
        ru: "60 минут рабочего времени, от создания до статуса «В работе» или «Отклонена».",
        kk: "Жасалғаннан «Орындалуда» немесе «Қабылданбады» мәртебесіне дейін жұмыс уақытының 60 минуты.",
        en: "60 minutes of working time, from creation until the request is in work or rejected.",
      })
      .says([
        parameter("taken_warning", "duration", {
          ru: "За сколько предупредить о новой заявке",
          kk: "Жаңа өтінім туралы қанша бұрын ескерту",
          en: "How long before its end staff are warned of a new request",
        }).default("15wm").min("1wm").max("59wm"),
        promise("taken", { ru: "Принятие в работу", kk: "Жұмысқа алу", en: "Taking up" })
          .since("registered").within(working.minutes(60)).calendar("main").met(["act:take", "act:reject", "act:refuse"]).cancel("act:solve")
          .warn(param("taken_warning")).onWarn([note("take_soon"), send("still_new").to("role:engineer")]),
        may("take", { ru: "Взять в работу", kk: "Жұмысқа алу", en: "Take up" })
          .roles(support).from("new").to("work").notice("taken").does([set("assignee", value("actor.id"))]),
        text("take_soon", {
          ru: "Новую заявку пора принять в работу.",
          kk: "Жаңа өтінімді жұмысқа алу уақыты келді.",
          en: "It is time to take up the new request.",
        }),
        letter("still_new", {
          ru: { subject: "[{number}] Заявку пора принять", body: "Новая заявка {number} ещё не принята в работу, срок – {due.taken}." },
          kk: { subject: "[{number}] Өтінімді қабылдау уақыты келді", body: "{number} өтінімі әлі жұмысқа алынған жоқ, мерзімі – {due.taken}." },
          en: { subject: "[{number}] Still to be taken up", body: "Request {number} has not been taken up yet; its term ends on {due.taken}." },
        }),
        letter("taken", {
          ru: {
            subject: "[{number}] Заявка в работе",
            body: "Здравствуйте!\n\nВаша заявка {number} принята в работу. Мы ответим до {due.answer}.\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Өтінім орындалуда",
            body: "Сәлеметсіз бе!\n\n{number} өтініміңіз жұмысқа алынды. {due.answer} дейін жауап береміз.\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: {
            subject: "[{number}] In progress",
            body: "Hello!\n\nYour request {number} has been taken up. We will answer by {due.answer}.\n\nTechnical support of EltexAlatau",
          },
        }),
      ]),

    clause("ELT-2.4.2", { ru: "Ответ на рабочую заявку", kk: "Жұмыстағы өтінімге жауап", en: "Answers to a request in work" })
      .label("2.4.2").section(section.services())
      .quote("2.4.2. Ответ/комментарий на рабочую заявку – от 2 часов до 1 дня, в зависимости от сложности запроса")
      .note({
        ru: "Часы и день рабочие. Сложность определяет сотрудник, а пока она не изменена, её задаёт приоритет. Новый срок начинается с принятия в работу и с каждого комментария заказчика, его закрывает только ответ заказчику.",
        kk: "Сағаттар мен күн – жұмыс уақыты. Күрделілікті қызметкер анықтайды, ол өзгерткенше басымдық белгілейді. Жаңа мерзім жұмысқа алғаннан және тапсырыс берушінің әр түсініктемесінен басталады, оны тек тапсырыс берушіге берілген жауап жабады.",
        en: "Working hours and a working day. The complexity is for staff to set; until they do, the priority gives it. A new term begins when the request is taken up and with each comment of the customer; only an answer to the customer meets it.",
      })
      .says([
        parameter("answer_1", "duration", { ru: "Срок ответа при сложности 1", kk: "1-күрделіліктегі жауап мерзімі", en: "Term of an answer at complexity 1" })
          .default("2wh").min("2wh").max("9wh"),
        parameter("answer_2", "duration", { ru: "Срок ответа при сложности 2", kk: "2-күрделіліктегі жауап мерзімі", en: "Term of an answer at complexity 2" })
          .default("4wh").min("2wh").max("9wh"),
        parameter("answer_3", "duration", { ru: "Срок ответа при сложности 3", kk: "3-күрделіліктегі жауап мерзімі", en: "Term of an answer at complexity 3" })
          .default("8wh").min("2wh").max("9wh"),
        parameter("answer_4", "duration", { ru: "Срок ответа при сложности 4", kk: "4-күрделіліктегі жауап мерзімі", en: "Term of an answer at complexity 4" })
          .default("1wd").min("1wd").max("1wd"),
        parameter("answer_warning", "duration", {
          ru: "За сколько предупредить о сроке ответа",
          kk: "Жауап мерзімі туралы қанша бұрын ескерту",
          en: "How long before its end staff are warned of an answer",
        }).default("30wm").min("1wm").max("119wm"),
        promise("answer", { ru: "Ответ заказчику", kk: "Тапсырыс берушіге жауап", en: "Answer to the customer" })
          .since(["act:take", "customer_spoke"]).calendar("main")
          .by("field.complexity", each("c1", param("answer_1")).or("c2", param("answer_2")).or("c3", param("answer_3")).otherwise(param("answer_4")))
          .met("reply").paused("feedback").recount("change:complexity").cancel(["act:solve", "enter:closed", "enter:rejected"])
          .warn(param("answer_warning")).onWarn([send("answer_soon").to("assignee")]),
        on(["message", "customer_comment"]).when("status", takenUp).does([mark("customer_spoke")]),
        later("complexity", label.complexity())
          .kind("choice").options(complexities()).hint({
            ru: "1 – самый короткий срок ответа, 4 – самый долгий",
            kk: "1 – жауап мерзімі ең қысқа, 4 – ең ұзақ",
            en: "1 gives the shortest term of an answer, 4 the longest",
          }),
        on(["registered", "act:prioritise"]).group("complexity").when("priority", "critical").does([set("complexity", "c1")]),
        on(["registered", "act:prioritise"]).group("complexity").when("priority", "high").does([set("complexity", "c2")]),
        on(["registered", "act:prioritise"]).group("complexity").when("priority", "medium").does([set("complexity", "c3")]),
        on(["registered", "act:prioritise"]).group("complexity").does([set("complexity", "c4")]),
        may("rate", { ru: "Оценить сложность", kk: "Күрделілігін бағалау", en: "Rate the complexity" })
          .roles(support).from("open").inputs([input("complexity", label.complexity()).kind("choice").required().options(complexities())])
          .does([set("complexity", value("input.complexity"))]),
        may("reply", { ru: "Ответить заказчику", kk: "Тапсырыс берушіге жауап беру", en: "Answer the customer" }).roles(support).from(takenUp),
        letter("answer_soon", {
          ru: { subject: "[{number}] Скоро срок ответа", body: "Заказчик ждёт ответа по заявке {number} до {due.answer}." },
          kk: { subject: "[{number}] Жауап мерзімі жақын", body: "Тапсырыс беруші {number} өтінімі бойынша {due.answer} дейін жауап күтеді." },
          en: { subject: "[{number}] An answer is due soon", body: "The customer is to be answered on request {number} by {due.answer}." },
        }),
      ]),
  ];
}

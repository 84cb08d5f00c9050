// The table of 2.5: the statuses of a request that is being worked on, and who acts in each.

import {
  Clause, clause, input, later, letter, may, note, on, param, parameter, remind, send, set, silence, status, suggest, text, value,
} from "@reglament/regulation";
import { comment, fileNotes, files, label, section, support, takenUp } from "./shared";

export function statuses(): Clause[] {
  return [
    clause("ELT-2.5", { ru: "Статусы запросов", kk: "Сұраныстардың мәртебелері", en: "Statuses" })
      .label("2.5").section(section.services())
      .quote(`Новая
Создана заявка на оказание технической поддержки.
Принятие в работу, изучение описанной проблемы.
В работе
Запрос принят инженерами технической поддержки.
Оценка предоставленных данных, запрос дополнительной информации/ предоставление инструкций, файлов.
Обратная связь
Применение рекомендаций.
Провести действия на оборудовании/предоставление дополнительной информации
Сотрудник заказчика`)
      .note({
        ru: "В статусе «Обратная связь» действует заказчик, и срок ответа стоит; во всех остальных – сотрудник поддержки.",
        kk: "«Кері байланыс» мәртебесінде тапсырыс беруші әрекет етеді, жауап мерзімі тоқтап тұрады; қалғандарында – қолдау қызметкері.",
        en: "In Feedback it is the customer's turn and the term of the answer stands still; in all others it is the support's.",
      })
      .says([
        status("new", { ru: "Новая", kk: "Жаңа", en: "New" }).family("new").turn("staff").initial(),
        status("work", { ru: "В работе", kk: "Орындалуда", en: "In progress" }).family("work").turn("staff"),
        status("feedback", { ru: "Обратная связь", kk: "Кері байланыс", en: "Feedback" }).family("wait").turn("customer"),
        may("feedback", { ru: "Ответить: «Обратная связь»", kk: "Жауап беру: «Кері байланыс»", en: "Answer and await feedback" })
          .roles(support).from(takenUp).to("feedback").answersCustomer().notice("feedback").inputs([comment(label.answer()), files(), fileNotes()]),
        may("await", { ru: "Ждать заказчика: «Обратная связь»", kk: "Тапсырыс берушіні күту: «Кері байланыс»", en: "Await feedback" })
          .roles(support).from(["work", "solved", "release", "waiting"]).to("feedback").notice("awaiting").hint({
            ru: "Без нового ответа: срок ответа остановится и пойдёт дальше с остатком",
            kk: "Жаңа жауапсыз: жауап мерзімі тоқтап, кейін қалғанынан жалғасады",
            en: "Without a new answer: its term stands still and goes on with what is left",
          }),
        may("resume", { ru: "Вернуть: «В работе»", kk: "Қайтару: «Орындалуда»", en: "Back to work" })
          .roles(support).from(["feedback", "solved", "release", "waiting"]).to("work").notice("resumed"),
        letter("resumed", {
          ru: {
            subject: "[{number}] Заявка снова в работе",
            body: "Здравствуйте!\n\nМы продолжаем работу по заявке {number}.\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Өтінім қайта орындалуда",
            body: "Сәлеметсіз бе!\n\n{number} өтінімі бойынша жұмысты жалғастырамыз.\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: { subject: "[{number}] In progress again", body: "Hello!\n\nWe go on with request {number}.\n\nTechnical support of EltexAlatau" },
        }),
        letter("feedback", {
          ru: {
            subject: "[{number}] Нужны ваши действия",
            body: `Здравствуйте!

{input.text}

Выполните, пожалуйста, рекомендации или пришлите недостающие данные, а затем напишите об этом на портале или в ответ на это письмо. Заявка {number} ждёт вас в статусе «Обратная связь».
Если вопрос решён: {link.solve}

Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Сіздің әрекетіңіз керек",
            body: `Сәлеметсіз бе!

{input.text}

Ұсыныстарды орындап немесе жетіспейтін деректерді жинап, порталда не осы хатқа жауап ретінде жазуыңызды сұраймыз. {number} өтінімі «Кері байланыс» мәртебесінде сізді күтеді.
Мәселе шешілген болса: {link.solve}

«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Your turn",
            body: `Hello!

{input.text}

Please follow the advice or collect what is missing, then write to us on the portal or in answer to this message. Request {number} waits for you in the status Feedback.
If the matter is solved: {link.solve}

Technical support of EltexAlatau`,
          },
        }),
        letter("awaiting", {
          ru: {
            subject: "[{number}] Ждём вас",
            body: "Здравствуйте!\n\nПо заявке {number} мы ждём ваших действий или данных. Напишите на портале или в ответ на это письмо.\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Сізді күтеміз",
            body: "Сәлеметсіз бе!\n\n{number} өтінімі бойынша сіздің әрекетіңізді немесе деректеріңізді күтеміз. Порталда не осы хатқа жауап ретінде жазыңыз.\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: {
            subject: "[{number}] We wait for you",
            body: "Hello!\n\nOn request {number} we wait for what you do or send. Write on the portal or in answer to this message.\n\nTechnical support of EltexAlatau",
          },
        }),
      ]),

    clause("ELT-2.5-solved", { ru: "Решена", kk: "Шешілді", en: "Resolved" })
      .label("2.5").section(section.services())
      .quote(`Решена
Техническая поддержка оказана в полном объеме.
После подтверждения о решении проблемы закрыть задача
Сотрудник тех. поддержки`)
      .note({
        ru: "Заказчика просят подтвердить решение, закрывает сотрудник. Срока в тексте нет: сотруднику напоминают.",
        kk: "Тапсырыс берушіден шешімді растау сұралады, жабатын – қызметкер. Мәтінде мерзім жоқ: қызметкерге еске салынады.",
        en: "The customer is asked to confirm, an employee closes. The text has no term: the employee is reminded.",
      })
      .says([
        status("solved", { ru: "Решена", kk: "Шешілді", en: "Resolved" }).family("done").turn("staff"),
        parameter("solved_reminder", "duration", {
          ru: "Через сколько напомнить сотруднику о решённой заявке",
          kk: "Шешілген өтінім туралы қызметкерге қашан еске салу",
          en: "When staff are reminded of a resolved request",
        }).default("3wd").min("1wd").max("30wd"),
        may("done", { ru: "Решена", kk: "Шешілді", en: "Resolved" })
          .roles(support).from(["work", "feedback", "release", "waiting"]).to("solved").answersCustomer().notice("solved")
          .inputs([comment(label.answer()), files(), fileNotes()]),
        on("act:solve").does([suggest("close").with("reason", "confirmed").because("customer_solved"), send("to_be_closed").to("assignee")]),
        silence("confirmation", { ru: "Закрытие решённой заявки", kk: "Шешілген өтінімді жабу", en: "Closing of a resolved request" })
          .since("enter:solved").cancel("leave:solved").calendar("main")
          .reminds(remind(param("solved_reminder"), 3).does([note("solved_waits"), send("solved_waits").to("assignee")])),
        letter("solved", {
          ru: {
            subject: "[{number}] Заявка решена, подтвердите",
            body: `Здравствуйте!

{input.text}

Мы считаем заявку {number} решённой. Подтвердите это, пожалуйста, и мы её закроем: {link.solve}
Если вопрос остался, напишите на портале или в ответ на это письмо, и мы продолжим работу.

Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтінім шешілді, растаңыз",
            body: `Сәлеметсіз бе!

{input.text}

{number} өтінімін шешілді деп санаймыз. Соны растауыңызды сұраймыз, сонда оны жабамыз: {link.solve}
Сұрағыңыз қалса, порталда не осы хатқа жауап ретінде жазыңыз, жұмысты жалғастырамыз.

«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Resolved, please confirm",
            body: `Hello!

{input.text}

We take request {number} to be resolved. Please confirm it, and we will close it: {link.solve}
If something is left, write on the portal or in answer to this message, and we will go on.

Technical support of EltexAlatau`,
          },
        }),
        text("customer_solved", {
          ru: "Заказчик указал, что вопрос решён: заявку можно закрыть.",
          kk: "Тапсырыс беруші мәселенің шешілгенін көрсетті: өтінімді жабуға болады.",
          en: "The customer says that the matter is solved: the request can be closed.",
        }),
        letter("to_be_closed", {
          ru: {
            subject: "[{number}] Вопрос решён, закройте заявку",
            body: "Заказчик указал, что вопрос по заявке {number} решён. Закройте её, указав причину.",
          },
          kk: {
            subject: "[{number}] Мәселе шешілді, өтінімді жабыңыз",
            body: "Тапсырыс беруші {number} өтінімі бойынша мәселенің шешілгенін көрсетті. Себебін көрсетіп, өтінімді жабыңыз.",
          },
          en: {
            subject: "[{number}] Solved, to be closed",
            body: "The customer says that the matter of request {number} is solved. Close it and state the reason.",
          },
        }),
        letter("solved_waits", {
          ru: { subject: "[{number}] Решённая заявка не закрыта", body: "Заявка {number} решена, но не закрыта. Узнайте у заказчика, решён ли вопрос." },
          kk: {
            subject: "[{number}] Шешілген өтінім жабылмаған",
            body: "{number} өтінімі шешілген, бірақ жабылмаған. Тапсырыс берушіден мәселе шешілген-шешілмегенін біліңіз.",
          },
          en: {
            subject: "[{number}] Resolved but not closed",
            body: "Request {number} is resolved but not closed. Ask the customer whether the matter is solved.",
          },
        }),
      ]),

    clause("ELT-2.5-track", { ru: "Ждем релиза и В ожидании", kk: "Релиз күтілуде және Күтуде", en: "Waiting for a release, on hold" })
      .label("2.5").section(section.services())
      .quote(`Ждем релиза
Запрошенный функционал в настоящий момент не поддерживается
Отслеживать даты выхода обновление программного обеспечения, в котором данный функционал будет реализован
В ожидании
Ожидание работы других отделов.
Отслеживать статус перемещения, ремонта для продолжения оказания тех. поддержки.`)
      .note({
        ru: "Сотрудник пишет заказчику и указывает, когда проверит снова; в этот день ему напоминают. Сама такая заявка не закрывается.",
        kk: "Қызметкер тапсырыс берушіге жазып, қашан қайта тексеретінін көрсетеді; сол күні оған еске салынады. Мұндай өтінім өздігінен жабылмайды.",
        en: "The employee writes to the customer and says when to look again; on that day there is a reminder. Such a request never closes by itself.",
      })
      .says([
        status("release", { ru: "Ждем релиза", kk: "Релиз күтілуде", en: "Waiting for release" }).family("wait").turn("staff"),
        status("waiting", { ru: "В ожидании", kk: "Күтуде", en: "On hold" }).family("wait").turn("staff"),
        parameter("follow_up", "duration", {
          ru: "Через сколько проверить снова, если не указано иное",
          kk: "Басқасы көрсетілмесе, қашан қайта тексеру",
          en: "When to look again if nothing else is said",
        }).default("5wd").min("1wd").max("60wd"),
        later("follow_up", label.followUp()).kind("date"),
        may("wait_release", { ru: "Ждем релиза", kk: "Релиз күтілуде", en: "Waiting for release" })
          .roles(support).from(takenUp).to("release").answersCustomer().notice("release")
          .inputs([comment(label.answer()), input("follow_up", label.followUp()).kind("date").required().future().open("main").default(param("follow_up"))])
          .does([set("follow_up", value("input.follow_up"))]),
        may("wait", { ru: "В ожидании", kk: "Күтуде", en: "On hold" })
          .roles(support).from(takenUp).to("waiting").answersCustomer().notice("waiting")
          .inputs([comment(label.answer()), input("follow_up", label.followUp()).kind("date").required().future().open("main").default(param("follow_up"))])
          .does([set("follow_up", value("input.follow_up"))]),
        silence("follow_up", { ru: "Проверить снова", kk: "Қайта тексеру", en: "To look again" })
          .since(["act:wait", "act:wait_release"]).cancel(["leave:release", "leave:waiting"]).at("field.follow_up").calendar("main")
          .does([note("follow_up_due"), send("follow_up_due").to("assignee")]),
        letter("release", {
          ru: {
            subject: "[{number}] Ждем релиза",
            body: "Здравствуйте!\n\n{input.text}\n\nЗаявка {number} ждёт обновления, в котором появится нужная функция. Мы следим за датой выхода и вернёмся к заявке {field.follow_up}.\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Релиз күтілуде",
            body: "Сәлеметсіз бе!\n\n{input.text}\n\n{number} өтінімі қажетті функция қосылатын жаңартуды күтуде. Шығу күнін қадағалаймыз, өтінімге қайта ораламыз: {field.follow_up}.\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: {
            subject: "[{number}] Waiting for release",
            body: "Hello!\n\n{input.text}\n\nRequest {number} waits for the update that will bring the function. We follow its date and will look at the request again on {field.follow_up}.\n\nTechnical support of EltexAlatau",
          },
        }),
        letter("waiting", {
          ru: {
            subject: "[{number}] В ожидании",
            body: "Здравствуйте!\n\n{input.text}\n\nПо заявке {number} работают другие отделы. Мы следим за этим и вернёмся к заявке {field.follow_up}.\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Күтуде",
            body: "Сәлеметсіз бе!\n\n{input.text}\n\n{number} өтінімі бойынша басқа бөлімдер жұмыс істеп жатыр. Біз мұны қадағалап отырамыз, өтінімге қайта ораламыз: {field.follow_up}.\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: {
            subject: "[{number}] On hold",
            body: "Hello!\n\n{input.text}\n\nOther departments are at work on request {number}. We keep an eye on it and will look at the request again on {field.follow_up}.\n\nTechnical support of EltexAlatau",
          },
        }),
        letter("follow_up_due", {
          ru: { subject: "[{number}] Проверьте заявку", body: "Сегодня день, когда вы хотели проверить заявку {number}: {field.subject}." },
          kk: { subject: "[{number}] Өтінімді тексеріңіз", body: "Бүгін {number} өтінімін қайта тексермек болған күніңіз: {field.subject}." },
          en: {
            subject: "[{number}] Look at the request again",
            body: "Today is the day on which request {number} was to be looked at again: {field.subject}.",
          },
        }),
      ]),
  ];
}

// What the portal is for: points 1 to 7 of the preface.

import {
  Clause, clause, has, input, letter, may, note, numbering, on, param, parameter, role, send, set, suggest, text, value, where,
} from "@reglament/regulation";
import { comment, files, label, priorities, section, support, takenUp } from "./shared";

export function preface(): Clause[] {
  return [
    clause("ELT-1…7", { ru: "Единая система и история", kk: "Біртұтас жүйе және тарих", en: "One system, one history" })
      .label("1, 2, 4").section(section.preface())
      .quote(`1. Структурированность и Организованность: Все запросы клиентов фиксируются в единой системе, что позволяет четко отслеживать их статус, прогресс и время решения.
2. Прозрачность и Контроль: Клиенты могут в любой момент проверить статус своего тикета и увидеть историю всех действий, предпринятых для решения их проблемы.
4. История и Аналитика: Вся информация о прошлых запросах сохраняется, что позволяет быстро обращаться к решенным ранее проблемам, а также анализировать часто возникающие вопросы для улучшения качества сервиса.`)
      .note({
        ru: "Заказчик видит всю историю своей заявки, кроме внутренних заметок.",
        kk: "Тапсырыс беруші ішкі жазбалардан басқа өтінімінің бүкіл тарихын көреді.",
        en: "Customers see the whole history of their requests but for internal notes.",
      })
      .says([
        numbering("ELTEX-").first(1),
        may("note", { ru: "Внутренняя заметка", kk: "Ішкі жазба", en: "Internal note" }).roles("staff"),
      ]),

    clause("ELT-P3", { ru: "Приоритизация запросов", kk: "Сұраныстардың басымдығы", en: "Priorities" })
      .label("3").section(section.preface())
      .quote("3. Приоритизация Запросов: Система тикетов позволяет автоматически расставлять приоритеты запросов в зависимости от их срочности и важности, обеспечивая более эффективное и быстрое решение критических проблем.")
      .note({
        ru: "Приоритет указывает заказчик; система предлагает более высокий, меняет его сотрудник с указанием причины.",
        kk: "Басымдықты тапсырыс беруші көрсетеді; жүйе жоғарырағын ұсынады, қызметкер себебін жазып өзгертеді.",
        en: "The customer states the priority; the system suggests a higher one, staff change it and say why.",
      })
      .says([
        parameter("critical_words", "list", {
          ru: "Слова, по которым предлагается приоритет «Критический»",
          kk: "«Критикалық» басымдығы ұсынылатын сөздер",
          en: "Words at which the priority Critical is suggested",
        }).default([
          "полностью не работа", "полностью неработоспособ", "не включается", "авария", "нет связи у всех", "толық істемей", "апат", "is down",
          "outage",
        ]),
        on("registered")
          .when("priority", ["minimal", "medium", "high"])
          .any([where("words", has(param("critical_words"))), where("field.subject", has(param("critical_words")))])
          .does([suggest("prioritise").with("priority", "critical").because("seems_critical")]),
        may("prioritise", { ru: "Изменить приоритет", kk: "Басымдықты өзгерту", en: "Change the priority" })
          .roles(support).from("open").notice("priority_changed")
          .inputs([input("priority", label.priority()).kind("choice").required().options(priorities()), comment(label.reason())])
          .does([set("priority", value("input.priority"))]),
        text("seems_critical", {
          ru: "Судя по описанию, оборудование полностью неработоспособно.",
          kk: "Сипаттамаға қарағанда, жабдық мүлде жұмыс істемей тұр.",
          en: "By its description the equipment does not work at all.",
        }),
        letter("priority_changed", {
          ru: {
            subject: "[{number}] Приоритет изменён",
            body: "Здравствуйте!\n\nПриоритет заявки {number} теперь «{input.priority}».\nПричина: {input.text}\n\nТехническая поддержка «ЭлтексАлатау»",
          },
          kk: {
            subject: "[{number}] Басымдық өзгерді",
            body: "Сәлеметсіз бе!\n\n{number} өтінімінің басымдығы енді «{input.priority}».\nСебебі: {input.text}\n\n«ЭлтексАлатау» техникалық қолдауы",
          },
          en: {
            subject: "[{number}] Priority changed",
            body: "Hello!\n\nThe priority of request {number} is now “{input.priority}”.\nReason: {input.text}\n\nTechnical support of EltexAlatau",
          },
        }),
      ]),

    clause("ELT-P5", { ru: "Командная работа", kk: "Командалық жұмыс", en: "Working as a team" })
      .label("5").section(section.preface())
      .quote("5. Командная Работа: Система позволяет более эффективно распределять задачи между специалистами техподдержки и обеспечивает возможность командной работы над сложными запросами, чего сложно добиться через мессенджеры.")
      .says([
        role("engineer", { ru: "Сотрудник тех. поддержки", kk: "Техникалық қолдау қызметкері", en: "Support engineer" }),
        role("manager", { ru: "Руководитель тех. поддержки", kk: "Техникалық қолдау басшысы", en: "Head of support" }),
        role("commercial", { ru: "Коммерческий блок", kk: "Коммерциялық блок", en: "Commercial department" }),
        may("assign", { ru: "Назначить", kk: "Тағайындау", en: "Assign" }).roles(support).from("open"),
        may("watch", { ru: "Следить", kk: "Бақылау", en: "Watch" }).roles("staff"),
        on("act:assign").does([send("assigned").to("assignee")]),
        letter("assigned", {
          ru: { subject: "[{number}] Заявка назначена вам", body: "Вам назначена заявка {number}: {field.subject}. Приоритет: {priority}." },
          kk: { subject: "[{number}] Өтінім сізге тағайындалды", body: "Сізге {number} өтінімі тағайындалды: {field.subject}. Басымдығы: {priority}." },
          en: { subject: "[{number}] Assigned to you", body: "Request {number} has been assigned to you: {field.subject}. Priority: {priority}." },
        }),
      ]),

    clause("ELT-P6", { ru: "Уведомления", kk: "Хабарламалар", en: "Notices" })
      .label("6").section(section.preface())
      .quote("6. Автоматизация и Уведомления: Helpdesk позволяет настроить автоматические уведомления для клиентов и сотрудников, что помогает оперативно информировать о любых изменениях статуса тикета и обеспечивать более быстрые ответы.")
      .says([
        on("registered").does([send("created"), send("new_request").to("role:engineer")]),
        on(["message", "customer_comment"]).when("status", takenUp).does([send("customer_wrote").to("assignee")]),
        letter("created", {
          ru: {
            subject: "[{number}] Заявка создана",
            body: `Здравствуйте!

Ваша заявка зарегистрирована под номером {number}.{#type}
Трекер: {type}. Приоритет: {priority}.{/type}{#due.taken}
Мы примем её в работу до {due.taken}.{/due.taken}{^field.files}

Если у вас есть схема подключения, логи или фото неисправности, добавьте их к заявке: так мы разберёмся быстрее.{/field.files}

Статус и историю заявки можно посмотреть на портале: https://helpdesk.eltexalatau.kz/
Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтінім жасалды",
            body: `Сәлеметсіз бе!

Өтініміңіз {number} нөмірімен тіркелді.{#type}
Трекер: {type}. Басымдығы: {priority}.{/type}{#due.taken}
Оны {due.taken} дейін жұмысқа аламыз.{/due.taken}{^field.files}

Қосылу сызбасы, логтар немесе ақаудың суреті болса, өтінімге қосыңыз: мәселені тезірек анықтаймыз.{/field.files}

Өтінімнің мәртебесі мен тарихын порталдан көре аласыз: https://helpdesk.eltexalatau.kz/
«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Request created",
            body: `Hello!

Your request has been registered as {number}.{#type}
Tracker: {type}. Priority: {priority}.{/type}{#due.taken}
We will take it up by {due.taken}.{/due.taken}{^field.files}

If you have a wiring scheme, logs or pictures of the fault, add them to the request: they help us to find the cause sooner.{/field.files}

Its status and history are on the portal: https://helpdesk.eltexalatau.kz/
Technical support of EltexAlatau`,
          },
        }),
        letter("new_request", {
          ru: {
            subject: "[{number}] Новая заявка",
            body: "Новая заявка {number}: {field.subject}.{#field.project} Проект: {field.project}.{/field.project} Приоритет: {priority}. Примите её в работу до {due.taken}.",
          },
          kk: {
            subject: "[{number}] Жаңа өтінім",
            body: "Жаңа өтінім {number}: {field.subject}.{#field.project} Жоба: {field.project}.{/field.project} Басымдығы: {priority}. Оны {due.taken} дейін жұмысқа алыңыз.",
          },
          en: {
            subject: "[{number}] New request",
            body: "New request {number}: {field.subject}.{#field.project} Project: {field.project}.{/field.project} Priority: {priority}. Take it up by {due.taken}.",
          },
        }),
        letter("customer_wrote", {
          ru: { subject: "[{number}] Новый комментарий заказчика", body: "Заказчик добавил комментарий к заявке {number}: {field.subject}." },
          kk: {
            subject: "[{number}] Тапсырыс берушінің жаңа түсініктемесі",
            body: "Тапсырыс беруші {number} өтініміне түсініктеме қосты: {field.subject}.",
          },
          en: { subject: "[{number}] The customer has commented", body: "The customer has commented on request {number}: {field.subject}." },
        }),
      ]),

    clause("ELT-P7", { ru: "Регламентация и контроль", kk: "Регламенттеу және бақылау", en: "Every action is recorded" })
      .label("7").section(section.preface())
      .quote("Все действия сотрудников фиксируются и могут быть проконтролированы на каждом этапе, что минимизирует риски ошибок и повышает ответственность специалистов.")
      .note({
        ru: "Каждое действие остаётся в журнале с именем сотрудника; пропущенный срок виден всем сотрудникам.",
        kk: "Әр әрекет журналда қызметкердің атымен қалады; өткізіп алынған мерзім барлық қызметкерге көрінеді.",
        en: "Every act stays in the log with the employee's name; a missed term is seen by all staff.",
      })
      .says([
        on("breach:taken").does([note("taken_late"), send("term_missed").to("role:manager")]),
        on("breach:answer").does([note("answer_late"), send("term_missed").to("role:manager")]),
        letter("term_missed", {
          ru: { subject: "[{number}] Срок пропущен", body: "По заявке {number} пропущен срок. Статус: {status}, приоритет: {priority}." },
          kk: { subject: "[{number}] Мерзім өтіп кетті", body: "{number} өтінімі бойынша мерзім өтіп кетті. Мәртебесі: {status}, басымдығы: {priority}." },
          en: { subject: "[{number}] A term was missed", body: "A term was missed on request {number}. Status: {status}, priority: {priority}." },
        }),
        text("taken_late", {
          ru: "Заявка не принята в работу за 60 минут.",
          kk: "Өтінім 60 минут ішінде жұмысқа алынбады.",
          en: "The request was not taken up within 60 minutes.",
        }),
        text("answer_late", {
          ru: "Заказчик не получил ответа в срок.",
          kk: "Тапсырыс беруші мерзімінде жауап алмады.",
          en: "The customer had no answer in time.",
        }),
      ]),
  ];
}

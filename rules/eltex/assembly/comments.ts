// Section 4, how customers comment, and the appendices.

import {
  ask, clause, Clause, has, input, letter, may, move, on, param, parameter, reason, send, silence, suggest, text,
} from "@reglament/regulation";
import { comment, fileNotes, files, label, section, support } from "./shared";

export function comments(): Clause[] {
  return [
    clause("ELT-4", { ru: "Комментарии заказчика", kk: "Тапсырыс берушінің түсініктемелері", en: "The customer's comments" })
      .label("4.1–4.2").section(section.comments())
      .quote(`4.1. Комментарии добавляются: для предоставления Заказчиком дополнительной информации, ответа на предоставленные рекомендации.
4.2.2. В открытом окне изменить статус (В работе, Решена) .
4.2.3. В поле редактировании написать комментарии (запрашиваемая информация, дополнения к задаче).
4.2.4. В случае если необходимо в поле выбрать файлы прикрепить требуемые файлы.
4.2.5. В случае если файлы загружены, то описание для отличия их от ранее загруженных.`)
      .note({
        ru: "Комментарий без выбора статуса переводит заявку в «В работе», кроме статуса «Новая». Чтобы закрыть заявку как неактуальную, заказчик выбирает «Решена».",
        kk: "Мәртебе таңдалмаған түсініктеме өтінімді «Орындалуда» мәртебесіне көшіреді, «Жаңа» мәртебесінен басқа. Өзектілігін жоғалтқан өтінімді жабу үшін тапсырыс беруші «Шешілді» таңдайды.",
        en: "A comment without a status moves the request to In progress, but not from New. To have a request closed as no longer relevant, the customer chooses Resolved.",
      })
      .says([
        may("to_work", { ru: "В работе", kk: "Орындалуда", en: "In progress" })
          .roles("customer").from(["feedback", "solved", "release", "waiting"]).to("work").mark("customer_comment")
          .inputs([comment(), files(), fileNotes()]),
        may("solve", { ru: "Решена", kk: "Шешілді", en: "Resolved" })
          .roles("customer").from("open").to("solved").inputs([input("text", label.comment()).kind("longtext"), files(), fileNotes()]),
        on(["message", "customer_comment"]).when("status", ["feedback", "solved", "release", "waiting"]).does([move("work")]),
        on("message")
          .when("status", "work").when("words", has(param("solved_words")))
          .does([suggest("close").with("reason", "confirmed").because("seems_solved")]),
        reason("close", "irrelevant", { ru: "неактуальность задачи", kk: "тапсырма өзектілігін жоғалтты", en: "the matter is no longer relevant" }),
        parameter("solved_words", "list", { ru: "Слова о решённом вопросе", kk: "Мәселенің шешілгені туралы сөздер", en: "Words that say that the matter is solved" })
          .default(["вопрос решен", "вопрос решён", "проблема решена", "можно закрыть", "мәселе шешілді", "жабуға болады", "is solved", "can be closed"]),
        text("seems_solved", {
          ru: "Похоже, заказчик пишет, что вопрос решён.",
          kk: "Тапсырыс беруші мәселе шешілді деп жазған сияқты.",
          en: "The customer seems to say that the matter is solved.",
        }),
      ]),

    clause("ELT-A1", { ru: "Проекты", kk: "Жобалар", en: "Projects" })
      .label("").section(section.appendix1())
      .quote("Здесь находятся ветки для конкретной технической поддержки по направлению (Название компании - Направление). Выбираем ту в которой у нас возник вопрос, например вопрос по телефонии:")
      .note({
        ru: "Заказчик видит только проекты своей компании.",
        kk: "Тапсырыс беруші тек өз компаниясының жобаларын көреді.",
        en: "Customers see the projects of their own company alone.",
      })
      .says([
        ask("project", { ru: "Проект", kk: "Жоба", en: "Project" })
          .channels("portal").kind("choice").from("company.directions")
          .hint({ ru: "Название компании - Направление", kk: "Компания атауы - Бағыт", en: "Name of the company - Field" }),
      ]),

    clause("ELT-A2", { ru: "Моя страница", kk: "Менің парақшам", en: "My page" })
      .label("").section(section.appendix2())
      .quote(`Все созданные и актуальные заявки отображаются в меню моя страница:
Особое внимание надо обращать на задачи со статусом Обратная связь, т.к. данные задачи были просмотрены инженером технической поддержки и был дан ответ или запрашивается дополнительная информация.
Комментарии в теме указываются в хронологическом порядке, то есть более свежий комментарий находятся ниже всех.`)
      .note({
        ru: "О заявке в статусе «Обратная связь» заказчику один раз напоминают (параметр).",
        kk: "«Кері байланыс» мәртебесіндегі өтінім туралы тапсырыс берушіге бір рет еске салынады (параметр).",
        en: "Customers are reminded once of a request in Feedback (a parameter).",
      })
      .says([
        parameter("feedback_reminder", "duration", {
          ru: "Через сколько напомнить об «Обратной связи»",
          kk: "«Кері байланыс» туралы қашан еске салу",
          en: "When the customer is reminded of Feedback",
        }).default("30d").min("7d").max("58d"),
        silence("attention", { ru: "Напоминание об обратной связи", kk: "Кері байланыс туралы еске салу", en: "Reminder of feedback" })
          .since("enter:feedback").cancel(["message", "customer_comment", "leave:feedback"]).over(param("feedback_reminder"))
          .does([send("feedback_waits")]),
        letter("feedback_waits", {
          ru: {
            subject: "[{number}] Заявка ждёт вас",
            body: `Здравствуйте!

Заявка {number} («{field.subject}») уже давно в статусе «Обратная связь»: мы ждём ваших действий или данных. Если до {due.feedback} ответа не будет, заявка закроется.
Ответить можно на портале https://helpdesk.eltexalatau.kz/ или этим письмом. Если вопрос решён: {link.solve}

Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтінім сізді күтуде",
            body: `Сәлеметсіз бе!

{number} өтінімі («{field.subject}») көптен бері «Кері байланыс» мәртебесінде тұр: сіздің әрекетіңізді немесе деректеріңізді күтеміз. {due.feedback} дейін жауап болмаса, өтінім жабылады.
https://helpdesk.eltexalatau.kz/ порталында немесе осы хатқа жауап бере аласыз. Мәселе шешілген болса: {link.solve}

«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] The request waits for you",
            body: `Hello!

Request {number} (“{field.subject}”) has long been in Feedback: we wait for what you do or send. Without an answer by {due.feedback} it will be closed.
Answer on the portal https://helpdesk.eltexalatau.kz/ or by this mail. If the matter is solved: {link.solve}

Technical support of EltexAlatau`,
          },
        }),
        text("portal.home", { ru: "Моя страница", kk: "Менің парақшам", en: "My page" }),
        text("portal.attention", { ru: "Ждут вашего ответа", kk: "Жауабыңызды күтуде", en: "Waiting for you" }),
      ]),

    clause("ELT-help", { ru: "Инструкции", kk: "Нұсқаулықтар", en: "Instructions" })
      .label("3.5, 4.3").section(section.comments())
      .quote(`3.5. Детальная инструкция по созданию нового обращения указана в Приложении 1.
4.3. Детальная инструкция по добавлению комментария указана в Приложении 2.`)
      .says([
        text("portal.help_new", {
          ru: "Войдите на портал, выберите проект своей компании и нажмите «Новая задача». Заполните обязательные поля и приложите схему, конфигурацию и логи: чем полнее описание, тем быстрее мы приступим к решению.",
          kk: "Порталға кіріп, компанияңыздың жобасын таңдаңыз да, «Жаңа тапсырма» түймесін басыңыз. Міндетті өрістерді толтырып, сызбаны, конфигурацияны және логтарды қосыңыз: сипаттама неғұрлым толық болса, соғұрлым тез кірісеміз.",
          en: "Enter the portal, choose a project of your company and press New request. Fill in the required fields and add scheme, configuration and logs: the fuller the description, the sooner we can begin.",
        }),
        text("portal.help_comment", {
          ru: "Откройте заявку на странице «Моя страница», нажмите «Редактировать», выберите статус «В работе» или «Решена», напишите комментарий и при необходимости приложите файлы с описанием.",
          kk: "«Менің парақшам» бетінен өтінімді ашып, «Өңдеу» түймесін басыңыз, «Орындалуда» немесе «Шешілді» мәртебесін таңдап, түсініктеме жазыңыз, қажет болса, файлдарды сипаттамасымен қосыңыз.",
          en: "Open the request on My page, press Edit, choose In progress or Resolved, write your comment and add files with a description if need be.",
        }),
      ]),
  ];
}

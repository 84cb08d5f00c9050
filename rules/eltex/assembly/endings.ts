// The table of 2.5 goes on: how requests end.

import { clause, Clause, input, letter, may, months, move, reason, send, set, silence, status } from "@reglament/regulation";
import { comment, label, section, support, takenUp } from "./shared";

export function endings(): Clause[] {
  return [
    clause("ELT-2.5-close", { ru: "Закрыта", kk: "Жабылды", en: "Closed" })
      .label("2.5").section(section.services())
      .quote(`Закрыта
Задача закрывается в случае, если сотрудник заказчика указывает что его вопрос решен или если статус обратная связь превышает срок 2 месяца.
Закрыть задачу, указав причину закрытия.
Сотрудник тех. поддержки`)
      .note({
        ru: "Два календарных месяца от последнего перехода в «Обратную связь»; любой комментарий заказчика прерывает срок.",
        kk: "«Кері байланысқа» соңғы өткеннен бастап екі күнтізбелік ай; тапсырыс берушінің кез келген түсініктемесі мерзімді үзеді.",
        en: "Two calendar months from the last entry into Feedback; any comment of the customer ends them.",
      })
      .says([
        status("closed", { ru: "Закрыта", kk: "Жабылды", en: "Closed" }).family("done").turn("nobody").final(),
        reason("close", "confirmed", {
          ru: "сотрудник заказчика указал, что его вопрос решен",
          kk: "тапсырыс берушінің қызметкері мәселесінің шешілгенін көрсетті",
          en: "the customer's employee says that the matter is solved",
        }),
        reason("expire", "feedback_expired", {
          ru: "статус «Обратная связь» превысил срок 2 месяца",
          kk: "«Кері байланыс» мәртебесі 2 ай мерзімінен асты",
          en: "the status Feedback has exceeded two months",
        }),
        may("close", { ru: "Закрыть", kk: "Жабу", en: "Close" })
          .roles(support).from(takenUp).to("closed").danger().notice("closed")
          .inputs([input("reason", label.reason()).kind("reason").group("close").required(), input("text", label.comment()).kind("longtext")]),
        silence("feedback", { ru: "Ответ заказчика", kk: "Тапсырыс берушінің жауабы", en: "The customer's feedback" })
          .since("enter:feedback").cancel(["message", "customer_comment", "leave:feedback"]).over(months(2))
          .does([set("reason", "feedback_expired"), move("closed"), send("closed")]),
        letter("closed", {
          ru: {
            subject: "[{number}] Заявка закрыта",
            body: `Здравствуйте!

Заявка {number} закрыта.{#field.reason} Причина: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

Если вопрос возникнет снова, создайте на портале новую заявку и укажите {number} в поле «Родительская задача»: https://helpdesk.eltexalatau.kz/
Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтінім жабылды",
            body: `Сәлеметсіз бе!

{number} өтінімі жабылды.{#field.reason} Себебі: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

Сұрақ қайта туындаса, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз: https://helpdesk.eltexalatau.kz/
«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Request closed",
            body: `Hello!

Request {number} is closed.{#field.reason} Reason: {field.reason}.{/field.reason}{#input.text}

{input.text}{/input.text}

If the question comes up again, file a new request on the portal and name {number} as its parent: https://helpdesk.eltexalatau.kz/
Technical support of EltexAlatau`,
          },
        }),
      ]),

    clause("ELT-2.5-reject", { ru: "Отклонена", kk: "Қабылданбады", en: "Rejected" })
      .label("2.5").section(section.services())
      .quote(`Отклонена
Указанная заявка не соответствует зоне ответственности технической поддержки или дублируется.
Указать причину отклонения
Сотрудник тех. поддержки`)
      .says([
        status("rejected", { ru: "Отклонена", kk: "Қабылданбады", en: "Rejected" }).family("stop").turn("nobody").final(),
        reason("reject", "out_of_scope", {
          ru: "заявка не соответствует зоне ответственности технической поддержки",
          kk: "өтінім техникалық қолдаудың жауапкершілік аймағына сәйкес келмейді",
          en: "the request is outside the responsibility of the support",
        }),
        reason("reject", "duplicate", { ru: "заявка дублируется", kk: "өтінім қайталанып тұр", en: "the request is a duplicate" }),
        may("reject", { ru: "Отклонить", kk: "Қабылдамау", en: "Reject" })
          .roles(support).from(["new", "work", "feedback", "release", "waiting"]).to("rejected").danger().notice("rejected").inputs([
            input("reason", label.reason()).kind("reason").group("reject").required(),
            input("first", label.first()).kind("ticket").link("duplicate_of").required().when("reason", ["duplicate"]),
            input("text", label.comment()).kind("longtext"),
          ]),
        letter("rejected", {
          ru: {
            subject: "[{number}] Заявка отклонена",
            body: `Здравствуйте!

Заявка {number} отклонена. Причина: {field.reason}.{#linked.duplicate_of} Работа идёт по заявке {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Мы консультируем по эксплуатации и настройке нашего оборудования, помогаем устранить неисправности из-за неправильной настройки и выдаём файлы обновлений, которых нет на официальном сайте.
Если вы не согласны, создайте на портале новую заявку и укажите {number} в поле «Родительская задача».
Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Өтінім қабылданбады",
            body: `Сәлеметсіз бе!

{number} өтінімі қабылданбады. Себебі: {field.reason}.{#linked.duplicate_of} Жұмыс {linked.duplicate_of} өтінімі бойынша жүріп жатыр.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Біз өз жабдығымызды пайдалану мен баптау бойынша кеңес береміз, қате баптаудан болған ақауларды жоюға көмектесеміз және ресми сайтта жоқ жаңарту файлдарын береміз.
Келіспесеңіз, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз.
«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Request rejected",
            body: `Hello!

Request {number} has been rejected. Reason: {field.reason}.{#linked.duplicate_of} The matter is dealt with under {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

We advise on operating and setting up our equipment, help with faults caused by wrong settings, and give out updates that are not on the official site.
If you disagree, file a new request on the portal and name {number} as its parent.
Technical support of EltexAlatau`,
          },
        }),
      ]),
  ];
}

// Section 3.4: when a request is refused registration.

import { clause, Clause, input, letter, may, reason } from "@reglament/regulation";
import { comment, label, section, support } from "./shared";

export function refusals(): Clause[] {
  return [
    clause("ELT-3.4", { ru: "Отказ в регистрации", kk: "Тіркеуден бас тарту", en: "Refusal to register" })
      .label("3.4").section(section.filing())
      .quote("3.4. Сервисная поддержка имеет право отказать в регистрации обращения в следующих случаях:")
      .says([
        may("refuse", { ru: "Отказать в регистрации", kk: "Тіркеуден бас тарту", en: "Refuse to register" })
          .roles(support).from("new").to("rejected").danger().notice("refused").inputs([
            input("reason", label.reason()).kind("reason").group("refuse").required(),
            input("first", label.first()).kind("ticket").link("duplicate_of").required().when("reason", ["already_registered"]),
            input("text", label.comment()).kind("longtext"),
          ]),
        letter("refused", {
          ru: {
            subject: "[{number}] В регистрации отказано",
            body: `Здравствуйте!

По обращению {number} отказано в регистрации. Причина: {field.reason}.{#linked.duplicate_of} Работа идёт по заявке {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Если причина устранена или это ошибка, создайте на портале новую заявку и укажите {number} в поле «Родительская задача».
Техническая поддержка «ЭлтексАлатау»`,
          },
          kk: {
            subject: "[{number}] Тіркеуден бас тартылды",
            body: `Сәлеметсіз бе!

{number} өтінішін тіркеуден бас тартылды. Себебі: {field.reason}.{#linked.duplicate_of} Жұмыс {linked.duplicate_of} өтінімі бойынша жүріп жатыр.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

Себебі жойылса немесе бұл қате болса, порталда жаңа өтінім жасап, «Негізгі тапсырма» өрісіне {number} деп жазыңыз.
«ЭлтексАлатау» техникалық қолдауы`,
          },
          en: {
            subject: "[{number}] Not registered",
            body: `Hello!

Request {number} was refused registration. Reason: {field.reason}.{#linked.duplicate_of} The matter is dealt with under {linked.duplicate_of}.{/linked.duplicate_of}{#input.text}

{input.text}{/input.text}

If the reason is gone or this is a mistake, file a new request on the portal and name {number} as its parent.
Technical support of EltexAlatau`,
          },
        }),
      ]),

    clause("ELT-3.4.1.1", { ru: "Нет описания", kk: "Сипаттама жоқ", en: "No description" })
      .label("3.4.1.1").section(section.filing())
      .quote("3.4.1.1. Заказчик не предоставил сведения о характере заявки, её описание.")
      .says([
        reason("refuse", "no_description", {
          ru: "Заказчик не предоставил сведения о характере заявки, её описание",
          kk: "Тапсырыс беруші өтінімнің мәні туралы мәлімет пен сипаттамасын бермеген",
          en: "the customer has not said what the request is about, nor described it",
        }),
      ]),

    clause("ELT-3.4.1.2", { ru: "Недостаточный уровень знаний", kk: "Білім деңгейі жеткіліксіз", en: "Insufficient knowledge" })
      .label("3.4.1.2").section(section.filing())
      .quote("3.4.1.2. Технический специалист Заказчика не обладает достаточным уровнем знаний, который необходим для получения технической поддержки. Это затрудняет или делает невозможным предоставление технической поддержки.")
      .says([
        reason("refuse", "knowledge", {
          ru: "Технический специалист Заказчика не обладает достаточным уровнем знаний, который необходим для получения технической поддержки",
          kk: "Тапсырыс берушінің техникалық маманында техникалық қолдау алу үшін қажетті білім деңгейі жеткіліксіз",
          en: "the customer's engineer lacks the knowledge that is needed to be supported",
        }),
      ]),

    clause("ELT-3.4.1.3", { ru: "Нормы вежливости", kk: "Сыпайылық нормалары", en: "Courtesy" })
      .label("3.4.1.3").section(section.filing())
      .quote("3.4.1.3. Не соблюдаются нормы вежливости со стороны Заказчика (нецензурная брань, оскорбления).")
      .says([
        reason("refuse", "courtesy", {
          ru: "Не соблюдаются нормы вежливости со стороны Заказчика (нецензурная брань, оскорбления)",
          kk: "Тапсырыс беруші сыпайылық нормаларын сақтамайды (балағаттау, тіл тигізу)",
          en: "the customer breaks the rules of courtesy (swearing, insults)",
        }),
      ]),

    clause("ELT-3.4.1.4", { ru: "Уже зарегистрировано", kk: "Бұрын тіркелген", en: "Registered already" })
      .label("3.4.1.4").section(section.filing())
      .quote("3.4.1.4. Обращение по указанной проблеме уже было зарегистрировано Заказчиком ранее.")
      .says([
        reason("refuse", "already_registered", {
          ru: "Обращение по указанной проблеме уже было зарегистрировано Заказчиком ранее",
          kk: "Осы мәселе бойынша өтінішті Тапсырыс беруші бұрын тіркеген",
          en: "the customer has already registered a request about this problem",
        }),
      ]),
  ];
}

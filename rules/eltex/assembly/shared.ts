// What several clauses have in common.

import { Field, input, Label, option, Option } from "@reglament/regulation";

// Only the support answers customers; the commercial department registers them.
export const support = ["engineer", "manager"];
// Statuses of a request that has been taken up and has not ended.
export const takenUp = ["work", "feedback", "solved", "release", "waiting"];

/** The headings of the document. */
export namespace section {
  export function preface(): Label {
    return { ru: "Преимущества портала HelpDesk", kk: "HelpDesk порталының артықшылықтары", en: "What the HelpDesk portal is for" };
  }

  export function terms(): Label {
    return { ru: "Принятые термины и сокращения", kk: "Қабылданған терминдер мен қысқартулар", en: "Terms" };
  }

  export function services(): Label {
    return {
      ru: "Состав и условия предоставления услуг технической поддержки",
      kk: "Техникалық қолдау қызметтерінің құрамы мен шарттары",
      en: "What the support comprises, and its terms",
    };
  }

  export function filing(): Label {
    return {
      ru: "Правила создания новой заявки на портале технической поддержки",
      kk: "Техникалық қолдау порталында жаңа өтінім жасау ережелері",
      en: "How to file a request on the portal",
    };
  }

  export function comments(): Label {
    return { ru: "Правила добавления комментариев", kk: "Түсініктеме қосу ережелері", en: "How to comment" };
  }

  export function appendix1(): Label {
    return { ru: "Приложение 1", kk: "1-қосымша", en: "Appendix 1" };
  }

  export function appendix2(): Label {
    return { ru: "Приложение 2", kk: "2-қосымша", en: "Appendix 2" };
  }
}

/** Labels of inputs that several acts have in common. */
export namespace label {
  export function comment(): Label {
    return { ru: "Комментарий", kk: "Түсініктеме", en: "Comment" };
  }

  export function answer(): Label {
    return { ru: "Ответ заказчику", kk: "Тапсырыс берушіге жауап", en: "Answer to the customer" };
  }

  export function reason(): Label {
    return { ru: "Причина", kk: "Себебі", en: "Reason" };
  }

  export function files(): Label {
    return { ru: "Файлы", kk: "Файлдар", en: "Files" };
  }

  export function fileNotes(): Label {
    return { ru: "Описание файлов", kk: "Файлдардың сипаттамасы", en: "What the files are" };
  }

  export function fileNotesHint(): Label {
    return { ru: "Чтобы отличить их от загруженных ранее", kk: "Бұрын жүктелгендерден ажырату үшін", en: "To tell them from those sent before" };
  }

  export function followUp(): Label {
    return { ru: "Когда проверить снова", kk: "Қашан қайта тексеру керек", en: "When to look again" };
  }

  export function first(): Label {
    return { ru: "Номер первой заявки", kk: "Бірінші өтінімнің нөмірі", en: "Number of the first request" };
  }

  export function priority(): Label {
    return { ru: "Приоритет", kk: "Басымдық", en: "Priority" };
  }

  export function help(): Label {
    return { ru: "Вид поддержки", kk: "Қолдау түрі", en: "Kind of help" };
  }

  export function complexity(): Label {
    return { ru: "Сложность", kk: "Күрделілігі", en: "Complexity" };
  }
}

export function comment(words: Label = label.comment()): Field {
  return input("text", words).kind("longtext").required();
}

export function files(): Field {
  return input("files", label.files()).kind("files").max(20);
}

export function fileNotes(): Field {
  return input("file_notes", label.fileNotes()).hint(label.fileNotesHint());
}

export function priorities(): Option[] {
  return [
    option("minimal", { ru: "Минимальный", kk: "Ең төмен", en: "Minimal" }),
    option("medium", { ru: "Средний", kk: "Орташа", en: "Medium" }),
    option("high", { ru: "Высокий", kk: "Жоғары", en: "High" }),
    option("critical", { ru: "Критический", kk: "Критикалық", en: "Critical" }),
  ];
}

export function kindsOfHelp(): Option[] {
  return [
    option("operation", {
      ru: "консультация по эксплуатации оборудования",
      kk: "жабдықты пайдалану бойынша кеңес",
      en: "advice on operating the equipment",
    }),
    option("settings", {
      ru: "настройка определенного функционала",
      kk: "белгілі бір функцияларды баптау",
      en: "setting up a function",
    }),
    option("instructions", {
      ru: "инструкции по устранению неисправностей, вызванных неправильной настройкой",
      kk: "қате баптаудан туындаған ақауларды жою нұсқаулары",
      en: "instructions for faults caused by wrong settings",
    }),
    option("update", {
      ru: "файлы для обновления, если версии нет на официальном сайте",
      kk: "нұсқасы ресми сайтта болмаса, жаңарту файлдары",
      en: "update files that are not on the official site",
    }),
  ];
}

export function complexities(): Option[] {
  return [option("c1", { plain: "1" }), option("c2", { plain: "2" }), option("c3", { plain: "3" }), option("c4", { plain: "4" })];
}

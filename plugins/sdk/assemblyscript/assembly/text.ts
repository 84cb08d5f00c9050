// Texts that are sent or shown.

import { Item } from "./item";
import { byLanguage, Label } from "./label";
import { ObjectValue } from "./value";

/** A Letter is a text with a subject, in one language. */
export class Letter {
  subject: string = "";
  body: string = "";
}

/** Letters are a text with subjects, by language. */
export class Letters {
  kk: Letter = {};
  ru: Letter = {};
  en: Letter = {};
}

export class Text extends Item {
  constructor(
    private id: string,
    body: ObjectValue,
  ) {
    super("texts");
    this.put("body", body);
  }

  addTo(catalogue: ObjectValue, clause: string): void {
    this.put("clause", clause);
    const texts = catalogue.child("texts");
    if (texts.get(this.id)) throw new Error('the text "' + this.id + '" stands twice');
    texts.put(this.id, this);
  }
}

/** text is one without a subject. */
export function text(id: string, body: Label): Text {
  return new Text(id, byLanguage(body.kk, body.ru, body.en));
}

/** letter is a text with a subject: `letter("created", { ru: { subject: "...", body: "..." } })`. */
export function letter(id: string, by: Letters): Text {
  const out = new Text(id, byLanguage(by.kk.body, by.ru.body, by.en.body));
  out.put("subject", byLanguage(by.kk.subject, by.ru.subject, by.en.subject));
  return out;
}

// Texts by language, as people see them.

import { ObjectValue, TextValue, Value } from "./value";

/**
 * A Label is a text by language: `{ kk: "Жаңа", ru: "Новая", en: "New" }`.
 * `{ plain: "1" }` is one that is the same in all of them.
 */
export class Label {
  kk: string = "";
  ru: string = "";
  en: string = "";
  plain: string = "";

  value(): Value {
    return this.plain != "" ? new TextValue(this.plain) : byLanguage(this.kk, this.ru, this.en);
  }
}

/** byLanguage leaves out the languages in which there is nothing. */
export function byLanguage(kk: string, ru: string, en: string): ObjectValue {
  const out = new ObjectValue();
  if (kk != "") out.put("kk", kk);
  if (ru != "") out.put("ru", ru);
  if (en != "") out.put("en", en);
  return out;
}

// A text to insert: in which language, in which order, and with what filled in.
import type { Schemas } from "$lib/api/client";

export type Template = Schemas["Template"];

// wordless stands where nothing is known that could be filled in.
export const wordless = "___";

export const placeholders = ["number", "name", "me", "due", "subject", "link"] as const;
export type Values = Partial<Record<(typeof placeholders)[number], string>>;

// textIn is the template's text in the wanted language, else in the first of the
// others that it has.
export function textIn(template: Pick<Template, "texts">, wanted: string, others: string[]): { lang: string; text: string } {
  const texts = (template.texts ?? {}) as Record<string, string>;
  const lang = [wanted, ...others, ...Object.keys(texts)].find((one) => texts[one]?.trim()) ?? wanted;
  return { lang, text: texts[lang] ?? "" };
}

// filled puts values into a text, and the link behind it unless it has a place for
// it. missing are the placeholders without a value.
export function filled(text: string, values: Values): { text: string; missing: string[] } {
  const missing: string[] = [];
  const out = text.replace(/\{([^{}\s]*)\}/g, (whole, name: string) => {
    if (!(placeholders as readonly string[]).includes(name)) return whole;
    const value = values[name as keyof Values];
    if (!value) missing.push(name);
    return value || wordless;
  });
  const link = values.link && !text.includes("{link}") ? `\n${values.link}` : "";
  return { text: out + link, missing };
}

const fold = (text: string) => text.toLocaleLowerCase().replaceAll("ё", "е");

// found are the templates that have all the words which were typed, those for the
// ticket's type or queue first.
export function found(all: Template[], typed: string, type: string, queue: string): Template[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const fits = (one: Template) => Number(Boolean(one.type) && one.type === type) + Number(Boolean(one.queue) && one.queue === queue);
  return all
    .filter((one) => words.every((word) => fold([one.name, one.link ?? "", ...Object.values((one.texts ?? {}) as Record<string, string>)].join(" ")).includes(word)))
    .sort((a, b) => fits(b) - fits(a) || a.name.localeCompare(b.name));
}

// insert puts a text at the cursor, behind what is selected: nothing that was typed
// goes, and the browser can undo it.
export function insert(area: HTMLTextAreaElement, at: number, text: string) {
  area.focus();
  area.setSelectionRange(at, at);
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, at, at, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

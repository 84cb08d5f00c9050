// The words of the pages. Texts of the company's regulation are the server's and
// do not stand here.
import { IntlMessageFormat } from "intl-messageformat";
import type words from "../../../i18n/ru.json";

export type Lang = "ru" | "kk" | "en";
export type Key = keyof typeof words;
export type Values = Record<string, string | number>;

export const languages: { code: Lang; name: string; short: string }[] = [
  { code: "kk", name: "Қазақша", short: "ҚАЗ" },
  { code: "ru", name: "Русский", short: "РУС" },
  { code: "en", name: "English", short: "ENG" },
];

// languageName is what a language calls itself; undefined if it is none of ours.
export const languageName = (code: string): string | undefined => languages.find((one) => one.code === code)?.name;

type Catalogue = Record<Key, string>;

const catalogues: Record<Lang, () => Promise<{ default: Catalogue }>> = {
  ru: () => import("../../../i18n/ru.json"),
  kk: () => import("../../../i18n/kk.json"),
  en: () => import("../../../i18n/en.json"),
};

const kept = "reglament.lang";

class I18n {
  lang = $state<Lang>("ru");
  words = $state.raw<Partial<Catalogue>>({});

  // speak changes the language, and keeps it for the next time. Until the words are
  // there the old ones stay.
  async speak(lang: Lang, keep = true) {
    this.words = (await catalogues[lang]()).default;
    this.lang = lang;
    document.documentElement.lang = lang;
    if (keep) localStorage.setItem(kept, lang);
  }
}

export const i18n = new I18n();

// preferred is the language that was chosen before, else the browser's, else
// Russian.
export function preferred(): Lang {
  const wanted = [localStorage.getItem(kept), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (wanted.find((lang) => lang && lang in catalogues) as Lang | undefined) ?? "ru";
}

const messages = new Map<string, IntlMessageFormat>();

// t says something in the current language.
export function t(key: Key, values?: Values): string {
  const text = i18n.words[key];
  if (text === undefined) return key; // the words are on their way
  if (!text.includes("{")) return text;
  const id = `${i18n.lang} ${key}`;
  let message = messages.get(id);
  if (!message) messages.set(id, (message = new IntlMessageFormat(text, i18n.lang)));
  return String(message.format(values));
}

// byName compares names as the current language orders them.
export function byName(a: string, b: string): number {
  return collator().compare(a, b);
}

const collators = new Map<Lang, Intl.Collator>();

function collator(): Intl.Collator {
  let found = collators.get(i18n.lang);
  if (!found) collators.set(i18n.lang, (found = new Intl.Collator(i18n.lang, { numeric: true })));
  return found;
}

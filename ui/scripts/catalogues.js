// The words of the pages, in three languages. A catalogue that lacks a key, says
// something that cannot be read, or wants other values than the others is an
// error of the build.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

export const languages = ["ru", "kk", "en"];

// Forms that a language must have of every plural.
const forms = { ru: ["one", "few", "many", "other"], kk: ["one", "other"], en: ["one", "other"] };

export const file = (lang) => fileURLToPath(new URL(`../i18n/${lang}.json`, import.meta.url));

export function read() {
  return Object.fromEntries(languages.map((lang) => [lang, JSON.parse(readFileSync(file(lang), "utf8"))]));
}

// values lists what a message wants filled in, and complains of plurals that
// lack a form.
function values(nodes, lang, wrong, into = new Set()) {
  for (const node of nodes) {
    if (node.type === TYPE.literal || node.type === TYPE.pound) continue;
    into.add(node.value);
    if (node.type === TYPE.plural) {
      const lacking = forms[lang].filter((form) => !node.options[form]);
      if (lacking.length) wrong.push(`the plural lacks ${lacking.join(", ")}`);
    }
    for (const option of Object.values(node.options ?? {})) values(option.value, lang, wrong, into);
  }
  return into;
}

// faults lists everything that is wrong with the catalogues.
export function faults(all) {
  const out = [];
  const keys = new Set(languages.flatMap((lang) => Object.keys(all[lang])));
  for (const key of keys) {
    const wanted = {};
    for (const lang of languages) {
      const text = all[lang][key];
      const wrong = [];
      if (typeof text !== "string" || text.trim() === "") wrong.push("is missing");
      else {
        try {
          wanted[lang] = [...values(parse(text), lang, wrong)].sort().join(", ");
        } catch (err) {
          wrong.push(`cannot be read: ${err.message}`);
        }
      }
      out.push(...wrong.map((what) => `${lang}.json: ${key} ${what}`));
    }
    if (new Set(Object.values(wanted)).size > 1) out.push(`${key} wants different values: ${JSON.stringify(wanted)}`);
  }
  return out;
}

export function catalogues() {
  return {
    name: "catalogues",
    buildStart() {
      for (const lang of languages) this.addWatchFile(file(lang));
      const wrong = faults(read());
      if (wrong.length) this.error(wrong.join("\n"));
    },
  };
}

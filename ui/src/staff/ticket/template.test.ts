import { expect, test } from "vitest";
import { filled, found, textIn, type Template } from "./template";

const template = (name: string, more: Partial<Template> = {}): Template => ({ id: name, name, texts: { ru: name }, owner: "a", mine: false, updated: "", ...more });

test("values are filled in, and what is not known is seen to be missing", () => {
  expect(filled("{name}, заявка {number} до {due}", { name: "Дана", number: "A-1" })).toEqual({ text: "Дана, заявка A-1 до ___", missing: ["due"] });
});

test("braces that are no placeholder stay", () => {
  expect(filled("{ } {x} {name}", { name: "{number}" })).toEqual({ text: "{ } {x} {number}", missing: [] });
});

test("the link comes where it belongs, else behind the text", () => {
  expect(filled("см. {link}", { link: "https://a" }).text).toBe("см. https://a");
  expect(filled("см. раздел", { link: "https://a" }).text).toBe("см. раздел\nhttps://a");
});

test("the text is the client's, else the first that there is", () => {
  expect(textIn({ texts: { ru: "р", kk: "қ" } }, "kk", ["ru"])).toEqual({ lang: "kk", text: "қ" });
  expect(textIn({ texts: { en: "e", ru: "р" } }, "kk", ["ru"])).toEqual({ lang: "ru", text: "р" });
  expect(textIn({ texts: { en: "e", kk: " " } }, "kk", ["ru"])).toEqual({ lang: "en", text: "e" });
});

test("those for the ticket's type or queue come first", () => {
  const all = [template("а"), template("б", { queue: "q" }), template("в", { type: "t", queue: "q" }), template("г", { type: "other" })];
  expect(found(all, "", "t", "q").map((one) => one.name)).toEqual(["в", "б", "а", "г"]);
  expect(found(all, "", "", "").map((one) => one.name)).toEqual(["а", "б", "в", "г"]);
});

test("they are found by all words, in any language, with е for ё", () => {
  const all = [template("Счёт", { texts: { kk: "Шот жіберілді" } }), template("Пароль")];
  expect(found(all, "счет шот", "", "").map((one) => one.name)).toEqual(["Счёт"]);
});

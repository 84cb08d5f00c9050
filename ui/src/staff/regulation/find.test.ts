import { expect, test } from "vitest";
import { sectionsOf } from "./find";

const clauses = [
  { id: "A-1", label: "1.", title: "Время", section: "Общее", quote: "Работаем с 9 до 18.", quote_lang: "ru" },
  { id: "A-2", label: "2.", title: "Учёт", section: "Общее" },
  { id: "A-3", label: "1.", title: "Сроки", section: "Сроки", original: { lang: "kk", title: "Мерзімдер", quote: "Екі сағат ішінде" } },
  { id: "A-4", label: "3.", title: "Ещё", section: "Общее", note: "Как читается" },
];
const found = (query: string) => sectionsOf(clauses, query).map((one) => [one.heading, ...one.clauses.map((clause) => clause.id)].join(" "));

test("clauses stand under their headings, in the order of the document", () => {
  expect(found("")).toEqual(["Общее A-1 A-2", "Сроки A-3", "Общее A-4"]);
});

test("a clause is found by its number, words, note and original", () => {
  expect(found("a-2")).toEqual(["Общее A-2"]);
  expect(found("учет")).toEqual(["Общее A-2"]);
  expect(found("18 работаем")).toEqual(["Общее A-1"]);
  expect(found("сағат")).toEqual(["Сроки A-3"]);
  expect(found("читается")).toEqual(["Общее A-4"]);
  expect(found("нигде")).toEqual([]);
});

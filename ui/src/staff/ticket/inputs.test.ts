import { beforeAll, expect, test } from "vitest";
import { i18n } from "$lib/i18n/index.svelte";
import { pairsOf, tellable } from "./inputs";

const zone = "Asia/Almaty";
const label = (name: string) => (name === "iin" ? "ИИН" : "");

beforeAll(() => i18n.speak("ru"));

test("a decision's values are shown with their names, instants as times", () => {
  const value = { calendar: "main", due: 1795417200000000, within: "3wh", iin: "900101300017", values: { "due.first": { $time: 1795417200000000 } }, fields: ["eds", "java"] };
  expect(pairsOf(value, zone, label)).toEqual([
    { name: "Календарь", value: "main" },
    { name: "Срок", value: "23 нояб. 2026 г., 12:00" },
    { name: "Отведено", value: "3 рабочих часа" },
    { name: "ИИН", value: "900101300017" },
    { name: "Значения: due.first", value: "23 нояб. 2026 г., 12:00" },
    { name: "fields", value: "eds, java" },
  ]);
});

test("nothing gives nothing, and a bare value stands alone", () => {
  expect([undefined, null, "", {}].flatMap((value) => pairsOf(value, zone, label))).toEqual([]);
  expect(pairsOf("kk", zone, label)).toEqual([{ name: "", value: "kk" }]);
});

test("what the house knows of a sender is told in words, without its keys", () => {
  const facts = { party: "anna", identified: true, language: "ru", by: "domain", company_domain: true, company: { id: "yug", name: "Телеком Юг", personal_mail: "exceptions" } };
  expect(pairsOf(tellable(facts), zone, label)).toEqual([
    { name: "Адрес проверен", value: "да" },
    { name: "Язык", value: "Русский" },
    { name: "По признаку", value: "домен почты" },
    { name: "Домен почты компании", value: "да" },
    { name: "Компания: Имя", value: "Телеком Юг" },
    { name: "Компания: Личная почта", value: "как велит регламент" },
  ]);
});

test("a notice is told by its sentence, and not by its keys", () => {
  const notice = { text: "new_request", lang: "kk", to: { role: "engineer" }, values: { number: "E-1" }, internal: true };
  expect(pairsOf(tellable(notice, true), zone, label).map((one) => one.value)).toEqual(["Қазақша", "да"]);
});

import { expect, test } from "vitest";
import { addressesIn } from "./copies";
import { asked, matching, still } from "./mentions";

const people = [{ value: "aigul", label: "Айгуль Серикова" }, { value: "dana", label: "Дана Оспанова" }, { value: "alyona", label: "Алёна Ким" }];

test("somebody is named after an @ that begins a word", () => {
  expect(asked("Спроси @Да", 10)).toEqual({ from: 7, word: "Да" });
  expect(asked("@", 1)).toEqual({ from: 0, word: "" });
  expect(asked("a@mail", 6)).toBe(null);
  expect(asked("@Дана Оспанова посмотри", 23)).toBe(null);
});

test("names are found by the beginnings of their words, and by ids", () => {
  expect(matching(people, "оспа").map((one) => one.value)).toEqual(["dana"]);
  expect(matching(people, "але").map((one) => one.value)).toEqual(["alyona"]);
  expect(matching(people, "aig").map((one) => one.value)).toEqual(["aigul"]);
  expect(matching(people, "").length).toBe(3);
});

test("a name that was taken out of the text is no mention any more", () => {
  expect(still(["dana", "aigul", "dana"], people, "Привет, @Дана Оспанова")).toEqual(["dana"]);
});

test("addresses are taken as people type them", () => {
  expect(addressesIn("A@mail.example, Дана <b@mail.example>; a@mail.example")).toEqual({ found: ["a@mail.example", "b@mail.example"], rest: "" });
  expect(addressesIn("c@mail.example nobody")).toEqual({ found: ["c@mail.example"], rest: "nobody" });
});

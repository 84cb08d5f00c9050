import { expect, test } from "vitest";
import { matching, type Group } from "./commands";

const command = (label: string, hint = "") => ({ id: label, label, hint, run: () => {} });
const groups: Group[] = [
  { title: "board", commands: [command("Передать: взять в работу"), command("Взять в работу", "DESK-1"), command("Закрыть", "DESK-1")] },
  { title: "language", commands: [] },
  { title: "theme", commands: [command("Тёмная")] },
];
const found = (typed: string) => matching(groups, typed).map((group) => [group.title, ...group.commands.map((one) => one.label)]);

test("without words everything is offered but empty groups", () => {
  expect(matching(groups, "  ")).toEqual([groups[0], groups[2]]);
});

test("all words are looked for, in the hint too, and beginnings come first", () => {
  expect(found("взять")).toEqual([["board", "Взять в работу", "Передать: взять в работу"]]);
  expect(found("desk взять")).toEqual([["board", "Взять в работу"]]);
  for (const typed of ["ТЁМ", "тем"]) expect(found(typed)).toEqual([["theme", "Тёмная"]]);
  expect(found("взять тёмная")).toEqual([]);
});

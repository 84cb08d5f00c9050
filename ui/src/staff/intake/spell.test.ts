import { beforeAll, expect, test } from "vitest";
import { i18n } from "$lib/i18n/index.svelte";
import { spelled } from "./spell";

beforeAll(() => i18n.speak("ru"));

test("letters and digits are read by their names, part by part", () => {
  expect(spelled("SUPPORT-10110")).toEqual(["эс ю пи пи о ар ти", "один ноль один один ноль"]);
  expect(spelled("СК-000007")).toEqual(["эс ка", "ноль ноль ноль ноль ноль семь"]);
});

test("each language has a name for each sign", async () => {
  for (const lang of ["kk", "en", "ru"] as const) {
    await i18n.speak(lang);
    const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘҒҚҢӨҰҮҺІ";
    const names = [...signs].map((sign) => spelled(sign)[0] ?? "");
    expect(names.every((name, i) => name !== "" && name !== signs[i])).toBe(true);
    expect(new Set(names.slice(0, 36)).size).toBe(36);
  }
});

test("another language reads it in its own words", async () => {
  await i18n.speak("kk");
  expect(spelled("MW-1004")[1]).toBe("бір нөл нөл төрт");
});

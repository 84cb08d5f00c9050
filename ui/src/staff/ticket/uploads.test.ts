import { beforeAll, expect, test } from "vitest";
import { i18n } from "$lib/i18n/index.svelte";
import { largest, most, refusal, sizeOf } from "./uploads.svelte";

beforeAll(() => i18n.speak("ru"));

test("what cannot be sent is told before it is begun", () => {
  expect(refusal({ name: "a.png", size: 1000 }, 0)).toBe("");
  expect(refusal({ name: "a.iso", size: largest + 1 }, 0)).toBe("a.iso больше 50 МБ: не отправлен");
  expect(refusal({ name: "a.txt", size: 0 }, 0)).toContain("пуст");
  expect(refusal({ name: "a.png", size: 1 }, most)).toContain(String(most));
});

test("sizes are said in words", () => {
  expect([sizeOf(1), sizeOf(2048), sizeOf(1.25 * 1024 * 1024)]).toEqual(["1 КБ", "2 КБ", "1,3 МБ"]);
});

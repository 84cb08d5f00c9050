import { beforeAll, expect, it } from "vitest";
import { i18n } from "../i18n/index.svelte";
import { ask, Failure } from "./client";

beforeAll(() => i18n.speak("ru"));

it("gives the number of a request that the server failed at", async () => {
  const failed = Promise.resolve({ error: { kind: "internal", detail: "Внутренняя ошибка.", request_id: "r-1" } });
  await expect(ask(failed)).rejects.toThrow("Внутренняя ошибка. Номер запроса: r-1");
});
it("gives what was wrong alone where it was the caller", async () => {
  const refused = Promise.resolve({ error: { kind: "invalid", detail: "Заполните поле.", request_id: "r-1" } });
  await expect(ask(refused)).rejects.toThrow(/^Заполните поле\.$/);
});
it("says that the server cannot be reached", async () => {
  await expect(ask(Promise.reject(new TypeError()))).rejects.toBeInstanceOf(Failure);
});

import { beforeAll, expect, test } from "vitest";
import { i18n } from "$lib/i18n/index.svelte";
import { lookAt } from "$lib/sla";
import type { Schemas } from "$lib/api/client";
import { clockOf, stateOf } from "./deadlines";
import { day, skipped, within } from "./words";

const zone = "Asia/Almaty";
const now = Date.parse("2026-11-23T08:00:00Z"); // 13:00
const one = (more: Partial<Schemas["Deadline"]>): Schemas["Deadline"] => ({
  id: "answer",
  kind: "promise",
  label: "Ответ",
  clause: { id: "A-1", label: "1", title: "" },
  state: "running",
  since: "2026-11-23T04:00:00Z",
  due: "2026-11-23T09:00:00Z",
  within: "3wh",
  ...more,
});

beforeAll(() => i18n.speak("ru"));

test("each state has its words, whatever the picture shows", () => {
  expect(stateOf(one({}), now, zone)).toBe("");
  expect(stateOf(one({}), now + 3_600_000, zone)).toBe("срок нарушен");
  expect(stateOf(one({ state: "breached" }), now, zone)).toBe("срок нарушен");
  expect(stateOf(one({ state: "breached", met: "2026-11-23T09:30:00Z" }), now, zone)).toBe("нарушен; выполнено с опозданием, 14:30");
  expect(stateOf(one({ state: "paused" }), now, zone)).toBe("отсчёт остановлен");
  expect(stateOf(one({ state: "met", met: "2026-11-23T07:00:00Z" }), now, zone)).toBe("12:00");
  expect(stateOf(one({ state: "cancelled" }), now, zone)).toBe("отменён");
  expect(stateOf(one({ kind: "silence", state: "waiting" }), now, zone)).toBe("ждём до 14:00");
  expect(stateOf(one({ kind: "silence", state: "broken" }), now, zone)).toBe("ожидание окончено");
  expect(stateOf(one({ kind: "silence", state: "over" }), now, zone)).toBe("прошло без ответа");
});

test("a client's silence is no breach of ours", () => {
  expect(clockOf(one({ kind: "silence", state: "waiting" }))).toBeNull();
  expect(clockOf(one({ kind: "silence", state: "over" }))).toBeNull();
});

test("a clock turns at its instant by itself", () => {
  const clock = clockOf(one({}));
  const look = (at: number) => clock && lookAt(clock, at, zone)?.look;
  expect(look(now - 7_200_000)).toBe("ok");
  expect(look(now + 3_599_000)).toBe("warn");
  expect(look(now + 3_600_000)).toBe("breach");
});

test("a paused clock shows what is left and does not go on", () => {
  const clock = clockOf(one({ state: "paused", due: undefined, left_seconds: 5400 }));
  for (const at of [now, now + 86_400_000]) expect(clock && lookAt(clock, at, zone)).toMatchObject({ look: "paused", due: "осталось 1 ч 30 мин" });
});

test("durations are said as the regulation means them", async () => {
  expect(["1h", "3wh", "5wh", "2wd", "1mo", "21m", "xx"].map(within)).toEqual(["1 час", "3 рабочих часа", "5 рабочих часов", "2 рабочих дня", "1 месяц", "21 минута", "xx"]);
  await i18n.speak("kk");
  expect(within("3wh")).toBe("3 жұмыс сағаты");
  await i18n.speak("en");
  expect([within("1wd"), within("2wd")]).toEqual(["1 working day", "2 working days"]);
  await i18n.speak("ru");
});

test("unusual days say why", () => {
  expect(day("2026-12-16")).toBe("16 дек. 2026 г.");
  expect(skipped({ date: "2026-11-22", reason: "weekend" }, "ru")).toBe("выходной");
  expect(skipped({ date: "2026-12-16", reason: "holiday", names: { ru: "День независимости", kk: "Тәуелсіздік күні" } }, "kk")).toBe("Тәуелсіздік күні");
  expect(skipped({ date: "2026-12-19", reason: "moved", hours: ["09:00-18:00"] }, "ru")).toBe("рабочий день по переносу, 09:00-18:00");
});

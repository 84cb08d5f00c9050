import { beforeAll, describe, expect, it } from "vitest";
import { i18n } from "./i18n/index.svelte";
import { between, lookAt, type Deadline } from "./sla";

beforeAll(() => i18n.speak("ru"));

const zone = "Asia/Almaty";
const day = (d: number, h: number, m = 0) => Date.UTC(2027, 1, d, h - 5, m); // in Almaty
const iso = (t: number) => new Date(t).toISOString();
const sec = (t: number) => t / 1000;
// Monday 1st to Tuesday 2nd of February, nine to six.
const hours = { from: sec(day(1, 0)), until: sec(day(3, 0)), open: [[sec(day(1, 9)), sec(day(1, 18))], [sec(day(2, 9)), sec(day(2, 18))]] };
const plain = (text?: string) => text?.replaceAll("\u00a0", " ");

describe("working time", () => {
  it("leaves out the night", () => expect(between(day(1, 17), day(2, 10), hours)).toEqual({ seconds: 7200, work: true }));
  it("is all time where hours are not known", () => expect(between(day(1, 17), day(5, 17), hours)).toEqual({ seconds: 4 * 86400, work: false }));
});

describe("a deadline", () => {
  const running: Deadline = { state: "running", since: iso(day(1, 16)), due: iso(day(2, 11)), calendar: "main" };
  const look = (d: Deadline, now: number) => lookAt(d, now, zone, hours);

  it("counts working time and names its end", () => {
    const shown = look(running, day(1, 16, 30));
    expect([shown?.look, plain(shown?.text), plain(shown?.due)]).toEqual(["ok", "осталось 3 ч 30 мин", "до завтра, 11:00"]);
  });
  it("presses with a quarter of its time left, or half an hour", () => {
    expect(look(running, day(2, 10, 5))?.look).toBe("warn");
    expect(look(running, day(2, 9, 55))?.look).toBe("ok");
    expect(look({ ...running, since: iso(day(2, 10)) }, day(2, 10, 31))?.look).toBe("warn");
  });
  it("is breached at its end, and not before", () => {
    expect(look(running, day(2, 11) - 1)?.look).toBe("warn");
    const over = look(running, day(2, 12, 10));
    expect([over?.look, plain(over?.text)]).toEqual(["breach", "просрочено на 1 ч 10 мин"]);
  });
  it("keeps what is left while it is paused", () => {
    const shown = look({ state: "paused", left_seconds: 2520, calendar: "main" }, day(9, 9));
    expect([shown?.look, plain(shown?.due)]).toEqual(["paused", "осталось 42 мин"]);
  });
  it("says nothing once it is cancelled", () => expect(look({ state: "cancelled" }, day(1, 9))).toBeNull());
});

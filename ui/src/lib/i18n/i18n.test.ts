import { beforeEach, describe, expect, it } from "vitest";
import { byName, i18n, t, type Lang } from "./index.svelte";
import { brief, clock, full, span } from "./time";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe.each([
  ["ru", ["1 заявка", "2 заявки", "5 заявок", "11 заявок", "21 заявка"]],
  ["kk", ["1 өтініш", "2 өтініш", "5 өтініш", "11 өтініш", "21 өтініш"]],
  ["en", ["1 request", "2 requests", "5 requests", "11 requests", "21 requests"]],
] as [Lang, string[]][])("in %s", (lang, tickets) => {
  beforeEach(() => i18n.speak(lang));

  it("counts", () => expect([1, 2, 5, 11, 21].map((n) => plain(t("n_tickets", { n })))).toEqual(tickets));
  it("names the page's language", () => expect(document.documentElement.lang).toBe(lang));
});

const at = Date.UTC(2026, 10, 22, 5, 8, 9); // 10:08:09 in Almaty

describe("times", () => {
  it("are in the company's zone, with our own months", async () => {
    await i18n.speak("ru");
    expect(plain(full(at, "Asia/Almaty"))).toBe("22 нояб. 2026 г., 10:08");
    await i18n.speak("kk");
    expect(plain(full(at, "Asia/Almaty"))).toBe("2026 ж. 22 қар., 10:08");
    await i18n.speak("en");
    expect(plain(full(at, "Asia/Almaty"))).toBe("22 Nov 2026, 10:08");
    expect(clock(at, "Asia/Almaty")).toBe("10:08:09");
  });

  it("are as short as can be understood", async () => {
    await i18n.speak("ru");
    const hours = (n: number) => plain(brief(at + n * 3_600_000, "Asia/Almaty", at));
    expect([0, 13, 14, -11, 72].map(hours)).toEqual(["10:08", "23:08", "завтра, 00:08", "вчера, 23:08", "25 нояб., 10:08"]);
  });

  it("spans have two units at most", async () => {
    await i18n.speak("ru");
    expect([30, 60, 4200, 3600, 90000, 7 * 86400].map((s) => plain(span(s)))).toEqual(["меньше минуты", "1 мин", "1 ч 10 мин", "1 ч", "1 д 1 ч", "7 д"]);
    expect(plain(span(90000, false))).toBe("25 ч");
  });
});

it("names are ordered as the language does", async () => {
  await i18n.speak("kk");
  expect(["Ұлжан", "Іңкәр", "Әлия", "Айгүл"].toSorted(byName)).toEqual(["Айгүл", "Әлия", "Ұлжан", "Іңкәр"]);
});

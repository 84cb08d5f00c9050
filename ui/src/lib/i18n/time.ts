// Instants and spans of time in words. The names of months are our own: browsers
// do not have them in Kazakh everywhere.
import { t } from "./index.svelte";

interface Parts {
  year: number;
  month: number;
  day: number;
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone || undefined,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, found);
  }
  return found;
}

function partsOf(at: number, zone: string, seconds = false): Parts {
  const found = Object.fromEntries(format(zone).formatToParts(at).map((part) => [part.type, part.value]));
  const time = `${found.hour}:${found.minute}${seconds ? `:${found.second}` : ""}`;
  return { year: Number(found.year), month: Number(found.month), day: Number(found.day), time };
}

const dayNumber = (p: Parts) => Date.UTC(p.year, p.month - 1, p.day) / 86_400_000;
const month = (p: Parts) => t("months").split("|")[p.month - 1] ?? "";

// full is an instant with its date: 22 нояб. 2026 г., 10:08.
export function full(at: number, zone: string): string {
  const p = partsOf(at, zone);
  return t("time.full", { day: p.day, month: month(p), year: String(p.year), time: p.time });
}

// brief is an instant as short as it can be understood: the time alone today, and
// with the day else.
export function brief(at: number, zone: string, now: number): string {
  const [p, today] = [partsOf(at, zone), partsOf(now, zone)];
  const days = dayNumber(p) - dayNumber(today);
  if (days === 0) return p.time;
  if (days === 1) return t("time.tomorrow", { time: p.time });
  if (days === -1) return t("time.yesterday", { time: p.time });
  if (p.year === today.year) return t("time.day", { day: p.day, month: month(p), time: p.time });
  return full(at, zone);
}

// clock is the time of day with seconds.
export function clock(at: number, zone: string): string {
  return partsOf(at, zone, true).time;
}

// span is a length of time in its two largest units, rounded down: 1 ч 10 мин.
// Days are days of 24 hours; where working time is meant, pass days = false.
export function span(seconds: number, days = true): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes < 1) return t("span.moment");
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days && d > 0) return join(t("span.days", { n: d }), h && t("span.hours", { n: h }));
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return join(t("span.hours", { n: hours }), m && t("span.minutes", { n: m }));
  return t("span.minutes", { n: m });
}

const join = (first: string, second: string | 0) => (second ? `${first} ${second}` : first);

// Days as the calendar has them: "2027-02-01". They have no hours, and no zone.
import { t } from "$lib/i18n/index.svelte";

const parts = (day: string) => day.split("-").map(Number) as [number, number, number];

function utc(day: string): Date {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date));
}

// isDay says whether a text is a day that there is.
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && utc(text).toISOString().startsWith(text);
}

// shift is the day so many days later.
export function shift(day: string, by: number): string {
  const at = utc(day);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

// titleOf is a day in words.
export function titleOf(day: string): string {
  const [year, month, date] = parts(day);
  const weekday = t("weekdays").split("|")[utc(day).getUTCDay()] ?? "";
  return t("plan.day", { weekday, day: date, month: t("months").split("|")[month - 1] ?? "", year: String(year) });
}

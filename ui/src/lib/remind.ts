// Instants that reminders are often wanted at, in the company's zone.

export type Quick = "hour" | "tomorrow" | "monday";

// offsetAt is how far a zone is ahead of UTC at an instant.
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone || undefined, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" }).formatToParts(at);
  const n = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(n("year"), n("month") - 1, n("day"), n("hour"), n("minute"), n("second")) - Math.floor(at / 1000) * 1000;
}

// inZone is the instant of a local time, which is given as if it were UTC's.
function inZone(local: number, zone: string): number {
  const first = local - offsetAt(local, zone);
  return local - offsetAt(first, zone);
}

// quickAt is the instant of a quick choice. Tomorrow and Monday are meant at nine.
export function quickAt(choice: Quick, now: number, zone: string): number {
  if (choice === "hour") return now + 3_600_000;
  const today = new Date(now + offsetAt(now, zone));
  const days = choice === "tomorrow" ? 1 : (8 - today.getUTCDay()) % 7 || 7;
  return inZone(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, 9), zone);
}

// written is an instant as the control for date and time has it, and read the
// other way round; NaN where nothing is written.
export const written = (at: number, zone: string): string => new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
export const read = (text: string, zone: string): number => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? inZone(Date.parse(`${text}:00Z`), zone) : NaN);

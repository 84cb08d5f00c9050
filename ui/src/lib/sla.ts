// How a deadline stands at an instant, in words.
import { brief, full, span } from "./i18n/time";
import { t } from "./i18n/index.svelte";

// A Deadline is a promise of a ticket, as the server tells of it.
export interface Deadline {
  state: "running" | "paused" | "met" | "breached" | "cancelled";
  since?: string;
  due?: string;
  left_seconds?: number;
  calendar?: string;
}

// Hours are when a calendar is open: instants in seconds, from and to, in order.
// They reach from one instant to another.
export interface Hours {
  from: number;
  until: number;
  open: number[][];
}

export type Look = "ok" | "warn" | "breach" | "paused" | "met";

export interface Shown {
  look: Look;
  text: string; // осталось 42 мин
  due: string; // до 14:30
  title: string; // the date in full
}

// between counts the seconds of working time between two instants, or of all time
// where the hours are not known that far.
export function between(from: number, to: number, hours?: Hours): { seconds: number; work: boolean } {
  const [a, b] = [from / 1000, to / 1000];
  if (!hours || a < hours.from || b > hours.until) return { seconds: b - a, work: false };
  let seconds = 0;
  for (const [opens = 0, closes = 0] of hours.open) {
    if (opens >= b) break;
    seconds += Math.max(0, Math.min(closes, b) - Math.max(opens, a));
  }
  return { seconds, work: true };
}

const soon = 30 * 60;

export function lookAt(d: Deadline, now: number, zone: string, hours?: Hours): Shown | null {
  if (d.state === "cancelled") return null;
  const due = d.due ? Date.parse(d.due) : NaN;
  const when = Number.isNaN(due) ? { due: "", title: "" } : { due: t("sla.until", { t: brief(due, zone, now) }), title: full(due, zone) };
  if (d.state === "met") return { look: "met", text: t("sla.met"), due: "", title: when.title };
  if (d.state === "paused") {
    const left = d.left_seconds === undefined ? "" : t("sla.left", { t: span(d.left_seconds, !d.calendar) });
    return { look: "paused", text: t("sla.paused"), due: left, title: "" };
  }
  if (Number.isNaN(due)) return null;
  if (now >= due) {
    const over = between(due, now, hours);
    return { look: "breach", text: t("sla.over", { t: span(over.seconds, !over.work) }), ...when };
  }
  const left = between(now, due, hours);
  const whole = d.since ? between(Date.parse(d.since), due, hours) : undefined;
  const pressing = left.seconds < soon || (whole !== undefined && whole.work === left.work && left.seconds < whole.seconds / 4);
  return { look: pressing ? "warn" : "ok", text: t("sla.left", { t: span(left.seconds, !left.work) }), ...when };
}

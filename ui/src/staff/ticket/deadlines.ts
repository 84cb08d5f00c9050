// How a promise or a silence stands, beyond what its clock shows.
import type { Schemas } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import { brief } from "$lib/i18n/time";
import type { Deadline as Clock } from "$lib/sla";

type Deadline = Schemas["Deadline"];

const counting = new Set(["running", "paused", "met", "breached"]);

// clockOf is the deadline as clocks show it. A silence that runs out is nobody's
// fault, and one that is over has no clock.
export function clockOf(one: Deadline): Clock | null {
  if (one.kind !== "promise" || !counting.has(one.state)) return null;
  if (one.state === "breached" && one.met) return null;
  return { state: one.state as Clock["state"], since: one.since, due: one.due, left_seconds: one.left_seconds, calendar: one.calendar };
}

// stateOf says in words what the clock does not.
export function stateOf(one: Deadline, now: number, zone: string): string {
  const at = (instant: string | undefined) => (instant ? brief(Date.parse(instant), zone, now) : "");
  switch (one.state) {
    case "met":
      return one.met ? at(one.met) : "";
    case "breached":
      return one.met ? t("deadline.late", { t: at(one.met) }) : t("deadline.breached");
    case "running":
      return one.due && now >= Date.parse(one.due) ? t("deadline.breached") : "";
    case "paused":
      return t("deadline.paused");
    case "cancelled":
      return t("deadline.cancelled");
    case "waiting":
      return t("deadline.waiting", { t: at(one.due) });
    case "broken":
      return t("deadline.broken");
    case "over":
      return t("deadline.over");
  }
}

// What was decided automatically and can be put right by hand, and what has been.
import type { Act } from "$lib/acts/acts";
import type { Decision, Entry, Event } from "./story";

export const overrideAct = "override";

// An Override is what somebody has put right.
export interface Override {
  event: Event;
  what: string;
  because: string;
}

const facets = ["priority", "type", "level", "queue"];
const term = /^(promise|silence)\.([^.]+)/;

// whatsOf names what a decision is about, as the act does: a facet, promise/<id> or
// silence/<id>.
export function whatsOf(decision: Decision): string[] {
  const found = decision.name ? term.exec(decision.name) : null;
  if (found) return decision.op === "set" || decision.op === "timer" ? [`${found[1]}/${found[2]}`] : [];
  if (decision.op !== "facet" || !decision.value || typeof decision.value !== "object") return [];
  return facets.filter((name) => name in (decision.value as object));
}

// offered is the act with the choice made that a decision calls for; undefined if
// there is nothing to override, or one may not.
export function offered(acts: Act[], decision: Decision | undefined): Act | undefined {
  const act = acts.find((one) => one.id === overrideAct);
  const possible = act?.inputs?.find((field) => field.id === "what")?.options ?? [];
  const what = decision && whatsOf(decision).find((one) => possible.some((option) => option.id === one));
  return act && what ? { ...act, proposed: { what } } : undefined;
}

export function overridesOf(entries: Entry[]): Override[] {
  return entries.flatMap(({ event }): Override[] => {
    const data = (event.data ?? {}) as { act?: string; inputs?: { what?: string; because?: string } };
    return data.act === overrideAct && data.inputs?.what ? [{ event, what: data.inputs.what, because: data.inputs.because ?? "" }] : [];
  });
}

// overridden finds what has put a decision of an event right. A facet that something
// else has set in between is no longer this decision's.
export function overridden(entries: Entry[], seq: number, decision: Decision): Override | undefined {
  const whats = whatsOf(decision);
  return overridesOf(entries).find((one) => {
    const between = (entry: Entry) => entry.seq > seq && entry.seq < one.event.seq && [...entry.main, ...entry.minor].some((other) => whatsOf(other).includes(one.what));
    return one.event.seq > seq && whats.includes(one.what) && (one.what.includes("/") || !entries.some(between));
  });
}

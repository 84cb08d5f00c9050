// What a decision has looked at and not done, in an order that answers the question.
import type { Schemas } from "$lib/api/client";
import type { Decision } from "./story";

export type Considered = Schemas["Considered"];

// setsOf are the fields and facets that a decision sets; "send" if it sends.
export function setsOf(decision: Decision): string[] {
  if (decision.op === "send") return ["send"];
  if (decision.name) return [decision.name];
  return decision.value && typeof decision.value === "object" ? Object.keys(decision.value) : [];
}

// touched says whether something would have decided about the same.
export function touched(one: Considered, decision: Decision | undefined): boolean {
  return decision !== undefined && setsOf(decision).some((name) => (one.touches ?? []).includes(name));
}

// byNearness puts what would have decided about the same before the rest, of each
// that first which lacked least.
export function byNearness(list: Considered[], decision: Decision | undefined): Considered[] {
  const far = (one: Considered) => (touched(one, decision) ? 0 : 1000) + (one.because ?? []).length;
  return list.toSorted((a, b) => far(a) - far(b));
}

// Whose appointments are whose, and which of them get in each other's way.
import { byName } from "$lib/i18n/index.svelte";
import type { Schemas } from "$lib/api/client";

export type Appointment = Schemas["Appointment"];

export interface Group {
  id: string; // the employee; "" for nobody
  name: string;
  list: Appointment[];
}

// groupsOf are the appointments by employee: first those that nobody has.
export function groupsOf(list: Appointment[], nameOf: (id: string) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const one of list) {
    const id = one.assignee ?? "";
    if (!groups.has(id)) groups.set(id, { id, name: nameOf(id), list: [] });
    groups.get(id)?.list.push(one);
  }
  return [...groups.values()].sort((a, b) => Number(a.id !== "") - Number(b.id !== "") || byName(a.name, b.name));
}

const begins = (one: Appointment) => Date.parse(one.from ?? one.at);
const ends = (one: Appointment) => Date.parse(one.at);

// meet says whether nobody can be at both: their windows overlap, or they are at the
// same instant.
function meet(a: Appointment, b: Appointment): boolean {
  return (begins(a) < ends(b) && begins(b) < ends(a)) || ends(a) === ends(b);
}

// overlapping are those of a list that get in the way of one of them. What was kept
// is over.
export function overlapping(one: Appointment, list: Appointment[]): Appointment[] {
  if (one.state === "kept") return [];
  return list.filter((other) => other !== one && other.state !== "kept" && meet(one, other));
}

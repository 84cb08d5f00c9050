// What a decision went by, as names and values.
import { languageName, t, type Key } from "$lib/i18n/index.svelte";
import { full } from "$lib/i18n/time";
import { within } from "./words";

export interface Pair {
  name: string;
  value: string;
}

const words: Record<string, Key> = {
  since: "input.since",
  due: "input.due",
  met: "input.met",
  breached: "input.breached",
  warned: "input.warned",
  left: "input.left",
  within: "input.within",
  calendar: "input.calendar",
  state: "input.state",
  timer: "input.timer",
  act: "input.act",
  by: "input.by",
  ticket: "input.ticket",
  to: "input.to",
  text: "input.text",
  lang: "input.lang",
  subject: "input.subject",
  channel: "client.channel",
  requester: "actor.customer",
  status: "facet.status",
  turn: "facet.turn",
  type: "facet.type",
  priority: "facet.priority",
  level: "facet.level",
  queue: "facet.queue",
  assignee: "facet.assignee",
  company: "facet.company",
  name: "input.name",
  identified: "input.identified",
  language: "input.lang",
  company_domain: "input.company_domain",
  personal_mail: "input.personal_mail",
  directions: "input.directions",
  contract: "input.contract",
  internal: "input.internal",
  values: "input.values",
};

// codes are the words for values that the house itself has.
const codes: Record<string, Record<string, Key>> = {
  personal_mail: { never: "personal.never", exceptions: "personal.exceptions", accepted: "personal.accepted" },
  by: { address: "found.address", domain: "found.domain", inbound: "found.inbound", name: "found.name" },
  turn: { staff: "turn.staff", customer: "turn.customer", other: "turn.other" },
};

// What is known by a key of the system's own tells nobody anything: hashes, ids, the
// family of a status. What is said is told by its sentence, with its subject and to whom.
const untold = new Set(["requester", "party", "id", "family"]);
const untoldOfTexts = new Set(["text", "to", "values"]);

// tellable is a value without what tells nobody anything.
export function tellable(value: unknown, said = false): unknown {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !untold.has(name) && !(said && untoldOfTexts.has(name)));
  return Object.fromEntries(kept.map(([name, one]) => [name, tellable(one)]));
}

const states: Record<string, Key> = {
  running: "state.running",
  paused: "state.paused",
  met: "state.met",
  breached: "state.breached",
  cancelled: "state.cancelled",
  waiting: "state.waiting",
  broken: "state.broken",
  over: "state.over",
};

// firstInstant is where numbers begin that can only be instants, in microseconds.
const firstInstant = 1e15;

// What has no words of its own stands for itself.
const plainly = () => "";

// pairsOf takes a value apart. label names fields of the regulation, word the values
// that it has words for.
export function pairsOf(value: unknown, zone: string, label: (name: string) => string, word: (name: string, value: string) => string = plainly): Pair[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value !== "object") return [{ name: "", value: shown("", value, zone) }];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]): Pair[] => {
    const said = label(name) || (words[name] ? t(words[name]) : name);
    const text = (typeof one === "string" && word(name, one)) || shown(name, one, zone);
    if (text) return [{ name: said, value: text }];
    return pairsOf(one, zone, label, word).map((inner) => ({ name: inner.name ? `${said}: ${inner.name}` : said, value: inner.value }));
  });
}

// shown is a single value in words, or "" if it has parts.
function shown(name: string, value: unknown, zone: string): string {
  if (typeof value === "number") return value > firstInstant ? full(value / 1000, zone) : String(value);
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "string" && codes[name]?.[value]) return t(codes[name][value]);
  if (typeof value === "string" && (name === "lang" || name === "language")) return languageName(value) ?? value;
  if (typeof value === "string") return name === "within" ? within(value) : name === "state" && states[value] ? t(states[value]) : value;
  if (Array.isArray(value)) return value.every((one) => typeof one !== "object") ? value.join(", ") : "";
  const time = (value as { $time?: number } | null)?.$time;
  return time ? full(time / 1000, zone) : "";
}

// What has happened to a ticket, as it is told on the screen: each event with what
// it brought about. Whatever happened by itself names its clause.
import type { Schemas } from "$lib/api/client";

export type Event = Schemas["Event"];
export type Why = Schemas["Why"];
export type Decision = Schemas["Decision"];
export type File = Schemas["File"];

// customer: the client wrote, or told somebody who wrote it down. reply: staff wrote to the client. note: staff wrote
// for staff. act: staff did something. auto: it happened by itself.
export type Kind = "customer" | "reply" | "note" | "act" | "auto";

// A Delivery says what has become of a message that an event sent.
export interface Delivery {
  seq: number;
  at: string;
  state: "sent" | "failed" | "withdrawn" | "withheld" | "not_sent";
  to: string;
  subject: string;
  text: string;
  reason: string;
}

export interface Entry {
  seq: number;
  at: string;
  kind: Kind;
  event: Event;
  text: string;
  subject: string;
  files: File[];
  main: Decision[];
  // minor are what nobody asks about unless something is wrong.
  minor: Decision[];
  deliveries: Delivery[];
  waits: boolean; // something of it has not gone out yet
  // joined says by which evidence and clause a message came to the ticket, and
  // split which ticket it was separated into.
  joined?: Decision;
  split: string;
  // because is the event whose clauses explain this one.
  because: number;
}

// A Part is an entry, or several that are told in one line until somebody asks.
export type Part = { entry: Entry; quiet?: undefined } | { entry?: undefined; quiet: Entry[] };

const minorOps = new Set(["timer", "clear", "due", "person", "attach"]);
const minorNames = new Set(["language", "last_message_id"]);

// isMinor: clocks are told by deadlines, and what a message filled in stands in it.
function isMinor(one: Decision): boolean {
  if (minorOps.has(one.op) || minorNames.has(one.name ?? "")) return true;
  if (one.op === "facet") return "channel" in fieldsOf(one.value);
  return one.op === "set" && !one.name;
}

const fieldsOf = (value: unknown): Record<string, unknown> => (value && typeof value === "object" ? (value as Record<string, unknown>) : {});
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const filesOf = (value: unknown): File[] => (Array.isArray(value) ? (value as File[]).filter((file) => textOf(file?.blob) && textOf(file?.name)) : []);

// toCustomer says whether a decision sends something out of the house.
const toCustomer = (one: Decision) => one.op === "send" && textOf(fieldsOf(fieldsOf(one.value).to).address) !== "";

export function entriesOf(events: Event[], whys: Map<number, Why>): Entry[] {
  const deliveries = deliveriesOf(events);
  const splits = new Map(events.filter((event) => event.kind === "linked" && event.data?.as === "split_into").map((event) => [Number(event.data?.message), textOf(event.data?.number)]));
  return events.map((event) => {
    const decisions = (whys.get(event.seq)?.decisions ?? []).filter((one) => one.sentence);
    const minor = decisions.filter(isMinor);
    const data = fieldsOf(event.data);
    const inputs = fieldsOf(data.inputs);
    const kind = kindOf(event, decisions);
    const own = deliveries.get(event.seq) ?? [];
    return {
      seq: event.seq,
      at: event.at,
      kind,
      event,
      text: kind === "auto" ? "" : textOf(data.text) || textOf(inputs.text),
      subject: kind === "customer" ? textOf(data.subject) : "",
      files: [...filesOf(data.attachments), ...filesOf(inputs.files)],
      main: decisions.filter((one) => !minor.includes(one)),
      minor,
      deliveries: own,
      waits: decisions.filter((one) => one.op === "send").length > own.length,
      joined: decisions.find((one) => one.op === "note" && one.name === "joined"),
      split: splits.get(event.seq) ?? "",
      because: decisions.length || !event.cause ? event.seq : event.cause,
    };
  });
}

function kindOf(event: Event, decisions: Decision[]): Kind {
  const data = fieldsOf(event.data);
  if (event.actor.kind === "system" || event.kind.startsWith("delivery.")) return "auto";
  if (data.split || event.kind === "passed") return "customer";
  if (event.actor.kind === "customer") return event.kind === "message" || event.kind === "act" ? "customer" : "auto";
  if (event.kind === "message") return "customer";
  if (data.act === "note") return "note";
  const said = textOf(data.text) || textOf(fieldsOf(data.inputs).text);
  if (said && decisions.some(toCustomer)) return "reply";
  return event.kind === "act" ? "act" : "auto";
}

const states: Record<string, Delivery["state"]> = { "delivery.sent": "sent", "delivery.failed": "failed", "delivery.withdrawn": "withdrawn", "delivery.withheld": "withheld" };

// deliveriesOf finds what became of messages, by the event that sent them.
function deliveriesOf(events: Event[]): Map<number, Delivery[]> {
  const found = new Map<number, Delivery[]>();
  for (const event of events) {
    const state = states[event.kind];
    if (!state || !event.cause) continue;
    const data = fieldsOf(event.data);
    const receipt = fieldsOf(data.receipt);
    const message = fieldsOf(data.message);
    const delivery: Delivery = {
      seq: event.seq,
      at: event.at,
      state: receipt.not_sent ? "not_sent" : state,
      to: textOf(receipt.principal) || textOf(receipt.to) || textOf(fieldsOf(message.to).address),
      subject: textOf(receipt.subject),
      text: textOf(receipt.text),
      reason: textOf(receipt.not_sent) || textOf(data.reason) || textOf(data.error),
    };
    found.set(event.cause, [...(found.get(event.cause) ?? []), delivery]);
  }
  return found;
}

// sameDecision finds a decision again, also in another language.
export function sameDecision(a: Decision, b: Decision): boolean {
  const key = (one: Decision) => JSON.stringify([one.op, one.name, one.clause.id, one.value]);
  return a === b || key(a) === key(b);
}

// quiet entries happened by themselves, went well, and changed nothing.
const quiet = (entry: Entry) => entry.kind === "auto" && entry.main.length === 0 && entry.event.kind !== "delivery.failed" && !entry.event.fault;

// partsOf puts quiet entries that follow one another into one line.
export function partsOf(entries: Entry[]): Part[] {
  const parts: Part[] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (!quiet(entry)) parts.push({ entry });
    else if (last?.quiet) last.quiet.push(entry);
    else parts.push({ quiet: [entry] });
  }
  return parts;
}

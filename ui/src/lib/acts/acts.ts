// Acts: what the regulation lets one do with a ticket, and doing it.
import { api, ask, type Schemas } from "../api/client";
import { session } from "../stores/session.svelte";

export type Act = Schemas["Act"];
export type Field = Schemas["Field"];
export type Inputs = Record<string, unknown>;

const path = (number: string) => ({ tenant: session.who?.tenant ?? "", number });

// Held is an act that something stands in the way of, such as open children.
export type Held = Schemas["HeldAct"];

export interface Offers {
  acts: Act[];
  held: Held[];
}

// offers lists the acts that are possible now, and those that will be.
export async function offers(ticket: string): Promise<Offers> {
  const found = await ask(api.GET("/api/v1/{tenant}/tickets/{number}/acts", { params: { path: path(ticket) } }));
  return { acts: found.acts ?? [], held: found.held ?? [] };
}

// act does an act once, however often the request is repeated.
export async function act(ticket: string, name: string, inputs: Inputs = {}, version = 0) {
  const params = { path: path(ticket), header: { "Idempotency-Key": randomKey() } };
  return ask(api.POST("/api/v1/{tenant}/tickets/{number}/acts", { params, body: { act: name, inputs, version } }));
}

// randomKey is crypto.randomUUID, which is missing on plain http.
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// asksFor are the inputs of an act that somebody has to fill in before it is done.
export const asksFor = (one: Act): Field[] => (one.inputs ?? []).filter((field) => field.kind !== "files" || field.required);

// isHouse says whether a clause is the program's own, which the company's document
// does not have.
export const isHouse = (clause: { id: string }): boolean => clause.id.startsWith("engine:");

// isEmpty says whether nothing was given for a field.
export const isEmpty = (value: unknown): boolean => value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

// applies says whether a field is asked for, given the others.
export function applies(field: Field, inputs: Inputs): boolean {
  return !field.when || (field.when.in ?? []).includes(String(inputs[field.when.field] ?? ""));
}

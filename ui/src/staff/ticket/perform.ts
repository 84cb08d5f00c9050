// Doing an act of the regulation, or looking at what it would do.
import { randomKey } from "$lib/acts/acts";
import { api, ask, type Failure, type Schemas } from "$lib/api/client";
import { session } from "$lib/stores/session.svelte";

export type Done = Schemas["DoOutputBody"];
export type Withdrawn = Schemas["WithdrawOutputBody"];

export interface Order {
  act: string;
  inputs: Record<string, unknown>;
  files?: Schemas["File"][];
  version: number;
  draft?: "reply" | "note";
  // key makes it be done once, however often the order is repeated.
  key: string;
}

const path = (number: string) => ({ tenant: session.who?.tenant ?? "", number });

export const order = (act: string, inputs: Order["inputs"], version: number): Order => ({ act, inputs, version, key: randomKey() });

export function perform(number: string, { act, inputs, files, version, draft, key }: Order): Promise<Done> {
  const params = { path: path(number), header: { "Idempotency-Key": key } };
  const body = { act, inputs, version, attachments: files?.length ? files : undefined, draft: draft && { kind: draft } };
  return ask(api.POST("/api/v1/{tenant}/tickets/{number}/acts", { params, body }));
}

export function preview(number: string, act: string, inputs: Order["inputs"]): Promise<Done> {
  const params = { path: path(number) };
  return ask(api.POST("/api/v1/{tenant}/tickets/{number}/acts", { params, body: { act, inputs, preview: true } }));
}

export function withdraw(number: string, event: number): Promise<Withdrawn> {
  return ask(api.POST("/api/v1/{tenant}/tickets/{number}/events/{event}/withdraw", { params: { path: { ...path(number), event } } }));
}

// changed says whether an act was refused because the ticket is no longer as it
// was seen.
export const changed = (failure: Failure): boolean => failure.problem.errors?.some((one) => one.code === "ticket_changed") ?? false;

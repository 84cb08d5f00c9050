// The tickets that were looked at last, so that one comes back at once and is
// brought up to date behind.
import { i18n } from "$lib/i18n/index.svelte";
import { session } from "$lib/stores/session.svelte";
import { TicketData } from "./ticket.svelte";

const most = 50;

const kept = new Map<string, TicketData>();
let owner = "";

// ticketData is a ticket of the one who is signed in: what another one has seen
// is forgotten first, and what was read in another language.
export function ticketData(number: string): TicketData {
  const who = `${session.who?.tenant}/${session.who?.principal}/${i18n.lang}`;
  if (who !== owner) kept.clear();
  owner = who;
  const data = kept.get(number) ?? new TicketData(number);
  kept.delete(number);
  kept.set(number, data);
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
  return data;
}

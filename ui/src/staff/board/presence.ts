// Who else is with a ticket, in words.
import { t } from "$lib/i18n/index.svelte";
import { session } from "$lib/stores/session.svelte";
import { board } from "./board.svelte";

export function presence(ticket: string): string {
  const other = board.present.get(ticket)?.people.find((person) => person.id !== session.who?.principal);
  return other ? t(`presence.${other.doing}`, { name: board.name("assignee", other.id) }) : "";
}

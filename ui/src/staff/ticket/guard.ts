// What one ought to have read before sending: it came while one was writing.
import type { Entry } from "./story";

// newsSince lists what the client, or a colleague to the client, has written after
// an event. An answer to something else than what stands there now is worse than
// a late one.
export function newsSince(entries: Entry[], seen: number, me: string): Entry[] {
  return entries.filter((entry) => entry.seq > seen && (entry.kind === "customer" || (entry.kind === "reply" && entry.event.actor.id !== me)));
}

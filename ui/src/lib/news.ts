// What has become one's business, as the browser keeps it: which ticket and why.
export type Reason = "assigned" | "deadline_near" | "deadline_over" | "mentioned" | "message" | "watched" | "reminder";

export interface Item {
  key: string; // an event's number, or a reminder's id
  number: string;
  reason: Reason;
  at: string;
  seen: boolean;
}

const most = 50;

// merged adds what is new to what is there, the latest first. What is there already
// stays as it is.
export function merged(have: Item[], fresh: Item[]): Item[] {
  const known = new Set(have.map((one) => one.key));
  const added = fresh.filter((one) => !known.has(one.key));
  return [...added.reverse(), ...have].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, most);
}

// titled puts the number of what was not seen before a page's title.
export function titled(title: string, unseen: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  return unseen ? `(${unseen > 99 ? "99+" : unseen}) ${bare}` : bare;
}

// ticketAt is the number of the ticket that an address shows; "" if it shows none.
export function ticketAt(path: string): string {
  return decodeURIComponent(/^\/s\/tickets?\/([^/]+)$/.exec(path)?.[1] ?? "");
}

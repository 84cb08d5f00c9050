// What of the board is shown, as it stands in the address.
import type { Card, Filter } from "$lib/live/types";

export const facets = ["status", "turn", "type", "priority", "level", "queue", "assignee", "company"] as const;
export type Facet = (typeof facets)[number];

export const sorts = ["due", "created", "updated"] as const;
export type Sort = (typeof sorts)[number];

export interface View {
  list: boolean;
  sort: Sort;
  text: string;
  chosen: Partial<Record<Facet, string[]>>;
}

export function viewOf(query: URLSearchParams): View {
  const chosen: View["chosen"] = {};
  for (const facet of facets) {
    const values = query.getAll(facet);
    if (values.length) chosen[facet] = values;
  }
  const sort = query.get("sort") as Sort;
  return { list: query.get("view") === "list", sort: sorts.includes(sort) ? sort : "due", text: query.get("q") ?? "", chosen };
}

// matcher says whether a card is chosen. name gives what people call a value.
export function matcher(view: View, name: (facet: string, id: string) => string): (card: Card) => boolean {
  const chosen = Object.entries(view.chosen) as [Facet, string[]][];
  const wanted = view.text.trim().toLocaleLowerCase();
  return (card) => {
    for (const [facet, values] of chosen) if (!values.includes(card[facet] ?? "")) return false;
    return !wanted || textOf(card, name).includes(wanted);
  };
}

const texts = new WeakMap<Card, string>();

// textOf is what a search looks through.
function textOf(card: Card, name: (facet: string, id: string) => string): string {
  let text = texts.get(card);
  if (text === undefined) {
    text = [card.number, card.subject, card.requester_name, card.company && name("company", card.company)].join("\n").toLocaleLowerCase();
    texts.set(card, text);
  }
  return text;
}

// asked is what the server is asked for. It is everything that is open, and the
// page chooses from that at once, unless there is more than the server sends, or
// columns are wanted in which tickets end.
export function asked(view: View, more: boolean, final: Set<string>): Filter {
  const filter: Filter = {};
  if (more) for (const [facet, values] of Object.entries(view.chosen)) filter[facet as Facet] = values;
  else if (view.chosen.status?.some((status) => final.has(status))) filter.status = view.chosen.status;
  return filter;
}

// question is what is asked of the server: all that is open, unless the answer to
// that was cut.
export function question(view: View, cut: ReadonlySet<string>, final: Set<string>): string {
  const wide = JSON.stringify(asked(view, false, final));
  return cut.has(wide) ? JSON.stringify(asked(view, true, final)) : wide;
}

const due = (card: Card) => (card.next_due ? Date.parse(card.next_due) : Infinity);

const keys: Record<Sort, (card: Card) => number> = {
  due,
  created: (card) => -Date.parse(card.created),
  updated: (card) => -Date.parse(card.updated),
};

// sorted puts cards in order: what is due first, or what is newest.
export function sorted(cards: Card[], sort: Sort): Card[] {
  const key = keys[sort];
  return cards
    .map((card) => ({ card, at: key(card) }))
    .sort((a, b) => (a.at === b.at ? (a.card.id < b.card.id ? -1 : 1) : a.at - b.at))
    .map(({ card }) => card);
}

// Which tickets stand where. While somebody points at the board or is on a card,
// nothing moves: what has changed is counted instead, and shown when they want.
import type { Card } from "$lib/live/types";

export interface Lane {
  id: string;
  ids: string[];
}

export interface Pending {
  fresh: number; // tickets that are not shown yet
  moved: number; // tickets that stand where they no longer belong
}

export const nothing: Pending = { fresh: 0, moved: 0 };

// lanesOf groups cards, which come in order, by a lane.
export function lanesOf(cards: Card[], order: string[], laneOf: (card: Card) => string): Lane[] {
  const lanes = new Map<string, string[]>(order.map((id) => [id, []]));
  for (const card of cards) {
    const id = laneOf(card);
    const lane = lanes.get(id);
    if (lane) lane.push(card.id);
    else lanes.set(id, [card.id]);
  }
  return [...lanes].map(([id, ids]) => ({ id, ids }));
}

// held keeps the order of what is shown. Only tickets that one has moved oneself
// go where they belong.
export function held(shown: Lane[], next: Lane[], own: Set<string>): { lanes: Lane[]; pending: Pending } {
  const at = new Map(next.flatMap((lane) => lane.ids.map((id) => [id, lane.id] as const)));
  const known = new Set(shown.flatMap((lane) => lane.ids));
  const pending = { fresh: 0, moved: 0 };
  for (const id of at.keys()) if (!known.has(id)) pending.fresh++;
  const lanes = shown.map((lane) => ({ id: lane.id, ids: lane.ids.filter((id) => !own.has(id) || at.get(id) === lane.id) }));
  for (const lane of lanes) for (const id of lane.ids) if (at.get(id) !== lane.id) pending.moved++;
  for (const id of own) {
    const lane = lanes.find((one) => one.id === at.get(id));
    if (lane && !lane.ids.includes(id)) lane.ids.unshift(id);
  }
  return { lanes, pending };
}

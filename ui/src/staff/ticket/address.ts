// Where tickets stand, and where one came from.
import { cursor } from "../board/cursor.svelte";
import { board } from "../board/board.svelte";
import { home } from "../screens";
import { router } from "$lib/router.svelte";

export const ticketPath = (number: string): string => `/s/tickets/${encodeURIComponent(number)}`;

let from = home;

// boardPath is the board as it was left, with its filters.
export function boardPath(): string {
  if (router.before.startsWith(home)) from = router.before;
  return from;
}

// neighbour is the next ticket of the board in its order, or with -1 the one
// before it.
export function neighbour(id: string, by: number): string | undefined {
  const lane = cursor.lanes.find((one) => one.ids.includes(id));
  const next = lane?.ids[lane.ids.indexOf(id) + by];
  return next && board.card(next)?.number;
}

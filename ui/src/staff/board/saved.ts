// Views that somebody has saved, as addresses of the board and back.
import type { Schemas } from "$lib/api/client";
import { facets, sorts, type Sort, type View } from "./view";

export type Saved = Schemas["View"];
export type Look = Pick<Schemas["ViewBody"], "filter" | "q" | "sort" | "layout">;

// lookOf is what is kept of what the board shows.
export function lookOf(view: View): Look {
  return { filter: { ...view.chosen }, q: view.text, sort: view.sort, layout: view.list ? "list" : "board" };
}

// changesTo is what a saved view makes of the board's address.
export function changesTo(saved: Saved): Record<string, string[] | null> {
  const sort = sorts.includes(saved.sort as Sort) && saved.sort !== "due" ? [saved.sort as string] : null;
  const chosen = facets.map((facet) => [facet, saved.filter?.[facet] ?? null] as const);
  return { saved: [saved.id], view: saved.layout === "list" ? ["list"] : null, sort, q: saved.q ? [saved.q] : null, ...Object.fromEntries(chosen) };
}

const told = ({ filter, q, sort, layout }: Look) => {
  const chosen = facets.map((facet) => [...(filter?.[facet] ?? [])].sort());
  return JSON.stringify([chosen, q ?? "", sort ?? "due", layout ?? "list"]);
};

// differs says whether the board shows something else than the saved view.
export const differs = (view: View, saved: Look): boolean => told(lookOf(view)) !== told(saved);

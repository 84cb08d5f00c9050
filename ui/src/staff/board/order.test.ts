import { describe, expect, it } from "vitest";
import type { Card } from "$lib/live/types";
import { held, lanesOf } from "./order";
import { asked, matcher, sorted, viewOf } from "./view";

const card = (id: string, more: Partial<Card> = {}): Card => ({ id, number: id, version: 1, seq: 1, status: "new", status_label: "", family: "new", turn: "staff", created: "2027-02-01T05:00:00Z", updated: "2027-02-01T05:00:00Z", ...more });

describe("what is held", () => {
  const shown = [{ id: "new", ids: ["a", "b", "c"] }, { id: "work", ids: ["d"] }];

  it("stays where it is while others change", () => {
    const next = [{ id: "new", ids: ["x", "c", "b"] }, { id: "work", ids: ["a"] }];
    expect(held(shown, next, new Set())).toEqual({ lanes: shown, pending: { fresh: 1, moved: 2 } }); // a has moved, d is gone
  });
  it("moves if one has moved it oneself", () => {
    const next = [{ id: "new", ids: ["b", "c"] }, { id: "work", ids: ["a", "d"] }];
    const { lanes, pending } = held(shown, next, new Set(["a"]));
    expect(lanes).toEqual([{ id: "new", ids: ["b", "c"] }, { id: "work", ids: ["a", "d"] }]);
    expect(pending).toEqual({ fresh: 0, moved: 0 });
  });
});

describe("the view", () => {
  const view = viewOf(new URLSearchParams("status=new&status=work&q=ЗВУК&sort=nonsense&view=list"));

  it("is read from the address", () => expect(view).toEqual({ list: true, sort: "due", text: "ЗВУК", chosen: { status: ["new", "work"] } }));
  it("chooses by facets and text", () => {
    const match = matcher(view, (_, id) => id);
    expect([card("1", { subject: "Нет звука" }), card("2"), card("3", { subject: "звук", status: "done" })].map(match)).toEqual([true, false, false]);
  });
  it("asks the server for columns that tickets end in, and for all if there is more", () => {
    expect(asked(view, false, new Set(["closed"]))).toEqual({});
    expect(asked(view, false, new Set(["work"]))).toEqual({ status: ["new", "work"] });
    expect(asked(view, true, new Set())).toEqual({ status: ["new", "work"] });
  });
});

it("cards are in order of their deadlines, then of their age", () => {
  const cards = [card("c"), card("b", { next_due: "2027-02-02T05:00:00Z" }), card("a", { next_due: "2027-02-03T05:00:00Z" }), card("0")];
  expect(sorted(cards, "due").map((c) => c.id)).toEqual(["b", "a", "0", "c"]);
  expect(lanesOf(sorted(cards, "due"), ["new", "work"], (c) => c.status)).toEqual([{ id: "new", ids: ["b", "a", "0", "c"] }, { id: "work", ids: [] }]);
});

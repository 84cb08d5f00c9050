import { expect, test } from "vitest";
import { newsSince } from "./guard";
import type { Entry, Kind } from "./story";

const entry = (seq: number, kind: Kind, id = "") => ({ seq, kind, event: { actor: { id } } }) as Entry;
const all = [entry(1, "customer"), entry(2, "reply", "dana"), entry(3, "note", "aigul"), entry(4, "auto"), entry(5, "customer"), entry(6, "reply", "aigul"), entry(7, "act", "aigul")];

test("what the client and colleagues wrote to each other since is news", () => {
  expect(newsSince(all, 2, "dana").map((one) => one.seq)).toEqual([5, 6]);
});

test("what was seen, notes, one's own answers and what goes on by itself are none", () => {
  expect(newsSince(all, 6, "dana")).toEqual([]);
  expect(newsSince(all, 0, "aigul").map((one) => one.seq)).toEqual([1, 2, 5]);
});

test("a draft that was never begun has no news", () => {
  expect(newsSince(all, Infinity, "dana")).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { byNearness, setsOf, type Considered } from "./considered";
import type { Decision } from "./story";

const clause = { id: "D-1", label: "1", title: "One" };
const decision = (part: Partial<Decision>): Decision => ({ op: "facet", sentence: "x", clause, ...part });
const considered = (sentence: string, touches: string[], lacks: number): Considered => ({
  kind: "reaction",
  clause,
  sentence,
  touches,
  because: Array.from({ length: lacks }, () => ({ name: "a" })),
});

describe("what did not apply", () => {
  it("knows what a decision sets", () => {
    expect(setsOf(decision({ value: { status: "new", turn: "staff" } }))).toEqual(["status", "turn"]);
    expect(setsOf(decision({ op: "set", name: "promise.reply", value: { state: "running" } }))).toEqual(["promise.reply"]);
    expect(setsOf(decision({ op: "send", name: "email", value: { text: "accepted" } }))).toEqual(["send"]);
    expect(setsOf(decision({ op: "note", value: "x" }))).toEqual([]);
  });

  it("puts first what would have decided about the same, and lacked least", () => {
    const list = [considered("far", ["queue"], 1), considered("near, two", ["priority"], 2), considered("near, one", ["priority", "send"], 1), considered("far, three", [], 3)];
    const order = byNearness(list, decision({ value: { priority: "high" } })).map((one) => one.sentence);
    expect(order).toEqual(["near, one", "near, two", "far", "far, three"]);
    expect(byNearness(list, undefined).map((one) => one.sentence)).toEqual(["far", "near, one", "near, two", "far, three"]);
  });
});

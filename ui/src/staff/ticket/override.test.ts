import { describe, expect, it } from "vitest";
import type { Act } from "$lib/acts/acts";
import { offered, overridden, overridesOf, whatsOf } from "./override";
import type { Decision, Entry } from "./story";

const clause = { id: "D-1", label: "1", title: "One" };
const decision = (op: string, name: string | undefined, value: unknown): Decision => ({ op, name, sentence: "x", clause, value });
const priority = (to: string) => decision("facet", undefined, { priority: to });
const entry = (seq: number, main: Decision[], data: unknown = {}) => ({ seq, main, minor: [], event: { seq, data } }) as unknown as Entry;
const override = (seq: number, what: string) => entry(seq, [priority("low")], { act: "override", inputs: { what, because: "No fault" } });
const act = (options: string[]) => ({ id: "override", label: "x", inputs: [{ id: "what", kind: "choice", label: "y", options: options.map((id) => ({ id, label: id })) }] }) as unknown as Act;

describe("override", () => {
  it("knows what a decision is about", () => {
    expect(whatsOf(decision("facet", undefined, { type: "fault", status: "new", priority: "high" }))).toEqual(["priority", "type"]);
    expect(whatsOf(decision("set", "promise.reply", {}))).toEqual(["promise/reply"]);
    expect(whatsOf(decision("timer", "promise.reply.warn", undefined))).toEqual(["promise/reply"]);
    expect(whatsOf(decision("clear", "silence.asked", undefined))).toEqual([]);
    expect(whatsOf(decision("facet", undefined, { status: "new" }))).toEqual([]);
  });

  it("is offered where the act is, for what it can be done to", () => {
    expect(offered([act(["priority"])], priority("high"))?.proposed).toEqual({ what: "priority" });
    expect(offered([act(["type"])], priority("high"))).toBeUndefined();
    expect(offered([], priority("high"))).toBeUndefined();
    expect(offered([act(["priority"])], undefined)).toBeUndefined();
  });

  it("belongs to the decision that it has put right", () => {
    const entries = [entry(1, [priority("high")]), entry(2, [priority("urgent")]), override(3, "priority")];
    expect(overridden(entries, 2, priority("urgent"))?.because).toBe("No fault");
    expect(overridden(entries, 1, priority("high"))).toBeUndefined();
    expect(overridden(entries, 3, priority("low"))).toBeUndefined();
    expect(overridesOf(entries).map((one) => one.event.seq)).toEqual([3]);
  });

  it("ends a deadline whatever happened to it meanwhile", () => {
    const runs = decision("set", "promise.reply", {});
    expect(overridden([entry(1, [runs]), entry(2, [runs]), override(3, "promise/reply")], 1, runs)?.event.seq).toBe(3);
  });
});

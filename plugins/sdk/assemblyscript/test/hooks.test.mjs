// What hooks see, and what they answer.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { compiled } from "./module.mjs";

let guest;

before(async () => { guest = await compiled("test/guest"); });

function ask(clause, values, more = {}) {
  return JSON.parse(guest.decide({ hook: guest.hook(clause), now: 7, clause, raised: ["x"], case: values, ...more })).effects;
}

const nothing = { text: "", has: false, hasList: false, number: -1, list: [], missing: [], is: false, yes: false, raised: false, now: 7, clause: "reads" };

const cases = [
  ["nothing is there", {}, nothing],
  ["null and empty values are nothing", { a: null, list: [] }, nothing, "a is no text"],
  ["texts and lists", { a: "ә", b: true, list: ["a", "b"], missing: ["phone"] },
    { ...nothing, text: "ә", has: true, hasList: true, list: ["a", "b"], missing: ["phone"], is: true, yes: true }],
  ["a single text is a list of one", { list: "b" }, { ...nothing, hasList: true, list: ["b"], is: true }],
  ["a number", { n: -12 }, { ...nothing, number: -12 }],
  ["the digits of a text are a number", { n: "1999" }, { ...nothing, number: 1999 }],
  ["another text is no number", { n: "19.99" }, nothing],
];
for (const [name, values, want, fails] of cases) {
  test(name, () => {
    if (fails) assert.throws(() => ask("reads", values), new RegExp(fails));
    else assert.deepEqual(ask("reads", values), [{ note: { text: "read", values: want } }]);
  });
}

test("moments that were raised", () => {
  assert.equal(ask("reads", {}, { raised: ["x", "y"] })[0].note.values.raised, true);
});

test("effects have the catalogue's form", () => {
  assert.deepEqual(ask("effects", {}), [
    { send: { text: "t" } },
    { send: { text: { path: "field.t" }, to: "role:r", by: "email", as: "partner", values: { a: 1 } } },
    { note: { text: "n", values: { b: { param: "p" } } } },
    { set: { f: "v", g: false } }, { mark: "m" }, { mark: ["m", "n"] }, { append: { steps: { say: "t" } } }, { drop: "3" },
    { link: { as: "parent", to: { path: "thread.from" } } },
    { tell: { ticket: { path: "linked.child" }, moment: "done", values: { c: 2 } } },
    { open: { as: "child", channel: "email", copy: ["type"], set: { f: "v" }, anonymous: true } },
    { confine: { to: "role:q", except: { path: "field.about" } } },
    { problem: { field: "email", text: "t" } }, { problem: { field: "email", text: "t", warning: true } },
    { suggest: { act: "close", inputs: { reason: "late" }, text: "t" } },
    { note: { text: "u" }, clause: "4" },
  ]);
});

test("a failure says why, and where in the author's source", () => {
  assert.throws(() => ask("throws", { a: "boiler 3" }), /^Error: no year is known for boiler 3 \(assembly\/index\.ts:\d+\)$/);
  assert.throws(() => ask("throws", { a: "number" }), /outside of ±2\^53/);
  assert.throws(() => ask("throws", { a: "half" }), /lone surrogate/);
});

test("a hook that there is not is refused", () => {
  assert.throws(() => guest.decide({ case: {} }), /there is no hook 0/);
  assert.throws(() => guest.decide({ hook: 100000, case: {} }));
});

test("a text of eight thousand characters needs no more memory", () => {
  const input = { hook: guest.hook("reads"), case: { a: "a".repeat(8000) } };
  assert.equal(guest.pages(input), guest.pages({ hook: guest.hook("reads"), case: {} }));
});

import { beforeEach, expect, test } from "vitest";
import { selection } from "./selection.svelte";

const order = ["a", "b", "c", "d", "e"];
const chosen = () => [...selection.ids].sort().join("");

beforeEach(selection.clear);

test("what is chosen twice is not chosen", () => {
  for (const id of ["a", "b", "a"]) selection.toggle(id);
  expect(chosen()).toBe("b");
});

test("shift chooses both ways from the last one, and keeps what was chosen", () => {
  selection.toggle("e");
  selection.toggle("c");
  selection.extend(order, "a");
  expect(chosen()).toBe("abce");
  selection.extend(order, "d");
  expect(chosen()).toBe("abcde");
});

test("shift without a beginning chooses the one", () => {
  selection.toggle("gone");
  selection.keep((id) => order.includes(id));
  selection.extend(order, "b");
  expect(chosen()).toBe("b");
  selection.extend(order, "unknown");
  expect(chosen()).toBe("b");
});

import { expect, test } from "vitest";
import { merged, ticketAt, titled, type Item } from "./news";

const item = (key: string, minute: number, seen = false): Item => ({ key, number: "N-1", reason: "message", at: `2027-02-01T05:${String(minute).padStart(2, "0")}:00Z`, seen });

test("what is new comes first, and what was seen stays seen", () => {
  const got = merged([item("1", 1, true)], [item("1", 1), item("2", 2), item("3", 3)]);
  expect(got.map((one) => [one.key, one.seen])).toEqual([["3", false], ["2", false], ["1", true]]);
});

test("no more than fifty are kept", () => {
  expect(merged([], Array.from({ length: 80 }, (_, i) => item(String(i), i % 60))).length).toBe(50);
});

test("the title counts what was not seen, once", () => {
  expect(titled("Доска — Reglament", 2)).toBe("(2) Доска — Reglament");
  expect(titled("(2) Доска — Reglament", 3)).toBe("(3) Доска — Reglament");
  expect(titled("(3) Доска", 0)).toBe("Доска");
  expect(titled("Доска", 120)).toBe("(99+) Доска");
});

test("a ticket's address names it", () => {
  expect(ticketAt("/s/tickets/DESK-1")).toBe("DESK-1");
  expect(ticketAt("/s/ticket/%D0%90-1")).toBe("А-1");
  expect(ticketAt("/s/board")).toBe("");
});

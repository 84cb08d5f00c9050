import { expect, test } from "vitest";
import { isDay, shift } from "./days";
import { groupsOf, overlapping, type Appointment } from "./grouping";

const at = (time: string) => `2027-02-01T${time}:00Z`;
const one = (ticket: string, time: string, more: Partial<Appointment> = {}) => ({ ticket, at: at(time), state: "running", ...more }) as Appointment;
const names = (list: Appointment[]) => list.map(({ ticket }) => ticket);

test("days go over the ends of months and years", () => {
  expect(shift("2027-02-28", 1)).toBe("2027-03-01");
  expect(shift("2028-02-28", 1)).toBe("2028-02-29");
  expect(shift("2027-01-01", -1)).toBe("2026-12-31");
  expect(["2027-02-01", "2027-02-30", "2027-2-1", "", "today"].map(isDay)).toEqual([true, false, false, false, false]);
});

test("groups begin with what nobody has", () => {
  const list = [one("a", "10:00", { assignee: "z" }), one("b", "11:00"), one("c", "12:00", { assignee: "a" }), one("d", "13:00", { assignee: "z" })];
  expect(groupsOf(list, (id) => id.toUpperCase()).map((group) => [group.name, ...names(group.list)])).toEqual([["", "b"], ["A", "c"], ["Z", "a", "d"]]);
});

test("windows overlap, instants coincide, and what is kept is over", () => {
  const list = [one("visit", "10:00"), one("same", "10:00"), one("call", "11:00", { from: at("09:30") }), one("next", "12:00", { from: at("11:00") }), one("kept", "10:00", { state: "kept" })];
  const of = (i: number) => names(overlapping(list[i] as Appointment, list));
  expect(of(0)).toEqual(["same", "call"]);
  expect(of(2)).toEqual(["visit", "same"]);
  expect(of(3)).toEqual([]);
  expect(of(4)).toEqual([]);
});

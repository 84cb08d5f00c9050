import { expect, test } from "vitest";
import { quickAt, read, written } from "./remind";

const almaty = "Asia/Almaty"; // UTC+5
const at = (text: string) => Date.parse(text);

test("quick choices are meant in the company's zone", () => {
  const sunday = at("2027-01-31T20:30:00Z"); // there it is Monday already
  expect(new Date(quickAt("hour", sunday, almaty)).toISOString()).toBe("2027-01-31T21:30:00.000Z");
  expect(new Date(quickAt("tomorrow", sunday, almaty)).toISOString()).toBe("2027-02-02T04:00:00.000Z");
  expect(new Date(quickAt("monday", sunday, almaty)).toISOString()).toBe("2027-02-08T04:00:00.000Z");
  expect(new Date(quickAt("monday", at("2027-02-05T10:00:00Z"), almaty)).toISOString()).toBe("2027-02-08T04:00:00.000Z");
});

test("a time that is written is the company's, also where clocks are put forward", () => {
  expect(written(at("2027-02-01T05:00:00Z"), almaty)).toBe("2027-02-01T10:00");
  expect(read("2027-02-01T10:00", almaty)).toBe(at("2027-02-01T05:00:00Z"));
  expect(read("2027-03-28T09:00", "Europe/Berlin")).toBe(at("2027-03-28T07:00:00Z"));
  expect(read("", almaty)).toBeNaN();
});

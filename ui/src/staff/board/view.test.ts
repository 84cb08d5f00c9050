import { expect, test } from "vitest";
import { question, viewOf } from "./view";

const final = new Set(["closed"]);
const view = (query: string) => viewOf(new URLSearchParams(query));
const none = new Set<string>();

test("everything is asked for while the answer is whole, and the page chooses from it", () => {
  expect(question(view("status=new&assignee=dana"), none, final)).toBe("{}");
  expect(question(view("status=closed"), none, final)).toBe('{"status":["closed"]}');
});

test("where everything was cut, the server chooses, whatever it answers", () => {
  const narrow = question(view("assignee=dana"), new Set(["{}"]), final);
  expect(narrow).toBe('{"assignee":["dana"]}');
  expect(question(view("assignee=dana"), new Set(["{}", narrow]), final)).toBe(narrow);
  expect(question(view(""), new Set(["{}"]), final)).toBe("{}");
});

test("columns in which tickets end are narrowed alone", () => {
  const wide = '{"status":["closed"]}';
  expect(question(view("status=closed&type=fault"), new Set([wide]), final)).toBe('{"status":["closed"],"type":["fault"]}');
});

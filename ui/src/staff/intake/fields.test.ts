import { expect, test } from "vitest";
import type { Field } from "$lib/acts/acts";
import { asked, because, filled, matters, persons, sought } from "./fields";

const field = (id: string, more: Partial<Field> = {}): Field => ({ id, kind: "text", label: id, ...more });
const mail = field("email", { format: "email" });
const documents = field("email", { format: "email", required: true, when: { field: "type", in: ["mail"] } });
const fields = [field("type", { kind: "choice", required: true }), field("description"), field("name"), field("phone", { format: "phone" }), mail, documents];
const ids = (list: Field[]) => list.map((one) => one.id);

test("a field that stands twice is asked once, and demanded where one of them demands it", () => {
  expect(asked(fields, { type: "support" }).at(-1)).toBe(mail);
  expect(asked(fields, { type: "mail" }).at(-1)).toBe(documents);
  expect(because(asked(fields, { type: "mail" }))).toEqual([documents]);
  expect(because(asked(fields, { type: "support" }))).toEqual([]);
});

test("who it is comes before what it is about, the telephone first", () => {
  expect(ids(persons(asked(fields, {})))).toEqual(["phone", "name", "email"]);
  expect(ids(matters(asked(fields, {})))).toEqual(["type", "description"]);
});

test("a caller is looked up by the best that is known of them", () => {
  expect(sought({ phone: "8 705 100" })).toBe("");
  expect(sought({ phone: "8 705 100 63 43", name: "Сәуле" })).toBe("8 705 100 63 43");
  expect(sought({ email: "a@b", name: "Сә" })).toBe("");
  expect(sought({ email: "a@b.kz", name: "Сәуле" })).toBe("a@b.kz");
  expect(sought({ name: "Сәуле" })).toBe("Сәуле");
});

test("what was cleared again is nothing", () => {
  expect(filled({ name: "", files: [], yes: false, none: undefined })).toBe(false);
  expect(filled({ name: "a" })).toBe(true);
});

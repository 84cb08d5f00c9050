// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { documents, typesOf } from "./types.js";

it.each(documents)("types are of the documents: $types", async (document) => {
  expect(readFileSync(document.types, "utf8") === (await typesOf(document)), "run make ui").toBe(true);
});

// @vitest-environment node
import { describe, expect, it } from "vitest";
import { faults, read } from "./catalogues.js";

const good = { ru: { n: "{n, plural, one{#} few{#} many{#} other{#}}" }, kk: { n: "{n, plural, one{#} other{#}}" }, en: { n: "{n, plural, one{#} other{#}}" } };

describe("catalogues", () => {
  it("are whole", () => expect(faults(read())).toEqual([]));
  it("must have every key", () => expect(faults({ ...good, kk: {} })).toEqual(["kk.json: n is missing"]));
  it("must have every form of a plural", () => expect(faults({ ...good, ru: { n: "{n, plural, one{#} other{#}}" } })).toEqual(["ru.json: n the plural lacks few, many"]));
  it("must want the same values", () => expect(faults({ ...good, en: { n: "{m, plural, one{#} other{#}}" } })[0]).toContain("different values"));
  it("must be readable", () => expect(faults({ ...good, en: { n: "{n" } })[0]).toContain("cannot be read"));
});

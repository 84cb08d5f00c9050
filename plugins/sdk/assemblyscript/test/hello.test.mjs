// The example that people start from, and what the build promises.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { build } from "../build.mjs";
import { folder, Module } from "./module.mjs";

let bytes;
let hello;

before(async () => {
  bytes = await build(folder("examples/hello"));
  hello = new Module(await WebAssembly.compile(bytes));
});

test("the module keeps the contract", () => {
  assert.deepEqual(WebAssembly.Module.imports(hello.module), []);
  const exports = WebAssembly.Module.exports(hello.module).map((e) => e.name).sort();
  assert.deepEqual(exports, ["_initialize", "memory", "rg_abi", "rg_alloc", "rg_catalogue", "rg_decide", "rg_error"]);
  assert.equal(new WebAssembly.Instance(hello.module).exports.rg_abi(), 1);
  for (const section of ["name", "producers", "sourceMappingURL"]) {
    assert.equal(WebAssembly.Module.customSections(hello.module, section).length, 0, section);
  }
});

test("the catalogue says what the source says", () => {
  const c = hello.catalogue();
  assert.deepEqual(c.clauses.map((x) => x.id), ["1", "2", "3"]);
  assert.deepEqual(c.statuses[0], { id: "new", label: { en: "New" }, family: "new", turn: "staff", initial: true, clause: "1" });
  assert.deepEqual(c.promises[0], { id: "visit", label: { en: "Visit" }, since: "registered", within: "2wd", calendar: "shop", met: "act:finish", clause: "2" });
  assert.deepEqual(c.calendars[0].definition.versions[0].week.fri, ["09:00-18:00"]);
  assert.deepEqual(c.hooks, [{ on: "registered", reads: ["field.year"], func: c.hooks[0].func, clause: "3" }]);
});

test("old boilers are seen first, new ones are not", () => {
  const asked = (year) => JSON.parse(hello.decide({ hook: hello.hook("3"), now: 0, clause: "3", raised: ["registered"], case: { "field.year": year } })).effects;
  assert.deepEqual(asked("1999"), [{ set: { priority: "high" } }, { note: { text: "old_boiler" } }]);
  assert.deepEqual(asked("2000"), []);
});

test("the module that lies in the folder is what its source gives", async () => {
  assert.deepEqual(Buffer.from(bytes), await readFile(path.join(folder("examples/hello"), "regulation.wasm")));
});

test("the same source gives the same bytes anywhere", async (t) => {
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), "hello-"));
  t.after(() => rm(elsewhere, { recursive: true }));
  await cp(path.join(folder("examples/hello"), "assembly"), path.join(elsewhere, "assembly"), { recursive: true });
  assert.deepEqual(await build(elsewhere), bytes);
});

test("a source that reaches outside, or has a fraction, is refused in words", async (t) => {
  const wrong = await mkdtemp(path.join(os.tmpdir(), "wrong-"));
  t.after(() => rm(wrong, { recursive: true }));
  await mkdir(path.join(wrong, "assembly"));
  const source = (body) => writeFile(path.join(wrong, "assembly/index.ts"),
    `import { note, numbering, clause, regulation, Regulation } from "@reglament/regulation";\nexport function catalogue(): Regulation { ${body} }`);
  await source('console.log("hello"); return regulation("x", "en");');
  await assert.rejects(build(wrong), /reaches nothing outside.*console/);
  await source('note("x").with("y", 1.5); return regulation("x", "en");');
  await assert.rejects(build(wrong), /knows no fractions/);
});

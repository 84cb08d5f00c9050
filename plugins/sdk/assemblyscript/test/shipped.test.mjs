// The regulations in AssemblyScript that come with the program.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { build } from "../build.mjs";
import { folder } from "./module.mjs";

for (const name of ["eltex"]) {
  test(`${name}: the module is what its source gives`, async () => {
    const regulation = folder(`../../../rules/${name}`);
    assert.ok(Buffer.from(await build(regulation)).equals(await readFile(path.join(regulation, "regulation.wasm"))),
      `build it anew: node build.mjs ${regulation}`);
  });
}

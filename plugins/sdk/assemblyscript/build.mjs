#!/usr/bin/env node
// Compiles a regulation: node build.mjs <folder> reads <folder>/assembly and
// writes <folder>/regulation.wasm. The same source gives the same bytes.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";
import binaryen from "binaryen";

const kit = path.join(path.dirname(fileURLToPath(import.meta.url)), "assembly");
const PACKAGE = "@reglament/regulation";

/** The module's exports: those of the contract, around the author's catalogue. */
const ENTRY = "regulation.ts";
const entry = `
import { described } from "${PACKAGE}/guest";
import { catalogue } from "./assembly/index";
export { rg_abi, rg_alloc, rg_decide, rg_error } from "${PACKAGE}/guest";
export function rg_catalogue(): i64 { return described(catalogue()); }
`;

const PAGE = 64 << 10;
/** What a decision has for the case, its answer and what comes between, before memory must grow. */
const ROOM = 32 << 10;

/** build compiles the folder's assembly/index.ts and returns the module. */
export async function build(folder) {
  const module = await compile(folder);
  const { pages, end } = layout(module);
  const wanted = Math.ceil((end + ROOM) / PAGE);
  const roomy = wanted > pages ? await compile(folder, wanted) : module;
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(roomy));
  if (imports.length > 0) {
    throw new Error(`a regulation reaches nothing outside, but this one imports ${imports.map((i) => `${i.module}.${i.name}`).join(", ")}`);
  }
  return roomy;
}

async function compile(folder, pages = 0) {
  let module;
  const options = [ENTRY, "--baseDir", folder, "--outFile", "regulation.wasm", "--runtime", "stub", "-O3s",
    "--exportStart", "_initialize", "--use", `abort=~lib/${PACKAGE}/failure/abort`];
  if (pages > 0) options.push("--initialMemory", String(pages));
  const { error, stderr } = await asc.main(options, {
    readFile: (name, base) => source(folder, name, base),
    writeFile: (name, bytes) => { module = bytes; },
    listFiles: () => [],
  });
  if (error) throw new Error(`${stderr.toString().trim()}\n${folder} does not compile`);
  return module;
}

/** source reads a file of the author, or of the kit under its name as a package. */
async function source(folder, name, base) {
  if (name === ENTRY) return entry;
  const own = name.replaceAll("\\", "/").match(/node_modules\/@reglament\/regulation\/(.+)$/);
  try {
    return await readFile(own ? path.join(kit, own[1]) : path.resolve(base ?? folder, name), "utf8");
  } catch (e) {
    if (e.code === "ENOENT" || e.code === "ENOTDIR") return null;
    throw e;
  }
}

/** layout says how many pages a module begins with, and where its constants end and the room for calls begins. */
function layout(bytes) {
  const module = binaryen.readBinary(bytes);
  let end = 0;
  for (let i = 0; i < module.getNumDataSegments(); i++) {
    const { offset, data } = module.getDataSegmentInfo(module.getDataSegmentByIndex(i));
    end = Math.max(end, offset + data.byteLength);
  }
  const pages = module.getMemoryInfo().initial;
  module.dispose();
  return { pages, end };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = process.argv[2];
  if (!folder) {
    console.error("usage: node build.mjs <folder with assembly/index.ts>");
    process.exit(2);
  }
  try {
    const out = path.join(folder, "regulation.wasm");
    const module = await build(folder);
    await writeFile(out, module);
    console.log(`${out}: ${module.byteLength} bytes`);
  } catch (e) {
    console.error(e.message);
    process.exit(1);
  }
}

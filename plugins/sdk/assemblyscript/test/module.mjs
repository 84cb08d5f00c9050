// A regulation's module as the engine sees it: one call, and all is forgotten.

import { build } from "../build.mjs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

export const folder = (name) => path.join(here, "..", name);

export async function compiled(name) {
  return new Module(await WebAssembly.compile(await build(folder(name))));
}

export class Module {
  constructor(module) {
    this.module = module;
  }

  #instance() {
    const { exports } = new WebAssembly.Instance(this.module);
    exports._initialize();
    return exports;
  }

  catalogue() {
    const guest = this.#instance();
    return JSON.parse(text(guest, guest.rg_catalogue()));
  }

  /** hook is the number of the only hook that stands in a clause. */
  hook(clause) {
    return this.catalogue().hooks.find((h) => h.clause === clause).func;
  }

  /** decide returns the answer's text, or throws what the module says is wrong. */
  decide(input) {
    const guest = this.#instance();
    const bytes = input instanceof Uint8Array ? input : new TextEncoder().encode(typeof input === "string" ? input : JSON.stringify(input));
    const at = guest.rg_alloc(bytes.length);
    new Uint8Array(guest.memory.buffer, at).set(bytes);
    let answer;
    try {
      answer = guest.rg_decide(at, bytes.length);
    } catch {
      throw new Error(text(guest, guest.rg_error()));
    }
    return text(guest, answer);
  }

  /** pages is how much memory the module has after a decision. */
  pages(input) {
    const guest = this.#instance();
    const bytes = new TextEncoder().encode(JSON.stringify(input));
    const at = guest.rg_alloc(bytes.length);
    new Uint8Array(guest.memory.buffer, at).set(bytes);
    guest.rg_decide(at, bytes.length);
    return guest.memory.buffer.byteLength >> 16;
  }
}

function text(guest, packed) {
  const bytes = new Uint8Array(guest.memory.buffer, Number(packed >> 32n), Number(packed & 0xffffffffn));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

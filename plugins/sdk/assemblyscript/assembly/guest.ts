// The exports of the contract, docs/plugins.md. The build adds rg_catalogue.

import { Case } from "./case";
import { Effect } from "./effect";
import { lastWords } from "./failure";
import { Regulation } from "./regulation";
import { Writer } from "./writer";

export function rg_abi(): i32 {
  return 1;
}

export function rg_alloc(size: i32): usize {
  return heap.alloc(size);
}

export function rg_decide(at: usize, length: i32): i64 {
  const c = new Case(at, length);
  if (c.hook <= 0) throw new Error("there is no hook " + c.hook.toString());
  const effects = call_indirect<Effect[]>(c.hook, c);
  const out = new Writer();
  out.raw('{"effects":[');
  for (let i = 0; i < effects.length; i++) {
    if (i > 0) out.raw(",");
    effects[i].write(out);
  }
  out.raw("]}");
  return out.packed();
}

export function rg_error(): i64 {
  const out = new Writer();
  out.raw(lastWords());
  return out.packed();
}

export function described(r: Regulation): i64 {
  const out = new Writer();
  r.catalogue.write(out);
  return out.packed();
}

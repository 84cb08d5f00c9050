// What answers to moments: reactions, which are data, and hooks.

import { Case } from "./case";
import { Condition } from "./condition";
import { Effect } from "./effect";
import { Item } from "./item";

export class Reaction extends Item {
  /** group: only the first of a group whose condition holds acts. */
  group(name: string): Reaction {
    this.put("group", name);
    return this;
  }

  when<T>(path: string, wanted: T): Reaction {
    this.condition().and(path, wanted);
    return this;
  }

  any(list: Condition[]): Reaction {
    this.condition().any(list);
    return this;
  }

  none(list: Condition[]): Reaction {
    this.condition().none(list);
    return this;
  }

  does(effects: Effect[]): Reaction {
    this.put("do", effects);
    return this;
  }
}

/** on answers to one of the moments. */
export function on<T>(moments: T): Reaction {
  const out = new Reaction("reactions");
  out.put("on", moments);
  out.put<Effect[]>("do", []);
  return out;
}

/**
 * hook answers to the moments with what a function decides on the values at the
 * paths that it reads. The function may use nothing but its case and constants.
 */
export function hook<T>(moments: T, reads: string[], decide: (c: Case) => Effect[]): Item {
  const out = new Item("hooks");
  out.put("on", moments);
  out.put("reads", reads);
  // The place in the table of functions is a number that stays with the module.
  out.put("func", decide.index);
  return out;
}

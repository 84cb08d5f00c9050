// What stands in clauses.

import { Condition } from "./condition";
import { Label } from "./label";
import { ListValue, ObjectValue } from "./value";

/** An Item is one thing that a clause says. It goes to a list of the catalogue. */
export class Item extends ObjectValue {
  constructor(protected list: string) {
    super();
  }

  /** addTo puts the item where it belongs in the catalogue. */
  addTo(catalogue: ObjectValue, clause: string): void {
    this.put("clause", clause);
    listOf(catalogue, this.list).items.push(this);
  }

  /** named gives the item its id and its label. */
  protected named(id: string, label: Label): void {
    this.put("id", id);
    this.put("label", label);
  }

  /** condition is the item's condition, to which lines are added. */
  protected condition(name: string = "when"): Condition {
    const there = this.get(name);
    if (there) return <Condition>there;
    const condition = new Condition();
    this.put(name, condition);
    return condition;
  }
}

/** A Single item is the only one of its kind in a catalogue. */
export class Single extends Item {
  addTo(catalogue: ObjectValue, clause: string): void {
    this.put("clause", clause);
    catalogue.put(this.list, this);
  }
}

export function listOf(catalogue: ObjectValue, name: string): ListValue {
  const there = catalogue.get(name);
  if (there) return <ListValue>there;
  const list = new ListValue();
  catalogue.put(name, list);
  return list;
}

/** A Named item has nothing but a name. */
export class Named extends Item {
  constructor(list: string, id: string, label: Label) {
    super(list);
    this.named(id, label);
  }
}

export function role(id: string, label: Label): Named {
  return new Named("roles", id, label);
}

export function queue(id: string, label: Label): Named {
  return new Named("queues", id, label);
}

/** reason is one of the closed list `group`. */
export function reason(group: string, id: string, label: Label): Named {
  const out = new Named("reasons", id, label);
  out.put("group", group);
  return out;
}

/** reading asks staff to confirm that they have read each edition. */
export function reading(): Single {
  return new Single("reading");
}

/**
 * transition says what becomes of open tickets that were registered under an
 * edition before: they "finish" under that, or this one is to "adopt" them.
 */
export function transition(inWork: string): Single {
  const out = new Single("transition");
  out.put("in_work", inWork);
  return out;
}

/** A Numbering says how tickets are numbered. */
export class Numbering extends Single {
  first(n: i64): Numbering {
    this.put("first", n);
    return this;
  }

  width(digits: i32): Numbering {
    this.put("width", digits);
    return this;
  }
}

export function numbering(prefix: string): Numbering {
  const out = new Numbering("numbering");
  out.put("prefix", prefix);
  return out;
}

/** A Param is a value that is kept apart from the rules which use it as `param(id)`. */
export class Param extends Item {
  default<T>(what: T): Param {
    this.put("default", what);
    return this;
  }

  min<T>(least: T): Param {
    this.put("min", least);
    return this;
  }

  max<T>(most: T): Param {
    this.put("max", most);
    return this;
  }

  options(list: string[]): Param {
    this.put("options", list);
    return this;
  }
}

/** parameter makes one, of the kind duration, int, bool, text, list or choice. */
export function parameter(id: string, kind: string, label: Label): Param {
  const out = new Param("params");
  out.put("id", id);
  out.put("kind", kind);
  out.put("label", label);
  return out;
}

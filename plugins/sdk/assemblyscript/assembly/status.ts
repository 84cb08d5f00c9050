// Statuses and service levels.

import { Condition } from "./condition";
import { Item } from "./item";
import { Label } from "./label";

export class Status extends Item {
  constructor(id: string, label: Label) {
    super("statuses");
    this.named(id, label);
  }

  /** family is new, work, wait, done or stop. */
  family(name: string): Status {
    this.put("family", name);
    return this;
  }

  /** turn says who must act: staff, customer, other or nobody. */
  turn(who: string): Status {
    this.put("turn", who);
    return this;
  }

  /** initial: new tickets begin here. */
  initial(): Status {
    this.put("initial", true);
    return this;
  }

  /** final: it ends a ticket. */
  final(): Status {
    this.put("final", true);
    return this;
  }
}

export function status(id: string, label: Label): Status {
  return new Status(id, label);
}

/** A Level is fixed at registration: the first one whose condition holds. */
export class Level extends Item {
  constructor(id: string, label: Label) {
    super("levels");
    this.named(id, label);
  }

  when<T>(path: string, wanted: T): Level {
    this.condition().and(path, wanted);
    return this;
  }

  any(list: Condition[]): Level {
    this.condition().any(list);
    return this;
  }

  none(list: Condition[]): Level {
    this.condition().none(list);
    return this;
  }
}

export function level(id: string, label: Label): Level {
  return new Level(id, label);
}

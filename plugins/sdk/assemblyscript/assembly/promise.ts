// Deadlines that the company owes.

import { Condition, value } from "./condition";
import { Effect } from "./effect";
import { Item } from "./item";
import { Label } from "./label";
import { ObjectValue } from "./value";

export class Promise extends Item {
  constructor(id: string, label: Label) {
    super("promises");
    this.named(id, label);
  }

  /** since: moments at which it begins. */
  since<T>(moments: T): Promise {
    this.put("since", moments);
    return this;
  }

  within<T>(duration: T): Promise {
    this.put("within", duration);
    return this;
  }

  /** by gives the duration by the value at a path. */
  by(path: string, durations: Durations): Promise {
    const by = this.child("by");
    by.put("path", path);
    by.put("values", durations);
    return this;
  }

  /** at: the date or instant at this path is its end. */
  at(path: string): Promise {
    this.put("at", value(path));
    return this;
  }

  calendar(id: string): Promise {
    this.put("calendar", id);
    return this;
  }

  met<T>(moments: T): Promise {
    this.put("met", moments);
    return this;
  }

  cancel<T>(moments: T): Promise {
    this.put("cancel", moments);
    return this;
  }

  recount<T>(moments: T): Promise {
    this.put("recount", moments);
    return this;
  }

  /** paused: statuses in which the clock stands still. */
  paused<T>(statuses: T): Promise {
    this.put("paused", statuses);
    return this;
  }

  /** keep: it goes on when the ticket ends. */
  keep(): Promise {
    this.put("keep", true);
    return this;
  }

  when<T>(path: string, wanted: T): Promise {
    this.condition().and(path, wanted);
    return this;
  }

  any(list: Condition[]): Promise {
    this.condition().any(list);
    return this;
  }

  none(list: Condition[]): Promise {
    this.condition().none(list);
    return this;
  }

  /** warn: how long before the end staff are warned. */
  warn<T>(duration: T): Promise {
    this.put("warn", duration);
    return this;
  }

  onWarn(effects: Effect[]): Promise {
    this.put("on_warn", effects);
    return this;
  }

  onBreach(effects: Effect[]): Promise {
    this.put("on_breach", effects);
    return this;
  }
}

export function promise(id: string, label: Label): Promise {
  return new Promise(id, label);
}

/** Durations gives a duration for each of some values. */
export class Durations extends ObjectValue {
  or<T>(key: string, duration: T): Durations {
    this.put(key, duration);
    return this;
  }

  /** otherwise is for all other values; without it they have no deadline. */
  otherwise<T>(duration: T): Durations {
    this.put("default", duration);
    return this;
  }
}

/** each begins durations by value: `each("gold", "1wh").or("silver", "2wh").otherwise("8wh")`. */
export function each<T>(key: string, duration: T): Durations {
  return new Durations().or(key, duration);
}

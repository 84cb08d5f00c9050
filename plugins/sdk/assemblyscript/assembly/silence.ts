// What happens when somebody does not answer.

import { Condition, value } from "./condition";
import { Effect } from "./effect";
import { Item } from "./item";
import { Label } from "./label";
import { ObjectValue } from "./value";

export class Silence extends Item {
  constructor(id: string, label: Label) {
    super("silences");
    this.named(id, label);
    this.put<Effect[]>("then", []);
  }

  since<T>(moments: T): Silence {
    this.put("since", moments);
    return this;
  }

  /** cancel: moments at which somebody has spoken. */
  cancel<T>(moments: T): Silence {
    this.put("cancel", moments);
    return this;
  }

  when<T>(path: string, wanted: T): Silence {
    this.condition().and(path, wanted);
    return this;
  }

  any(list: Condition[]): Silence {
    this.condition().any(list);
    return this;
  }

  none(list: Condition[]): Silence {
    this.condition().none(list);
    return this;
  }

  /** over: after how long it ends. */
  over<T>(duration: T): Silence {
    this.put("over", duration);
    return this;
  }

  /** at: the date or instant at this path is its end. */
  at(path: string): Silence {
    this.put("at", value(path));
    return this;
  }

  calendar(id: string): Silence {
    this.put("calendar", id);
    return this;
  }

  /** keep: it goes on when the ticket ends. */
  keep(): Silence {
    this.put("keep", true);
    return this;
  }

  reminds(reminders: Remind): Silence {
    this.put("remind", reminders);
    return this;
  }

  /** does: effects at its end. */
  does(effects: Effect[]): Silence {
    this.put("then", effects);
    return this;
  }
}

export function silence(id: string, label: Label): Silence {
  return new Silence(id, label);
}

/** Remind are the reminders of a silence. */
export class Remind extends ObjectValue {
  /** does: effects of each reminder; last: of the last one instead. */
  does(effects: Effect[]): Remind {
    this.put("do", effects);
    return this;
  }

  last(effects: Effect[]): Remind {
    this.put("last", effects);
    return this;
  }
}

export function remind<T>(every: T, times: i32): Remind {
  const out = new Remind();
  out.put("every", every);
  out.put("times", times);
  out.put<Effect[]>("do", []);
  return out;
}

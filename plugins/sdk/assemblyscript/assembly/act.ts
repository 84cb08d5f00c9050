// Acts: what people may or must do with a ticket.

import { Condition } from "./condition";
import { Effect } from "./effect";
import { Field } from "./field";
import { Item } from "./item";
import { Label } from "./label";

export class Act extends Item {
  constructor(verb: string, id: string, label: Label) {
    super("acts");
    this.named(id, label);
    this.put("verb", verb);
    this.put<Effect[]>("do", []);
  }

  hint(label: Label): Act {
    this.put("hint", label);
    return this;
  }

  /** group tells screens which buttons belong together. */
  group(name: string): Act {
    this.put("group", name);
    return this;
  }

  /** roles may do it: roles, "staff" for all employees, "customer". */
  roles<T>(who: T): Act {
    this.put("roles", who);
    return this;
  }

  /** from: statuses where it is possible. */
  from<T>(statuses: T): Act {
    this.put("from", statuses);
    return this;
  }

  when<T>(path: string, wanted: T): Act {
    this.condition().and(path, wanted);
    return this;
  }

  any(list: Condition[]): Act {
    this.condition().any(list);
    return this;
  }

  none(list: Condition[]): Act {
    this.condition().none(list);
    return this;
  }

  /** to is the status where it leads. */
  to(status: string): Act {
    this.put("to", status);
    return this;
  }

  /** danger: it cannot be undone. */
  danger(): Act {
    this.put("danger", true);
    return this;
  }

  inputs(fields: Field[]): Act {
    this.put("inputs", fields);
    return this;
  }

  /** notice is the text that the customer is sent, or a value that names it. */
  notice<T>(text: T): Act {
    this.put("notice", text);
    return this;
  }

  /** answersCustomer: it is `public`, and raises `reply`. */
  answersCustomer(): Act {
    this.put("public", true);
    return this;
  }

  /** silent: the ticket ends without a word to the customer, on purpose. */
  silent(): Act {
    this.put("silent", true);
    return this;
  }

  /** whateverChildren: it ends the ticket though children of it are open. */
  whateverChildren(): Act {
    this.put("children", "any");
    return this;
  }

  mark<T>(moments: T): Act {
    this.put("mark", moments);
    return this;
  }

  does(effects: Effect[]): Act {
    this.put("do", effects);
    return this;
  }
}

/** may is an act that people may do. */
export function may(id: string, label: Label): Act {
  return new Act("may", id, label);
}

/** must is an act that the document demands of people. */
export function must(id: string, label: Label): Act {
  return new Act("must", id, label);
}

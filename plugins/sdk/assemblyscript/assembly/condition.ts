// Conditions, and what is wanted at their paths.

import { ObjectValue, Value } from "./value";

/** A Condition holds if all of its lines hold. */
export class Condition extends ObjectValue {
  and<T>(path: string, wanted: T): Condition {
    this.put(path, wanted);
    return this;
  }

  /** any adds that one of these holds, none that not one does. */
  any(list: Condition[]): Condition {
    this.put("any", list);
    return this;
  }

  none(list: Condition[]): Condition {
    this.put("none", list);
    return this;
  }
}

/** where begins a condition: `where("priority", ["high", "critical"])`. */
export function where<T>(path: string, wanted: T): Condition {
  return new Condition().and(path, wanted);
}

function only<T>(name: string, what: T): ObjectValue {
  const out = new ObjectValue();
  out.put(name, what);
  return out;
}

/** value is what is found at a path: `set("reason", value("input.reason"))`. */
export function value(path: string): Value {
  return only("path", path);
}

/** now is the instant of the event. */
export function now(): Value {
  return only("now", true);
}

/** param uses a parameter. */
export function param(id: string): Value {
  return only("param", id);
}

export function known(): Value {
  return only("known", true);
}

export function unknown(): Value {
  return only("known", false);
}

/** has: the value contains one of the words. */
export function has<T>(words: T): Value {
  return only("has", words);
}

export function atLeast<T>(n: T): Value {
  return only("min", n);
}

export function atMost<T>(n: T): Value {
  return only("max", n);
}

/** within: an instant that lies no longer ago. */
export function within<T>(duration: T): Value {
  return only("within", duration);
}

/** say is an entry of append in the words of a text. */
export function say(text: string): Value {
  return only("say", text);
}

// Values of the contract: texts, whole numbers, true and false, lists, objects.
// What is null in JSON is absent, and null here.

import { Label } from "./label";
import { Writer } from "./writer";

/** LIMIT is how far numbers reach, in both directions. */
export const LIMIT: i64 = 1 << 53;

export abstract class Value {
  abstract write(to: Writer): void;
}

export class TextValue extends Value {
  constructor(public text: string) {
    super();
  }

  write(to: Writer): void {
    to.text(this.text);
  }
}

export class NumberValue extends Value {
  constructor(public number: i64) {
    super();
    if (number > LIMIT || number < -LIMIT) throw new RangeError(number.toString() + " is outside of ±2^53");
  }

  write(to: Writer): void {
    to.number(this.number);
  }
}

export class BoolValue extends Value {
  constructor(public yes: bool) {
    super();
  }

  write(to: Writer): void {
    to.raw(this.yes ? "true" : "false");
  }
}

export class ListValue extends Value {
  constructor(public items: Value[] = []) {
    super();
  }

  write(to: Writer): void {
    to.byte(0x5b); // [
    for (let i = 0; i < this.items.length; i++) {
      if (i > 0) to.byte(0x2c); // ,
      this.items[i].write(to);
    }
    to.byte(0x5d); // ]
  }
}

/** An ObjectValue keeps its members in the order in which they were put. */
export class ObjectValue extends Value {
  readonly names: string[] = [];
  private values: Value[] = [];

  get(name: string): Value | null {
    const i = this.names.indexOf(name);
    return i < 0 ? null : this.values[i];
  }

  /** put sets a member to a text, number, bool, list, label or value. */
  put<T>(name: string, what: T): void {
    const i = this.names.indexOf(name);
    if (i >= 0) {
      this.values[i] = valueOf(what);
      return;
    }
    this.names.push(name);
    this.values.push(valueOf(what));
  }

  /** child gives the object that is a member, and puts one there if there is none. */
  child(name: string): ObjectValue {
    const there = this.get(name);
    if (there) return <ObjectValue>there;
    const child = new ObjectValue();
    this.put(name, child);
    return child;
  }

  write(to: Writer): void {
    to.byte(0x7b); // {
    for (let i = 0; i < this.names.length; i++) {
      if (i > 0) to.byte(0x2c); // ,
      to.text(this.names[i]);
      to.byte(0x3a); // :
      this.values[i].write(to);
    }
    to.byte(0x7d); // }
  }
}

/** valueOf makes a value of what the language has for it. */
export function valueOf<T>(what: T): Value {
  if (isString<T>()) return new TextValue(changetype<string>(what));
  if (isBoolean<T>()) return new BoolValue(<bool>what);
  if (isInteger<T>()) return new NumberValue(<i64>what);
  if (isFloat<T>()) ERROR("a regulation knows no fractions");
  if (isArray<T>()) {
    const list = new ListValue();
    for (let i = 0; i < what.length; i++) list.items.push(valueOf<valueof<T>>(what[i]));
    return list;
  }
  if (idof<T>() == idof<Label>()) return changetype<Label>(what).value();
  return changetype<Value>(what);
}

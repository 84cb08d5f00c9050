// What is asked for.

import { Item } from "./item";
import { Label } from "./label";
import { ObjectValue } from "./value";

export class Field extends Item {
  constructor(id: string, label: Label) {
    super("fields");
    this.named(id, label);
  }

  /** kind is text, longtext, choice, date, datetime, person, ticket, files, reason or bool. */
  kind(name: string): Field {
    this.put("kind", name);
    return this;
  }

  hint(label: Label): Field {
    this.put("hint", label);
    return this;
  }

  required(): Field {
    this.put("required", true);
    return this;
  }

  options(list: Option[]): Field {
    this.put("options", list);
    return this;
  }

  /** group of reasons to choose from. */
  group(name: string): Field {
    this.put("group", name);
    return this;
  }

  default<T>(what: T): Field {
    this.put("default", what);
    return this;
  }

  /** format is email, phone or iin. */
  format(name: string): Field {
    this.put("format", name);
    return this;
  }

  /** pattern is a regular expression for the whole value. */
  pattern(expression: string): Field {
    this.put("pattern", expression);
    return this;
  }

  /** many: several options may be chosen. */
  many(): Field {
    this.put("many", true);
    return this;
  }

  min(n: i32): Field {
    this.put("min", n);
    return this;
  }

  max(n: i32): Field {
    this.put("max", n);
    return this;
  }

  /** future: a date must not be past. */
  future(): Field {
    this.put("future", true);
    return this;
  }

  /** open: a date must be a working day of this calendar. */
  open(calendar: string): Field {
    this.put("open", calendar);
    return this;
  }

  /** when: it is asked while another field has one of these values. */
  when(field: string, values: string[]): Field {
    const when = this.child("when");
    when.put("field", field);
    when.put("in", values);
    return this;
  }

  channels<T>(kinds: T): Field {
    this.put("channels", kinds);
    return this;
  }

  /** from: the list to choose from is at this path. */
  from(path: string): Field {
    this.put("from", path);
    return this;
  }

  /** link: what the other ticket is to this one. */
  link(relation: string): Field {
    this.put("link", relation);
    return this;
  }

  /** suggests: values that are offered but not demanded. */
  suggests(values: string[]): Field {
    this.put("suggest", values);
    return this;
  }

  /** readsPoint, readsLabels and readsPhone say how it is found in the text of a mail. */
  readsPoint(number: i32): Field {
    this.child("read").put("point", number);
    return this;
  }

  readsLabels(words: string[]): Field {
    this.child("read").put("labels", words);
    return this;
  }

  readsPhone(): Field {
    this.child("read").put("form", "phone");
    return this;
  }
}

/** ask is a field that must be filled in. */
export function ask(id: string, label: Label): Field {
  return new Field(id, label).required();
}

/** optional is a field that may be left empty, later one that is asked in the course of the work. */
export function optional(id: string, label: Label): Field {
  return new Field(id, label);
}

export function later(id: string, label: Label): Field {
  const out = new Field(id, label);
  out.put("ask", "later");
  return out;
}

/** input is what an act asks for. */
export function input(id: string, label: Label): Field {
  return new Field(id, label);
}

/** An Option is a value to choose. */
export class Option extends ObjectValue {
  /** clause is the one that it stands in, if that is another than the field's. */
  clause(id: string): Option {
    this.put("clause", id);
    return this;
  }
}

export function option(id: string, label: Label): Option {
  const out = new Option();
  out.put("id", id);
  out.put("label", label);
  return out;
}

/** A Type is a request type. */
export class Type extends Item {
  hint(label: Label): Type {
    this.put("hint", label);
    return this;
  }

  /** set gives a field or facet that its tickets start with. */
  set<T>(name: string, what: T): Type {
    this.child("set").put(name, what);
    return this;
  }
}

export function request(id: string, label: Label): Type {
  const out = new Type("types");
  out.put("id", id);
  out.put("label", label);
  return out;
}

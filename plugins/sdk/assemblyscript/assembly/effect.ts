// Effects: what acts, reactions, silences and hooks do.

import { ObjectValue } from "./value";

/** An Effect is one thing to do. */
export class Effect extends ObjectValue {}

function effect<T>(name: string, what: T): Effect {
  const out = new Effect();
  out.put(name, what);
  return out;
}

/** under puts an effect under another clause than the item's. */
export function under(clause: string, what: Effect): Effect {
  what.put("clause", clause);
  return what;
}

/** A Send sends a text. */
export class Send extends Effect {
  /** to says who gets it, the requester by default. */
  to<T>(address: T): Send {
    this.child("send").put("to", address);
    return this;
  }

  /** asPartner: whoever has the address is asked for help. */
  asPartner(): Send {
    this.child("send").put("as", "partner");
    return this;
  }

  /** by names the channel. */
  by(channel: string): Send {
    this.child("send").put("by", channel);
    return this;
  }

  /** with adds a value that the text finds as {value.name}. */
  with<T>(name: string, what: T): Send {
    this.child("send").child("values").put(name, what);
    return this;
  }
}

/** send sends a text, which a value may name. */
export function send<T>(text: T): Send {
  const out = new Send();
  out.child("send").put("text", text);
  return out;
}

/** A Note tells staff something. */
export class Note extends Effect {
  /** with adds a value that the text finds as {value.name}. */
  with<T>(name: string, what: T): Note {
    this.child("note").child("values").put(name, what);
    return this;
  }
}

export function note(text: string): Note {
  const out = new Note();
  out.child("note").put("text", text);
  return out;
}

/** move goes to another status, "previous" to the last one that was no wait. */
export function move(status: string): Effect {
  return effect("status", status);
}

/** A Setting gives fields and facets their values. */
export class Setting extends Effect {
  and<T>(name: string, what: T): Setting {
    this.child("set").put(name, what);
    return this;
  }
}

/** set gives a field or a facet a value: `set("queue", "support").and("priority", "high")`. */
export function set<T>(name: string, what: T): Setting {
  return new Setting().and(name, what);
}

/** append adds an entry to a field that lists what was done. */
export function append<T>(field: string, entry: T): Effect {
  const out = new Effect();
  out.child("append").put(field, entry);
  return out;
}

/** mark raises a moment of your own, or several. */
export function mark<T>(moments: T): Effect {
  return effect("mark", moments);
}

/** copy takes over fields of the ticket that this one follows. */
export function copy<T>(fields: T): Effect {
  return effect("copy", fields);
}

/** drop, in hooks, takes back what a clause has done at this event. */
export function drop(clause: string): Effect {
  return effect("drop", clause);
}

/** problem turns the request or the act down; a warning can be confirmed. */
export function problem(field: string, text: string, warning: bool = false): Effect {
  const out = new Effect();
  const data = out.child("problem");
  data.put("field", field);
  data.put("text", text);
  if (warning) data.put("warning", true);
  return out;
}

/** A Suggestion proposes an act to staff. */
export class Suggestion extends Effect {
  /** with fills an input of the act in. */
  with<T>(input: string, what: T): Suggestion {
    this.child("suggest").child("inputs").put(input, what);
    return this;
  }

  /** because names the text that says why. */
  because(text: string): Suggestion {
    this.child("suggest").put("text", text);
    return this;
  }
}

export function suggest(act: string): Suggestion {
  const out = new Suggestion();
  out.child("suggest").put("act", act);
  return out;
}

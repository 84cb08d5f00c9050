// Doors, and which ticket a message belongs to.

import { Condition } from "./condition";
import { Item, Single } from "./item";
import { Label } from "./label";

export class Channel extends Item {
  /** id is needed where two channels have one kind. */
  id(name: string): Channel {
    this.put("id", name);
    return this;
  }

  /** mode "number": it takes nothing but numbers of tickets. */
  mode(name: string): Channel {
    this.put("mode", name);
    return this;
  }

  /** address is what customers see of it, or several. */
  address<T>(what: T): Channel {
    this.put("address", what);
    return this;
  }

  /** set gives a field or facet that its tickets start with. */
  set<T>(name: string, what: T): Channel {
    this.child("set").put(name, what);
    return this;
  }

  /** reply: messages to the requester go by this channel, to the address in the field. */
  reply(field: string): Channel {
    this.put("reply", field);
    return this;
  }

  /** staff: only employees file by it. */
  staff(): Channel {
    this.put("staff", true);
    return this;
  }

  /** apart: what is written to it joins tickets of this channel alone. */
  apart(): Channel {
    this.put("apart", true);
    return this;
  }

  signedIn(): Channel {
    this.put("signed_in", true);
    return this;
  }

  /** free: any text is taken. */
  free(): Channel {
    this.put("free", true);
    return this;
  }

  /** who may use it; refusal is the text for the others. */
  who(condition: Condition, refusal: string): Channel {
    this.put("who", condition);
    this.put("refusal", refusal);
    return this;
  }
}

/** channel is a door of the kind email, form, call, portal ... */
export function channel(kind: string, label: Label): Channel {
  const out = new Channel("channels");
  out.put("id", kind);
  out.put("kind", kind);
  out.put("label", label);
  return out;
}

/** A Thread says which evidence ties a message to which tickets. */
export class Thread extends Item {
  /** to: statuses of the tickets that it applies to. */
  to<T>(statuses: T): Thread {
    this.put("to", statuses);
    return this;
  }

  /** participant: the sender must take part in the ticket already. */
  participant(): Thread {
    this.put("participant", true);
    return this;
  }

  minLength(n: i32): Thread {
    this.put("min_length", n);
    return this;
  }

  /** except: subjects that say too little, in small letters. */
  except(subjects: string[]): Thread {
    this.put("except", subjects);
    return this;
  }

  /** within: how long ago the ticket may have ended. */
  within<T>(duration: T): Thread {
    this.put("within", duration);
    return this;
  }

  calendar(id: string): Thread {
    this.put("calendar", id);
    return this;
  }
}

/** join: the message joins the ticket. */
export function join<T>(by: T): Thread {
  const out = new Thread("threading");
  out.put("by", by);
  out.put("then", "join");
  return out;
}

/** follow: the message opens a ticket that follows the other. */
export function follow<T>(by: T): Thread {
  const out = new Thread("threading");
  out.put("by", by);
  out.put("then", "new");
  return out;
}

/** A Subject is the form of a mail's subject. */
export class Subject extends Single {
  /** tolerate other spellings of a fixed mark. */
  tolerate(mark: string, spellings: string[]): Subject {
    this.child("tolerate").put(mark, spellings);
    return this;
  }
}

export function subject(pattern: string): Subject {
  const out = new Subject("subject");
  out.put("pattern", pattern);
  return out;
}

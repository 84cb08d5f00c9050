// Effects that concern other tickets, and who sees this one.

import { Effect } from "./effect";

/** link ties the ticket to another, which is `relation` to it. */
export function link<T>(relation: string, ticket: T): Effect {
  const out = new Effect();
  out.child("link").put("as", relation);
  out.child("link").put("to", ticket);
  return out;
}

/** A Tell raises a moment on other tickets. */
export class Tell extends Effect {
  /** with gives a value that is found there as data.<name>. */
  with<T>(name: string, what: T): Tell {
    this.child("tell").child("values").put(name, what);
    return this;
  }
}

export function tell<T>(ticket: T, moment: string): Tell {
  const out = new Tell();
  out.child("tell").put("ticket", ticket);
  out.child("tell").put("moment", moment);
  return out;
}

/** An Opening opens another ticket, tied to this one. */
export class Opening extends Effect {
  channel(id: string): Opening {
    this.child("open").put("channel", id);
    return this;
  }

  /** copy takes fields and facets over, set gives others. */
  copy<T>(fields: T): Opening {
    this.child("open").put("copy", fields);
    return this;
  }

  set<T>(name: string, what: T): Opening {
    this.child("open").child("set").put(name, what);
    return this;
  }

  /** anonymous: it does not have this one's requester. */
  anonymous(): Opening {
    this.child("open").put("anonymous", true);
    return this;
  }
}

/** open opens a ticket that is `relation` to this one. */
export function open(relation: string): Opening {
  const out = new Opening();
  out.child("open").put("as", relation);
  return out;
}

/** A Confinement makes the ticket visible to some alone. */
export class Confinement extends Effect {
  except<T>(employee: T): Confinement {
    this.child("confine").put("except", employee);
    return this;
  }
}

/** confine makes the ticket visible to "staff", "customer" or "role:quality" alone. */
export function confine(to: string): Confinement {
  const out = new Confinement();
  out.child("confine").put("to", to);
  return out;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// Clock tells the server's time, and times as the tenant reads them.
class Clock {
  constructor() {
    this.offset = 0;
    this.settled = false;
    this.zone = "";
  }

  // learn takes the server's time from a frame. Frames can be late but never
  // early, so the largest offset is the best. The first frame of a connection
  // starts anew: this computer's clock may have been set.
  learn(serverTime, anew) {
    const offset = Date.parse(serverTime) - Date.now();
    if (anew || !this.settled || offset > this.offset) this.offset = offset;
    this.settled = true;
  }

  now() {
    return Date.now() + this.offset;
  }

  // show names the zone that times are shown in; empty is this computer's.
  show(zone) {
    if (zone !== undefined && zone !== this.zone) {
      this.zone = zone;
      this.formats = null;
    }
  }

  format(kind) {
    this.formats ??= this.makeFormats();
    return this.formats[kind];
  }

  makeFormats() {
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const make = (options) => {
      try {
        return new Intl.DateTimeFormat(lang, { ...options, timeZone: this.zone || undefined });
      } catch {
        return new Intl.DateTimeFormat(lang, options); // a zone that the browser does not know
      }
    };
    return {
      time: make(time),
      seconds: make({ ...time, second: "2-digit" }),
      date: make({ day: "numeric", month: "short" }),
      full: make({ ...time, day: "numeric", month: "short", year: "numeric" }),
    };
  }

  // at is an instant, with its date unless that is today's.
  at(instant) {
    const date = this.format("date").format(instant);
    const time = this.format("time").format(instant);
    return date === this.format("date").format(this.now()) ? time : `${date}, ${time}`;
  }

  full(instant) {
    return this.format("full").format(instant);
  }

  seconds(instant) {
    return this.format("seconds").format(instant);
  }
}

// lasting is a span of time in its two largest units.
function lasting(ms) {
  const unit = (name, n) => say(name, { n });
  const pair = (big, n, small, m) => (m ? `${unit(big, n)} ${unit(small, m)}` : unit(big, n));
  if (ms < minute) return say("moment");
  if (ms < hour) return unit("minutes", Math.floor(ms / minute));
  if (ms < day) return pair("hours", Math.floor(ms / hour), "minutes", Math.floor((ms % hour) / minute));
  return pair("days", Math.floor(ms / day), "hours", Math.floor((ms % day) / hour));
}

// soon is how long before a deadline it is shown to press.
const soon = 30 * minute;

// deadlineOf says how a card stands: a state for its colour, and words. Where
// nothing is owed it says nothing.
function deadlineOf(card, clock) {
  if (card.next_due) {
    const left = Date.parse(card.next_due) - clock.now();
    const state = left < 0 ? "breached" : left < soon ? "soon" : "running";
    return { state, text: say(left < 0 ? "over" : "left", { t: lasting(Math.abs(left)) }) };
  }
  return card.deadline_state === "paused" ? { state: "paused", text: say("paused") } : null;
}

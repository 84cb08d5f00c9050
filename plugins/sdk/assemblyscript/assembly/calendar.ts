// When the company works.

import { Item, listOf } from "./item";
import { ObjectValue } from "./value";

const DAYS: string = "mon tue wed thu fri sat sun";

export class Calendar extends Item {
  private version: ObjectValue = new ObjectValue();

  /** zone is a place, such as Asia/Almaty. */
  zone(place: string): Calendar {
    this.definition().put("zone", place);
    return this;
  }

  /** open gives days their hours: `open("mon-fri", "09:00-18:00")`, or several ranges. */
  open<T>(days: string, hours: T): Calendar {
    const week = this.version.child("week");
    const names = daysOf(days);
    for (let i = 0; i < names.length; i++) {
      if (isString<T>()) week.put(names[i], [changetype<string>(hours)]);
      else week.put(names[i], hours);
    }
    return this;
  }

  /** from begins another week, which holds from that date on. */
  from(date: string): Calendar {
    this.version = new ObjectValue();
    this.version.put("from", date);
    listOf(this.definition(), "versions").items.push(this.version);
    return this;
  }

  /** holidays of a state are kept: kz or ru. */
  holidays(state: string): Calendar {
    this.definition().put("holidays", state);
    return this;
  }

  /** movedDays: weekend days that the state declared working are worked. */
  movedDays(): Calendar {
    this.definition().put("moved_days", true);
    return this;
  }

  /** shortDays: it closes an hour earlier where the state shortens the day. */
  shortDays(): Calendar {
    this.definition().put("short_days", true);
    return this;
  }

  /** exception gives a date hours of its own; an empty list closes it. */
  exception(date: string, hours: string[]): Calendar {
    this.definition().child("days").put(date, hours);
    return this;
  }

  private definition(): ObjectValue {
    return this.child("definition");
  }

  addTo(catalogue: ObjectValue, clause: string): void {
    this.definition().child("days");
    super.addTo(catalogue, clause);
  }

  static named(id: string): Calendar {
    const out = new Calendar("calendars");
    out.put("id", id);
    listOf(out.definition(), "versions").items.push(out.version);
    return out;
  }
}

export function calendar(id: string): Calendar {
  return Calendar.named(id);
}

/** daysOf gives the days of "mon-fri"; it may run over the end of the week. */
function daysOf(range: string): string[] {
  const known = DAYS.split(" ");
  const ends = range.split("-");
  const last = known.indexOf(ends[ends.length - 1]);
  let day = known.indexOf(ends[0]);
  if (day < 0 || last < 0 || ends.length > 2) throw new Error('"' + range + '" is no range of days such as mon-fri');
  const out = [known[day]];
  while (day != last) {
    day = (day + 1) % 7;
    out.push(known[day]);
  }
  return out;
}

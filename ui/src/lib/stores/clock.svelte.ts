// The engine's time. It is the server's, which may be moved and need not be this
// machine's: the offset is learned from what the server says.
import type { Hours } from "../sla";

class Clock {
  // offset is what to add to this machine's time.
  offset = 0;
  // zone is the company's, in which all times are shown.
  zone = $state("");
  // hours are the working hours of the company's calendars, by their ids.
  hours = $state.raw<Record<string, Hours>>({});
  // second changes once a second, for what counts down.
  second = $state(Date.now());

  constructor() {
    setInterval(() => document.hidden || this.tick(), 1000);
    document.addEventListener("visibilitychange", () => document.hidden || this.tick());
  }

  now = () => Date.now() + this.offset;

  tick() {
    this.second = this.now();
  }

  // learn takes the server's time from a message that has just come. A message
  // can only be late, so that of two offsets the larger one is nearer; one that
  // is far off means that the clock was moved.
  learn(serverTime: string) {
    const offset = Date.parse(serverTime) - Date.now();
    if (offset <= this.offset && this.offset - offset < 2000 && this.learned) return;
    this.learned = true;
    this.offset = offset;
    this.tick();
  }
  private learned = false;
}

export const clock = new Clock();

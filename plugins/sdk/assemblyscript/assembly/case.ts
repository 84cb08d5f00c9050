// The case, as a hook sees it.

import { Reader } from "./reader";
import { Value } from "./value";

/**
 * A Case holds the values that a hook reads, under the paths of conditions.
 * They are decoded when they are asked for.
 */
export class Case {
  /** hook is the number of the hook, now the instant of the event in microseconds. */
  hook: i32 = 0;
  now: i64 = 0;
  clause: string = "";
  private moments: string[] = [];
  private paths: string[] = [];
  private places: usize[] = [];
  private reader: Reader;

  constructor(at: usize, length: i32) {
    const r = new Reader(at, length);
    this.reader = r;
    for (let more = r.begin(0x7b, 0x7d); more; more = r.next(0x7d)) {
      const name = r.name();
      if (name == "hook") this.hook = <i32>r.number();
      else if (name == "now") this.now = r.number();
      else if (name == "clause") this.clause = r.text();
      else if (name == "raised") this.moments = texts(r);
      else if (name == "case") this.index(r);
      else r.skip();
    }
    r.done();
  }

  private index(r: Reader): void {
    for (let more = r.begin(0x7b, 0x7d); more; more = r.next(0x7d)) {
      this.paths.push(r.name());
      this.places.push(r.place());
      r.skip();
    }
  }

  /** raised says whether the event has raised a moment. */
  raised(moment: string): bool {
    return this.moments.includes(moment);
  }

  /** has says whether there is something at a path: no empty text, no empty list. */
  has(path: string): bool {
    return this.find(path) && this.reader.something();
  }

  /** text gives the text at a path, "" if there is none. */
  text(path: string): string {
    if (!this.find(path)) return "";
    if (this.reader.peek() != 0x22) throw new Error(path + " is no text");
    return this.reader.text();
  }

  /** is says whether a text, or one of a list of texts, is this one. */
  is(path: string, wanted: string): bool {
    return this.list(path).includes(wanted);
  }

  /**
   * number gives the whole number at a path. A field holds text: its digits
   * count as well. What is no number, or not there, is `otherwise`.
   */
  number(path: string, otherwise: i64 = 0): i64 {
    if (!this.find(path)) return otherwise;
    const b = this.reader.peek();
    if (b == 0x2d || (b >= 0x30 && b <= 0x39)) return this.reader.number();
    return b == 0x22 ? digits(this.reader.text(), otherwise) : otherwise;
  }

  /** yes says whether there is true at a path. */
  yes(path: string): bool {
    return this.find(path) && this.reader.peek() == 0x74;
  }

  /** list gives the texts at a path; a single text is a list of one. */
  list(path: string): string[] {
    if (!this.find(path)) return [];
    return this.reader.peek() == 0x22 ? [this.reader.text()] : texts(this.reader);
  }

  /** missing lists the required fields that are not there. */
  missing(): string[] {
    return this.list("missing");
  }

  /** get gives the value at a path as it is, null if there is none. */
  get(path: string): Value | null {
    return this.find(path) ? this.reader.value() : null;
  }

  private find(path: string): bool {
    const i = this.paths.indexOf(path);
    if (i < 0) return false;
    this.reader.from(this.places[i]);
    return true;
  }
}

function texts(r: Reader): string[] {
  const out: string[] = [];
  for (let more = r.begin(0x5b, 0x5d); more; more = r.next(0x5d)) out.push(r.text());
  return out;
}

function digits(s: string, otherwise: i64): i64 {
  const negative = s.startsWith("-");
  const first = negative ? 1 : 0;
  if (s.length == first || s.length > 16 + first) return otherwise;
  let n: i64 = 0;
  for (let i = first; i < s.length; i++) {
    const digit = s.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return otherwise;
    n = n * 10 + digit;
  }
  return negative ? -n : n;
}

// A strict reader of JSON: whole numbers within ±2^53, valid UTF-8, no name
// twice, nothing after the end.

import { BoolValue, LIMIT, ListValue, NumberValue, ObjectValue, TextValue, Value } from "./value";

const DEPTH: i32 = 64;

export class Reader {
  private start: usize;
  private end: usize;

  constructor(
    private at: usize,
    length: i32,
  ) {
    this.start = at;
    this.end = at + <usize>length;
  }

  /** place is where the next value begins; from goes back to such a place. */
  place(): usize {
    this.peek();
    return this.at;
  }

  from(place: usize): void {
    this.at = place;
  }

  /** peek gives the first byte of what comes next, 0 at the end. */
  peek(): u8 {
    while (this.at < this.end) {
      const b = load<u8>(this.at);
      if (b != 0x20 && b != 0x0a && b != 0x0d && b != 0x09) return b;
      this.at++;
    }
    return 0;
  }

  /** done makes sure that nothing follows. */
  done(): void {
    this.peek();
    if (this.at < this.end) this.fail("something follows the value");
  }

  /** begin goes into a list or an object, and says whether anything is inside. */
  begin(open: u8, close: u8): bool {
    this.expect(open);
    if (this.peek() != close) return true;
    this.at++;
    return false;
  }

  /** next goes on behind an element, and says whether another one comes. */
  next(close: u8): bool {
    if (this.peek() == 0x2c) {
      this.at++;
      return true;
    }
    this.expect(close);
    return false;
  }

  /** name reads the name of a member. */
  name(): string {
    const name = this.text();
    this.expect(0x3a); // :
    return name;
  }

  value(depth: i32 = 0): Value | null {
    if (depth > DEPTH) this.fail("more than " + DEPTH.toString() + " values stand in one another");
    switch (this.peek()) {
      case 0x7b: // {
        return this.object(depth);
      case 0x5b: // [
        return this.list(depth);
      case 0x22:
        return new TextValue(this.text());
      case 0x74: // t
        this.word("true");
        return new BoolValue(true);
      case 0x66: // f
        this.word("false");
        return new BoolValue(false);
      case 0x6e: // n
        this.word("null");
        return null;
    }
    return new NumberValue(this.number());
  }

  private object(depth: i32): ObjectValue {
    const out = new ObjectValue();
    const seen: string[] = [];
    for (let more = this.begin(0x7b, 0x7d); more; more = this.next(0x7d)) {
      const name = this.name();
      if (seen.includes(name)) this.fail('"' + name + '" stands twice');
      seen.push(name);
      const value = this.value(depth + 1);
      if (value) out.put<Value>(name, value);
    }
    return out;
  }

  private list(depth: i32): ListValue {
    const out = new ListValue();
    for (let more = this.begin(0x5b, 0x5d); more; more = this.next(0x5d)) {
      const value = this.value(depth + 1);
      if (value) out.items.push(value);
    }
    return out;
  }

  /** skip goes behind the next value without looking into its texts. */
  skip(depth: i32 = 0): void {
    if (depth > DEPTH) this.fail("more than " + DEPTH.toString() + " values stand in one another");
    switch (this.peek()) {
      case 0x7b:
        for (let more = this.begin(0x7b, 0x7d); more; more = this.next(0x7d)) {
          this.expect(0x22);
          this.at = this.closing() + 1;
          this.expect(0x3a);
          this.skip(depth + 1);
        }
        return;
      case 0x5b:
        for (let more = this.begin(0x5b, 0x5d); more; more = this.next(0x5d)) this.skip(depth + 1);
        return;
      case 0x22:
        this.at++;
        this.at = this.closing() + 1;
        return;
    }
    this.value(depth);
  }

  /** something says whether the next value is neither null nor empty. */
  something(): bool {
    switch (this.peek()) {
      case 0x7b:
        return this.begin(0x7b, 0x7d);
      case 0x5b:
        return this.begin(0x5b, 0x5d);
      case 0x22:
        return load<u8>(this.at + 1) != 0x22;
      case 0x6e:
        return false;
    }
    return true;
  }

  number(): i64 {
    const negative = this.peek() == 0x2d; // -
    if (negative) this.at++;
    const first = this.at;
    let n: i64 = 0;
    for (; this.at < this.end; this.at++) {
      const digit = load<u8>(this.at) - 0x30;
      if (digit > 9) break;
      n = n * 10 + <i64>digit;
      if (n > LIMIT) this.fail("the number is outside of ±2^53");
    }
    if (this.at == first) this.fail("a value is expected");
    if (this.at - first > 1 && load<u8>(first) == 0x30) this.fail("the number begins with 0");
    const b = this.at < this.end ? load<u8>(this.at) | 0x20 : 0;
    if (b == 0x2e || b == 0x65) this.fail("the number is a fraction, only whole ones are known");
    return negative ? -n : n;
  }

  text(): string {
    this.expect(0x22);
    const close = this.closing();
    // A byte never becomes more than one unit.
    const most = (close - this.at) << 1;
    const out = __new(most, idof<string>());
    let to = out;
    while (this.at < close) {
      const b = load<u8>(this.at);
      if (b < 0x80 && b != 0x5c) {
        this.at++;
        store<u16>(to, b);
        to += 2;
        continue;
      }
      const point = b == 0x5c ? this.escape() : this.point(close);
      if (point < 0x10000) {
        store<u16>(to, <u16>point);
        to += 2;
      } else {
        store<u16>(to, <u16>(0xd7c0 + (point >> 10)));
        store<u16>(to, <u16>(0xdc00 | (point & 0x3ff)), 2);
        to += 4;
      }
    }
    this.at = close + 1;
    const used = to - out;
    return changetype<string>(used < most ? __renew(out, used) : out);
  }

  /** closing finds the quote that ends a text. */
  private closing(): usize {
    for (let at = this.at; at < this.end; at++) {
      const b = load<u8>(at);
      if (b == 0x22) return at;
      if (b == 0x5c) at++;
      if (b < 0x20) {
        this.at = at;
        this.fail("a control character stands in a text");
      }
    }
    this.at = this.end;
    return <usize>this.fail("the text has no end");
  }

  /** escape reads what begins with a backslash. */
  private escape(): u32 {
    const b = load<u8>(this.at + 1);
    this.at += 2;
    switch (b) {
      case 0x22:
      case 0x5c:
      case 0x2f:
        return b;
      case 0x62:
        return 0x08;
      case 0x66:
        return 0x0c;
      case 0x6e:
        return 0x0a;
      case 0x72:
        return 0x0d;
      case 0x74:
        return 0x09;
      case 0x75:
        return this.hexPoint();
    }
    return this.fail("the escape is unknown");
  }

  private hexPoint(): u32 {
    const high = this.hex();
    if ((high & 0xf800) != 0xd800) return high;
    if (high < 0xdc00 && this.at + 6 <= this.end && load<u16>(this.at) == 0x755c) {
      this.at += 2;
      const low = this.hex();
      if ((low & 0xfc00) == 0xdc00) return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
    }
    return this.fail("half of a character is escaped (a lone surrogate)");
  }

  private hex(): u32 {
    let n: u32 = 0;
    for (let i = 0; i < 4; i++, this.at++) {
      const b: u32 = this.at < this.end ? load<u8>(this.at) : 0;
      const letter = (b | 0x20) - 0x61;
      const digit = b - 0x30;
      if (digit > 9 && letter > 5) this.fail("four hexadecimal digits are expected");
      n = (n << 4) | (digit <= 9 ? digit : letter + 10);
    }
    return n;
  }

  /** point reads a character of several bytes. */
  private point(close: usize): u32 {
    const first: u32 = load<u8>(this.at);
    const more: usize = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (first < 0xc2 || first > 0xf4 || this.at + more >= close) this.fail("the text is no UTF-8");
    let point = first & (0x3f >> <u32>more);
    for (let i: usize = 1; i <= more; i++) {
      const b: u32 = load<u8>(this.at + i);
      if ((b & 0xc0) != 0x80) this.fail("the text is no UTF-8");
      point = (point << 6) | (b & 0x3f);
    }
    const least: u32 = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || (point & 0xfffff800) == 0xd800) this.fail("the text is no UTF-8");
    this.at += 1 + more;
    return point;
  }

  private expect(b: u8): void {
    if (this.peek() != b) this.fail("'" + String.fromCharCode(b) + "' is expected");
    this.at++;
  }

  private word(word: string): void {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.at >= this.end || load<u8>(this.at) != word.charCodeAt(i)) this.fail(word + " is expected");
    }
  }

  private fail(what: string): u32 {
    throw new Error("JSON, byte " + (this.at - this.start).toString() + ": " + what);
  }
}

// JSON in UTF-8, written into one growing block of memory.

const FIRST: usize = 256;
/** LONGEST is what a unit can become: \u001f. */
const LONGEST: usize = 6;

export class Writer {
  private block: usize = heap.alloc(FIRST);
  private size: usize = FIRST;
  private used: usize = 0;

  /** packed is pointer and length of what was written, as the contract has it. */
  packed(): i64 {
    return (<i64>this.block << 32) | <i64>this.used;
  }

  byte(b: u8): void {
    store<u8>(this.room(1), b);
    this.used++;
  }

  /** raw writes a text without quotes. */
  raw(s: string): void {
    this.units(s, false);
  }

  number(n: i64): void {
    this.raw(n.toString());
  }

  /** text writes a text in quotes, with what JSON wants escaped. */
  text(s: string): void {
    this.byte(0x22);
    this.units(s, true);
    this.byte(0x22);
  }

  /** room gives the place where so many bytes can be written. */
  private room(bytes: usize): usize {
    const wanted = this.used + bytes;
    if (wanted > this.size) {
      this.size = max(wanted, this.size << 1);
      this.block = heap.realloc(this.block, this.size);
    }
    return this.block + this.used;
  }

  private units(s: string, escaped: bool): void {
    const length = s.length;
    let at = this.room(<usize>length + LONGEST);
    let full = this.block + this.size - LONGEST;
    for (let i = 0; i < length; i++) {
      if (at > full) {
        this.used = at - this.block;
        at = this.room(<usize>(length - i) + LONGEST);
        full = this.block + this.size - LONGEST;
      }
      let c: u32 = load<u16>(changetype<usize>(s) + (<usize>i << 1));
      if (c < 0x80) {
        at = escaped && (c < 0x20 || c == 0x22 || c == 0x5c) ? escape(at, c) : one(at, c);
        continue;
      }
      if ((c & 0xf800) == 0xd800) {
        const next: u32 = i + 1 < length ? s.charCodeAt(i + 1) : 0;
        if (c >= 0xdc00 || (next & 0xfc00) != 0xdc00) throw new Error("a text holds half of a character (a lone surrogate)");
        c = 0x10000 + ((c & 0x3ff) << 10) + (next & 0x3ff);
        i++;
      }
      at = many(at, c);
    }
    this.used = at - this.block;
  }
}

// @ts-ignore: decorator
@inline
function one(at: usize, c: u32): usize {
  store<u8>(at, <u8>c);
  return at + 1;
}

function many(at: usize, c: u32): usize {
  if (c < 0x800) return one(one(at, 0xc0 | (c >> 6)), rest(c));
  if (c < 0x10000) return one(one(one(at, 0xe0 | (c >> 12)), rest(c >> 6)), rest(c));
  return one(one(one(one(at, 0xf0 | (c >> 18)), rest(c >> 12)), rest(c >> 6)), rest(c));
}

// @ts-ignore: decorator
@inline
function rest(c: u32): u32 {
  return 0x80 | (c & 0x3f);
}

function escape(at: usize, c: u32): usize {
  at = one(at, 0x5c); // \
  switch (c) {
    case 0x22:
    case 0x5c:
      return one(at, c);
    case 0x0a:
      return one(at, 0x6e); // n
    case 0x0d:
      return one(at, 0x72); // r
    case 0x09:
      return one(at, 0x74); // t
  }
  at = one(one(one(at, 0x75), 0x30), 0x30); // u00
  const low = c & 15;
  return one(one(at, 0x30 + (c >> 4)), low < 10 ? 0x30 + low : 0x57 + low);
}

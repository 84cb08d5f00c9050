// JSON goes in as a value of the case and comes out in an effect.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { compiled } from "./module.mjs";

let guest;
let hook;

before(async () => {
  guest = await compiled("test/guest");
  hook = guest.hook("echo");
});

/** echo gives back the text of a value as the kit writes it, undefined for none. */
function echo(json) {
  const bytes = Buffer.concat([Buffer.from(`{"hook":${hook},"case":{"in":`), Buffer.from(json), Buffer.from("}}")]);
  const answer = guest.decide(bytes);
  return answer.match(/^\{"effects":\[\{"note":\{"text":"echo","values":\{"it":(.*)\}\}\}\]\}$/s)?.[1];
}

const same = [
  "true", "false", "0", "-1", "9007199254740992", "-9007199254740992", '""', '"a"', "[]", "{}", "[[],[{}]]", '{"b":1,"a":2}',
  '{"z":[1,"x",true],"":{"":"y"}}', '"Әсел – 10\u00a0°"', '"\u0080\u07ff\u0800\uffff"', '"😀𐀀\u{10ffff}"', '"\\"\\\\\\n\\r\\t\\u0000\\u001f\u007f"',
];
for (const json of same) {
  test(`${json} comes back as it is`, () => assert.equal(echo(json), json));
}

const changed = [
  [" { \"a\" : [ 1 , 2 ] }\n", '{"a":[1,2]}'], ["-0", "0"], ['"\\/\\b\\f\\u0041\\u04d9"', '"/\\u0008\\u000cAә"'], ['"\\ud83d\\ude00"', '"😀"'],
  ['{"a":null,"b":1}', '{"b":1}'], ["[null,1]", "[1]"], ["null", undefined],
];
for (const [json, want] of changed) {
  test(`${json.trim()} is read as ${want}`, () => assert.equal(echo(json), want));
}

const refused = [
  ["1.5", /fraction/], ["1e3", /fraction/], ["1E3", /fraction/], ["9007199254740993", /2\^53/], ["99999999999999999999999", /2\^53/], ["01", /begins with 0/],
  ["-", /value is expected/], ["+1", /value is expected/], ["NaN", /value is expected/], ["tru", /true is expected/], ["nul", /null is expected/],
  ['{"a":1,"a":2}', /"a" stands twice/], ['{"a" 1}', /':' is expected/], ["{a:1}", /'"' is expected/], ["[1,]", /value is expected/], ['{"a":1,}', /'"' is expected/],
  ["[1 2]", /'\]' is expected/], ["'a'", /value is expected/], ['"\\x"', /escape is unknown/], ['"\\u12g4"', /hexadecimal/],
  ['"\\ud800"', /lone surrogate/], ['"\\ud800\\u0041"', /lone surrogate/], ['"\\udc00"', /lone surrogate/], ['"a\nb"', /control character/], ["", /value is expected/],
  [`${"[".repeat(70)}${"]".repeat(70)}`, /more than 64/],
];
for (const [json, why] of refused) {
  test(`${json.slice(0, 30)} is refused`, () => assert.throws(() => echo(json), why));
}

const invalid = { "a lone byte": [0x80], "an overlong slash": [0xc0, 0xaf], "an overlong of three": [0xe0, 0x80, 0xaf], "an overlong of four": [0xf0, 0x80, 0x80, 0xaf],
  "a surrogate": [0xed, 0xa0, 0x80], "beyond the last": [0xf4, 0x90, 0x80, 0x80], "five bytes": [0xf8, 0x88, 0x80, 0x80, 0x80], "a cut character": [0xe2, 0x82] };
for (const [name, bytes] of Object.entries(invalid)) {
  test(`${name} is no UTF-8`, () => assert.throws(() => echo(Buffer.from([0x22, ...bytes, 0x22])), /no UTF-8/));
}

test("what follows the case is refused", () => {
  assert.throws(() => guest.decide(`{"hook":${hook},"case":{}} 1`), /something follows/);
  assert.throws(() => guest.decide(""), /'\{' is expected/);
  assert.throws(() => guest.decide(`{"hook":${hook},"case":{"in":"a`), /no end/);
});

/** random gives the next of numbers that are the same in each run. */
function random(seed) {
  return (n) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % n;
  };
}

function wild(next, depth = 0) {
  const units = ["a", "\u0000", '"', "\\", "\n", "ә", "€", "😀", "\u2028", "\u007f"];
  const text = () => Array.from({ length: next(6) }, () => units[next(units.length)]).join("");
  switch (next(depth > 4 ? 3 : 5)) {
    case 0: return text();
    case 1: return next(2) === 0;
    case 2: return (next(2) ? 1 : -1) * (next(1 << 24) * 2 ** next(29));
    case 3: return Array.from({ length: next(4) }, () => wild(next, depth + 1));
    default: return Object.fromEntries(Array.from({ length: next(4) }, () => [text() + "k", wild(next, depth + 1)]));
  }
}

test("wild values come back as they are", () => {
  for (let seed = 0; seed < 300; seed++) {
    const value = wild(random(seed));
    const got = echo(JSON.stringify(value));
    assert.deepEqual(JSON.parse(got), JSON.parse(JSON.stringify(value)), `seed ${seed}`);
  }
});

for (const unit of ["a", "\u0001", "ә", "€", "😀", 'a"\u0001😀']) {
  test(`a long text of ${JSON.stringify(unit)} comes back as it is`, () => {
    for (const times of [41, 250, 251, 3000]) {
      const json = JSON.stringify([unit.repeat(times), "end"]);
      assert.equal(echo(json), json, `${times} times`);
    }
  });
}

test("broken bytes are refused in words or read, never lost", () => {
  for (let seed = 0; seed < 300; seed++) {
    const next = random(seed);
    const bytes = Buffer.from(`{"hook":${hook},"case":{"in":${JSON.stringify([wild(next), wild(next)])}}}`);
    for (let i = 0; i < 3; i++) bytes[10 + next(bytes.length - 10)] = next(256);
    let answer;
    try {
      answer = guest.decide(bytes);
    } catch (e) {
      assert.notEqual(e.message, "", `seed ${seed}`);
      continue;
    }
    assert.doesNotThrow(() => JSON.parse(answer), `seed ${seed}`);
  }
});

// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { read } from "./catalogues.js";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const sources = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.includes(".test.") && !name.includes("kit/"))
  .map((name) => readFileSync(src + name, "utf8"));
const all = sources.join("\n");

it("every word is asked for", () => {
  const unused = Object.keys(read().ru).filter((key) => {
    const family = key.includes(".") && all.includes(`\`${key.slice(0, key.lastIndexOf(".") + 1)}\${`);
    return !family && !all.includes(`"${key}"`);
  });
  expect(unused).toEqual([]);
});

it("no word stands outside of the catalogues", () => {
  const visible = sources.map((source) => source.replace(/<!--[\s\S]*?-->|\/\/.*$|\/\*[\s\S]*?\*\//gm, ""));
  const names = ["Қазақша", "Русский", "ҚАЗ", "РУС"]; // languages call themselves
  const found = visible.flatMap((source) => source.match(/[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{2,}/g) ?? []).filter((word) => !names.includes(word));
  expect(found).toEqual([]);
});

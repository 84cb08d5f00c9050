// Says what each page costs to load, compressed, and fails above its budget. A
// page costs all that its HTML names and what those files import; what is loaded
// later, on demand, is counted for itself.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

// Budgets in kB of JavaScript after brotli.
const pages = { "staff.html": 110, "wall.html": 45 };
const largestChunk = 160;
const styles = 25;

const kB = (n) => n / 1000;
const cost = (file) => brotliCompressSync(readFileSync(dist + file)).length;

// loaded lists the scripts that a page needs before it can begin.
function loaded(page) {
  const todo = [...readFileSync(dist + page, "utf8").matchAll(/\/a\/_\/(assets\/[^"]+\.js)"/g)].map((m) => m[1]);
  const seen = new Set();
  while (todo.length) {
    const file = todo.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    const code = readFileSync(dist + file, "utf8");
    for (const m of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) todo.push(`assets/${m[1]}`);
  }
  return [...seen];
}

let over = false;
function say(what, size, budget) {
  over ||= size > budget;
  console.log(`${what.padEnd(28)} ${kB(size).toFixed(1).padStart(7)} kB  of ${kB(budget)}${size > budget ? "  TOO MUCH" : ""}`);
}

const sum = (list) => list.reduce((total, file) => total + cost(file), 0);
for (const [page, budget] of Object.entries(pages)) say(page, sum(loaded(page)), budget * 1000);
const assets = readdirSync(`${dist}assets`).map((name) => `assets/${name}`);
for (const file of assets.filter((name) => name.endsWith(".js"))) say(file, cost(file), largestChunk * 1000);
say("all styles", sum(assets.filter((name) => name.endsWith(".css"))), styles * 1000);
if (over) process.exit(1);

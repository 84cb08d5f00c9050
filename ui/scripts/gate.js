// Proves that the type check is awake: planted faults must make it fail.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const planted = `${root}src/`;

const faults = {
  "a wrong type": `<script lang="ts">const n: number = "one";</script>{n}`,
  "an unknown word": `<script lang="ts">import { t } from "$lib/i18n/index.svelte";</script>{t("no.such.word" )}`,
  "an unknown path of the API": `<script lang="ts">import { api } from "$lib/api/client"; const p = api.GET("/api/nowhere");</script>{p}`,
  "an image without words": `<img src="/x.png">`,
};

const places = Object.keys(faults).map((what, i) => ({ what, name: `Planted${i}.svelte` }));
for (const { what, name } of places) writeFileSync(planted + name, faults[what]);
let found;
try {
  found = spawnSync("npx", ["svelte-check", "--fail-on-warnings", "--tsconfig", "./tsconfig.json", "--output", "machine"], { cwd: root, encoding: "utf8" });
} finally {
  for (const { name } of places) rmSync(planted + name);
}
const missed = places.filter(({ name }) => found.status === 0 || !found.stdout.includes(name));
for (const { what } of places) console.log(`${missed.some((one) => one.what === what) ? "MISSED" : "found"}: ${what}`);
if (missed.length) process.exit(1);

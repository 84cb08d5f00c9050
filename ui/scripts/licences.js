// A Vite plugin that writes dist/licences.txt: the licences of all packages of
// which something is in the bundle. Most ask that they go along with it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const inPackage = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//;

export function licences() {
  const folders = new Map();
  const note = (file) => {
    const found = inPackage.exec(file.replaceAll("\\", "/"));
    if (found) folders.set(found[2], found[1]);
  };
  return {
    name: "licences",
    apply: "build",
    load(id) {
      note(id.replace(/^\0/, "").split("?")[0]);
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.moduleIds.forEach((id) => note(id));
        else file.originalFileNames.forEach((name) => note(join(this.environment?.config.root ?? process.cwd(), name)));
      }
      this.emitFile({ type: "asset", fileName: "licences.txt", source: text(folders) });
    },
  };
}

function text(folders) {
  const names = [...folders.keys()].sort();
  return names.map((name) => one(name, folders.get(name))).join(`\n${"=".repeat(79)}\n\n`);
}

function one(name, folder) {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const notice = join(folder, "NOTICE");
  if (!about.license && !file) throw new Error(`${name} has no licence`);
  const parts = [`${name} ${about.version}, ${about.license ?? "under the licence below"}`];
  if (file) parts.push(readFileSync(join(folder, file), "utf8").trim());
  if (existsSync(notice)) parts.push(readFileSync(notice, "utf8").trim());
  return `${parts.join("\n\n")}\n`;
}

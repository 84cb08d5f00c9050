// Proves that dist is what the sources give: builds once more, elsewhere, and
// compares. The stamp alone could have been written by hand.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = ".source-sha256";

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => name !== stamp);
}

// differences lists what one folder has otherwise than the other.
function differences(kept, made) {
  const names = [...new Set([...files(kept), ...files(made)])].sort();
  const same = (name) => existsSync(join(kept, name)) && existsSync(join(made, name)) && readFileSync(join(kept, name)).equals(readFileSync(join(made, name)));
  return names.filter((name) => !same(name));
}

const again = mkdtempSync(join(tmpdir(), "dist-"));
let found;
try {
  await build({ root, logLevel: "error", build: { outDir: again, emptyOutDir: true } });
  found = differences(join(root, "dist"), again);
} finally {
  rmSync(again, { recursive: true });
}
for (const name of found) console.log(`dist/${name} is not what the sources give: run make ui`);
if (found.length) process.exit(1);
console.log("dist is what the sources give");

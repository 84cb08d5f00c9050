// Writes what the build was made of and what it gave into dist/.source-sha256.
// A Go test computes both again, so that a stale or edited dist is noticed
// without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = "dist/.source-sha256";

// Of the sources, what cannot change the bundle does not count.
const apart = /^(dist|node_modules|browsertest)\/|\.go$|\.test\.ts$|^README\.md$/;

function files(folder) {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (!entry.isDirectory()) return [path];
    return apart.test(`${path}/`) && folder !== "dist/" ? [] : files(`${path}/`);
  });
}

// digest is over the names and contents of files, in the order of their names.
function digest(paths) {
  const sum = createHash("sha256");
  for (const path of paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const content = readFileSync(root + path);
    sum.update(`${path}\0${content.length}\0`);
    sum.update(content);
  }
  return sum.digest("hex");
}

const sources = files("").filter((path) => !apart.test(path));
const built = files("dist/").filter((path) => path !== stamp);
writeFileSync(root + stamp, `${digest(sources)} sources\n${digest(built)} dist\n`);

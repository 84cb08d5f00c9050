// Writes the types of the API and of the websocket's frames from the documents
// that the server serves.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import yaml from "js-yaml";
import openapiTS, { astToString } from "openapi-typescript";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const head = "// Written by npm run types. Do not edit.\n";

export const documents = [
  { types: path("../src/lib/api/schema.d.ts"), read: () => JSON.parse(readFileSync(path("../src/lib/api/openapi.json"), "utf8")) },
  { types: path("../src/lib/live/frames.d.ts"), read: frames },
];

// frames are the schemas of the websocket's document, as those of an API.
function frames() {
  const source = yaml.load(readFileSync(path("../../adapters/live/asyncapi.yaml"), "utf8"));
  return { openapi: "3.1.0", info: source.info, paths: {}, components: { schemas: source.components.schemas } };
}

export async function typesOf(document) {
  return head + astToString(await openapiTS(document.read()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const document of documents) writeFileSync(document.types, await typesOf(document));
}

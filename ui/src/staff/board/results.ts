// What the server answers to an act on many tickets: a line of JSON for each.
import type { Schemas } from "$lib/api/client";

export type Result = Schemas["BulkResult"];
export type Inverse = Schemas["BulkUndo"];
export type Line = Schemas["BulkStart"] | Result | Schemas["BulkEnd"];

// linesOf reads lines as they come.
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

// inversesOf are the acts that bring back what was done, each with its tickets.
export function inversesOf(results: Iterable<Result>): Inverse[] {
  const found = new Map<string, Inverse & { tickets: string[] }>();
  for (const { ticket, inverse } of results) {
    if (!inverse) continue;
    const id = JSON.stringify([inverse.act, inverse.inputs ?? {}]);
    const one = found.get(id) ?? { ...inverse, tickets: [] };
    one.tickets.push(ticket);
    found.set(id, one);
  }
  return [...found.values()];
}

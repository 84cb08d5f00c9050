import { expect, test } from "vitest";
import { inversesOf, linesOf, type Line, type Result } from "./results";

async function read(...chunks: Uint8Array[]): Promise<Line[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(to) {
      for (const chunk of chunks) to.enqueue(chunk);
      to.close();
    },
  });
  const lines: Line[] = [];
  for await (const line of linesOf(stream)) lines.push(line);
  return lines;
}

test("lines are read wherever the network cuts them, and half a line is none", async () => {
  const text = new TextEncoder().encode('{"type":"start","total":1,"tickets":["ш"]}\n{"type":"result","ticket":"ш","done":true}\n{"type":"en');
  for (let cut = 0; cut <= text.length; cut++) {
    const got = await read(text.slice(0, cut), text.slice(cut));
    expect(got.map((line) => line.type), `cut at ${cut}`).toEqual(["start", "result"]);
    expect((got[1] as Result).ticket).toBe("ш");
  }
});

test("tickets that are brought back alike are brought back together", () => {
  const result = (ticket: string, to?: string): Result => ({ type: "result", ticket, done: true, inverse: to === undefined ? undefined : { act: "assign", label: "Назначить", inputs: { to } } });
  const got = inversesOf([result("1", "aliya"), result("2", ""), result("3", "aliya"), result("4")]);
  expect(got.map((one) => [one.inputs?.to, one.tickets])).toEqual([["aliya", ["1", "3"]], ["", ["2"]]]);
});

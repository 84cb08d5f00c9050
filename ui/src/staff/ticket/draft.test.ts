import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "$lib/api/client";
import { Draft, pause, type Kept, type Remote } from "./draft.svelte";

// Server is one that several windows write to.
class Server implements Remote {
  kept: Kept = { text: "", revision: 0 };
  puts: string[] = [];
  down = false;

  get = async () => this.answer(this.kept);

  put = async (draft: Kept) => {
    this.reach();
    this.puts.push(draft.text);
    if (draft.revision !== this.kept.revision) throw new Failure({ status: 409, drafts: { kept: this.kept as never, yours: draft as never } });
    this.kept = { ...draft, revision: this.kept.revision + 1 };
    return this.answer(this.kept);
  };

  remove = async () => {
    this.reach();
    this.kept = { text: "", revision: 0 };
  };

  private reach() {
    if (this.down) throw new Failure({ kind: "temporary" });
  }

  private answer(kept: Kept): Kept {
    this.reach();
    return structuredClone(kept);
  }
}

const name = "reglament.draft.test";
let server: Server;
const open = async () => {
  const draft = new Draft(server, name);
  await draft.load();
  return draft;
};
const wait = (ms = pause) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new Server();
});
afterEach(() => vi.useRealTimers());

test("each input is kept here at once and on the server after a pause", async () => {
  const draft = await open();
  draft.write("П");
  draft.write("Пр");
  expect(JSON.parse(localStorage.getItem(name) ?? "{}").text).toBe("Пр");
  await wait(pause - 1);
  expect(server.puts).toEqual([]);
  await wait(1);
  expect(server.puts).toEqual(["Пр"]);
  expect(draft.state).toBe("saved");
});

test("what is typed while drafts are loading stays, saved already or not", async () => {
  for (const late of [0, pause * 2]) {
    server.kept = { text: "", revision: 0 };
    let answer = () => {};
    const slow = { ...server, get: () => new Promise<Kept>((done) => (answer = () => done({ text: "", revision: 0 }))), put: server.put, remove: server.remove };
    const draft = new Draft(slow, name);
    const loading = draft.load();
    draft.write("Сразу");
    await wait(late);
    answer();
    await loading;
    expect(draft.text).toBe("Сразу");
    await wait();
    expect([draft.state, server.kept.text]).toEqual(["saved", "Сразу"]);
  }
});

test("the browser forgets what the server has", async () => {
  const draft = await open();
  draft.write("Секрет");
  await wait();
  expect(localStorage.getItem(name)).toBeNull();
});

test("a draft survives a reload before and after it was saved", async () => {
  (await open()).write("До паузы");
  expect((await open()).text).toBe("До паузы");
  await wait();
  localStorage.clear();
  expect((await open()).text).toBe("До паузы");
});

test("what was typed while the server was away is written when it is back", async () => {
  const draft = await open();
  server.down = true;
  draft.write("Без связи");
  await wait();
  expect(draft.state).toBe("local");
  expect(localStorage.getItem(name)).toContain("Без связи");
  server.down = false;
  await wait(6000);
  expect([draft.state, server.kept.text]).toEqual(["saved", "Без связи"]);
});

test("two windows are shown both texts, and either can stay", async () => {
  const [a, b] = [await open(), await open()];
  a.write("Первое окно");
  await wait();
  b.write("Второе окно");
  await wait();
  expect([b.state, b.text, b.other?.text]).toEqual(["conflict", "Второе окно", "Первое окно"]);
  b.mine();
  await wait();
  expect([b.state, server.kept.text]).toEqual(["saved", "Второе окно"]);
  a.write("Снова первое");
  await wait();
  a.theirs();
  expect([a.state, a.text]).toEqual(["saved", "Второе окно"]);
});

test("while a conflict lasts, nothing is written over the other text", async () => {
  const [a, b] = [await open(), await open()];
  a.write("Первое");
  await wait();
  b.write("Второе");
  await wait();
  b.write("Второе и ещё");
  await wait(10_000);
  expect(server.kept.text).toBe("Первое");
  expect(localStorage.getItem(name)).toContain("Второе и ещё");
});

test("an unsaved text is not lost to a newer one on the server", async () => {
  const first = await open();
  first.write("Раз");
  await wait();
  server.down = true;
  first.write("Раз, два");
  await wait();
  server.down = false;
  server.kept = { text: "Другое", revision: 9 };
  const again = await open();
  expect([again.state, again.text, again.other?.text]).toEqual(["conflict", "Раз, два", "Другое"]);
});

test("what was sent does not come back", async () => {
  const draft = await open();
  draft.write("Ответ");
  await draft.settle(); // before the pause is over
  await server.remove(); // as the act does
  draft.done();
  await wait(10_000);
  expect([draft.text, draft.state, server.kept.revision, server.puts]).toEqual(["", "empty", 0, []]);
  expect((await open()).text).toBe("");
});

test("an emptied draft is removed everywhere", async () => {
  const draft = await open();
  draft.write("Черновик");
  await wait();
  draft.write("");
  await wait();
  expect([draft.state, server.kept.revision, localStorage.getItem(name)]).toEqual(["empty", 0, null]);
});

test("files alone are a draft too", async () => {
  const draft = await open();
  draft.set({ files: [{ blob: "ab", name: "a.txt" }] });
  await wait();
  expect((await open()).fields.files).toHaveLength(1);
});

test("a draft of fields is what they say: other values are a conflict, none are none", async () => {
  const what = ({ fields }: Pick<Kept, "fields">) => String(fields?.phone ?? "");
  const window = async (at: string) => {
    const draft = new Draft(server, at, undefined, undefined, what);
    await draft.load();
    return draft;
  };
  const [one, two] = [await window("one"), await window("two")];
  one.set({ phone: "87051006343", begun: 1 });
  await wait();
  expect(server.kept.fields).toEqual({ phone: "87051006343", begun: 1 });
  two.set({ phone: "87770001122", begun: 2 });
  await wait();
  expect(two.state).toBe("conflict");
  two.theirs();
  expect(two.fields.phone).toBe("87051006343");
  two.set({ phone: "" });
  await wait();
  expect([two.state, server.kept.revision]).toEqual(["empty", 0]);
});

test("the order of fields makes no conflict", async () => {
  server.kept = { text: "a", fields: { one: 1, two: { b: 1, a: 2 } }, revision: 2 };
  localStorage.setItem(name, JSON.stringify({ text: "a", fields: { two: { a: 2, b: 1 }, one: 1 }, revision: 1 }));
  expect((await open()).state).toBe("saved");
});

test("what the server took while the page was left is no other window's", async () => {
  server.kept = { text: "a", revision: 1 };
  localStorage.setItem(name, JSON.stringify({ text: "ab", fields: {}, revision: 0, sent: { text: "a", fields: {} } }));
  const draft = await open();
  await wait();
  expect([draft.state, server.kept.text]).toEqual(["saved", "ab"]);
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame } from "./types";

// Socket stands in for a websocket: the test is the server.
class Socket {
  static all: Socket[] = [];
  sent: Record<string, unknown>[] = [];
  onopen = () => {};
  onmessage = (_: { data: string }) => {};
  onclose = (_: { code: number; reason: string }) => {};
  constructor(readonly url: string) {
    Socket.all.push(this);
  }
  send = (text: string) => this.sent.push(JSON.parse(text));
  close = () => {};
  say = (frame: object) => this.onmessage({ data: JSON.stringify(frame) });
}

const last = () => Socket.all.at(-1)!;
const time = { server_time: "2027-02-01T05:00:00Z" };
const snapshot = { type: "snapshot", chan: "board", epoch: "e", seq: 5, page: { columns: [], cards: [], legend: { names: {}, hours: {} } } };
const delta = (prev: number, seq: number) => ({ type: "delta", chan: "board", prev, seq, cards: [], gone: [] });
const live = (seq: number) => ({ type: "live", chan: "board", prev: seq, seq, ...time });

describe("the link", () => {
  let link: typeof import("./link.svelte").link;
  let got: Frame[];

  beforeEach(async () => {
    vi.useFakeTimers();
    vi.resetModules();
    vi.stubGlobal("WebSocket", Socket);
    vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run, 16));
    Socket.all = [];
    ({ link } = await import("./link.svelte"));
    got = [];
    link.follow("board", (frames) => got.push(...frames));
    last().onopen();
    last().say(snapshot);
    last().say(live(5));
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("greets with what it follows, and hands on once a frame of the screen", () => {
    expect(last().sent).toEqual([{ type: "hello", lang: "ru", subscribe: [{ chan: "board" }] }]);
    last().say(delta(5, 6));
    expect(got).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(got.map((frame) => frame.type)).toEqual(["snapshot", "delta"]);
    expect(link.state).toBe("live");
  });
  it("resumes where it stopped, after a pause that grows", () => {
    for (const longest of [500, 1000, 2000]) {
      const before = Socket.all.length;
      last().onclose({ code: 1006, reason: "" });
      expect(link.state).toBe("lost");
      vi.advanceTimersByTime(longest / 2 - 1);
      expect(Socket.all.length).toBe(before);
      vi.advanceTimersByTime(longest);
      expect(Socket.all.length).toBe(before + 1);
    }
    last().onopen();
    expect(last().sent[0]?.subscribe).toEqual([{ chan: "board", resume: { epoch: "e", seq: 5 } }]);
  });
  it("asks once for what it has missed, and drops what does not fit", () => {
    last().say(delta(7, 8));
    last().say(delta(8, 9));
    expect(last().sent.slice(1)).toEqual([{ type: "subscribe", subscribe: [{ chan: "board", resume: { epoch: "e", seq: 5 } }] }]);
    last().say(delta(5, 9));
    vi.advanceTimersByTime(20);
    expect(got.length).toBe(2);
  });
  it("comes back when the server says so", () => {
    last().onclose({ code: 1012, reason: "retry_ms=3000" });
    vi.advanceTimersByTime(2999);
    expect(Socket.all.length).toBe(1);
    vi.advanceTimersByTime(1);
    expect(Socket.all.length).toBe(2);
  });
  it("gives up a socket that has fallen silent", () => {
    vi.advanceTimersByTime(32_000);
    expect(Socket.all.length).toBeGreaterThan(1);
  });
  it("does not come back with a session that is over", async () => {
    const { session } = await import("../stores/session.svelte");
    last().onclose({ code: 4401, reason: "token" });
    vi.advanceTimersByTime(60_000);
    expect([session.expired, Socket.all.length]).toEqual([true, 1]);
  });
  it("says that the server is another one", () => {
    last().say({ type: "welcome", epoch: "e", version: "1", ...time });
    expect(link.outdated).toBe(false);
    last().say({ type: "welcome", epoch: "e", version: "2", ...time });
    expect(link.outdated).toBe(true);
  });
});

// One websocket for the page. It resumes where each channel stopped, hands on
// what has come once a frame of the screen, and says how things stand.
import { untrack } from "svelte";
import { i18n } from "../i18n/index.svelte";
import { clock } from "../stores/clock.svelte";
import { session } from "../stores/session.svelte";
import type { Doing, Filter, Frame, Live, Numbered, Welcome } from "./types";

interface Channel {
  filter?: Filter;
  seq: number | null;
  lost: boolean;
  take: (frames: Frame[]) => void;
  waiting: Frame[];
  doing?: Doing;
}

export type State = "idle" | "connecting" | "live" | "lost";

const [refused, slow, restart] = [4401, 4008, 1012];
const silence = 30_000; // the server gives a sign of life every ten seconds
const [firstWait, longestWait] = [500, 15_000];

class Link {
  state = $state<State>("idle");
  // heard is the engine's time of the last sign of life.
  heard = $state(0);
  // version is the server's; outdated is set when it becomes another one.
  outdated = $state(false);
  // seq is the last event of the company that the server has spoken of.
  seq = $state(0);

  private version = "";
  private ws: WebSocket | null = null;
  private greeted = false;
  private caughtUp = false;
  private epoch = "";
  private attempt = 0;
  private last = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private painting = 0;
  private channels = new Map<string, Channel>();

  constructor() {
    setInterval(() => this.ws && Date.now() - this.last > silence && this.closed(0, ""), 1000);
    addEventListener("online", () => this.retry && this.connect());
    addEventListener("offline", () => this.ws && this.closed(0, ""));
  }

  // follow opens a channel and hands its frames to take until the function that
  // is returned is called.
  follow(name: string, take: (frames: Frame[]) => void, filter?: Filter): () => void {
    const channel: Channel = { filter, take, seq: null, lost: false, waiting: [] };
    this.channels.set(name, channel);
    if (this.greeted) this.send({ type: "subscribe", subscribe: [this.wish(name, channel)] });
    else if (!this.ws && !this.retry) untrack(() => this.connect()); // an effect that follows must not depend on the connection
    return () => {
      if (this.channels.get(name) !== channel) return;
      this.channels.delete(name);
      if (this.greeted) this.send({ type: "unsubscribe", unsubscribe: [name] });
    };
  }

  // attend tells the others what one does with a ticket whose channel is open.
  attend(chan: string, doing: Doing) {
    const channel = this.channels.get(chan);
    if (!channel) return;
    channel.doing = doing;
    if (this.greeted) this.send({ type: "attend", chan, doing });
  }

  // restart connects anew, for another language or another person.
  restart() {
    for (const channel of this.channels.values()) channel.seq = null;
    this.attempt = 0;
    this.connect();
  }

  stop() {
    this.drop();
    this.channels.clear();
    this.state = "idle";
  }

  private connect() {
    this.drop();
    if (this.state !== "lost") this.state = "connecting";
    this.caughtUp = false;
    this.last = Date.now();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const ws = new WebSocket(`${scheme}//${location.host}/ws?tenant=${session.who?.tenant ?? ""}`, "reglament.v1");
    this.ws = ws;
    ws.onopen = () => ws === this.ws && this.greet();
    ws.onmessage = (message) => ws === this.ws && this.receive(JSON.parse(message.data) as Frame | Live | Welcome);
    ws.onclose = (close) => ws === this.ws && this.closed(close.code, close.reason);
  }

  private drop() {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.greeted = false;
    const ws = this.ws;
    this.ws = null;
    ws?.close();
  }

  private send = (frame: object) => this.ws?.send(JSON.stringify(frame));

  private greet() {
    this.greeted = true;
    this.send({ type: "hello", lang: i18n.lang, subscribe: [...this.channels].map(([name, channel]) => this.wish(name, channel)) });
    for (const [chan, { doing }] of this.channels) if (doing) this.send({ type: "attend", chan, doing });
  }

  private wish(chan: string, { seq, filter }: Channel) {
    return { chan, filter, resume: seq === null ? undefined : { epoch: this.epoch, seq } };
  }

  private receive(frame: Frame | Live | Welcome) {
    this.last = Date.now();
    if ("server_time" in frame) clock.learn(frame.server_time);
    this.heard = clock.now();
    if (frame.type === "welcome") {
      this.outdated ||= this.version !== "" && this.version !== frame.version;
      this.version = frame.version;
      return;
    }
    const channel = this.channels.get(frame.chan ?? "");
    if (!channel) return;
    if (frame.type === "snapshot" || frame.type === "delta" || frame.type === "live") this.advance(frame.chan, channel, frame);
    else this.deliver(channel, frame);
  }

  // advance takes a channel on, or asks for what is missing.
  private advance(name: string, channel: Channel, frame: Numbered | Live) {
    this.seq = Math.max(this.seq, frame.seq);
    if (frame.type === "snapshot") this.epoch = frame.epoch;
    else if (frame.prev !== channel.seq) {
      if (!channel.lost) this.send({ type: "subscribe", subscribe: [this.wish(name, channel)] });
      channel.lost = true; // frames of before may still be on their way
      return;
    }
    channel.lost = false;
    channel.seq = frame.seq;
    if (frame.type !== "live") this.deliver(channel, frame);
    else if (!this.caughtUp) {
      this.caughtUp = true;
      this.attempt = 0;
      this.state = "live";
    }
  }

  // deliver hands frames on together, once for each frame that is painted. A page
  // in the background paints nothing and takes them at once.
  private deliver(channel: Channel, frame: Frame) {
    channel.waiting.push(frame);
    if (document.hidden) this.flush();
    else this.painting ||= requestAnimationFrame(() => this.flush());
  }

  private flush() {
    cancelAnimationFrame(this.painting);
    this.painting = 0;
    for (const channel of this.channels.values()) {
      if (channel.waiting.length) channel.take(channel.waiting.splice(0));
    }
  }

  private closed(code: number, reason: string) {
    const caughtUp = this.caughtUp;
    this.drop();
    this.state = "lost";
    if (code === refused) {
      session.expired = true; // whoever signs in again calls restart
      return;
    }
    this.retry = setTimeout(() => this.connect(), this.pause(code, reason, caughtUp));
  }

  private pause(code: number, reason: string, caughtUp: boolean): number {
    const told = code === restart && /^retry_ms=(\d+)$/.exec(reason);
    if (told) return Number(told[1]);
    if (code === slow && caughtUp) return 0;
    return Math.min(longestWait, firstWait * 2 ** this.attempt++) * (0.5 + Math.random() / 2);
  }
}

export const link = new Link();

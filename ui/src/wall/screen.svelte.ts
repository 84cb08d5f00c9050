// The websocket of a screen on the wall. Nobody stands before it: it comes back by
// itself, whatever has happened, and loads the page anew when there is another build.
import { i18n } from "$lib/i18n/index.svelte";
import { clock } from "$lib/stores/clock.svelte";
import type { components } from "$lib/live/frames";

type Schemas = components["schemas"];
type Frame = Schemas["Wall"] | Schemas["Welcome"] | Schemas["Error"];

const [refused, restart] = [4401, 1012];
const silence = 12_000; // the server gives a sign of life every five seconds
const [firstWait, longestWait] = [500, 5_000];
const youngest = 10_000; // a page that was loaded a moment ago is not loaded again

const tenant = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const kept = `reglament.wall.${tenant}`;

class Screen {
  shown = $state.raw<Schemas["Wall"] | null>(null);
  // refused is set when the token is not good, or not any more.
  refused = $state(false);
  // heard is this machine's time of the last frame, or of the beginning.
  heard = $state(Date.now());

  private token = "";
  private ws: WebSocket | null = null;
  private attempt = 0;
  private last = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  begin() {
    this.takeToken();
    addEventListener("hashchange", () => this.takeToken());
    addEventListener("online", () => this.retry && this.connect());
    setInterval(() => this.ws && Date.now() - this.last > silence && this.closed(0, ""), 1000);
  }

  // takeToken moves the token out of the address, which is in everybody's sight,
  // to where it lasts as long as the window. What is behind # reaches no server.
  private takeToken() {
    const given = location.hash.slice(1);
    if (given) {
      sessionStorage.setItem(kept, given);
      history.replaceState(null, "", location.pathname + location.search);
    }
    const token = given || (sessionStorage.getItem(kept) ?? "");
    if (!token) this.blank();
    else if (token !== this.token || !this.ws) {
      this.token = token;
      this.refused = false;
      this.shown = null;
      this.attempt = 0;
      this.connect();
    }
  }

  // blank shows nothing any more. The token is forgotten: it will not be good again.
  private blank() {
    this.drop();
    sessionStorage.removeItem(kept);
    this.token = "";
    this.shown = null;
    this.refused = true;
  }

  private connect() {
    this.drop();
    this.last = Date.now();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const ws = new WebSocket(`${scheme}//${location.host}/ws?tenant=${encodeURIComponent(tenant)}`, "reglament.v1");
    this.ws = ws;
    ws.onopen = () => ws.send(JSON.stringify({ type: "hello", token: this.token, lang: i18n.lang, subscribe: [{ chan: "wall" }] }));
    ws.onmessage = (message) => ws === this.ws && this.receive(JSON.parse(message.data) as Frame);
    ws.onclose = (close) => ws === this.ws && this.closed(close.code, close.reason);
  }

  private drop() {
    clearTimeout(this.retry);
    this.retry = undefined;
    const ws = this.ws;
    this.ws = null;
    ws?.close();
  }

  private receive(frame: Frame) {
    this.last = Date.now();
    if (frame.type === "welcome") void this.keepUp();
    // Whoever has a token of another role is told so, channel by channel.
    else if (frame.type === "error" && frame.code === "role_forbidden") this.blank();
    else if (frame.type === "wall") {
      clock.learn(frame.server_time);
      clock.zone = frame.zone ?? "";
      this.heard = this.last;
      this.attempt = 0;
      this.shown = frame;
      clock.tick();
    }
  }

  // keepUp loads the page anew if the server has another build of it.
  private async keepUp() {
    const own = /\/a\/[^/]+\//.exec(import.meta.url)?.[0];
    if (!own) return; // of the development server
    const page = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    if (!page?.ok || (await page.text()).includes(own)) return;
    setTimeout(() => location.reload(), Math.max(0, youngest - performance.now()));
  }

  private closed(code: number, reason: string) {
    if (code === refused) return this.blank();
    this.drop();
    const told = code === restart && /^retry_ms=(\d+)$/.exec(reason);
    const pause = Math.min(longestWait, firstWait * 2 ** this.attempt++) * (0.5 + Math.random() / 2);
    this.retry = setTimeout(() => this.connect(), told ? Number(told[1]) : pause);
  }
}

export const screen = new Screen();

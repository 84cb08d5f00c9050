// What has become one's business while the page is open, or since it was open last
// in this browser. The websocket says that something has happened, the API what of
// it concerns one.
import { api, ask } from "../api/client";
import { t } from "../i18n/index.svelte";
import { link } from "../live/link.svelte";
import { merged, ticketAt, type Item, type Reason } from "../news";
import { router } from "../router.svelte";
import { clock } from "./clock.svelte";
import { prefs } from "./prefs.svelte";
import { reminders } from "./reminders.svelte";
import { session } from "./session.svelte";

// What comes within a moment is told together.
const gather = 1000;

class News {
  items = $state.raw<Item[]>([]);

  private seq = 0;
  private asking: Promise<void> | null = null;
  private untold: Item[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  get unseen(): number {
    return this.items.filter((one) => !one.seen).length;
  }

  private get name() {
    return `reglament.news.${session.who?.tenant}.${session.who?.principal}`;
  }

  // start reads what this browser keeps, and another window writes.
  start(): () => void {
    this.read();
    void this.catchUp();
    const changed = (e: StorageEvent) => e.key === this.name && this.read();
    addEventListener("storage", changed);
    return () => removeEventListener("storage", changed);
  }

  // catchUp asks for what came after the last that is known, once at a time.
  catchUp(): Promise<void> {
    this.asking ??= this.ask().catch(() => undefined).finally(() => (this.asking = null));
    return this.asking;
  }

  // remind tells of reminders whose time has come.
  remind(now: number) {
    const due = reminders.list.filter((one) => Date.parse(one.at) <= now);
    this.take(due.map((one): Item => ({ key: `r:${one.id}`, number: one.number, reason: "reminder", at: one.at, seen: false })));
  }

  // saw marks what is known of a ticket as seen; without one, everything.
  saw(number?: string) {
    if (!this.items.some((one) => !one.seen && (!number || one.number === number))) return;
    this.items = this.items.map((one) => (!number || one.number === number ? { ...one, seen: true } : one));
    this.keep();
  }

  private async ask() {
    for (;;) {
      const query = this.seq ? { after: this.seq } : undefined;
      const got = await ask(api.GET("/api/v1/{tenant}/me/news", { params: { path: { tenant: session.who?.tenant ?? "" }, query } }));
      this.seq = got.seq;
      this.take((got.news ?? []).map((one): Item => ({ key: String(one.seq), number: one.number, reason: one.reason as Reason, at: one.at, seen: false })));
      this.keep();
      if (!got.more && got.seq >= link.seq) return;
    }
  }

  private take(fresh: Item[]) {
    const known = new Set(this.items.map((one) => one.key));
    const looked = document.visibilityState === "visible" ? ticketAt(router.path) : "";
    const added = fresh.filter((one) => !known.has(one.key)).map((one) => ({ ...one, seen: one.number === looked && one.reason !== "reminder" }));
    if (!added.length) return;
    this.items = merged(this.items, added);
    this.keep();
    this.untold.push(...added.filter((one) => !one.seen));
    this.timer ??= setTimeout(() => this.tell(), gather);
  }

  // tell shows what is new beside the browser, where that was asked for.
  private tell() {
    const told = this.untold.splice(0);
    this.timer = undefined;
    const last = told.at(-1);
    if (!last || !prefs.desktop || typeof Notification === "undefined" || Notification.permission !== "granted") return;
    const title = told.length === 1 ? `${last.number}: ${t(`news.${last.reason}`)}` : t("news.several", { n: told.length });
    const body = told.length === 1 ? "" : [...new Set(told.map((one) => one.number))].slice(0, 5).join(", ");
    const shown = new Notification(title, { body, tag: `reglament-${last.key}` }); // of several windows one is seen
    shown.onclick = () => {
      window.focus();
      router.go(`/s/tickets/${encodeURIComponent(last.number)}`);
      shown.close();
    };
  }

  private read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name) ?? "null") as { seq: number; items: Item[] } | null;
      this.seq = kept?.seq ?? 0;
      this.items = kept?.items ?? [];
    } catch {
      this.seq = 0; // another version of the page wrote it
    }
  }

  private keep() {
    localStorage.setItem(this.name, JSON.stringify({ seq: this.seq, items: this.items }));
  }
}

export const news = new News();

// follow keeps the news up to date; it is called within a component.
export function follow() {
  $effect(() => news.start());
  $effect(() => {
    if (link.seq) void news.catchUp();
  });
  $effect(() => {
    void reminders.load().catch(() => null);
  });
  $effect(() => news.remind(clock.second));
  $effect(() => {
    const number = ticketAt(router.path);
    if (number && document.visibilityState === "visible") news.saw(number);
  });
}

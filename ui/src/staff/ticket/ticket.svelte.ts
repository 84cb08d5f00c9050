// One ticket. The websocket says that something has happened; what it was, the API
// tells whole. Which events one has seen, and at which version of the ticket one
// acts, is what stands here.
import type { Held } from "$lib/acts/acts";
import { api, ask, Failure, type Schemas } from "$lib/api/client";
import { link } from "$lib/live/link.svelte";
import type { Card, Doing, Frame, Present } from "$lib/live/types";
import { clock } from "$lib/stores/clock.svelte";
import { notices } from "$lib/stores/notices.svelte";
import { session } from "$lib/stores/session.svelte";
import { t } from "$lib/i18n/index.svelte";
import { entriesOf, type Entry, type Event, type Why } from "./story";

export type Ticket = Schemas["Ticket"];
export type Deadline = Schemas["Deadline"];
export type Act = Schemas["Act"];

const page = 100;

export class TicketData {
  ticket = $state.raw<Ticket | null>(null);
  card = $state.raw<Card | null>(null);
  entries = $state.raw<Entry[]>([]);
  deadlines = $state.raw<Deadline[]>([]);
  acts = $state.raw<Act[]>([]);
  held = $state.raw<Held[]>([]);
  present = $state.raw<Present["people"]>([]);
  failure = $state.raw<Failure | null>(null);
  loaded = $state(false);
  gone = $state(false);

  whys: Map<number, Why> = new Map();
  private events: Event[] = [];
  private loading: Promise<void> | null = null;
  private stale = false;

  constructor(readonly number: string) {}

  get path() {
    return { tenant: session.who?.tenant ?? "", number: this.number };
  }

  // seen is the last event that is shown.
  get seen(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  get version(): number {
    return this.ticket?.version ?? 0;
  }

  // follow keeps the ticket fresh until what it returns is called. One that is
  // followed again shows what it knew until it has heard more.
  follow(): () => void {
    [this.gone, this.failure, this.present] = [false, null, []];
    void this.refresh();
    const stop = link.follow(this.channel, (frames) => frames.forEach((frame) => this.take(frame)));
    this.attend("look");
    return stop;
  }

  attend = (doing: Doing) => link.attend(this.channel, doing);

  // reload reads everything anew, as in another language.
  reload(): Promise<void> {
    this.events = [];
    this.whys = new Map();
    return this.refresh();
  }

  // refresh reads what has come. Whoever asks while it is being read waits until
  // that was read too.
  refresh(): Promise<void> {
    this.stale = true;
    this.loading ??= this.read().finally(() => (this.loading = null));
    return this.loading;
  }

  private get channel(): string {
    return `ticket:${this.number}`;
  }

  private take(frame: Frame) {
    if (frame.type === "presence") this.present = frame.tickets[0]?.people ?? [];
    else if (frame.type === "reset") this.gone = frame.reason === "gone";
    else if (frame.type === "error") this.failure ??= frame.code === "not_found" ? new Failure({ detail: frame.detail, status: 404 }) : null;
    else if ((frame.type === "snapshot" && "ticket" in frame.page) || (frame.type === "delta" && "ticket" in frame)) {
      this.card = "page" in frame ? (frame.page as { ticket: Card }).ticket : frame.ticket;
      if (this.card.version > this.version || frame.type === "snapshot") void this.refresh();
    }
  }

  private async read() {
    try {
      while (this.stale) {
        this.stale = false;
        await this.readOnce();
      }
    } catch (err) {
      const failure = err instanceof Failure ? err : new Failure({});
      if (!this.loaded || failure.problem.status === 404) this.failure = failure;
    }
  }

  private async readOnce() {
    const params = { path: this.path };
    const before = this.events.length;
    const [ticket, deadlines, acts] = await Promise.all([
      ask(api.GET("/api/v1/{tenant}/tickets/{number}", { params })),
      ask(api.GET("/api/v1/{tenant}/tickets/{number}/deadlines", { params })),
      ask(api.GET("/api/v1/{tenant}/tickets/{number}/acts", { params })),
      this.readHistory(),
    ]);
    clock.zone = deadlines.zone;
    this.ticket = ticket;
    this.deadlines = deadlines.deadlines ?? [];
    this.acts = acts.acts ?? [];
    this.held = acts.held ?? [];
    this.entries = entriesOf(this.events, this.whys);
    this.failure = null;
    const fresh = this.events.slice(before).filter((event) => event.actor.id !== session.who?.principal).length;
    if (this.loaded && before && fresh) notices.count("events", fresh, (n) => t("ticket.news", { n }));
    this.loaded = true;
  }

  // readHistory goes on behind the last event, page by page.
  private async readHistory() {
    for (;;) {
      const after = this.events.at(-1)?.seq ?? 0;
      const params = { path: this.path, query: { after, limit: page } };
      const [events, whys] = await Promise.all([
        ask(api.GET("/api/v1/{tenant}/tickets/{number}/events", { params })),
        ask(api.GET("/api/v1/{tenant}/tickets/{number}/why", { params })),
      ]);
      for (const why of whys.events ?? []) this.whys.set(why.seq, why);
      this.events = [...this.events, ...(events.events ?? []).filter((event) => event.seq > after)];
      if (!events.next) return;
    }
  }
}

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
const many = 500; // what one request takes at most
const between = 20; // events that may come between two requests

interface Query {
  after?: number;
  before?: number;
  last?: boolean;
  limit: number;
}

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
  // earlier is how many events there are before those that were read.
  earlier = $state(0);

  whys: Map<number, Why> = new Map();
  private events: Event[] = [];
  private previous = 0; // where to read on towards the beginning; 0 at it
  private from = 0; // what to begin with when everything is read anew
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
    this.from = this.events[0]?.seq ?? 0;
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

  // readEarlier reads a page of what was before.
  async readEarlier(limit = page): Promise<void> {
    const first = this.events[0]?.seq;
    if (!first || !this.previous) return;
    const query = { before: this.previous, limit };
    const [events, whys] = await this.ask(query, query);
    if (this.events[0]?.seq !== first) return; // it was read anew meanwhile
    this.previous = events.previous ?? 0;
    this.keep(whys.events);
    this.events = [...(events.events ?? []), ...this.events];
    this.tell();
  }

  // reach reads towards the beginning until an event is there.
  async reach(seq: number): Promise<void> {
    if (!this.events.length) await this.loading;
    for (let first = this.events[0]?.seq; first && first > seq && this.previous; first = this.events[0]?.seq) {
      await this.readEarlier(many);
      if (this.events[0]?.seq === first) return;
    }
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
    this.tell();
    this.failure = null;
    const fresh = this.events.slice(before).filter((event) => event.actor.id !== session.who?.principal).length;
    if (this.loaded && before && fresh) notices.count("events", fresh, (n) => t("ticket.news", { n }));
    this.loaded = true;
  }

  // tell shows what was read.
  private tell() {
    this.entries = entriesOf(this.events, this.whys);
    this.earlier = this.previous ? Math.max(1, this.version - this.events.length) : 0;
  }

  private keep(whys: Why[] | null) {
    for (const why of whys ?? []) this.whys.set(why.seq, why);
  }

  private ask(events: Query, whys: Query) {
    return Promise.all([
      ask(api.GET("/api/v1/{tenant}/tickets/{number}/events", { params: { path: this.path, query: events } })),
      ask(api.GET("/api/v1/{tenant}/tickets/{number}/why", { params: { path: this.path, query: whys } })),
    ]);
  }

  // readHistory begins with the newest events, and goes on behind the last one that
  // it has, page by page.
  private async readHistory() {
    if (!this.events.length && !this.from) return this.readNewest();
    for (;;) {
      const after = this.events.at(-1)?.seq ?? this.from - 1;
      const query = { after, limit: this.from ? many : page };
      const [events, whys] = await this.ask(query, query);
      this.keep(whys.events);
      this.events = [...this.events, ...(events.events ?? []).filter((event) => event.seq > after)];
      if (!events.next) return void (this.from = 0);
    }
  }

  private async readNewest() {
    const [events, whys] = await this.ask({ last: true, limit: page }, { last: true, limit: page + between });
    this.previous = events.previous ?? 0;
    this.keep(whys.events);
    this.events = events.events ?? [];
  }
}

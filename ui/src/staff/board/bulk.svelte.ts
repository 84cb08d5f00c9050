// An act on many tickets. The server does each ticket's act once for a key, so
// that whatever was cut off is gone on with by asking again.
import { asksFor, offers, randomKey, type Act, type Inputs } from "$lib/acts/acts";
import { api, ask, Failure } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import type { Card } from "$lib/live/types";
import { notices } from "$lib/stores/notices.svelte";
import { clock } from "$lib/stores/clock.svelte";
import { session } from "$lib/stores/session.svelte";
import { moves } from "./moves.svelte";
import { inversesOf, linesOf, type Result } from "./results";
import { selection } from "./selection.svelte";

const most = 1000; // tickets that one request takes
const samples = 8; // tickets that are asked for what can be done

// A Part is one request.
interface Part {
  act: string;
  inputs: Inputs;
  tickets: string[];
  key: string;
  ended: boolean;
}

type State = "none" | "running" | "cut" | "ended";

function partsOf(act: string, inputs: Inputs, tickets: string[]): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < tickets.length; i += most) parts.push({ act, inputs, tickets: tickets.slice(i, i + most), key: randomKey(), ended: false });
  return parts;
}

class Bulk {
  state = $state<State>("none");
  label = $state("");
  total = $state(0);
  results = $state.raw<ReadonlyMap<string, Result>>(new Map());
  // why it was cut off
  why = $state("");
  // asking is an act that wants inputs before it is done.
  asking = $state.raw<{ act: Act; tickets: string[] } | null>(null);

  failed = $derived([...this.results.values()].filter((result) => !result.done));
  done = $derived(this.results.size - this.failed.length);
  inverses = $derived(inversesOf(this.results.values()));

  // held are answers that have not gone out yet.
  held = $derived([...this.results.values()].filter((one) => one.undo && clock.second < Date.parse(one.undo.until)));

  private parts: Part[] = [];
  private stopping = new AbortController();
  private undoing = false;

  // offered lists what can be done with some of the cards: it is asked of one in
  // each status and of each type.
  async offered(cards: Card[]): Promise<Act[]> {
    const kinds = new Map(cards.map((card) => [`${card.status} ${card.type ?? ""}`, card.id]));
    const all = await Promise.all([...kinds.values()].slice(0, samples).map(offers));
    return [...new Map(all.flatMap((one) => one.acts).map((one) => [one.id, one])).values()];
  }

  // choose does an act, or asks for what it wants first. What is proposed for one
  // ticket is not for all.
  choose(one: Act, tickets: string[]) {
    const act = { ...one, proposed: undefined };
    if (asksFor(act).length > 0) this.asking = { act, tickets };
    else void this.perform(act, {}, tickets);
  }

  perform(act: Act, inputs: Inputs, tickets: string[]) {
    this.asking = null;
    this.undoing = false;
    return this.begin(act.label, partsOf(act.id, inputs, tickets));
  }

  // undo brings back what was done, by this act or one before it.
  undo(back = this.inverses) {
    if (this.state === "running") return Promise.resolve();
    this.undoing = true;
    return this.begin(
      back.map((one) => one.label).filter((label, i, all) => all.indexOf(label) === i).join(", "),
      back.flatMap((one) => partsOf(one.act, one.inputs ?? {}, one.tickets ?? [])),
    );
  }

  // takeBack stops answers that have not gone out. Each becomes a draft again.
  async takeBack(held = this.held) {
    this.state = "none";
    const tenant = session.who?.tenant ?? "";
    const back = await Promise.allSettled(
      held.map(({ ticket, undo }) => ask(api.POST("/api/v1/{tenant}/tickets/{number}/events/{event}/withdraw", { params: { path: { tenant, number: ticket, event: undo?.event ?? 0 } } }))),
    );
    const done = back.filter((one) => one.status === "fulfilled").length;
    notices.show({ kind: done < held.length ? "failed" : "done", text: t("bulk.taken_back", { n: done, m: held.length }) });
  }

  // resume goes on with what was cut off.
  async resume() {
    [this.state, this.why, this.stopping] = ["running", "", new AbortController()];
    try {
      for (const part of this.parts) if (!part.ended) await this.request(part);
      this.end();
    } catch (err) {
      this.why = this.stopping.signal.aborted ? t("bulk.stopped") : (err instanceof Failure ? err : new Failure({ detail: t("bulk.lost") })).message;
      this.state = "cut";
    }
  }

  stop = () => this.stopping.abort();

  close() {
    if (this.state !== "running") this.state = "none";
  }

  private begin(label: string, parts: Part[]) {
    [this.label, this.parts, this.results] = [label, parts, new Map()];
    this.total = parts.reduce((sum, part) => sum + part.tickets.length, 0);
    return this.resume();
  }

  private async request(part: Part) {
    const params = { path: { tenant: session.who?.tenant ?? "" }, header: { "Idempotency-Key": part.key } };
    const body = { act: part.act, inputs: part.inputs, tickets: part.tickets };
    const stream = await ask(api.POST("/api/v1/{tenant}/bulk", { params, body, parseAs: "stream", signal: this.stopping.signal }));
    for await (const line of linesOf(stream as ReadableStream<Uint8Array>)) {
      if (line.type === "result") this.take(line);
      part.ended ||= line.type === "end";
    }
    if (!part.ended) throw new Failure({ detail: t("bulk.lost") });
  }

  // take keeps the first result of what was done, for only that one tells how it
  // is brought back.
  private take(result: Result) {
    if (this.results.get(result.ticket)?.done) return;
    this.results = new Map(this.results).set(result.ticket, result);
    if (result.done) moves.own.add(result.ticket);
  }

  // end leaves what has failed chosen, to do something else with.
  private end() {
    this.state = this.failed.length ? "ended" : "none";
    selection.keep((id) => !this.results.get(id)?.done);
    if (this.failed.length) return;
    const back = this.undoing ? [] : this.inverses;
    const held = this.held;
    if (held.length) {
      notices.show({ kind: "done", text: t("bulk.done", { act: this.label, n: this.done }), action: { label: t("undo"), run: () => void this.takeBack(held) } });
      return;
    }
    notices.show({ kind: "done", text: t("bulk.done", { act: this.label, n: this.done }), action: back.length ? { label: t("undo"), run: () => void this.undo(back) } : undefined });
  }
}

export const bulk = new Bulk();

// Moving a ticket to another column. It is an act of the regulation that leads
// there; where there is none, the clause says why.
import { act, asksFor, offers, type Act, type Inputs, type Offers } from "$lib/acts/acts";
import { Failure } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import type { Card, Column } from "$lib/live/types";
import { notices } from "$lib/stores/notices.svelte";
import { board } from "./board.svelte";

// barred says why no act leads a ticket to a column, or "" if one may. Whether it
// really does, the server knows; offered are the acts that it has told.
export function barred(card: Card, to: Column, offered?: Offers): string {
  if (offered?.acts.some((one) => one.to === to.id)) return "";
  const held = offered?.held.find((one) => one.to === to.id);
  if (held) return held.why.detail;
  const enter = to.enter ?? [];
  if (enter.length === 0) return t("move.never");
  const here = enter.filter((one) => one.from.includes(card.status));
  const clauses = (acts: typeof enter) => [...new Set(acts.map((one) => t("clause", { c: one.clause.label || one.clause.id })))].join(", ");
  if (here.length > 0) return offered ? t("move.not_now", { clauses: clauses(here) }) : "";
  const from = [...new Set(enter.flatMap((one) => one.from))].map((id) => `«${board.name("status", id)}»`);
  return from.length ? t("move.only_from", { from: from.join(", "), clauses: clauses(enter) }) : t("move.never");
}

class Moves {
  // card is the one whose menu is open, at an element.
  card = $state.raw<Card | null>(null);
  at = $state.raw<HTMLElement | null>(null);
  offered = $state.raw<Offers | null>(null);
  // dragged is the card that is being dragged.
  dragged = $state.raw<Card | null>(null);
  // asking is an act that wants inputs before it is done.
  asking = $state.raw<{ act: Act; card: Card } | null>(null);
  // own are the tickets that were moved here, which go where they belong at once.
  own = new Set<string>();

  // open shows where a ticket can go.
  async open(card: Card, at: HTMLElement) {
    [this.card, this.at, this.offered] = [card, at, null];
    this.offered = await this.load(card);
    if (!this.offered) this.card = null;
  }

  // drag begins to drag a ticket. What is possible is known at once by the
  // catalogue, and exactly a moment later.
  async drag(card: Card) {
    [this.dragged, this.offered] = [card, null];
    const offered = await this.load(card);
    if (this.dragged === card) this.offered = offered;
  }

  // drop ends the dragging over a column.
  async drop(card: Card, to: Column, at: HTMLElement) {
    this.dragged = null;
    const offered = this.offered ?? (await this.load(card)) ?? { acts: [], held: [] };
    const acts = offered.acts.filter((one) => one.to === to.id);
    const [only] = acts;
    if (!only) notices.show({ kind: "failed", text: barred(card, to, offered) });
    else if (acts.length === 1) this.choose(card, only);
    else [this.card, this.at, this.offered] = [card, at, { acts, held: [] }];
  }

  // choose does an act, or asks for what it wants first.
  choose(card: Card, one: Act) {
    if (asksFor(one).length > 0) this.asking = { act: one, card };
    else void this.perform(card, one).catch((err) => this.tell(card, err));
  }

  // perform shows the ticket where it will be, and takes that back if the server
  // says no.
  async perform(card: Card, one: Act, inputs: Inputs = {}) {
    this.own.add(card.id);
    const back = one.to ? board.guess(card, one.to) : () => {};
    try {
      await act(card.id, one.id, inputs);
    } catch (err) {
      back();
      throw err;
    }
    this.asking = null;
    const to = one.to && board.column(one.to)?.label;
    notices.show({ kind: "done", text: to ? t("move.done", { number: card.number, to }) : t("act.done", { number: card.number, act: one.label }) });
  }

  tell(card: Card, err: unknown) {
    const failure = err instanceof Failure ? err : new Failure({});
    notices.show({ kind: "failed", text: `${card.number}: ${failure.message}`, clause: failure.clause || undefined });
  }

  private async load(card: Card): Promise<Offers | null> {
    try {
      return await offers(card.id);
    } catch (err) {
      this.tell(card, err);
      return null;
    }
  }
}

export const moves = new Moves();

// The tickets of the board, as the server tells of them.
import { link } from "$lib/live/link.svelte";
import { t } from "$lib/i18n/index.svelte";
import type { Card, Column, Filter, Frame, Legend, Present } from "$lib/live/types";
import { clock } from "$lib/stores/clock.svelte";
import { notices } from "$lib/stores/notices.svelte";

// A Guess is what a card will look like once the server has done what was asked.
interface Guess {
  version: number;
  status: string;
}

export class BoardData {
  columns = $state.raw<Column[]>([]);
  legend = $state.raw<Legend>({ names: {}, hours: {} });
  present = $state.raw<Map<string, Present>>(new Map());
  loaded = $state(false);
  // more is set when there are further tickets, which the server did not send.
  more = $state(false);
  // cut are the questions whose answer was not all that there is.
  cut = $state.raw<ReadonlySet<string>>(new Set());
  error = $state("");
  // renamed counts how often another edition has come, which may name things anew.
  renamed = $state(0);
  // revision changes whenever any card does.
  revision = $state(0);

  private asked = "";
  private cards = new Map<string, Card>();
  private gone = new Map<string, Card>(); // that may still be on the screen
  private guesses = new Map<string, Guess>();
  private stop: () => void = () => {};

  // follow loads the tickets that the filter chooses, and keeps them fresh.
  follow(filter: Filter) {
    this.stop();
    this.error = "";
    this.asked = JSON.stringify(filter);
    this.stop = link.follow("board", (frames) => this.take(frames), filter);
    const follow = this.stop;
    return () => follow();
  }

  all(): Iterable<Card> {
    void this.revision;
    return [...this.cards.values()].map((card) => this.guessed(card));
  }

  // card is a ticket as it is shown: one that has just left the board too.
  card(id: string): Card | undefined {
    void this.revision;
    const card = this.cards.get(id);
    return card ? this.guessed(card) : this.gone.get(id);
  }

  has(id: string): boolean {
    void this.revision;
    return this.cards.has(id);
  }

  column = (id: string): Column | undefined => this.columns.find((column) => column.id === id);

  // name is what people call a value of a facet.
  name = (facet: string, id: string): string => {
    if (facet === "status") return this.column(id)?.label ?? id;
    if (facet === "turn") return id === "staff" || id === "customer" || id === "other" ? t(`turn.${id}`) : t("turn.nobody");
    return this.legend.names[facet]?.find((named) => named.id === id)?.label ?? id;
  };

  // guess shows a ticket in another status until the server says how it is.
  // The function that is returned takes that back.
  guess(card: Card, status: string): () => void {
    const guess = { version: card.version, status };
    this.guesses.set(card.id, guess);
    this.revision++;
    return () => {
      if (this.guesses.get(card.id) === guess) this.guesses.delete(card.id);
      this.revision++;
    };
  }

  guessing = (id: string) => (void this.revision, this.guesses.has(id));

  private guessed(card: Card): Card {
    const guess = this.guesses.get(card.id);
    const column = guess && this.column(guess.status);
    if (!guess || !column) return card;
    return { ...card, status: column.id, status_label: column.label, family: column.family, turn: column.turn };
  }

  private take(frames: Frame[]) {
    for (const frame of frames) this.apply(frame);
    this.revision++;
  }

  private apply(frame: Frame) {
    if (frame.type === "presence") this.present = new Map(frame.tickets.map((present) => [present.id, present]));
    else if (frame.type === "error") this.error = frame.detail;
    else if (frame.type === "snapshot" && "columns" in frame.page) {
      this.cards = new Map(frame.page.cards.map((card) => [card.id, card]));
      this.gone.clear();
      this.guesses.clear();
      this.columns = frame.page.columns;
      this.legend = frame.page.legend;
      this.measure(frame.page.more ?? false);
      clock.zone = frame.page.zone ?? "";
      clock.hours = frame.page.legend.hours;
      this.error = "";
      this.loaded = true;
    } else if (frame.type === "delta" && "cards" in frame) {
      if (frame.columns) {
        this.columns = frame.columns;
        this.renamed++;
      }
      for (const card of frame.cards) this.put(card);
      for (const id of frame.gone) this.drop(id);
    }
  }

  // measure remembers whether there was more than the server sent. It is kept by
  // question: the answer to a narrower one says nothing about the wider.
  private measure(more: boolean) {
    this.more = more;
    if (this.cut.has(this.asked) === more) return;
    const cut = new Set(this.cut);
    if (more) cut.add(this.asked);
    else cut.delete(this.asked);
    this.cut = cut;
  }

  private put(card: Card) {
    const before = this.cards.get(card.id);
    this.cards.set(card.id, card);
    this.gone.delete(card.id);
    const guess = this.guesses.get(card.id);
    if (guess && card.version > guess.version) this.guesses.delete(card.id);
    if (!before) notices.count("new", 1, (n) => t("board.news", { n }));
    else if (before.deadline_state !== "breached" && card.deadline_state === "breached") notices.count("breached", 1, (n) => t("board.breaches", { n }));
  }

  private drop(id: string) {
    const card = this.cards.get(id);
    if (!card) return;
    this.cards.delete(id);
    this.gone.set(id, card);
    this.guesses.delete(id);
  }
}

export const board = new BoardData();


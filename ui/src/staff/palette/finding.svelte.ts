// Tickets by what is typed: those of the board at once, others as the server
// finds them.
import { api, ask } from "$lib/api/client";
import { session } from "$lib/stores/session.svelte";
import { board } from "../board/board.svelte";

export interface Found {
  number: string;
  subject: string;
  status: string;
}

const most = 8;
const pause = 200; // ms of no typing before the server is asked

export class Finding {
  searching = $state(false);
  failed = $state(false);
  private remote = $state.raw<Found[]>([]);
  private typed = $state("");

  found = $derived.by((): Found[] => {
    if (this.typed.length < 2) return [];
    const byNumber = new Map([...this.near(), ...this.remote].map((one) => [one.number, one]));
    return [...byNumber.values()].slice(0, most);
  });

  // look takes what is typed. What it returns takes that back.
  look(typed: string): () => void {
    [this.typed, this.remote, this.failed] = [typed.trim(), [], false];
    if (this.typed.length < 2) return () => {};
    const stopping = new AbortController();
    this.searching = true;
    const timer = setTimeout(() => void this.search(this.typed, stopping.signal), pause);
    return () => {
      clearTimeout(timer);
      stopping.abort();
      this.searching = false;
    };
  }

  private async search(q: string, signal: AbortSignal) {
    try {
      const answer = await ask(api.GET("/api/v1/{tenant}/search", { params: { path: { tenant: session.who?.tenant ?? "" }, query: { q, limit: most } }, signal }));
      if (!signal.aborted) this.remote = (answer.results ?? []).map(({ ticket, subject }) => ({ number: ticket.number, subject: subject ?? board.card(ticket.id)?.subject ?? "", status: ticket.status_label }));
    } catch {
      if (!signal.aborted) this.failed = true;
    } finally {
      if (!signal.aborted) this.searching = false;
    }
  }

  private near(): Found[] {
    const wanted = this.typed.toLocaleLowerCase();
    const cards = [...board.all()].filter((card) => card.number.toLocaleLowerCase().includes(wanted));
    return cards.slice(0, most).map((card) => ({ number: card.number, subject: card.subject ?? "", status: card.status_label }));
  }
}

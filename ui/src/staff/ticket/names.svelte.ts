// What people call the things that a ticket holds only by their ids: the legend of
// the board, without its tickets.
import { api, ask, type Schemas } from "$lib/api/client";
import { link } from "$lib/live/link.svelte";
import type { Column, Frame, Legend } from "$lib/live/types";
import { clock } from "$lib/stores/clock.svelte";
import { session } from "$lib/stores/session.svelte";
import { absences } from "../absences.svelte";

// nobody files requests under this name, so that no ticket comes with the legend.
const none = { requester: ["-"] };

class Names {
  legend = $state.raw<Legend>({ names: {}, hours: {} });
  columns = $state.raw<Column[]>([]);
  // loaded is set once times and what is left of them can be told as they are.
  loaded = $state(false);
  staff = $state.raw<Record<string, string>>({});
  regulation = $state.raw<Schemas["Regulation"] | null>(null);

  follow(): () => void {
    return link.follow("board", (frames) => frames.forEach((frame) => this.take(frame)), none);
  }

  // load reads the regulation in the language of the page, and who works here.
  async load() {
    const params = { path: { tenant: session.who?.tenant ?? "" } };
    const [regulation, staff] = await Promise.all([ask(api.GET("/api/v1/{tenant}/regulation", { params })), ask(api.GET("/api/v1/{tenant}/names", { params }))]);
    [this.regulation, this.staff] = [regulation, staff.names];
  }

  // person is what an employee is called, whom an event names by an id.
  person = (id: string): string => this.staff[id] || this.of("assignee", id);

  // of is what people call a value of a facet.
  of = (facet: string, id: string): string => {
    if (facet === "status") return this.columns.find((column) => column.id === id)?.label ?? id;
    return this.legend.names[facet]?.find((named) => named.id === id)?.label ?? id;
  };

  // word is what people call a value of a facet or a field, as far as it has a name.
  word = (name: string, id: string): string => {
    if (name === "assignee") return this.person(id);
    if (name === "channel") return this.channel(id) === id ? "" : this.channel(id);
    const found = this.of(name, id);
    const worded = found !== id ? found : this.field(name, id).value;
    return worded !== id ? worded : "";
  };

  // labelled is a field whose choices name their clauses as the document does.
  labelled(field: Schemas["Field"]): Schemas["Field"] {
    const clause = (id: string | undefined) => (id && this.regulation?.clauses?.find((one) => one.id === id)?.label) || id;
    return { ...field, options: field.options?.map((option) => ({ ...option, clause: clause(option.clause) })) };
  }

  get people(): { value: string; label: string }[] {
    return absences.labelled((this.legend.names.assignee ?? []).map((named) => ({ value: named.id, label: named.label })));
  }

  // channel is what the company calls a way to reach it.
  channel = (kind: string): string => this.regulation?.channels?.find((one) => one.kind === kind)?.label ?? kind;

  // field is what the regulation calls a field of a request, and the words for its
  // value.
  field(id: string, value: unknown): { label: string; value: string } {
    const all = Object.values(this.regulation?.fields ?? {}).flatMap((list) => list ?? []);
    const found = all.find((field) => field.id === id);
    const words = [value].flat().map((one) => found?.options?.find((option) => option.id === one)?.label ?? (typeof one === "object" ? "" : String(one)));
    return { label: found?.label ?? "", value: words.filter(Boolean).join(", ") };
  }

  private take(frame: Frame) {
    if (frame.type !== "snapshot" || !("columns" in frame.page)) return;
    this.legend = frame.page.legend;
    this.columns = frame.page.columns;
    clock.zone = frame.page.zone ?? "";
    clock.hours = frame.page.legend.hours;
    this.loaded = true;
  }
}

export const names = new Names();

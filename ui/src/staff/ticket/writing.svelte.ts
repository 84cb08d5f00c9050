// Writing to the client, or for colleagues: the drafts of one ticket, what is sent
// by which act, and whether it may still go out as it stands.
import { api, ask, Failure } from "$lib/api/client";
import { asksFor, type Act, type Inputs } from "$lib/acts/acts";
import { i18n, t } from "$lib/i18n/index.svelte";
import { notices } from "$lib/stores/notices.svelte";
import { session } from "$lib/stores/session.svelte";
import { Copies } from "./copies.svelte";
import { Draft, type Kept } from "./draft.svelte";
import { newsSince } from "./guard";
import { still } from "./mentions";
import { names } from "./names.svelte";
import { changed, order, perform, withdraw, type Done, type Order } from "./perform";
import type { TicketData } from "./ticket.svelte";
import { Uploads, type File } from "./uploads.svelte";

export type Mode = "reply" | "note";

// answers says whether an act is a way to write to the client: its text goes out.
export const answers = (one: Act): boolean => Boolean(one.public && one.inputs?.some((input) => input.id === "text" && input.kind === "longtext"));

export class Writing {
  mode = $state<Mode | "">("");
  busy = $state(false);
  choosing = $state(false); // the templates are shown
  cursor = 0; // where one of them goes
  failure = $state.raw<Failure | null>(null);
  // warned is set when somebody tried to send though something had come.
  warned = $state(false);
  readonly drafts: Record<Mode, Draft>;
  readonly uploads: Record<Mode, Uploads>;
  readonly copies = new Copies();

  private pending: { what: string; order: Order } | null = null;

  constructor(private data: TicketData) {
    const draft = (kind: Mode) => {
      const params = { path: { ...data.path, kind } };
      const path = "/api/v1/{tenant}/tickets/{number}/drafts/{kind}";
      return new Draft(
        {
          get: () => ask(api.GET(path, { params })) as Promise<Kept>,
          put: (kept) => ask(api.PUT(path, { params, body: kept })) as Promise<Kept>,
          remove: () => ask(api.DELETE(path, { params })),
        },
        `reglament.draft.${session.who?.tenant}.${session.who?.principal}.${data.number}.${kind}`,
        () => data.version,
      );
    };
    this.drafts = { reply: draft("reply"), note: draft("note") };
    const uploads = (kind: Mode) => new Uploads((files) => this.drafts[kind].set({ files }));
    this.uploads = { reply: uploads("reply"), note: uploads("note") };
  }

  async load() {
    await Promise.all((["reply", "note"] as const).map(async (kind) => {
      await this.drafts[kind].load();
      this.uploads[kind].restore((this.drafts[kind].fields.files ?? []) as File[]);
    }));
  }

  // ways are the acts that write to the client, the plain reply first.
  get ways(): Act[] {
    const all = this.data.acts.filter(answers);
    return [...all.filter((one) => one.id === "reply"), ...all.filter((one) => one.id !== "reply")];
  }

  // act is the one that sends what is written.
  get act(): Act | undefined {
    if (this.mode === "note") return this.data.acts.find((one) => one.id === "note");
    return this.ways.find((one) => one.id === this.drafts.reply.fields.act) ?? this.ways[0];
  }

  // reader is the language of who will read it.
  get reader(): string {
    return (this.mode === "reply" && String(this.data.ticket?.fields?.language ?? "")) || i18n.lang;
  }

  // inputs are what the act wants beside text and files.
  get inputs(): Inputs {
    return { ...this.act?.proposed, ...((this.drafts.reply.fields.inputs ?? {}) as Inputs) };
  }

  get fields() {
    return this.act ? asksFor(this.act).filter((field) => field.id !== "text") : [];
  }

  // children are the open children, who can get the same answer.
  get children(): string[] {
    return this.data.ticket?.open_children ?? [];
  }

  // copied says whether what is written can go to others as well.
  get copied(): boolean {
    return this.fields.some((field) => field.id === "cc");
  }

  // copies are who got one of the last reply, or of the client's mail, until one
  // has chosen others.
  get cc(): string[] {
    return (this.inputs.cc ?? this.data.ticket?.fields?.cc ?? []) as string[];
  }

  copyTo(cc: string[]) {
    const draft = this.drafts.reply;
    draft.set({ inputs: { ...((draft.fields.inputs ?? {}) as Inputs), cc } });
    this.pending = null;
  }

  // mentions are the colleagues whom the note speaks to.
  get mentions(): string[] {
    const { text, fields } = this.drafts.note;
    return still((fields.mentions ?? []) as string[], names.people, text);
  }

  mention(id: string, text: string) {
    const draft = this.drafts.note;
    draft.fields = { ...draft.fields, mentions: [...((draft.fields.mentions ?? []) as string[]), id] };
    draft.write(text);
    this.pending = null;
  }

  // news is what came while one was writing.
  get news() {
    if (this.mode !== "reply" || this.drafts.reply.empty) return [];
    return newsSince(this.data.entries, Number(this.drafts.reply.fields.seen ?? Infinity), session.who?.principal ?? "");
  }

  open(mode: Mode, act?: string) {
    this.mode = mode;
    this.failure = null;
    this.warned = false;
    if (mode !== "reply") return;
    const draft = this.drafts.reply;
    if (draft.empty) this.copies.clear();
    if (draft.empty) draft.fields = { seen: this.data.seen };
    if (act) draft.set({ act, inputs: undefined });
  }

  write(text: string) {
    const draft = this.drafts[this.mode || "reply"];
    if (this.mode === "reply" && draft.empty) draft.fields = { ...draft.fields, seen: this.data.seen };
    draft.write(text);
    this.pending = null;
  }

  // read says that what came has been seen.
  read() {
    this.drafts.reply.set({ seen: this.data.seen });
    this.warned = false;
  }

  // send does the act, unless something came that was not read.
  async send() {
    const [mode, act] = [this.mode, this.act];
    if (!mode || !act || this.busy) return;
    if (this.news.length) {
      this.warned = true;
      notices.alert(t("stale.title"));
      return;
    }
    this.busy = true;
    this.failure = null;
    try {
      if (mode === "reply" && !(await this.toChildren(act))) return;
      const done = await this.attempt(mode, act);
      if (done) this.sent(mode, act, done);
    } catch (err) {
      this.failure = err instanceof Failure ? err : new Failure({});
    } finally {
      this.busy = false;
    }
  }

  // toChildren sends it to the children first, if that is wanted: should some of them not
  // get it, it is a draft still.
  private async toChildren(act: Act): Promise<boolean> {
    if (!this.copies.wanted) return true;
    await this.drafts.reply.settle();
    const files = this.uploads.reply.done;
    const inputs = { ...this.extra(false), text: this.drafts.reply.text, files: files.length ? files : undefined };
    return (await this.copies.send(act.id, inputs, this.children)) || this.copies.without;
  }

  // extra is what the act wants beside the text, as far as it was given. Who gets a
  // copy each request knows for itself.
  private extra(own = true): Inputs {
    const fields = this.fields.filter((field) => own || field.id !== "cc");
    const filled = fields.map((field) => [field.id, field.id === "cc" ? this.cc : this.inputs[field.id]] as const);
    return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
  }

  // attempt sends it at the version that is shown. Where the ticket has changed
  // meanwhile, that matters only if somebody has written.
  private async attempt(mode: Mode, act: Act): Promise<Done | null> {
    const draft = this.drafts[mode];
    await draft.settle();
    const files = this.uploads[mode].done;
    const extra = mode === "reply" ? this.extra() : this.mentions.length ? { mentions: this.mentions } : {};
    const what = JSON.stringify([act.id, draft.text, files, extra]);
    for (let tries = 0; ; tries++) {
      if (this.pending?.what !== what) this.pending = { what, order: { ...order(act.id, { ...extra, text: draft.text }, mode === "note" ? 0 : this.data.version), files, draft: mode } };
      try {
        return await perform(this.data.number, this.pending.order);
      } catch (err) {
        if (!(err instanceof Failure)) throw err;
        if (!err.problem.status) throw err; // it may have been done: the same order again
        this.pending = null;
        if (!changed(err) || tries > 3) throw err;
        await this.data.refresh();
        if (!this.news.length) continue;
        this.warned = true;
        draft.set({}); // what settle has stopped
        return null;
      }
    }
  }

  // filled is what the act gets beside text and files. Copies are always told, so
  // that whoever was left out stays so.
  private sent(mode: Mode, act: Act, done: Done) {
    this.pending = null;
    this.drafts[mode].done();
    this.uploads[mode].restore([]);
    this.mode = "";
    const event = done.undo?.event;
    const text = mode === "note" ? t("note.saved") : t(event ? "reply.held" : "reply.sent", { act: act.label });
    notices.show({ kind: "done", text, action: event ? { label: t("undo"), run: () => void this.takeBack(event) } : undefined });
    void this.data.refresh();
  }

  // takeBack stops an answer that has not gone out: it becomes the draft again.
  async takeBack(event: number) {
    try {
      const [back, kept] = await Promise.all([withdraw(this.data.number, event), this.copies.takeBack()]);
      this.drafts.reply.adopt(back.draft as Kept);
      const { files, ...inputs } = (back.draft.fields ?? {}) as { files?: File[] } & Inputs;
      this.drafts.reply.fields = { files, inputs, act: back.act, seen: this.data.seen };
      this.uploads.reply.restore(files ?? []);
      this.mode = "reply";
      notices.show(kept ? { kind: "failed", text: t("copies.gone", { n: kept }) } : { kind: "done", text: t("undo.done") });
    } catch (err) {
      notices.show({ kind: "failed", text: t("undo.failed", { why: err instanceof Failure ? err.message : "" }) });
    }
    void this.data.refresh();
  }

  flush() {
    this.drafts.reply.flush();
    this.drafts.note.flush();
  }
}

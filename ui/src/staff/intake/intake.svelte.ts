// A request while it is taken down: what was written, who it is from, what would
// come of it, and handing it in. What is written is a draft, so that nothing is lost.
import { isEmpty, randomKey, type Field, type Inputs } from "$lib/acts/acts";
import { api, ask, Failure, type Schemas } from "$lib/api/client";
import { clock } from "$lib/stores/clock.svelte";
import { session } from "$lib/stores/session.svelte";
import { Draft, ordered, type Kept } from "../ticket/draft.svelte";
import { Uploads, type File } from "../ticket/uploads.svelte";
import { Callers, type Caller } from "./callers.svelte";
import { asked, filled, sought } from "./fields";
import { filing, type Channel } from "./filing.svelte";

export type Foresight = Schemas["Foresight"];
export type Similar = Schemas["Similar"];
export type Problem = Schemas["ProblemItem"];
export type Refusal = Schemas["Refusal"];

// Made is what has become of it.
export interface Made {
  what: "filed" | "refused" | "joined";
  number: string;
  status: string;
  notices: Schemas["Notice"][];
  reason?: Schemas["Decision"];
  seconds: number;
}

// Written is what a draft keeps beside its text.
interface Written {
  channel?: string;
  language?: string;
  begun?: number;
  confirmed?: string[];
  values?: Inputs;
  uploads?: Record<string, File[]>;
  // known is what the directory has filled in.
  known?: Record<string, string>;
}

const pause = 350;
const path = () => ({ tenant: session.who?.tenant ?? "" });
const place = (name: string) => `reglament.${name}.${session.who?.tenant}.${session.who?.principal}`;

export class Intake {
  readonly draft: Draft;
  readonly callers = new Callers();
  caller = $state.raw<Caller | null>(null);
  foresight = $state.raw<Foresight | null>(null);
  failure = $state.raw<Failure | null>(null);
  made = $state.raw<Made | null>(null);
  busy = $state(false);
  ready = $state(false);
  private uploads = $state.raw<Record<string, Uploads>>({});
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;

  constructor() {
    const base = "/api/v1/{tenant}/drafts/intake";
    this.draft = new Draft(
      {
        get: () => ask(api.GET(base, { params: { path: path() } })) as Promise<Kept>,
        put: (kept) => ask(api.PUT(base, { params: { path: path() }, body: kept })) as Promise<Kept>,
        remove: () => ask(api.DELETE(base, { params: { path: path() } })),
      },
      place("draft.intake"),
      undefined,
      undefined,
      ({ fields }) => {
        const { values = {}, uploads = {}, channel } = (fields ?? {}) as Written;
        return filled(values) || filled(uploads) ? ordered([channel, values, uploads]) : "";
      },
    );
  }

  // load finds what was begun before, and the number that was not yet read out.
  async load() {
    await Promise.all([filing.load(), this.draft.load().catch(() => (this.draft.state = "local"))]);
    this.restore();
    this.made = JSON.parse(sessionStorage.getItem(place("intake.made")) ?? "null") as Made | null;
    this.ready = true;
    this.look();
    this.foresee();
  }

  // restore shows the draft's files, as when another window's was taken.
  restore() {
    const ids = filing.channels.flatMap((one) => one.fields ?? []).filter((field) => field.kind === "files").map((field) => field.id);
    const one = (field: string) => {
      const uploads = new Uploads((files) => this.change({ uploads: { ...this.written.uploads, [field]: files } }));
      uploads.restore(this.written.uploads?.[field] ?? []);
      return [field, uploads] as const;
    };
    this.uploads = Object.fromEntries(ids.map(one));
  }

  get written(): Written {
    return this.draft.fields as Written;
  }
  get values(): Inputs {
    return this.written.values ?? {};
  }
  get channel(): Channel | undefined {
    return filing.channels.find((one) => one.id === this.written.channel) ?? filing.channels[0];
  }
  get fields(): Field[] {
    return asked(this.channel?.fields ?? [], this.values);
  }
  get confirmed(): string[] {
    return this.written.confirmed ?? [];
  }
  get uploading(): boolean {
    return Object.values(this.uploads).some((one) => one.busy);
  }

  // filesOf are the files that are given for a field, and doneOf those that the
  // server has.
  filesOf = (field: string): Uploads | undefined => this.uploads[field];
  private doneOf = (field: Field): File[] => this.uploads[field.id]?.done ?? [];

  write(values: Inputs) {
    this.change({ values });
    this.look();
  }

  // change keeps what was written and asks what would come of it.
  change(changes: Written) {
    if (!this.written.begun) changes = { begun: Date.now(), ...changes };
    const fields = { ...this.written, ...changes };
    this.draft.text = String(fields.values?.description ?? "");
    this.draft.set(fields as Record<string, unknown>);
    this.foresee();
  }

  // take fills in who is calling, in place of whom it was taken for before. A mail
  // address is offered, not filled in: a notice would go there that nobody has asked
  // for.
  take(caller: Caller | null) {
    this.caller = caller;
    const phone = caller?.addresses?.find((one) => one.kind === "phone")?.value;
    const known: Record<string, string> = { name: caller?.name ?? "", company_name: caller?.company?.name ?? "", phone: phone ?? "" };
    const own = this.written.known ?? {};
    const theirs = Object.entries(known).filter(([id, value]) => {
      const have = this.values[id];
      const free = !have || (have === own[id] && id !== "phone");
      return free && value !== (have ?? "") && this.channel?.fields?.some((one) => one.id === id);
    });
    const language = !this.written.language && caller?.language && filing.languages.includes(caller.language) ? caller.language : this.written.language;
    if (theirs.length || language !== this.written.language) this.change({ values: { ...this.values, ...Object.fromEntries(theirs) }, known: { ...own, ...Object.fromEntries(theirs) }, language });
  }

  private look() {
    const q = sought(this.values);
    this.callers.look(q, (found, address) => {
      if (address && found.length === 1) this.take(found[0] ?? null);
      else if (this.caller && !found.some((one) => one.name === this.caller?.name)) this.take(null);
    });
  }

  // body is the request as the API takes it.
  private body() {
    const given = this.fields.map((field) => [field.id, field.kind === "files" ? this.doneOf(field).map((file) => file.name) : this.values[field.id]] as const);
    const files = this.fields.filter((field) => field.kind === "files").flatMap(this.doneOf);
    return {
      channel: this.channel?.id,
      fields: Object.fromEntries(given.filter(([, value]) => !isEmpty(value))),
      language: (this.written.language || undefined) as "ru" | undefined,
      confirmed: this.confirmed.length ? this.confirmed : undefined,
      attachments: files.length ? files : undefined,
    };
  }

  // foresee asks what would come of it, a moment after the last change.
  foresee() {
    clearTimeout(this.timer);
    if (!filled(this.values)) {
      this.foresight = null;
      return;
    }
    this.timer = setTimeout(() => void this.askFor(), pause);
  }

  private async askFor() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    try {
      const answer = await ask(api.POST("/api/v1/{tenant}/intake/foresight", { params: { path: path() }, body: this.body(), signal: asking.signal }));
      if (!asking.signal.aborted) this.foresight = answer;
    } catch {
      if (!asking.signal.aborted) this.foresight = null; // what is written counts, not what is told of it
    }
  }

  // wrong is what was found wrong with a field, when it was sent or since.
  wrong(field: string): Problem | undefined {
    const pointer = `/fields/${field}`;
    const sent = this.failure?.problem.errors?.find((one) => one.pointer === pointer);
    const now = this.foresight?.problems?.find((one) => one.pointer === pointer);
    if (this.foresight && sent) return now;
    return sent ?? (now && now.code !== "required" && now.code !== "too_short" && filled({ field: this.values[field] }) ? now : undefined);
  }

  file = (): Promise<boolean> => this.hand("filed", { ...this.body() });

  refuse = (refusal: Refusal): Promise<boolean> => this.hand("refused", { ...this.body(), refuse: refusal });

  join = (number: string): Promise<boolean> => this.hand("joined", { ...this.body() }, number);

  // hand hands it in, once however often it is tried.
  private async hand(what: Made["what"], body: object, number = ""): Promise<boolean> {
    if (this.busy || this.uploading) return false;
    this.busy = true;
    this.failure = null;
    try {
      await this.draft.settle();
      const params = { header: { "Idempotency-Key": keyOf([what, number, body]) } };
      const answer: Schemas["CallOutputBody"] = number
        ? await ask(api.POST("/api/v1/{tenant}/tickets/{number}/messages", { params: { ...params, path: { ...path(), number } }, body: body as Schemas["AddInputBody"] }))
        : await ask(api.POST("/api/v1/{tenant}/intake/call", { params: { ...params, path: path() }, body: body as Schemas["CallInputBody"] }));
      this.done({ what, number: answer.number, status: answer.status_label, notices: answer.notices ?? [], reason: answer.reason, seconds: this.seconds });
      return true;
    } catch (err) {
      this.failure = err instanceof Failure ? err : new Failure({});
      this.draft.set({}); // what settle has stopped
      return false;
    } finally {
      this.busy = false;
    }
  }

  // seconds is how long it has taken so far.
  get seconds(): number {
    void clock.second; // it ticks; what it shows may be moved
    return this.written.begun ? Math.max(0, Math.round((Date.now() - this.written.begun) / 1000)) : 0;
  }

  private done(made: Made) {
    sessionStorage.setItem(place("intake.made"), JSON.stringify(made));
    localStorage.removeItem(place("intake.sending"));
    this.draft.done();
    this.clear();
    this.made = made;
  }

  // next begins anew.
  next() {
    sessionStorage.removeItem(place("intake.made"));
    this.made = null;
  }

  async discard() {
    localStorage.removeItem(place("intake.sending"));
    await this.draft.discard();
    this.clear();
  }

  private clear() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.callers.look("", () => {});
    [this.caller, this.foresight, this.failure] = [null, null, null];
    this.restore();
  }

  leave() {
    this.draft.flush();
    clearTimeout(this.timer);
    this.callers.stop();
  }
}

// keyOf makes a request be done once: the same one has the same key, also after
// the page was loaded anew.
function keyOf(request: unknown): string {
  const what = JSON.stringify(request);
  const kept = JSON.parse(localStorage.getItem(place("intake.sending")) ?? "null") as { what: string; key: string } | null;
  if (kept?.what === what) return kept.key;
  const key = randomKey();
  localStorage.setItem(place("intake.sending"), JSON.stringify({ what, key }));
  return key;
}

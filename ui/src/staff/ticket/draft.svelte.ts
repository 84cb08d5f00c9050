// What somebody is writing. Each change is kept in this browser at once and on the
// server a moment later; the browser forgets it when the server has it. What was
// changed in two windows is shown twice, and nothing is lost.
import { Failure } from "$lib/api/client";

export type Fields = Record<string, unknown>;

// Kept is a draft as the server keeps it. Revision 0 says that there is none.
export interface Kept {
  text: string;
  fields?: Fields;
  version?: number;
  revision: number;
}

export interface Remote {
  get: () => Promise<Kept>;
  put: (draft: Kept) => Promise<Kept>;
  remove: () => Promise<unknown>;
}

// empty: there is nothing. saving: it is on its way. saved: the server has it.
// local: only this browser has it. conflict: another window has changed it too.
export type State = "empty" | "saving" | "saved" | "local" | "conflict";

export const pause = 250;
const again = 5000;

export class Draft {
  text = $state("");
  fields = $state.raw<Fields>({});
  state = $state<State>("empty");
  // other is what another window has written.
  other = $state.raw<Kept | null>(null);

  private revision = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  // sent is what is on its way to the server.
  private sent: Pick<Kept, "text" | "fields"> | undefined;
  private changed = false;
  private touched = false;

  constructor(
    private remote: Remote,
    private name: string, // under which the browser keeps it
    private version: () => number = () => 0,
    private store: Storage = localStorage,
    // what was written: two drafts with the same are no conflict, and one without
    // any is none.
    private what: (draft: Pick<Kept, "text" | "fields">) => string = (draft) => draft.text,
  ) {}

  get empty(): boolean {
    return this.what(this).trim() === "" && !(this.fields.files as unknown[] | undefined)?.length;
  }

  // load finds what was written before, here or elsewhere.
  async load() {
    let kept: Kept = { text: "", revision: 0 };
    try {
      kept = await this.remote.get();
    } catch (err) {
      const local = this.local();
      if (!local) throw err;
      kept = { text: "", revision: local.revision };
    }
    const local = this.local(); // also what was typed while one waited
    if (!local && this.touched) return; // it was typed meanwhile, and is saved
    this.revision = kept.revision;
    if (!local || same(local, kept)) {
      this.show(kept);
      this.state = this.empty ? "empty" : "saved";
      this.forget();
      return;
    }
    this.show(local);
    if (local.sent && same(local.sent, kept)) this.push(); // this page was left before it heard
    else if (kept.revision !== 0 && kept.revision !== local.revision) this.dispute(kept);
    else this.push();
  }

  write(text: string) {
    this.text = text;
    this.touch();
  }

  set(changes: Fields) {
    this.fields = { ...this.fields, ...changes };
    this.touch();
  }

  // adopt takes over a draft that the server has made.
  adopt(kept: Kept) {
    clearTimeout(this.timer);
    this.changed = false;
    this.revision = kept.revision;
    this.show(kept);
    this.forget();
    this.state = this.empty ? "empty" : "saved";
  }

  // mine and theirs end a conflict.
  mine() {
    this.revision = this.other?.revision ?? this.revision;
    this.other = null;
    this.push();
  }

  theirs() {
    if (this.other) this.adopt(this.other);
    this.other = null;
  }

  // settle waits until nothing is on its way, as before what is sent.
  async settle() {
    clearTimeout(this.timer);
    this.changed = false;
    await this.running;
  }

  // done forgets what was sent. The server has removed its own.
  done() {
    this.adopt({ text: "", revision: 0 });
  }

  // discard throws it away, here and on the server.
  async discard() {
    await this.settle();
    if (this.revision) await this.remote.remove();
    this.done();
  }

  // flush keeps at once what waits, as when the screen is left.
  flush() {
    if (this.timer === undefined && !this.changed) return;
    this.push();
  }

  private show(kept: Kept) {
    this.text = kept.text;
    this.fields = kept.fields ?? {};
  }

  private touch() {
    this.changed = this.touched = true;
    this.remember();
    if (this.state === "conflict") return;
    this.state = "saving";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(), pause);
  }

  private push() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed = true;
    this.running ??= this.save().finally(() => (this.running = null));
  }

  private async save() {
    while (this.changed) {
      this.changed = false;
      this.state = "saving";
      const [text, fields] = [this.text, this.fields];
      this.sent = { text, fields };
      this.remember();
      try {
        if (this.empty && this.revision) await this.remote.remove().then(() => (this.revision = 0));
        else if (!this.empty) this.revision = (await this.remote.put({ text, fields, version: this.version(), revision: this.revision })).revision;
      } catch (err) {
        return this.failed(err);
      }
      this.sent = undefined;
      if (text === this.text && fields === this.fields) {
        this.forget();
        this.state = this.empty ? "empty" : "saved";
      }
    }
  }

  private failed(err: unknown) {
    const kept = err instanceof Failure ? err.problem.drafts?.kept : undefined;
    if (kept && this.what(kept as Kept) !== this.what(this)) return this.dispute(kept as Kept);
    if (kept) this.revision = kept.revision;
    this.state = "local";
    this.changed = true;
    this.timer = setTimeout(() => this.push(), kept ? 0 : again);
  }

  private dispute(kept: Kept) {
    this.other = kept;
    this.state = "conflict";
  }

  private remember() {
    this.store.setItem(this.name, JSON.stringify({ text: this.text, fields: this.fields, revision: this.revision, sent: this.sent }));
  }

  private forget() {
    this.store.removeItem(this.name);
  }

  private local(): (Kept & { sent?: Kept }) | null {
    try {
      return JSON.parse(this.store.getItem(this.name) ?? "null") as Kept | null;
    } catch {
      return null; // another version of the page wrote it
    }
  }
}

const same = (a: Kept, b: Kept) => a.text === b.text && ordered(a.fields ?? {}) === ordered(b.fields ?? {});

// ordered is a value as text whatever the order of its members, which the server
// does not keep.
export const ordered = (value: unknown): string => JSON.stringify(value, (_, one) => (one && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort()) : one));

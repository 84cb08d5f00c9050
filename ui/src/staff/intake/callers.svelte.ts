// Who is calling, looked up while it is typed.
import { api, ask, type Schemas } from "$lib/api/client";
import { session } from "$lib/stores/session.svelte";

export type Caller = Schemas["Caller"];

const pause = 250;

export class Callers {
  found = $state.raw<Caller[]>([]);
  asked = $state("");
  searching = $state(false);
  failed = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;

  // look asks who it is. onfound is told who was found, and whether by an address,
  // which belongs to one alone.
  look(q: string, onfound: (found: Caller[], address: boolean) => void) {
    if (q === this.asked) return;
    this.stop();
    this.asked = q;
    this.failed = false;
    if (!q) {
      onfound((this.found = []), false);
      return;
    }
    this.searching = true;
    this.timer = setTimeout(() => void this.search(q, onfound), pause);
  }

  stop() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.searching = false;
  }

  private async search(q: string, onfound: (found: Caller[], address: boolean) => void) {
    const running = (this.running = new AbortController());
    try {
      const answer = await ask(api.GET("/api/v1/{tenant}/callers", { params: { path: { tenant: session.who?.tenant ?? "" }, query: { q } }, signal: running.signal }));
      if (running.signal.aborted) return;
      this.found = answer.callers ?? [];
      onfound(this.found, Boolean(answer.phone) || q.includes("@"));
    } catch {
      if (!running.signal.aborted) [this.found, this.failed] = [[], true];
    } finally {
      if (!running.signal.aborted) this.searching = false;
    }
  }
}

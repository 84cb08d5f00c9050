// The appointments of a day, as the server has them, read again when tickets change.
import { act, type Act, type Inputs } from "$lib/acts/acts";
import { api, ask, Failure, type Schemas } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import { link } from "$lib/live/link.svelte";
import type { Frame } from "$lib/live/types";
import { clock } from "$lib/stores/clock.svelte";
import { notices } from "$lib/stores/notices.svelte";
import { session } from "$lib/stores/session.svelte";
import type { Appointment } from "./grouping";

type Read = Schemas["DayPlanOutputBody"];

const pause = 1500; // between two readings, however much changes

class Plan {
  read = $state.raw<Read | null>(null);
  failed = $state("");
  // asking is an act that wants inputs before it is done.
  asking = $state.raw<{ act: Act; of: Appointment } | null>(null);

  private day = "";
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // show reads a day; "" is today.
  async show(day: string) {
    this.day = day;
    await this.load();
  }

  // follow reads again when a ticket changes, until the function that is returned is
  // called.
  follow(): () => void {
    const leave = link.follow("board", (frames) => this.take(frames));
    return () => {
      leave();
      clearTimeout(this.timer);
      this.timer = undefined;
      this.read = null;
    };
  }

  // choose does an act, or asks for what it wants first.
  choose(of: Appointment, one: Act, asks: boolean) {
    if (asks) this.asking = { act: one, of };
    else void this.perform(of, one).catch((err) => this.tell(of, err));
  }

  // perform throws a Failure.
  async perform(of: Appointment, one: Act, inputs: Inputs = {}) {
    await act(of.ticket_id, one.id, inputs, of.version);
    this.asking = null;
    notices.show({ kind: "done", text: t("act.done", { number: of.ticket, act: one.label }) });
    await this.load();
  }

  private tell(of: Appointment, err: unknown) {
    const failure = err instanceof Failure ? err : new Failure({});
    notices.show({ kind: "failed", text: `${of.ticket}: ${failure.message}`, clause: failure.clause || undefined });
  }

  private take(frames: Frame[]) {
    const snapshot = frames.find((frame) => frame.type === "snapshot" && "columns" in frame.page);
    if (snapshot?.type === "snapshot" && "columns" in snapshot.page) {
      clock.zone = snapshot.page.zone ?? "";
      clock.hours = snapshot.page.legend.hours;
    }
    if (frames.some((frame) => frame.type === "snapshot" || frame.type === "delta")) this.timer ??= setTimeout(() => void this.load(), pause);
  }

  private async load() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const mine = ++this.asked;
    const from = this.day || undefined;
    try {
      const read = await ask(api.GET("/api/v1/{tenant}/plan", { params: { path: { tenant: session.who?.tenant ?? "" }, query: { from } } }));
      if (mine !== this.asked) return; // another day was chosen meanwhile
      clock.zone = read.zone;
      this.read = read;
      this.failed = "";
    } catch (err) {
      if (mine === this.asked) this.failed = err instanceof Failure ? err.message : t("error.unknown");
    }
  }
}

export const plan = new Plan();

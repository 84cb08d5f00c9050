// One answer to all open children of a ticket: the same act on each, done once
// however often it is asked for. Nobody gets it twice while it is being written: who
// has it is left out when the rest is tried again.
import { randomKey, type Inputs } from "$lib/acts/acts";
import { api, ask, Failure } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import { session } from "$lib/stores/session.svelte";
import { linesOf, type Result } from "../board/results";
import { withdraw } from "./perform";

export class Copies {
  wanted = $state(false);
  // results are told by the children's numbers.
  results = $state.raw<ReadonlyMap<string, Result>>(new Map());
  // without is set to go on though some did not get it.
  without = $state(false);
  failed = $derived([...this.results.values()].filter((one) => !one.done));

  private order = { what: "", key: "" };

  // send does the act on the children that did not get it yet, and says whether
  // all have it now.
  async send(act: string, inputs: Inputs, children: string[]): Promise<boolean> {
    const tickets = children.filter((number) => !this.results.get(number)?.done);
    if (!tickets.length) return true;
    const what = JSON.stringify([act, inputs]);
    if (this.order.what !== what) this.order = { what, key: randomKey() };
    const params = { path: { tenant: session.who?.tenant ?? "" }, header: { "Idempotency-Key": this.order.key } };
    const stream = await ask(api.POST("/api/v1/{tenant}/bulk", { params, body: { act, inputs, tickets }, parseAs: "stream" }));
    let ended = false;
    for await (const line of linesOf(stream as ReadableStream<Uint8Array>)) {
      if (line.type === "result") this.results = new Map(this.results).set(line.number || line.ticket, line);
      ended ||= line.type === "end";
    }
    if (!ended) throw new Failure({ detail: t("bulk.lost") });
    return tickets.every((number) => this.results.get(number)?.done);
  }

  // takeBack takes back what has not gone out, and says of how many it could not.
  async takeBack(): Promise<number> {
    const sent = [...this.results].filter(([, one]) => one.undo);
    const outcomes = await Promise.allSettled(sent.map(([number, one]) => withdraw(number, one.undo?.event ?? 0)));
    this.clear();
    return outcomes.filter((one) => one.status === "rejected").length;
  }

  clear() {
    [this.wanted, this.without, this.results, this.order] = [false, false, new Map(), { what: "", key: "" }];
  }
}

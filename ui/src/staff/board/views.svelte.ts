// The views of the board that were saved: one's own, and those that others share.
import { api, ask, Failure } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import { notices } from "$lib/stores/notices.svelte";
import { session } from "$lib/stores/session.svelte";
import type { Look, Saved } from "./saved";

const tenant = () => ({ tenant: session.who?.tenant ?? "" });

class Views {
  all = $state.raw<Saved[]>([]);

  find = (id: string | null): Saved | undefined => this.all.find((saved) => saved.id === id);

  // load tells what goes wrong, for the board works without views.
  async load() {
    try {
      this.all = (await ask(api.GET("/api/v1/{tenant}/views", { params: { path: tenant() } }))).views ?? [];
    } catch (err) {
      this.tell(err);
    }
  }

  async create(name: string, shared: boolean, look: Look): Promise<Saved> {
    const made = await ask(api.POST("/api/v1/{tenant}/views", { params: { path: tenant() }, body: { name, shared, ...look } }));
    await this.load();
    return made;
  }

  // change writes over the revision that is shown. If there is another one by now,
  // that is shown, and the Failure says so.
  async change(saved: Saved, to: Partial<Pick<Saved, "name" | "shared"> & Look>) {
    const { name, shared, filter, q, sort, layout, columns, revision } = saved;
    const body = { name, shared, filter, q, sort, layout, columns, revision, ...to };
    try {
      await ask(api.PUT("/api/v1/{tenant}/views/{view}", { params: { path: { ...tenant(), view: saved.id } }, body }));
    } finally {
      await this.load();
    }
  }

  async remove(saved: Saved) {
    try {
      await ask(api.DELETE("/api/v1/{tenant}/views/{view}", { params: { path: { ...tenant(), view: saved.id } } }));
    } finally {
      await this.load();
    }
  }

  tell(err: unknown) {
    notices.show({ kind: "failed", text: t("views.failed", { why: (err instanceof Failure ? err : new Failure({})).message }) });
  }
}

export const views = new Views();

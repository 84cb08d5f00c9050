// The texts of the company that can be inserted into what is written.
import { api, ask } from "$lib/api/client";
import { session } from "$lib/stores/session.svelte";
import type { Template } from "./template";

export type Body = Pick<Template, "name" | "texts" | "link" | "type" | "queue">;

const tenant = () => ({ tenant: session.who?.tenant ?? "" });

class Templates {
  all = $state.raw<Template[]>([]);
  loaded = $state(false);

  async load() {
    this.all = (await ask(api.GET("/api/v1/{tenant}/templates", { params: { path: tenant() } }))).templates ?? [];
    this.loaded = true;
  }

  // save writes over a template, or makes a new one. If another revision is kept by
  // now, that is loaded, and the Failure says so.
  async save(body: Body, over: Template | null): Promise<Template> {
    try {
      if (!over) return await ask(api.POST("/api/v1/{tenant}/templates", { params: { path: tenant() }, body }));
      const params = { path: { ...tenant(), template: over.id } };
      return await ask(api.PUT("/api/v1/{tenant}/templates/{template}", { params, body: { ...body, revision: over.revision } }));
    } finally {
      await this.load();
    }
  }

  async remove(template: Template) {
    try {
      await ask(api.DELETE("/api/v1/{tenant}/templates/{template}", { params: { path: { ...tenant(), template: template.id } } }));
    } finally {
      await this.load();
    }
  }
}

export const templates = new Templates();

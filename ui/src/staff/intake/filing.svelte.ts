// By which ways requests are taken down here. A regulation may have none: then
// there is nothing to open.
import { api, ask, type Schemas } from "$lib/api/client";
import { session } from "$lib/stores/session.svelte";

export type Channel = Schemas["IntakeChannel"];

export const intakePath = "/s/intake";

class Filing {
  channels = $state.raw<Channel[]>([]);
  languages = $state.raw<string[]>([]);
  loaded = $state(false);
  failed = $state(false);

  get possible(): boolean {
    return this.channels.length > 0;
  }

  // load reads them in the language of the page.
  async load() {
    this.failed = false;
    try {
      const found = await ask(api.GET("/api/v1/{tenant}/intake", { params: { path: { tenant: session.who?.tenant ?? "" } } }));
      [this.channels, this.languages, this.loaded] = [found.channels ?? [], found.languages ?? [], true];
    } catch {
      this.failed = true;
    }
  }
}

export const filing = new Filing();

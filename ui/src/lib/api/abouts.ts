// Editions of the regulation as employees know them. What an edition is does not
// change while a page is open, but for who activated it last.
import { i18n } from "../i18n/index.svelte";
import { session } from "../stores/session.svelte";
import { api, ask, type Schemas } from "./client";

export type About = Schemas["About"];

const known = new Map<string, Promise<About>>();

// about asks once a page, language and edition; "" is the active edition.
export function about(edition: string): Promise<About> {
  const tenant = session.who?.tenant ?? "";
  const key = [tenant, i18n.lang, edition].join(" ");
  const had = known.get(key);
  if (had) return had;
  const asked = ask(api.GET("/api/v1/{tenant}/regulation/about", { params: { path: { tenant }, query: { edition } } }));
  asked.catch(() => known.delete(key));
  known.set(key, asked);
  return asked;
}

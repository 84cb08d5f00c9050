// The API with its types. Requests carry the session's cookie and the language
// of the page by themselves.
import createClient from "openapi-fetch";
import { i18n, t } from "../i18n/index.svelte";
import { session } from "../stores/session.svelte";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

export const api = createClient<paths>({ baseUrl: "/" });

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", i18n.lang);
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) session.expired = true;
    return response;
  },
});

// A Failure is a request that did not succeed, as people are told of it. Of what
// is the server's fault they are given the number under which its log has it.
export class Failure extends Error {
  constructor(readonly problem: Partial<Problem>) {
    const said = problem.detail || t("error.unknown");
    super(problem.kind === "internal" && problem.request_id ? `${said} ${t("error.request", { id: problem.request_id })}` : said);
  }

  // clause is where the regulation forbids it, if it does.
  get clause(): string {
    return this.problem.clause ?? "";
  }
}

type Answer<T> = { data?: T; error?: unknown };

// ask gives a request's answer, or throws a Failure: what the server found wrong,
// or that it cannot be reached.
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch {
    throw new Failure({ kind: "temporary", detail: t("error.offline") });
  }
  if (answer.error !== undefined) throw new Failure((answer.error ?? {}) as Partial<Problem>);
  return answer.data as T;
}

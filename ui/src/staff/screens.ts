// The screens of the staff's page. A screen is loaded when it is first opened.
import type { Component } from "svelte";
import type { Key } from "$lib/i18n/index.svelte";

export interface Screen {
  path: RegExp;
  title: Key;
  // params are the named parts of the path.
  load: () => Promise<{ default: Component<{ params?: Record<string, string> }> }>;
}

export const home = "/s/board";
export const mePath = "/s/me";
export const planPath = "/s/plan";
export const regulationPath = "/s/regulation";
export const signInPath = "/s/sign-in";

export const screens: Screen[] = [
  { path: /^\/s\/intake$/, title: "intake", load: () => import("./intake/Intake.svelte") },
  { path: /^\/s\/board$/, title: "board", load: () => import("./board/Board.svelte") },
  { path: /^\/s\/regulation(?:\/(?<clause>[^/]+))?$/, title: "regulation", load: () => import("./regulation/Regulation.svelte") },
  { path: /^\/s\/plan$/, title: "plan", load: () => import("./plan/Plan.svelte") },
  { path: /^\/s\/tickets?\/(?<number>[^/]+)$/, title: "ticket", load: () => import("./ticket/Ticket.svelte") },
  { path: /^\/s\/me$/, title: "me", load: () => import("./me/Me.svelte") },
];

// screenAt finds the screen of a path and the named parts of it.
export function screenAt(path: string): { screen: Screen; params: Record<string, string> } | null {
  for (const screen of screens) {
    const found = screen.path.exec(path);
    if (!found) continue;
    const params = Object.entries(found.groups ?? {}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, decodeURIComponent(value)]]));
    return { screen, params: Object.fromEntries(params) };
  }
  return null;
}

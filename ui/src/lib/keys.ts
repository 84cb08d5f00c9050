// Shortcuts. They go by the place of a key, not by its letter: on a Russian or
// Kazakh layout there is no J. Digits are none, for the Kazakh layout has letters
// there.
import type { Key } from "./i18n/index.svelte";
import { prefs } from "./stores/prefs.svelte";

export interface Shortcut {
  // codes of KeyboardEvent, one after another: "KeyJ", "KeyG KeyB", "Mod+KeyK",
  // "Shift+Slash".
  codes: string[];
  says: Key;
  run: (e: KeyboardEvent) => void;
}

export interface Group {
  title: Key;
  shortcuts: Shortcut[];
}

const together = 1000; // how long the second key of two may take

// typing reports whether keys go into a control.
export function typing(e: KeyboardEvent): boolean {
  const at = e.target;
  if (!(at instanceof HTMLElement)) return false;
  return at.isContentEditable || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement || (at instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(at.type));
}

function nameOf(e: KeyboardEvent): string {
  const mod = e.ctrlKey || e.metaKey ? "Mod+" : "";
  return `${mod}${e.altKey ? "Alt+" : ""}${e.shiftKey ? "Shift+" : ""}${e.code}`;
}

// listen answers keys with the groups' shortcuts. A menu or dialog that is open
// has the keys for itself.
export function listen(groups: () => Group[]): () => void {
  let [before, at] = ["", 0];
  function key(e: KeyboardEvent) {
    const name = nameOf(e);
    if (e.defaultPrevented || e.repeat && !/^(KeyJ|KeyK|Arrow)/.test(e.code)) return;
    if (!name.startsWith("Mod+") && (typing(e) || !prefs.shortcuts)) return;
    if (document.querySelector("dialog[open], [role=menu], [role=listbox]")) return;
    const pair = Date.now() - at < together ? `${before} ${name}` : "";
    [before, at] = [name, Date.now()];
    const all = groups().flatMap((group) => group.shortcuts);
    const found = all.find((s) => pair && s.codes.includes(pair)) ?? all.find((s) => s.codes.includes(name));
    if (!found) return;
    e.preventDefault();
    before = "";
    found.run(e);
  }
  addEventListener("keydown", key);
  return () => removeEventListener("keydown", key);
}

const signs: Record<string, string> = { Slash: "/", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Enter: "↵", Escape: "Esc" };

// shown is how a shortcut is written: "G B", "Ctrl+K", "?".
export function shown(code: string): string {
  if (code === "Shift+Slash") return "?";
  const mod = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";
  return code
    .split(" ")
    .map((one) => one.replace("Mod+", `${mod}+`).replace(/[A-Za-z]+$/, (last) => signs[last] ?? last.replace(/^Key/, "")))
    .join(" ");
}

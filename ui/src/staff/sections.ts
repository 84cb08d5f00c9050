// The sections of the staff's page. Each stands in the rail and among the commands,
// and some have keys of their own.
import type { Component } from "svelte";
import BookOpen from "@lucide/svelte/icons/book-open";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import Columns3 from "@lucide/svelte/icons/columns-3";
import PhoneIncoming from "@lucide/svelte/icons/phone-incoming";
import Settings from "@lucide/svelte/icons/settings";
import type { Key } from "$lib/i18n/index.svelte";
import type { Shortcut } from "$lib/keys";
import { router } from "$lib/router.svelte";
import { filing, intakePath } from "./intake/filing.svelte";
import { home, mePath, planPath, regulationPath } from "./screens";

export interface Section {
  path: string;
  title: Key;
  icon: Component;
  // says is what a key does that goes there, and codes are its key.
  key?: { codes: string[]; says: Key };
  // offered tells whether there is anything to open; always if it is missing.
  offered?: () => boolean;
}

const all: Section[] = [
  { path: home, title: "board", icon: Columns3 },
  { path: intakePath, title: "intake", icon: PhoneIncoming, key: { codes: ["KeyG KeyI"], says: "keys.intake" }, offered: () => filing.possible },
  { path: planPath, title: "plan", icon: CalendarDays, key: { codes: ["KeyG KeyP"], says: "keys.plan" } },
  { path: regulationPath, title: "regulation", icon: BookOpen },
];

// mine is what one sets for oneself; it stands apart.
export const mine: Section = { path: mePath, title: "me", icon: Settings };

export const sections = (): Section[] => all.filter((section) => section.offered?.() ?? true);

export const isHere = ({ path }: Section): boolean => router.path === path || router.path.startsWith(`${path}/`);

export const keysTo = (): Shortcut[] => sections().flatMap(({ key, path }) => (key ? [{ ...key, run: () => router.go(path) }] : []));

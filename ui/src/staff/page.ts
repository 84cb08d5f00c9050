// What concerns the page as a whole: its language, its colours, and leaving it.
import { i18n, t, type Lang } from "$lib/i18n/index.svelte";
import { link } from "$lib/live/link.svelte";
import { session } from "$lib/stores/session.svelte";
import type { Theme } from "$lib/stores/prefs.svelte";
import { signInPath } from "./screens";

export const themes = (): { id: Theme; label: string }[] => (["auto", "light", "dark"] as const).map((id) => ({ id, label: t(`theme.${id}`) }));

// speak changes the language; what the server says comes anew.
export async function speak(lang: string) {
  await i18n.speak(lang as Lang);
  link.restart();
}

export async function leave() {
  link.stop();
  await session.signOut();
  location.assign(signInPath); // whoever comes next finds nothing of what was loaded
}

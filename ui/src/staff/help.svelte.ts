// The shortcuts that the current screen has. A screen sets its own and takes them
// away when it is left.
import { listen, type Group, type Shortcut } from "$lib/keys";
import { router } from "$lib/router.svelte";
import { filing, intakePath } from "./intake/filing.svelte";
import { planPath } from "./screens";
import { palette } from "./palette/palette.svelte";

class Help {
  open = $state(false);
  screen = $state.raw<Group[]>([]);
}

export const help = new Help();

const taking: Shortcut = { codes: ["KeyG KeyI"], says: "keys.intake", run: () => router.go(intakePath) };

const everywhere = (): Group => ({
  title: "keys.everywhere",
  shortcuts: [
    ...(filing.possible ? [taking] : []),
    { codes: ["Mod+KeyK"], says: "keys.palette", run: palette.show },
    { codes: ["KeyG KeyP"], says: "keys.plan", run: () => router.go(planPath) },
    { codes: ["Shift+Slash"], says: "keys.help", run: () => (help.open = true) },
  ],
});

export const groups = () => [...help.screen, everywhere()];

listen(groups);

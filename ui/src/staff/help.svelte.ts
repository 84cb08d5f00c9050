// The shortcuts that the current screen has. A screen sets its own and takes them
// away when it is left.
import { listen, type Group } from "$lib/keys";
import { palette } from "./palette/palette.svelte";
import { keysTo } from "./sections";

class Help {
  open = $state(false);
  screen = $state.raw<Group[]>([]);
}

export const help = new Help();

const everywhere = (): Group => ({
  title: "keys.everywhere",
  shortcuts: [
    ...keysTo(),
    { codes: ["Mod+KeyK"], says: "keys.palette", run: palette.show },
    { codes: ["Shift+Slash"], says: "keys.help", run: () => (help.open = true) },
  ],
});

export const groups = () => [...help.screen, everywhere()];

listen(groups);

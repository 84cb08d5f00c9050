// Whether the palette is open.
import { Wanted } from "$lib/stores/wanted.svelte";

export const palette = new Wanted();

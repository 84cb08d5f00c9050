// Whether the list of blocked senders is open.
import { Wanted } from "$lib/stores/wanted.svelte";

export const blocked = new Wanted();

import { start } from "$lib/start";
import Kit from "./Kit.svelte";

void start(Kit);

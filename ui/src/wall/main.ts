import "$lib/styles/index.css";
import "./wall.css";
import { mount } from "svelte";
import { i18n, languages, preferred } from "$lib/i18n/index.svelte";
import { screen } from "./screen.svelte";
import Wall from "./Wall.svelte";

// All that can be chosen stands in the address: a screen that is switched on shows
// what it showed before, and what is chosen for it changes nobody's staff page.
const query = new URLSearchParams(location.search);
const theme = query.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
await i18n.speak(languages.find(({ code }) => code === query.get("lang"))?.code ?? preferred(), false);
mount(Wall, { target: document.body });
screen.begin();

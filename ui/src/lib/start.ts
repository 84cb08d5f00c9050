// What every page does first.
import "./styles/index.css";
import { mount, type Component } from "svelte";
import { i18n, preferred } from "./i18n/index.svelte";
import { prefs } from "./stores/prefs.svelte";

export async function start(app: Component) {
  prefs.paint();
  await i18n.speak(preferred());
  mount(app, { target: document.body });
}

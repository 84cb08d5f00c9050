// What a person has chosen for this browser.
export type Theme = "auto" | "light" | "dark";

const kept = (name: string) => localStorage.getItem(`reglament.${name}`);
const keep = (name: string, value: string) => localStorage.setItem(`reglament.${name}`, value);

class Prefs {
  theme = $state<Theme>((kept("theme") as Theme | null) ?? "auto");
  // shortcuts of one key can be switched off: they get in the way of voice input.
  shortcuts = $state(kept("shortcuts") !== "off");

  // desktop is set where somebody wants notifications beside the browser.
  desktop = $state(kept("desktop") === "on");

  setTheme(theme: Theme) {
    this.theme = theme;
    keep("theme", theme);
    this.paint();
  }

  setShortcuts(on: boolean) {
    this.shortcuts = on;
    keep("shortcuts", on ? "on" : "off");
  }

  setDesktop(on: boolean) {
    this.desktop = on;
    keep("desktop", on ? "on" : "off");
  }

  paint() {
    if (this.theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}

export const prefs = new Prefs();

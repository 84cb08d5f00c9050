// What the palette offers, and how it is found by typing.
import type { Key } from "$lib/i18n/index.svelte";

export interface Command {
  id: string;
  label: string;
  hint?: string;
  keys?: string;
  run: () => void;
}

export interface Group {
  title: Key;
  commands: Command[];
}

// Nobody has to type ё.
const fold = (text: string) => text.toLocaleLowerCase().replaceAll("ё", "е");

// matching leaves the commands that have all the words which were typed, those
// first that begin with them.
export function matching(groups: Group[], typed: string): Group[] {
  const words = fold(typed.trim()).split(/\s+/).filter(Boolean);
  if (!words.length) return groups.filter((group) => group.commands.length);
  const begins = (command: Command) => fold(command.label).startsWith(words.join(" "));
  return groups
    .map(({ title, commands }) => {
      const found = commands.filter(({ label, hint = "" }) => words.every((word) => fold(`${label} ${hint}`).includes(word)));
      return { title, commands: [...found.filter(begins), ...found.filter((command) => !begins(command))] };
    })
    .filter((group) => group.commands.length);
}

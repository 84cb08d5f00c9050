// Colleagues whom a note speaks to: @ and their name.
export interface Named {
  value: string;
  label: string;
}

// asked is what was typed after the last @ before the caret, and where that stands;
// null where nobody is being named.
export function asked(text: string, caret: number): { from: number; word: string } | null {
  const found = /(?:^|[\s(])@([\p{L}\p{N}.\-]*(?: [\p{L}\p{N}.\-]*)?)$/u.exec(text.slice(0, caret));
  const word = found?.[1];
  return word === undefined ? null : { from: caret - word.length - 1, word };
}

const fold = (text: string) => text.toLocaleLowerCase().replaceAll("ё", "е");

// matching are the people of whose names every word begins with one that was typed.
export function matching(people: Named[], word: string, most = 8): Named[] {
  const typed = fold(word).split(" ").filter(Boolean);
  return people.filter((one) => typed.every((part) => fold(one.label).split(/\s+/).some((name) => name.startsWith(part)) || fold(one.value).startsWith(part))).slice(0, most);
}

// still are those who were named and whose names still stand in the text.
export function still(ids: string[], people: Named[], text: string): string[] {
  return ids.filter((id, i) => ids.indexOf(id) === i && text.includes(`@${people.find((one) => one.value === id)?.label ?? id}`));
}

// A number as it is read out: each letter and each digit by its name.
import { t } from "$lib/i18n/index.svelte";

// names are those of all signs, which the catalogues list as "A эй|B би".
function names(): Map<string, string> {
  const all = (["spell.digits", "spell.latin", "spell.cyrillic"] as const).flatMap((key) => t(key).split("|"));
  return new Map(all.map((one) => [one.slice(0, 1), one.slice(2)]));
}

// spelled are the parts of a number, each as the names of its signs. Other signs
// part it.
export function spelled(number: string): string[] {
  const known = names();
  return number
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((part) => [...part].map((sign) => known.get(sign) ?? sign).join(" "));
}

// Clauses of a regulation under their headings, as far as they have the words that
// somebody looks for.
import type { Schemas } from "$lib/api/client";

export type Clause = Schemas["Clause"];

export interface Section {
  heading: string;
  clauses: Clause[];
}

const plain = (text: string) => text.toLowerCase().replaceAll("ё", "е");

// has says whether a clause holds each of the words, anywhere.
function has(clause: Clause, words: string[]): boolean {
  const { label, title, quote = "", note = "", original } = clause;
  const all = plain([clause.id, label, title, quote, note, original?.title ?? "", original?.quote ?? ""].join("\n"));
  return words.every((word) => all.includes(word));
}

// sectionsOf keeps the order of the document. A heading that comes back later stands
// there again.
export function sectionsOf(clauses: Clause[], query: string): Section[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const sections: Section[] = [];
  for (const clause of clauses) {
    if (!has(clause, words)) continue;
    const heading = clause.section ?? "";
    const last = sections.at(-1);
    if (last?.heading === heading) last.clauses.push(clause);
    else sections.push({ heading, clauses: [clause] });
  }
  return sections;
}

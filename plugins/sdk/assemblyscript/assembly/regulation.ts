// The whole: a regulation is made of clauses, and clauses of items.

import { Item, listOf } from "./item";
import { Label } from "./label";
import { ObjectValue } from "./value";

const API: i32 = 1;

/** A Clause is one numbered passage of the document. */
export class Clause extends ObjectValue {
  private items: Item[] = [];

  constructor(
    readonly id: string,
    title: Label,
  ) {
    super();
    this.put("id", id);
    this.put("title", title);
  }

  /** label is the number that the document prints. */
  label(number: string): Clause {
    this.put("label", number);
    return this;
  }

  /** section is the heading that it stands under. */
  section(heading: Label): Clause {
    this.put("section", heading);
    return this;
  }

  /** quote is the passage itself, in the document's language. */
  quote(passage: string): Clause {
    this.put("quote", passage);
    return this;
  }

  /** note is your reading where the passage is silent. */
  note(reading: Label): Clause {
    this.put("note", reading);
    return this;
  }

  /** says: the items that stand in the clause. */
  says(items: Item[]): Clause {
    this.items = items;
    return this;
  }

  addTo(catalogue: ObjectValue): void {
    listOf(catalogue, "clauses").items.push(this);
    for (let i = 0; i < this.items.length; i++) this.items[i].addTo(catalogue, this.id);
  }
}

export function clause(id: string, title: Label): Clause {
  return new Clause(id, title);
}

/** The Document is the paper that the regulation is written on. */
export class Document {
  title: Label = {};
  company: Label = {};
  code: string = "";
  number: string = "";
  edition: string = "";
  author: string = "";
  signer: string = "";
  contact: string = "";
}

/** A Regulation is what the program of a regulation gives back. */
export class Regulation {
  readonly catalogue: ObjectValue = new ObjectValue();

  constructor(id: string, lang: string) {
    this.catalogue.put("api", API);
    this.catalogue.put("id", id);
    this.catalogue.put("lang", lang);
  }

  /** languages are those in which customers are answered. */
  languages(list: string[]): Regulation {
    this.catalogue.put("languages", list);
    return this;
  }

  document(d: Document): Regulation {
    const out = this.catalogue.child("document");
    out.put("title", d.title);
    out.put("company", d.company);
    const names = ["code", "number", "edition", "author", "signer", "contact"];
    const words = [d.code, d.number, d.edition, d.author, d.signer, d.contact];
    for (let i = 0; i < names.length; i++) if (words[i] != "") out.put(names[i], words[i]);
    return this;
  }

  /** chapter adds clauses, in the order of the document. */
  chapter(clauses: Clause[]): Regulation {
    for (let i = 0; i < clauses.length; i++) clauses[i].addTo(this.catalogue);
    return this;
  }
}

/** regulation begins one, with the language of the document. */
export function regulation(id: string, lang: string): Regulation {
  return new Regulation(id, lang);
}

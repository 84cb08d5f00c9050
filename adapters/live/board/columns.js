// mostCards is how many cards a column shows. The rest are counted: nobody reads
// so far down, and a page must not grow without bound.
const mostCards = 200;

// Board shows the tickets of a tenant in columns by status.
class Board {
  constructor(root, clock, tell) {
    this.root = root;
    this.clock = clock;
    this.tell = tell; // says that there are n new cards
    this.columns = [];
    this.cards = new Map(); // by id
    this.rows = new Map(); // elements of cards, by id
    this.sections = new Map(); // elements of columns, by status
    this.more = false;
    root.addEventListener("keydown", (e) => this.walk(e));
    setInterval(() => document.hidden || this.tick(), 1000);
  }

  apply(frame) {
    if (frame.type === "snapshot") {
      this.clock.show(frame.page.zone);
      this.columns = frame.page.columns;
      this.cards = new Map(frame.page.cards.map((card) => [card.id, card]));
      this.more = frame.page.more ?? false;
      this.loaded = true;
    }
    if (frame.type === "delta") this.change(frame);
    this.paintSoon();
  }

  change(frame) {
    if (frame.columns) this.columns = frame.columns;
    const before = this.cards.size;
    for (const card of frame.cards) this.cards.set(card.id, card);
    this.tell(this.cards.size - before);
    for (const id of frame.gone) this.cards.delete(id);
  }

  clear() {
    this.columns = [];
    this.cards.clear();
    this.more = this.loaded = false;
    this.paintSoon();
  }

  // paintSoon paints once for all that happens before the next frame.
  paintSoon() {
    this.painting ??= requestAnimationFrame(() => {
      this.painting = null;
      this.paint();
    });
  }

  paint() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const shown = new Set();
    const sections = this.byColumn().map(([column, cards]) => {
      const section = this.section(column);
      this.fill(section, column, cards, shown);
      return section.element;
    });
    const note = this.note();
    arrange(this.root, note ? [...sections, note] : sections);
    for (const id of this.rows.keys()) if (!shown.has(id)) this.rows.delete(id);
    if (focused && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  }

  // byColumn sorts cards into columns, by their next deadline, then by age.
  // Statuses that end a ticket have a column only while there is something in it.
  byColumn() {
    const groups = new Map(this.columns.map((column) => [column.id, [column, []]]));
    for (const card of this.cards.values()) {
      if (!groups.has(card.status)) groups.set(card.status, [{ id: card.status, label: card.status_label, family: card.family }, []]);
      groups.get(card.status)[1].push(card);
    }
    const due = (card) => (card.next_due ? Date.parse(card.next_due) : Infinity);
    const first = (a, b) => (due(a) === due(b) ? (a.id < b.id ? -1 : 1) : due(a) - due(b));
    return [...groups.values()].filter(([column, cards]) => !column.final || cards.length).map(([column, cards]) => [column, cards.sort(first)]);
  }

  note() {
    if (!this.loaded || (this.cards.size && !this.more)) return null;
    this.noteElement ??= el("p", { class: "note" });
    put(this.noteElement, say(this.cards.size ? "more_cards" : "no_cards"));
    return this.noteElement;
  }

  section(column) {
    let s = this.sections.get(column.id);
    if (!s) {
      const heading = `column-${column.id}`;
      s = { label: el("span"), count: el("span", { class: "count" }), list: el("ul"), rest: el("p", { class: "rest", hidden: true }) };
      s.element = el("section", { class: "column", "aria-labelledby": heading }, el("h2", { id: heading }, el("i", { class: "family", "aria-hidden": "true" }), s.label, " ", s.count), s.list, s.rest);
      this.sections.set(column.id, s);
    }
    return s;
  }

  fill(s, column, cards, shown) {
    s.element.dataset.family = column.family;
    s.element.dataset.status = column.id;
    put(s.label, column.label);
    put(s.count, String(cards.length));
    const visible = cards.slice(0, mostCards);
    arrange(s.list, visible.map((card) => this.row(card)));
    for (const card of visible) shown.add(card.id);
    s.rest.hidden = cards.length <= mostCards;
    put(s.rest, say("rest", { n: cards.length - visible.length }));
  }

  // row returns the element of a card, which stays the same while the card
  // changes, so that focus stays too.
  row(card) {
    let row = this.rows.get(card.id);
    if (!row) {
      row = { link: el("a", { class: "card", href: `#${encodeURIComponent(card.id)}` }) };
      row.element = el("li", null, row.link);
      this.rows.set(card.id, row);
    }
    if (row.card !== card) {
      row.card = card;
      row.deadline = null;
      row.link.replaceChildren(...cardParts(card, row, this.clock));
      row.link.dataset.number = card.number;
      this.time(row);
    }
    return row.element;
  }

  tick() {
    for (const row of this.rows.values()) this.time(row);
  }

  time(row) {
    const deadline = row.deadline && deadlineOf(row.card, this.clock);
    if (!deadline) return;
    row.deadline.dataset.state = deadline.state;
    put(row.deadline, deadline.text);
  }

  // walk moves between cards with the arrow keys.
  walk(e) {
    const way = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[e.key];
    const card = e.target.closest(".card");
    if (!way || !card || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    const columns = [...this.root.querySelectorAll(".column")].map((c) => [...c.querySelectorAll(".card")]).filter((c) => c.length);
    const x = columns.findIndex((cards) => cards.includes(card));
    const y = columns[x].indexOf(card);
    const cards = columns[x + way[0]] ?? columns[x];
    (cards[y + way[1]] ?? (way[1] ? card : cards.at(-1))).focus();
  }
}

// cardParts are what a card shows: the deadline first, then what it is about,
// then whose it is.
function cardParts(card, row, clock) {
  const head = el("span", { class: "head" }, el("b", { class: "number" }, card.number || "…"));
  const parts = [head];
  if (deadlineOf(card, clock)) {
    row.deadline = el("span", { class: "deadline" });
    head.append(row.deadline);
  }
  if (card.next_due) {
    const due = Date.parse(card.next_due);
    parts.push(el("span", { class: "due" }, card.next_deadline ? `${card.next_deadline.label}: ` : "", el("time", { datetime: card.next_due, title: clock.full(due) }, say("until", { t: clock.at(due) })), " ", card.next_deadline && clauseTag(card.next_deadline.clause)));
  }
  parts.push(el("span", { class: "subject" }, card.subject || say("no_subject")));
  parts.push(facts("meta", [card.requester_name, card.type_label || card.type, card.priority && say("priority", { p: card.priority }), card.company]));
  parts.push(facts("meta", [card.turn && words[`turn_${card.turn}`], card.assignee && say("assignee", { a: card.assignee })]));
  if (card.parked) parts.push(el("span", { class: "parked" }, say("parked")));
  return parts.filter(Boolean);
}

// facts is a line of short texts, or nothing.
function facts(name, texts) {
  const known = texts.filter(Boolean);
  return known.length ? el("span", { class: name }, ...known.map((text) => el("span", null, text))) : null;
}

// arrange makes the elements the only children, in this order, and touches
// those that are in their place already as little as it can.
function arrange(parent, elements) {
  const wanted = new Set(elements);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((e, i) => {
    if (parent.children[i] !== e) parent.insertBefore(e, parent.children[i] ?? null);
  });
}

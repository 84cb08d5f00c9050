// Ticket is the dialog that shows one ticket and its history.
class Ticket {
  constructor(dialog, clock, link) {
    this.dialog = dialog;
    this.clock = clock;
    this.link = link;
    this.close = el("button", { class: "quiet close", type: "button" }, say("close"));
    this.close.addEventListener("click", () => dialog.close());
    // The title takes the focus first: were it the button, the Enter that opens the
    // dialog could close it at once.
    this.title = el("h2", { id: "ticket-title", tabindex: "-1", autofocus: true });
    this.facts = el("dl");
    this.message = el("p", { class: "message", hidden: true });
    this.history = el("ol", { class: "history", role: "log", "aria-label": say("history"), tabindex: "0" });
    dialog.append(el("div", { class: "dialog-head" }, this.title, this.close), this.message, this.facts, el("h3", null, say("history")), this.history);
    dialog.addEventListener("close", () => this.closed());
    // A click on the dialog itself is one beside what it contains.
    dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  }

  // show follows the ticket, or none.
  show(id) {
    if (id === this.id) return;
    if (this.id) this.link.unfollow(this.name());
    this.id = id;
    if (!id) {
      this.dialog.close();
      return;
    }
    this.say(say("loading"));
    if (!this.dialog.open) this.dialog.showModal();
    this.link.follow(this.name());
  }

  // closed takes the ticket out of the address, unless that is why it was closed.
  closed() {
    if (!this.id || this.dialog.open) return;
    history.pushState(null, "", location.pathname + location.search);
    this.show("");
  }

  name() {
    return `ticket:${this.id}`;
  }

  // say empties the dialog for a message.
  say(text) {
    put(this.title, say("ticket"));
    this.facts.replaceChildren();
    this.history.replaceChildren();
    this.note(text);
  }

  note(text) {
    put(this.message, text);
    this.message.hidden = !text;
  }

  apply(frame) {
    if (frame.chan !== this.name()) return;
    switch (frame.type) {
      case "snapshot":
        this.clock.show(frame.page.zone);
        this.history.replaceChildren();
        this.note(frame.page.more ? say("more_events") : "");
        this.card(frame.page.ticket);
        this.add(frame.page.events);
        return;
      case "delta":
        if (frame.ticket) this.card(frame.ticket);
        this.add(frame.events);
        return;
      case "reset":
        this.say(frame.reason === "gone" ? say("gone") : say("loading"));
        return;
      case "error":
        this.say(frame.detail);
    }
  }

  card(card) {
    put(this.title, `${card.number || "…"} ${card.subject ?? ""}`);
    const deadline = deadlineOf(card, this.clock);
    const fact = (name, ...value) => (value.some(Boolean) ? [el("dt", null, say(name)), el("dd", null, ...value)] : []);
    this.facts.replaceChildren(
      ...fact("fact_status", card.status_label),
      ...fact("fact_turn", card.turn && words[`turn_${card.turn}`]),
      ...fact("fact_deadline", ...this.deadline(card, deadline)),
      ...fact("fact_requester", card.requester_name),
      ...fact("fact_type", card.type_label || card.type),
      ...fact("fact_priority", card.priority),
      ...fact("fact_assignee", card.assignee),
      ...fact("fact_company", card.company),
      ...fact("fact_created", this.clock.full(Date.parse(card.created))),
    );
  }

  deadline(card, deadline) {
    if (!card.next_due) return [deadline?.text];
    const due = say("until", { t: this.clock.full(Date.parse(card.next_due)) });
    if (!card.next_deadline) return [due];
    return [`${card.next_deadline.label}: ${due} `, clauseTag(card.next_deadline.clause, true)];
  }

  add(events) {
    this.history.append(...events.map((event) => this.event(event)));
  }

  event(event) {
    const at = Date.parse(event.at);
    const what = event.label || words[`kind_${event.kind}`] || event.kind;
    const who = [words[`actor_${event.actor.kind}`] ?? event.actor.kind, event.actor.kind === "staff" ? event.actor.id : ""].filter(Boolean).join(" ");
    const item = el("li", { "data-seq": event.seq }, el("p", { class: "event" }, el("time", { datetime: event.at, title: this.clock.full(at) }, this.clock.at(at)), " ", el("b", null, what), " ", el("span", { class: "who" }, who)));
    if (event.erased) item.append(el("p", { class: "message" }, say("erased")));
    if (event.fault) item.append(el("p", { class: "error" }, say("fault", { fault: event.fault })));
    if (event.decisions.length) item.append(el("ul", { class: "decisions" }, ...event.decisions.map(decisionItem)));
    return item;
  }
}

function decisionItem(decision) {
  return el("li", { class: "decision" }, el("span", null, decision.sentence), " ", clauseTag(decision.clause, true));
}

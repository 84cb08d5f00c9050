// A regulation that gives back what it reads, for the tests of the kit.

import { append, Case, clause, confine, drop, Effect, hook, Item, link, mark, note, NumberValue, open, param, problem, regulation, Regulation, say, send, set, suggest, tell, under, value } from "@reglament/regulation";

function only(id: string, item: Item): void {
  parts.push(clause(id, { en: id }).says([item]));
}

let parts = [clause("", {})];

export function catalogue(): Regulation {
  parts = [];
  only("echo", hook("x", ["in"], (c) => {
    const what = c.get("in");
    return what ? [note("echo").with("it", what)] : [];
  }));
  only("reads", hook(["x", "y"], ["a", "b", "n", "list", "missing"], reads));
  only("effects", hook("x", [], (c) => effects()));
  only("throws", hook("x", ["a"], (c) => {
    if (c.text("a") == "number") return [set("n", new NumberValue((1 << 53) + 1))];
    if (c.text("a") == "half") return [set("s", "\ud800")];
    throw new Error("no year is known for " + c.text("a"));
  }));
  return regulation("guest", "en").chapter(parts);
}

function reads(c: Case): Effect[] {
  return [
    note("read").with("text", c.text("a")).with("has", c.has("a")).with("hasList", c.has("list")).with("number", c.number("n", -1))
      .with("list", c.list("list")).with("missing", c.missing()).with("is", c.is("list", "b")).with("yes", c.yes("b"))
      .with("raised", c.raised("y")).with("now", c.now).with("clause", c.clause),
  ];
}

function effects(): Effect[] {
  return [
    send("t"), send(value("field.t")).to("role:r").by("email").asPartner().with("a", 1), note("n").with("b", param("p")),
    set("f", "v").and("g", false), mark("m"), mark(["m", "n"]), append("steps", say("t")), drop("3"), link("parent", value("thread.from")),
    tell(value("linked.child"), "done").with("c", 2), open("child").channel("email").copy(["type"]).set("f", "v").anonymous(),
    confine("role:q").except(value("field.about")), problem("email", "t"), problem("email", "t", true),
    suggest("close").with("reason", "late").because("t"), under("4", note("u")),
  ];
}

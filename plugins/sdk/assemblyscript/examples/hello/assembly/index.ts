// The regulation of a workshop that repairs boilers.

import { ask, calendar, channel, clause, hook, input, may, note, numbering, on, promise, regulation, Regulation, request, role, send, set, status, text, working } from "@reglament/regulation";

export function catalogue(): Regulation {
  return regulation("hello", "en").languages(["en"]).document({ title: { en: "How we repair" }, company: { en: "Boilers" } }).chapter([
    clause("1", { en: "What can be asked" }).quote("Write to us what is wrong, and how old the boiler is.").says([
      numbering("BOIL-"), role("fitter", { en: "Fitter" }), request("repair", { en: "Repair" }),
      channel("form", { en: "Form" }).address("https://boilers.example/form"),
      ask("type", { en: "What do you need?" }).kind("choice"), ask("year", { en: "Year of the boiler" }).pattern("[0-9]{4}"),
      status("new", { en: "New" }).family("new").turn("staff").initial(),
      on("registered").does([send("welcome")]),
      text("welcome", { en: "We have your request {number}, and will come by {due.visit}." }),
    ]),
    clause("2", { en: "When we come" }).quote("We come within two working days.").says([
      calendar("shop").zone("Asia/Almaty").open("mon-fri", "09:00-18:00").holidays("kz"),
      promise("visit", { en: "Visit" }).since("registered").within(working.days(2)).calendar("shop").met("act:finish"),
      status("done", { en: "Repaired" }).family("done").turn("nobody").final(),
      may("finish", { en: "Repaired" }).roles("staff").from("open").to("done").notice("finished").inputs([input("text", { en: "What was done" })]),
      text("finished", { en: "Your boiler is repaired: {input.text}" }),
    ]),
    clause("3", { en: "Old boilers" }).quote("Boilers made before 2000 are seen first.").says([
      hook("registered", ["field.year"], (c) => c.number("field.year", 2000) < 2000 ? [set("priority", "high"), note("old_boiler")] : []),
      text("old_boiler", { en: "The boiler is from {field.year}: look at it first." }),
    ]),
  ]);
}

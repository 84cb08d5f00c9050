// Who is absent, for every screen that names people. It is read when a screen is
// opened and from time to time after that: an absence lasts days.
import { api, ask, type Schemas } from "$lib/api/client";
import { t } from "$lib/i18n/index.svelte";
import { clock } from "$lib/stores/clock.svelte";
import { session } from "$lib/stores/session.svelte";
import { day } from "./ticket/words";

export type Absence = Schemas["Absence"];

const every = 60_000;

class Absences {
  all = $state.raw<Absence[]>([]);

  // load leaves what is known if it cannot be read: nothing depends on it.
  load = async () => {
    if (!session.who || document.hidden) return;
    const answer = await ask(api.GET("/api/v1/{tenant}/absences", { params: { path: { tenant: session.who.tenant } } })).catch(() => null);
    if (answer) this.all = answer.absences ?? [];
  };

  follow(): () => void {
    void this.load();
    const timer = setInterval(this.load, every);
    document.addEventListener("visibilitychange", this.load);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", this.load);
    };
  }

  // of is the absence of somebody who is away now.
  of = (id: string): Absence | undefined =>
    this.all.find((one) => one.person === id && Date.parse(one.from ?? "") <= clock.second && clock.second < Date.parse(one.until ?? ""));

  // told is what to say beside a name, or "".
  told = (id: string): string => {
    const found = id ? this.of(id) : undefined;
    if (!found?.last_day) return "";
    const until = t("absent.until", { day: day(found.last_day) });
    return found.substitute ? `${until}, ${t("absent.substitute", { name: found.substitute_name || found.substitute })}` : until;
  };

  // labelled are people to choose from, with what is to be known of them.
  labelled = (people: { value: string; label: string }[]): { value: string; label: string }[] =>
    people.map(({ value, label }) => ({ value, label: this.told(value) ? `${label} (${this.told(value)})` : label }));
}

export const absences = new Absences();

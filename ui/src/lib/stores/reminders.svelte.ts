// What one wants to be reminded of. The page knows the instants, and so it need not
// be told when they have come.
import { api, ask, type Schemas } from "../api/client";
import { session } from "./session.svelte";

export type Reminder = Schemas["Reminder"];

class Reminders {
  list = $state.raw<Reminder[]>([]);

  private get path() {
    return { tenant: session.who?.tenant ?? "" };
  }

  async load() {
    this.list = (await ask(api.GET("/api/v1/{tenant}/me/reminders", { params: { path: this.path } }))).reminders ?? [];
  }

  async add(number: string, at: Date, text: string) {
    const params = { path: { ...this.path, number } };
    await ask(api.POST("/api/v1/{tenant}/tickets/{number}/reminders", { params, body: { at: at.toISOString(), text } }));
    await this.load();
  }

  async remove(reminder: string) {
    await ask(api.DELETE("/api/v1/{tenant}/me/reminders/{reminder}", { params: { path: { ...this.path, reminder } } }));
    await this.load();
  }
}

export const reminders = new Reminders();

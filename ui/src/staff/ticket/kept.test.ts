import { beforeEach, expect, it, vi } from "vitest";

vi.mock("./ticket.svelte", () => ({
  TicketData: class {
    constructor(readonly number: string) {}
  },
}));
const who = vi.hoisted(() => ({ who: { tenant: "desk", principal: "aigul", roles: [] } }));
const i18n = vi.hoisted(() => ({ lang: "ru" }));
vi.mock("$lib/i18n/index.svelte", () => ({ i18n }));
vi.mock("$lib/stores/session.svelte", () => ({ session: who }));

import { ticketData } from "./kept";

beforeEach(() => (who.who = { tenant: "desk", principal: "aigul", roles: [] }));

it("gives a ticket that was looked at again", () => {
  const first = ticketData("DESK-1");
  ticketData("DESK-2");
  expect(ticketData("DESK-1")).toBe(first);
});
it("forgets what was looked at longest ago", () => {
  const [first, second] = [ticketData("DESK-1"), ticketData("DESK-2")];
  for (let i = 3; i <= 50; i++) ticketData(`DESK-${i}`);
  expect(ticketData("DESK-1")).toBe(first);
  ticketData("DESK-51");
  expect(ticketData("DESK-2")).not.toBe(second);
  expect(ticketData("DESK-1")).toBe(first);
});
it("shows nobody what another one has seen", () => {
  const first = ticketData("DESK-1");
  who.who = { tenant: "desk", principal: "dana", roles: [] };
  expect(ticketData("DESK-1")).not.toBe(first);
  who.who = { tenant: "desk", principal: "aigul", roles: [] };
  expect(ticketData("DESK-1")).not.toBe(first);
});
it("forgets what was read in another language", () => {
  const first = ticketData("DESK-1");
  i18n.lang = "kk";
  expect(ticketData("DESK-1")).not.toBe(first);
});

// Lengths of time and days of a regulation, in words.
import { t, type Key } from "$lib/i18n/index.svelte";
import { full } from "$lib/i18n/time";
import type { Schemas } from "$lib/api/client";

const units: Record<string, Key> = { s: "unit.s", m: "unit.m", h: "unit.h", d: "unit.d", mo: "unit.mo", wm: "unit.wm", wh: "unit.wh", wd: "unit.wd" };

// within is a duration as a regulation writes it: 3wh is three working hours.
export function within(duration: string): string {
  const [, n = "", unit = ""] = /^(\d+)([a-z]+)$/.exec(duration) ?? [];
  const key = units[unit];
  return key ? t(key, { n: Number(n) }) : duration;
}

// day is a date without a time: 22 нояб. 2026 г.
export function day(date: string): string {
  return full(Date.parse(`${date}T00:00:00Z`), "UTC").replace(/,? 00:00$/, "");
}

// city is what a zone is called by those who live in it.
export function city(zone: string): string {
  return zone === "Asia/Almaty" ? t("zone.almaty") : (zone.split("/").at(-1)?.replaceAll("_", " ") ?? "");
}

const reasons: Record<string, Key> = { weekend: "skip.weekend", holiday: "skip.holiday", exception: "skip.exception", moved: "skip.moved", short: "skip.short" };

// skipped says why a day was not counted as others are.
export function skipped(skip: Schemas["Skip"], lang: string): string {
  const key = reasons[skip.reason];
  const names = (skip.names ?? {}) as Record<string, string>;
  const parts = [names[lang] ?? names.ru ?? (key ? t(key) : skip.reason)];
  if (skip.moved_from) parts.push(t("skip.moved_from", { day: day(skip.moved_from) }));
  if (skip.hours?.length) parts.push(skip.hours.join(", "));
  return parts.join(", ");
}

const relations: Record<string, Key> = {
  parent: "relation.parent",
  child: "relation.child",
  duplicate_of: "relation.duplicate_of",
  duplicate: "relation.duplicate",
  follows: "relation.follows",
  followed_by: "relation.followed_by",
  related: "relation.related",
  split_from: "relation.split_from",
  split_into: "relation.split_into",
};

export const relation = (name: string): string => (relations[name] ? t(relations[name]) : name);

const declined: Record<string, Key> = { unwanted: "not_sent.unwanted", hidden: "not_sent.hidden", no_address: "not_sent.no_address" };

// notSent says why an employee got no mail.
export function notSent(why: string): string {
  const key = declined[why];
  return key ? t(key) : why;
}

import { expect, test } from "vitest";
import { entriesOf, partsOf, sameDecision, type Decision, type Event, type Why } from "./story";

const clause = { id: "A-1", label: "1", title: "Пункт" };

const event = (seq: number, more: Partial<Event>): Event => ({ seq, kind: "act", at: "2026-11-23T05:00:00Z", actor: { kind: "staff", id: "dana" }, hash: "", ...more });
const decision = (op: string, sentence: string, more: Partial<Decision> = {}): Decision => ({ op, sentence, clause, ...more });
const whys = (...all: [number, Decision[]][]) => new Map<number, Why>(all.map(([seq, decisions]) => [seq, { seq, at: "", kind: "", edition: "", decisions }]));
const send = (to: object) => decision("send", "Уведомление", { value: { to } });

function kinds(events: Event[], ...all: [number, Decision[]][]) {
  return entriesOf(events, whys(...all)).map((entry) => entry.kind);
}

test("what goes to the client is told apart from what stays in the house", () => {
  const said = (act: string) => ({ data: { act, inputs: { text: "Текст" } } });
  const events = [event(1, { kind: "message", actor: { kind: "customer" }, data: { text: "Помогите" } }), event(2, said("reply")), event(3, said("note")), event(4, said("resolve")), event(5, said("note"))];
  const got = kinds(events, [2, [send({ address: "a@mail.example" })]], [4, [send({ principal: "aigul" })]], [5, [send({ address: "a@mail.example" })]]);
  expect(got).toEqual(["customer", "reply", "note", "act", "note"]);
});

test("what happened by itself is explained by its own clause, or by that of its cause", () => {
  const events = [event(1, { kind: "message", actor: { kind: "customer" } }), event(2, { kind: "delivery.sent", actor: { kind: "system" }, cause: 1 }), event(3, { kind: "timer.fired", actor: { kind: "system" }, cause: 1 })];
  const got = entriesOf(events, whys([1, [send({ address: "a@mail.example" })]], [3, [decision("set", "Срок нарушен", { name: "promise.answer" })]]));
  expect(got.map((entry) => [entry.kind, entry.because])).toEqual([["customer", 1], ["auto", 1], ["auto", 3]]);
});

test("technical decisions stand behind the others, and none is lost", () => {
  const all = [
    decision("facet", "Канал: Почта", { value: { channel: "email" } }),
    decision("facet", "Статус: Новая", { value: { status: "new" } }),
    decision("set", "Почта: a@mail.example", { value: { email: "a@mail.example" } }),
    decision("set", "Срок идёт", { name: "promise.answer" }),
    decision("timer", "Напоминание"),
    decision("due", "Ближайший срок"),
    decision("facet", ""),
  ];
  const [entry] = entriesOf([event(1, {})], whys([1, all]));
  expect(entry?.main.map((one) => one.sentence)).toEqual(["Статус: Новая", "Срок идёт"]);
  expect(entry?.minor).toHaveLength(4);
});

test("an answer waits until each of its messages went out, came back or was stopped", () => {
  const events = [event(1, { data: { act: "reply", inputs: { text: "Ответ" } } })];
  const why = whys([1, [send({ address: "a@mail.example" })]]);
  expect(entriesOf(events, why)[0]?.waits).toBe(true);
  const sent = event(2, { kind: "delivery.sent", actor: { kind: "system" }, cause: 1, data: { receipt: { to: "a@mail.example", subject: "Re", text: "Ответ" } } });
  const [entry] = entriesOf([...events, sent], why);
  expect(entry?.waits).toBe(false);
  expect(entry?.deliveries).toMatchObject([{ state: "sent", to: "a@mail.example" }]);
  const failed = entriesOf([...events, { ...sent, kind: "delivery.failed", data: { reason: "нет ящика" } }], why);
  expect(failed[0]?.deliveries).toMatchObject([{ state: "failed", reason: "нет ящика" }]);
});

test("quiet events are told in one line, failures never are", () => {
  const sent = (seq: number, kind = "delivery.sent") => event(seq, { kind, actor: { kind: "system" }, cause: 1 });
  const parts = partsOf(entriesOf([event(1, { kind: "message", actor: { kind: "customer" } }), sent(2), sent(3), sent(4, "delivery.failed"), sent(5)], whys()));
  expect(parts.map((part) => part.entry?.seq ?? part.quiet?.map((one) => one.seq))).toEqual([1, [2, 3], 4, [5]]);
});

test("files that are none are not offered", () => {
  const [entry] = entriesOf([event(1, { kind: "message", actor: { kind: "customer" }, data: { attachments: [{ blob: "ab", name: "a.txt" }, null, "b", { name: "c" }] } })], whys());
  expect(entry?.files.map((file) => file.name)).toEqual(["a.txt"]);
});

test("decisions of one kind and clause are told apart, in any language", () => {
  const channel = decision("facet", "Канал: Почта", { value: { channel: "email" } });
  const status = decision("facet", "Статус: Новая", { value: { status: "new" } });
  expect(sameDecision(status, channel)).toBe(false);
  expect(sameDecision(status, { ...status, sentence: "Күйі: Жаңа" })).toBe(true);
});

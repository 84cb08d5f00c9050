// The words of which a regulation is written, and the values that hooks see.

export { may, must } from "./act";
export { calendar } from "./calendar";
export { Case } from "./case";
export { atLeast, atMost, Condition, has, known, now, param, say, unknown, value, where, within } from "./condition";
export { days, hours, minutes, months, seconds, working } from "./duration";
export { append, copy, drop, Effect, mark, move, note, problem, send, set, suggest, under } from "./effect";
export { ask, Field, input, later, option, Option, optional, request } from "./field";
export { channel, follow, join, subject } from "./intake";
export { Item, numbering, parameter, queue, reading, reason, role, transition } from "./item";
export { Label } from "./label";
export { confine, link, open, tell } from "./linked";
export { each, promise } from "./promise";
export { hook, on } from "./reaction";
export { clause, Clause, regulation, Regulation } from "./regulation";
export { remind, silence } from "./silence";
export { level, status } from "./status";
export { letter, text } from "./text";
export { BoolValue, ListValue, NumberValue, ObjectValue, TextValue, Value } from "./value";

// What is asked of a request: which fields of the regulation's, in which order.
import { applies, isEmpty, type Field, type Inputs } from "$lib/acts/acts";

// asked are the fields that are asked now, each once: of several with one id that
// apply, the one that is demanded.
export function asked(fields: Field[], values: Inputs): Field[] {
  const out: Field[] = [];
  for (const field of fields.filter((one) => applies(one, values))) {
    const at = out.findIndex((one) => one.id === field.id);
    if (at < 0) out.push(field);
    else if (field.required) out[at] = field;
  }
  return out;
}

// who is the order in which a caller is asked who they are: the number is on the
// telephone's display before anybody speaks.
const who = ["phone", "name", "company_name", "email"];

const rank = (field: Field): number => who.indexOf(field.format === "phone" || field.format === "email" ? field.format : field.id);

// persons are the fields about the caller, matters all others.
export const persons = (fields: Field[]): Field[] => fields.filter((one) => rank(one) >= 0).sort((a, b) => rank(a) - rank(b));
export const matters = (fields: Field[]): Field[] => fields.filter((one) => rank(one) < 0);

// because are the fields that are demanded because of another one's value.
export const because = (fields: Field[]): Field[] => fields.filter((one) => one.required && one.when);

// filled says whether anything at all was written down.
export const filled = (values: Inputs): boolean => Object.values(values).some((value) => value !== false && !isEmpty(value));

// sought is what a caller is looked up by: the best that is known of them.
export function sought(values: Inputs): string {
  const text = (name: string) => String(values[name] ?? "").trim();
  if (text("phone").replace(/\D/g, "").length >= 10) return text("phone");
  if (/^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(text("email"))) return text("email");
  return text("name").length >= 3 ? text("name") : "";
}

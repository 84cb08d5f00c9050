// Addresses as people type them: one, or several with commas, spaces or names.
const address = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

export function addressesIn(typed: string): { found: string[]; rest: string } {
  const found: string[] = [];
  const rest: string[] = [];
  const bare = typed.replace(/[^,;<>]*<([^<>]*)>/g, " $1 ");
  for (const part of bare.split(/[\s,;]+/).filter(Boolean)) {
    if (!address.test(part)) rest.push(part);
    else if (!found.includes(part.toLowerCase())) found.push(part.toLowerCase());
  }
  return { found, rest: rest.join(" ") };
}

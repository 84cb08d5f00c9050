import { expect, test } from "vitest";
import { changesTo, differs, lookOf, type Saved } from "./saved";
import { viewOf } from "./view";

const saved = (more: Partial<Saved>): Saved => ({ id: "v1", name: "Мои", owner: "aigul", own: true, updated: "2027-02-01T05:00:00Z", ...more }) as Saved;

function addressed(changes: Record<string, string[] | null>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(changes)) for (const value of values ?? []) query.append(name, value);
  return query;
}

test.each(["", "view=list&sort=updated", "q=звук&status=new&status=work&assignee=aigul", "sort=created&turn=staff&view=list"])("what is saved of %j is shown again", (address) => {
  const view = viewOf(new URLSearchParams(address));
  const again = viewOf(addressed(changesTo(saved(lookOf(view)))));
  expect(again).toEqual(view);
  expect(differs(again, lookOf(view))).toBe(false);
});

test("the order of values makes no other view, anything else does", () => {
  const kept = lookOf(viewOf(new URLSearchParams("status=new&status=work")));
  expect(differs(viewOf(new URLSearchParams("status=work&status=new")), kept)).toBe(false);
  for (const other of ["status=new", "status=new&status=work&q=a", "status=new&status=work&view=list", "status=new&status=work&sort=created"]) {
    expect(differs(viewOf(new URLSearchParams(other)), kept), other).toBe(true);
  }
});

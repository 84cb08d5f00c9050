package httpapi

import (
	"context"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
)

// knowsPeople turns down inputs that speak to somebody who is no employee, or who
// may not see the ticket: they would get a mail about it.
func (a *api) knowsPeople(ctx context.Context, t *engine.Ticket, reg *rules.Regulation, act string, inputs engine.Fields) error {
	mentioned := reg.Mentions(act, inputs)
	if len(mentioned) == 0 {
		return nil
	}
	staff, err := a.Staff(ctx, t.Tenant)
	if err != nil {
		return err
	}
	var problems []engine.Problem
	for _, id := range mentioned {
		i := slices.IndexFunc(staff, func(p directory.Principal) bool { return p.ID == id })
		if i < 0 || !mayRead(engine.Actor{Kind: engine.Staff, ID: id, Roles: staff[i].Roles}, t) {
			problems = append(problems, engine.Problem{Pointer: "/inputs/mentions", Code: "no_employee", Values: engine.Fields{"name": id}})
		}
	}
	if len(problems) > 0 {
		return &engine.Error{Kind: engine.Invalid, Problems: problems}
	}
	return nil
}

func textsOf(list []any) []string {
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

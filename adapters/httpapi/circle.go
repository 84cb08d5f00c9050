package httpapi

import (
	"context"

	"github.com/reglament/reglament/engine"
)

// maxAncestors bounds how many parents of parents are read before a link.
const maxAncestors = 200

// noCircle turns a link down by which a ticket would be its own ancestor: none of
// them could be ended any more, as each parent waits for its children.
func (a *api) noCircle(ctx context.Context, t, other *engine.Ticket, as string) error {
	child, parent := t, other
	switch as {
	case "child":
		child, parent = other, t
	case "parent":
	default:
		return nil
	}
	seen := map[engine.TicketID]bool{}
	for next := []engine.TicketID{parent.ID}; len(next) > 0 && len(seen) < maxAncestors; {
		id := next[0]
		next = next[1:]
		if id == child.ID && id != parent.ID {
			return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/inputs/ticket", Code: "link_cycle"}}}
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		above, err := a.Reader.Ticket(ctx, t.Tenant, string(id))
		if err != nil {
			return err
		}
		for _, l := range above.Links {
			if l.Relation == "parent" {
				next = append(next, l.Ticket)
			}
		}
	}
	return nil
}

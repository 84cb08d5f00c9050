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
	for next := parents(parent); len(next) > 0 && len(seen) < maxAncestors; {
		id := next[0]
		next = next[1:]
		if id == child.ID {
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
		next = append(next, parents(&above)...)
	}
	return nil
}

func parents(t *engine.Ticket) (ids []engine.TicketID) {
	for _, l := range t.Links {
		if l.Relation == "parent" {
			ids = append(ids, l.Ticket)
		}
	}
	return ids
}

package explore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// offer is an act that someone may do now.
type offer struct {
	by    string
	act   *rules.Act
	extra bool // someone before has been offered it too
}

// actors are who can act: everyone in a role, and the customer.
func (p *player) actors() []string {
	var out []string
	for i := range p.reg.Roles {
		out = append(out, p.reg.Roles[i].ID)
	}
	if len(out) == 0 {
		out = append(out, "operator")
	}
	return append(out, "customer")
}

// aside are acts that every ticket has whatever its regulation says, which would
// make many histories of each and tell nothing about the regulation.
var aside = []string{rules.ActChild, rules.ActMerge, rules.ActSpam, rules.ActOverride, rules.ActUnwatch, rules.ActUnlink}

// offers lists what the actors may do with a ticket.
func (p *player) offers(t *engine.Ticket) []offer {
	var out []offer
	for _, by := range p.actors() {
		actor := engine.Actor{Kind: engine.Staff, ID: "staff-" + by, Roles: []string{by}}
		if by == "customer" {
			actor = engine.Actor{Kind: engine.Customer, ID: t.Facets["requester"]}
		}
		for _, o := range p.reg.Offers(t, actor) {
			if slices.Contains(aside, o.Act.ID) {
				continue
			}
			known := slices.ContainsFunc(out, func(have offer) bool { return have.act.ID == o.Act.ID })
			out = append(out, offer{by: by, act: o.Act, extra: known})
		}
	}
	return out
}

// situation tells apart what can happen to a ticket next: its status, what is
// offered to whom, and what its deadlines are doing. Time is no part of it, nor
// is what was written.
func (p *player) situation(t *engine.Ticket) string {
	if t == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s", t.Facets["channel"], t.Facets["status"])
	for _, name := range slices.Sorted(maps.Keys(t.Timers)) {
		b.WriteString(" " + name)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if state := t.Fields.Map(name).String("state"); state != "" {
			b.WriteString(" " + name + "=" + state)
		}
	}
	for _, o := range p.offers(t) {
		b.WriteString(" " + o.by + ":" + o.act.ID)
	}
	return b.String()
}

// open reports whether a ticket has not ended.
func (p *player) open(t *engine.Ticket) bool {
	s, ok := p.reg.Status(t.Facets["status"])
	return ok && !s.Final
}

package host

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
)

// inUse holds an edition against the tickets that are open under others. These go
// on under their own edition, so most of what is gone is only worth a warning. But
// the active edition says where messages belong and which mail is taken. So it
// must not call a status final in which open tickets are: answers to them would
// open new tickets. Nor may it give up an address from which they were answered:
// their customers' mail would be turned away.
func (s *Shelf) inUse(ctx context.Context, st *standing, reg *rules.Regulation, file string) (obstacles, warnings rules.Findings, err error) {
	u := &usage{reg: reg, file: file, seen: map[string]*used{}, obstacles: rules.Findings{}, warnings: rules.Findings{}}
	for i := range st.open {
		own, _, err := s.Rules(ctx, st.tenant, engine.EditionID(st.open[i].Edition))
		if err != nil {
			return nil, nil, fmt.Errorf("edition %s of open tickets: %w", st.open[i].Edition, err)
		}
		u.add(own, &st.open[i])
	}
	directory, err := s.inbound(ctx, st.tenant)
	if err != nil {
		return nil, nil, err
	}
	u.report(directory)
	return u.obstacles, u.warnings, nil
}

// inbound are the addresses that the tenant has whatever its regulation says.
func (s *Shelf) inbound(ctx context.Context, tenant engine.TenantID) ([]string, error) {
	companies, err := s.Store.Companies(ctx, tenant)
	return directory.Inbound(companies), err
}

// usage is what open tickets use.
type usage struct {
	reg                 *rules.Regulation
	file                string
	seen                map[string]*used // by kind and id
	obstacles, warnings rules.Findings
}

// used is one thing that open tickets use.
type used struct {
	kind, id, example string
	edition           string
	origin            rules.Origin
	tickets           int
}

func (u *usage) add(own *rules.Regulation, c *sqlstore.TicketCount) {
	for kind, id := range map[string]string{"status": c.Status, "type": c.Type, "level": c.Level, "queue": c.Queue} {
		if origin, ok := originOf(own, kind, id); ok {
			u.note(kind, id, origin, c)
		}
	}
	for _, address := range own.Addresses() {
		u.note("address", address, channelOf(own, address), c)
	}
}

func (u *usage) note(kind, id string, origin rules.Origin, c *sqlstore.TicketCount) {
	name := kind + " " + id
	if u.seen[name] == nil {
		u.seen[name] = &used{kind: kind, id: id, edition: c.Edition, origin: origin}
	}
	one := u.seen[name]
	one.tickets += c.Tickets
	if one.example == "" {
		one.example = c.Example
	}
}

// originOf is where an edition says what a status, type, level or queue is.
func originOf(reg *rules.Regulation, kind, id string) (rules.Origin, bool) {
	switch kind {
	case "status":
		if s, ok := reg.Status(id); ok {
			return s.Origin, true
		}
	case "type":
		if i := slices.IndexFunc(reg.Types, func(t rules.Type) bool { return t.ID == id }); i >= 0 {
			return reg.Types[i].Origin, true
		}
	case "level":
		if i := slices.IndexFunc(reg.Levels, func(l rules.Level) bool { return l.ID == id }); i >= 0 {
			return reg.Levels[i].Origin, true
		}
	case "queue":
		if i := slices.IndexFunc(reg.Queues, func(q rules.Named) bool { return q.ID == id }); i >= 0 {
			return reg.Queues[i].Origin, true
		}
	}
	return rules.Origin{}, false
}

func channelOf(reg *rules.Regulation, address string) rules.Origin {
	for i := range reg.Channels {
		if slices.ContainsFunc(reg.Channels[i].Addresses, func(a string) bool { return strings.EqualFold(a, address) }) {
			return reg.Channels[i].Origin
		}
	}
	return rules.Origin{}
}

// report says what of it the edition has no more.
func (u *usage) report(inbound []string) {
	all := make([]*used, 0, len(u.seen))
	for _, one := range u.seen {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b *used) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	for _, one := range all {
		if one.kind == "address" {
			if !slices.Contains(u.reg.Addresses(), one.id) && !slices.Contains(inbound, one.id) {
				u.obstacle(one, "the address %s is gone, from which the customers of %s were answered: what they write would be turned away. "+
					"Keep it among the addresses of a channel until the tickets have ended", one.id, one.who())
			}
			continue
		}
		_, there := originOf(u.reg, one.kind, one.id)
		status, _ := u.reg.Status(one.id)
		switch {
		case !there:
			u.warning(one, "there is no %s %q any more, which %s: they go on under their own edition, where it stands in line %d of %.12s",
				one.kind, one.id, one.have(), one.origin.Line, one.edition)
		case one.kind == "status" && status.Final:
			u.obstacle(one, "the status %q is final now, and %s: an answer of the customer would open a new ticket. "+
				"Give the final status another id, or wait until the tickets have left it", one.id, one.have())
		}
	}
}

func (o *used) who() string {
	if o.tickets == 1 {
		return fmt.Sprintf("1 open ticket (%s)", o.example)
	}
	return fmt.Sprintf("%d open tickets (such as %s)", o.tickets, o.example)
}

func (o *used) have() string {
	if o.tickets == 1 {
		return o.who() + " has it"
	}
	return o.who() + " have it"
}

func (u *usage) obstacle(o *used, format string, args ...any) {
	u.obstacles = append(u.obstacles, u.finding(o, fmt.Sprintf(format, args...)))
}

func (u *usage) warning(o *used, format string, args ...any) {
	f := u.finding(o, fmt.Sprintf(format, args...))
	f.Warning = true
	u.warnings = append(u.warnings, f)
}

// finding stands where the edition says it now, or at the clause that said it
// before.
func (u *usage) finding(o *used, message string) rules.Finding {
	f := rules.Finding{File: u.file, Clause: o.origin.Clause, Message: message}
	if origin, ok := originOf(u.reg, o.kind, o.id); ok {
		f.Clause, f.Line = origin.Clause, origin.Line
	} else if clause, ok := u.reg.Clause(o.origin.Clause); ok {
		f.Line = clause.Line
	}
	return f
}

// mainFile is the file in which a bundle's regulation is written, for findings.
func mainFile(tenant engine.TenantID, b *rules.Bundle) string {
	for _, name := range []string{plugins.Main, plugins.Module} {
		if _, ok := b.Files[name]; ok {
			return path.Join(string(tenant), name)
		}
	}
	return string(tenant)
}

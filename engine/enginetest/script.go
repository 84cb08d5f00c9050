package enginetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// Script is a regulation that does what the command's data asks for, so that a
// test can say in one place what happens and what follows:
//
//	set    {name: value}      set fields
//	facet  {name: value}      set facets
//	timers {name: seconds}    set timers, from the event on; negative clears
//	send   [sender, ...]      send a message by each
//	block  [address, ...]     block each address
//	emit   [kind, ...]        emit a command of each kind to a new ticket
//	grow   bytes              set a field of that size
//	refuse true               turn the command down
//	fail   true               fail to decide
//	panic  true               crash
//
// It joins a command to the newest ticket that its keys point at, and counts
// every firing of a timer in the field "fired.<name>".
type Script struct {
	// Broken, if set, makes every decision fail with it.
	Broken func() error
}

var _ engine.Regulation = (*Script)(nil)

// Edition is the edition under which Script runs.
const Edition engine.EditionID = "script"

const clause engine.ClauseID = "SCRIPT-1"

// Choose implements engine.Regulations.
func (s *Script) Choose(context.Context, engine.TenantID, engine.CommandID, engine.EditionID) (engine.EditionID, error) {
	return Edition, nil
}

// Regulation implements engine.Regulations.
func (s *Script) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return s, nil
}

// Stale implements engine.Regulations.
func (s *Script) Stale(engine.TenantID) {}

// Route implements engine.Regulation.
func (s *Script) Route(_ context.Context, c *engine.Case) (engine.Routing, error) {
	if len(c.Related) == 0 {
		return engine.Routing{}, nil
	}
	return engine.Routing{Ticket: c.Related[0].Ticket.ID}, nil
}

// Decide implements engine.Regulation.
func (s *Script) Decide(_ context.Context, c *engine.Case) (engine.Decision, error) {
	if s.Broken != nil {
		if err := s.Broken(); err != nil {
			return engine.Decision{}, err
		}
	}
	data := c.Event.Data
	switch {
	case data.Bool("refuse"):
		return engine.Decision{}, &engine.Error{Kind: engine.Refused, Clause: clause}
	case data.Bool("fail"):
		return engine.Decision{}, errors.New("asked to fail")
	case data.Bool("panic"):
		panic("asked to panic")
	}
	if c.Event.Kind == engine.KindWithdrawn {
		return engine.Undo(c), nil
	}
	d := engine.Decision{Series: engine.Series{Name: "script", Prefix: "S-", First: 10, Width: 3}}
	add := func(op engine.Op) {
		op.Clause = clause
		d.Ops = append(d.Ops, op)
	}
	count := func(field string) {
		add(engine.Op{Kind: engine.OpSet, Name: field, Value: c.Ticket.Fields.Int(field) + 1})
	}
	count("events")
	if c.Event.Kind == engine.KindTimer {
		count("fired." + data.String("timer"))
	}
	for name, v := range data.Map("set") {
		add(engine.Op{Kind: engine.OpSet, Name: name, Value: v})
	}
	if n := data.Int("grow"); n > 0 {
		add(engine.Op{Kind: engine.OpSet, Name: "grown", Value: strings.Repeat("x", int(n))})
	}
	for name, v := range data.Map("facet") {
		add(engine.Op{Kind: engine.OpFacet, Name: name, Value: v})
	}
	for name := range data.Map("timers") {
		seconds := data.Map("timers").Int(name)
		if seconds < 0 {
			add(engine.Op{Kind: engine.OpClear, Name: name})
			continue
		}
		due := c.Event.At.Add(time.Duration(seconds) * time.Second)
		add(engine.Op{Kind: engine.OpTimer, Name: name, At: due, Value: map[string]any{"seconds": seconds}})
		add(engine.Op{Kind: engine.OpDue, At: due})
	}
	for i, sender := range data.List("send") {
		add(engine.Op{Kind: engine.OpSend, Name: fmt.Sprint(sender), Value: map[string]any{"n": int64(i)}})
	}
	for _, address := range data.List("block") {
		add(engine.Op{Kind: engine.OpBlock, Value: address})
	}
	for _, kind := range data.List("emit") {
		add(engine.Op{Kind: engine.OpEmit, Name: fmt.Sprint(kind), Value: map[string]any{}})
	}
	return d, nil
}

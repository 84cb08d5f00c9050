package plugins_test

import (
	"context"
	"io/fs"
	"slices"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/replay"
)

// history is what a case has brought about.
type history struct {
	tickets map[engine.TicketID]engine.Ticket
	events  map[engine.TicketID][]engine.Event
}

func (h *history) Tickets(context.Context, engine.TicketList) (engine.TicketPage, error) {
	var page engine.TicketPage
	for _, t := range h.tickets {
		page.Tickets = append(page.Tickets, t)
	}
	return page, nil
}

func (h *history) TicketEvents(_ context.Context, _ engine.TenantID, id engine.TicketID, after int64, limit int) ([]engine.Event, error) {
	var out []engine.Event
	for _, e := range h.events[id] {
		if e.Seq > after && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

// TestHistoryReplayedUnderItsOwnRegulationIsTheSame plays every shipped case, and
// decides all of its events anew from the record alone.
func TestHistoryReplayedUnderItsOwnRegulationIsTheSame(t *testing.T) {
	entries, err := fs.ReadDir(rules.Shipped, ".")
	if err != nil {
		t.Fatal(err)
	}
	events := 0
	for _, entry := range entries {
		bundle, err := rules.ReadBundle(rules.Shipped, entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		program, err := plugins.Load(t.Context(), entry.Name(), bundle)
		if err != nil {
			t.Fatal(err)
		}
		defer program.Close()
		files, err := cases.Load(rules.Shipped, entry.Name()+"/cases")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			h := &history{tickets: map[engine.TicketID]engine.Ticket{}, events: map[engine.TicketID][]engine.Event{}}
			var reg *rules.Regulation
			compile := func(params map[string]any) (*rules.Regulation, error) {
				var err error
				reg, err = cases.Of(program)(params)
				return reg, err
			}
			cases.Run(t.Context(), compile, f, cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
				if e.Ticket == "" {
					return
				}
				h.tickets[e.Ticket] = ticket
				if !slices.ContainsFunc(h.events[e.Ticket], func(known engine.Event) bool { return known.Seq == e.Seq }) {
					h.events[e.Ticket] = append(h.events[e.Ticket], *e)
				}
			}})
			summary, err := replay.Run(t.Context(), replay.Config{History: h, Tenant: "case", Candidate: reg, Difference: func(d *replay.Difference) {
				t.Errorf("%s: event %d (%s) %s: %s\nwas   %+v\nwould %+v", f.Path, d.Seq, d.Event, d.Kind, d.Detail, d.Was, d.Would)
			}})
			if err != nil {
				t.Error(err)
			}
			events += summary.Events - summary.Skipped
		}
	}
	if events < 50 {
		t.Errorf("only %d events were replayed", events)
	}
}

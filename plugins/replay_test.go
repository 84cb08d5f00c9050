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

func (h *history) EventsOf(_ context.Context, _ engine.TenantID, ids []engine.TicketID, after engine.Position, limit int) ([]engine.Event, error) {
	var out []engine.Event
	for _, id := range slices.Sorted(slices.Values(ids)) {
		for _, e := range h.events[id] {
			if (id > after.Ticket || id == after.Ticket && e.Seq > after.Seq) && len(out) < limit {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// played is the history of a shipped case, with the regulation that it ran under.
type played struct {
	file *cases.File
	reg  *rules.Regulation
	history
}

// playShipped plays every case of every shipped regulation.
func playShipped(t testing.TB, each func(p *played)) {
	t.Helper()
	for _, name := range shippedNames(t) {
		bundle, err := rules.ReadBundle(rules.Shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		program, err := plugins.Load(t.Context(), name, bundle)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(program.Close)
		files, err := cases.Load(rules.Shipped, name+"/cases")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			each(play(t, program, f))
		}
	}
}

func play(t testing.TB, program plugins.Program, f *cases.File) *played {
	p := &played{file: f, history: history{tickets: map[engine.TicketID]engine.Ticket{}, events: map[engine.TicketID][]engine.Event{}}}
	compile := func(params map[string]any) (*rules.Regulation, error) {
		var err error
		p.reg, err = cases.Of(program)(params)
		return p.reg, err
	}
	cases.Run(t.Context(), compile, f, cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
		if e.Ticket == "" {
			return
		}
		p.tickets[e.Ticket] = ticket
		if !slices.ContainsFunc(p.events[e.Ticket], func(known engine.Event) bool { return known.Seq == e.Seq }) {
			p.events[e.Ticket] = append(p.events[e.Ticket], *e)
		}
	}})
	return p
}

// TestHistoryReplayedUnderItsOwnRegulationIsTheSame plays every shipped case, and
// decides all of its events anew from the record alone.
func TestHistoryReplayedUnderItsOwnRegulationIsTheSame(t *testing.T) {
	events := 0
	playShipped(t, func(p *played) {
		summary, err := replay.Run(t.Context(), replay.Config{History: p, Tenant: "case", Candidate: p.reg, Difference: func(d *replay.Difference) {
			t.Errorf("%s: event %d (%s) %s: %s\nwas   %+v\nwould %+v", p.file.Path, d.Seq, d.Event, d.Kind, d.Detail, d.Was, d.Would)
		}})
		if err != nil {
			t.Error(err)
		}
		events += summary.Events - summary.Skipped
	})
	if events < 50 {
		t.Errorf("only %d events were replayed", events)
	}
}

// BenchmarkReplay decides the events of all shipped cases anew, out of memory: the
// cost of replay without the database's.
func BenchmarkReplay(b *testing.B) {
	var all []*played
	playShipped(b, func(p *played) { all = append(all, p) })
	b.ResetTimer()
	events := 0
	for b.Loop() {
		for _, p := range all {
			summary, err := replay.Run(b.Context(), replay.Config{History: p, Tenant: "case", Candidate: p.reg})
			if err != nil {
				b.Fatal(err)
			}
			events += summary.Events
		}
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCheck loads and checks each shipped regulation.
func BenchmarkCheck(b *testing.B) {
	for _, name := range shippedNames(b) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				bundle, err := rules.ReadBundle(rules.Shipped, name)
				if err != nil {
					b.Fatal(err)
				}
				program, err := plugins.Load(b.Context(), name, bundle)
				if err != nil {
					b.Fatal(err)
				}
				if _, findings := program.Compile(rules.Options{}); findings.Err() != nil {
					b.Fatal(findings)
				}
				program.Close()
			}
		})
	}
}

// BenchmarkCases plays all cases of all shipped regulations.
func BenchmarkCases(b *testing.B) {
	for b.Loop() {
		playShipped(b, func(*played) {})
	}
}

func shippedNames(t testing.TB) (names []string) {
	t.Helper()
	entries, err := fs.ReadDir(rules.Shipped, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

package httpapi

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/plan"
	"github.com/reglament/reglament/rules/replay"
)

// library is a tenant's editions in memory: an answer for each question, and what
// was asked. How they are really kept and activated is tested where doors and stores
// are put together.
type library struct {
	mu       sync.Mutex
	uploaded []*rules.Bundle
	orders   []Order
	fail     error
	known    bool // an uploaded edition was there before
}

var _ Editions = (*library)(nil)

const editionID = "3f1c0a9be2d47c5586a1f0c2d9e47b3a6c8d5e1f2a3b4c5d6e7f8091a2b3c4d5"

func oneEdition() Edition {
	first, last := start.Add(-time.Hour), start
	return Edition{ID: editionID, Short: editionID[:12], Created: first, Active: true, FirstActive: &first, LastActive: &last,
		By: &EditionBy{Kind: "staff", ID: "aliya"}, Reason: "Order 14", Clauses: 3, OpenTickets: 2}
}

func (l *library) List(_ context.Context, _ engine.TenantID, cursor string, _ int) (EditionPage, error) {
	if cursor == "end" {
		return EditionPage{}, l.fail
	}
	return EditionPage{Editions: []Edition{oneEdition()}, Next: "end"}, l.fail
}

func (l *library) Bundle(context.Context, engine.TenantID, string) (Edition, *rules.Bundle, error) {
	return oneEdition(), &rules.Bundle{Files: map[string][]byte{"regulation.lua": []byte("return 1"), "logo.png": {0xff, 0}}}, l.fail
}

func (l *library) About(context.Context, engine.TenantID, string) (Edition, int, error) {
	return oneEdition(), 3, l.fail
}

func (l *library) Upload(_ context.Context, _ engine.TenantID, b *rules.Bundle) (Uploaded, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.uploaded = append(l.uploaded, b)
	if _, ok := b.Files["regulation.lua"]; !ok && l.fail == nil {
		return Uploaded{}, rules.Findings{{File: "prots", Message: "there is no regulation.lua"}}
	}
	return Uploaded{Edition: oneEdition(), New: !l.known, Warnings: rules.Findings{}, Obstacles: rules.Findings{}}, l.fail
}

// files are the names of what was uploaded last.
func (l *library) files() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.uploaded) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(l.uploaded[len(l.uploaded)-1].Files))
}

func (l *library) Activate(_ context.Context, _ engine.TenantID, name string, o Order) (Activated, error) {
	if name != "active" && name != editionID {
		return Activated{}, errors.New("another name was handed on: " + name)
	}
	return l.Rollback(context.Background(), "", o)
}

func (l *library) Rollback(_ context.Context, _ engine.TenantID, o Order) (Activated, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.orders = append(l.orders, o)
	return Activated{Edition: oneEdition(), Changed: true, Warnings: rules.Findings{}}, l.fail
}

func (l *library) Try(_ context.Context, _ engine.TenantID, _ string, share int, o Order) (Tried, error) {
	done, err := l.Rollback(context.Background(), "", o)
	done.Edition.Canary = &Canary{Share: share, Since: start, By: EditionBy{Kind: "staff", ID: "aliya"}, Reason: o.Reason}
	return Tried{Edition: done.Edition, Changed: true, Warnings: rules.Findings{}}, err
}

func (l *library) EndTry(_ context.Context, tenant engine.TenantID, o Order) (Tried, error) {
	return l.Try(context.Background(), tenant, "", 0, o)
}

func (l *library) StartShadow(_ context.Context, _ engine.TenantID, _ string, o Order) (ShadowRun, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.orders = append(l.orders, o)
	all, err := shipped()
	if err != nil {
		return ShadowRun{}, err
	}
	run := ShadowRun{Shadow: Shadow{Edition: editionID, Active: string(all[prots].id), Began: start, State: ShadowOn, Compared: 9, Different: 3,
		Kinds: map[string]int{replay.Changed: 3}, NotComparable: map[string]int{}}, Clauses: replay.Tally{}, Was: all[prots].reg, Would: all[prots].reg}
	for seq := range int64(3) {
		d := &replay.Difference{Kind: replay.Changed, Ticket: "T", Number: "SUPPORT-1", Seq: seq + 1, At: start, Event: "message", Clauses: []engine.ClauseID{"5"},
			Was:   []engine.Op{{Kind: engine.OpSet, Clause: "5", Name: "summary", Value: "was so", Audience: engine.ForStaff}},
			Would: []engine.Op{{Kind: engine.OpSet, Clause: "5", Name: "summary", Value: "would be", Audience: engine.ForStaff}}}
		if seq == 2 {
			d.Clauses = []engine.ClauseID{"6"}
		}
		run.Differences = append(run.Differences, d)
		run.Clauses.Add(d)
	}
	return run, l.fail
}

func (l *library) StopShadow(ctx context.Context, tenant engine.TenantID, o Order) (ShadowRun, error) {
	return l.StartShadow(ctx, tenant, "", o)
}

func (l *library) Shadow(ctx context.Context, tenant engine.TenantID) (ShadowRun, error) {
	return l.StartShadow(ctx, tenant, "", Order{})
}

func (l *library) Compare(context.Context, engine.TenantID, string, string) (Compared, error) {
	all, err := shipped()
	if err != nil {
		return Compared{}, err
	}
	return Compared{WasID: all[sud].id, IsID: all[prots].id, Was: all[sud].reg, Is: all[prots].reg}, l.fail
}

func (l *library) Plan(context.Context, engine.TenantID, string) (Plan, error) {
	due, would := start, start.Add(time.Hour)
	return Plan{Edition: editionID, Zone: time.UTC, Summary: plan.Summary{Open: 1, Deadlines: 1, Moves: 1}, Tickets: []plan.Affected{{
		ID: "T", Number: "SK-000001", Edition: editionID, Status: "new", Deadlines: []plan.Move{{ID: "first_reply", Kind: "promise",
			What: plan.Moves, Clause: "3", State: "running", Within: "3wh", Due: &due, Would: &would, WouldWithin: "4wh"}}}}}, l.fail
}

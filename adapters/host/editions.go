package host

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/plan"
)

// A Shelf shows the editions of tenants, beside a running server too. It changes
// nothing.
type Shelf struct {
	Store  *sqlstore.Store
	Loader *plugins.Loader
	// Rules returns an edition that tickets are kept under, or the active one.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	Now   func() time.Time

	mu    sync.Mutex
	known map[engine.EditionID]*outline
}

// ActiveEdition names the active edition.
const ActiveEdition = "active"

var editionName = regexp.MustCompile(`^[0-9a-f]{4,64}$`)

// IsEditionName reports whether a word could be an edition's id, or its beginning.
func IsEditionName(s string) bool { return s == ActiveEdition || editionName.MatchString(s) }

// find is the edition that a name means.
func (s *Shelf) find(ctx context.Context, tenant engine.TenantID, name string) (sqlstore.Edition, error) {
	if name == ActiveEdition {
		head, err := s.Store.Head(ctx, tenant)
		if err != nil {
			return sqlstore.Edition{}, err
		}
		name = string(head.Active)
	}
	unknown := &engine.Error{Kind: engine.NotFound, Problems: []engine.Problem{{Pointer: "/edition", Code: httpapi.CodeEditionUnknown,
		Values: engine.Fields{"name": fmt.Sprintf("%.64s", name)}}}, Err: fmt.Errorf("no edition %.64q of %s", name, tenant)}
	if !editionName.MatchString(name) {
		return sqlstore.Edition{}, unknown
	}
	like, err := s.Store.EditionsLike(ctx, tenant, name)
	switch {
	case err != nil:
		return sqlstore.Edition{}, err
	case len(like) == 0:
		return sqlstore.Edition{}, unknown
	case len(like) > 1:
		return sqlstore.Edition{}, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/edition",
			Code: httpapi.CodeEditionAmbiguous, Values: engine.Fields{"name": name}}}, Err: fmt.Errorf("edition %s of %s is ambiguous", name, tenant)}
	}
	return like[0], nil
}

// List implements httpapi.Editions.
func (s *Shelf) List(ctx context.Context, tenant engine.TenantID, cursor string, limit int) (httpapi.EditionPage, error) {
	var page httpapi.EditionPage
	rows, next, err := s.Store.Editions(ctx, tenant, cursor, limit)
	if err != nil {
		return page, err
	}
	page.Next = next
	st, err := s.standing(ctx, tenant)
	if err != nil {
		return page, err
	}
	page.Editions, err = s.describe(ctx, st, rows)
	return page, err
}

// describe tells of editions what the log and the tickets know of them.
func (s *Shelf) describe(ctx context.Context, st *standing, rows []sqlstore.Edition) ([]httpapi.Edition, error) {
	open := map[string]int{}
	for _, c := range st.open {
		open[c.Edition] += c.Tickets
	}
	out := make([]httpapi.Edition, len(rows))
	for i, row := range rows {
		e := &out[i]
		*e = httpapi.Edition{ID: string(row.ID), Short: short(row.ID), Created: row.Created, Active: row.ID == st.head.Active, OpenTickets: open[string(row.ID)]}
		st.past.tell(e)
		o := s.outline(ctx, st.tenant, row.ID)
		if e.Clauses = o.clauses; o.err != nil {
			e.Unreadable = o.err.Error()
		}
		if row.ID == st.head.Canary.Edition {
			var err error
			if e.Canary, err = s.canary(ctx, st); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// canary tells how the canary does.
func (s *Shelf) canary(ctx context.Context, st *standing) (*httpapi.Canary, error) {
	c := &httpapi.Canary{Share: st.head.Canary.Share}
	began := st.past.canary(&st.head)
	if began == nil {
		return c, nil
	}
	c.Since, c.Reason = began.at, began.reason
	c.By = httpapi.EditionBy{Kind: string(began.actor.Kind), ID: began.actor.ID}
	counts, err := s.Store.CountEdition(ctx, st.tenant, st.head.Canary.Edition, began.seq)
	c.Tickets, c.Decisions, c.Faults = counts.Opened, counts.Decisions, counts.Parked
	return c, err
}

// short is enough of an edition's id to name it.
func short(id engine.EditionID) string { return string(id[:min(12, len(id))]) }

// Bundle implements httpapi.Editions.
func (s *Shelf) Bundle(ctx context.Context, tenant engine.TenantID, name string) (httpapi.Edition, *rules.Bundle, error) {
	row, err := s.find(ctx, tenant, name)
	if err != nil {
		return httpapi.Edition{}, nil, err
	}
	bundle, err := s.bundle(ctx, tenant, row.ID)
	if err != nil {
		return httpapi.Edition{}, nil, err
	}
	st, err := s.standing(ctx, tenant)
	if err != nil {
		return httpapi.Edition{}, nil, err
	}
	e, err := s.one(ctx, st, row)
	return e, bundle, err
}

// About implements httpapi.Editions.
func (s *Shelf) About(ctx context.Context, tenant engine.TenantID, name string) (e httpapi.Edition, number int, err error) {
	row, err := s.find(ctx, tenant, name)
	if err != nil {
		return e, 0, err
	}
	st := &standing{tenant: tenant}
	if err := s.refresh(ctx, st); err != nil {
		return e, 0, err
	}
	e = httpapi.Edition{ID: string(row.ID), Short: short(row.ID), Created: row.Created, Active: row.ID == st.head.Active}
	st.past.tell(&e)
	if e.FirstActive != nil {
		number = slices.Index(st.past.editions(), row.ID) + 1
	}
	return e, number, nil
}

func (s *Shelf) one(ctx context.Context, st *standing, row sqlstore.Edition) (httpapi.Edition, error) {
	list, err := s.describe(ctx, st, []sqlstore.Edition{row})
	if err != nil {
		return httpapi.Edition{}, err
	}
	return list[0], nil
}

// Compare implements httpapi.Editions.
func (s *Shelf) Compare(ctx context.Context, tenant engine.TenantID, was, is string) (httpapi.Compared, error) {
	var c httpapi.Compared
	for _, side := range []struct {
		name string
		id   *engine.EditionID
		reg  **rules.Regulation
	}{{was, &c.WasID, &c.Was}, {is, &c.IsID, &c.Is}} {
		row, err := s.find(ctx, tenant, side.name)
		if err != nil {
			return c, err
		}
		l, err := s.load(ctx, tenant, row.ID)
		if err != nil {
			return c, err
		}
		l.Program.Close() // what it says stays, what it does is not asked
		*side.id, *side.reg = row.ID, l.Regulation
	}
	return c, nil
}

// Plan implements httpapi.Editions.
func (s *Shelf) Plan(ctx context.Context, tenant engine.TenantID, name string) (httpapi.Plan, error) {
	row, err := s.find(ctx, tenant, name)
	if err != nil {
		return httpapi.Plan{}, err
	}
	l, err := s.load(ctx, tenant, row.ID)
	if err != nil {
		return httpapi.Plan{}, err
	}
	defer l.Program.Close()
	p, err := s.PlanOf(ctx, tenant, l.Regulation, nil)
	p.Edition = row.ID
	return p, err
}

// PlanOf is Plan for a regulation that the tenant need not have. progress may be
// nil.
func (s *Shelf) PlanOf(ctx context.Context, tenant engine.TenantID, candidate *rules.Regulation, progress func(tickets int64)) (httpapi.Plan, error) {
	p := httpapi.Plan{Zone: candidate.Zone()}
	past, err := s.history(ctx, tenant)
	if err != nil {
		return p, err
	}
	p.Summary, err = plan.Run(ctx, plan.Config{Tickets: s.Store, Tenant: tenant, Statuses: s.openStatuses(ctx, tenant, &past), Rules: s.Rules,
		Candidate: candidate, Now: s.Now(), Progress: progress,
		Ticket: func(t plan.Affected) error { p.Tickets = append(p.Tickets, t); return nil }})
	return p, err
}

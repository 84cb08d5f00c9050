package host

import (
	"context"
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
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
	after, err := readEditionCursor(cursor)
	if err != nil {
		return page, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/cursor", Code: "pattern"}}, Err: err}
	}
	rows, err := s.Store.Editions(ctx, tenant, after, limit+1)
	if err != nil {
		return page, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		page.Next = editionCursor(rows[limit-1])
	}
	page.Editions, err = s.describe(ctx, tenant, rows)
	return page, err
}

func editionCursor(e sqlstore.Edition) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(engine.Micros(e.Created), 10) + " " + string(e.ID)))
}

func readEditionCursor(cursor string) (e sqlstore.Edition, err error) {
	if cursor == "" {
		return e, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return e, fmt.Errorf("cursor %q: %w", cursor, err)
	}
	created, id, ok := strings.Cut(string(raw), " ")
	micros, err := strconv.ParseInt(created, 10, 64)
	if !ok || err != nil || id == "" {
		return e, fmt.Errorf("cursor %q is none of ours", cursor)
	}
	return sqlstore.Edition{ID: engine.EditionID(id), Created: engine.FromMicros(micros)}, nil
}

// describe tells of editions what the log and the tickets know of them.
func (s *Shelf) describe(ctx context.Context, tenant engine.TenantID, rows []sqlstore.Edition) ([]httpapi.Edition, error) {
	head, err := s.Store.Head(ctx, tenant)
	if err != nil {
		return nil, err
	}
	past, err := s.history(ctx, tenant)
	if err != nil {
		return nil, err
	}
	counts, err := s.open(ctx, tenant, past)
	if err != nil {
		return nil, err
	}
	open := map[string]int{}
	for _, c := range counts {
		open[c.Edition] += c.Tickets
	}
	out := make([]httpapi.Edition, len(rows))
	for i, row := range rows {
		e := &out[i]
		*e = httpapi.Edition{ID: string(row.ID), Short: short(row.ID), Created: row.Created, Active: row.ID == head.Active, OpenTickets: open[string(row.ID)]}
		past.tell(e)
		o := s.outline(ctx, tenant, row.ID)
		if e.Clauses = o.clauses; o.err != nil {
			e.Unreadable = o.err.Error()
		}
	}
	return out, nil
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
	e, err := s.one(ctx, tenant, row)
	return e, bundle, err
}

func (s *Shelf) one(ctx context.Context, tenant engine.TenantID, row sqlstore.Edition) (httpapi.Edition, error) {
	list, err := s.describe(ctx, tenant, []sqlstore.Edition{row})
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
		prog, reg, err := s.load(ctx, tenant, row.ID)
		if err != nil {
			return c, err
		}
		prog.Close() // what it says stays, what it does is not asked
		*side.id, *side.reg = row.ID, reg
	}
	return c, nil
}

// Plan implements httpapi.Editions.
func (s *Shelf) Plan(ctx context.Context, tenant engine.TenantID, name string) (httpapi.Plan, error) {
	row, err := s.find(ctx, tenant, name)
	if err != nil {
		return httpapi.Plan{}, err
	}
	prog, reg, err := s.load(ctx, tenant, row.ID)
	if err != nil {
		return httpapi.Plan{}, err
	}
	defer prog.Close()
	p, err := s.PlanOf(ctx, tenant, reg, nil)
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
	p.Summary, err = plan.Run(ctx, plan.Config{Tickets: s.Store, Tenant: tenant, Statuses: s.openStatuses(ctx, tenant, past), Rules: s.Rules,
		Candidate: candidate, Now: s.Now(), Progress: progress,
		Ticket: func(t plan.Affected) error { p.Tickets = append(p.Tickets, t); return nil }})
	return p, err
}

package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/directory"
)

// Searcher finds events by their words.
type Searcher interface {
	// Search returns hits, the latest first, without regard to who may see them.
	Search(ctx context.Context, q desk.Question) ([]desk.Hit, error)
	// Indexed is the number of the last event that the search knows.
	Indexed(ctx context.Context, tenant engine.TenantID) (int64, error)
	Companies(ctx context.Context, tenant engine.TenantID) ([]directory.Company, error)
}

// SearchInput searches tickets.
type SearchInput struct {
	TenantPath
	Q      string `query:"q" maxLength:"256" doc:"Beginnings of words, all of which one message or act must have, with who wrote it; or a company's name; or a number" example:"принтер Данияр"`
	Cursor string `query:"cursor" maxLength:"20" doc:"Continue behind a page: its next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
	Lang   string `query:"lang" doc:"Language of the labels, instead of Accept-Language"`
}

// Found is a ticket that was found.
type Found struct {
	Ticket Ticket `json:"ticket"`
	// Lists of tickets leave fields out; by its subject a ticket is known.
	Subject string `json:"subject,omitempty" doc:"What the ticket is about"`
	Event   int64  `json:"event,omitempty" doc:"The latest event with the words; absent if it is the ticket's number"`
}

// SearchOutput is a page of what was found.
type SearchOutput struct {
	Body struct {
		Results []Found `json:"results" doc:"The latest first. On a later page a ticket can come again, with an earlier event"`
		Next    string  `json:"next,omitempty" doc:"The cursor of the next page; absent on the last"`
		Behind  int64   `json:"behind" doc:"How many events the search does not know yet"`
	}
}

// Bounds of what one page reads: hits that the caller may not see, and those of
// tickets that are on it already, are passed over.
const (
	searchBatch  = 200
	searchRounds = 10
)

func (a *api) search(h huma.API) {
	huma.Register(h, op("search", http.MethodGet, "/api/v1/{tenant}/search", "Searches tickets by number, requester, company and what was said", "tickets"), a.searchTickets)
}

func (a *api) searchTickets(ctx context.Context, in *SearchInput) (*SearchOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	tenant := engine.TenantID(in.Tenant)
	reg, _, err := a.Rules(ctx, tenant, "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &SearchOutput{}
	out.Body.Results = []Found{}
	q, ok := desk.Ask(tenant, in.Q)
	if in.Cursor != "" {
		if q.Before, err = strconv.ParseInt(in.Cursor, 10, 64); err != nil || q.Before < 1 {
			return nil, a.fail(ctx, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/cursor", Code: "pattern"}}}, reg)
		}
	}
	if ok {
		s := &searching{api: a, ctx: ctx, actor: actor, reg: reg, out: out, limit: in.Limit, seen: map[engine.TicketID]bool{}}
		if err = s.number(in); err == nil {
			err = s.words(q)
		}
	}
	if err == nil {
		out.Body.Behind, err = a.behind(ctx, tenant)
	}
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return out, nil
}

func (a *api) behind(ctx context.Context, tenant engine.TenantID) (int64, error) {
	indexed, err := a.Search.Indexed(ctx, tenant)
	if err != nil {
		return 0, err
	}
	head, err := a.Log.Head(ctx, tenant)
	return max(0, head.Seq-indexed), err
}

// searching gathers one page.
type searching struct {
	*api
	ctx   context.Context
	actor engine.Actor
	reg   *rules.Regulation
	out   *SearchOutput
	limit int
	seen  map[engine.TicketID]bool
}

// number puts the ticket whose number was typed before all others.
func (s *searching) number(in *SearchInput) error {
	if in.Cursor != "" {
		return nil
	}
	t, err := s.Reader.Ticket(s.ctx, engine.TenantID(in.Tenant), strings.ToUpper(strings.TrimSpace(in.Q)))
	if engine.KindOf(err) == engine.NotFound && err != nil {
		return nil
	}
	if err == nil && mayRead(s.actor, &t) {
		s.add(&t, 0)
	}
	return err
}

func (s *searching) add(t *engine.Ticket, event int64) {
	s.seen[t.ID] = true
	s.out.Body.Results = append(s.out.Body.Results, Found{Ticket: viewTicket(t, s.reg, requestOf(s.ctx), false), Subject: t.Fields.String("subject"), Event: event})
}

func (s *searching) full() bool { return len(s.out.Body.Results) >= s.limit }

// words asks for hits until the page is full.
func (s *searching) words(q desk.Question) error {
	companies, err := s.Search.Companies(s.ctx, q.Tenant)
	if err != nil {
		return err
	}
	for i := range companies {
		if q.Names(companies[i].Name) && len(q.Companies) < 10 {
			q.Companies = append(q.Companies, companies[i].ID)
		}
	}
	q.Limit = searchBatch
	for range searchRounds {
		hits, err := s.Search.Search(s.ctx, q)
		if err != nil {
			return err
		}
		if q.Before, err = s.take(q.Tenant, hits); err != nil {
			return err
		}
		if !s.full() && len(hits) < searchBatch {
			return nil
		}
		if s.full() {
			break
		}
	}
	s.out.Body.Next = itoa(q.Before)
	return nil
}

// take adds tickets of hits until the page is full, and returns how far it came.
func (s *searching) take(tenant engine.TenantID, hits []desk.Hit) (last int64, err error) {
	var ids []engine.TicketID
	for _, h := range hits {
		ids = append(ids, h.Ticket)
	}
	tickets, err := s.Reader.TicketsByID(s.ctx, tenant, ids)
	if err != nil {
		return 0, err
	}
	byID := map[engine.TicketID]*engine.Ticket{}
	for i := range tickets {
		byID[tickets[i].ID] = &tickets[i]
	}
	for _, h := range hits {
		last = h.Seq
		t := byID[h.Ticket]
		if t == nil || s.seen[h.Ticket] || !engine.Visible(s.actor, h.Audience) || !mayRead(s.actor, t) {
			continue
		}
		if s.add(t, h.Seq); s.full() {
			break
		}
	}
	return last, nil
}

package httpapi

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/replay"
)

// States of a shadow run.
const (
	ShadowOn    = "on"
	ShadowEnded = "ended"
)

// Shadow is a shadow run: an edition decides a second time what the active one has
// decided, and nothing follows from it.
type Shadow struct {
	Edition   string     `json:"edition" doc:"Id of the edition that decides a second time"`
	Active    string     `json:"active" doc:"Id of the edition that it is compared with"`
	Began     time.Time  `json:"began"`
	By        EditionBy  `json:"by" doc:"Who began it"`
	Reason    string     `json:"reason"`
	State     string     `json:"state" enum:"on,ended"`
	Ended     *time.Time `json:"ended,omitempty"`
	EndedBy   *EditionBy `json:"ended_by,omitempty"`
	EndReason string     `json:"end_reason,omitempty"`
	Looked    int64      `json:"looked" doc:"Number of the last event of the log that was looked at"`
	Behind    int64      `json:"behind" doc:"How many events are yet to be looked at"`
	Compared  int        `json:"compared" doc:"How many decisions were compared"`
	Different int        `json:"different" doc:"How many of them would have been others"`
	// Kinds and NotComparable are counts by word.
	Kinds         map[string]int `json:"kinds" doc:"Of these how many were changed, routed (to another ticket), refused or failed"`
	OtherEditions int            `json:"other_editions" doc:"Events that other editions have decided, under which their tickets are kept; they are not compared"`
	NotComparable map[string]int `json:"not_comparable" doc:"Events that cannot be decided again, by reason: erased, parked (the regulation has failed), retried (decided later than they happened), incomplete (their ticket is not known as it was)"`
	CostWas       int64          `json:"cost_was" doc:"What the code of the active edition has cost, in its own steps"`
	Cost          int64          `json:"cost" doc:"What the code of this edition would have cost"`
	Unlisted      int            `json:"unlisted" doc:"Differences that are only counted, since there are many"`
	Problem       string         `json:"problem,omitempty" doc:"What keeps it from going on"`
}

// ShadowRun is a shadow run with what it has found.
type ShadowRun struct {
	Shadow
	Clauses     replay.Tally
	Differences []*replay.Difference // in the order of the log
	// Was and Would are the editions, for their words.
	Was, Would *rules.Regulation
}

// Shadows decides a second time what was decided. One run of a tenant can be on.
type Shadows interface {
	// StartShadow begins a run. If one of the edition is on, it stays as it is.
	StartShadow(ctx context.Context, tenant engine.TenantID, name string, o Order) (ShadowRun, error)
	// StopShadow ends it.
	StopShadow(ctx context.Context, tenant engine.TenantID, o Order) (ShadowRun, error)
	// Shadow is the last run, on or ended.
	Shadow(ctx context.Context, tenant engine.TenantID) (ShadowRun, error)
}

// ShadowClause is a clause under which something differs.
type ShadowClause struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	replay.ByClause
}

// ShadowDifference is an event that would have been decided otherwise.
type ShadowDifference struct {
	Kind    string    `json:"kind" enum:"changed,routed,refused,failed"`
	Ticket  string    `json:"ticket"`
	Number  string    `json:"number"`
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Event   string    `json:"event" example:"message"`
	Clauses []string  `json:"clauses"`
	// Was and Would are what only one of the two has decided.
	Was    []ShadowOp `json:"was" doc:"What was decided and would not have been"`
	Would  []ShadowOp `json:"would" doc:"What would have been decided and was not"`
	Detail string     `json:"detail,omitempty"`
}

// ShadowOp is a consequence in words.
type ShadowOp struct {
	Clause   string `json:"clause"`
	Op       string `json:"op" example:"set"`
	Name     string `json:"name,omitempty"`
	Sentence string `json:"sentence"`
}

// StartShadowInput begins a run.
type StartShadowInput struct {
	EditionPath
	Body OrderBody
}

// ShadowInput asks for a page of differences.
type ShadowInput struct {
	TenantPath
	Clause string `query:"clause" doc:"Only those under this clause"`
	Cursor string `query:"cursor" doc:"Continue behind a page: its next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Lang   string `query:"lang" doc:"Language of the sentences, instead of Accept-Language"`
}

// ShadowOutput is a run with a page of its differences.
type ShadowOutput struct {
	Body struct {
		Shadow
		Clauses     []ShadowClause     `json:"clauses" doc:"Those under which something differs, most first"`
		Differences []ShadowDifference `json:"differences" doc:"In the order of the log"`
		Next        string             `json:"next,omitempty" doc:"The cursor of the next page; absent on the last"`
	}
}

func (a *api) startShadow(ctx context.Context, in *StartShadowInput) (*ShadowOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Body.Reason, From: in.Body.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	run, err := a.Editions.StartShadow(ctx, engine.TenantID(in.Tenant), in.Edition, o)
	return a.shadowed(ctx, run, err, &ShadowInput{TenantPath: in.TenantPath, Limit: 20})
}

func (a *api) stopShadow(ctx context.Context, in *EndInput) (*ShadowOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Reason, From: in.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	run, err := a.Editions.StopShadow(ctx, engine.TenantID(in.Tenant), o)
	return a.shadowed(ctx, run, err, &ShadowInput{TenantPath: in.TenantPath, Limit: 20})
}

func (a *api) getShadow(ctx context.Context, in *ShadowInput) (*ShadowOutput, error) {
	if err := adminOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	run, err := a.Editions.Shadow(ctx, engine.TenantID(in.Tenant))
	return a.shadowed(ctx, run, err, in)
}

// shadowed answers with a run and a page of what it has found.
func (a *api) shadowed(ctx context.Context, run ShadowRun, err error, in *ShadowInput) (*ShadowOutput, error) {
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	after, err := strconv.ParseInt(cmp.Or(in.Cursor, "0"), 10, 64)
	if err != nil {
		return nil, a.fail(ctx, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/cursor", Code: "pattern"}},
			Err: fmt.Errorf("cursor %q: %w", in.Cursor, err)}, nil)
	}
	lang := requestOf(ctx).lang
	out := &ShadowOutput{}
	out.Body.Shadow, out.Body.Clauses, out.Body.Differences = run.Shadow, run.clauses(lang), []ShadowDifference{}
	for _, d := range run.Differences {
		if d.Seq <= after || in.Clause != "" && !slices.Contains(d.Clauses, engine.ClauseID(in.Clause)) {
			continue
		}
		if n := len(out.Body.Differences); n == in.Limit {
			out.Body.Next = strconv.FormatInt(out.Body.Differences[n-1].Seq, 10)
			break
		}
		out.Body.Differences = append(out.Body.Differences, run.difference(d, lang))
	}
	return out, nil
}

func (r *ShadowRun) clauses(lang string) []ShadowClause {
	out := []ShadowClause{}
	names := Compared{Was: r.Was, Is: r.Would}
	for _, id := range slices.Sorted(maps.Keys(r.Clauses)) {
		out = append(out, ShadowClause{ID: string(id), Title: names.title(id, lang), ByClause: *r.Clauses[id]})
	}
	slices.SortStableFunc(out, func(a, b ShadowClause) int { return cmp.Compare(b.Differences, a.Differences) })
	return out
}

func (r *ShadowRun) difference(d *replay.Difference, lang string) ShadowDifference {
	out := ShadowDifference{Kind: d.Kind, Ticket: string(d.Ticket), Number: d.Number, Seq: d.Seq, At: d.At, Event: d.Event, Clauses: []string{},
		Was: inWords(r.Was, d.Was, lang), Would: inWords(r.Would, d.Would, lang), Detail: d.Detail}
	for _, id := range d.Clauses {
		out.Clauses = append(out.Clauses, string(id))
	}
	return out
}

func inWords(reg *rules.Regulation, ops []engine.Op, lang string) []ShadowOp {
	out := []ShadowOp{}
	for _, b := range reg.Why(&engine.Event{Body: engine.Body{Ops: ops}}, engine.Actor{Kind: engine.System}, lang) {
		out = append(out, ShadowOp{Clause: string(b.Op.Clause), Op: string(b.Op.Kind), Name: b.Op.Name, Sentence: b.Sentence})
	}
	return out
}

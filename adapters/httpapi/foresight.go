package httpapi

import (
	"context"
	"errors"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// ForesightInput asks what would come of a request.
type ForesightInput struct {
	TenantPath
	Lang string `query:"lang" doc:"Language of the labels, instead of Accept-Language"`
	Body struct {
		TakenDown
	}
}

// ForesightOutput says what would come of a request. Nothing is recorded by it.
type ForesightOutput struct{ Body Foresight }

// Foresight is what would come of a request if it were filed now.
type Foresight struct {
	Ready      bool          `json:"ready" doc:"It would be taken as it stands"`
	Problems   []ProblemItem `json:"problems" doc:"What keeps it from being taken"`
	Status     string        `json:"status,omitempty" doc:"Where it would stand"`
	Label      string        `json:"status_label,omitempty"`
	Family     string        `json:"family,omitempty"`
	Clause     *Clause       `json:"status_clause,omitempty" doc:"The clause that leads there"`
	Level      string        `json:"level,omitempty"`
	LevelLabel string        `json:"level_label,omitempty"`
	Identified bool          `json:"identified" doc:"Its address is proven to be its sender's"`
	Notices    []Notice      `json:"notices" doc:"Messages that would go out; the number is not known yet"`
	Refusals   []Act         `json:"refusals" doc:"Acts by which you might turn it down at once"`
	Similar    []Similar     `json:"similar" doc:"Open requests that it may repeat, the likeliest first"`
}

// foresee asks the regulation about a request without filing it.
func (a *api) foresee(ctx context.Context, in *ForesightInput) (*ForesightOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	f, err := a.finding(ctx, engine.TenantID(in.Tenant), actor)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	form := in.Body.form(f.tenant, &actor)
	form.ID, form.At = engine.CommandID("api/foresee/"+newID()), a.Now()
	cmd, err := a.formCommand(ctx, &form, in.Body.Attachments, f.reg)
	if err != nil {
		return nil, a.fail(ctx, err, f.reg)
	}
	out := &ForesightOutput{Body: Foresight{Problems: []ProblemItem{}, Notices: []Notice{}, Refusals: []Act{}}}
	if out.Body.Similar, err = f.similar(form.Fields); err != nil {
		return nil, a.fail(ctx, err, f.reg)
	}
	change, err := a.Engine.Preview(ctx, cmd)
	var wrong *engine.Error
	switch {
	case err == nil:
		a.tell(ctx, &out.Body, &change, f.reg, actor)
	case engine.TurnedDown(err) && errors.As(err, &wrong):
		for i := range wrong.Problems {
			out.Body.Problems = append(out.Body.Problems, item(&wrong.Problems[i], f.reg, requestOf(ctx).lang))
		}
	default:
		return nil, a.fail(ctx, err, f.reg)
	}
	return out, nil
}

// tell says what a change that was not made would have brought about.
func (a *api) tell(ctx context.Context, v *Foresight, change *engine.Change, reg *rules.Regulation, actor engine.Actor) {
	lang, t := requestOf(ctx).lang, change.Ticket
	v.Ready = true
	v.Status, v.Family, v.Level = t.Facets["status"], t.Facets["family"], t.Facets["level"]
	v.Label = reg.Label("status/"+v.Status, lang)
	if v.Level != "" {
		v.LevelLabel = reg.Label("level/"+v.Level, lang)
	}
	v.Identified = change.Event.Body.Facts.Bool("identified")
	for i := range change.Event.Body.Ops {
		op := &change.Event.Body.Ops[i]
		if values, _ := op.Value.(map[string]any); op.Kind == engine.OpFacet && engine.Fields(values).String("status") == v.Status {
			clause, _ := reg.Clause(op.Clause)
			shown := viewClause(clause, reg, lang)
			v.Clause = &shown
		}
	}
	unnumbered := *t
	unnumbered.Number = "…"
	v.Notices = append(v.Notices, a.noticesOf(ctx, &change.Event, &unnumbered)...)
	refusals := reg.Refusals(t, actor, change.Event.At)
	for i := range refusals {
		v.Refusals = append(v.Refusals, viewAct(&refusals[i], reg, lang))
	}
}

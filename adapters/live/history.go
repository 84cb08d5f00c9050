package live

import (
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// An event of a ticket's history with what it brought about, in words. Its
// members are named as those of the API's events and reasons. The data of an
// event can be large; whoever wants it asks the API.
type event struct {
	Seq       int64      `json:"seq"`
	Kind      string     `json:"kind"`
	Label     string     `json:"label,omitempty"`
	Channel   string     `json:"channel,omitempty"`
	At        time.Time  `json:"at"`
	Actor     person     `json:"actor"`
	Edition   string     `json:"edition,omitempty"`
	Cause     int64      `json:"cause,omitempty"`
	Erased    bool       `json:"erased,omitempty"`
	Fault     string     `json:"fault,omitempty"`
	Decisions []decision `json:"decisions"`
}

// person is who did something. Only staff are told which one.
type person struct {
	Kind  string   `json:"kind"`
	ID    string   `json:"id,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

// decision is one consequence, in words, with its clause.
type decision struct {
	Op       string `json:"op"`
	Name     string `json:"name,omitempty"`
	Sentence string `json:"sentence"`
	Clause   clause `json:"clause"`
}

type clause struct {
	ID    string `json:"id"`
	Label string `json:"label,omitempty"`
	Title string `json:"title,omitempty"`
}

func viewClause(c *rules.Clause, reg *rules.Regulation, lang string) clause {
	return clause{ID: string(c.ID), Label: c.Label, Title: c.Title.In(lang, reg.Lang)}
}

// viewEvent shows an event as the actor may see it. reg is the edition that
// decided it; without it the bare facts are shown.
func viewEvent(e *engine.Event, reg *rules.Regulation, actor engine.Actor, lang string) event {
	v := event{Seq: e.Seq, Kind: e.Kind, Channel: e.Channel, At: e.At, Edition: string(e.Edition), Cause: e.Cause,
		Actor: person{Kind: string(e.Actor.Kind)}, Erased: e.Erased(), Decisions: []decision{}}
	if actor.Kind == engine.Staff {
		v.Actor.ID, v.Actor.Roles, v.Fault = e.Actor.ID, e.Actor.Roles, e.Body.Fault
	}
	if reg == nil {
		return v
	}
	if e.Kind == rules.KindAct {
		v.Label = reg.Label("act/"+e.Body.Data.String("act"), lang)
	}
	for _, b := range reg.Why(e, actor, lang) {
		if b.Sentence == "" {
			continue
		}
		v.Decisions = append(v.Decisions, decision{Op: string(b.Op.Kind), Name: b.Op.Name, Sentence: b.Sentence,
			Clause: viewClause(&b.Clause, reg, lang)})
	}
	return v
}

package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// Ticket is a ticket as the API shows it.
type Ticket struct {
	ID       string            `json:"id"`
	Number   string            `json:"number" example:"SUPPORT-10110"`
	Version  int64             `json:"version" doc:"Send it back with an act to be told if the ticket has changed"`
	Status   string            `json:"status"`
	Label    string            `json:"status_label"`
	Family   string            `json:"family" enum:"new,work,wait,done,stop,"`
	Turn     string            `json:"turn" doc:"Who must act: staff, customer, other or nobody"`
	Facets   map[string]string `json:"facets"`
	Fields   map[string]any    `json:"fields,omitempty"`
	Created  time.Time         `json:"created"`
	Updated  time.Time         `json:"updated"`
	NextDue  *time.Time        `json:"next_due,omitempty"`
	Edition  string            `json:"edition"`
	Links    []Link            `json:"links,omitempty"`
	Children []string          `json:"open_children,omitempty" doc:"Numbers of the children that are open"`
	Parked   bool              `json:"parked,omitempty" doc:"The regulation has failed on it; it will be tried again"`
	Suggests []string          `json:"suggested_acts,omitempty"`
	Watchers []string          `json:"watchers,omitempty" doc:"Employees who are told what happens to it"`
}

// Link is a ticket that this one is linked to.
type Link struct {
	Relation string `json:"relation"`
	Ticket   string `json:"ticket"`
}

// viewTicket shows a ticket. Internal state of the rules is left out: it is told
// by deadlines and acts. Who is no employee sees what customers are asked for, and
// nothing of how the desk is organised.
func viewTicket(t *engine.Ticket, reg *rules.Regulation, req *request, full bool) Ticket {
	staff := req.actor.Kind == engine.Staff
	v := Ticket{
		ID: string(t.ID), Number: t.Number, Version: t.Version, Status: t.Facets["status"],
		Label: reg.Label("status/"+t.Facets["status"], req.lang), Family: t.Facets["family"], Turn: t.Facets["turn"],
		Facets: t.Facets, Created: t.Created, Updated: t.Updated, Edition: string(t.Edition),
		Parked: staff && len(t.Parked) > 0,
	}
	if !staff {
		v.Facets = only(t.Facets, func(name string) bool { return slices.Contains(openFacets, name) })
	}
	if !t.NextDue.IsZero() {
		v.NextDue = &t.NextDue
	}
	if !full {
		return v
	}
	v.Fields, v.Suggests = rules.PlainFields(t)
	if staff {
		v.Watchers = rules.Watchers(t)
	}
	if !staff {
		v.Fields, v.Suggests = only(v.Fields, asked(reg)), nil
	} else {
		v.Children = rules.OpenChildren(t)
	}
	for _, l := range t.Links {
		v.Links = append(v.Links, Link{Relation: l.Relation, Ticket: string(l.Ticket)})
	}
	return v
}

// openFacets are those that customers may see.
var openFacets = []string{"status", "family", "turn", "type", "level", "priority", "channel"}

// asked reports whether a field is one that somebody who files a request fills in.
func asked(reg *rules.Regulation) func(field string) bool {
	ids := map[string]bool{}
	for i := range reg.Channels {
		for _, f := range reg.FieldsFor(reg.Channels[i].Kind) {
			ids[f.ID] = true
		}
	}
	return func(field string) bool { return ids[field] }
}

func only[V any](m map[string]V, keep func(name string) bool) map[string]V {
	out := map[string]V{}
	for name, v := range m {
		if keep(name) {
			out[name] = v
		}
	}
	return out
}

// Clause is a clause as it is quoted.
type Clause struct {
	ID    string `json:"id" example:"PROTS-M8"`
	Label string `json:"label" doc:"The number that the document prints"`
	Title string `json:"title"`
	Quote string `json:"quote,omitempty" doc:"The document's own words, in the asked language if it is published in that"`
	Lang  string `json:"quote_lang,omitempty" doc:"The language of the quote"`
	Note  string `json:"note,omitempty" doc:"How it is read where the text is silent"`
	// Original is there where it says more than the rest.
	Original *Original `json:"original,omitempty" doc:"The clause in the language of the document, where you are shown another one"`
	Section  string    `json:"section,omitempty" doc:"The heading that it stands under"`
	Line     int       `json:"line,omitempty" doc:"The line of the source at which it stands, if it has lines"`
}

// Original is a clause in the language of the document.
type Original struct {
	Lang  string `json:"lang" example:"kk"`
	Title string `json:"title"`
	Quote string `json:"quote,omitempty"`
}

func viewClause(c rules.Clause, reg *rules.Regulation, lang string) Clause {
	quoted := ""
	switch {
	case len(c.Quote) == 0:
	case c.Quote.Has(lang, reg.Lang):
		quoted = lang
	default:
		quoted = reg.Lang
	}
	v := Clause{Lang: quoted, ID: string(c.ID), Label: c.Label, Title: c.Title.In(lang, reg.Lang), Quote: c.Quote.In(lang, reg.Lang), Note: c.Note.In(lang, reg.Lang),
		Section: c.Section.In(lang, reg.Lang), Line: c.Line}
	if lang != reg.Lang && !strings.HasPrefix(string(c.ID), "engine:") {
		original := Original{Lang: reg.Lang, Title: c.Title.In(reg.Lang), Quote: c.Quote.In(reg.Lang)}
		if original.Title != v.Title || original.Quote != v.Quote {
			v.Original = &original
		}
	}
	return v
}

// Event is an event of a ticket's history.
type Event struct {
	Seq     int64          `json:"seq"`
	Kind    string         `json:"kind"`
	Label   string         `json:"label,omitempty" doc:"What the regulation calls the act"`
	Channel string         `json:"channel,omitempty"`
	At      time.Time      `json:"at"`
	Actor   Actor          `json:"actor"`
	Edition string         `json:"edition,omitempty"`
	Cause   int64          `json:"cause,omitempty"`
	Data    map[string]any `json:"data,omitempty"`
	Erased  bool           `json:"erased,omitempty"`
	Fault   string         `json:"fault,omitempty"`
	// Internal events are not shown to the client: a partner's answer, a note.
	Internal bool   `json:"internal,omitempty" doc:"The client does not see it"`
	Hash     string `json:"hash"`
	Undo     *Undo  `json:"undo,omitempty" doc:"Set while it is an answer of yours that waits before it goes out"`
}

// Actor is who did something.
type Actor struct {
	Kind  string   `json:"kind"`
	ID    string   `json:"id,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

func viewEvent(e *engine.Event, reg *rules.Regulation, actor engine.Actor, lang string) Event {
	v := Event{Seq: e.Seq, Kind: e.Kind, Channel: e.Channel, At: e.At, Edition: string(e.Edition), Cause: e.Cause,
		Actor: Actor{Kind: string(e.Actor.Kind), ID: e.Actor.ID, Roles: e.Actor.Roles},
		Data:  e.Body.Data, Erased: e.Erased(), Hash: e.Hash.String()}
	if act := e.Body.Data.String("act"); e.Kind == rules.KindAct && act != "" {
		v.Label = reg.Label("act/"+act, lang)
	}
	if actor.Kind == engine.Staff {
		v.Fault = e.Body.Fault
		v.Internal = e.Audience.Within(engine.ForCustomer) != engine.ForCustomer
	}
	return v
}

// Why is what an event has brought about and by which clauses.
type Why struct {
	Seq       int64             `json:"seq"`
	At        time.Time         `json:"at"`
	Kind      string            `json:"kind"`
	Edition   string            `json:"edition"`
	Decisions []Decision        `json:"decisions"`
	Facts     map[string]any    `json:"facts,omitempty" doc:"What was known about the sender"`
	Thread    []engine.Evidence `json:"thread,omitempty" doc:"Tickets that evidence pointed at"`
	Uses      map[string]string `json:"uses,omitempty" doc:"Digests of what else it rests on"`
	Fault     string            `json:"fault,omitempty"`
}

// Decision is one consequence, in words, with its clause.
type Decision struct {
	Op       string `json:"op"`
	Name     string `json:"name,omitempty"`
	Sentence string `json:"sentence"`
	Clause   Clause `json:"clause"`
	Value    any    `json:"value,omitempty"`
}

func viewWhy(e *engine.Event, reg *rules.Regulation, actor engine.Actor, lang string, name rules.Namer) Why {
	w := Why{Seq: e.Seq, At: e.At, Kind: e.Kind, Edition: string(e.Edition), Decisions: []Decision{}}
	if actor.Kind == engine.Staff {
		w.Facts, w.Thread, w.Uses, w.Fault = e.Body.Facts, e.Body.Thread, e.Body.Uses, e.Body.Fault
	}
	for _, b := range reg.WhyNamed(e, actor, lang, name) {
		w.Decisions = append(w.Decisions, Decision{Op: string(b.Op.Kind), Name: b.Op.Name, Sentence: b.Sentence,
			Clause: viewClause(b.Clause, reg, lang), Value: b.Op.Value})
	}
	return w
}

// Deadline is a promise or a silence of a ticket, with its proof.
type Deadline struct {
	ID        string          `json:"id"`
	Kind      string          `json:"kind" enum:"promise,silence"`
	Label     string          `json:"label"`
	Clause    Clause          `json:"clause"`
	State     string          `json:"state" enum:"running,paused,met,breached,cancelled,waiting,broken,over"`
	Since     time.Time       `json:"since"`
	Due       *time.Time      `json:"due,omitempty"`
	Met       *time.Time      `json:"met,omitempty"`
	Within    string          `json:"within" example:"3wh"`
	Calendar  string          `json:"calendar,omitempty"`
	Reminders int             `json:"reminders,omitempty"`
	Of        int             `json:"of,omitempty"`
	Left      *int64          `json:"left_seconds,omitempty" doc:"What is left of a paused deadline"`
	Proof     *worktime.Proof `json:"proof,omitempty"`
}

func viewDeadline(d *rules.Deadline, reg *rules.Regulation, lang string) Deadline {
	clause, _ := reg.Clause(d.Clause)
	v := Deadline{ID: d.ID, Kind: d.Kind, Label: d.Label.In(lang, reg.Lang), Clause: viewClause(clause, reg, lang),
		State: d.State, Since: d.Since, Within: d.Within, Calendar: d.Calendar, Reminders: d.Reminders, Of: d.Of, Proof: d.Proof}
	if !d.Due.IsZero() {
		v.Due = &d.Due
	}
	if !d.Met.IsZero() {
		v.Met = &d.Met
	}
	if d.State == rules.Paused {
		v.Left = &d.Left.Seconds
	}
	return v
}

// Act is an act that is offered, and what it demands.
type Act struct {
	ID        string         `json:"id"`
	Label     string         `json:"label"`
	Hint      string         `json:"hint,omitempty"`
	Verb      string         `json:"verb" enum:"must,may,suggest"`
	Group     string         `json:"group,omitempty"`
	Clause    Clause         `json:"clause"`
	To        string         `json:"to,omitempty" doc:"The status that it leads to"`
	Danger    bool           `json:"danger,omitempty"`
	Public    bool           `json:"public,omitempty" doc:"It answers the customer: its text goes to them"`
	Suggested bool           `json:"suggested,omitempty"`
	Proposed  map[string]any `json:"proposed,omitempty" doc:"Values that the regulation proposes for the inputs"`
	Inputs    []Field        `json:"inputs"`
}

// Field is something that is asked for.
type Field struct {
	ID       string              `json:"id"`
	Kind     string              `json:"kind"`
	Label    string              `json:"label"`
	Hint     string              `json:"hint,omitempty"`
	Required bool                `json:"required,omitempty"`
	Many     bool                `json:"many,omitempty"`
	Format   string              `json:"format,omitempty"`
	Pattern  string              `json:"pattern,omitempty"`
	Min      int                 `json:"min,omitempty"`
	Max      int                 `json:"max,omitempty"`
	Default  any                 `json:"default,omitempty"`
	Options  []rules.ShownOption `json:"options,omitempty"`
	Suggest  []string            `json:"suggest,omitempty"`
	When     *rules.When         `json:"when,omitempty"`
	Clause   string              `json:"clause,omitempty"`
}

func viewField(f *rules.Field, reg *rules.Regulation, lang string) Field {
	return Field{ID: f.ID, Kind: f.Kind, Label: f.Label.In(lang, reg.Lang), Hint: f.Hint.In(lang, reg.Lang), Required: f.Required,
		Many: f.Many, Format: f.Format, Pattern: f.Pattern, Min: f.Min, Max: f.Max, Default: f.Default,
		Options: reg.Options(f, lang), Suggest: f.Suggest, When: f.When, Clause: string(f.Clause)}
}

func viewAct(o *rules.Offer, reg *rules.Regulation, lang string) Act {
	clause, _ := reg.Clause(o.Clause)
	v := Act{ID: o.Act.ID, Label: o.Act.Label.In(lang, reg.Lang), Hint: o.Act.Hint.In(lang, reg.Lang), Verb: o.Act.Verb,
		Group: o.Act.Group, Clause: viewClause(clause, reg, lang), To: o.Act.To, Danger: o.Act.Danger, Public: o.Act.Public, Suggested: o.Suggested,
		Proposed: o.Inputs, Inputs: []Field{}}
	for i := range o.Act.Inputs {
		v.Inputs = append(v.Inputs, viewField(&o.Act.Inputs[i], reg, lang))
	}
	return v
}

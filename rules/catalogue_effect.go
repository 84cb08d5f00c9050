package rules

import (
	"strings"

	"github.com/reglament/reglament/engine"
)

// An Effect is one thing to do. Exactly one of its members is set, but for
// Clause, which names another clause than the item's.
type Effect struct {
	Clause engine.ClauseID `json:"clause"`

	Set     map[string]any `json:"set"`
	Status  string         `json:"status"`
	Send    *Send          `json:"send"`
	Suggest *Suggestion    `json:"suggest"`
	Note    *Note          `json:"note"`
	Mark    []string       `json:"mark"`
	Problem *FieldProblem  `json:"problem"`
	Copy    []string       `json:"copy"`
	Drop    string         `json:"drop"`
	// Append adds an entry to each of the fields, which are lists of what was
	// done.
	Append map[string]any `json:"append"`
	Link   *Link          `json:"link"`
	Tell   *Tell          `json:"tell"`
	Open   *Open          `json:"open"`
	// Confine makes the ticket visible to some alone.
	Confine *Confine `json:"confine"`
}

// Send sends a text.
type Send struct {
	// Text names the text, or the path of the value that names it.
	Text Ref `json:"text"`
	// To is "requester" (the default), "assignee", "role:<role>", an address, or
	// the path of one.
	To Ref `json:"to"`
	// As is "partner" for someone outside who is asked for help: their answers
	// are for staff alone.
	As string `json:"as"`
	// By names the channel that carries it; by default the one that the ticket
	// came by, if it carries answers, else mail.
	By string `json:"by"`
	// Values add to what the text can name.
	Values map[string]any `json:"values"`
}

// A Suggestion proposes an act to staff.
type Suggestion struct {
	Act    string         `json:"act"`
	Inputs map[string]any `json:"inputs"`
	Text   string         `json:"text"`
}

// A Note tells staff something.
type Note struct {
	Text   string         `json:"text"`
	Values map[string]any `json:"values"`
}

// A FieldProblem turns an intake down, naming the field and what is wrong. A
// warning can be confirmed by the sender.
type FieldProblem struct {
	Field   string `json:"field"`
	Text    string `json:"text"`
	Warning bool   `json:"warning"`
}

// Link ties the ticket to another one, which is tied to it in turn.
type Link struct {
	// As is what the other ticket is to this one.
	As string `json:"as"`
	To Ref    `json:"to"`
}

// Tell raises a moment on other tickets.
type Tell struct {
	Ticket Ref    `json:"ticket"`
	Moment string `json:"moment"`
	// Values are found there as data.<name>.
	Values map[string]any `json:"values"`
}

// Open opens another ticket, which is linked to this one.
type Open struct {
	// As is what the new ticket is to this one.
	As      string `json:"as"`
	Channel string `json:"channel"`
	// Copy lists fields and facets to take over, Set gives others.
	Copy []string       `json:"copy"`
	Set  map[string]any `json:"set"`
	// Anonymous tickets do not have this one's requester.
	Anonymous bool `json:"anonymous"`
}

// Confine says who alone sees the ticket.
type Confine struct {
	To string `json:"to"` // staff, customer, role:<role>
	// Except is an employee who does not, though in the role.
	Except Ref `json:"except"`
}

// Ref is a value, or the path of one: {path = "input.wording"}.
type Ref struct {
	Value string
	Path  path
}

// String is the value, or the path in the form in which scripts name it.
func (r Ref) String() string {
	if r.Path.root == "" {
		return r.Value
	}
	return "value " + strings.TrimSuffix(r.Path.root+"."+r.Path.rest, ".")
}

func (r *Ref) fromTree(d *decoder, tree any) {
	switch x := tree.(type) {
	case string:
		r.Value = x
		return
	case map[string]any:
		if s, ok := x["path"].(string); ok && len(x) == 1 {
			r.Path = parsePath(s)
			if err := r.Path.check(); err != nil {
				d.errorf("%v", err)
			}
			return
		}
	}
	d.errorf(`want a name, or value "input.x"`)
}

// in resolves the reference on a run.
func (r Ref) in(run *run) string {
	if r.Path.root != "" {
		return asText(run.lookup(r.Path))
	}
	return r.Value
}

// all resolves a reference that can be to several things.
func (r Ref) all(run *run) []string {
	if r.Path.root == "" {
		return []string{r.Value}
	}
	v := run.lookup(r.Path)
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []string
	for _, e := range list {
		if s := asText(e); s != "" {
			out = append(out, s)
		}
	}
	return out
}

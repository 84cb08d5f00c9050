package rules

import "github.com/reglament/reglament/engine"

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
	Emit    *Emit          `json:"emit"`
	Drop    string         `json:"drop"`
}

// Send sends a text.
type Send struct {
	// Text names the text, or the path of the value that names it.
	Text Ref `json:"text"`
	// To is "requester" (the default), "assignee", or an address.
	To string `json:"to"`
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

// Emit makes a command for another ticket, or for a new one.
type Emit struct {
	Kind string         `json:"kind"`
	Data map[string]any `json:"data"`
}

// Ref is a value, or the path of one: {path = "input.wording"}.
type Ref struct {
	Value string
	Path  path
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

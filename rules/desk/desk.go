// Package desk is what employees keep on the server for their own work: drafts of
// what they are writing, and views of the list that they have saved. None of it
// is an event: it can be changed and removed without a trace, and no regulation
// sees it.
package desk

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// Kinds of drafts.
const (
	Reply  = "reply"
	Note   = "note"
	Intake = "intake"
)

// DraftKinds are all kinds of drafts.
var DraftKinds = []string{Reply, Note, Intake}

// Bounds of drafts.
const (
	MaxText   = 64 << 10 // bytes of a draft's text
	MaxFields = 64 << 10 // bytes of its other fields, as JSON
	MaxDrafts = 200      // of one employee
)

// A DraftKey names a draft: an employee has one of each kind for a ticket. An
// intake that has no ticket yet has the empty one.
type DraftKey struct {
	Owner  string
	Ticket engine.TicketID
	Kind   string
}

// A Draft is what an employee is writing and has not sent.
type Draft struct {
	DraftKey
	Text   string
	Fields engine.Fields
	// Version is the version of the ticket that the employee saw when they began.
	Version int64
	// Revision is another one after each change; 0 stands for no draft.
	Revision int64
	Updated  time.Time
}

// Check says what is too large.
func (d *Draft) Check() error {
	var problems []engine.Problem
	if len(d.Text) > MaxText {
		problems = append(problems, tooLarge("/text", MaxText))
	}
	if raw, err := json.Marshal(d.Fields); err != nil || len(raw) > MaxFields {
		problems = append(problems, tooLarge("/fields", MaxFields))
	}
	return invalid(problems)
}

func tooLarge(pointer string, most int) engine.Problem {
	return engine.Problem{Pointer: pointer, Code: "too_large", Values: engine.Fields{"max": int64(most)}}
}

func invalid(problems []engine.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &engine.Error{Kind: engine.Invalid, Problems: problems}
}

// ErrChanged is what a store answers who writes over another revision than the
// one that is kept.
func ErrChanged() error {
	return &engine.Error{Kind: engine.Conflict, Problems: []engine.Problem{{Pointer: "/revision", Code: "revision_changed"}}}
}

// ErrTooMany is what a store answers when nothing more can be kept.
func ErrTooMany(most int) error {
	return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Code: "too_many_kept", Values: engine.Fields{"max": int64(most)}}}}
}

// Layouts of views, and the orders of lists.
const (
	List  = "list"
	Board = "board"

	ByCreated = "created"
	ByDue     = "due"
)

// Bounds of views.
const (
	MaxName    = 80  // letters of a name
	MaxColumns = 30  // of a list
	MaxValues  = 32  // of one facet of a filter
	MaxLength  = 256 // bytes of a value, of a column's name, of the words searched for
	MaxViews   = 100 // of one employee
	MaxShared  = 200 // of a tenant
)

// Facets are what a filter can name: the parameters of the list.
var Facets = []string{"status", "family", "turn", "type", "level", "priority", "queue", "assignee", "company", "channel", "requester"}

// A View is a question for a list or a board, with a name.
type View struct {
	ID     string
	Owner  string
	Name   string
	Shared bool
	Look   Look
	// Revision is another one after each change.
	Revision int64
	Updated  time.Time
}

// A Look is what a view shows and how.
type Look struct {
	// Filter has the values of each facet, of which a ticket must have one.
	Filter map[string][]string `json:"filter,omitempty"`
	// Words are what is searched for.
	Words   string   `json:"q,omitempty"`
	Sort    string   `json:"sort"`
	Columns []string `json:"columns,omitempty"`
	Layout  string   `json:"layout"`
}

// Check says what is wrong with a view.
func (v *View) Check() error {
	var problems []engine.Problem
	add := func(ok bool, pointer, code string, most int) {
		if !ok {
			problems = append(problems, engine.Problem{Pointer: pointer, Code: code, Values: engine.Fields{"max": int64(most)}})
		}
	}
	add(v.Name != "", "/name", "required", 0)
	add(utf8.RuneCountInString(v.Name) <= MaxName, "/name", "too_long", MaxName)
	add(len(v.Look.Words) <= MaxLength, "/q", "too_long", MaxLength)
	add(len(v.Look.Columns) <= MaxColumns, "/columns", "too_many", MaxColumns)
	add(short(v.Look.Columns), "/columns", "too_long", MaxLength)
	for facet, values := range v.Look.Filter {
		add(slices.Contains(Facets, facet), "/filter/"+facet, "unknown_field", 0)
		add(len(values) <= MaxValues, "/filter/"+facet, "too_many", MaxValues)
		add(short(values), "/filter/"+facet, "too_long", MaxLength)
	}
	return invalid(problems)
}

func short(values []string) bool {
	return !slices.ContainsFunc(values, func(s string) bool { return len(s) > MaxLength })
}

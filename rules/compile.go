package rules

import (
	"context"
	"maps"
	"reflect"
	"regexp"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// Options are what a regulation needs besides its catalogue.
type Options struct {
	// File is named in findings.
	File string
	// Params are the administrator's values for the catalogue's parameters.
	Params map[string]any
	// Holidays gives the holidays of a country as the tenant has them; nil means
	// those that this program carries.
	Holidays func(country string) (worktime.Holidays, error)
	// Hooks runs the catalogue's hooks; it may be nil if there are none.
	Hooks Hooks
}

// Hooks runs the functions that a catalogue refers to.
type Hooks interface {
	// Call runs a hook on a view of the case and returns the effects that it
	// asks for, as a tree, and what it cost.
	Call(ctx context.Context, hook int64, view *View) (effects any, cost int64, err error)
}

// A Regulation is a catalogue that was checked and is ready to decide. It is
// safe for concurrent use and implements engine.Regulation.
type Regulation struct {
	*Catalogue

	file      string
	params    map[string]any
	calendars map[string]*worktime.Calendar
	uses      map[string]string
	hooks     Hooks

	statuses map[string]*Status
	initial  *Status
	acts     map[string]*Act
	// overriding is ActOverride with what this catalogue has to choose from.
	overriding *Act
	channels   map[string]*Channel
	types      map[string]*Type
	reasons    map[string]*Reason
	fields     map[string]*Field // by id; the first where a field stands several times
	clauses    map[engine.ClauseID]*Clause
	texts      map[string]*compiledText
	patterns   map[string]*regexp.Regexp
	subject    *subjectPattern
	moments    map[string]*handlers
	returns    bool // something moves tickets back to where they were before a wait
	watches    bool // something answers to a changed value
	personal   map[string]bool
	asked      map[string][]*Field // the fields of each channel
	threads    []Thread
	trace      *Tracer // of what a decision considers; nil nearly always
}

var _ engine.Regulation = (*Regulation)(nil)

// Compile checks a catalogue, given as the tree that a plugin hands over, and
// makes a regulation of it. The findings may hold warnings even when there is a
// regulation; without one they say all that is wrong.
func Compile(tree any, opts Options) (*Regulation, Findings) {
	d := &decoder{file: opts.File}
	params := decodeParams(d, tree, opts.Params)
	tree = substitute(tree, params)
	cat := &Catalogue{}
	d.bounded(tree)
	if d.findings.Err() == nil {
		d.decode(tree, reflect.ValueOf(cat).Elem())
	}
	if d.findings.Err() != nil {
		return nil, d.findings
	}
	if len(cat.Languages) == 0 {
		cat.Languages = []string{Kazakh, Russian, English}
	}
	reg := &Regulation{Catalogue: cat, file: opts.File, params: params, hooks: opts.Hooks, uses: map[string]string{}}
	c := &checker{reg: reg, findings: d.findings, file: opts.File, used: map[engine.ClauseID]bool{}}
	c.index()
	c.calendars(opts)
	c.check()
	if c.findings.Err() != nil {
		return nil, c.findings
	}
	reg.returns = c.returns
	reg.wire()
	return reg, c.findings
}

// WithHooks is the regulation with its hooks run by something else.
func (reg *Regulation) WithHooks(hooks Hooks) *Regulation {
	with := *reg
	with.hooks = hooks
	return &with
}

// Param returns the value of a parameter, or nil.
func (reg *Regulation) Param(id string) any { return reg.params[id] }

// Calendar returns one of the regulation's calendars.
func (reg *Regulation) Calendar(id string) (*worktime.Calendar, bool) {
	cal, ok := reg.calendars[id]
	return cal, ok
}

// CalendarIDs returns the names of the regulation's calendars.
func (reg *Regulation) CalendarIDs() []string { return slices.Sorted(maps.Keys(reg.calendars)) }

// Clause returns a clause by its id, house clauses of the engine included.
func (reg *Regulation) Clause(id engine.ClauseID) (Clause, bool) {
	if c, ok := reg.clauses[id]; ok {
		return *c, true
	}
	c, ok := houseClauses[id]
	return c, ok
}

package rules

import (
	"context"
	"fmt"
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
	types    map[string]*Type
	reasons  map[string]*Reason
	fields   map[string]*Field // by id; the first where a field stands several times
	clauses  map[engine.ClauseID]*Clause
	texts    map[string]*compiledText
	patterns map[string]*regexp.Regexp
	subject  *subjectPattern
	moments  map[string]*handlers
	personal map[string]bool
	asked    map[string][]*Field // the fields of each channel
	threads  []Thread
}

var _ engine.Regulation = (*Regulation)(nil)

// handlers is what happens at one moment.
type handlers struct {
	start, meet, cancel   []*Promise
	silence, speak        []*Silence
	reactions             []*Reaction
	hooks                 []*Hook
	pausing, pausingLeave []*Promise // promises that are paused in the status entered or left
}

// Compile checks a catalogue, given as the tree that a plugin hands over, and
// makes a regulation of it. The findings may hold warnings even when there is a
// regulation; without one they say all that is wrong.
func Compile(tree any, opts Options) (*Regulation, Findings) {
	d := &decoder{file: opts.File}
	params := decodeParams(d, tree, opts.Params)
	tree = substitute(tree, params)
	cat := &Catalogue{}
	d.decode(tree, reflect.ValueOf(cat).Elem())
	if d.findings.Err() != nil {
		return nil, d.findings
	}
	if len(cat.Languages) == 0 {
		cat.Languages = []string{Kazakh, Russian, English}
	}
	reg := &Regulation{Catalogue: cat, file: opts.File, params: params, hooks: opts.Hooks, uses: map[string]string{}}
	c := &checker{reg: reg, findings: d.findings, file: opts.File}
	c.index()
	c.calendars(opts)
	c.check()
	if c.findings.Err() != nil {
		return nil, c.findings
	}
	reg.wire()
	return reg, c.findings
}

// decodeParams reads the parameters alone, before anything else of the tree,
// and returns their values.
func decodeParams(d *decoder, tree any, given map[string]any) map[string]any {
	values := map[string]any{}
	m, _ := tree.(map[string]any)
	var params []Param
	if list, ok := m["params"]; ok {
		quiet := &decoder{file: d.file} // its findings come again with the whole
		quiet.decode(list, reflect.ValueOf(&params).Elem())
	}
	for i := range params {
		p := &params[i]
		value := p.Default
		if v, ok := given[p.ID]; ok {
			value = v
		}
		d.line, d.clause = p.Line, p.Clause
		if err := p.check(value); err != nil {
			d.errorf("parameter %s: %v", p.ID, err)
		}
		values[p.ID] = value
	}
	d.line, d.clause = 0, ""
	for _, id := range sortedKeys(given) {
		if _, ok := values[id]; !ok {
			d.errorf("there is no parameter %s", id)
		}
	}
	return values
}

// substitute replaces {param = "x"} by the value of the parameter.
func substitute(tree any, params map[string]any) any {
	switch x := tree.(type) {
	case map[string]any:
		if id, ok := x["param"].(string); ok && len(x) == 1 {
			if value, ok := params[id]; ok {
				return value
			}
			return x
		}
		out := make(map[string]any, len(x))
		for k, v := range x {
			out[k] = substitute(v, params)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = substitute(v, params)
		}
		return out
	}
	return tree
}

func (p *Param) check(value any) error {
	switch p.Kind {
	case "duration":
		d, err := asDuration(value)
		if err != nil {
			return err
		}
		for bound, limit := range map[string]any{"min": p.Min, "max": p.Max} {
			if limit == nil {
				continue
			}
			l, err := asDuration(limit)
			if err != nil {
				return fmt.Errorf("%s: %w", bound, err)
			}
			if l.Unit == d.Unit && (bound == "min" && d.N < l.N || bound == "max" && d.N > l.N) {
				return fmt.Errorf("%s is out of range: %s is the %simum", d, l, bound)
			}
		}
	case "int":
		n, ok := value.(int64)
		if !ok {
			return fmt.Errorf("want an integer, not %s", describe(value))
		}
		if lo, ok := p.Min.(int64); ok && n < lo {
			return fmt.Errorf("%d is out of range: %d is the minimum", n, lo)
		}
		if hi, ok := p.Max.(int64); ok && n > hi {
			return fmt.Errorf("%d is out of range: %d is the maximum", n, hi)
		}
	case "bool":
		if _, ok := value.(bool); !ok {
			return fmt.Errorf("want true or false, not %s", describe(value))
		}
	case "text":
		if _, ok := value.(string); !ok {
			return fmt.Errorf("want a text, not %s", describe(value))
		}
	case "choice":
		if s, _ := value.(string); !slices.Contains(p.Options, s) {
			return fmt.Errorf("%s is none of %v", describe(value), p.Options)
		}
	case "list":
		m, isMap := value.(map[string]any)
		if _, ok := value.([]any); !ok && !(isMap && len(m) == 0) {
			return fmt.Errorf("want a list, not %s", describe(value))
		}
	default:
		return fmt.Errorf("%q is no kind of parameter; duration, int, bool, text, choice and list are", p.Kind)
	}
	return nil
}

func asDuration(value any) (Duration, error) {
	d := &decoder{}
	var out Duration
	out.fromTree(d, value)
	if len(d.findings) > 0 {
		return out, fmt.Errorf("%s", d.findings[0].Message)
	}
	return out, nil
}

// wire builds what decisions look things up in.
func (reg *Regulation) wire() {
	reg.moments = map[string]*handlers{}
	at := func(moment string) *handlers {
		h := reg.moments[moment]
		if h == nil {
			h = &handlers{}
			reg.moments[moment] = h
		}
		return h
	}
	each := func(moments []string, add func(*handlers)) {
		for _, m := range moments {
			add(at(m))
		}
	}
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		s.entering, s.leaving = "enter:"+s.ID, "leave:"+s.ID
		s.facets = map[string]any{"status": s.ID, "family": s.Family, "turn": s.Turn}
	}
	for i := range reg.Promises {
		p := &reg.Promises[i]
		p.field = promiseField(p.ID)
		p.warnTimer, p.breachTimer = p.field+".warn", p.field+".breach"
		each(p.Since, func(h *handlers) { h.start = append(h.start, p) })
		each(p.Met, func(h *handlers) { h.meet = append(h.meet, p) })
		each(p.Cancel, func(h *handlers) { h.cancel = append(h.cancel, p) })
		for _, id := range reg.selectStatuses(p.Paused) {
			at("enter:" + id).pausing = append(at("enter:"+id).pausing, p)
			at("leave:" + id).pausingLeave = append(at("leave:"+id).pausingLeave, p)
		}
	}
	for i := range reg.Silences {
		s := &reg.Silences[i]
		each(s.Since, func(h *handlers) { h.silence = append(h.silence, s) })
		each(s.Cancel, func(h *handlers) { h.speak = append(h.speak, s) })
	}
	for i := range reg.Reactions {
		each(reg.Reactions[i].On, func(h *handlers) { h.reactions = append(h.reactions, &reg.Reactions[i]) })
	}
	for i := range reg.Hooks {
		each(reg.Hooks[i].On, func(h *handlers) { h.hooks = append(h.hooks, &reg.Hooks[i]) })
	}
	reg.threads = append(slices.Clone(reg.Threading), houseThreads...)
	reg.asked = map[string][]*Field{}
	for i := range reg.Channels {
		reg.asked[reg.Channels[i].Kind] = reg.fieldsFor(reg.Channels[i].Kind)
	}
	reg.personal = map[string]bool{}
	domains, ok := reg.params["personal_domains"].([]any)
	if !ok {
		domains = housePersonalDomains
	}
	for _, domain := range domains {
		reg.personal[fmt.Sprint(domain)] = true
	}
}

// selectStatuses returns the statuses that selectors choose: ids, "open",
// "ended", or "family:<f>".
func (reg *Regulation) selectStatuses(selectors []string) []string {
	var ids []string
	for i := range reg.Statuses {
		if s := &reg.Statuses[i]; s.selected(selectors) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func (s *Status) selected(selectors []string) bool {
	return slices.ContainsFunc(selectors, func(sel string) bool {
		switch sel {
		case s.ID, "family:" + s.Family:
			return true
		case "open":
			return !s.Final
		case "ended":
			return s.Final
		}
		return false
	})
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

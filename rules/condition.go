package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Cond is a condition: every test in it must hold. The zero Cond holds
// always. In a catalogue it is a map from paths to what is wanted there:
//
//	channel = "email"                     equal
//	type = {"a", "b"}                     one of
//	["field.phone"] = {known = false}     there, or not there
//	["data.text"] = {has = {"пароль"}}    contains one of the words
//	["missing"] = {min = 1}               at least, at most (max)
//	["field.solver"] = {path = "actor.id"}  equal to another value of the case
//	["field.ended"] = {within = "5wd"}    an instant that is no longer ago
//	any = { {...}, {...} }                one of the conditions
//	none = { {...} }                      none of the conditions
type Cond struct {
	tests  []test
	source string // as the catalogue has it, for people
}

// String is the condition as the catalogue has it.
func (c Cond) String() string { return c.source }

type test struct {
	path path
	// want lists the values of which one must be there; nil for the others. word
	// is the one where it is a single text.
	want  []any
	word  string
	known *bool
	has   []string
	min   *int64
	max   *int64
	as    Ref // the value at another path
	age   *Duration
	any   []Cond
	none  []Cond
}

// Empty reports whether the condition demands nothing.
func (c Cond) Empty() bool { return len(c.tests) == 0 }

func (c *Cond) fromTree(d *decoder, tree any) {
	m, ok := tree.(map[string]any)
	if !ok {
		d.errorf("want a condition: paths and what is wanted there")
		return
	}
	if source, err := engine.AppendCanonical(nil, m); err == nil {
		c.source = string(source)
	}
	for _, name := range sortedKeys(m) {
		d.in("."+name, func() { c.tests = append(c.tests, decodeTest(d, name, m[name])) })
	}
}

func decodeTest(d *decoder, name string, tree any) (t test) {
	if name == "any" || name == "none" {
		list, ok := tree.([]any)
		if m, isMap := tree.(map[string]any); !ok && (!isMap || len(m) > 0) {
			list = []any{tree}
		}
		conds := make([]Cond, len(list))
		for i, e := range list {
			conds[i].fromTree(d, e)
		}
		if name == "any" {
			t.any = conds
		} else {
			t.none = conds
		}
		return t
	}
	if d.unknownParam(tree) {
		return t
	}
	t.path = parsePath(name)
	if err := t.path.check(); err != nil {
		d.errorf("%v", err)
	}
	switch x := tree.(type) {
	case string:
		t.want, t.word = []any{x}, x
	case int64:
		t.want, t.word = []any{x}, strconv.FormatInt(x, 10)
	case bool:
		t.want = []any{x}
	case []any:
		t.want = x
	case map[string]any:
		decodeOperators(d, &t, x)
	default:
		d.errorf("want a value, a list of values, or known, has, min or max")
	}
	return t
}

func decodeOperators(d *decoder, t *test, m map[string]any) {
	if len(m) == 0 { // an empty list: nothing is in it
		t.want = []any{}
	}
	if m["path"] != nil {
		t.as.fromTree(d, m)
		return
	}
	for _, op := range sortedKeys(m) {
		if op == "within" {
			d.in(".within", func() { t.age = new(Duration); t.age.fromTree(d, m[op]) })
			continue
		}
		switch v := m[op].(type) {
		case bool:
			if op == "known" {
				t.known = &v
				continue
			}
		case int64:
			if op == "min" {
				t.min = &v
				continue
			}
			if op == "max" {
				t.max = &v
				continue
			}
		case []any:
			if op == "has" {
				for _, word := range v {
					t.has = append(t.has, strings.ToLower(fmt.Sprint(word)))
				}
				continue
			}
		case map[string]any:
			if op == "has" && len(v) == 0 { // an empty list of words
				t.has = []string{}
				continue
			}
		}
		d.errorf("%s = %s is no test; known = true, has = {...}, min, max, within and path are", op, describe(m[op]))
	}
}

// holds evaluates the condition on a run.
func (c Cond) holds(r *run) bool {
	for i := range c.tests {
		if !c.tests[i].holds(r) {
			return false
		}
	}
	return true
}

func (t *test) holds(r *run) bool {
	switch {
	case t.any != nil:
		return slices.ContainsFunc(t.any, func(c Cond) bool { return c.holds(r) })
	case t.none != nil:
		return !slices.ContainsFunc(t.none, func(c Cond) bool { return c.holds(r) })
	}
	if t.word != "" {
		if word, ok := r.lookupWord(t.path.root); ok {
			return word == t.word
		}
	}
	v := r.lookup(t.path)
	if t.as.Path.root != "" && !r.same(v, r.lookup(t.as.Path)) || t.age != nil && !r.younger(v, t.age) {
		return false
	}
	if t.known != nil && *t.known != present(v) {
		return false
	}
	if t.want != nil && !slices.ContainsFunc(t.want, func(w any) bool { return equal(v, w) }) {
		return false
	}
	if t.has != nil {
		text := strings.ToLower(asText(v))
		if !slices.ContainsFunc(t.has, func(word string) bool { return strings.Contains(text, word) }) {
			return false
		}
	}
	n, _ := v.(int64)
	if list, ok := v.([]any); ok {
		n = int64(len(list))
	}
	return (t.min == nil || n >= *t.min) && (t.max == nil || n <= *t.max)
}

// same reports whether two values of the case are equal. What is not there
// equals nothing.
func (r *run) same(a, b any) bool { return present(a) && equal(b, a) }

// younger reports whether an instant lies no longer ago than a duration.
func (r *run) younger(v any, age *Duration) bool {
	at, ok := v.(int64)
	if !ok {
		return false
	}
	limit, err := r.reg.addTime("", engine.FromMicros(at), age.Duration)
	return err == nil && inTime(r.at(), limit)
}

// present reports whether a value is there: absent, empty text and empty lists
// are not.
func present(v any) bool {
	switch x := v.(type) {
	case nil:
		return false
	case string:
		return x != ""
	case []any:
		return len(x) > 0
	case map[string]any:
		return len(x) > 0
	}
	return true
}

// equal compares scalars; a list equals a value that it contains.
func equal(have, want any) bool {
	if list, ok := have.([]any); ok {
		return slices.ContainsFunc(list, func(e any) bool { return equal(e, want) })
	}
	if b, ok := want.(bool); ok && !b && have == nil {
		return true // what was never set is not so
	}
	switch h := have.(type) {
	case string:
		n, isNumber := want.(int64) // facets are texts: priority = 1
		return have == want || isNumber && h == strconv.FormatInt(n, 10)
	case int64, bool:
		return have == want
	}
	return false
}

func asText(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case nil:
		return ""
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = asText(e)
		}
		return strings.Join(parts, "\n")
	}
	return fmt.Sprint(v)
}

// A path names a value of the case.
type path struct {
	root string // of pathRoots
	rest string
}

// pathRoots are the first steps of paths, and whether a second step follows.
var pathRoots = map[string]bool{
	"kind": false, "channel": false, "via": false, "moment": false, "automatic": false, "files": false,
	"missing": false, "words": false, "language": false, "new": false,
	"actor": true, "sender": true, "company": true, "thread": true, "subject": true,
	"field": true, "data": true, "input": true, "linked": true, "facet": true, "param": true, "promise": true,
	"status": false, "family": false, "turn": false, "type": false, "level": false,
	"priority": false, "queue": false, "assignee": false,
}

func parsePath(s string) path {
	root, rest, _ := strings.Cut(s, ".")
	return path{root: root, rest: rest}
}

func (p path) check() error {
	more, ok := pathRoots[p.root]
	switch {
	case !ok:
		return fmt.Errorf("no path starts with %q; known are %s", p.root, strings.Join(sortedKeys(pathRoots), ", "))
	case more && p.rest == "":
		return fmt.Errorf("%q needs a name after it, such as %s.x", p.root, p.root)
	case !more && p.rest != "":
		return fmt.Errorf("%q has no parts", p.root)
	}
	return nil
}

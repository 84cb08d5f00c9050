package regulation

import (
	"slices"
	"strconv"
)

// A Case is what a hook sees: the values at the paths that it reads. What is not
// there is absent, whether it was never said or taken away.
type Case struct {
	hook   *hook
	now    int64
	raised []string
	values fields
	room   [8]member // for the values, which are few
}

// readCase reads a case and the number of the hook that it is for. Members that
// it does not know are left to later versions of the contract.
func readCase(data []byte) (hook int64, c *Case, err error) {
	c = &Case{}
	c.values = c.room[:0]
	r := newReader(data)
	for key, ok := r.open(); ok; key, ok = r.next() {
		switch key {
		case "hook":
			hook = r.number()
		case "now":
			c.now = r.number()
		case "raised":
			c.raised = r.strings()
		case "case":
			c.read(&r)
		default:
			r.value(1)
		}
	}
	return hook, c, r.end()
}

func (c *Case) read(r *reader) {
	for path, ok := r.open(); ok; path, ok = r.next() {
		if slices.ContainsFunc(c.values, func(m member) bool { return m.name == path }) {
			r.fail("the path stands twice")
		}
		c.values = append(c.values, member{path, r.value(2)})
	}
}

func (c *Case) find(path string) any {
	for i := range c.values {
		if c.values[i].name == path {
			return c.values[i].value
		}
	}
	return nil
}

// Get returns the value at a path: a string, bool or int64, a []any or a
// map[string]any of them, or nil. It panics for a path that the hook's reads do
// not list: there never is a value.
func (c *Case) Get(path string) any {
	v := c.find(path)
	if v == nil && !slices.Contains(c.hook.reads, path) {
		panic("the hook looks at " + path + ", which is not among its reads")
	}
	return v
}

// Has reports whether there is a value.
func (c *Case) Has(path string) bool { return c.Get(path) != nil }

// Text returns a text, "" where there is none.
func (c *Case) Text(path string) string {
	s, _ := c.Get(path).(string)
	return s
}

// Int returns an integer, or a text that is one: fields are texts. ok says
// whether there is one.
func (c *Case) Int(path string) (n int64, ok bool) {
	switch x := c.Get(path).(type) {
	case int64:
		return x, true
	case string:
		n, err := strconv.ParseInt(x, 10, 64)
		return n, err == nil
	}
	return 0, false
}

// Bool returns a truth, false where there is none.
func (c *Case) Bool(path string) bool {
	b, _ := c.Get(path).(bool)
	return b
}

// List returns a list; a single value is a list of one.
func (c *Case) List(path string) []any {
	switch x := c.Get(path).(type) {
	case nil:
		return nil
	case []any:
		return x
	default:
		return []any{x}
	}
}

// Raised reports whether the event has raised a moment.
func (c *Case) Raised(moment string) bool { return slices.Contains(c.raised, moment) }

// Now is the instant of the event, in microseconds since 1970, UTC.
func (c *Case) Now() int64 { return c.now }

// Clause is the clause that the hook stands in.
func (c *Case) Clause() string { return c.hook.clause }

package lua

import (
	"fmt"

	"github.com/reglament/reglament/plugins/lua/sandbox"
	"github.com/reglament/reglament/rules"
)

// caseObject is the t of a hook: everything a condition can name, read when it
// is asked for.
//
//	t.type  t.status  t.channel  t.language ...   as in conditions
//	t.field.phone  t.data.text  t.company.id  t.param.x
//	t:missing()   the required fields that are not there
//	t:raised("registered")   whether a moment was raised
//	t.now   microseconds;   t.proposed   what the catalogue has decided
type caseObject struct{ view *rules.View }

func newCase(view *rules.View) sandbox.Object { return caseObject{view} }

// groups are the names behind which further names stand.
var groups = map[string]string{
	"field": "field", "fields": "field", "data": "data", "input": "input", "inputs": "input", "company": "company",
	"sender": "sender", "subject": "subject", "thread": "thread", "actor": "actor", "param": "param", "facet": "facet",
	"promise": "promise",
}

// Get implements sandbox.Object.
func (c caseObject) Get(key string) (any, bool) {
	if root, ok := groups[key]; ok {
		return groupObject{view: c.view, root: root}, true
	}
	switch key {
	case "missing":
		return sandbox.GoFunc(func([]any) (any, error) { return c.view.Missing(), nil }), true
	case "raised":
		return sandbox.GoFunc(func(args []any) (any, error) {
			if len(args) != 1 {
				return nil, fmt.Errorf(`want the name of a moment: t:raised("registered")`)
			}
			for _, m := range c.view.Moments() {
				if m == args[0] {
					return true, nil
				}
			}
			return false, nil
		}), true
	case "now":
		return c.view.Now(), true
	case "proposed":
		return c.view.Proposed(), true
	case "clause":
		return string(c.view.Clause()), true
	}
	v := c.view.Get(key)
	return v, v != nil
}

// Keys implements sandbox.Object.
func (c caseObject) Keys() []string {
	return []string{"channel", "clause", "kind", "language", "level", "now", "priority", "queue", "status", "type"}
}

// groupObject is what stands behind one of the groups.
type groupObject struct {
	view *rules.View
	root string
}

// Get implements sandbox.Object.
func (g groupObject) Get(key string) (any, bool) {
	v := g.view.Get(g.root + "." + key)
	return v, v != nil
}

// Keys implements sandbox.Object.
func (g groupObject) Keys() []string { return g.view.Names(g.root) }

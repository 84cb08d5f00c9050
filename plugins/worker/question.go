package worker

import (
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// question is what goes to the process with a call: the view of the hook, with
// the values that it is expected to look at.
type question struct {
	clause string
	now    int64
	raised []any
	reads  []string
	values map[string]any // nil where there is no value at a path
}

func (q *question) value() map[string]any {
	return map[string]any{"clause": q.clause, "now": q.now, "raised": q.raised, "reads": q.reads, "values": q.values}
}

func readQuestion(v any) question {
	m, _ := v.(map[string]any)
	f := engine.Fields(m)
	q := question{clause: f.String("clause"), now: f.Int("now"), raised: f.List("raised"), reads: texts(f.List("reads"))}
	if q.values = f.Map("values"); q.values == nil {
		q.values = map[string]any{}
	}
	return q
}

func texts(list []any) []string {
	out := make([]string, 0, len(list))
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func readBundle(v any) (b *rules.Bundle, interpreted bool) {
	m, _ := v.(map[string]any)
	b = &rules.Bundle{Files: map[string][]byte{}}
	for name, raw := range engine.Fields(m).Map("files") {
		if raw, ok := raw.([]byte); ok {
			b.Files[name] = raw
		}
	}
	return b, engine.Fields(m).Bool("interpreted")
}

func readBudget(v any) plugins.Budget {
	m, _ := v.(map[string]any)
	f := engine.Fields(m)
	return plugins.Budget{Instructions: f.Int("instructions"), Memory: f.Int("memory")}
}

// remote is the case of a call in this process: what came with it, and what the
// server is asked for. It implements rules.Values.
type remote struct {
	values map[string]any
	names  map[string][]string
	ask    func(kind kind, text string) any
}

var _ rules.Values = (*remote)(nil)

// Get implements rules.Values.
func (r *remote) Get(path string) any {
	v, known := r.values[path]
	if !known && utf8.ValidString(path) { // else there is nothing: all names are UTF-8
		v = r.ask(kindGet, path)
		r.values[path] = v
	}
	return v
}

// Names implements rules.Values.
func (r *remote) Names(root string) []string {
	names, known := r.names[root]
	if !known {
		list, _ := r.ask(kindNames, root).([]any)
		names = texts(list)
		r.names[root] = names
	}
	return names
}

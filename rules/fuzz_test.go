package rules_test

import (
	"encoding/json"
	"io"
	"maps"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Whatever a plugin hands over, compiling it ends with a regulation that can be
// used or with findings that say why not; both each time the same.
func FuzzCompileCatalogue(f *testing.F) {
	raw, err := os.ReadFile("testdata/desk.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	for _, b := range broken {
		tree := deskTree(f)
		b.edit(f, tree)
		changed, err := json.Marshal(tree)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(changed)
	}
	f.Add([]byte(`{"clauses": 5, "fields": {"id": 1}, "texts": [], "params": "x", "acts": [[]], "hooks": {"on": "registered"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		tree, err := engine.DecodeValue(raw)
		if err != nil {
			return
		}
		reg, findings := rules.Compile(tree, rules.Options{File: "f", Hooks: hookFunc(func(*rules.View) (any, error) { return nil, nil })})
		_, again := rules.Compile(tree, rules.Options{File: "f"})
		if findings.Error() != again.Error() {
			t.Fatalf("findings are\n%s\nand then\n%s", findings.Error(), again.Error())
		}
		if (reg == nil) != (findings.Err() != nil) {
			t.Fatalf("regulation %v, findings\n%s", reg != nil, findings.Error())
		}
		if reg != nil {
			use(t, reg)
		}
	})
}

// Any part of a catalogue may be nonsense, or another part of it.
func TestCatalogueWithNonsenseIsFoundOrUsable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		tree := deskTree(t)
		for range rapid.IntRange(1, 3).Draw(rt, "changes") {
			places := placesOf(tree, nil)
			at := places[rapid.IntRange(0, len(places)-1).Draw(rt, "at")]
			other := places[rapid.IntRange(0, len(places)-1).Draw(rt, "other")]
			at.put(rapid.SampledFrom([]any{nil, "", "x", "1wh", "enter:work", int64(-1), int64(1) << 52, true, []any{}, map[string]any{}, []any{[]any{}},
				map[string]any{"path": "field.x"}, map[string]any{"param": "reminders"}, other.value, other.value, other.value}).Draw(rt, "value"))
		}
		reg, findings := rules.Compile(tree, rules.Options{File: "desk.lua"})
		if (reg == nil) != (findings.Err() != nil) {
			rt.Fatalf("regulation %v, findings\n%s", reg != nil, findings.Error())
		}
		if reg != nil && len(reg.Hooks) == 0 {
			use(t, reg)
		}
	})
}

// A place is a part of a tree that can be replaced. Its value is a copy.
type place struct {
	put   func(any)
	value any
}

func placesOf(tree any, to []place) []place {
	switch x := tree.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			to = placesOf(x[k], append(to, place{func(v any) { x[k] = v }, copyOf(x[k])}))
		}
	case []any:
		for i := range x {
			to = placesOf(x[i], append(to, place{func(v any) { x[i] = v }, copyOf(x[i])}))
		}
	}
	return to
}

func copyOf(tree any) any {
	switch x := tree.(type) {
	case map[string]any:
		out := maps.Clone(x)
		for k := range out {
			out[k] = copyOf(out[k])
		}
		return out
	case []any:
		out := slices.Clone(x)
		for i := range out {
			out[i] = copyOf(out[i])
		}
		return out
	}
	return tree
}

// use asks a regulation for all that doors ask for. It may turn things down, but
// not break.
func use(t *testing.T, reg *rules.Regulation) {
	c := mailCase(t)
	for _, channel := range []string{"email", "form"} {
		c.Event.Channel = channel
		c.Event.Data["fields"] = map[string]any{"type": "support", "email": "a@b.kz", "description": "long enough"}
		d, err := reg.Decide(t.Context(), c)
		if err != nil {
			continue
		}
		e := &engine.Event{Ticket: "T", Version: 1, Body: engine.Body{Ops: d.Ops}}
		ticket := engine.Apply(engine.Ticket{}, e)
		if _, err := reg.Deadlines(&ticket); err != nil {
			t.Fatal(err)
		}
		reg.Offers(&ticket, engine.Actor{Kind: engine.Staff, ID: "s", Roles: []string{"boss"}})
		for _, lang := range []string{"kk", "ru", "en"} {
			reg.Why(e, engine.Actor{Kind: engine.System}, lang)
			if err := rules.WriteDocument(io.Discard, reg, lang); err != nil {
				t.Fatal(err)
			}
		}
	}
}

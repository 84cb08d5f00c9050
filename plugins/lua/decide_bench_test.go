package lua

import (
	"context"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

func shipped(tb testing.TB, name string) *rules.Regulation {
	tb.Helper()
	bundle, err := rules.ReadBundle(rules.Shipped, name)
	if err != nil {
		tb.Fatal(err)
	}
	return compiled(tb, name, string(bundle.Files["regulation.lua"]))
}

// compiled is the regulation of a script.
func compiled(tb testing.TB, file, source string) *rules.Regulation {
	tb.Helper()
	prog, tree, err := Load(tb.Context(), file, source)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(prog.Close)
	reg, findings := rules.Compile(tree, rules.Options{File: file, Hooks: prog})
	if err := findings.Err(); err != nil {
		tb.Fatal(err)
	}
	return reg
}

// formCase is a request filed by the PROTS form.
func formCase() *engine.Case {
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	return &engine.Case{
		Tenant: "prots", Now: at,
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "form", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"language": "ru", "text": "Не включается ноутбук после обновления", "fields": map[string]any{
				"type": "support", "company_name": "Физ.лицо", "region": "Астана", "name": "Данияр Ахметов", "email": "daniyar@mail.example",
				"phone": "87051006343", "description": "Не включается ноутбук после обновления"}}},
		Ticket: &engine.Ticket{Tenant: "prots", ID: "T"}, Facts: engine.Fields{},
	}
}

// BenchmarkDecideData is one decision by data alone: a form becomes a ticket with
// its fields, deadline, timer and notice.
func BenchmarkDecideData(b *testing.B) {
	reg, c := shipped(b, "prots"), formCase()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reg.Decide(context.Background(), c); err != nil {
			b.Fatal(err)
		}
	}
}

// hookCase is a further message on a ticket of a regulation with one hook.
const hookSource = `
return regulation "hook" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hook" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
    on "message" (function(t)
      if t.field.phone and t.type ~= "incident" and string.find(t.data.text, "urgent", 1, true) then
        return set { priority = "high" }
      end
    end),
  },
}`

// BenchmarkDecideHook is one decision with a Lua hook that reads three values and
// sets one.
func BenchmarkDecideHook(b *testing.B) {
	reg := compiled(b, "hook.lua", hookSource)
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	c := &engine.Case{Tenant: "hook", Now: at,
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "email", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"text": "this is urgent", "from": map[string]any{"address": "a@b.kz"}}},
		Ticket: &engine.Ticket{Tenant: "hook", ID: "T", Version: 1, Facets: map[string]string{"status": "new", "family": "new", "type": "support"},
			Fields: engine.Fields{"phone": "+77051006343", "language": "en"}},
	}
	b.ReportAllocs()
	for b.Loop() {
		d, err := reg.Decide(context.Background(), c)
		if err != nil || d.Cost == 0 {
			b.Fatal(d, err)
		}
	}
}

package worker

import (
	"os"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// BenchmarkCall is one decision with a hook, which reads five values, in this
// process and in a tenant's own, for one caller and for as many as there are
// processors.
func BenchmarkCall(b *testing.B) {
	inLua := script(`if t.data.subject == "Help" and t.type ~= "incident" and not t.field.phone and t.status == "new" and
      string.find(t.data.text, "urgent", 1, true) then return set { priority = "high" } end`)
	hello, err := rules.ReadBundle(os.DirFS("../sdk/assemblyscript/examples/hello"), ".")
	if err != nil {
		b.Fatal(err)
	}
	boiler := mail("The boiler is cold")
	boiler.Event.Data = engine.Fields{"fields": map[string]any{"type": "repair", "year": "1999"}, "text": "The boiler is cold"}
	boiler.Event.Channel = "form"
	for _, lang := range []struct {
		name   string
		bundle *rules.Bundle
		c      *engine.Case
	}{{"Lua", inLua, mail("It is urgent")}, {"WebAssembly", hello, boiler}} {
		for _, place := range []struct {
			name   string
			loader *plugins.Loader
		}{{"here", &plugins.Loader{}}, {"worker", &plugins.Loader{Workers: newRig(b, nil).Pool}}} {
			prog, err := place.loader.Load(b.Context(), "bench", lang.bundle)
			if err != nil {
				b.Fatal(err)
			}
			reg := compile(b, prog)
			b.Run(lang.name+"/"+place.name, func(b *testing.B) {
				for b.Loop() {
					if _, err := reg.Decide(b.Context(), lang.c); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(lang.name+"/"+place.name+"/parallel", func(b *testing.B) {
				b.RunParallel(func(pb *testing.PB) {
					for pb.Next() {
						if _, err := reg.Decide(b.Context(), lang.c); err != nil {
							b.Error(err)
							return
						}
					}
				})
			})
			prog.Close()
		}
	}
}

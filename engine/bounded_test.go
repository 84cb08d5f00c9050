package engine_test

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// TestRegulationIsAskedAnewWithinItsBounds: one that crashes or wants too much is an
// error, as it is for the engine.
func TestRegulationIsAskedAnewWithinItsBounds(t *testing.T) {
	t.Parallel()
	script := &enginetest.Script{}
	e, err := engine.New(engine.Config{Backend: enginetest.NewMemory(), Regulations: script, Clock: enginetest.NewClock(enginetest.Start),
		Limits: engine.Limits{Quota: engine.Quota{Sends: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	bounded := e.Bounded(acme, script)
	for want, data := range map[string]engine.Fields{
		"":                    {"send": []any{"post", "post"}},
		"panic":               {"panic": true},
		"sends 3 messages":    {"send": []any{"post", "post", "post"}},
		"turned down as ever": {"refuse": true},
	} {
		_, err := bounded.Decide(t.Context(), &engine.Case{Tenant: acme, Ticket: &engine.Ticket{}, Event: engine.Fact{Kind: "act", Data: data}})
		switch {
		case want == "turned down as ever":
			if !engine.TurnedDown(err) {
				t.Errorf("a refusal is %v", err)
			}
		case (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want):
			t.Errorf("%v: got %v, want %q", data, err, want)
		}
	}
}

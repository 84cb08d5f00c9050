package engine_test

import (
	"testing"

	"github.com/reglament/reglament/engine"
)

func TestVisible(t *testing.T) {
	t.Parallel()
	actors := map[string]engine.Actor{
		"customer": {Kind: engine.Customer, ID: "c"}, "agent": {Kind: engine.Staff, ID: "s", Roles: []string{"operator"}},
		"quality": {Kind: engine.Staff, ID: "q", Roles: []string{"quality"}}, "partner": {Kind: engine.Partner, ID: "p1"},
		"system": {Kind: engine.System}, "nobody": {},
	}
	for audience, sees := range map[engine.Audience]string{
		"":                                "customer agent quality system",
		engine.ForCustomer:                "customer agent quality system",
		engine.ForStaff:                   "agent quality system",
		engine.ForRole("quality"):         "quality system",
		engine.ForRoleBut("quality", "q"): "system",
		engine.ForRoleBut("quality", "s"): "quality system",
		engine.ForPartner("p1"):           "agent quality partner system",
		engine.ForPartner("p2"):           "agent quality system",
		engine.Audience("strange"):        "system",
	} {
		want := map[string]bool{}
		for name := range actors {
			want[name] = false
		}
		for _, name := range splitWords(sees) {
			want[name] = true
		}
		for name, actor := range actors {
			if got := engine.Visible(actor, audience); got != want[name] {
				t.Errorf("%s sees %q: %v, want %v", name, audience, got, want[name])
			}
		}
	}
}

func splitWords(s string) (words []string) {
	for i, start := 0, 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' {
			words = append(words, s[start:i])
			start = i + 1
		}
	}
	return words
}

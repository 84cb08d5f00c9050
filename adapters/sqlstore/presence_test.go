package sqlstore

import (
	"testing"
	"time"

	"github.com/reglament/reglament/engine/enginetest"
)

func TestNodesSayWhoIsHereUntilAnInstant(t *testing.T) {
	if openStore(t, sqliteFile(t)).Presence() != nil {
		t.Error("one process alone has nobody to tell")
	}
	p := openStore(t, server.Database(t), acme, other).Presence()
	share := func(node, people string, seconds int) {
		t.Helper()
		if err := p.Share(t.Context(), acme, node, []byte(people), enginetest.Start.Add(time.Duration(seconds)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	others := func(node string, seconds int) (got string) {
		t.Helper()
		people, err := p.Others(t.Context(), acme, node, enginetest.Start.Add(time.Duration(seconds)*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range people {
			got += string(one)
		}
		return got
	}
	share("a", "[1]", 10)
	share("b", "[2]", 10)
	share("a", "[3]", 20)
	if got := others("c", 5); got != "[3][2]" {
		t.Errorf("c hears %s, want what both have said last", got)
	}
	if got := others("a", 5); got != "[2]" {
		t.Errorf("a hears %s, want b alone", got)
	}
	if got := others("c", 15); got != "[3]" {
		t.Errorf("later c hears %s, want nothing of b, which has been silent", got)
	}
	if theirs, err := p.Others(t.Context(), other, "c", enginetest.Start); err != nil || len(theirs) != 0 {
		t.Errorf("another tenant hears %q (%v)", theirs, err)
	}
}

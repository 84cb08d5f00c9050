package plugins_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
)

func TestNewTicketsAreSharedWithTheCanaryAndOldOnesAdopted(t *testing.T) {
	t.Parallel()
	adopting := strings.Replace(script("adopting"), "    numbering", "    transition \"adopt\",\n    numbering", 1)
	s := newShelf(t, map[engine.EditionID]string{"one": script("one"), "canary": script("canary"), "adopting": adopting})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	choose := func(command string, pinned engine.EditionID) engine.EditionID {
		t.Helper()
		id, err := r.Choose(t.Context(), "desk", engine.CommandID(command), pinned)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	s.activate("one")
	if got := choose("c", ""); got != "one" {
		t.Errorf("without a canary a new ticket goes to %s", got)
	}
	s.head.Canary = engine.Canary{Edition: "canary", Share: 30}
	r.Stale("desk")
	shares := map[engine.EditionID]int{}
	for i := range 1000 {
		command := fmt.Sprint("c", i)
		id := choose(command, "")
		if want := (engine.EditionID("one")); s.head.Canary.Takes(engine.CommandID(command)) != (id == "canary") || id != want && id != "canary" {
			t.Fatalf("%s goes to %s", command, id)
		}
		shares[id]++
	}
	if shares["canary"] < 200 || shares["canary"] > 400 {
		t.Errorf("the canary got %d of 1000, want about 300", shares["canary"])
	}
	if got := choose("c", "older"); got != "older" {
		t.Errorf("a ticket of another edition goes to %s, though nothing adopts it", got)
	}
	s.activate("adopting")
	r.Stale("desk")
	for pinned, want := range map[engine.EditionID]engine.EditionID{"one": "adopting", "adopting": "adopting", "canary": "canary"} {
		if got := choose("c", pinned); got != want {
			t.Errorf("a ticket of %s goes to %s, want %s", pinned, got, want)
		}
	}
}

package cli

import (
	"slices"
	"testing"

	"github.com/reglament/reglament/rules/compare"
)

func TestDiffTellsByClauseWhatAnEditionChanges(t *testing.T) {
	t.Parallel()
	other := regulation(t, "regulation.lua",
		"within = working.hours(3)", "within = working.hours(2)",
		`param "warn_before"`, `param "warn_ahead"`, "param.warn_before", "param.warn_ahead",
		`"office@sud.kz"`, `"help@sud.kz"`)
	run(t, "diff", "sud", other).ends(1).prints("SUD-5-first", "was 3wh, is 2wh", "new: param warn_ahead", "gone: param warn_before", "help@sud.kz")
	var changes []compare.Change
	run(t, "diff", "sud", other, "--json").ends(1).decode(&changes)
	if !slices.Contains(changes, compare.Change{Clause: "SUD-5-first", Item: "promise first_reply", Key: "within", Was: "3wh", Is: "2wh"}) {
		t.Errorf("got %+v, want the promise of the first answer among them", changes)
	}
}

func TestDiffOfAnEditionWithItselfIsEmpty(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"sud", "prots"} {
		run(t, "diff", name, name).ends(0).prints("say the same")
	}
	moved := regulation(t, "regulation.lua", "clause \"", "\n\n\nclause \"")
	run(t, "diff", "sud", moved, "--json").ends(0).prints("[]")
	misusedBy(t, []string{"nothing-here"}, "diff", "sud", "nothing-here")
	run(t, "diff", "sud", regulation(t, "regulation.lua", "working.hours(3)", "working.hours(")).ends(1).complains("regulation.lua:")
}

func TestDiffShowsChangedConditions(t *testing.T) {
	t.Parallel()
	other := regulation(t, "regulation.lua", `when = { status = "answered"`, `when = { status = "work"`)
	run(t, "diff", "sud", other).ends(1).prints(`"status":"answered"`, `"status":"work"`)
}

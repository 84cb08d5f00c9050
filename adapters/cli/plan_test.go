package cli

import (
	"path/filepath"
	"testing"

	"github.com/reglament/reglament/rules/plan"
)

// shorter is the regulation of SUD with another term of the first answer.
var shorter = []string{"working.hours(3)", "working.hours(2)"}

func TestPlanShowsWhichDeadlinesWouldMove(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	run(t, "plan", "sud", "--tenant", "sud", "--data", data).ends(0).prints("1 open tickets", "0 would move")
	mine := regulation(t, "regulation.lua", shorter...)
	run(t, "plan", mine, "--tenant", "sud", "--data", data).ends(1).prints("SK-000001", "SUD-5-first", "promise first_reply: due ", "would be ", "(2wh, was 3wh)", "1 would move")
	var p planned
	run(t, "plan", mine, "--tenant", "sud", "--data", data, "--json").ends(1).decode(&p)
	if p.Moves != 1 || len(p.Tickets) != 1 || len(p.Tickets[0].Deadlines) != 1 {
		t.Fatalf("got %+v, want one deadline of one ticket", p)
	}
	if m := p.Tickets[0].Deadlines[0]; m.What != plan.Moves || m.Clause != "SUD-5-first" || !m.Would.Before(*m.Due) {
		t.Errorf("got %+v, want it due earlier under SUD-5-first", m)
	}
	run(t, "verify", "--data", data, "--tenant", "sud").ends(0) // and nothing was written
	misusedBy(t, []string{`no tenant "nix"`}, "plan", "sud", "--tenant", "nix", "--data", data)
	misusedBy(t, []string{"no database at"}, "plan", "sud", "--tenant", "sud", "--data", filepath.Join(t.TempDir(), "none"))
}

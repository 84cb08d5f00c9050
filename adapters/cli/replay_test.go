package cli

import (
	"testing"
)

func TestReplayUnderTheSameEditionShowsNothing(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	for _, tenant := range []string{"sud", "prots"} {
		run(t, "replay", "--tenant", tenant, "--to", tenant, "--data", data).ends(0).prints("0 would have been decided otherwise")
	}
}

func TestReplayShowsWhatACandidateWouldHaveDecidedByClause(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	const number = "SK-000001"
	to := regulation(t, "regulation.lua", "within = working.hours(3)", "within = working.hours(2)")
	run(t, "replay", "--tenant", "sud", "--to", to, "--data", data).ends(1).
		prints(number, "changed", "- SUD-5-first", "+ SUD-5-first", "до 23", "would have been decided otherwise")
	var answer struct {
		Events, Differences int
		Clauses             map[string]struct {
			Differences int
			Numbers     []string
		}
		List []replayed
	}
	run(t, "replay", "--tenant", "sud", "--to", to, "--data", data, "--json").ends(1).decode(&answer)
	if by := answer.Clauses["SUD-5-first"]; by.Differences == 0 || len(by.Numbers) == 0 || by.Numbers[0] != number {
		t.Errorf("got %+v, want differences of %s under SUD-5-first", answer.Clauses, number)
	}
	if len(answer.List) != answer.Differences || answer.Events == 0 {
		t.Errorf("got %d differences in the list of %d, %d events", len(answer.List), answer.Differences, answer.Events)
	}
}

func TestReplayWritesAndSendsNothing(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	before := run(t, "verify", "--data", data, "--json").ends(0).out
	run(t, "replay", "--tenant", "sud", "--to", regulation(t, "regulation.lua", "within = working.hours(3)", "within = working.hours(2)"), "--data", data).ends(1)
	if after := run(t, "verify", "--data", data, "--json").ends(0).out; after != before {
		t.Errorf("the log was %s and is %s", before, after)
	}
}

func TestReplayLeavesOutWhatIsOlder(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	run(t, "replay", "--tenant", "sud", "--to", "sud", "--last", "0s", "--data", data).ends(0).prints("0 events of 0 tickets")
	run(t, "replay", "--tenant", "sud", "--to", "sud", "--last", "3mo", "--data", data).ends(0).prints("0 would")
	misusedBy(t, []string{"working time"}, "replay", "--tenant", "sud", "--to", "sud", "--last", "3wh", "--data", data)
	misusedBy(t, []string{"--last", "soon"}, "replay", "--tenant", "sud", "--to", "sud", "--last", "soon", "--data", data)
	misusedBy(t, []string{"nobody", "prots, sud"}, "replay", "--tenant", "nobody", "--to", "sud", "--data", data)
	run(t, "replay", "--tenant", "sud", "--to", regulation(t, "regulation.lua", "within = working.hours(3)", "within = working.hours("), "--data", data).ends(1).complains("regulation.lua:")
}

func TestReplayNamesWhatTheCandidateLacks(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	to := regulation(t, "regulation.lua", `family = "new"`, `family = "new"`, `then = "new"`, `then = "new"`, `"new"`, `"fresh"`)
	run(t, "replay", "--tenant", "sud", "--to", to, "--data", data).ends(1).
		prints(`there is no status "new"; tickets that have it: 1 (SK-000001)`, "Keep it in the catalogue")
	var answer struct {
		Unknown []struct {
			Facet, Value string
			Tickets      int
			Numbers      []string
		}
	}
	run(t, "replay", "--tenant", "sud", "--to", to, "--data", data, "--json").ends(1).decode(&answer)
	if u := answer.Unknown; len(u) != 1 || u[0].Facet != "status" || u[0].Tickets != 1 || u[0].Numbers[0] != "SK-000001" {
		t.Errorf("got %+v, want the status new of SK-000001", u)
	}
}

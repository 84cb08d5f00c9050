package cli

import (
	"testing"

	"github.com/reglament/reglament/adapters/httpapi"
)

func TestQuotasAreShownAndSetFromTheCommandLine(t *testing.T) {
	data, tokens := installation(t)
	serve(t, data, tokens)
	t.Setenv("REGLAMENT_TOKEN", tokenOf(t, tokens, "installation", "admin"))
	run(t, "quotas", "sud").ends(0).prints("notices", "50000", "messages a day", "sud today: ")
	run(t, "quotas", "sud", "--set", "notices=20000", "--set", "ops=100", "--reason", "New contract").ends(0).prints("20000", "100")

	var report httpapi.QuotaReport
	run(t, "quotas", "sud", "--set", "code=60", "--reset", "ops", "--json").ends(0).decode(&report)
	own := map[string]int64{}
	for _, q := range report.Quotas {
		if q.Override != nil {
			own[q.Quota] = *q.Override
		}
	}
	if len(own) != 2 || own["notices"] != 20000 || own["code"] != 60 {
		t.Errorf("its own are %v, want notices and code", own)
	}

	run(t, "quotas", "sud", "--set", "notices=0").ends(2).complains("quota notices: 0 cannot be, it must be from 1 to 10000000 (messages a day)")
	run(t, "quotas", "sud", "--set", "tickets=5").ends(2).complains(`there is no quota "tickets"; there are decide`)
	run(t, "quotas", "sud", "--set", "ops=many").ends(2).complains("quota ops=many: want a whole number")
	run(t, "quotas", "sud", "--reset", "tickets").ends(2).complains("--reset tickets")
	run(t, "quotas", "nobody").ends(2)
	t.Setenv("REGLAMENT_TOKEN", tokenOf(t, tokens, "sud", "admin"))
	run(t, "quotas", "sud").ends(2)
	t.Setenv("REGLAMENT_TOKEN", "")
	run(t, "quotas", "sud").ends(2).complains("reglament token create --tenant installation --role admin")
}

package cli

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestToolsSayThatNoServerHasRunHere(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"verify", "explain SK-000001", "tenant list", "token list --tenant sud", "token create --tenant sud --role operator",
		"token revoke x --tenant sud"} {
		data := filepath.Join(t.TempDir(), "data")
		misusedBy(t, []string{"no database at " + data, "reglament serve"}, append(strings.Fields(args), "--data", data)...)
		if _, err := os.Stat(data); err == nil {
			t.Errorf("%s has made the folder", args)
		}
	}
}

func TestMigrateMakesAnEmptyInstallation(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var first, second struct{ Applied []string }
	run(t, "migrate", "--data", data, "--json").ends(0).decode(&first)
	run(t, "migrate", "--data", data, "--json").ends(0).decode(&second)
	if len(first.Applied) == 0 || second.Applied == nil || len(second.Applied) != 0 {
		t.Errorf("applied %v, then %v; want some, then an empty list", first.Applied, second.Applied)
	}
	run(t, "migrate", "--data", data).ends(0).prints("up to date")
	for _, args := range []string{"tenant list", "verify"} {
		empty := []any{nil}
		run(t, append(strings.Fields(args), "--data", data, "--json")...).ends(0).decode(&empty)
		if empty == nil || len(empty) != 0 {
			t.Errorf("%s: got %v, want an empty list", args, empty)
		}
		run(t, append(strings.Fields(args), "--data", data)...).ends(0).prints("there are no tenants")
	}
	misusedBy(t, []string{`no tenant "sud"`, "when it starts"}, "token", "create", "--tenant", "sud", "--role", "operator", "--data", data)
}

func TestMigrateLeavesANewerDatabaseAlone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	run(t, "migrate", "--data", data).ends(0)
	change(t, data, "INSERT INTO bun_migrations (name, group_id, migrated_at) VALUES ('9999', 9, '2030-01-01')")
	run(t, "migrate", "--data", data).ends(1).complains("newer than this program", "9999")
	var answer struct{ Error string }
	run(t, "verify", "--data", data, "--json").ends(1).decode(&answer)
}

// change changes the database behind the program's back.
func change(t *testing.T, data, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, "reglament.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	res, err := db.Exec(statement)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := res.RowsAffected(); n == 0 {
		t.Fatalf("%s has changed nothing", statement)
	}
}

func TestTenantsAreListed(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	run(t, "tenant", "list", "--data", data).ends(0).prints("prots", "sud", "edition")
	var rows []listedTenant
	run(t, "tenant", "list", "--data", data, "--json").ends(0).decode(&rows)
	i := slices.IndexFunc(rows, func(row listedTenant) bool { return row.ID == "sud" })
	if len(rows) != 5 || i < 0 || len(rows[i].Edition) != 64 || rows[i].Events < 2 {
		t.Errorf("got %+v, want all five shipped companies, sud with its edition and at least two events", rows)
	}
}

func TestDirectoryIsImported(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	file := filepath.Join(t.TempDir(), "people.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("companies: [{id: acme, name: Acme, inbound: [support@acme.kz]}]")
	misusedBy(t, []string{"--tenant"}, "tenant", "import", file, "--data", data)
	misusedBy(t, []string{`no tenant "nix"`, "prots, sud"}, "tenant", "import", file, "--data", data, "--tenant", "nix")
	run(t, "tenant", "import", file, "--data", data, "--tenant", "prots").ends(0).prints("prots: 0 principals, 1 companies, 0 parties")
	counts := map[string]int{}
	run(t, "tenant", "import", file, "--data", data, "--tenant", "prots", "--json").ends(0).decode(&counts)
	if counts["companies"] != 1 {
		t.Errorf("got %v, want one company", counts)
	}
	run(t, "tenant", "import", file, "--data", data, "--tenant", "sud").ends(1).complains("support@acme.kz belongs to tenant prots")
	write("tenant: prots\nprincipals:\n  - {id: dana, nane: Дана}\n")
	run(t, "tenant", "import", file, "--data", data).ends(1).complains(file, "nane")
	write("tenant: afforto\nprincipals:\n  - {id: dana, roles: [first], shift: {mon: [\"9-18\"]}}\n")
	run(t, "tenant", "import", file, "--data", data).ends(1).complains("line 3", "shift of principal dana", `"9-18"`)
	write("tenant: afforto\nassignment:\n  - {queue: third, role: boss}\n")
	run(t, "tenant", "import", file, "--data", data).ends(1).complains("assignment/0/queue", "no queue “third”", "first, second, visit", "assignment/0/role")
	write("tenant: afforto\nprincipals:\n  - {id: dana, roles: [first]}\nassignment:\n  - {queue: first, people: [dana], calendar: main, how: load, limit: 5}\n")
	run(t, "tenant", "import", file, "--data", data).ends(0).prints("afforto: 1 principals")
}

func TestEveryDecisionIsExplained(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	run(t, "explain", "SK-000001", "--data", data).ends(0).prints("SK-000001", "(sud)", "SUD-5-ack", "SUD-5-first", "counted", "Срок «Первый ответ»")
	run(t, "explain", "SK-000001", "--data", data, "--lang", "en").ends(0).prints("First answer")
	var x explained
	run(t, "explain", "SK-000001", "--data", data, "--tenant", "sud", "--json").ends(0).decode(&x)
	if x.Tenant != "sud" || len(x.Events) == 0 || len(x.Events[0].Decisions) == 0 || len(x.Deadlines) == 0 {
		t.Fatalf("got %+v", x)
	}
	for _, d := range x.Events[0].Decisions {
		if d.Clause == "" || d.Sentence == "" {
			t.Errorf("a decision without a clause or a sentence: %+v", d)
		}
	}
	misusedBy(t, []string{"no ticket SK-9", "SK-000001 of sud"}, "explain", "SK-9", "--data", data)
	misusedBy(t, []string{"no ticket SK-000001", "no tickets yet"}, "explain", "SK-000001", "--data", data, "--tenant", "prots")
	misusedBy(t, []string{`no tenant "nix"`, "prots, sud"}, "explain", "SK-000001", "--data", data, "--tenant", "nix")
}

func TestAlteredLogIsFound(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	run(t, "verify", "--data", data).ends(0).prints("prots: ", "sud: ", "1 tickets", "intact")
	misusedBy(t, []string{`no tenant "nix"`, "prots, sud"}, "verify", "--data", data, "--tenant", "nix")
	change(t, data, "UPDATE events SET body = replace(body, 'Кабинет ашылмайды', 'Бәрі жақсы') WHERE tenant = 'sud' AND seq = 2")
	run(t, "verify", "--data", data, "--tenant", "prots").ends(0)
	var all []verified
	run(t, "verify", "--data", data, "--json").ends(1).decode(&all)
	broken := slices.DeleteFunc(all, func(v verified) bool { return v.Problem == "" })
	if len(broken) != 1 || broken[0].Tenant != "sud" || !strings.Contains(broken[0].Problem, "2") {
		t.Errorf("got %+v, want a problem with event 2 of sud", all)
	}
}

func TestExplainShowsATicketAsItWas(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	var now explained
	run(t, "explain", "SK-000001", "--data", data, "--json").ends(0).decode(&now)
	first := now.Events[0].At
	at := first.Format("2006-01-02T15:04:05Z07:00") // within the second before the event
	misusedBy(t, []string{"was not there yet", first.Format("2006-01-02")}, "explain", "SK-000001", "--data", data, "--at", at)
	var then explained
	run(t, "explain", "SK-000001", "--data", data, "--json", "--at", first.Add(time.Hour).Format("2006-01-02T15:04:05Z07:00")).ends(0).decode(&then)
	if len(then.Events) == 0 || then.Status == "" || len(then.Deadlines) != 2 {
		t.Errorf("got %d events, the status %q and %d deadlines", len(then.Events), then.Status, len(then.Deadlines))
	}
	roles := map[string][]string{}
	for _, a := range then.Acts {
		roles[a.ID] = a.Roles
	}
	if !slices.Contains(roles["request_info"], "operator") || slices.Contains(roles["request_info"], "customer") {
		t.Errorf("got the acts %v, want request_info for operators alone", roles)
	}
}

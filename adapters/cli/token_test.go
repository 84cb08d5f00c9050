package cli

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// works reports whether a token lets its bearer in at a tenant's doors, and how.
func works(t *testing.T, data string, tenant engine.TenantID, token string) (role string, ok bool) {
	t.Helper()
	store, err := sqlstore.OpenBeside(t.Context(), data+"/reglament.db")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	found, ok, err := store.Token(t.Context(), tenant, auth.Hash(tenant, token))
	if err != nil {
		t.Fatal(err)
	}
	return found.Role, ok
}

func TestTokenIsPrintedAloneAndWorks(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	for _, c := range []struct {
		tenant, role string
		id           engine.TenantID
	}{{"sud", "operator", "sud"}, {"prots", "performer", "prots"}, {"prots", "intake", "prots"}, {"installation", "admin", sqlstore.Installation}} {
		r := run(t, "token", "create", "--tenant", c.tenant, "--role", c.role, "--data", data).ends(0)
		token := strings.TrimSuffix(r.out, "\n")
		if strings.ContainsAny(token, " \n") || r.err != "" {
			t.Errorf("%s: prints %q and %q, want a token alone", r.args, r.out, r.err)
		}
		if role, ok := works(t, data, c.id, token); !ok || role != c.role {
			t.Errorf("%s: the token is good for %q (%t), want %q", r.args, role, ok, c.role)
		}
	}
	var made struct{ Token string }
	run(t, "token", "create", "--tenant", "sud", "--role", "admin", "--data", data, "--json").ends(0).decode(&made)
	if _, ok := works(t, data, "sud", made.Token); !ok {
		t.Errorf("the token %q does not work", made.Token)
	}
	if _, ok := works(t, data, "prots", made.Token); ok {
		t.Error("a token of SUD works for PROTS")
	}
}

func TestTokenIsRefusedForARoleThatThereIsNot(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	for tenant, roles := range map[string]string{"prots": "admin, operator, intake, wall, performer, manager", "sud": "admin, operator, intake, wall", "installation": "there are admin"} {
		misusedBy(t, []string{`no role "boss"`, roles}, "token", "create", "--tenant", tenant, "--role", "boss", "--data", data)
	}
	for _, command := range []string{"create --role operator", "list", "revoke x"} {
		misusedBy(t, []string{`no tenant "nix"`, "prots, sud"}, append([]string{"token"}, append(strings.Fields(command), "--tenant", "nix", "--data", data)...)...)
	}
}

func TestTokensAreListedWithoutTheirSecrets(t *testing.T) {
	t.Parallel()
	data, tokens := installation(t)
	var rows []listedToken
	run(t, "token", "list", "--tenant", "installation", "--data", data, "--json").ends(0).decode(&rows)
	if len(rows) != 1 || rows[0].Role != "admin" || rows[0].Created.IsZero() || len(rows[0].ID) != 12 {
		t.Errorf("got %+v, want the installation's one token", rows)
	}
	list := run(t, "token", "list", "--tenant", "sud", "--data", data).ends(0).prints("admin", "operator", "intake")
	for _, token := range tokens {
		if strings.Contains(list.out, token.Token) {
			t.Error("the list shows a token")
		}
	}
}

func TestTokenIsRevokedByLabelOrID(t *testing.T) {
	t.Parallel()
	data, _ := installation(t)
	mint := func(label string) string {
		r := run(t, "token", "create", "--tenant", "sud", "--role", "operator", "--label", label, "--data", data).ends(0)
		return strings.TrimSpace(r.out)
	}
	desk, first, second := mint("desk"), mint("twin"), mint("twin")
	revoke := []string{"token", "revoke", "--tenant", "sud", "--data", data}
	run(t, append(revoke, "desk")...).ends(0).prints("revoked: ", "desk")
	if _, ok := works(t, data, "sud", desk); ok {
		t.Error("the revoked token works")
	}
	misusedBy(t, []string{`no token "desk"`, "(twin)"}, append(revoke, "desk")...)
	misusedBy(t, []string{`several tokens of sud are called "twin"`}, append(revoke, "twin")...)
	var rows []listedToken
	run(t, "token", "list", "--tenant", "sud", "--data", data, "--json").ends(0).decode(&rows)
	last := rows[len(rows)-1]
	var answer struct{ Revoked listedToken }
	run(t, append(revoke, last.ID, "--json")...).ends(0).decode(&answer)
	if answer.Revoked != last || last.Label != "twin" {
		t.Errorf("revoked %+v, want %+v", answer.Revoked, last)
	}
	_, one := works(t, data, "sud", first)
	_, other := works(t, data, "sud", second)
	if one == other {
		t.Errorf("of two tokens of one name the first works: %t, the second: %t; want one of them", one, other)
	}
}

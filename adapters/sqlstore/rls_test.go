package sqlstore

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// unbound are the tables that belong to no tenant.
var unbound = []string{"clock", "bun_migrations", "bun_migration_locks"}

// populate leaves at least one row of the tenant in every table.
func populate(t *testing.T, s *Store, r *enginetest.Rig, tenant engine.TenantID) {
	t.Helper()
	ctx := t.Context()
	cmd := letter("c1", 10)
	cmd.Tenant = tenant
	res, err := r.Do(ctx, cmd)
	if err != nil {
		t.Fatal(err)
	}
	file := &directory.File{
		Assignment: []roster.Rule{{Role: "operator"}},
		Principals: []directory.Principal{{ID: "aigul", Name: "Айгүл"}},
		Companies:  []directory.Company{{ID: "acme", Name: "Acme"}},
		Parties:    []directory.Party{{ID: "p1", Name: "Данияр", Addresses: []directory.Address{{Kind: "email", Value: "d@mail.example"}}}},
	}
	mail := Mail{Tenant: tenant, ID: "m1", Blob: "m", State: MailReceived, Received: enginetest.Start}
	steps := []error{
		s.Import(ctx, tenant, file, enginetest.Start),
		s.PutEdition(ctx, tenant, "e1", []byte("{}"), enginetest.Start),
		s.PutToken(ctx, Token{Tenant: tenant, Hash: []byte("h"), Role: "operator", Created: enginetest.Start}),
		s.PutMail(ctx, mail),
		second(s.PutDraft(ctx, tenant, desk.Draft{DraftKey: replyKey, Updated: enginetest.Start})),
		second(s.PutAbsence(ctx, tenant, roster.Absence{Principal: "aigul", Updated: enginetest.Start})),
		s.SpendTurn(ctx, tenant, "aigul", 1),
		second(s.PutTemplate(ctx, tenant, desk.Template{ID: "t1", Owner: "aigul", Updated: enginetest.Start})),
		second(s.PutView(ctx, tenant, desk.View{ID: "v1", Owner: "aigul", Updated: enginetest.Start})),
		s.PutWishes(ctx, tenant, "aigul", desk.Wishes{Off: []string{"watched"}}),
		s.AddReminder(ctx, tenant, desk.Reminder{ID: "r1", Owner: "aigul", Ticket: res.Ticket.ID, Text: "t", Due: enginetest.Start}),
		s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
			if s.Presence() == nil { // an SQLite file
				return nil
			}
			for _, row := range []string{"presence VALUES (?, 'n', '[]', 1)", "search_heads VALUES (?, 1)", "search_events VALUES (?, 1, 't', '', 'word')"} {
				if _, err := tx.NewRaw("INSERT INTO "+row, string(tenant)).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		}),
		s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
			files := []attachmentRow{{Tenant: string(tenant), Seq: res.Event.Seq, Blob: "b", Ticket: string(res.Ticket.ID), Name: "n", Info: "{}"}}
			blocks := []blockedRow{{Tenant: string(tenant), Address: "a@spam.example", Ticket: string(res.Ticket.ID)}}
			if _, err := tx.NewInsert().Model(&blocks).Exec(ctx); err != nil {
				return err
			}
			people := []participantRow{{Tenant: string(tenant), Ticket: string(res.Ticket.ID), Party: "p1", Role: "cc"}}
			if _, err := tx.NewInsert().Model(&files).Exec(ctx); err != nil {
				return err
			}
			_, err := tx.NewInsert().Model(&people).Exec(ctx)
			return err
		}),
	}
	for i, err := range steps {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// login connects as the superuser that the URL names.
func login(t *testing.T, dsn string) *bun.DB {
	t.Helper()
	db, err := connect(dsn, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// tenantTables lists the tables of the schema that hold tenants' rows, with the
// column that names the tenant. A table that a later migration adds is among
// them by itself.
func tenantTables(t *testing.T, db *bun.DB) map[string]string {
	t.Helper()
	var names []string
	err := db.NewRaw("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1").Scan(t.Context(), &names)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]string{}
	for _, name := range names {
		switch {
		case slices.Contains(unbound, name):
		case name == "tenants":
			tables[name] = "id"
		default:
			tables[name] = "tenant"
		}
	}
	return tables
}

// rowsOf counts the rows of a table by tenant, as the connection sees them after
// the given statement.
func rowsOf(t *testing.T, db *bun.DB, before, table, column string) map[string]int {
	t.Helper()
	seen := map[string]int{}
	err := db.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
		if before != "" {
			if _, err := tx.ExecContext(ctx, before); err != nil {
				return err
			}
		}
		var tenants []string
		if err := tx.NewRaw("SELECT "+column+" FROM "+table).Scan(ctx, &tenants); err != nil {
			return err
		}
		for _, id := range tenants {
			seen[id]++
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	return seen
}

// TestRowsOfOtherTenantsCannotBeSelected speaks SQL over the store's own
// connections, whose login is a superuser: the second lock must hold although
// the query forgets its WHERE.
func TestRowsOfOtherTenantsCannotBeSelected(t *testing.T) {
	dsn := server.Database(t)
	s := openStore(t, dsn, acme, other)
	r := enginetest.NewRig(t, s, acme, other)
	populate(t, s, r, acme)
	populate(t, s, r, other)
	owner := login(t, dsn)
	app := s.db.(*postgres).app
	tables := tenantTables(t, owner)
	if len(tables) < 16 {
		t.Fatalf("found %d tables: %v", len(tables), tables)
	}
	for table, column := range tables {
		all := rowsOf(t, owner, "", table, column)
		if all["acme"] == 0 || all["other"] == 0 {
			t.Fatalf("%s has the rows %v: the test proves nothing without rows of both", table, all)
		}
		if got := rowsOf(t, app, "", table, column); len(got) != 0 {
			t.Errorf("%s, no tenant set: sees %v, want nothing", table, got)
		}
		if got := rowsOf(t, app, "SET LOCAL reglament.tenant = 'acme'", table, column); len(got) != 1 || got["acme"] != all["acme"] {
			t.Errorf("%s, acme set: sees %v, want the %d rows of acme", table, got, all["acme"])
		}
		if got := rowsOf(t, app, "SET LOCAL reglament.tenant = ''", table, column); len(got) != 0 {
			t.Errorf("%s, empty tenant set: sees %v, want nothing", table, got)
		}
	}
}

func TestRowsOfOtherTenantsCannotBeWritten(t *testing.T) {
	s := openStore(t, server.Database(t), acme, other)
	r := enginetest.NewRig(t, s, acme, other)
	populate(t, s, r, acme)
	populate(t, s, r, other)
	foreign := map[string]string{
		"insert": "INSERT INTO participants VALUES ('other', 't', 'p', 'cc')",
		"move":   "UPDATE tokens SET tenant = 'other'",
	}
	for name, statement := range foreign {
		err := s.db.change(t.Context(), "acme", func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, statement)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "row-level security") {
			t.Errorf("%s under acme: got %v, want row-level security to refuse it", name, err)
		}
	}
	for _, statement := range []string{"UPDATE events SET kind = 'x'", "DELETE FROM events", "UPDATE events SET hash = ''", "UPDATE editions SET bundle = ''", "TRUNCATE tickets", "DROP POLICY one_tenant ON tickets", "DROP TABLE tickets"} {
		err := s.db.change(t.Context(), "acme", func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, statement)
			return err
		})
		if err == nil {
			t.Errorf("%s: done, although what is written once is never changed", statement)
		}
	}
	for table, n := range rowsOfDeleted(t, s, "acme", []string{"tickets", "outbox", "wakes"}) {
		if n == 0 {
			t.Errorf("DELETE without WHERE under acme took the other tenant's %s", table)
		}
	}
}

// rowsOfDeleted empties tables under one tenant and counts what the other one has
// left.
func rowsOfDeleted(t *testing.T, s *Store, tenant engine.TenantID, tables []string) map[string]int64 {
	t.Helper()
	left := map[string]int64{}
	for _, table := range tables {
		err := s.db.change(t.Context(), tenant, func(ctx context.Context, tx bun.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM "+table)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var n []int64
		if err := s.db.read(t.Context(), "other", &n, "SELECT count(*) FROM "+table); err != nil {
			t.Fatal(err)
		}
		left[table] = n[0]
	}
	return left
}

// TestClaimsSeeOnlyWhatIsDue holds the second role to its purpose: it sees all
// tenants, but nothing of what they write.
func TestClaimsSeeOnlyWhatIsDue(t *testing.T) {
	dsn := server.Database(t)
	s := openStore(t, dsn, acme)
	r := enginetest.NewRig(t, s, acme)
	populate(t, s, r, acme)
	owner := login(t, dsn)
	claims := s.db.(*postgres).claims
	may := []string{"tenants", "wakes", "outbox", "reminders", "tenant_head", "search_heads", "assignment"}
	for table := range tenantTables(t, owner) {
		_, err := claims.ExecContext(t.Context(), "SELECT count(*) FROM "+table)
		if slices.Contains(may, table) != (err == nil) {
			t.Errorf("claims reads %s: got %v, want %v to be all it can read", table, err, may)
		}
	}
	for table, column := range map[string]string{"reminders": "text", "tenant_head": "state", "assignment": "rules"} {
		if _, err := claims.ExecContext(t.Context(), "SELECT "+column+" FROM "+table); err == nil {
			t.Errorf("claims reads %s of %s, want no more than what is due", column, table)
		}
	}
}

// TestOwnerIsBoundToo takes a login that owns the schema and is no superuser.
func TestOwnerIsBoundToo(t *testing.T) {
	dsn := server.Database(t)
	s := openStore(t, dsn, acme)
	r := enginetest.NewRig(t, s, acme)
	populate(t, s, r, acme)
	owner := login(t, dsn)
	exec := func(format string, args ...any) {
		t.Helper()
		if _, err := owner.ExecContext(t.Context(), fmt.Sprintf(format, args...)); err != nil {
			t.Fatal(err)
		}
	}
	tables := tenantTables(t, owner)
	role := fmt.Sprintf("plain_owner_%d", os.Getpid())
	exec("CREATE ROLE %s NOLOGIN", role)
	t.Cleanup(func() {
		if _, err := owner.ExecContext(context.Background(), "RESET ROLE; DROP OWNED BY "+role+"; DROP ROLE "+role); err != nil {
			t.Error(err)
		}
	})
	exec("GRANT USAGE ON SCHEMA public TO %s", role)
	for table := range tables {
		exec("ALTER TABLE %s OWNER TO %s", table, role)
	}
	for table, column := range tables {
		if got := rowsOf(t, owner, "SET LOCAL ROLE "+role, table, column); len(got) != 0 {
			t.Errorf("%s: its owner sees %v, want nothing", table, got)
		}
	}
}

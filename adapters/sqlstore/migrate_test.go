package sqlstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// TestMergedMigrationsStayAsTheyAre: a file that was applied somewhere must not
// change, and a new one must be written down.
func TestMergedMigrationsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	const list = "testdata/migrations.sha256"
	raw, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			want[name] = sum
		}
	}
	got := map[string]string{}
	for _, folder := range []string{"postgres", "sqlite"} {
		for _, name := range migrationNames(t, folder) {
			text, err := migrationFiles.ReadFile("migrations/" + folder + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(text)
			got[folder+"/"+name] = hex.EncodeToString(sum[:])
		}
	}
	for name, sum := range got {
		switch {
		case want[name] == "":
			t.Errorf("%s is new: add this line to %s\n%s  %s", name, list, sum, name)
		case want[name] != sum:
			t.Errorf("%s was changed after it was merged: undo that, and write a new migration", name)
		}
	}
	for name := range want {
		if got[name] == "" {
			t.Errorf("%s was merged and is gone", name)
		}
	}
}

func migrationNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := fs.ReadDir(migrationFiles, "migrations/"+folder)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

func TestBothDatabasesHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	if a, b := migrationNames(t, "postgres"), migrationNames(t, "sqlite"); !slices.Equal(a, b) {
		t.Errorf("postgres has %v, sqlite %v", a, b)
	}
}

// TestFirstSchemaMigratesUp starts from the first schema with the rows that
// testdata/first_schema.json lists, as the program of that time has written them
// (so it is never written anew), and takes it through every migration since.
func TestFirstSchemaMigratesUp(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		dsn := databaseURL(t)
		folder := "sqlite"
		if IsPostgres(dsn) {
			folder = "postgres"
		}
		names := migrationNames(t, folder)
		rows := readRows(t)
		startFromFirst(t, dsn, path.Join("migrations", folder), names[0], rows)
		applied, err := Migrate(t.Context(), dsn)
		if err != nil || len(applied) != len(names)-1 {
			t.Fatalf("applied %v (%v), want all of %v but the first", applied, err, names)
		}
		s := openStore(t, dsn)
		verifyRows(t, s, rows)
		goOn(t, s)
	})
}

// startFromFirst makes a database of the first schema with the rows in it.
func startFromFirst(t *testing.T, dsn, folder, first string, rows map[string][]map[string]any) {
	t.Helper()
	text, err := migrationFiles.ReadFile(path.Join(folder, first))
	if err != nil {
		t.Fatal(err)
	}
	db := openOwner(t, dsn)
	defer db.Close()
	only := fstest.MapFS{path.Join(folder, first): {Data: text}}
	if _, err := migrateFrom(t.Context(), db, only, folder); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "DELETE FROM clock"); err != nil {
		t.Fatal(err)
	}
	insertRows(t, db, "tenants", rows["tenants"]) // others refer to them
	for table := range rows {
		if table != "tenants" {
			insertRows(t, db, table, rows[table])
		}
	}
}

func openOwner(t *testing.T, dsn string) *bun.DB {
	t.Helper()
	if IsPostgres(dsn) {
		p, err := openPostgresOwner(dsn)
		if err != nil {
			t.Fatal(err)
		}
		return p.app
	}
	s, err := openSQLite(dsn, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	return s.writer
}

// readRows reads the rows by table and column. Bytes stand as {"bytes": base64}.
func readRows(t *testing.T) map[string][]map[string]any {
	t.Helper()
	raw, err := os.ReadFile("testdata/first_schema.json")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var rows map[string][]map[string]any
	if err := d.Decode(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func insertRows(t *testing.T, db *bun.DB, table string, rows []map[string]any) {
	t.Helper()
	for _, row := range rows {
		var columns []string
		var values []any
		for name, v := range row {
			columns, values = append(columns, name), append(values, column(t, v))
		}
		query := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
		if _, err := db.NewRaw(query, values...).Exec(t.Context()); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
}

func column(t *testing.T, v any) any {
	t.Helper()
	switch x := v.(type) {
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			t.Fatal(err)
		}
		return n
	case map[string]any:
		raw, err := base64.StdEncoding.DecodeString(x["bytes"].(string))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	return v
}

// verifyRows holds the migrated log against its chain, every ticket against the
// fold of its events, and looks for what lies beside them.
func verifyRows(t *testing.T, s *Store, rows map[string][]map[string]any) {
	t.Helper()
	var events int64
	for _, tenant := range []engine.TenantID{acme, other} {
		events += enginetest.VerifyLog(t, s, tenant)
	}
	if want := int64(len(rows["events"])); events != want || want < 20 {
		t.Errorf("%d events, want %d, and at least 20", events, want)
	}
	page, err := s.Tickets(t.Context(), engine.TicketList{Tenant: acme, Facets: map[string][]string{"level": {"3"}}, Limit: 50})
	if err != nil || len(page.Tickets) < 2 {
		t.Errorf("%d tickets of level 3 (%v), want some", len(page.Tickets), err)
	}
	moved, _, err := s.Clock(t.Context())
	if err != nil || moved != 5*time.Second {
		t.Errorf("the clock is moved by %s (%v), want 5s", moved, err)
	}
	people, err := s.Principals(t.Context(), acme)
	if err != nil || len(people) != 1 || people[0].Name != "Айгүл" {
		t.Errorf("principals %+v (%v), want Айгүл", people, err)
	}
	if _, ok, err := s.Token(t.Context(), acme, []byte("h")); err != nil || !ok {
		t.Errorf("the token is gone (%v)", err)
	}
	files, err := s.Attachments(t.Context(), acme, engine.TicketID(rows["attachments"][0]["ticket"].(string)))
	if err != nil || len(files) != 1 || files[0].Blob != "b" {
		t.Errorf("attachments %+v (%v), want the blob b", files, err)
	}
}

// goOn does with the migrated store what an engine does: old commands are known,
// new ones are taken, what was due goes out.
func goOn(t *testing.T, s *Store) {
	t.Helper()
	r := enginetest.NewRig(t, s)
	r.Clock.Advance(24 * time.Hour)
	again, err := r.Do(t.Context(), letter("c1", 10))
	if err != nil || !again.Duplicate || again.Ticket.Number != "S-010" {
		t.Errorf("a command of before: %+v (%v), want the answer of then, S-010", again.Ticket.Number, err)
	}
	if res, err := r.Do(t.Context(), letter("new", 10)); err != nil || res.Ticket.Number == "" {
		t.Errorf("a new command: %v", err)
	}
	if _, err := r.FireDue(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := r.DeliverDue(t.Context()); err != nil {
		t.Error(err)
	}
	if n := left(t, s, "outbox"); n != 0 {
		t.Errorf("%d messages are left in the outbox", n)
	}
	enginetest.VerifyLog(t, s, acme)
}

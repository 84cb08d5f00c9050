package sqlstore

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// TestQueriesTakeTheirIndexes asks SQLite how it answers what people and the
// engine ask all day. A query that reads a tenant's whole table does so unnoticed
// until the table is large.
func TestQueriesTakeTheirIndexes(t *testing.T) {
	t.Parallel()
	s := openStore(t, sqliteFile(t), acme)
	r := enginetest.NewRig(t, s, acme)
	populate(t, s, r, acme)
	facet := func(name string) func() error {
		return func() error {
			_, err := s.Tickets(t.Context(), engine.TicketList{Tenant: acme, Facets: map[string][]string{name: {"x"}}, Limit: 30})
			return err
		}
	}
	load := func(keys ...engine.Key) func() error {
		return func() error {
			_, err := s.Load(t.Context(), engine.Query{Tenant: acme, Command: "c", Keys: keys})
			return err
		}
	}
	for name, test := range map[string]struct {
		ask  func() error
		want []string
	}{
		"history": {func() error { _, err := s.TicketEvents(t.Context(), acme, "T", 0, 10); return err },
			[]string{"events_ticket (tenant=? AND ticket=? AND seq>?)"}},
		"history from its end": {func() error { _, err := s.EventsBefore(t.Context(), acme, "T", 9, 10); return err },
			[]string{"events_ticket (tenant=? AND ticket=? AND seq<?)"}},
		"histories": {func() error {
			_, err := s.EventsOf(t.Context(), acme, []engine.TicketID{"T", "U"}, engine.Position{Ticket: "T", Seq: 1}, 10)
			return err
		}, []string{"events_ticket (tenant=? AND ticket=?)"}},
		"log": {func() error { _, err := s.Events(t.Context(), acme, 0, 10); return err }, []string{"sqlite_autoindex_events_1 (tenant=? AND seq>?)"}},
		"ticket": {func() error { _, err := s.Ticket(t.Context(), acme, "S-010"); return err },
			[]string{"sqlite_autoindex_tickets_1 (tenant=? AND id=?)", "tickets_number (tenant=? AND number=?)"}},
		"by status":   {facet("status"), []string{"tickets_status (tenant=? AND status=?)"}},
		"by assignee": {facet("assignee"), []string{"tickets_assignee (tenant=? AND assignee=?)"}},
		"by queue":    {facet("queue"), []string{"tickets_queue (tenant=? AND queue=?)"}},
		"by company":  {facet("company"), []string{"tickets_company (tenant=? AND company=?)"}},
		"of a person": {facet("requester"), []string{"tickets_requester (tenant=? AND requester=?)"}},
		"by due": {func() error {
			_, err := s.Tickets(t.Context(), engine.TicketList{Tenant: acme, ByDue: true, Limit: 30})
			return err
		}, []string{"tickets_due (tenant=? AND next_due>?)"}},
		"own":       {func() error { _, err := s.OwnEvents(t.Context(), acme, "k"); return err }, []string{"events_own (tenant=? AND kind=?)"}},
		"newest":    {func() error { _, err := s.Tickets(t.Context(), engine.TicketList{Tenant: acme, Limit: 30}); return err }, []string{"sqlite_autoindex_tickets_1 (tenant=?)"}},
		"a command": {load(), []string{"events_command (tenant=? AND command=?)"}},
		"by id":     {load(engine.TicketKey("T")), []string{"sqlite_autoindex_tickets_1 (tenant=? AND id=?)"}},
		"by number": {load(engine.NumberKey("S-010")), []string{"tickets_number (tenant=? AND number=?)"}},
		"by key": {load(engine.Key{Kind: "subject", Value: "v"}),
			[]string{"(tenant=? AND key=?)", "sqlite_autoindex_tickets_1 (tenant=? AND id=?)"}},
		"loads": {func() error { _, err := s.Workloads(t.Context(), acme, []string{"a", "b"}); return err },
			[]string{"workloads USING PRIMARY KEY (tenant=? AND assignee=?)"}},
		"unassigned": {func() error { _, err := s.Unassigned(t.Context(), acme, "first", "", 10); return err },
			[]string{"tickets_unassigned (tenant=? AND turn=? AND id>?)"}},
		"unassigned elsewhere": {func() error {
			_, err := s.UnassignedElsewhere(t.Context(), acme, []string{"first"}, "", 10)
			return err
		},
			[]string{"tickets_unassigned (tenant=? AND turn=? AND id>?)"}},
		"last events": {func() error { _, err := s.LastEvents(t.Context(), acme, "T", 10); return err },
			[]string{"events_ticket (tenant=? AND ticket=?)"}},
	} {
		t.Run(name, func(t *testing.T) {
			db := s.db.(*sqliteDB)
			db.queries.mu.Lock()
			clear(db.queries.stmts)
			db.queries.mu.Unlock()
			if err := test.ask(); err != nil && engine.KindOf(err) != engine.NotFound {
				t.Fatal(err)
			}
			plan := plans(t, db)
			for _, want := range test.want {
				if !strings.Contains(plan, want) {
					t.Errorf("want %s in\n%s", want, plan)
				}
			}
			sorted := strings.Contains(plan, "USE TEMP B-TREE") && name != "histories" // those few are sorted, see EventsOf
			if strings.Contains(plan, "SCAN events") || strings.Contains(plan, "SCAN t\n") || sorted {
				t.Errorf("a whole table is read or sorted:\n%s", plan)
			}
		})
	}
}

// plans are how SQLite answers the statements that were prepared.
func plans(t *testing.T, db *sqliteDB) string {
	t.Helper()
	var out strings.Builder
	for text := range db.queries.stmts {
		rows, err := db.reader.DB.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, make([]any, strings.Count(text, "?"))...)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(text + "\n")
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			out.WriteString("  " + detail + "\n")
		}
		rows.Close()
	}
	return out.String()
}

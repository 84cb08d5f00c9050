package host

import (
	"context"
	"net/http"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/rules"
)

// without is an archive of SUD's regulation without its cases, with a text replaced.
func without(t *testing.T, folder, before, after string) []byte {
	t.Helper()
	mine := t.TempDir()
	if err := os.CopyFS(mine, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(mine, "sud", "cases")); err != nil {
		t.Fatal(err)
	}
	replace(t, mine, script, before, after)
	return zipped(t, mine, "sud")
}

// answer files a request and answers it.
func (a *admin) answer(t *testing.T) {
	t.Helper()
	if err := a.write("asked@mail.example"); err != nil {
		t.Fatal(err)
	}
	operator := map[string]string{"Authorization": "Bearer " + a.token}
	if got := a.ask(t, "POST", "/api/v1/sud/tickets/SK-000001/acts", `{"act":"answer","inputs":{"text":"Кіріп көріңіз."}}`, operator, nil); got != http.StatusOK {
		t.Fatalf("the answer is taken with %d", got)
	}
}

// TestEditionThatDropsAStatusInUseIsWarnedOf, and the tickets go on under their own.
func TestEditionThatDropsAStatusInUseIsWarnedOf(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	renamed := without(t, folder, `answered`, `replied`)
	if up := a.upload(t, renamed, http.StatusCreated); len(up.Obstacles) != 0 || mentions(up.Warnings, `"answered"`) {
		t.Errorf("without tickets: %+v", up)
	}
	a.answer(t)
	up := a.upload(t, renamed, http.StatusOK)
	if len(up.Obstacles) != 0 || !mentions(up.Warnings, `no status "answered"`, "1 open ticket (SK-000001) has it") {
		t.Errorf("got %+v, want a warning with the ticket", up)
	}
	done := a.activate(t, up.Edition.ID, "Order 14")
	if !done.Changed || !mentions(done.Warnings, `no status "answered"`) {
		t.Errorf("activated: %+v, want it done, with the warning", done)
	}
	// An answer joins its ticket, though the active edition does not know the status.
	reply := strings.Replace(string(letter("aigul@mail.example", "reply@mail.example")), "Message-ID:", "In-Reply-To: <asked@mail.example>\r\nMessage-ID:", 1)
	if err := smtp.SendMail(a.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, []byte(reply)); err != nil {
		t.Fatal(err)
	}
	tickets := a.ticketsOf(t, "sud")
	if len(tickets) != 1 || tickets[0].Facets["status"] != "work" || string(tickets[0].Edition) != done.Was {
		t.Errorf("after an answer: %+v, want the one ticket in work under its own edition", tickets)
	}
}

// TestEditionThatEndsTicketsInWorkIsRefused: a status that open tickets are in must
// not be final, for then an answer would open a new ticket.
func TestEditionThatEndsTicketsInWorkIsRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	a.answer(t)
	a.refuses(t, without(t, folder, `{ family = "wait", turn = "customer" },`+"\n    status \"closed\"",
		`{ family = "done", turn = "nobody", final = true },`+"\n    status \"closed\""),
		"sud/regulation.lua", `the status "answered" is final now`, "1 open ticket (SK-000001)", "Give the final status another id")
}

// TestEditionThatGivesUpAnAddressInUseIsRefused: customers would answer to it.
func TestEditionThatGivesUpAnAddressInUseIsRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	a.answer(t)
	a.refuses(t, without(t, folder, `channel.email "office@sud.kz"`, `channel.email "help@sud.kz"`),
		"sud/regulation.lua", "the address office@sud.kz is gone", "1 open ticket (SK-000001)", "Keep it among the addresses")
	both := a.upload(t, without(t, folder, `channel.email "office@sud.kz"`, `channel.email { "help@sud.kz", "office@sud.kz" }`), http.StatusCreated)
	if len(both.Obstacles) != 0 || !a.activate(t, both.Edition.ID, "Order 14").Changed {
		t.Errorf("with both addresses: %+v, want it activated", both)
	}
}

// refuses uploads what cannot be activated now, tries, and checks what is said.
func (a *admin) refuses(t *testing.T, archive []byte, file string, words ...string) {
	t.Helper()
	before := a.head(t, "sud")
	up := a.upload(t, archive, http.StatusCreated)
	if !mentions(up.Obstacles, words...) {
		t.Errorf("uploaded: obstacles %+v, want %q", up.Obstacles, words)
	}
	p := read[httpapi.Problem](t, a.send(t, "POST", "/"+up.Edition.ID+"/activate", []byte(`{"reason":"x"}`)), http.StatusUnprocessableEntity)
	if len(p.Errors) != 1 || p.Errors[0].File != file || p.Errors[0].Line == 0 || p.Errors[0].Clause == "" {
		t.Errorf("refused: %+v, want one error with file, line and clause", p)
	}
	for _, word := range words {
		if !strings.Contains(p.Detail, word) {
			t.Errorf("the sentence %q does not say %q", p.Detail, word)
		}
	}
	if after := a.head(t, "sud"); after.Active != before.Active {
		t.Errorf("%.12s is active, want %.12s still", after.Active, before.Active)
	}
}

// mentions reports whether one finding says all of the words.
func mentions(list rules.Findings, words ...string) bool {
	for _, f := range list {
		all := true
		for _, word := range words {
			all = all && strings.Contains(f.String(), word)
		}
		if all {
			return true
		}
	}
	return false
}

// TestWhatOpenTicketsHaveIsMissedOnce each: a status, type, level and queue that the
// candidate lacks, counted over all tickets.
func TestWhatOpenTicketsHaveIsMissedOnce(t *testing.T) {
	t.Parallel()
	s := startServer(t, nil)
	regs := map[string]*rules.Regulation{}
	for _, id := range []string{"mitwork", "sud"} {
		bundle, err := rules.ReadBundle(rules.Shipped, id)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.loader.Load(context.Background(), id, bundle)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		regs[id], _ = p.Compile(rules.Options{})
	}
	u := &usage{reg: regs["sud"], file: "sud/regulation.lua", seen: map[string]*used{}}
	queue := ""
	if q := regs["mitwork"].Queues; len(q) > 0 {
		queue = q[0].ID
	}
	for i := range 2 {
		u.add(regs["mitwork"], &sqlstore.TicketCount{Edition: "e", Status: "release", Type: "advice", Level: "vip", Queue: queue, Tickets: 2 + i, Example: "MW-1"})
	}
	u.add(regs["mitwork"], &sqlstore.TicketCount{Edition: "e", Status: "work", Type: "not the regulation's", Tickets: 1, Example: "MW-2"})
	u.report(regs["mitwork"].Addresses())
	for _, want := range []string{`no status "release" any more, which 5 open tickets (such as MW-1) have`, `no type "advice"`, `no level "vip"`} {
		if !mentions(u.warnings, want) {
			t.Errorf("no warning says %s: %v", want, u.warnings)
		}
	}
	if queue != "" && !mentions(u.warnings, "no queue "+`"`+queue+`"`) {
		t.Errorf("no warning of the queue %s", queue)
	}
	if mentions(u.warnings, `"work"`) || mentions(u.warnings, "not the regulation's") || len(u.obstacles) != 0 {
		t.Errorf("too much: %v, %v", u.warnings, u.obstacles)
	}
}

// TestPlanShowsDeadlinesThatWouldMove: by the API, and without moving any.
func TestPlanShowsDeadlinesThatWouldMove(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	if err := a.write("asked@mail.example"); err != nil {
		t.Fatal(err)
	}
	due := a.deadline(t, a.token, "first_reply").Due
	up := a.upload(t, without(t, folder, `working.hours(3)`, `working.hours(2)`), http.StatusCreated)
	type answer struct {
		Would   int `json:"would_move"`
		Open    int `json:"open_tickets"`
		Tickets []struct {
			Number    string
			Deadlines []struct {
				ID, What, Clause string
				Due, Would       string
			}
		}
	}
	got := read[answer](t, a.send(t, "GET", "/"+up.Edition.Short+"/plan", nil), http.StatusOK)
	if got.Would != 1 || got.Open != 1 || len(got.Tickets) != 1 || got.Tickets[0].Number != "SK-000001" {
		t.Fatalf("got %+v, want one deadline of one ticket", got)
	}
	if d := got.Tickets[0].Deadlines[0]; d.ID != "first_reply" || d.Clause != "SUD-5-first" || d.What != "moves" || d.Would >= d.Due {
		t.Errorf("got %+v, want it due earlier", d)
	}
	if same := read[answer](t, a.send(t, "GET", "/active/plan", nil), http.StatusOK); same.Would != 0 || same.Open != 1 || len(same.Tickets) != 0 {
		t.Errorf("under its own edition: %+v, want nothing to move", same)
	}
	a.activate(t, up.Edition.ID, "Order 14")
	if now := a.deadline(t, a.token, "first_reply").Due; !now.Equal(due) {
		t.Errorf("activation has moved the deadline from %s to %s", due, now)
	}
}

func TestDiffTellsWhatACandidateChanges(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	up := a.upload(t, without(t, folder, `working.hours(3)`, `working.hours(2)`), http.StatusCreated)
	got := read[struct {
		Was, Is string
		Clauses []httpapi.ClauseOfChange
	}](t, a.send(t, "GET", "/active/diff?to="+up.Edition.Short, nil), http.StatusOK)
	if got.Was != string(a.head(t, "sud").Active) || got.Is != up.Edition.ID || len(got.Clauses) != 1 || got.Clauses[0].ID != "SUD-5-first" ||
		got.Clauses[0].Title != "First answer" || got.Clauses[0].Changes[0].Sentence != "promise first_reply: within was 3wh, is 2wh" {
		t.Errorf("got %+v, want the one change in words", got)
	}
	if missing := a.send(t, "GET", "/active/diff?to=00000000", nil); missing.status != http.StatusNotFound {
		t.Errorf("to an edition that there is not: %d", missing.status)
	}
}

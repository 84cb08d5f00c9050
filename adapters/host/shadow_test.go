package host

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// longer gives the first answer in SUD an hour more.
var longer = [2]string{`within = working.hours(3), calendar = "main"`, `within = working.hours(4), calendar = "main"`}

type shadowReport struct {
	httpapi.Shadow
	Clauses     []httpapi.ShadowClause
	Differences []httpapi.ShadowDifference
	Next        string
}

func (a *admin) startShadow(t *testing.T, id, reason string) shadowReport {
	t.Helper()
	return read[shadowReport](t, a.send(t, "POST", "/"+id+"/shadow", []byte(`{"reason":"`+reason+`"}`)), http.StatusOK)
}

// shadow is the report once the run has caught up with the log.
func (a *admin) shadow(t *testing.T, query string) (got shadowReport) {
	t.Helper()
	eventually(t, "the shadow run has caught up", func() bool {
		a.editions.shadows.hint("", 0)
		got = read[shadowReport](t, a.send(t, "GET", "/shadow"+query, nil), http.StatusOK)
		return got.Behind == 0
	})
	return got
}

// settled waits until nothing happens any more by itself: all messages are sent.
func (a *admin) settled(t *testing.T) {
	t.Helper()
	eventually(t, "all messages are sent", func() bool {
		next, err := a.store.NextDelivery(t.Context())
		return err == nil && next.IsZero()
	})
}

// TestShadowRunShowsWhatWouldBeDecidedOtherwise, and counts what it cannot compare.
func TestShadowRunShowsWhatWouldBeDecidedOtherwise(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		a.about(t, "Кабинет ашылмайды", "old@mail.example") // SK-000001, under the first
		a.activate(t, a.upload(t, edit(t, folder, sound, failing), http.StatusCreated).Edition.ID, "Order 14")
		a.about(t, "Кабинет ашылмайды", "before@mail.example") // SK-000002
		a.settled(t)
		candidate := a.upload(t, without(t, folder, longer[0], longer[1]), http.StatusCreated).Edition.ID
		begun := a.startShadow(t, candidate, "Would four hours do?")
		if begun.Edition != candidate || begun.Active != string(a.head(t, "sud").Active) || begun.State != "on" || begun.By.ID != "admin" || begun.Compared != 0 {
			t.Fatalf("begun: %+v", begun.Shadow)
		}
		a.about(t, "Апат", "parked@mail.example")
		a.about(t, "Кабинет ашылмайды", "new@mail.example")
		operator := map[string]string{"Authorization": "Bearer " + a.token}
		for _, number := range []string{"SK-000001", "SK-000002"} {
			if got := a.ask(t, "POST", "/api/v1/sud/tickets/"+number+"/acts", `{"act":"answer","inputs":{"text":"Кіріп көріңіз."}}`, operator, nil); got != http.StatusOK {
				t.Fatalf("the answer on %s is taken with %d", number, got)
			}
		}
		a.settled(t)
		got := a.shadow(t, "")
		const number = "SK-000003" // the parked one has none yet
		if len(got.Differences) != 1 || got.Different != 1 || got.Kinds["changed"] != 1 {
			t.Fatalf("found %+v, want one difference: the new ticket %s", got, number)
		}
		d := got.Differences[0]
		if d.Number != number || d.Kind != "changed" || d.Event != "message" || len(d.Was) == 0 || len(d.Would) == 0 || d.Would[0].Sentence == "" || d.Was[0].Op == "" {
			t.Errorf("differs %+v, want the deadline of %s", d, number)
		}
		for i, c := range got.Clauses { // the deadline, and the notice that tells of it
			if c.Title == "" || c.Differences != 1 || c.Numbers[0] != number || len(d.Clauses) != 2 || d.Clauses[i] != c.ID {
				t.Errorf("by clause: %+v of %v", c, d.Clauses)
			}
		}
		// Compared: the new ticket and its acknowledgement, the act on SK-000002 and its
		// notice. Others: the act on SK-000001 and its notice.
		if got.Compared != 4 || got.OtherEditions != 2 || !reflect.DeepEqual(got.NotComparable, map[string]int{"parked": 1}) {
			t.Errorf("counted %+v", got.Shadow)
		}
		if got.CostWas == 0 || got.Cost == 0 || got.Unlisted != 0 || got.Problem != "" {
			t.Errorf("counted %+v", got.Shadow)
		}

		other := newShadows(a.editions) // as another process does
		last, err := other.editions.last(t.Context(), "sud")
		if err != nil {
			t.Fatal(err)
		}
		r := other.follow(last)
		for more := true; more; {
			if more, err = r.page(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		head := a.head(t, "sud")
		if again := r.report(&head).Shadow; !reflect.DeepEqual(sameInstants(again), sameInstants(got.Shadow)) {
			t.Errorf("computed anew: %+v\nwant %+v", again, got.Shadow)
		}

		end := read[shadowReport](t, a.send(t, "DELETE", "/shadow?reason="+url.QueryEscape("We have seen enough"), nil), http.StatusOK)
		_ = end
		eventually(t, "the run has ended", func() bool { end = a.shadow(t, ""); return end.State == "ended" })
		a.about(t, "Кабинет ашылмайды", "late@mail.example")
		if late := a.shadow(t, ""); late.Compared != 4 || late.EndReason != "We have seen enough" || late.EndedBy.ID != "admin" || len(late.Differences) != 1 {
			t.Errorf("after its end: %+v", late)
		}
		if log := a.events(t, kindShadow); len(log) != 2 || log[0].Body.Data.String("reason") != "Would four hours do?" || log[0].Actor.ID != "admin" {
			t.Errorf("the log says %+v", log)
		}
	})
}

func sameInstants(s httpapi.Shadow) httpapi.Shadow {
	s.Began = s.Began.UTC()
	return s
}

// TestShadowRunOfAnEditionThatDecidesTheSameFindsNothing.
func TestShadowRunOfAnEditionThatDecidesTheSameFindsNothing(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules, c.Dev = folder, true }))
	a.startShadow(t, a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID, "look")
	a.answer(t)
	reply := strings.Replace(string(letter("aigul@mail.example", "reply@mail.example")), "Message-ID:", "In-Reply-To: <asked@mail.example>\r\nMessage-ID:", 1)
	a.deliver(t, reply)
	a.about(t, "Кабинет ашылмайды", "unanswered@mail.example")
	for range 4 {
		if got := a.ask(t, "POST", "/dev/clock", `{"advance":"24h"}`, nil, nil); got != http.StatusOK {
			t.Fatalf("the clock answers %d", got)
		}
	}
	eventually(t, "a deadline has passed", func() bool {
		return len(a.events(t, engine.KindTimer)) > 0
	})
	got := a.shadow(t, "")
	if got.Different != 0 || got.Compared < 5 || got.OtherEditions != 0 || len(got.NotComparable) != 0 || got.Cost != got.CostWas {
		t.Errorf("found %+v, want all compared and nothing else", got)
	}
}

// TestShadowRunIsTakenUpAfterARestart.
func TestShadowRunIsTakenUpAfterARestart(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	r.startShadow(t, r.upload(t, without(t, r.folder, longer[0], longer[1]), http.StatusCreated).Edition.ID, "look")
	r.about(t, "Кабинет ашылмайды", "a@mail.example")
	r.restart(t)
	eventually(t, "the run is taken up before anybody asks", func() bool {
		s := r.editions.shadows
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.runs["sud"] != nil
	})
	r.about(t, "Кабинет ашылмайды", "b@mail.example")
	if got := r.shadow(t, ""); got.Different != 2 || got.State != "on" {
		t.Errorf("after a restart: %+v, want what came before it and after", got)
	}
	// What has ended stays to be read.
	read[shadowReport](t, r.send(t, "DELETE", "/shadow?reason=enough", nil), http.StatusOK)
	r.restart(t)
	eventually(t, "the ended run is computed again", func() bool {
		got := r.shadow(t, "")
		return got.State == "ended" && got.Different == 2 && got.EndReason == "enough"
	})
}

// TestShadowRunEndsByItself when the active edition is replaced, and at its bounds.
func TestShadowRunEndsByItself(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		bound func(*shadowBounds)
		do    func(t *testing.T, a *admin, candidate string)
		why   string
	}{
		"promoted": {nil, func(t *testing.T, a *admin, candidate string) { a.activate(t, candidate, "it is good") }, "was activated"},
		"events": {func(b *shadowBounds) { b.events = 2 }, func(t *testing.T, a *admin, _ string) {
			for i := range 3 {
				a.about(t, "Кабинет ашылмайды", fmt.Sprintf("m%d@mail.example", i))
			}
		}, "it has seen 2 events"},
		"time": {nil, func(t *testing.T, a *admin, _ string) {
			if got := a.ask(t, "POST", "/dev/clock", `{"advance":"169h"}`, nil, nil); got != http.StatusOK {
				t.Fatalf("the clock answers %d", got)
			}
		}, "7 days have passed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := rulesFolder(t, "sud")
			a := adminOf(t, startServer(t, func(conf *Config) { conf.Rules, conf.Dev = folder, true }))
			if c.bound != nil {
				c.bound(&a.editions.shadowBounds)
			}
			candidate := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID
			a.startShadow(t, candidate, "look")
			c.do(t, a, candidate)
			eventually(t, "the run ends", func() bool {
				a.editions.shadows.hint("", 0)
				return read[shadowReport](t, a.send(t, "GET", "/shadow", nil), http.StatusOK).State == "ended"
			})
			log := a.events(t, kindShadow)
			if e := log[len(log)-1]; e.Actor.ID != "shadow run" || !strings.Contains(e.Body.Data.String("reason"), c.why) || len(log) != 2 {
				t.Errorf("the log says of its end %+v, want %q", e, c.why)
			}
			none := read[httpapi.Problem](t, a.send(t, "DELETE", "/shadow?reason=x", nil), http.StatusNotFound)
			if !strings.Contains(none.Detail, "no shadow run") {
				t.Errorf("stopped again: %q", none.Detail)
			}
		})
	}
}

// TestManyDifferencesAreCountedAndSomeListed: what a run remembers is bounded.
func TestManyDifferencesAreCountedAndSomeListed(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	a.editions.shadowBounds.listed, a.editions.shadowBounds.tickets = 3, 2
	a.startShadow(t, a.upload(t, without(t, folder, longer[0], longer[1]), http.StatusCreated).Edition.ID, "look")
	const mails = 12
	for i := range mails {
		a.about(t, "Кабинет ашылмайды", fmt.Sprintf("m%d@mail.example", i))
	}
	a.settled(t)
	got := a.shadow(t, "?limit=2")
	if got.Different != mails || got.Unlisted != mails-3 || len(got.Differences) != 2 || got.Clauses[0].Differences != mails || len(got.Clauses[0].Numbers) != 10 {
		t.Errorf("found %d, %d not listed, %d on the page, by clause %+v", got.Different, got.Unlisted, len(got.Differences), got.Clauses)
	}
	rest := a.shadow(t, "?limit=2&cursor="+got.Next)
	if len(rest.Differences) != 1 || rest.Next != "" || rest.Differences[0].Seq <= got.Differences[1].Seq {
		t.Errorf("the next page has %+v, want the third", rest.Differences)
	}
	if none := a.shadow(t, "?clause=SUD-1"); len(none.Differences) != 0 {
		t.Errorf("under another clause %d are listed", len(none.Differences))
	}
	run := a.editions.shadows.runs["sud"]
	if n := len(run.past.at); n > 2 || run.past.used.Len() != n {
		t.Errorf("%d tickets are remembered, want 2 at most", n)
	}
}

// TestErasedHistoryIsCountedAsNotComparable: what a decision rests on is gone.
func TestErasedHistoryIsCountedAsNotComparable(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var whole pastTicket
	e := engine.Event{Ticket: "T", Version: 1, Seq: 1, At: now, Salt: []byte{1}}
	if t1 := whole.after(&e); t1.erased {
		t.Error("a ticket with all its bodies is taken for erased")
	}
	e.Salt = nil
	t1 := whole.after(&e)
	e = engine.Event{Ticket: "T", Version: 2, Seq: 2, At: now, Salt: []byte{1}, Edition: "a"}
	r := &shadowRun{beginning: &beginning{active: "a"}}
	got, err := r.compare(t.Context(), nil, &e, t1)
	if err != nil || got.not != notWhole {
		t.Errorf("got %+v (%v), want it not comparable", got, err)
	}
	if after := t1.after(&e); !after.erased {
		t.Error("the ticket is forgotten to be erased")
	}
}

// TestShadowRunThatMakesNoSenseIsRefused.
func TestShadowRunThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition
	third := a.upload(t, edit(t, folder, contact, `contact = "1403"`), http.StatusCreated).Edition
	refusedWith := func(method, path, body string, status int, says string) {
		t.Helper()
		if p := read[httpapi.Problem](t, a.send(t, method, path, []byte(body)), status); !strings.Contains(p.Detail, says) {
			t.Errorf("%s %s: %q, want %q in it", method, path, p.Detail, says)
		}
	}
	refusedWith("GET", "/shadow", "", 404, "no shadow run")
	refusedWith("POST", "/active/shadow", `{"reason":"x"}`, 422, "is active already")
	begun := a.startShadow(t, second.ID, "look")
	if again := a.startShadow(t, second.ID, "look again"); again.Began != begun.Began || again.Reason != "look" {
		t.Errorf("begun again: %+v, want the one that is on", again.Shadow)
	}
	refusedWith("POST", "/"+third.ID+"/shadow", `{"reason":"x"}`, 409, "of edition "+second.Short+" is on")
	refusedWith("GET", "/shadow?cursor=x", "", 422, "")
}

package httpapi

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

const undo = 10 * time.Second

func undoing(cfg *Config) { cfg.Undo = undo }

// lastEvent is the number of the ticket's last event.
func (r *rig) lastEvent(t *testing.T, number string) string {
	t.Helper()
	row, err := r.store.Ticket(t.Context(), prots, number)
	if err != nil {
		t.Fatal(err)
	}
	return itoa(row.Seq)
}

type withdrawn struct {
	Ticket    Ticket
	Seq       int64
	Decisions []Decision
	Act       string
	Inputs    object
	Draft     Draft
}

func (r *rig) tryWithdraw(t *testing.T, role, number string, event int64) answer {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	return r.call(t, role, "POST", "/api/v1/"+tenant+"/tickets/"+number+"/events/"+itoa(event)+"/withdraw?lang=en", nil)
}

func (r *rig) deadlines(t *testing.T, role, number string) map[string]Deadline {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	out := map[string]Deadline{}
	for _, d := range want[struct {
		Zone      string
		Deadlines []Deadline
	}](t, r.call(t, role, "GET", "/api/v1/"+tenant+"/tickets/"+number+"/deadlines", nil), http.StatusOK).Deadlines {
		out[d.ID] = d
	}
	return out
}

// TestAnswerThatIsTakenBackCountsForNothing answers a ticket of SUD, whose first
// answer is promised, and takes the answer back.
func TestAnswerThatIsTakenBackCountsForNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, undoing)
	n := r.callSUD(t).Number
	before := want[Ticket](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/tickets/"+n, nil), http.StatusOK)
	owed := r.deadlines(t, "sud/operator", n)
	reply := r.act(t, "sud/operator", n, "reply", object{"text": "Жауап"})
	met := ""
	for id, d := range r.deadlines(t, "sud/operator", n) {
		if d.State == "met" && owed[id].State == "running" {
			met = id
		}
	}
	if met == "" {
		t.Fatalf("no deadline is met by the answer: %+v; the test proves nothing", owed)
	}
	if reply.Undo == nil || reply.Undo.Event != reply.Seq || !reply.Undo.Until.Equal(start.Add(undo)) {
		t.Fatalf("undo %+v, want event %d until %v", reply.Undo, reply.Seq, start.Add(undo))
	}
	r.clock.Advance(undo / 2)
	got := want[withdrawn](t, r.tryWithdraw(t, "sud/operator", n, reply.Seq), http.StatusOK)
	if got.Draft.Text != "Жауап" || got.Draft.Revision == 0 || got.Act != "reply" || got.Ticket.Version != 3 || got.Ticket.Status != before.Status {
		t.Errorf("taken back: %+v, want the text as a draft and the status as before", got)
	}
	if len(got.Decisions) == 0 || got.Decisions[0].Sentence != "The message was taken back before it was sent: the client did not get it" || got.Decisions[0].Clause.Title == "" {
		t.Errorf("decisions %+v, want that it was taken back", got.Decisions)
	}
	after := r.deadlines(t, "sud/operator", n)
	if d := after[met]; d.State != "running" || !d.Due.Equal(*owed[met].Due) {
		t.Errorf("deadline %s is %+v, want it to run as before: %+v", met, d, owed[met])
	}
	r.clock.Advance(owed[met].Due.Sub(start) + time.Second)
	if _, err := r.engine.FireDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := r.deadlines(t, "sud/operator", n)[met]; d.State != "breached" {
		t.Errorf("deadline %s is %s after its instant, want it broken", met, d.State)
	}
	if _, err := r.engine.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range r.outbox.Sent() {
		if d.Seq == reply.Seq {
			t.Errorf("the answer went out: %+v", d)
		}
	}
}

func TestTakingBackIsInTheTimeline(t *testing.T) {
	t.Parallel()
	r := newRig(t, undoing)
	n := r.file(t, laptop()).Number
	reply := r.act(t, "prots/operator", n, "reply", object{"text": "Ой"})
	want[withdrawn](t, r.tryWithdraw(t, "prots/operator", n, reply.Seq), http.StatusOK)
	again := want[withdrawn](t, r.tryWithdraw(t, "prots/operator", n, reply.Seq), http.StatusOK)
	events := want[history](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n+"/events", nil), http.StatusOK).Events
	last := events[len(events)-1]
	if len(events) != 3 || last.Kind != engine.KindWithdrawn || last.Actor.ID != "operator" || last.Cause != reply.Seq || again.Seq != last.Seq {
		t.Errorf("events %+v, want the request, the answer, and once that it was taken back, by whom", events)
	}
	if again.Draft.Text != "Ой" {
		t.Errorf("draft %+v after the second time, want the text once", again.Draft)
	}
}

func TestTakenBackTextComesBeforeWhatWasBegunSince(t *testing.T) {
	t.Parallel()
	r := newRig(t, undoing)
	n := r.file(t, laptop()).Number
	reply := r.act(t, "prots/operator", n, "reply", object{"text": "первое"})
	want[Draft](t, r.call(t, "prots/operator", "PUT", protsTickets+"/"+n+"/drafts/reply", object{"text": "второе", "revision": 0}), http.StatusOK)
	if got := want[withdrawn](t, r.tryWithdraw(t, "prots/operator", n, reply.Seq), http.StatusOK); got.Draft.Text != "первое\n\nвторое" {
		t.Errorf("draft %q, want both texts", got.Draft.Text)
	}
}

func TestAnswerIsTakenBackInTimeByItsWriterAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t, undoing)
	n := r.file(t, laptop()).Number
	reply := r.act(t, "prots/operator", n, "reply", object{"text": "Ой"})
	p := problem(t, r.tryWithdraw(t, "prots/admin", n, reply.Seq), http.StatusForbidden, engine.Forbidden)
	if p.item("").Code != "withdraw_not_yours" {
		t.Errorf("problem %+v", p)
	}
	problem(t, r.tryWithdraw(t, "prots/operator", n, reply.Seq+100), http.StatusNotFound, engine.NotFound)
	r.clock.Advance(undo)
	p = problem(t, r.tryWithdraw(t, "prots/operator", n, reply.Seq), http.StatusUnprocessableEntity, engine.Refused)
	if p.item("").Code != "withdraw_late" || p.Detail != "Too late: the message has gone out or is going out." {
		t.Errorf("problem %+v, want that it is too late", p)
	}
	if n, err := r.engine.DeliverDue(t.Context()); err != nil || n == 0 {
		t.Errorf("%d messages went out (%v), want the answer too", n, err)
	}
	note := r.act(t, "prots/operator", n, "note", object{"text": "для себя"})
	if note.Undo != nil {
		t.Errorf("a note can be taken back: %+v", note.Undo)
	}
	problem(t, r.tryWithdraw(t, "prots/operator", n, note.Seq), http.StatusUnprocessableEntity, engine.Refused)
}

// TestCustomerDoesNotSeeWhatMayBeTakenBack looks at a ticket as its requester.
func TestCustomerDoesNotSeeWhatMayBeTakenBack(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, undoing, customerToken(customer))
	filed := r.file(t, laptop())
	customer.ID = r.requester(t, filed.ID)
	path := protsTickets + "/" + filed.Number
	file := r.upload(t, "a.txt", "тайна")
	see := func() int {
		t.Helper()
		a := r.call(t, "customer", "GET", path+"/events", nil)
		if strings.Contains(string(a.body), "ошибка") {
			t.Errorf("the customer reads %s", a.body)
		}
		return len(want[history](t, a, http.StatusOK).Events)
	}
	alone := see()
	reply := want[done](t, r.tryAct(t, "prots/operator", filed.Number, object{"act": "reply", "inputs": object{"text": "ошибка"}, "attachments": []File{file}}), http.StatusOK)
	download := path + "/files/" + file.Blob
	if got := see(); got != alone {
		t.Errorf("the customer sees %d events while the answer waits, want %d", got, alone)
	}
	problem(t, r.call(t, "customer", "GET", download, nil), http.StatusNotFound, engine.NotFound)
	want[withdrawn](t, r.tryWithdraw(t, "prots/operator", filed.Number, reply.Seq), http.StatusOK)
	r.clock.Advance(time.Hour)
	if got := see(); got != alone {
		t.Errorf("the customer sees %d events after it was taken back, want %d", got, alone)
	}
	problem(t, r.call(t, "customer", "GET", download, nil), http.StatusNotFound, engine.NotFound)
	r.act(t, "prots/operator", filed.Number, "reply", object{"text": "верно"})
	r.clock.Advance(undo)
	if got := see(); got != alone+1 {
		t.Errorf("the customer sees %d events after the next answer, want %d", got, alone+1)
	}
}

// slowDrafts has another page write between reading and writing.
type slowDrafts struct {
	keeper
	between func()
}

type keeper interface{ Drafts }

func (s slowDrafts) PutDraft(ctx context.Context, tenant engine.TenantID, d desk.Draft) (desk.Draft, error) {
	s.between()
	return s.keeper.PutDraft(ctx, tenant, d)
}

func TestTakenBackTextDoesNotWriteOverAnotherPage(t *testing.T) {
	t.Parallel()
	var r *rig
	n, once := "", false
	r = newRig(t, undoing, func(cfg *Config) {
		kept := cfg.Drafts
		cfg.Drafts = slowDrafts{kept, func() {
			if !once && n != "" {
				once = true
				d := desk.Draft{Text: "рядом", Updated: start}
				d.Owner, d.Kind = "operator", "reply"
				row, _ := r.store.Ticket(context.Background(), prots, n)
				d.Ticket = row.ID
				if _, err := kept.PutDraft(context.Background(), prots, d); err != nil {
					t.Error(err)
				}
			}
		}}
	})
	filed := r.file(t, laptop()).Number
	reply := r.act(t, "prots/operator", filed, "reply", object{"text": "назад"})
	n = filed
	if got := want[withdrawn](t, r.tryWithdraw(t, "prots/operator", filed, reply.Seq), http.StatusOK); got.Draft.Text != "назад\n\nрядом" {
		t.Errorf("draft %q, want both", got.Draft.Text)
	}
}

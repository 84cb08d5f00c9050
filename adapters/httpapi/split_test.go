package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// writes takes in a mail of the client of laptop, which PROTS joins by its subject.
func (r *rig) writes(t *testing.T, id, subject, text string) engine.Ticket {
	t.Helper()
	mail := intake.Mail{Tenant: prots, Mailbox: "support@prots.kz", MessageID: id, From: intake.Person{Name: "Данияр", Address: "daniyar@mail.example"},
		Subject: subject, Text: text, At: r.clock.Now(), Files: []intake.File{{Blob: "b1", Name: "page.pdf", Type: "application/pdf", Size: 3}}}
	res, err := r.engine.Do(t.Context(), mail.Command(intake.NewKeyring([]byte("secret of prots"))))
	if err != nil {
		t.Fatal(err)
	}
	return res.Ticket
}

// TestMessageIsSeparatedIntoATicketOfItsOwn (PROTS-M3): joined by its subject, it is
// separated with its sender, text, files and the time when it came; both tickets
// say so, and it is done once.
func TestMessageIsSeparatedIntoATicketOfItsOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.writes(t, "m1@mail.example", "Не работает почта с утра", "Не приходят письма")
	r.clock.Advance(time.Hour)
	came := r.clock.Now()
	joined := r.writes(t, "m2@mail.example", "Не работает почта с утра", "А ещё не печатает принтер")
	if joined.ID != first.ID {
		t.Fatalf("the second mail opened %s, want it joined to %s", joined.Number, first.Number)
	}
	r.clock.Advance(time.Hour)
	path := "/api/v1/prots/tickets/" + first.Number + "/split"
	made := want[Ticket](t, r.call(t, "prots/operator", "POST", path, object{"seq": joined.Seq}), http.StatusOK)
	if made.ID == string(first.ID) || !made.Created.Equal(came) || made.Fields["email"] != "daniyar@mail.example" || made.Fields["subject"] != "Не работает почта с утра" {
		t.Errorf("the new ticket is %+v, want one of the sender's, of %s", made, came)
	}
	if again := want[Ticket](t, r.call(t, "prots/operator", "POST", path, object{"seq": joined.Seq}), http.StatusOK); again.ID != made.ID {
		t.Errorf("separated twice it made %s and %s", made.Number, again.Number)
	}
	r.settle(t)
	for number, relation := range map[string]string{made.Number: "split_from", first.Number: "split_into"} {
		got := want[Ticket](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+number, nil), http.StatusOK)
		if len(got.Links) != 1 || got.Links[0].Relation != relation {
			t.Errorf("the links of %s are %v, want one %s", number, got.Links, relation)
		}
		why := r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+number+"/why?lang=en", nil)
		if !strings.Contains(string(why.body), `"engine:split"`) || !strings.Contains(string(why.body), "An employee has separated the message") {
			t.Errorf("%s does not say why: %.300s", number, why.body)
		}
	}
	events := want[struct {
		Events []Event
		Next   int64
	}](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+made.Number+"/events", nil), http.StatusOK).Events
	if files, _ := events[0].Data["attachments"].([]any); events[0].Data["text"] != "А ещё не печатает принтер" || len(files) != 1 {
		t.Errorf("its first message is %v, want the text and the file", events[0].Data)
	}
}

func TestOnlyAFurtherMessageThatOneSeesIsSeparated(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.writes(t, "m1@mail.example", "Не работает почта с утра", "Не приходят письма")
	second := r.writes(t, "m2@mail.example", "Не работает почта с утра", "И принтер")
	path := "/api/v1/prots/tickets/" + first.Number + "/split"
	p := problem(t, r.call(t, "prots/operator", "POST", path, object{"seq": first.Seq}), http.StatusUnprocessableEntity, engine.Refused)
	if !slices.ContainsFunc(p.Errors, func(e ProblemItem) bool { return e.Code == "split_message" }) {
		t.Errorf("of the first message: %+v", p)
	}
	problem(t, r.call(t, "prots/operator", "POST", path, object{"seq": second.Seq + 100}), http.StatusNotFound, engine.NotFound)
	problem(t, r.call(t, "sud/operator", "POST", "/api/v1/sud/tickets/"+string(first.ID)+"/split", object{"seq": second.Seq}), http.StatusNotFound, engine.NotFound)
	problem(t, r.call(t, "prots/intake", "POST", path, object{"seq": second.Seq}), http.StatusForbidden, engine.Forbidden)
}

package host

import (
	"net/http"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

const spammer = "Offers@Spam.example"

// offers sends a mail of the spammer's to a company.
func (s *Server) offers(t *testing.T, to, id string) {
	t.Helper()
	text := "From: Offers <" + spammer + ">\r\nTo: " + to + "\r\nSubject: Ten times cheaper " + id + "\r\nMessage-ID: <" + id + "@spam.example>\r\n\r\nBuy now\r\n"
	if err := smtp.SendMail(s.MailAddr(), nil, "bounces@spam.example", []string{to}, []byte(text)); err != nil {
		t.Fatalf("a mail to %s: %v", to, err)
	}
}

func (s *Server) kept(t *testing.T, tenant engine.TenantID) []sqlstore.Mail {
	t.Helper()
	mails, err := s.store.MailIn(t.Context(), tenant, sqlstore.MailBlocked, 100)
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

// drained waits until nothing of a tenant's is to be sent.
func (s *Server) drained(t *testing.T) {
	t.Helper()
	eventually(t, "the outbox is empty", func() bool {
		waiting, err := s.store.Waiting(t.Context())
		total := int64(0)
		for _, n := range waiting {
			total += n
		}
		return err == nil && total == 0
	})
}

type blockedList struct {
	Blocked []struct {
		Address, By, Number string
		At                  time.Time
		Kept                int
	}
	Unblock bool
}

func (s *Server) blocked(t *testing.T, tenant, token string) (list blockedList) {
	t.Helper()
	if got := s.fetch(t, token, "/api/v1/"+tenant+"/blocked", &list); got != http.StatusOK {
		t.Fatalf("the list of blocked senders of %s answers %d", tenant, got)
	}
	return list
}

// TestBlockedSenderIsKeptAndNotAnswered: an answer that waits is withheld, further
// mail is accepted and kept with its bytes, nothing goes out, another company takes
// the same sender's mail in, and who is unblocked is taken in with what was kept.
func TestBlockedSenderIsKeptAndNotAnswered(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev, c.Undo = true, 10*time.Second })
	token, err := s.issueToken(t.Context(), "afforto", "operator", "aigul")
	if err != nil {
		t.Fatal(err)
	}
	auth := map[string]string{"Authorization": "Bearer " + token}
	s.offers(t, "support@afforto.ru", "one")
	first := s.ticketsOf(t, "afforto")
	if len(first) != 1 {
		t.Fatalf("%d tickets, want the one that was written", len(first))
	}
	s.drained(t)
	before := len(s.letters(t, spammer))
	if before == 0 {
		t.Fatal("the first mail was not acknowledged: nothing can be seen to stop")
	}
	act := func(name, inputs string) int {
		return s.ask(t, "POST", "/api/v1/afforto/tickets/"+first[0].Number+"/acts", `{"act":"`+name+`","inputs":`+inputs+`}`, auth, nil)
	}
	if got := act("reply", `{"text":"What do you offer?"}`); got != http.StatusOK {
		t.Fatalf("the reply answers %d", got)
	}
	if got := act("spam", `{}`); got != http.StatusOK {
		t.Fatalf("the act spam answers %d", got)
	}
	if status, answer := s.post(t, "/dev/clock", `{"advance":"20s"}`); status != http.StatusOK {
		t.Fatalf("the clock cannot be moved: %d %s", status, answer)
	}
	s.offers(t, "support@afforto.ru", "two")
	s.drained(t)
	if got := len(s.letters(t, spammer)); got != before {
		t.Errorf("%d letters went out to the blocked sender", got-before)
	}
	if got := s.ticketsOf(t, "afforto"); len(got) != 1 || got[0].Fields.Time("ended").IsZero() {
		t.Errorf("%d tickets, the first ended at %v: want one that has ended", len(got), got[0].Fields.Time("ended"))
	}
	kept := s.kept(t, "afforto")
	if len(kept) != 1 || kept[0].Blocked != strings.ToLower(spammer) {
		t.Fatalf("kept is %+v, want the second mail", kept)
	}
	raw, err := s.blobs.Get(t.Context(), "afforto", kept[0].Blob)
	if err != nil {
		t.Fatal("the bytes of the mail that was kept:", err)
	}
	raw.Close()
	labels := map[string]string{"tenant": "afforto", "state": "blocked"}
	if got := metric(operatorOf(t, s).scraped(t), "reglament_mails_total", labels); got != 1 {
		t.Errorf("the metrics count %v mails that were kept, want 1", got)
	}
	list := s.blocked(t, "afforto", token)
	if len(list.Blocked) != 1 || list.Blocked[0].By != "aigul" || list.Blocked[0].Number != first[0].Number || list.Blocked[0].Kept != 1 || !list.Unblock {
		t.Errorf("the list of blocked senders is %+v", list)
	}
	withheld := 0
	for e := range s.history(t, "afforto") {
		if e.Kind == engine.KindWithheld {
			withheld++
		}
	}
	if withheld != 1 {
		t.Errorf("%d messages are told to be withheld, want the reply", withheld)
	}
	s.offers(t, "office@sud.kz", "three")
	if got := s.ticketsOf(t, "sud"); len(got) != 1 {
		t.Errorf("another company has %d tickets of the sender, want 1", len(got))
	}
	if got := s.blocked(t, "sud", s.token(t, "sud", "operator")); len(got.Blocked) != 0 {
		t.Errorf("another company sees %+v", got)
	}
	s.unblocks(t, auth)
}

// unblocks lets the spammer in again, with what was kept.
func (s *Server) unblocks(t *testing.T, auth map[string]string) {
	t.Helper()
	const path = "/api/v1/afforto/blocked/offers@spam.example"
	if got := s.ask(t, "DELETE", "/api/v1/sud/blocked/offers@spam.example", "", map[string]string{"Authorization": "Bearer " + s.token(t, "sud", "admin")}, nil); got != http.StatusNotFound {
		t.Errorf("another company unblocks the sender: %d", got)
	}
	if got := s.ask(t, "DELETE", path, "", map[string]string{"Authorization": "Bearer " + s.token(t, "afforto", "intake")}, nil); got != http.StatusForbidden {
		t.Errorf("who only takes requests down unblocks: %d", got)
	}
	var done struct{ Filed int }
	if got := s.ask(t, "DELETE", path+"?file=true", "", auth, &done); got != http.StatusOK || done.Filed != 1 {
		t.Fatalf("unblocking answers %d and takes in %d, want 1", got, done.Filed)
	}
	eventually(t, "what was kept is a ticket", func() bool { return len(s.ticketsOf(t, "afforto")) == 2 })
	s.offers(t, "support@afforto.ru", "four")
	if got := len(s.ticketsOf(t, "afforto")); got != 3 || len(s.kept(t, "afforto")) != 0 {
		t.Errorf("%d tickets and %d mails kept after unblocking, want 3 and none", got, len(s.kept(t, "afforto")))
	}
	if got := s.ask(t, "DELETE", path, "", auth, nil); got != http.StatusNotFound {
		t.Errorf("unblocking who is not blocked answers %d", got)
	}
}

// TestBlockedSendersFormIsKeptQuietly: the form is taken as any other, makes a ticket
// that has ended, and nobody is told of it.
func TestBlockedSendersFormIsKeptQuietly(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Ten times cheaper")
	d.drained(t)
	d.act(id, "spam", nil)
	before := d.sent()
	program, err := d.issueToken(t.Context(), deskTenant, "intake", "")
	if err != nil {
		t.Fatal(err)
	}
	body := `{"fields":{"type":"fault","priority":"high","email":"D@mail.example","subject":"Again"}}`
	if got := d.ask(t, "POST", "/api/v1/desk/tickets", body, map[string]string{"Authorization": "Bearer " + program}, nil); got != http.StatusCreated {
		t.Fatalf("the form answers %d", got)
	}
	d.drained(t)
	all := d.ticketsOf(t, deskTenant)
	if len(all) != 2 || all[0].Facets["status"] != "refused" || all[0].Fields.String("subject") != "Again" || all[0].Fields.Time("ended").IsZero() {
		t.Errorf("of the form has become %+v", all[0])
	}
	if got := d.sent(); got != before {
		t.Errorf("%d letters went out to the blocked sender", got-before)
	}
}

package host

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/rules/directory"
)

// newToldDesk is a ticket desk whose employees have addresses and languages, and
// answers go out at once.
func newToldDesk(t *testing.T, change ...func(*Config)) *desk {
	t.Helper()
	d := newDesk(t, append([]func(*Config){func(c *Config) {
		c.Rules, c.SMTP, c.Undo, c.URL = "testdata/ticket", "127.0.0.1:0", 0, "https://help.desk.example/"
	}}, change...)...)
	d.employs(t)
	return d
}

func (s *Server) employs(t *testing.T) {
	t.Helper()
	people := &directory.File{Principals: []directory.Principal{
		{ID: "aigul", Name: "Айгуль Серикова", Email: "aigul@desk.example", Language: "ru", Roles: []string{"operator"}},
		{ID: "dana", Name: "Дана Оспанова", Email: "dana@desk.example", Language: "kk", Roles: []string{"operator"}},
		{ID: "timur", Name: "Тимур без почты", Roles: []string{"operator"}}}}
	if err := s.store.Import(t.Context(), deskTenant, people, s.clock.Now()); err != nil {
		t.Fatal(err)
	}
}

// letters are the mails that went out to an address, the latest first.
func (d *desk) letters(to string) []email.Captured {
	d.t.Helper()
	var letters []email.Captured
	d.ask(d.t, "GET", "/dev/mail?to="+to, "", map[string]string{"Accept": "application/json"}, &letters)
	return letters
}

// gets waits until an address has as many mails, and returns the last.
func (d *desk) gets(to string, n int) email.Captured {
	d.t.Helper()
	var letters []email.Captured
	eventually(d.t, fmt.Sprintf("%s has %d mails", to, n), func() bool {
		letters = d.letters(to)
		return len(letters) >= n
	})
	if len(letters) != n {
		d.t.Fatalf("%s has %d mails, want %d; the last: %q", to, len(letters), n, letters[0].Subject)
	}
	return letters[0]
}

// says checks what a mail must have in it.
func says(t *testing.T, m email.Captured, want ...string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(m.Subject+"\n"+m.Text, s) {
			t.Errorf("the mail %q does not say %q but:\n%s", m.Subject, s, m.Text)
		}
	}
}

func TestEmployeeIsMailedWhatIsTheirsInTheirLanguage(t *testing.T) {
	d := newToldDesk(t)
	id := d.filed("Printer is broken")
	d.act(id, "assign", map[string]any{"to": "dana"})
	says(t, d.gets("dana@desk.example", 1), "[DESK-1] Сізге өтініш тағайындалды: Printer is broken", "https://help.desk.example/s/tickets/DESK-1",
		"Мерзімі: 2027 ж. 1 ақп., 14:00", "Не істеу керек")
	d.act(id, "assign", map[string]any{"to": "aigul"}) // who did it knows
	d.act(id, "note", map[string]any{"text": "Дана, посмотри", "mentions": []string{"dana"}})
	says(t, d.gets("dana@desk.example", 2), "[DESK-1] Сізді жазбада атады", "Дана, посмотри")
	d.move(4 * time.Hour)
	says(t, d.gets("aigul@desk.example", 1), "[DESK-1] Срок прошёл: Решение", "Срок: 1 февр. 2027 г., 14:00")
	d.writes("second", "Re: [DESK-1] Printer is broken", "Всё ещё сломан")
	says(t, d.gets("dana@desk.example", 3), "Клиенттің жаңа хабарламасы", "Всё ещё сломан")
}

func TestUnwantedMailIsSettledWithItsReason(t *testing.T) {
	d := newToldDesk(t)
	id := d.filed("Printer is broken")
	dana := map[string]string{"Authorization": "Bearer " + d.operator("dana")}
	if got := d.ask(t, "PUT", "/api/v1/desk/me/notices", `{"assigned":false,"deadline":true,"mentioned":true,"watched":true,"reminded":true}`, dana, nil); got != http.StatusOK {
		t.Fatalf("her wish is answered %d", got)
	}
	for who, want := range map[string]string{"dana": email.DeclinedUnwanted, "timur": email.DeclinedAddress} {
		d.act(id, "assign", map[string]any{"to": who})
		eventually(t, "the mail to "+who+" is settled", func() bool {
			story := d.story()
			receipt, _ := story[len(story)-1].Data["receipt"].(map[string]any)
			return receipt["not_sent"] == want && receipt["principal"] == who
		})
	}
	if got := d.letters("dana@desk.example"); len(got) != 0 {
		t.Errorf("she has %d mails, want none", len(got))
	}
	if got, _ := d.store.Ticket(t.Context(), deskTenant, string(id)); got.Fields["undelivered"] != nil {
		t.Error("the ticket says that something did not arrive, though no customer waits")
	}
}

// The person in copy gets the reply, with the address that leads back to the
// ticket; automatic notices go to the requester alone.
func TestCopiesOfARepliedMailAreRealAndTheirAnswersJoin(t *testing.T) {
	d := newToldDesk(t)
	d.writes("first", "Printer is broken", "Не печатает", "Cc: <Boss@mail.example>, <help@desk.example>\r\n")
	id := d.ticketsOf(t, deskTenant)[0].ID
	d.gets(client, 1) // accepted
	if got := d.letters(client)[0].Headers["Delivered-To"]; got != client {
		t.Errorf("the automatic notice went to %q, want the requester alone", got)
	}
	d.act(id, "reply", map[string]any{"text": "Выезжаем", "cc": []string{"boss@mail.example", "clerk@mail.example"}})
	reply := d.gets(client, 2)
	if got := reply.Headers["Cc"]; got != "<boss@mail.example>, <clerk@mail.example>" || !strings.Contains(reply.Headers["To"], client) {
		t.Errorf("To is %q, Cc is %q", reply.Headers["To"], got)
	}
	if got := reply.Headers["Delivered-To"]; got != client+", boss@mail.example, clerk@mail.example" {
		t.Errorf("it was delivered to %q, want all three", got)
	}
	_, back, _ := strings.Cut(reply.Headers["Reply-To"], " <help+")
	back = "help+" + strings.TrimSuffix(back, ">")
	answer := "From: <clerk@mail.example>\r\nTo: " + back + "\r\nSubject: Something else\r\nMessage-ID: <clerk@mail.example>\r\n\r\nКомната 5\r\n"
	if err := smtp.SendMail(d.MailAddr(), nil, "clerk@mail.example", []string{back}, []byte(answer)); err != nil {
		t.Fatal(err)
	}
	if all := d.ticketsOf(t, deskTenant); len(all) != 1 {
		t.Fatalf("%d tickets, want that the answer of who got a copy joins", len(all))
	}
	got, _ := d.store.Ticket(t.Context(), deskTenant, string(id))
	if cc, _ := json.Marshal(got.Fields["cc"]); string(cc) != `["boss@mail.example","clerk@mail.example"]` {
		t.Errorf("copies of the ticket are %s", cc)
	}
	participants := 0
	for _, p := range got.People {
		if p.Role == "participant" {
			participants++
		}
	}
	if participants != 2 {
		t.Errorf("%d take part, want the one in copy and the one who answered: %+v", participants, got.People)
	}
}

func (d *desk) remind(token, number string, in time.Duration, text string) {
	d.t.Helper()
	body := fmt.Sprintf(`{"at":%q,"text":%q}`, d.clock.Now().Add(in).Format(time.RFC3339), text)
	if got := d.ask(d.t, "POST", "/api/v1/desk/tickets/"+number+"/reminders", body, map[string]string{"Authorization": "Bearer " + token}, nil); got != http.StatusCreated {
		d.t.Fatalf("the reminder is answered %d", got)
	}
}

func TestReminderIsMailedOnceWhenItIsDue(t *testing.T) {
	d := newToldDesk(t)
	d.filed("Printer is broken")
	d.remind(d.token, "DESK-1", time.Hour, "Позвонить клиенту")
	if err := d.remindDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := d.letters("aigul@desk.example"); len(got) != 0 {
		t.Fatalf("mailed before it is due: %q", got[0].Subject)
	}
	d.move(time.Hour)
	says(t, d.gets("aigul@desk.example", 1), "[DESK-1] Напоминание", "Printer is broken", "Позвонить клиенту", "/s/tickets/DESK-1")
	d.move(time.Hour)
	if err := d.remindDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.gets("aigul@desk.example", 1)
}

func TestReminderSurvivesARestart(t *testing.T) {
	var cfg Config
	d := newToldDesk(t, func(c *Config) { cfg = *c })
	d.filed("Printer is broken")
	d.remind(d.token, "DESK-1", time.Hour, "")
	d.move(30 * time.Minute)
	stop(t, d.Server)
	again, _, err := start(t, func(c *Config) { data := cfg.Data; *c = cfg; c.Data = data })
	if err != nil {
		t.Fatal(err)
	}
	next := &desk{t: t, Server: again, token: d.token}
	next.move(31 * time.Minute)
	says(t, next.gets("aigul@desk.example", 1), "[DESK-1] Напоминание")
}

package host

import (
	"fmt"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

const client = "d@mail.example"

// newTicketDesk starts a desk with the regulation of testdata/ticket, which also
// takes mail, and with two employees who have names.
func newTicketDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t, func(c *Config) { c.Rules, c.SMTP, c.Undo = "testdata/ticket", "127.0.0.1:0", 10*time.Second })
	people := &directory.File{Principals: []directory.Principal{
		{ID: "aigul", Name: "Айгуль Серикова", Roles: []string{"operator"}}, {ID: "dana", Name: "Дана Оспанова", Roles: []string{"operator"}}}}
	if err := d.store.Import(t.Context(), deskTenant, people, d.clock.Now()); err != nil {
		t.Fatal(err)
	}
	return d
}

// writes sends a mail of the client to the desk.
func (d *desk) writes(id, subject, text string, header ...string) {
	d.t.Helper()
	body := "From: <" + client + ">\r\nTo: help@desk.example\r\nSubject: " + subject + "\r\nMessage-ID: <" + id + "@mail.example>\r\n" + strings.Join(header, "")
	if !strings.Contains(body, "Content-Type") {
		body += "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n"
	} else {
		body += "\r\n" + text
	}
	if err := smtp.SendMail(d.MailAddr(), nil, client, []string{"help@desk.example"}, []byte(body)); err != nil {
		d.t.Fatal("write to help@desk.example:", err)
	}
}

// filed is a ticket of the client's, by mail.
func (d *desk) filed(subject string) engine.TicketID {
	d.t.Helper()
	d.writes("first", subject, "Телефоны не регистрируются с утра.")
	tickets, err := d.store.Tickets(d.t.Context(), engine.TicketList{Tenant: deskTenant, Limit: 1})
	if err != nil || len(tickets.Tickets) != 1 {
		d.t.Fatalf("%d tickets (%v), want the one that was written", len(tickets.Tickets), err)
	}
	return tickets.Tickets[0].ID
}

// sent counts what went out to the client.
func (d *desk) sent() int {
	d.t.Helper()
	var letters []email.Captured
	d.ask(d.t, "GET", "/dev/mail?to="+client, "", map[string]string{"Accept": "application/json"}, &letters)
	return len(letters)
}

// story is the ticket's events as the API tells them.
func (d *desk) story() []apiEvent {
	d.t.Helper()
	var got struct{ Events []apiEvent }
	d.fetch(d.t, d.token, "/api/v1/desk/tickets/DESK-1/events?limit=500", &got)
	return got.Events
}

type apiEvent struct {
	Seq   int64
	Kind  string
	Cause int64
	Actor struct{ Kind, ID string }
	Data  map[string]any
}

// said are the texts of acts of a kind, in order.
func (d *desk) said(act string) []string {
	d.t.Helper()
	var out []string
	for _, e := range d.story() {
		if e.Data["act"] == act {
			inputs, _ := e.Data["inputs"].(map[string]any)
			out = append(out, fmt.Sprint(inputs["text"]))
		}
	}
	return out
}

// hold lets a test do something between the moment in which the page sends an act
// and that in which the server gets it.
const hold = `const send = window.fetch; window.fetch = async (...given) => {
	const request = given[0];
	if (window.held === "next" && request.method === "POST" && /\/(acts|bulk)$/.test(request.url) && !(await request.clone().text()).includes('"preview":true')) {
		await new Promise((go) => (window.held = go));
	}
	return send(...given);
};`

// meets does something while an act, which the statements send, is on its way.
func (b *tab) meets(meanwhile func(), statements string) {
	b.t.Helper()
	b.run(`window.held = "next"; ` + statements)
	b.until(`typeof window.held === "function"`)
	meanwhile()
	b.run(`const go = window.held; window.held = undefined; go()`)
}

// atTicket is a browser at the ticket DESK-1, signed in.
func (d *desk) atTicket(lang, token string) *tab {
	d.t.Helper()
	b := d.browse(lang)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: hold}); err != nil {
		d.t.Fatal(err)
	}
	b.visit("/s/ticket/DESK-1")
	b.signIn(token)
	b.shows()
	return b
}

// shows waits until the ticket is on the page and the websocket is up.
func (b *tab) shows() {
	b.t.Helper()
	b.until(`document.querySelector("article") !== null && document.querySelector("[data-mode], .frame") !== null && document.querySelector(".tags") !== null`)
}

// types opens the composer with its key and types into it.
func (b *tab) types(key, text string) {
	b.t.Helper()
	b.keys(key)
	b.until(`document.activeElement.matches(".frame textarea")`)
	b.do(chromedp.SendKeys(chromedp.CSS(".frame textarea"), text))
}

// clicks clicks the button that begins with a text.
func (b *tab) clicks(text string) {
	b.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("button")].find((e) => e.offsetParent !== null && e.textContent.trim().startsWith(%q))`, text)
	b.until(button + ` !== undefined`)
	b.run(button + `.click()`)
}

const draftIs = `document.querySelector("[data-draft]")?.dataset.draft === `

// panel is an expression for the text of a deadline.
func panel(deadline string) string {
	return `(document.querySelector('[data-deadline="` + deadline + `"]')?.innerText ?? "")`
}

// isMonday guards against a calendar that says otherwise.
func (d *desk) isMonday() {
	d.t.Helper()
	if got := d.clock.Now().In(almaty).Weekday(); got != time.Monday {
		d.t.Fatalf("the desk opens on a %v", got)
	}
}

var almaty = time.FixedZone("Almaty", 5*60*60)

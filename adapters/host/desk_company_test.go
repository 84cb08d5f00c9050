package host

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// A company is a server with the shipped regulations, as the staff of one company
// sees it.
type company struct {
	*desk
	tenant engine.TenantID
}

// newCompany opens a shipped company on a Monday morning, with employees by id,
// name and role.
func newCompany(t *testing.T, tenant engine.TenantID, people ...[3]string) *company {
	t.Helper()
	c := &company{tenant: tenant, desk: &desk{t: t, Server: startServer(t, func(c *Config) { c.Dev, c.SMTP, c.Undo = true, "off", 10*time.Second })}}
	c.move(deskMorning.Sub(c.clock.Now()))
	file := &directory.File{}
	for _, one := range people {
		file.Principals = append(file.Principals, directory.Principal{ID: one[0], Name: one[1], Email: one[0] + "@staff.example", Roles: []string{one[2]}})
	}
	if err := c.store.Import(t.Context(), tenant, file, c.clock.Now()); err != nil {
		t.Fatal(err)
	}
	return c
}

// tokenOf is the token of an employee in a role.
func (c *company) tokenOf(role, id string) string {
	c.t.Helper()
	token, err := c.issueToken(c.t.Context(), c.tenant, role, id)
	if err != nil {
		c.t.Fatal(err)
	}
	return token
}

// calls files what an operator takes down, and returns its number.
func (c *company) calls(token string, fields map[string]any) string {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"fields": fields, "language": "ru"})
	if err != nil {
		c.t.Fatal(err)
	}
	var filed struct{ Number string }
	if got := c.ask(c.t, "POST", "/api/v1/"+string(c.tenant)+"/intake/call", string(body), map[string]string{"Authorization": "Bearer " + token}, &filed); got != http.StatusCreated {
		c.t.Fatalf("a call is answered with %d", got)
	}
	return filed.Number
}

// does does an act on a ticket.
func (c *company) does(token, number, act string, inputs map[string]any) {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"act": act, "inputs": inputs})
	if err != nil {
		c.t.Fatal(err)
	}
	if got := c.ask(c.t, "POST", "/api/v1/"+string(c.tenant)+"/tickets/"+number+"/acts", string(body), map[string]string{"Authorization": "Bearer " + token}, nil); got != http.StatusOK {
		c.t.Fatalf("the act %s answers %d", act, got)
	}
}

// atTicketOf is a browser at a ticket, signed in.
func (c *company) atTicketOf(number, lang, token string) *tab {
	c.t.Helper()
	b := c.browse(lang)
	b.visit("/s/tickets/" + number)
	b.signInAt(c.tenant, token)
	b.shows()
	return b
}

// card is an expression for what the card of a ticket says, with its column.
func card(number string) string {
	return `(() => { const e = [...document.querySelectorAll("section[data-status] article, section[data-status] .card")].find((e) => e.innerText.includes("` + number + `")); return e ? e.closest("[data-status]").dataset.status + ": " + e.innerText.replace(/\s+/g, " ") : ""; })()`
}

const dialogText = `(document.querySelector("dialog[open]")?.innerText ?? "").replace(/\s+/g, " ")`

// TestAffortoHandsOnToLine2AndArrangesAVisit: AFF-s5 and AFF-s6 by the keyboard
// alone. Who will hear of it and by which clause is seen before it is done; the
// board of a colleague shows line and column at once.
func TestAffortoHandsOnToLine2AndArrangesAVisit(t *testing.T) {
	t.Parallel()
	c := newCompany(t, "afforto", [3]string{"ivan", "Иван Петров", "first"}, [3]string{"sergey", "Сергей Орлов", "engineer"}, [3]string{"olga", "Ольга Смирнова", "operator"})
	ivan := c.tokenOf("first", "ivan")
	n := c.calls(c.tokenOf("operator", "olga"), map[string]any{"name": "Анна Крылова", "phone": "8 495 123-45-67", "email": "anna@sever.example", "description": "Не включается коммутатор"})
	c.does(ivan, n, "triage", map[string]any{"priority": "1"})
	board := c.browse("ru")
	board.visit("/s/board")
	board.signInAt(c.tenant, ivan)
	board.until(card(n) + `.startsWith("queued: ")`)

	b := c.atTicketOf(n, "ru", ivan)
	b.picks("Передать на 2 линию")
	b.into("Что уже сделано")
	b.presses("Перезагрузили, не помогло")
	b.until(dialogText + `.includes("Заявку ` + n + ` мы передали специалистам высокой квалификации") && ` + dialogText + `.includes("1 линия пишет: Перезагрузили, не помогло")`)
	if got := eval[string](b, dialogText); !strings.Contains(got, "п. 5") || !strings.Contains(got, "Специалист 2 линии") || !strings.Contains(got, "Получит anna@sever.example") {
		t.Errorf("before it is handed on the form says %q", got)
	}
	b.does("Передать на 2 линию")
	board.until(card(n) + `.startsWith("second: ")`)
	b.until(`document.querySelector(".tags").innerText.includes("2 линия") && document.querySelector("dialog[open]") === null`)

	b.picks("Назначить выезд")
	b.into("Дата и время")
	if got := eval[string](b, dialogText); !strings.Contains(got, "По времени компании") {
		t.Errorf("the form does not say whose time is asked for: %q", got)
	}
	b.run(`const e = document.activeElement; e.value = "2027-02-02T11:00"; e.dispatchEvent(new Event("input", {bubbles: true}))`)
	b.into("Адрес")
	b.presses("Тверская, 1")
	b.into("Выездной специалист")
	b.presses("Орлов")
	b.until(`document.querySelectorAll("[role=option]").length === 1`)
	b.presses(kb.ArrowDown)
	b.until(`document.querySelector("[role=option][data-highlighted]") !== null`)
	b.enters()
	b.until(`document.activeElement.value === "Сергей Орлов"`)
	b.until(dialogText + `.includes("к Вам приедет специалист: 2 февр. 2027 г., 11:00, Тверская, 1")`)
	if got := eval[string](b, dialogText); !strings.Contains(got, "Сотрудникам: Сергей Орлов") || !strings.Contains(got, "п. 6") {
		t.Errorf("before the visit is arranged the form says %q", got)
	}
	b.does("Назначить выезд")
	board.until(card(n) + `.startsWith("visit: ")`)
	b.until(`document.querySelector(".tags").innerText.includes("Выезд")`)
	b.wantQuiet()
	board.wantQuiet()
}

// TestPersonIsPickedByMouseInADialog: what is chosen from stands above the dialog.
func TestPersonIsPickedByMouseInADialog(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.picks("Назначить")
	b.into("Сотрудник")
	b.presses("Дана")
	b.until(`document.querySelector("[role=option]") !== null`)
	const top = `(() => { const r = document.querySelector("[role=option]").getBoundingClientRect(); return document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)?.closest("[role=option]") !== null; })()`
	if !eval[bool](b, top) {
		t.Error("something lies over the people to choose from")
	}
}

// TestMitworkAsksAPartner (MIT-17): the form says that the letter goes outside and
// who will read the answer; the answer is shown as one that the client does not see.
func TestMitworkAsksAPartner(t *testing.T) {
	t.Parallel()
	c := newCompany(t, "mitwork", [3]string{"aibek", "Айбек Тұрсын", "operator"})
	aibek := c.tokenOf("operator", "aibek")
	n := c.calls(aibek, map[string]any{"type": "advice", "name": "Ержан Сапаров", "email": "erzhan@tender.kz", "phone": "87051006343", "description": "Портал не открывается"})
	b := c.atTicketOf(n, "ru", aibek)
	b.picks("Привлечь третью сторону")
	b.into("Почта третьей стороны")
	b.presses("help@partner.example")
	b.into("Что нужно сделать")
	b.presses("Проверьте сервер")
	b.until(dialogText + `.includes("Наружу, партнёру: help@partner.example. Ответы увидят только сотрудники.") && ` + dialogText + `.includes("Проверьте сервер")`)
	b.does("Привлечь третью сторону")
	b.until(`document.querySelector("dialog[open]") === null && document.querySelector(".tags").innerText.includes("У третьей стороны")`)
	keys, err := c.keyring(c.tenant)
	if err != nil {
		t.Fatal(err)
	}
	answer := intake.Mail{Tenant: c.tenant, Mailbox: "support@mitwork.kz", MessageID: "p1@partner.example", From: intake.Person{Address: "help@partner.example"},
		Subject: "Re: [" + n + "]", Text: "Сервер исправен", At: c.clock.Now()}
	if _, err := c.engine.Do(t.Context(), answer.Command(keys)); err != nil {
		t.Fatal(err)
	}
	b.until(`[...document.querySelectorAll("article")].some((e) => e.innerText.includes("Сервер исправен") && e.innerText.includes("Клиент этого не видит"))`)
	b.wantQuiet()
}

// TestMitworkKeepsAComplaintToItself (MIT-16): quality control sees it, and not the
// operators.
func TestMitworkKeepsAComplaintToItself(t *testing.T) {
	t.Parallel()
	c := newCompany(t, "mitwork", [3]string{"aibek", "Айбек Тұрсын", "operator"}, [3]string{"dina", "Дина Сейітова", "quality"})
	keys, err := c.keyring(c.tenant)
	if err != nil {
		t.Fatal(err)
	}
	complaint := intake.Mail{Tenant: c.tenant, Mailbox: "QA@mitwork.net", MessageID: "q1@tender.kz", From: intake.Person{Name: "Ержан Сапаров", Address: "erzhan@tender.kz"},
		Subject: "Жалоба", Text: "Сотрудник был груб", At: c.clock.Now()}
	res, err := c.engine.Do(t.Context(), complaint.Command(keys))
	if err != nil {
		t.Fatal(err)
	}
	n := res.Ticket.Number
	b := c.browse("ru")
	b.visit("/s/tickets/" + n)
	b.signInAt(c.tenant, c.tokenOf("operator", "aibek"))
	b.until(`document.body.innerText.includes("` + n + `") && document.querySelector("article") === null && document.querySelector(".empty") !== null`)
	if got := eval[string](b, `document.body.innerText`); strings.Contains(got, "груб") {
		t.Errorf("an operator sees %q", got)
	}
	q := c.atTicketOf(n, "ru", c.tokenOf("quality", "dina"))
	q.picks("Указать, о ком жалоба")
	q.into("Сотрудник")
	q.presses("Айбек")
	q.until(`document.querySelectorAll("[role=option]").length === 1`)
	q.presses(kb.ArrowDown)
	q.until(`document.querySelector("[role=option][data-highlighted]") !== null`)
	q.enters()
	q.until(`document.activeElement.value === "Айбек Тұрсын"`)
	q.does("Указать, о ком жалоба")
	q.until(`document.querySelector("dialog[open]") === null && document.querySelector("[role=log]").innerText.includes("(кроме Айбек Тұрсын)")`)
	q.wantQuiet()
}

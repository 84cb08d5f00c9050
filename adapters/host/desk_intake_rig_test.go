package host

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

// A callDesk is the desk of a shipped company with an operator at the telephone and
// the people of its cases.
type callDesk struct {
	*desk
	tenant engine.TenantID
}

// newCallDesk starts the desk of a company on a Monday morning.
func newCallDesk(t *testing.T, tenant engine.TenantID) *callDesk {
	t.Helper()
	d := &callDesk{tenant: tenant, desk: &desk{t: t, Server: startServer(t, func(c *Config) { c.Dev, c.SMTP = true, "off" })}}
	var err error
	if d.token, err = d.issueToken(t.Context(), tenant, "operator", "aliya"); err != nil {
		t.Fatal(err)
	}
	d.move(deskMorning.Sub(d.clock.Now()))
	raw, err := os.Open("../../rules/" + string(tenant) + "/cases/directory.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	people, err := directory.Read(raw)
	if err == nil {
		err = d.store.Import(t.Context(), tenant, people, d.clock.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// atIntake is a browser at the screen, signed in.
func (d *callDesk) atIntake(lang string) *tab {
	d.t.Helper()
	b := d.browse(lang)
	d.opens(b)
	return b
}

// opens signs in and goes to the screen.
func (d *callDesk) opens(b *tab) {
	d.t.Helper()
	b.visit("/s/intake")
	b.until(`document.querySelector("input[name=token]") !== null`)
	b.run(`document.querySelector("input[name=tenant]").focus()`)
	b.press(string(d.tenant) + "\t" + d.token + "\r")
	b.until(atFirst)
}

// atFirst says that one can begin to type.
const atFirst = `document.activeElement.closest(".persons [data-field]") !== null`

// press types text with real keys.
func (b *tab) press(text string) { b.t.Helper(); b.do(chromedp.KeyEvent(text)) }

// control presses a key with Ctrl, and Shift if it is wanted.
func (b *tab) control(key string, shift bool) {
	b.t.Helper()
	modifiers := []chromedp.Modifier{chromedp.ModifierCtrl}
	if shift {
		modifiers = append(modifiers, chromedp.ModifierShift)
	}
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// field is an expression for the control of a field.
func field(id string) string {
	return `document.querySelector('[data-field="` + id + `"] :is(input, select, textarea)')`
}

// fills puts values into fields as somebody who clicks would, where typing is not
// what is tested.
func (b *tab) fills(values ...string) {
	b.t.Helper()
	for i := 0; i < len(values); i += 2 {
		b.until(field(values[i]) + ` !== null`)
		b.run(`const e = ` + field(values[i]) + `; e.value = ` + strconv.Quote(values[i+1]) + `; e.dispatchEvent(new Event(e.matches("select") ? "change" : "input", {bubbles: true}))`)
	}
}

// call files what an operator takes down, by the API.
func (d *callDesk) call(fields string) string {
	d.t.Helper()
	var filed struct{ Number string }
	if got := d.ask(d.t, "POST", d.path("/intake/call"), `{"fields":`+fields+`}`, d.bearer(), &filed); got != 201 {
		d.t.Fatalf("a call is answered with %d", got)
	}
	return filed.Number
}

func (d *callDesk) path(rest string) string { return "/api/v1/" + string(d.tenant) + rest }

func (d *callDesk) bearer() map[string]string {
	return map[string]string{"Authorization": "Bearer " + d.token}
}

// story is a ticket's events as the API tells them.
func (d *callDesk) story(number string) []apiEvent {
	d.t.Helper()
	var got struct{ Events []apiEvent }
	d.fetch(d.t, d.token, d.path("/tickets/"+number+"/events?limit=500"), &got)
	return got.Events
}

// clauses are those by which a name of a ticket was set, as the API explains it.
func (d *callDesk) clauses(number, name string) string {
	d.t.Helper()
	var got struct {
		Events []struct {
			Decisions []struct {
				Name   string
				Value  any
				Clause struct{ ID string }
			}
		}
	}
	d.fetch(d.t, d.token, d.path("/tickets/"+number+"/why?limit=500"), &got)
	var out []string
	for _, e := range got.Events {
		for _, one := range e.Decisions {
			if one.Name == name {
				out = append(out, fmt.Sprint(one.Clause.ID, " ", one.Value))
			}
		}
	}
	return strings.Join(out, ", ")
}

const (
	made      = `document.querySelector("[data-made]")?.dataset.made === `
	madeIs    = `(document.querySelector(".number")?.textContent ?? "")`
	resultIs  = `(document.querySelector("[data-made]")?.innerText ?? "")`
	besideIs  = `(document.querySelector("aside")?.innerText ?? "")`
	draftSafe = `document.querySelector("[data-draft]")?.dataset.draft === "saved"`
)

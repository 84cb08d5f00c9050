package host

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

// known puts the client of the desk into its directory.
func (d *desk) known() {
	d.t.Helper()
	f := &directory.File{Companies: []directory.Company{{ID: "clinic", Name: "ТОО «Клиника»"}},
		Parties: []directory.Party{{ID: "daulet", Name: "Даулет Ахметов", Company: "clinic", Addresses: []directory.Address{{Kind: "email", Value: client}}}}}
	if err := d.store.Import(d.t.Context(), deskTenant, f, d.clock.Now()); err != nil {
		d.t.Fatal(err)
	}
}

// blockedRow is an expression for the only line of the list of blocked senders.
const blockedRow = `(document.querySelector("dialog[open] li")?.innerText ?? "").replace(/\s+/g, " ")`

// TestSpamIsCalledSoAndItsSenderUnblockedByKeyboard: the act says what will happen,
// asks about a client of the directory, and the list, which the palette opens, shows
// who is blocked and lets them in again with what was kept.
func TestSpamIsCalledSoAndItsSenderUnblockedByKeyboard(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Скидка на всё")
	d.known()
	b := d.atTicket("ru", d.token)
	b.picks("Это спам")
	b.until(`document.querySelector("dialog[open]").innerText.includes("его адрес будет заблокирован")`)
	b.does("Это спам")
	b.until(`document.querySelector("dialog[open] [role=alert].error")?.innerText.includes("Даулет Ахметов, ТОО «Клиника»")`)
	b.into("Заблокировать, даже если")
	b.presses(" ")
	b.does("Это спам")
	b.until(`document.querySelector("dialog[open]") === null && document.querySelector("[role=log]").innerText.includes("Отправитель заблокирован: ` + client + `")`)
	d.writes("second", "Ещё скидка", "Купите")
	b.palette("заблокированные", "Заблокированные отправители")
	b.enter()
	b.until(blockedRow + `.includes("Писем сохранено: 1")`)
	if got := eval[string](b, blockedRow); !strings.Contains(got, client) || !strings.Contains(got, "Айгуль Серикова") || !strings.Contains(got, "DESK-1") {
		t.Errorf("the list says %q", got)
	}
	focus := func(what string) {
		t.Helper()
		for range 20 {
			if eval[bool](b, `document.activeElement.innerText.trim().startsWith("`+what+`")`) {
				return
			}
			b.presses(kb.Tab)
		}
		t.Fatalf("Tab does not lead to %q", what)
	}
	focus("Разблокировать")
	b.presses(kb.Enter)
	b.until(`document.activeElement.innerText.trim() === "Разблокировать и принять письма: 1"`)
	b.presses(kb.Enter)
	b.until(`document.querySelector("dialog[open]").innerText.includes("Никто не заблокирован")`)
	d.until(func() bool { return len(d.ticketsOf(t, deskTenant)) == 2 }, "what was kept is a ticket")
	b.wantQuiet("422") // the act that was turned down
}

// TestBlockedSendersAreAccessible looks over the list, with the question open, and
// the dialog of the act with its warning.
func TestBlockedSendersAreAccessible(t *testing.T) {
	t.Parallel()
	labels := map[string][2]string{"ru": {"Это спам", "Заблокированные"}, "kk": {"Бұл спам", "Бұғатталған"}, "en": {"This is spam", "Blocked"}}
	for lang, said := range labels {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := newTicketDesk(t)
			id := d.filed("Скидка на всё")
			d.known()
			l := d.atTicket(lang, d.token).looksOver()
			l.picks(said[0])
			l.does(said[0])
			l.until(`document.querySelector("dialog[open] [role=alert].error") !== null`)
			l.check("spam " + lang)
			l.presses(kb.Escape)
			l.until(`document.querySelector("dialog[open]") === null`)
			d.act(id, "spam", map[string]any{"confirm": true})
			d.writes("second", "Ещё скидка", "Купите")
			l.palette(said[1], said[1])
			l.enter()
			l.until(`document.querySelector("dialog[open] li button") !== null`)
			l.check("blocked " + lang)
			l.run(`document.querySelector("dialog[open] li button").click()`)
			l.until(`document.querySelector("dialog[open] [data-sure]") !== null`)
			l.check("unblock " + lang)
			if got := eval[string](l.tab, `document.querySelector("dialog[open]").innerText`); lang == "kk" && (strings.Contains(got, "локир") || strings.Contains(got, "исем")) {
				t.Errorf("the Kazakh list has Russian words: %s", got)
			}
		})
	}
}

// TestEmployeesAddressIsBlockedOnlyOnPurpose: who works here is no client, and is
// asked about as well.
func TestEmployeesAddressIsBlockedOnlyOnPurpose(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	f := &directory.File{Principals: []directory.Principal{{ID: "ivan", Name: "Иван", Email: strings.ToUpper(client), Roles: []string{"operator"}}}}
	if err := d.store.Import(t.Context(), deskTenant, f, d.clock.Now()); err != nil {
		t.Fatal(err)
	}
	id := d.filed("Скидка на всё")
	path, auth := "/api/v1/desk/tickets/"+string(id)+"/acts", map[string]string{"Authorization": "Bearer " + d.token}
	if got := d.ask(t, "POST", path, `{"act":"spam"}`, auth, nil); got != 422 {
		t.Errorf("an employee's address is blocked unasked: %d, want 422", got)
	}
	if blocked, err := d.store.IsBlocked(t.Context(), deskTenant, client); err != nil || blocked {
		t.Errorf("blocked is %v (%v)", blocked, err)
	}
	d.act(id, "spam", map[string]any{"confirm": true})
	if blocked, err := d.store.IsBlocked(t.Context(), engine.TenantID(deskTenant), client); err != nil || !blocked {
		t.Errorf("with the confirmation, blocked is %v (%v)", blocked, err)
	}
}

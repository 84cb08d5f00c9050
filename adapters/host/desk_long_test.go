package host

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// lengthen adds notes to a ticket until it has a number of events.
func (d *desk) lengthen(id engine.TicketID, events int64) {
	d.t.Helper()
	for {
		t, err := d.store.Ticket(d.t.Context(), deskTenant, string(id))
		if err != nil {
			d.t.Fatal(err)
		}
		if t.Version >= events {
			return
		}
		act := intake.Act{Tenant: deskTenant, ID: engine.CommandID(fmt.Sprint("note/", t.Version)), Ticket: id, Actor: engine.Actor{Kind: engine.Staff, ID: "dana", Roles: []string{"operator"}},
			Channel: "api", Act: "note", Inputs: engine.Fields{"text": fmt.Sprint("Заметка ", t.Version+1)}, At: d.clock.Now()}
		if _, err := d.engine.Do(d.t.Context(), act.Command()); err != nil {
			d.t.Fatal(err)
		}
	}
}

const (
	rows      = `document.querySelectorAll("[data-seq]").length`
	firstText = `(document.querySelector("[data-seq] .text")?.textContent ?? "")`
)

// TestLongTicketShowsItsEndFirst has a ticket of a thousand events.
func TestLongTicketShowsItsEndFirst(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Долгая история")
	d.lengthen(id, 1000)
	b := d.atTicket("ru", d.token)
	b.until(rows + ` > 50 && document.querySelector(".log").textContent.includes("Заметка 1000")`)
	if asked := eval[[]string](b, asks); len(asked) != 1 {
		t.Errorf("the history was asked for by %q, want one page of the newest", asked)
	}
	if n := eval[int](b, rows); n > 120 {
		t.Errorf("%d events are on the page at first, want the newest hundred", n)
	}
	b.until(`document.querySelector(".earlier button").textContent.includes("Показать ещё 900 раньше")`)

	// What was before comes when it is asked for by keyboard, above what one reads.
	top := eval[string](b, firstText)
	b.run(`document.querySelector(".earlier button").focus(); document.activeElement.click()`)
	b.until(`document.querySelector(".earlier button").textContent.includes("Показать ещё 800 раньше") && ` + firstText + ` !== ` + strconv.Quote(top))

	// The first event is within reach, and the page stays bounded.
	b.clicks("К первому событию")
	b.until(`document.activeElement.matches("[data-seq]") && document.activeElement.textContent.includes("Телефоны не регистрируются") && document.querySelector(".earlier button").textContent.includes("позже")`)
	if n := eval[int](b, rows); n > 320 {
		t.Errorf("%d events are on the page at the first one, want it bounded", n)
	}
	b.clicks("К последнему событию")
	b.until(`document.querySelector(".log").textContent.includes("Заметка 1000")`)
	if n := eval[int](b, rows); n > 320 {
		t.Errorf("%d events are on the page at the last one, want it bounded", n)
	}

	// What comes is told at once, as in a short history.
	d.act(id, "note", map[string]any{"text": "Только что"})
	b.until(`document.querySelector(".log").textContent.includes("Только что")`)
	b.wantQuiet()
}

// TestLongTicketWarnsOfWhatCameLongAgo has a draft that was begun before the client
// wrote, and 150 events since.
func TestLongTicketWarnsOfWhatCameLongAgo(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Долгий черновик")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Начатый ответ")
	b.until(draftIs + `"saved"`)
	b.visit("/s/board")
	d.writes("second", "Re: Долгий черновик", "Уже не нужно.", "In-Reply-To: <first@mail.example>\r\n")
	d.lengthen(id, 160)
	b.visit("/s/tickets/DESK-1")
	b.shows()
	b.keys("KeyR")
	b.until(`document.querySelector("[role=alert] blockquote")?.textContent.includes("Уже не нужно")`)
	b.wantQuiet()
}

// asks is an expression for the questions for the ticket's events, but for those
// whether something has come since.
const asks = `performance.getEntriesByType("resource").map((e) => e.name).filter((name) => /\/events\?/.test(name) && !/after=[1-9]/.test(name))`

package host

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
)

// chosen is an expression for how many tickets are chosen, as the page says it.
const chosen = `(document.querySelector(".bar b")?.textContent ?? "")`

// offer opens the acts on the chosen tickets and chooses one.
func (b *tab) offer(label string) {
	b.t.Helper()
	b.keys("KeyE")
	b.until(menuItem(label) + ` !== undefined`)
	b.run(menuItem(label) + `.click()`)
}

func (d *desk) wantStatus(want string, ids ...engine.TicketID) {
	d.t.Helper()
	for _, id := range ids {
		eventually(d.t, fmt.Sprintf("%s is %s", id, want), func() bool { return d.status(id) == want })
	}
}

func TestTicketsAreChosenWithKeysAndActedOnTogether(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(5, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	for _, id := range ids {
		d.act(id, "take", nil)
	}
	b := d.atBoard("ru", "")
	b.until(lane("work") + `.length === 5`)
	b.run(`document.querySelector("section[data-status=work] .card").focus()`)
	b.keys("KeyX", "KeyJ", "KeyJ")
	b.until(chosen + ` === "Выбрана 1 заявка"`)
	b.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {code: "KeyX", shiftKey: true, bubbles: true, cancelable: true}))`)
	b.until(chosen + ` === "Выбраны 3 заявки"`)
	b.keys("Escape")
	b.until(`document.querySelector(".bar") === null`)
	b.keys("KeyX")
	b.until(chosen + ` === "Выбрана 1 заявка"`)
	b.run(`document.querySelector(".bar button.quiet").click()`) // all by the filter
	b.until(chosen + ` === "Выбрано 5 заявок"`)
	b.offer("Спросить клиента")
	b.until(lane("feedback") + `.length === 5`)
	d.wantStatus("feedback", ids...)
	b.until(`[...document.querySelectorAll(".toast")].some((e) => e.textContent.includes("сделано для 5 заявок"))`)
	b.run(`document.querySelector(".toast button.quiet").click()`) // the regulation has a way back
	b.until(lane("work") + `.length === 5`)
	d.wantStatus("work", ids...)
	b.wantQuiet()
}

// TestNobodyBelievesThatAllWereChosenWhenTheBoardShowsAPart has a board of three
// cards and five tickets, of which two are in work.
func TestNobodyBelievesThatAllWereChosenWhenTheBoardShowsAPart(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(c *Config) { c.Cards = 3 })
	ids := d.open(5, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	for _, id := range ids[:2] {
		d.act(id, "take", nil)
	}
	b := d.atBoard("ru", "")
	b.until(`document.querySelectorAll(".card").length === 3 && document.querySelector(".shown").textContent === "первые 3 заявки"`)
	b.run(`document.querySelector(".card").focus()`)
	b.keys("KeyX")
	b.until(chosen + ` === "Выбрана 1 заявка" && document.querySelector(".partial") === null`)
	if got := eval[string](b, `document.querySelector(".bar button.quiet").textContent.trim()`); got != "Выбрать 3 показанные" {
		t.Errorf("the button says %q, want that it takes what is shown", got)
	}
	b.run(`document.querySelector(".bar button.quiet").click()`)
	b.until(chosen + ` === "Выбраны 3 заявки" && document.querySelector(".partial")?.textContent.includes("не выбраны")`)
	b.until(`document.querySelector(".bar button.quiet") === null`)

	// A filter of which the board has everything: the server is asked once, and all are all.
	asks := `window.asked = 0; const send = WebSocket.prototype.send; WebSocket.prototype.send = function (data) { if (String(data).includes('"board"')) asked++; return send.call(this, data); }`
	b.run(asks)
	b.run(`history.pushState(null, "", "?status=work"); dispatchEvent(new PopStateEvent("popstate"))`)
	b.until(lane("work") + `.length === 2 && document.querySelector(".shown").textContent === "2 заявки" && document.querySelector(".note") === null`)
	b.run(`document.querySelector(".card").focus()`)
	b.keys("Escape", "KeyX")
	b.until(`document.querySelector(".bar button.quiet")?.textContent.trim() === "Выбрать все 2 по фильтру"`)
	b.run(`document.querySelector(".bar button.quiet").click()`)
	b.until(chosen + ` === "Выбраны 2 заявки" && document.querySelector(".partial") === null`)
	if got := eval[int](b, `asked`); got > 2 {
		t.Errorf("the page asked for the board %d times, want it to settle on the filter", got)
	}
	b.wantQuiet()
}

func TestWhatOfManyWasNotDoneIsListedWithItsReason(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(4, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	for _, id := range ids[:2] {
		d.act(id, "take", nil)
	}
	b := d.atBoard("ru", "?view=list")
	b.until(`document.querySelectorAll("[role=row]").length === 5`)
	b.run(`document.querySelectorAll("[role=row] input[type=checkbox]").forEach((e) => e.click())`)
	b.until(chosen + ` === "Выбраны 4 заявки"`)
	b.offer("Решить")
	b.until(`document.querySelector("dialog[open] textarea") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "Заменили провод"))
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(`document.querySelectorAll("dialog[open] li").length === 2`)
	for i, got := range eval[[]string](b, `[...document.querySelectorAll("dialog[open] li")].map((e) => e.textContent)`) {
		if !strings.Contains(got, "DESK-") || !strings.Contains(got, "п. 2.2") {
			t.Errorf("failure %d says %q, want a number and the clause", i, got)
		}
	}
	d.wantStatus("solved", ids[:2]...)
	d.wantStatus("new", ids[2:]...)
	b.run(`[...document.querySelectorAll("dialog[open] footer button")].at(-1).click()`)
	b.until(chosen + ` === "Выбраны 2 заявки"`)
	b.wantQuiet()
}

func TestBulkThatWasCutOffGoesOnWithoutDoingAnythingTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(3, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	b := d.browse("ru")
	// Of the first answer the network brings the beginning alone.
	cut := `const real = window.fetch; window.keys = []; window.fetch = async (...of) => {
		const request = new Request(...of);
		if (!request.url.endsWith("/bulk")) return real(request);
		keys.push(request.headers.get("Idempotency-Key"));
		const answer = await real(request), text = await answer.text();
		return new Response(keys.length === 1 ? text.split("\n").slice(0, 2).join("\n") + "\n" : text, {headers: answer.headers});
	}`
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: cut}); err != nil {
		t.Fatal(err)
	}
	b.visit("/s/board")
	b.signIn(d.token)
	b.until(lane("new") + `.length === 3`)
	b.run(`document.querySelector("section[data-status=new] .card").focus()`)
	b.keys("KeyX")
	b.until(chosen + ` !== ""`)
	b.run(`document.querySelector(".bar button.quiet").click()`)
	b.until(chosen + ` === "Выбраны 3 заявки"`)
	b.offer("Взять в работу")
	b.until(`document.querySelector("dialog[open] .why")?.textContent.includes("Связь прервалась")`)
	b.run(`document.querySelector("dialog[open] footer button.primary").click()`)
	b.until(`document.querySelector("dialog[open]") === null && ` + lane("work") + `.length === 3`)
	if keys := eval[[]string](b, `keys`); len(keys) != 2 || keys[0] != keys[1] {
		t.Errorf("the keys of the requests are %q, want twice the same", keys)
	}
	for _, id := range ids {
		ticket, err := d.store.Ticket(t.Context(), deskTenant, string(id))
		if err != nil {
			t.Fatal(err)
		}
		if ticket.Version != 2 {
			t.Errorf("%s is at version %d, want 2: opened and taken", id, ticket.Version)
		}
	}
}

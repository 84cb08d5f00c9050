package host

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/reglament/reglament/engine"
)

// family opens a parent, DESK-1, and children of it.
func (d *desk) family(children int) (parent engine.TicketID, ids []engine.TicketID) {
	d.t.Helper()
	parent = d.opened("Сеть не работает")
	for i := range children {
		id := d.opened(fmt.Sprintf("Нет связи в офисе %d", i+1))
		d.act(id, "link", map[string]any{"ticket": "DESK-1", "as": "parent"})
		ids = append(ids, id)
	}
	return parent, ids
}

// relatives is an expression for the lines of the panel of links.
const relatives = `[...document.querySelectorAll(".panel li")].map((e) => e.innerText.replace(/\s+/g, " ").trim())`

// toTab opens a panel by the keyboard alone.
func (b *tab) toTab(label string) {
	b.t.Helper()
	b.run(`[...document.querySelectorAll("[role=tab]")].find((e) => e.textContent.trim().startsWith("` + label + `")).click()`)
}

// TestParentShowsItsChildrenAsTheyChange: number, subject, status and turn of each,
// painted anew without a reload; what their being open stands in the way of is said
// before it is tried.
func TestParentShowsItsChildrenAsTheyChange(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	_, ids := d.family(2)
	b := d.atTicket("ru", d.token)
	b.until(`document.querySelector("[role=tab]") !== null`)
	b.toTab("Связи")
	b.until(relatives + `.length === 2 && !` + relatives + `.join().includes("…")`)
	if got := strings.Join(eval[[]string](b, relatives), "\n"); !strings.Contains(got, "DESK-2 Новая Действуем мы Нет связи в офисе 1") {
		t.Errorf("the children are\n%s", got)
	}
	b.run(`window.same = true`)
	d.act(ids[0], "take", nil)
	b.until(relatives + `[0].includes("В работе")`)
	b.keys("KeyE")
	const refuse = `[...document.querySelectorAll("[role=menuitem]")].find((e) => e.textContent.includes("Отказать"))`
	b.until(refuse + ` !== undefined`)
	if got := eval[string](b, refuse+`.getAttribute("aria-disabled") + " " + `+refuse+`.innerText`); !strings.Contains(got, "true ") || !strings.Contains(got, "Сначала закончите дочерние заявки: DESK-2, DESK-3.") {
		t.Errorf("the act that ends the parent is shown as %q", got)
	}
	b.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", code: "Escape", bubbles: true}))`)
	d.act(ids[0], "refuse", map[string]any{"reason": "outside"})
	d.act(ids[1], "refuse", map[string]any{"reason": "outside"})
	b.until(`document.querySelector(".panel h3")?.innerText.includes("2, открытых 0")`)
	b.keys("KeyE")
	b.until(refuse + `?.getAttribute("aria-disabled") !== "true" && ` + refuse + ` !== undefined`)
	if !eval[bool](b, `window.same === true`) {
		t.Error("the page was loaded anew")
	}
	b.wantQuiet()
}

// presses presses real keys, as a person without a mouse does.
func (b *tab) presses(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// picks chooses an act: by its button if it has one, else in the menu.
func (b *tab) picks(act string) {
	b.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("button[data-act]")].find((e) => e.textContent.trim().startsWith(%q))`, act)
	if eval[bool](b, button+` !== undefined`) {
		b.run(button + `.focus()`)
		b.presses(kb.Enter)
		b.until(`document.querySelector("dialog[open] form") !== null`)
		return
	}
	b.presses("e")
	b.until(`document.activeElement.closest("[role=menu]") !== null`)
	item := fmt.Sprintf(`[...document.querySelectorAll("[role=menuitem]")].find((e) => e.textContent.trim().startsWith(%q))`, act)
	for range 30 {
		if eval[bool](b, `document.activeElement === `+item) {
			break
		}
		b.run(`window.was = document.activeElement`)
		b.presses(kb.ArrowDown)
		b.until(`document.activeElement !== window.was`)
	}
	b.enters()
	b.until(`document.querySelector("dialog[open] form") !== null`)
}

// into goes to a control of the dialog by Tab, which its label names.
func (b *tab) into(label string) {
	b.t.Helper()
	at := fmt.Sprintf(`(document.activeElement.labels?.[0]?.innerText ?? "").startsWith(%q)`, label)
	for range 30 {
		if eval[bool](b, at) {
			return
		}
		b.presses(kb.Tab)
	}
	b.t.Fatalf("Tab does not lead to %q; the dialog is %s", label, eval[string](b, `document.querySelector("dialog[open]")?.innerText ?? "gone"`))
}

// enters presses Enter where the page takes it for itself: what the test sends would
// send the form besides.
func (b *tab) enters() {
	b.t.Helper()
	b.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", code: "Enter", bubbles: true, cancelable: true}))`)
}

// does presses the button that ends a dialog, by Tab and Enter.
func (b *tab) does(button string) {
	b.t.Helper()
	at := fmt.Sprintf(`document.activeElement.matches("dialog[open] button[type=submit]") && document.activeElement.innerText.trim().startsWith(%q)`, button)
	for range 40 {
		if eval[bool](b, at) {
			b.presses(kb.Enter)
			return
		}
		b.presses(kb.Tab)
	}
	b.t.Fatalf("Tab does not lead to the button %q; the dialog is %s", button, eval[string](b, `document.querySelector("dialog[open]")?.innerText ?? "gone"`))
}

// TestTicketsAreTiedByHand finds the other ticket by words, and opens a child for
// work of our own, of which the client hears nothing.
func TestTicketsAreTiedByHand(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.opened("Сеть не работает")
	other := d.opened("Нет связи в офисе")
	d.until(func() bool { return d.found("офисе") == 1 }, "the search knows the ticket")
	b := d.atTicket("ru", d.token)
	b.picks("Связать с заявкой")
	b.into("Заявка")
	b.presses("офисе")
	b.until(`document.querySelector("[role=option]")?.innerText.includes("DESK-2")`)
	b.presses(kb.ArrowDown)
	b.until(`document.querySelector("[role=option][data-highlighted]") !== null`)
	b.enters()
	b.until(`document.activeElement.value === "DESK-2"`)
	b.into("Чем она станет для этой")
	b.run(`const e = document.activeElement; e.value = "child"; e.dispatchEvent(new Event("change", {bubbles: true}))`)
	b.does("Связать с заявкой")
	b.until(`document.querySelector("dialog[open]") === null`)
	b.toTab("Связи")
	b.until(relatives + `[0]?.startsWith("DESK-2 Новая")`)
	got, err := d.store.Ticket(t.Context(), deskTenant, string(other))
	if err != nil || len(got.Links) != 1 || got.Links[0].Relation != "parent" {
		t.Errorf("the other ticket's links are %v (%v), want one to its parent", got.Links, err)
	}
	b.until(`document.querySelector("[role=log]").innerText.includes("Открытые дочерние заявки: DESK-2")`)
	before := d.sent()
	b.picks("Создать дочернюю заявку")
	b.into("Тема")
	b.presses("Проверить кабель")
	b.does("Создать дочернюю заявку")
	b.until(`document.querySelector("dialog[open]") === null`)
	b.until(relatives + `.some((e) => e === "DESK-3 Новая Действуем мы Проверить кабель")`)
	if after := d.sent(); after != before {
		t.Errorf("the client was sent %d messages about our own work", after-before)
	}
	b.wantQuiet()
}

// until waits for something that the server does in its own time.
func (d *desk) until(holds func() bool, what string) {
	d.t.Helper()
	for deadline := time.Now().Add(45 * time.Second); !holds(); {
		if time.Now().After(deadline) {
			d.t.Fatalf("it never came to be that %s", what)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// found counts what the search finds.
func (d *desk) found(words string) int {
	d.t.Helper()
	var got struct{ Results []struct{} }
	d.fetch(d.t, d.token, "/api/v1/desk/search?q="+url.QueryEscape(words), &got)
	return len(got.Results)
}

// TestTicketIsMerged by the keyboard: the one letter is seen before it goes, both
// tickets lead to one another.
func TestTicketIsMerged(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.opened("Сеть не работает")
	other := d.opened("Нет связи")
	b := d.atTicket("ru", d.token)
	b.picks("Объединить с заявкой")
	b.into("Заявка")
	b.presses("DESK-2")
	b.until(dialogText + `.includes("повторяет обращение DESK-2") && ` + dialogText + `.includes("Получит client0@mail.example")`)
	b.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "Tab", code: "Tab", bubbles: true}))`)
	b.does("Объединить с заявкой")
	b.until(`document.querySelector("dialog[open]") === null && document.querySelector(".tags").innerText.includes("Отказано")`)
	b.toTab("Связи")
	b.until(relatives + `[0]?.startsWith("DESK-2")`)
	d.until(func() bool {
		got, err := d.store.Ticket(t.Context(), deskTenant, string(other))
		return err == nil && len(got.Links) == 1 && got.Links[0].Relation == "duplicate"
	}, "the other ticket leads to this one")
	b.wantQuiet()
}

// TestFamilyIsAccessible holds the panel, the dialogs and the composer of a parent
// against WCAG, in both themes and three languages.
func TestFamilyIsAccessible(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	d.act(d.opened("Нет связи в офисе"), "link", map[string]any{"ticket": "DESK-1", "as": "parent"})
	d.writes("second", "Re: [DESK-1] Принято", "А ещё не печатает принтер")
	d.until(func() bool { return len(d.openChildren()) == 1 }, "the parent knows its child")
	b := d.atTicket("ru", d.token)
	l := b.looksOver()
	tied := map[string][]string{"ru": {"Связать с заявкой", "Создать дочернюю"}, "kk": {"Өтінішпен байланыстыру", "Еншілес өтініш ашу"}, "en": {"Link to a ticket", "Open a child"}}
	for _, lang := range []string{"ru", "kk", "en"} {
		b.speaks(lang)
		b.do(chromedp.Reload())
		b.shows()
		b.until(`document.documentElement.lang === "` + lang + `" && document.querySelectorAll("[role=tab]").length > 3`)
		b.run(`[...document.querySelectorAll("[role=tab]")].at(-1).click()`)
		b.until(relatives + `[0]?.startsWith("DESK-2 ")`)
		b.keys("KeyR")
		b.until(`document.querySelector(".also") !== null`)
		l.check("links and composer in " + lang)
		b.run(`document.querySelector("article.customer .split button").click()`)
		b.until(`document.querySelector("dialog[open] form#split") !== null`)
		l.check("separating in " + lang)
		b.run(`document.querySelector("dialog[open] header button").click()`)
		b.until(`document.querySelector("dialog[open]") === null`)
		b.until(`document.querySelector("[data-unlink]") !== null`)
		b.run(`document.querySelector("[data-unlink]").click()`)
		b.until(`document.querySelector("dialog[open] [role=combobox]")?.value === "DESK-2"`)
		l.check("removing a link in " + lang)
		b.run(`document.querySelector("dialog[open] header button").click()`)
		b.until(`document.querySelector("dialog[open]") === null`)
		for _, act := range tied[lang] {
			b.run(`document.activeElement.blur()`)
			b.picks(act)
			l.check(act + " in " + lang)
			b.run(`document.querySelector("dialog[open] header button").click()`)
			b.until(`document.querySelector("dialog[open]") === null`)
		}
		b.run(`document.activeElement.blur()`)
		b.keys("KeyE")
		b.until(`document.querySelector("[role=menuitem][aria-disabled=true]") !== null`)
		l.check("acts that are held in " + lang)
		b.run(`document.querySelector("[role=menu]").dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", code: "Escape", bubbles: true}))`)
		b.until(`document.querySelector("[role=menu]") === null`)
	}
}

// TestLinkIsRemovedWhereItIsShown: the act asks with the ticket filled in, both
// tickets forget one another, and the parent can be ended.
func TestLinkIsRemovedWhereItIsShown(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	parent, ids := d.family(2)
	b := d.atTicket("ru", d.token)
	b.until(`document.querySelector("[role=tab]") !== null`)
	b.toTab("Связи")
	b.until(relatives + `.length === 2 && !` + relatives + `.join().includes("…")`)
	for i, number := range []string{"DESK-2", "DESK-3"} {
		b.run(`document.querySelector("[data-unlink=` + number + `]").focus()`)
		b.presses(" ")
		b.until(`document.querySelector("dialog[open] [role=combobox]")?.value === "` + number + `"`)
		b.does("Убрать связь")
		b.until(relatives + `.length === ` + fmt.Sprint(1-i))
	}
	b.until(`document.querySelector(".panel").innerText.includes("Связей нет") && document.querySelector("[role=log]").innerText.includes("Связь убрана: дочерняя заявка DESK-3")`)
	d.until(func() bool { return len(d.openChildren()) == 0 }, "nothing holds the parent up")
	d.act(parent, "refuse", map[string]any{"reason": "outside"})
	child, err := d.store.Ticket(t.Context(), deskTenant, string(ids[1]))
	if err != nil || len(child.Links) != 0 {
		t.Errorf("the child still has %v (%v)", child.Links, err)
	}
	b.wantQuiet()
}

const sentCopies = `(document.querySelector("[data-children]")?.innerText ?? "").replace(/\s+/g, " ")`

// TestOneAnswerGoesToAllChildren: each gets it once and it waits like any answer;
// who did not get it is named with the reason, and the text is still there.
func TestOneAnswerGoesToAllChildren(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	_, ids := d.family(3)
	d.until(func() bool { return len(d.openChildren()) == 3 }, "the parent knows its children")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Связь восстановлена")
	b.until(`document.querySelector(".also")?.innerText.includes("Отправить и 3 открытым дочерним: DESK-2, DESK-3, DESK-4")`)
	b.run(`document.querySelector(".also input").click()`)
	b.until(draftIs + `"saved"`)
	// One of them ends between the click and what the server does: it takes no answer.
	b.meets(func() { d.act(ids[1], "refuse", map[string]any{"reason": "outside"}) }, `document.querySelector(".submit").click()`)
	b.until(sentCopies + `.includes("Дочерним заявкам отправлено: 2 из 3")`)
	if got := eval[string](b, sentCopies); !strings.Contains(got, "DESK-3 В статусе «Отказано» это действие невозможно.") || !strings.Contains(got, "Текст сохранён") {
		t.Errorf("the results are %q", got)
	}
	if got := eval[string](b, `document.querySelector(".frame textarea").value`); got != "Связь восстановлена" {
		t.Errorf("the draft is %q", got)
	}
	if got := d.said("reply"); len(got) != 0 {
		t.Errorf("this ticket was answered %q already", got)
	}
	b.clicks("Дальше без них")
	b.until(`document.querySelector(".frame") === null && document.querySelector("article.reply") !== null`)
	if got := d.said("reply"); len(got) != 1 {
		t.Errorf("the answers are %q, want one", got)
	}
	for _, n := range []string{"DESK-2", "DESK-4"} {
		if got := d.repliesOn(n); got != 1 {
			t.Errorf("%s has %d answers, want one", n, got)
		}
	}
	b.clicks("Вернуть")
	b.until(`document.querySelector(".frame textarea")?.value === "Связь восстановлена"`)
	d.until(func() bool { return d.withdrawnOn("DESK-2") == 1 && d.withdrawnOn("DESK-4") == 1 }, "the children's answers are taken back")
	b.wantQuiet("409")
}

// openChildren are the open children of DESK-1, as the API tells them.
func (d *desk) openChildren() []string {
	d.t.Helper()
	var got struct {
		Children []string `json:"open_children"`
	}
	d.fetch(d.t, d.token, "/api/v1/desk/tickets/DESK-1", &got)
	return got.Children
}

// repliesOn counts the answers on a ticket.
func (d *desk) repliesOn(number string) int {
	return d.eventsOn(number, func(e *apiEvent) bool { return e.Data["act"] == "reply" })
}

// withdrawnOn counts what was taken back on a ticket.
func (d *desk) withdrawnOn(number string) int {
	return d.eventsOn(number, func(e *apiEvent) bool { return e.Kind == engine.KindWithdrawn })
}

func (d *desk) eventsOn(number string, counts func(*apiEvent) bool) (n int) {
	d.t.Helper()
	var got struct{ Events []apiEvent }
	d.fetch(d.t, d.token, "/api/v1/desk/tickets/"+number+"/events?limit=500", &got)
	for i := range got.Events {
		if counts(&got.Events[i]) {
			n++
		}
	}
	return n
}

// TestMessageIsSeparatedFromTheTimeline: by its button, with what it was joined by;
// both tickets lead to one another.
func TestMessageIsSeparatedFromTheTimeline(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	d.writes("second", "Re: [DESK-1] Принято", "А ещё не печатает принтер")
	b := d.atTicket("ru", d.token)
	const split = `[...document.querySelectorAll("article.customer .split button")]`
	b.until(split + `.length === 1`)
	if got := eval[string](b, split+`[0].closest("article").innerText`); !strings.Contains(got, "Присоединено к заявке: номер заявки в теме") || !strings.Contains(got, "п. 1") {
		t.Errorf("the message says %q, want by what it was joined and the clause", got)
	}
	b.run(split + `[0].click()`)
	b.until(dialogText + `.includes("А ещё не печатает принтер") || ` + dialogText + `.includes("Re: [DESK-1]")`)
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(`document.querySelector("article.customer a[href$='DESK-2']") !== null && ` + split + `.length === 0`)
	b.run(`document.querySelector("article.customer a[href$='DESK-2']").click()`)
	b.until(`document.querySelector("h1")?.innerText.includes("DESK-2") && document.querySelector("article.customer")?.innerText.includes("не печатает принтер")`)
	b.toTab("Связи")
	b.until(`document.querySelector(".panel h3")?.innerText.includes("Отделена от") && ` + relatives + `[0]?.startsWith("DESK-1")`)
	b.wantQuiet()
}

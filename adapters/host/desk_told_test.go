package host

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
)

// copiesAre is an expression for the addresses that the composer shows.
const copiesAre = `[...document.querySelectorAll("[data-copies] .chip")].map((e) => e.textContent.trim())`

func TestReplyShowsWhoGetsACopyAndLeavesThemOut(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	d.writes("first", "Printer is broken", "Не печатает", "Cc: <boss@mail.example>, <clerk@mail.example>\r\n")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Выезжаем")
	b.until(`document.querySelector(".who").textContent.includes("` + client + `") && ` + copiesAre + `.join() === "boss@mail.example,clerk@mail.example"`)
	b.run(`document.querySelector("[data-copies] button[aria-label*=clerk]").click()`)
	b.until(copiesAre + `.join() === "boss@mail.example"`)
	if got := eval[bool](b, `document.activeElement.matches("[data-copies] input")`); !got {
		t.Error("the focus is lost with the address that was left out")
	}
	b.do(chromedp.KeyEvent("nobody"))
	b.keys("Enter")
	b.until(`document.querySelector("[data-copies] [role=alert]").textContent.includes("nobody")`)
	b.run(`const field = document.querySelector("[data-copies] input"); field.value = ""; field.dispatchEvent(new Event("input", {bubbles: true}))`)
	b.do(chromedp.KeyEvent("new@mail.example"))
	b.keys("Enter")
	b.until(copiesAre + `.join() === "boss@mail.example,new@mail.example" && ` + draftIs + `"saved"`)
	b.visit("/s/ticket/DESK-1") // the draft keeps them
	b.shows()
	b.keys("KeyR")
	b.until(copiesAre + `.join() === "boss@mail.example,new@mail.example"`)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector("article.reply") !== null`)
	reply := d.gets(client, 2)
	if got := reply.Headers["Cc"]; got != "<boss@mail.example>, <new@mail.example>" {
		t.Errorf("Cc of the mail is %q", got)
	}
	b.keys("KeyR")
	b.until(copiesAre + `.join() === "boss@mail.example,new@mail.example"`)
	b.wantQuiet("401")
}

func TestMentionIsChosenByKeyboard(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	d.filed("Printer is broken")
	b := d.atTicket("ru", d.token)
	b.types("KeyN", "Посмотри, @осп")
	b.until(`document.querySelectorAll("[role=option]").length === 1`)
	tied := `(() => { const e = document.activeElement; return document.getElementById(e.getAttribute("aria-activedescendant"))?.textContent; })()`
	if got := eval[string](b, tied); got != "Дана Оспанова" {
		t.Errorf("a reader is told of %q, want her", got)
	}
	b.do(chromedp.KeyEvent("\x1b"))
	b.until(`document.querySelector("[role=option]") === null && document.querySelector(".frame.note") !== null`)
	b.do(chromedp.KeyEvent("а"))
	b.until(`document.querySelectorAll("[role=option]").length === 1`)
	b.keys("Enter")
	b.until(`document.querySelector(".frame textarea").value === "Посмотри, @Дана Оспанова " && document.querySelector("[data-mentioned]").textContent.includes("Дана Оспанова")`)
	b.do(chromedp.KeyEvent("пожалуйста"))
	b.until(draftIs + `"saved"`)
	b.do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.until(`document.querySelector("article.note") !== null`)
	says(t, d.gets("dana@desk.example", 1), "Посмотри, @Дана Оспанова пожалуйста")
	b.clicks("Клиент")
	b.until(`document.querySelector("[data-watchers]").innerText.includes("Дана Оспанова")`)
	b.run(`document.querySelector("[data-watchers] [data-act=watch]").click()`)
	b.until(`document.querySelector("[data-watchers]").innerText.includes("Айгуль Серикова") && document.querySelector("[data-watchers] [data-act=unwatch]") !== null`)
	b.run(`document.querySelector("[data-watchers] [data-act=unwatch]").click()`)
	b.until(`!document.querySelector("[data-watchers]").innerText.includes("Айгуль Серикова")`)
	b.wantQuiet("401")
}

// notifications stands in for those of the system: what the page shows is kept.
const notifications = `window.shown = []; window.Notification = class {
	static permission = "default";
	static async requestPermission() { return (Notification.permission = "granted"); }
	constructor(title, options) { this.title = title; this.body = options.body; shown.push(this); }
	close() {}
};`

// atMine is a browser at one's settings, whose notifications the test sees.
func (d *desk) atMine(lang string) *tab {
	d.t.Helper()
	b := d.browse(lang)
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: notifications}); err != nil {
		d.t.Fatal(err)
	}
	b.visit("/s/me")
	b.signIn(d.token)
	b.until(`document.querySelector("[data-mail=assigned]:not(:disabled)") !== null`)
	return b
}

func TestNewsReachTheBellTheTitleAndTheScreen(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	id := d.filed("Секретная тема")
	b := d.atMine("ru")
	b.clicks("Включить уведомления")
	b.until(`document.querySelector("[data-desktop=true]") !== null`)
	b.until(`JSON.parse(localStorage.getItem("reglament.news.desk.aigul"))?.seq > 0`)
	dana := d.operator("dana")
	d.actAs(dana, id, "assign", map[string]any{"to": "aigul"})
	b.until(`document.querySelector("[data-unseen]").dataset.unseen === "1" && document.title.startsWith("(1) ")`)
	b.until(`shown.length === 1`)
	if got := eval[string](b, `shown[0].title + "|" + shown[0].body`); got != "DESK-1: вам назначена заявка|" {
		t.Errorf("the notification says %q, want number and reason alone", got)
	}
	d.writes("second", "Re: [DESK-1] Секретная тема", "Ещё раз")
	b.until(`document.querySelector("[data-unseen]").dataset.unseen === "2"`)
	b.keys("KeyA")
	b.run(`document.querySelector("[data-unseen]").focus()`)
	b.do(chromedp.KeyEvent("\r"))
	b.until(`document.querySelectorAll("dialog[open] li").length === 2`)
	if got := eval[string](b, `document.querySelector("dialog[open]").innerText`); strings.Contains(got, "Секретная") || !strings.Contains(got, "новое сообщение клиента") {
		t.Errorf("the list says %q", got)
	}
	b.run(`document.querySelector("dialog[open] li a").click()`)
	b.until(`location.pathname === "/s/tickets/DESK-1" && document.querySelector("[data-unseen]").dataset.unseen === "0" && !document.title.startsWith("(")`)
	b.shows()
	before := eval[int](b, `shown.length`)
	d.writes("third", "Re: [DESK-1] Секретная тема", "И ещё")
	b.until(`document.querySelectorAll("article.customer").length === 3`)
	b.until(`JSON.parse(localStorage.getItem("reglament.news.desk.aigul")).items.length === 3`)
	if unseen, now := eval[string](b, `document.querySelector("[data-unseen]").dataset.unseen`), eval[int](b, `shown.length`); unseen != "0" || now != before {
		t.Errorf("of the ticket that is open %s are unseen and %d were shown, want none", unseen, now-before)
	}
	b.wantQuiet("401")
}

func TestSeveralNewsAreOneNotification(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	ids := d.open(3, func(i int) string { return fmt.Sprint("Тема ", i) })
	b := d.atMine("ru")
	b.clicks("Включить уведомления")
	b.until(`JSON.parse(localStorage.getItem("reglament.news.desk.aigul"))?.seq > 0`)
	b.offline(true)
	dana := d.operator("dana")
	for _, id := range ids {
		d.actAs(dana, id, "assign", map[string]any{"to": "aigul"})
	}
	b.offline(false)
	b.until(`document.querySelector("[data-unseen]").dataset.unseen === "3" && shown.length > 0`)
	if got := eval[[]string](b, `shown.map((e) => e.title)`); !slices.Equal(got, []string{"3 события по вашим заявкам"}) {
		t.Errorf("shown were %q, want one for all", got)
	}
	b.run(`shown[0].onclick()`)
	b.until(`location.pathname.startsWith("/s/tickets/DESK-")`)
}

// actAs is act by somebody else.
func (d *desk) actAs(token string, id engine.TicketID, act string, inputs map[string]any) {
	d.t.Helper()
	mine := d.token
	defer func() { d.token = mine }()
	d.token = token
	d.act(id, act, inputs)
}

func TestReminderIsSetListedAndShownWhenItIsDue(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	d.filed("Printer is broken")
	b := d.atTicket("ru", d.token)
	b.clicks("Сроки")
	b.clicks("Завтра, 9:00")
	b.until(`document.querySelector("[data-reminders] input[type=datetime-local]").value === "2027-02-02T09:00"`)
	b.clicks("Через час")
	b.until(`document.querySelector("[data-reminders] input[type=datetime-local]").value === "2027-02-01T11:00"`)
	b.run(`document.querySelector("[data-reminders] form input:not([type])").focus()`)
	b.do(chromedp.KeyEvent("Позвонить\r"))
	b.until(`document.querySelectorAll("[data-reminder]").length === 1`)
	b.visit("/s/me")
	b.until(`document.querySelector("[data-reminder]")?.innerText.includes("DESK-1")`)
	d.move(time.Hour)
	b.until(`document.querySelector("[data-reminder]").innerText.includes("пора") && document.querySelector("[data-unseen]").dataset.unseen === "1"`)
	d.gets("aigul@desk.example", 1)
	b.run(`document.querySelector("[data-reminder] button").click()`)
	b.until(`document.querySelector("[data-reminder]") === null`)
	b.wantQuiet("401")
}

func TestMailsAreTurnedOffInTheSettings(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	id := d.filed("Printer is broken")
	b := d.atMine("ru")
	b.run(`document.querySelector("[data-mail=assigned]").click()`)
	eventually(t, "it is kept", func() bool {
		w, err := d.store.Wishes(t.Context(), deskTenant, "aigul")
		return err == nil && !w.Wants("assigned") && w.Wants("deadline")
	})
	d.actAs(d.operator("dana"), id, "assign", map[string]any{"to": "aigul"})
	b.visit("/s/tickets/DESK-1")
	b.shows()
	b.until(`(() => { for (const e of document.querySelectorAll(".log button.quiet, .log button.more")) e.click(); return document.querySelector(".log").innerText.includes("Айгуль Серикова (сотрудник отключил такие письма)"); })()`)
}

func TestToldScreensAreAccessible(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	d.writes("first", "Printer is broken", "Не печатает", "Cc: <boss@mail.example>\r\n")
	id := d.ticketsOf(t, deskTenant)[0].ID
	d.act(id, "note", map[string]any{"text": "Дана", "mentions": []string{"dana"}})
	d.remind(d.token, "DESK-1", time.Hour, "Қоңырау шалу")
	b := d.atMine("ru")
	b.until(`JSON.parse(localStorage.getItem("reglament.news.desk.aigul"))?.seq > 0`)
	d.actAs(d.operator("dana"), id, "assign", map[string]any{"to": "aigul"})
	b.until(`document.querySelector("[data-unseen]").dataset.unseen === "1"`)
	l := b.looksOver()
	b.run(`const bare = document.createElement("button"); bare.id = "bare"; document.body.append(bare)`)
	if len(l.found()) == 0 {
		t.Fatal("of a button without a name the checker says nothing")
	}
	for _, lang := range []string{"ru", "kk", "en"} {
		b.speaks(lang)
		b.visit("/s/me")
		b.until(`document.documentElement.lang === "` + lang + `" && document.querySelector("[data-reminder]") !== null`)
		l.check("me in " + lang)
		b.run(`document.querySelector("[data-unseen]").click()`)
		b.until(`document.querySelectorAll("dialog[open] li").length === 1`)
		l.check("bell in " + lang)
		b.visit("/s/tickets/DESK-1")
		b.shows()
		b.keys("KeyR")
		b.until(copiesAre + `.length === 1`)
		l.check("copies in " + lang)
		if lang == "kk" {
			russian := russianWords(t)
			for line := range strings.Lines(eval[string](b, `document.querySelector(".frame").innerText + "\n" + document.querySelector("[data-reminders]").innerText`)) {
				if slices.Contains(russian, strings.TrimSpace(line)) {
					t.Errorf("there is Russian on the Kazakh page: %q", line)
				}
			}
		}
		b.keys("Escape")
		b.types("KeyN", "@")
		b.until(`document.querySelectorAll("[role=option]").length > 1`)
		l.check("mentions in " + lang)
		b.resize(screens[0]) // narrow: the list of what may be chosen stays
		b.run(`const area = document.querySelector(".frame textarea"); area.focus(); area.value = "@"; area.setSelectionRange(1, 1); area.dispatchEvent(new Event("input", {bubbles: true}))`)
		b.until(`document.querySelectorAll("[role=option]").length > 1`)
		b.fits("mentions in " + lang)
		b.run(`[...document.querySelectorAll("[role=tab]")].find((e) => e.id.endsWith("client") || /Клиент|Client/.test(e.textContent)).click()`)
		b.until(`document.querySelector("[data-watchers]") !== null`)
		l.check("watchers in " + lang)
		b.run(`const area = document.querySelector(".frame textarea"); area.value = ""; area.dispatchEvent(new Event("input", {bubbles: true}))`)
	}
}

func TestSettingsOfAnotherCompanyAreNotFound(t *testing.T) {
	t.Parallel()
	d := newToldDesk(t)
	for _, path := range []string{"/me/notices", "/me/reminders", "/me/news"} {
		if got := d.fetch(t, d.token, "/api/v1/other"+path, nil); got != http.StatusUnauthorized && got != http.StatusNotFound {
			t.Errorf("%s of another company answers %d", path, got)
		}
	}
}

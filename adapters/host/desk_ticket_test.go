package host

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// whyPanel is what the panel shows.
type whyPanel struct{ Sentence, Title, Quote, Lang, Edition string }

const readWhy = `(() => { const of = (name) => document.querySelector('[data-why=' + name + ']');
	return {Sentence: of("sentence")?.textContent ?? "", Title: of("title")?.textContent ?? "", Quote: of("quote")?.textContent ?? "", Lang: of("quote")?.lang ?? "", Edition: of("edition")?.textContent ?? ""}; })()`

func TestEveryAutomaticEventSaysWhy(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Нет регистрации SIP")
	d.act(id, "take", nil)
	d.act(id, "ask", map[string]any{"text": "Какая модель?"})
	d.move(time.Minute) // past the time in which the question can be taken back
	eventually(t, "two letters went out", func() bool { return d.sent() == 2 })
	d.writes("second", "Re: [DESK-1] Вопрос", "Модель SMG-200")
	d.move(30 * time.Hour)
	eventually(t, "the deadline is broken", func() bool {
		return slices.ContainsFunc(d.story(), func(e apiEvent) bool { return e.Kind == "timer.fired" })
	})

	type clause struct {
		Title, Quote string
		Lang         string `json:"quote_lang"`
	}
	var why struct {
		Events []struct {
			Edition   string
			Decisions []struct {
				Sentence string
				Clause   clause
			}
		}
	}
	d.fetch(t, d.token, "/api/v1/desk/tickets/DESK-1/why?lang=ru&limit=500", &why)
	known := map[whyPanel]bool{}
	for _, e := range why.Events {
		for _, one := range e.Decisions {
			known[whyPanel{one.Sentence, one.Clause.Title, one.Clause.Quote, one.Clause.Lang, "Редакция " + e.Edition[:12]}] = true
		}
	}

	b := d.atTicket("ru", d.token)
	b.until(fmt.Sprintf(`document.querySelectorAll("article").length >= %d`, 5))
	b.run(`for (const e of document.querySelectorAll(".log button.quiet, .log button.more")) e.click()`)
	b.until(fmt.Sprintf(`document.querySelectorAll("article").length === %d`, len(d.story())))
	mute := eval[[]string](b, `[...document.querySelectorAll("article.auto")].filter((e) => !e.querySelector("button[aria-label^='Почему?']")).map((e) => e.innerText)`)
	if len(mute) > 0 {
		t.Errorf("automatic events without a reason: %q", mute)
	}
	n := eval[int](b, `document.querySelectorAll("article button[aria-label^='Почему?']").length`)
	if n < 10 {
		t.Errorf("only %d reasons are offered", n)
	}
	for i := range n {
		label := eval[string](b, fmt.Sprintf(`(() => { const e = document.querySelectorAll("article button[aria-label^='Почему?']")[%d]; e.click(); return e.ariaLabel; })()`, i))
		b.until(`document.querySelector("[data-why=sentence]") !== null && document.querySelector(".why").contains(document.activeElement)`)
		got := eval[whyPanel](b, readWhy)
		if asked := strings.TrimPrefix(label, "Почему? "); asked != got.Sentence && !strings.HasPrefix(asked, "Отправлено") && !strings.HasPrefix(asked, "Письмо не отправлено") {
			t.Errorf("asked of %q, the panel explains %q", asked, got.Sentence)
		}
		if !known[got] {
			t.Errorf("of %q the panel says %+v, which the API does not", label, got)
		}
		if got.Quote == "" && !strings.Contains(got.Title, " ") {
			t.Errorf("of %q the panel quotes nothing: %+v", label, got)
		}
		b.run(`document.querySelector(".why .back").click()`)
		b.until(`document.activeElement.ariaLabel?.startsWith("Почему?")`)
	}
	b.wantQuiet("401")
}

func TestNoteAndReplyCannotBeConfused(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	eventually(t, "the confirmation went out", func() bool { return d.sent() == 1 })
	b := d.atTicket("ru", d.token)
	if eval[bool](b, `document.querySelector("textarea") !== null`) {
		t.Error("a composer is open before anybody asked for it")
	}
	look := `(() => { const f = document.querySelector(".frame"), s = getComputedStyle(f), q = (c) => f.querySelector(c)?.textContent.trim() ?? "";
		return [q("h2"), q(".who"), q(".submit"), s.backgroundColor, s.borderTopStyle, f.querySelector("header svg").innerHTML]; })()`
	b.keys("KeyR")
	b.until(`document.querySelector(".frame .who")?.textContent.includes("` + client + `")`)
	reply := eval[[]string](b, look)
	b.run(`document.querySelector(".frame textarea").dispatchEvent(new KeyboardEvent("keydown", {code: "Escape", bubbles: true, cancelable: true}))`)
	b.until(`document.querySelector(".frame") === null`)
	b.keys("KeyN")
	b.until(`document.querySelector(".frame.note") !== null`)
	note := eval[[]string](b, look)
	for i, what := range []string{"title", "recipient", "button", "background", "border", "picture"} {
		if reply[i] == note[i] || reply[i] == "" {
			t.Errorf("the %s of a reply and of a note is %q", what, reply[i])
		}
	}
	if note[1] != "Клиент этого не увидит" || !strings.HasPrefix(reply[2], "Отправить ответ") || !strings.HasPrefix(note[2], "Сохранить заметку") {
		t.Errorf("the reply says %q, the note %q", reply, note)
	}
	b.do(chromedp.SendKeys(chromedp.CSS(".frame textarea"), "Позвонить завтра"))
	b.clicks("Сохранить заметку")
	b.until(`document.querySelector("article.note .text")?.textContent === "Позвонить завтра" && document.querySelector(".frame") === null`)
	d.move(time.Hour)
	if got := d.said("note"); len(got) != 1 {
		t.Errorf("the notes are %q", got)
	}
	if got := d.sent(); got != 1 {
		t.Errorf("after a note %d letters went to the client, want the confirmation alone", got)
	}
	if tip := eval[string](b, `document.querySelector("article.note").innerText`); !strings.Contains(tip, "Видят только сотрудники") {
		t.Errorf("the note in the history does not say who sees it: %s", tip)
	}
}

func TestAnswerIsHeldAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	eventually(t, "the confirmation went out", func() bool { return d.sent() == 1 })
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Поспешный ответ")
	b.do(chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.clicks("Вернуть")
	b.until(`document.querySelector(".frame.reply textarea")?.value === "Поспешный ответ"`)
	b.until(`document.querySelector("article.reply .delivery.withdrawn")?.innerText.startsWith("Отозвано")`)
	d.move(time.Hour)
	if got := d.sent(); got != 1 {
		t.Errorf("%d letters went out, want that the answer did not", got)
	}
	b.run(`document.querySelector("select").value = "ask"; document.querySelector("select").dispatchEvent(new Event("change", {bubbles: true}))`)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector(".tags").innerText.includes("Обратная связь")`)
	d.move(time.Minute)
	eventually(t, "the question went out", func() bool { return d.sent() == 2 })
	b.until(`document.querySelector("article.reply .delivery.sent") !== null`)
}

func TestDeadlineStandsStillForTheClientAndGoesOnWithTheSameRest(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.isMonday()
	id := d.filed("Нет звука") // at ten: four hours until fourteen
	d.move(time.Hour)
	b := d.atTicket("ru", d.token)
	b.until(panel("solve") + `.includes("осталось 2 ч 59 мин") || ` + panel("solve") + `.includes("осталось 3 ч")`)
	if got := eval[string](b, panel("solve")); !strings.Contains(got, "до 1 февр. 2027 г., 14:00 (Алматы)") || !strings.Contains(got, "2.1") || !strings.Contains(got, "4 рабочих часа") {
		t.Errorf("the deadline says %q", got)
	}
	d.act(id, "ask", map[string]any{"text": "Какая модель?"})
	b.until(panel("solve") + `.includes("пауза") && ` + panel("solve") + `.includes("отсчёт остановлен")`)
	d.move(48 * time.Hour)
	b.until(`document.querySelector(".tags").innerText.includes("пауза")`)
	d.writes("second", "Re: [DESK-1] Вопрос", "SMG-200")
	b.until(panel("solve") + `.includes("осталось 2 ч 59 мин") || ` + panel("solve") + `.includes("осталось 2 ч 58 мин")`)
	b.run(`document.querySelector('[data-deadline="solve"] details').open = true`)
	b.until(panel("solve") + `.includes("Паузы")`)
	if got := eval[string](b, panel("solve")); !strings.Contains(got, "3 февр. 2027 г., 14:00") {
		t.Errorf("after two days of waiting the deadline says %q", got)
	}
}

func TestDeadlineOverAWeekendIsTheServersAndBreaksByItself(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.isMonday()
	d.move(4*24*time.Hour + 6*time.Hour) // Friday at sixteen
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.until(panel("solve") + `.includes("до 8 февр. 2027 г., 11:00 (Алматы)") && ` + panel("solve") + `.includes("осталось 3 ч 59 мин")`)
	b.run(`document.querySelector('[data-deadline="solve"] details').open = true`)
	if got := eval[string](b, panel("solve")); strings.Count(got, "выходной") != 2 {
		t.Errorf("the proof says %q, want both days of the weekend", got)
	}
	shape := `(() => { const e = document.querySelector('[data-deadline="solve"] .state .state'); return getComputedStyle(e).backgroundColor + e.querySelector("svg").innerHTML; })()`
	before := eval[string](b, shape)
	var due struct{ Deadlines []struct{ Due time.Time } }
	d.fetch(t, d.token, "/api/v1/desk/tickets/DESK-1/deadlines", &due)
	d.move(due.Deadlines[0].Due.Sub(d.clock.Now()))
	b.until(panel("solve") + `.includes("просрочено на") && ` + panel("solve") + `.includes("срок нарушен")`)
	if after := eval[string](b, shape); after == before {
		t.Errorf("a broken deadline looks as it did: %s", after)
	}
}

func TestRefusalShowsTheLetterBeforeItGoes(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Погода")
	b := d.atTicket("ru", d.token)
	b.keys("KeyE")
	b.until(`[...document.querySelectorAll("[role=menuitem]")].some((e) => e.textContent.includes("Отказать"))`)
	b.run(`[...document.querySelectorAll("[role=menuitem]")].find((e) => e.textContent.includes("Отказать")).click()`)
	b.until(`document.querySelector("dialog[open] select") !== null`)
	if got := eval[string](b, `document.querySelector("dialog[open] select").innerText`); !strings.Contains(got, "компетенции (п. 3.4)") {
		t.Errorf("the reasons are %q, want their clause with them", got)
	}
	b.run(`const s = document.querySelector("dialog[open] select"); s.value = "outside"; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	b.until(`document.querySelector("dialog[open] figure")?.innerText.includes("отказано: вопрос не относится к компетенции")`)
	if got := eval[string](b, `document.querySelector("dialog[open] figure").innerText`); !strings.Contains(got, client) {
		t.Errorf("the letter is shown as %q, want who gets it", got)
	}

	// A colleague is quicker: the form says who did what, and keeps what was chosen.
	other := d.operator("dana")
	b.meets(func() {
		d.ask(t, "POST", "/api/v1/desk/tickets/"+string(id)+"/acts", `{"act":"note","inputs":{"text":"Перезвоню сама"}}`, map[string]string{"Authorization": "Bearer " + other}, nil)
	}, `document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(`document.querySelector("dialog[open] .changed li") !== null`)
	if got := eval[string](b, `document.querySelector("dialog[open] .changed").innerText + document.querySelector("dialog[open] select").value`); !strings.Contains(got, "Дана Оспанова") || !strings.Contains(got, "Перезвоню сама") || !strings.HasSuffix(got, "outside") {
		t.Errorf("the form says %q, want who did what, and the reason kept", got)
	}
	b.clicks("Всё равно: Отказать")
	b.until(`document.querySelector(".tags").innerText.includes("Отказано") && document.querySelector("[data-mode=reply]").disabled`)
	if got := d.status(id); got != "refused" {
		t.Errorf("the ticket is %s", got)
	}
}

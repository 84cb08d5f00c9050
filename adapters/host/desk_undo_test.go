package host

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// newHoldingDesk is a desk whose answers wait for an hour: nothing here depends on
// how quick the machine is.
func newHoldingDesk(t *testing.T) *desk {
	t.Helper()
	return newDesk(t, func(c *Config) { c.Rules, c.SMTP, c.Undo = "testdata/ticket", "127.0.0.1:0", time.Hour })
}

func TestHeldAnswerCanBeTakenBackAfterAReload(t *testing.T) {
	t.Parallel()
	d := newHoldingDesk(t)
	id := d.filed("Нет звука")
	eventually(t, "the confirmation went out", func() bool { return d.sent() == 1 })
	d.act(id, "reply", map[string]any{"text": "Поспешный ответ"})
	b := d.atTicket("ru", d.token)
	b.until(`document.querySelector("article.reply .waits button") !== null`)
	other := d.atTicket("ru", d.operator("dana"))
	other.until(`document.querySelector("article.reply") !== null`)
	if eval[bool](other, `document.querySelector("article.reply .waits button") !== null`) {
		t.Error("a colleague is offered to take the answer back")
	}
	b.do(chromedp.Reload())
	b.shows()
	b.until(`document.querySelector("article.reply .waits button") !== null`)
	b.run(`document.querySelector("article.reply .waits button").focus()`)
	b.do(chromedp.KeyEvent("\r"))
	b.until(`document.querySelector(".frame.reply textarea")?.value === "Поспешный ответ"`)
	b.until(`document.querySelector("article.reply .waits button") === null`)
	b.do(chromedp.Reload())
	b.shows()
	if eval[bool](b, `document.querySelector("article.reply .waits button") !== null`) {
		t.Error("what was taken back is offered to be taken back")
	}
	d.move(2 * time.Hour)
	if got := d.sent(); got != 1 {
		t.Errorf("%d letters went out, want the confirmation alone", got)
	}
}

func TestAnswersToManyCanAllBeTakenBack(t *testing.T) {
	t.Parallel()
	d := newHoldingDesk(t)
	d.open(3, func(i int) string { return []string{"Один", "Два", "Три"}[i] })
	b := d.atBoard("ru", "?view=list")
	b.until(`document.querySelectorAll("[role=row] input[type=checkbox]").length >= 3`)
	b.run(`for (const e of [...document.querySelectorAll("[role=row] input[type=checkbox]")].slice(-3)) e.click()`)
	b.offer("Ответить клиенту")
	b.until(`document.querySelector("dialog[open] textarea") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "Ведутся работы"))
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.clicks("Вернуть")
	b.until(`document.body.innerText.includes("Отозвано ответов: 3 из 3")`)
	withdrawn := 0
	for _, number := range []string{"DESK-1", "DESK-2", "DESK-3"} {
		var got struct{ Events []apiEvent }
		d.fetch(t, d.token, "/api/v1/desk/tickets/"+number+"/events?limit=500", &got)
		for _, e := range got.Events {
			if e.Kind == "delivery.withdrawn" {
				withdrawn++
			}
		}
	}
	if withdrawn != 3 {
		t.Errorf("%d answers were taken back, want 3", withdrawn)
	}
}

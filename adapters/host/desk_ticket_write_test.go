package host

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const staleTitle = `document.querySelector(".frame")?.innerText.includes("Клиент ответил, пока вы писали")`

func TestNothingGoesOutUnreadThatCrossedAMessage(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Включите телефон")
	b.until(draftIs + `"saved"`)
	d.writes("second", "Re: [DESK-1] Принято", "Уже не нужно, заработало")
	b.until(staleTitle)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector(".bar.warned") !== null`)
	if got := d.said("reply"); len(got) != 0 {
		t.Fatalf("%q went out though the client had written", got)
	}
	if got := eval[string](b, `document.querySelector(".frame").innerText + document.querySelector(".frame textarea").value`); !strings.Contains(got, "Уже не нужно") || !strings.HasSuffix(got, "Включите телефон") {
		t.Errorf("the composer shows %q, want the message and the draft", got)
	}
	b.clicks("Показать")
	b.until(`document.activeElement.matches("article.customer") && document.activeElement.innerText.includes("заработало")`)
	b.clicks("Отправить всё равно")
	b.until(`document.querySelector(".frame") === null && document.querySelector("article.reply") !== null`)
	if got := d.said("reply"); len(got) != 1 || got[0] != "Включите телефон" {
		t.Errorf("the answers are %q", got)
	}
}

// The message is taken in while the answer is on its way: only the server knows.
func TestMessageThatTheServerTakesFirstStopsTheAnswer(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Включите телефон")
	b.until(draftIs + `"saved"`)
	b.meets(func() { d.writes("second", "Re: [DESK-1] Принято", "Уже не нужно") }, `document.querySelector(".submit").click()`)
	b.until(staleTitle + ` && document.querySelector(".bar.warned") !== null`)
	if got := d.said("reply"); len(got) != 0 {
		t.Errorf("%q went out though the client had written", got)
	}
	if got := eval[string](b, `document.querySelector(".frame textarea").value`); got != "Включите телефон" {
		t.Errorf("the draft is %q", got)
	}
}

// What changes a ticket without a word, such as a delivery or a colleague's note,
// stops no answer.
func TestChangeWithoutAWordStopsNoAnswer(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Включите телефон")
	b.meets(func() { d.act(id, "note", map[string]any{"text": "Модель прежняя"}) }, `document.querySelector(".submit").click()`)
	b.until(`document.querySelector(".frame") === null && document.querySelector("article.reply") !== null`)
	if got := d.said("reply"); len(got) != 1 {
		t.Errorf("the answers are %q, want one", got)
	}
}

func TestDraftSurvives(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	const text = "Здравствуйте! Проверьте, пожалуйста, кабель"
	still := func(after string) {
		t.Helper()
		b.shows()
		if open := eval[bool](b, `document.querySelector(".frame") !== null`); open {
			t.Errorf("after %s a composer is open by itself", after)
		}
		b.until(`document.querySelector("[data-mode=reply]").innerText.includes("есть черновик")`)
		b.keys("KeyR")
		b.until(`document.querySelector(".frame.reply textarea") !== null`)
		if got := eval[string](b, `document.querySelector(".frame textarea").value`); got != text {
			t.Errorf("after %s the draft is %q", after, got)
		}
	}
	b.types("KeyR", text)
	b.do(chromedp.Reload()) // at once: nothing was saved on the server yet
	still("a reload at once")
	b.until(draftIs + `"saved"`)
	if got := eval[string](b, `JSON.stringify(localStorage)`); strings.Contains(got, "кабель") {
		t.Errorf("the browser keeps what the server has: %s", got)
	}
	b.run(`document.querySelector("a.back").click()`)
	b.until(`document.querySelector(".card") !== null`)
	b.run(`history.back()`)
	still("the board")
	b.run(`document.querySelector("nav .page button:last-of-type").click()`)
	b.until(`document.querySelector("input[name=token]") !== null`)
	b.run(`localStorage.removeItem("reglament.company")`) // it would be filled in
	b.visit("/s/tickets/DESK-1")
	b.signIn(d.token)
	still("signing out and in")

	b.until(`document.activeElement.matches("textarea")`)
	b.offline(true)
	b.do(chromedp.SendKeys(chromedp.CSS(".frame textarea"), "!"))
	b.until(draftIs + `"local"`)
	b.offline(false)
	b.until(draftIs + `"saved"`)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector("article.reply") !== null`)
	if got := d.said("reply"); len(got) != 1 || got[0] != text+"!" {
		t.Errorf("the answers are %q", got)
	}
	b.do(chromedp.Reload())
	b.shows()
	if got := eval[string](b, `document.querySelector(".two").innerText`); strings.Contains(got, "черновик") {
		t.Errorf("what was sent is a draft again: %q", got)
	}
}

func TestTwoWindowsLoseNoDraft(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	b.keys("KeyR")
	b.until(`document.querySelector(".frame.reply") !== null`)
	if got := d.ask(t, "PUT", "/api/v1/desk/tickets/DESK-1/drafts/reply", `{"text":"Из другого окна","revision":0}`, map[string]string{"Authorization": "Bearer " + d.token}, nil); got != 200 {
		t.Fatalf("the other window is answered %d", got)
	}
	b.do(chromedp.SendKeys(chromedp.CSS(".frame textarea"), "Из этого окна"))
	b.until(`document.querySelector(".conflict blockquote")?.textContent === "Из другого окна"`)
	b.clicks("Мой, что ниже")
	b.until(`document.querySelector(".conflict") === null && ` + draftIs + `"saved"`)
	var kept struct{ Text string }
	d.fetch(t, d.token, "/api/v1/desk/tickets/DESK-1/drafts/reply", &kept)
	if kept.Text != "Из этого окна" {
		t.Errorf("the draft is %q", kept.Text)
	}
}

func TestColleagueIsSeenWritingAndGoesWhenTheirBrowserDies(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	b := d.atTicket("ru", d.token)
	c := d.atTicket("ru", d.operator("dana"))
	said := `[...document.querySelectorAll("[data-presence]")].map((e) => e.innerText).join(" ")`
	b.until(said + `.includes("Дана Оспанова смотрит")`)
	c.types("KeyR", "Здрав")
	b.until(`/Дана Оспанова пишет ответ с \d\d:\d\d/.test(` + said + `)`)
	begun := time.Now()
	if err := chromedp.FromContext(c.ctx).Browser.Process().Kill(); err != nil {
		t.Fatal(err)
	}
	b.until(said + ` === ""`)
	if took := time.Since(begun); took > 25*time.Second {
		t.Errorf("a colleague who is gone is shown for %v", took)
	}
}

func TestFilesAreLimitedShownAndSent(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	folder := t.TempDir()
	write := func(name string, size int64) string {
		path := filepath.Join(folder, name)
		f, err := os.Create(path)
		if err == nil {
			err = f.Truncate(size)
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	files := []string{write("схема.png", 2000), write("журнал.txt", 300), write("образ.iso", 50<<20+1), write("пусто.txt", 0)}
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Схема во вложении")
	if got := eval[string](b, `document.querySelector(".pick").innerText`); !strings.Contains(got, "каждый до 50 МБ") {
		t.Errorf("the limits are told as %q", got)
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS(".frame input[type=file]"), files))
	row := func(name string) string {
		return fmt.Sprintf(`([...document.querySelectorAll(".frame li")].find((e) => e.innerText.includes(%q))?.innerText ?? "")`, name)
	}
	b.until(row("схема.png") + `.includes("загружен") && ` + row("журнал.txt") + `.includes("загружен")`)
	b.until(row("образ.iso") + `.includes("больше 50 МБ") && ` + row("пусто.txt") + `.includes("пуст")`)
	b.run(`document.querySelector("[aria-label='Убрать журнал.txt']").click()`)
	b.until(draftIs + `"saved"`)
	b.do(chromedp.Reload())
	b.shows()
	b.keys("KeyR")
	b.until(row("схема.png") + `.includes("загружен") && ` + row("журнал.txt") + ` === ""`)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector("article.reply .files a") !== null`)
	got := eval[[]string](b, `(async () => { const a = document.querySelectorAll("article.reply .files a"); const r = await fetch(a[0].href); return [String(a.length), a[0].download, r.headers.get("content-disposition"), String((await r.arrayBuffer()).byteLength)]; })()`)
	if got[0] != "1" || got[1] != "схема.png" || !strings.HasPrefix(got[2], "attachment") || got[3] != "2000" {
		t.Errorf("the files of the answer are %q", got)
	}
}

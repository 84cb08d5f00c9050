package host

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTicketByKeyboard goes from the board to a ticket, answers, escalates and
// goes back, by keys alone.
func TestTicketByKeyboard(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Нет звука")
	b := d.browse("ru")
	b.visit("/s/board?q=звука")
	b.until(`document.querySelector("input[name=tenant]") !== null`)
	b.run(`document.querySelector("input[name=tenant]").focus()`)
	b.do(chromedp.KeyEvent("desk\t" + d.token + "\r"))
	b.until(lane("new") + `.length === 1`)
	b.do(chromedp.KeyEvent("jo"))
	b.shows()
	b.do(chromedp.KeyEvent("r"))
	b.until(`document.activeElement.matches(".frame.reply textarea")`)
	b.do(chromedp.KeyEvent("Проверяем"), chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.until(`document.querySelector("article.reply") !== null && document.querySelector(".frame") === null`)
	for range 25 {
		b.do(chromedp.KeyEvent("\t"))
		if seen := eval[string](b, focusSeen); seen != "" {
			t.Error(seen)
		}
	}
	b.do(chromedp.KeyEvent("e"))
	b.until(`document.querySelector("[role=menu]") !== null && document.activeElement.closest("[role=menu]") !== null`)
	b.do(chromedp.KeyEvent("\x1b"))
	b.until(`document.querySelector("[role=menu]") === null`)
	b.run(`document.querySelector("[data-act=escalate]").focus()`)
	b.do(chromedp.KeyEvent("\r"))
	b.until(`document.querySelector("dialog[open] textarea") !== null`)
	for range 6 {
		if eval[bool](b, `document.activeElement.matches("textarea")`) {
			break
		}
		b.do(chromedp.KeyEvent("\t"))
	}
	b.do(chromedp.KeyEvent("Кабель цел"))
	for range 8 {
		if eval[bool](b, `document.activeElement.matches("dialog button[type=submit]")`) {
			break
		}
		b.do(chromedp.KeyEvent("\t"))
	}
	b.do(chromedp.KeyEvent("\r"))
	b.until(`document.querySelector("dialog[open]") === null && document.querySelector(".tags").innerText.includes("На второй линии")`)
	if got := d.status(id); got != "second" {
		t.Errorf("the ticket is %s", got)
	}
	b.do(chromedp.KeyEvent("g"), chromedp.KeyEvent("b"))
	b.until(`location.pathname + decodeURIComponent(location.search) === "/s/board?q=звука" && ` + lane("second") + `.length === 1`)
}

// focusSeen says what is wrong with where the focus is.
const focusSeen = `(() => {
	const e = document.activeElement, r = e.getBoundingClientRect();
	if (e === document.body) return "";
	if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) return "the focus is out of sight on " + e.outerHTML.slice(0, 120);
	const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), y = Math.min(Math.max(r.top + Math.min(r.height / 2, 40), 1), innerHeight - 1);
	const top = document.elementFromPoint(x, y);
	if (top && !e.contains(top) && !top.contains(e) && !e.closest("label")?.contains(top)) return "the focus is covered on " + e.outerHTML.slice(0, 120) + " by " + top.outerHTML.slice(0, 80);
	const shown = e.matches("input[type=file]") ? e.parentElement : e;
	return getComputedStyle(shown).outlineStyle === "none" ? "the focus is not shown on " + e.outerHTML.slice(0, 120) : "";
})()`

// hostileLetter is a mail with markup in the name of its file and in its HTML.
const hostileLetter = "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Письмо</p>" + hostile +
	"\r\n--c--\r\n--b\r\nContent-Type: text/plain; name=\"<img src=x onerror=hit=1>.txt\"\r\nContent-Disposition: attachment; filename=\"<img src=x onerror=hit=1>.txt\"\r\n\r\nx\r\n--b--\r\n"

func TestTicketOfAStrangerRunsNothing(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.writes("first", hostile, hostileLetter, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n")
	d.writes("second", "Re: [DESK-1]", hostile)
	b := d.atTicket("ru", d.token)
	b.until(`document.querySelectorAll("article.customer").length === 2`)
	if got := eval[string](b, `document.querySelector("h1").innerText + document.querySelector(".log").innerText`); strings.Count(got, "<script>") < 2 || !strings.Contains(got, ".txt") {
		t.Errorf("what was written is shown as %.600q", got)
	}
	b.types("KeyR", hostile)
	b.clicks("Как это прочитает клиент")
	b.until(`document.querySelector(".frame figure") !== null`)
	for _, tab := range []string{"Почему", "Клиент", "Связи", "Сроки"} {
		b.clicks(tab)
	}
	b.run(`for (const e of document.querySelectorAll(".log button.quiet, .log button.more, summary")) e.click(); document.querySelector("article button[aria-label^='Почему?']").click()`)
	b.until(`document.querySelector("[data-why=sentence]") !== null`)
	b.clicks("Отправить ответ")
	b.until(`document.querySelector("article.reply") !== null`)
	if eval[bool](b, `window.hit === 1`) {
		t.Error("text of a stranger has run")
	}
	b.wantQuiet("401")
}

func TestKazakhTicketIsKazakh(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Дыбыс")
	d.act(id, "note", map[string]any{"text": "x"})
	b := d.atTicket("kk", d.token)
	b.types("KeyR", "ӘҒҚҢӨҰҮҺІ")
	b.until(draftIs + `"saved"`)
	b.run(`for (const e of document.querySelectorAll(".log button.quiet, .log button.more, summary")) e.click()`)
	ours := russianWords(t)
	for _, tab := range []string{"Неліктен", "Клиент", "Байланыстар", "Мерзімдер"} {
		b.run(`document.querySelectorAll("[role=tab]").forEach((e) => e.textContent.trim().startsWith("` + tab + `") && e.click())`)
		b.until(`document.querySelector("[role=tab][aria-selected=true]").textContent.trim().startsWith("` + tab + `")`)
		for line := range strings.Lines(eval[string](b, `document.body.innerText`)) {
			if slices.Contains(ours, strings.TrimSpace(line)) {
				t.Errorf("%s: %q is Russian", tab, strings.TrimSpace(line))
			}
		}
	}
	if got := eval[string](b, `document.documentElement.lang`); got != "kk" {
		t.Errorf("the page says that it is in %q", got)
	}
	b.until(`document.fonts.status === "loaded"`)
	if !eval[bool](b, `document.fonts.check('400 16px "Golos Text"', "ӘҒҚҢӨҰҮҺІ")`) {
		t.Error("the letters of Kazakh are not drawn with the font")
	}
}

// russianWords are the sentences of the Russian catalogue that the Kazakh one does
// not have.
func russianWords(t *testing.T) []string {
	t.Helper()
	read := func(lang string) (words map[string]string) {
		raw, err := os.ReadFile(filepath.Join("../../ui/i18n", lang+".json"))
		if err == nil {
			err = json.Unmarshal(raw, &words)
		}
		if err != nil {
			t.Fatal(err)
		}
		return words
	}
	kk := read("kk")
	var out []string
	for key, text := range read("ru") {
		if kk[key] != text && len([]rune(text)) > 3 {
			out = append(out, text)
		}
	}
	return out
}

// At 320 CSS pixels, as on the smallest telephone or at four times the size,
// nothing is scrolled sideways, and what is pressed is large enough.
func TestTicketFitsTheSmallestScreen(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Оченьдлиннаятемабезединогопробелакотораянипочемнепереносится")
	d.act(id, "note", map[string]any{"text": "https://mail.example/" + strings.Repeat("a", 120)})
	b := d.atTicket("kk", d.token)
	for i := range 5 {
		b.resize(screens[0])
		b.until(`document.querySelectorAll("[role=tab]").length === 5`)
		b.run(`document.querySelectorAll("[role=tab]")[` + strconv.Itoa(i) + `].click()`)
		b.fits("ticket with long words, tab " + strconv.Itoa(i))
	}
}

package host

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestShortcutsGoByTheKeyNotByTheLetter(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.open(3, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	b := d.atBoard("ru", "")
	b.until(lane("new") + `.length === 3`)
	at := `[...document.querySelectorAll(".card")].indexOf(document.activeElement)`
	b.keys("KeyJ", "KeyJ")
	b.until(at + ` === 1`)
	b.keys("KeyK")
	b.until(at + ` === 0`)
	b.run(`document.querySelector("input[type=search]").focus()`)
	b.keys("KeyJ")
	if got := eval[int](b, at); got != -1 {
		t.Errorf("typing j in the search goes to card %d", got)
	}
	b.run(`document.activeElement.blur(); document.dispatchEvent(new KeyboardEvent("keydown", {code: "Slash", key: ".", shiftKey: true, bubbles: true, cancelable: true}))`)
	b.until(`document.querySelector("dialog[open] dl") !== null`)
	if got := eval[string](b, `document.querySelector("dialog[open]").innerText`); !strings.Contains(got, "Переместить заявку") || !strings.Contains(got, "M") {
		t.Errorf("the help does not tell how to move: %.300s", got)
	}
	b.run(`document.querySelector("dialog[open] input[type=checkbox]").click(); document.querySelector("dialog[open]").close()`)
	b.until(`document.querySelector("dialog[open]") === null`)
	b.run(`document.activeElement.blur()`)
	b.keys("KeyJ")
	if got := eval[int](b, at); got != -1 {
		t.Errorf("with shortcuts off J goes to card %d", got)
	}
}

func TestWholePathByKeyboard(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened("Нет звука")
	b := d.browse("ru")
	b.visit("/s/board")
	b.until(`document.querySelector("input[name=tenant]") !== null`)
	b.run(`document.querySelector("input[name=tenant]").focus()`)
	b.do(chromedp.KeyEvent("desk\t" + d.token + "\r"))
	b.until(lane("new") + `.length === 1`)
	for range 20 {
		b.do(chromedp.KeyEvent("\t"))
		seen := eval[string](b, `(() => {
			const e = document.activeElement, r = e.getBoundingClientRect(), style = getComputedStyle(e);
			if (e === document.body) return "nothing has the focus";
			if (r.width === 0 || r.bottom <= 0 || r.top >= innerHeight) return "the focus is out of sight on " + e.outerHTML.slice(0, 80);
			return style.outlineStyle === "none" ? "the focus is not shown on " + e.outerHTML.slice(0, 80) : "";
		})()`)
		if seen != "" {
			t.Error(seen)
		}
		if eval[bool](b, `document.activeElement.matches(".card")`) {
			break
		}
	}
	b.do(chromedp.KeyEvent("m"))
	b.until(menuItem("В работе") + ` !== undefined`)
	b.do(chromedp.KeyEvent("\r"))
	b.until(lane("work") + `.length === 1`)
	eventually(t, "it is in work", func() bool { return d.status(id) == "work" })
}

func TestManyUpdatesAreSummedUpForScreenReaders(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.atBoard("ru", "")
	b.until(`document.querySelector("[data-state=live]") !== null`)
	b.run(`window.said = []; for (const e of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) new MutationObserver(() => e.textContent.trim() && said.push(e.textContent.trim())).observe(e, {childList: true, subtree: true, characterData: true})`)
	ids := d.open(20, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	b.until(lane("new") + `.length > 3 && said.join(" ").includes("нов")`)
	for _, id := range ids {
		d.act(id, "take", nil)
	}
	b.until(`document.querySelector("section[data-status=work] .count").textContent === "20"`)
	said := eval[[]string](b, `said`)
	total := 0
	for _, sentence := range said {
		var n int
		if _, err := fmt.Sscan(sentence, &n); err != nil || !strings.Contains(sentence, "нов") {
			t.Errorf("a reader is told %q", sentence)
		}
		total += n
	}
	if total > 20 || len(said) > 5 {
		t.Errorf("of 20 new requests readers are told %q", said)
	}
	if got := eval[int](b, `[...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log], [role=timer]")].filter((e) => e.querySelector(".sla")).length`); got != 0 {
		t.Errorf("%d regions that are read out hold a countdown", got)
	}
}

func TestKazakhPageIsKazakhAndDrawsItsLetters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Дыбыс жоқ")
	b := d.atBoard("kk", "")
	b.until(`document.documentElement.lang === "kk" && ` + lane("new") + `.length === 1`)
	if got := eval[string](b, `document.querySelector("section[data-status=new] h2 .label").textContent`); got != "Жаңа" {
		t.Errorf("the column is called %q", got)
	}
	b.until(`document.fonts.status === "loaded"`)
	if !eval[bool](b, `document.fonts.check('500 14px "Golos Text"', "ӘҒҚҢӨҰҮҺІ")`) {
		t.Error("the letters of Kazakh are not drawn with the font")
	}
	loaded := eval[string](b, `performance.getEntriesByType("resource").map((e) => e.name).filter((n) => n.endsWith(".woff2")).join(" ")`)
	for _, file := range []string{"golos-text-cyrillic-wght", "golos-text-cyrillic-ext-wght"} {
		if !strings.Contains(loaded, file) {
			t.Errorf("%s is not loaded, only %s", file, loaded)
		}
	}
	if got := eval[string](b, `document.body.innerText`); strings.Contains(got, "заявк") || strings.Contains(got, "осталось") {
		t.Errorf("there is Russian on the Kazakh page: %.400s", got)
	}
}

// hostile is text that would run if it were taken for markup.
const hostile = `<img src=x onerror="window.hit=1"><script>window.hit=1</script>"'><svg onload=window.hit=1>`

func TestTextOfStrangersRunsNothingAndThePolicyHolds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened(hostile)
	b := d.atBoard("ru", "")
	b.until(lane("new") + `.length === 1`)
	if got := eval[string](b, lane("new")+`[0]`); !strings.Contains(got, "<img") {
		t.Errorf("the subject is shown as %q", got)
	}
	b.run(`document.querySelector(".card").focus()`)
	b.keys("KeyM")
	b.until(menuItem("В работе") + ` !== undefined`)
	b.do(chromedp.KeyEvent("\x1b"))
	b.until(`document.querySelector("[role=menu]") === null`)
	b.keys("KeyF")
	b.until(`document.querySelector("dialog[open] fieldset") !== null`)
	b.run(`document.querySelector("dialog[open]").close()`)
	b.visit("/s/board?view=list&q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&assignee=" + strings.ReplaceAll(hostile[:30], " ", "%20"))
	b.until(`document.querySelector(".empty, [role=grid]") !== null`)
	d.act(id, "take", nil)
	if eval[bool](b, `window.hit === 1`) {
		t.Error("text of a stranger has run")
	}
	if eval[bool](b, `(() => { const s = document.createElement("script"); s.textContent = "window.ran = 1"; document.body.append(s); return window.ran === 1; })()`) {
		t.Error("an inline script runs")
	}
	b.wantQuiet("script-src 'self'") // the last one is ours
}

func TestNothingComesFromElsewhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	b := d.atBoard("en", "")
	b.until(lane("new") + `.length === 1`)
	foreign := eval[[]string](b, `performance.getEntriesByType("resource").map((e) => e.name).filter((n) => !n.startsWith(location.origin))`)
	if len(foreign) > 0 {
		t.Errorf("the page loads %v", foreign)
	}
	paint := eval[float64](b, `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1`)
	shift := eval[float64](b, `new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({type: "layout-shift", buffered: true}); setTimeout(() => done(sum), 300); })`)
	t.Logf("first contentful paint after %.0f ms, layout shift %.3f (they should be below 1000 and 0.1)", paint, shift)
	if shift > 0.25 {
		t.Errorf("the layout shifts by %.3f", shift)
	}
}

package host

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// axe is the checker of accessibility, which npm installs.
const axe = "../../ui/node_modules/axe-core/axe.min.js"

// violations is an expression for what axe finds wrong with the page.
const violations = `(async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})).violations
	.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")))()`

// fit is an expression for what is out of place on the page.
//
//go:embed testdata/fit.js
var fit string

// screens are what a page enlarged four times has, a telephone, a tablet and a desk,
// in CSS pixels.
var screens = [][2]int64{{320, 640}, {390, 844}, {1024, 768}, {1440, 900}}

// A lookover holds what a browser shows against the rules of accessibility.
type lookover struct {
	*tab
	source string
}

// looksOver skips the test where axe is not installed.
func (b *tab) looksOver() *lookover {
	b.t.Helper()
	source, err := os.ReadFile(axe)
	if os.IsNotExist(err) {
		b.t.Skip("axe-core is not installed: run npm ci in ui")
	} else if err != nil {
		b.t.Fatal(err)
	}
	return &lookover{b, string(source)}
}

// found lists what is wrong with what is shown.
func (l *lookover) found() []string {
	l.t.Helper()
	l.run("window.axe || (" + "() => {" + l.source + "})()")
	return eval[[]string](l.tab, violations)
}

// check looks over what is shown: by the rules of accessibility, in both themes, and
// whether it fits each size of screen.
func (l *lookover) check(screen string) {
	l.t.Helper()
	for _, theme := range []string{"light", "dark"} {
		l.theme(theme)
		for _, violation := range l.found() {
			l.t.Errorf("%s, %s: %s", screen, theme, violation)
		}
	}
	l.fits(screen)
}

// fits looks for what is out of place, and keeps pictures of it all.
func (b *tab) fits(screen string) {
	b.t.Helper()
	for _, size := range screens {
		b.resize(size)
		for _, fault := range eval[[]string](b, fit) {
			b.t.Errorf("%s at %d px: %s", screen, size[0], fault)
		}
		for _, theme := range []string{"light", "dark"} {
			b.theme(theme)
			b.picture(fmt.Sprintf("%s %s %d", screen, theme, size[0]))
		}
	}
}

// resize waits until what moves has come to rest.
func (b *tab) resize(size [2]int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(size[0], size[1]))
	b.until(fmt.Sprintf("innerWidth === %d", size[0]))
	b.run(`await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
		await Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity).map((a) => a.finished.catch(() => {})))`)
}

// theme sets the colours of the page.
func (b *tab) theme(name string) {
	b.t.Helper()
	b.run(`document.documentElement.dataset.theme = "` + name + `"`)
}

// speak loads the page again in another language.
func (b *tab) speak(lang string) {
	b.t.Helper()
	b.speaks(lang)
	b.do(chromedp.Reload())
	b.until(`document.documentElement.lang === "` + lang + `"`)
}

// pictures keeps what the page looks like, at three widths, where
// REGLAMENT_PICTURES names a folder.
func (b *tab) pictures(name string) {
	b.t.Helper()
	if os.Getenv("REGLAMENT_PICTURES") == "" {
		return
	}
	for _, size := range screens {
		b.resize(size)
		b.picture(fmt.Sprintf("%s %d", name, size[0]))
	}
}

// picture keeps what the page looks like as it is, likewise.
func (b *tab) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("REGLAMENT_PICTURES")
	if folder == "" {
		return
	}
	b.run(`await new Promise((done) => setTimeout(done, 250))`) // colours that change gently
	shot, err := chromedp.Call(b.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".png"), shot.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

func TestCheckerFindsAPlantedFault(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	l := d.browse("ru").looksOver()
	l.visit("/s/sign-in")
	l.until(`document.querySelector("form") !== null`)
	for _, lang := range []string{"kk", "en", "ru"} {
		l.speak(lang)
		l.until(`document.querySelector("form") !== null`)
		l.check(lang + " sign-in")
	}
	l.run(`document.body.append(document.createElement("button"))`)
	if found := l.found(); len(found) != 1 || !strings.HasPrefix(found[0], "button-name") {
		t.Errorf("of a button without a name the checker says %q", found)
	}
	l.run(`document.body.innerHTML = '<main data-style="position:relative;height:200px">'
		+ '<a href="#" data-style="position:absolute;top:160px;left:-30px;height:24px">beyond</a>'
		+ '<div data-style="width:40px;overflow:hidden;white-space:nowrap">cut off without a sign</div>'
		+ '<div data-style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">cut off with a sign</div>'
		+ '<button data-style="position:absolute;top:80px;left:0;width:12px;height:12px;padding:0">x</button>'
		+ '<p data-style="position:absolute;top:120px;left:0">covered</p><p data-style="position:absolute;top:120px;left:0;background:white">covers it</p>'
		+ '<div data-style="width:90px;overflow-x:auto"><div data-style="width:300px">wide</div></div></main>';
		for (const e of document.querySelectorAll("[data-style]")) e.style.cssText = e.dataset.style`) // the page's policy forbids styles in its source
	wants := []string{"beyond the screen: a", "wider than its place: div", "scrolls sideways: div", "too small to be pressed: button", "under something: p"}
	faults := eval[[]string](l.tab, fit)
	for _, want := range wants {
		if !slices.ContainsFunc(faults, func(fault string) bool { return strings.HasPrefix(fault, want) }) {
			t.Errorf("of a planted fault, %q, nothing is said but %q", want, faults)
		}
	}
	if len(faults) != len(wants) {
		t.Errorf("%d faults were planted, found are %q", len(wants), faults)
	}
	l.visit("/ui-kit")
	l.until(`document.querySelectorAll("section").length > 5`)
	l.check("ui-kit")
}

func TestBoardIsAccessible(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"ru", "kk", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			ids := d.open(6, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
			d.act(ids[0], "take", nil)
			d.act(ids[1], "ask", nil)
			d.move(6 * time.Hour)
			l := d.atBoard(lang, "").looksOver()
			l.until(`document.documentElement.lang === "` + lang + `" && ` + lane("new") + `.length > 3`)
			l.check(lang + " board")
			l.run(`document.querySelector(".card").focus()`)
			l.keys("KeyM")
			l.until(`document.querySelector("[role=menu], dialog[open]") !== null`)
			l.check(lang + " move")
			l.shows("/s/board?view=list")
			l.check(lang + " list")
			l.keys("KeyF")
			l.until(`document.querySelector("dialog[open] fieldset") !== null`)
			l.check(lang + " filters")
			l.shows("/s/board?view=list")
			l.run(`document.querySelector("[role=row] input[type=checkbox]").click()`)
			l.until(`document.querySelector(".bar") !== null`)
			l.check(lang + " selection")
			l.keys("KeyE")
			l.until(`document.querySelector("[role=menu], dialog[open]") !== null`)
			l.check(lang + " acts on many")
			l.shows("/s/board?view=list")
			l.keys("KeyV")
			l.until(`document.querySelector("[role=menu]") !== null`)
			l.check(lang + " views")
			l.run(`document.querySelector("[role=menu] [role=menuitem]").click()`)
			l.until(`document.querySelector("dialog[open] #view") !== null`)
			l.check(lang + " saving a view")
			l.shows("/s/board?view=list")
			l.run(`document.querySelector("nav button").click()`)
			l.until(`document.querySelectorAll("dialog[open] [role=option]").length > 5`)
			l.check(lang + " palette")
			l.shows("/s/board?view=list")
			l.run(`document.body.dispatchEvent(new KeyboardEvent("keydown", {code: "Slash", key: "?", shiftKey: true, bubbles: true, cancelable: true}))`)
			l.until(`document.querySelector("dialog[open]") !== null`)
			l.check(lang + " shortcuts")
			l.visit("/s/board?q=nothing")
			l.until(`document.querySelector(".empty") !== null`)
			l.check(lang + " nothing found")
		})
	}
}

// shows goes to the list and waits until all of its rows are there.
func (l *lookover) shows(address string) {
	l.t.Helper()
	l.visit(address)
	l.until(`document.querySelectorAll("[role=row]").length === 7`)
}

func TestTicketIsAccessible(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	id := d.filed("Нет звука")
	d.act(id, "note", map[string]any{"text": "Заметка"})
	d.act(id, "reply", map[string]any{"text": "Ответ"})
	b := d.atTicket("ru", d.token)
	l := b.looksOver()
	const escape = `document.querySelector(".frame textarea").dispatchEvent(new KeyboardEvent("keydown", {code: "Escape", bubbles: true, cancelable: true}))`
	for _, lang := range []string{"ru", "kk", "en"} {
		l.speak(lang)
		b.shows()
		l.check(lang + " ticket")
		l.run(`document.querySelector("article .link[aria-label]").click()`)
		l.types("KeyR", "Ответ")
		l.until(`document.querySelector("[data-why=quote]") !== null && document.querySelector("[data-draft=saved]") !== null`)
		l.check(lang + " why and reply")
		l.run(escape)
		l.until(`document.querySelector(".frame") === null`)
		l.types("KeyN", "Заметка")
		l.until(`document.querySelector("[data-draft=saved]") !== null`)
		l.check(lang + " note")
		l.run(escape + `; document.querySelector("[data-act=escalate]").click()`)
		l.until(`document.querySelector("dialog[open] textarea") !== null`)
		l.check(lang + " escalation")
	}
}

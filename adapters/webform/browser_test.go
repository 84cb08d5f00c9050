package webform_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/ui/browsertest"
)

// tab is a real browser at the rig's pages.
type tab struct {
	*rig
	ctx context.Context
}

func (r *rig) browse(options ...chromedp.ExecAllocatorOption) *tab {
	r.t.Helper()
	b := &tab{rig: r, ctx: browsertest.New(r.t, options...)}
	starting.Lock()
	defer starting.Unlock()
	b.do() // starts it
	return b
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) visit(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.server.URL + path)) }

// eval runs an expression in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for a condition of the page.
func (b *tab) until(condition string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(30*time.Second))); err != nil {
		b.t.Fatalf("waiting for %s: %v", condition, err)
	}
}

// css is a selector's first element.
func css(selector string) chromedp.CSS { return chromedp.CSS(selector) }

// typed types into the controls of PROTS' form.
func (b *tab) typed() {
	b.t.Helper()
	b.do(chromedp.Click(css("#f-type-1")))
	for _, c := range [][2]string{{"company_name", "Физ.лицо"}, {"region", "Астана"}, {"name", "Данияр"}, {"email", "daniyar@mail.example"},
		{"phone", "87051006343"}, {"description", "Не включается ноутбук"}} {
		b.do(chromedp.SendKeys(css("#f-"+c[0]), c[1]))
	}
}

// number is the number on the page of a request that was sent.
func (b *tab) number() string {
	b.t.Helper()
	b.do(chromedp.WaitVisible(css("#number")))
	text, err := chromedp.Run(b.ctx, chromedp.Text(css("#number")))
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

func (b *tab) wantNumber(want string) {
	b.t.Helper()
	if got := b.number(); got != want {
		b.t.Errorf("the number is %q, want %q", got, want)
	}
}

func TestBrowserProvesItselfAndGetsTheNumber(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=ru")
	b.typed()
	b.do(chromedp.Click(css("#robot-tick")))
	b.until(`document.querySelector("#robot-state").textContent === "Проверено"`)
	b.do(chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
	if got := b.only(prots).Fields.String("description"); got != "Не включается ноутбук" {
		t.Errorf("the description is %q", got)
	}
	if focus := eval[string](b, `document.activeElement.id`); focus != "sent" {
		t.Errorf("the focus is on %q, want it on the thanks", focus)
	}
	b.do(chromedp.Click(css("#copy")))
	b.until(`document.querySelector("#copied").textContent === "Скопировано"`)
}

// A page that came by plain http from another machine has no crypto.subtle and
// no clipboard.
func TestPageByPlainHTTPProvesItselfToo(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse(chromedp.Flag("host-resolver-rules", "MAP help.example 127.0.0.1"))
	b.do(chromedp.Navigate(strings.Replace(b.server.URL, "127.0.0.1", "help.example", 1) + "/f/prots?lang=ru"))
	if eval[bool](b, `isSecureContext`) {
		t.Fatal("the page is thought secure: the test shows nothing")
	}
	b.typed()
	b.do(chromedp.Click(css("#robot-tick")), chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
	b.do(chromedp.Click(css("#copy")))
	b.until(`document.querySelector("#copied").textContent === "Скопировано"`)
	if got := eval[string](b, `getSelection().toString()`); got != "SUPPORT-10110" {
		t.Errorf("what was copied is %q", got)
	}
}

func TestImpatientVisitorSendsOnce(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=ru")
	b.typed()
	// All at once: the check is not over when the button is pressed, twice.
	eval[bool](b, `(document.querySelector("#robot-tick").click(), document.querySelector("button.send").click(), document.querySelector("button.send").click(), true)`)
	b.wantNumber("SUPPORT-10110")
	b.only(prots)
}

func TestFormWorksWithoutJavaScript(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse(chromedp.Flag("blink-settings", "scriptEnabled=false"))
	b.visit("/f/prots?lang=ru")
	b.typed()
	question, err := chromedp.Run(b.ctx, chromedp.Text(css(`[for="robot-answer"]`)))
	if err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.SendKeys(css("#robot-answer"), sumOf(t, question)), chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
}

func TestFormIsFilledInByKeyboard(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=kk")
	b.do(chromedp.Focus(css("#f-type-0")), chromedp.KeyEvent(" "), chromedp.KeyEvent(kb.ArrowDown))
	for _, c := range [][2]string{{"f-company_name", "Жеке тұлға"}, {"f-region", "Астана"}, {"f-name", "Данияр"}, {"f-email", "daniyar@mail.example"},
		{"f-phone", "87051006343"}, {"f-description", "Ноутбук қосылмайды"}, {"robot-tick", " "}} {
		b.tabTo(c[0])
		b.do(chromedp.KeyEvent(c[1]))
	}
	b.until(`document.querySelector("#robot-state").textContent === "Тексерілді"`)
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("\r"))
	b.wantNumber("SUPPORT-10110")
	ticket := b.only(prots)
	if ticket.Facets["type"] != "support" || ticket.Fields.String("description") != "Ноутбук қосылмайды" {
		t.Errorf("got %v %v", ticket.Facets, ticket.Fields)
	}
}

// tabTo presses Tab until a control has the focus; links may stand before it.
func (b *tab) tabTo(id string) {
	b.t.Helper()
	for range 4 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if eval[string](b, `document.activeElement.id`) == id {
			return
		}
	}
	b.t.Fatalf("four times Tab do not lead to %s but to %s", id, eval[string](b, `document.activeElement.outerHTML`))
}

func TestFocusGoesToWhatIsWrong(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=ru")
	b.do(chromedp.Click(css("button.send")), chromedp.WaitVisible(css("#errors")))
	if focus := eval[string](b, `document.activeElement.id`); focus != "errors" {
		t.Errorf("the focus is on %q, want it on the summary", focus)
	}
	b.do(chromedp.Click(css(`#errors a[href="#f-name"]`)))
	b.until(`document.activeElement.id === "f-name"`)
	b.do(chromedp.Click(css(`#errors a[href="#f-type-0"]`)))
	b.until(`document.activeElement.id === "f-type-0"`)
	b.typed()
	b.do(chromedp.Click(css("#robot-tick")))
	b.until(`document.querySelector("#robot-state").textContent === "Проверено"`)
	b.do(chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
}

func TestDraftSurvivesAReloadAndGoesWithTheRequest(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=ru")
	b.typed()
	b.do(chromedp.Reload())
	b.visit("/f/prots?lang=kk") // in another language it is the same request
	for name, want := range map[string]string{"#f-name": "Данияр", "#f-description": "Не включается ноутбук", "input[name=type]:checked": "support"} {
		if got := eval[string](b, `document.querySelector(`+quoted(name)+`).value`); got != want {
			t.Errorf("%s is %q after the reload, want %q", name, got, want)
		}
	}
	if kept := eval[string](b, `JSON.stringify(localStorage)`); strings.Contains(kept, "_form") || strings.Contains(kept, "_altcha") {
		t.Errorf("the draft keeps what belongs to one form: %s", kept)
	}
	b.visit("/f/shop?lang=ru")
	if got := eval[string](b, `document.querySelector("#f-description").value`); got != "" {
		t.Errorf("another company's form has %q", got)
	}
	b.visit("/f/prots?lang=ru")
	b.do(chromedp.Click(css("#robot-tick")), chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
	b.visit("/f/prots?lang=ru")
	if got := eval[string](b, `document.querySelector("#f-description").value`); got != "" {
		t.Errorf("the next form has %q", got)
	}
}

func TestConditionalFieldAppears(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/shop?lang=ru")
	b.do(chromedp.WaitNotVisible(css("#f-why")), chromedp.WaitNotVisible(css("#f-until")))
	b.do(chromedp.Click(css(`[name=type][value=return]`)), chromedp.WaitVisible(css("#f-why")))
	b.do(chromedp.Click(css(`[name=type][value=order]`)), chromedp.WaitNotVisible(css("#f-why")))
	b.do(chromedp.Click(css("#f-urgent")), chromedp.WaitVisible(css("#f-until")))
}

func TestTooLargeFileIsSaidBeforeItIsSent(t *testing.T) {
	t.Parallel()
	b := newRig(t, small).browse()
	large, fine := filepath.Join(t.TempDir(), "снимок.png"), filepath.Join(t.TempDir(), "a.txt")
	for name, size := range map[string]int{large: 101, fine: 10} {
		if err := os.WriteFile(name, make([]byte, size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.visit("/f/prots?lang=ru")
	b.do(chromedp.SetUploadFiles(css("#f-files"), []string{large}))
	b.until(`document.querySelector("#f-files-p").textContent.includes("Файл «снимок.png» больше")`)
	b.typed()
	b.do(chromedp.Click(css("#robot-tick")), chromedp.Click(css("button.send")))
	b.until(`document.activeElement.id === "f-files"`)
	b.none(prots)
	b.do(chromedp.SetUploadFiles(css("#f-files"), []string{fine}))
	b.until(`document.querySelector("#f-files-p").hidden`)
	b.do(chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
	if got := b.attachments(b.only(prots)); len(got) != 1 || got[0] != "a.txt" {
		t.Errorf("got the files %q, want a.txt", got)
	}
}

func TestBrowserThatCannotProveItselfIsAsked(t *testing.T) {
	t.Parallel()
	b := newRig(t).browse()
	b.visit("/f/prots?lang=ru")
	b.typed()
	eval[bool](b, `(document.querySelector("#robot-check").dataset.challenge = "{}", true)`)
	b.do(chromedp.Click(css("#robot-tick")), chromedp.WaitVisible(css("#robot-answer")))
	question := eval[string](b, `document.querySelector("[for=robot-answer]").textContent`)
	b.do(chromedp.SendKeys(css("#robot-answer"), sumOf(t, question)), chromedp.Click(css("button.send")))
	b.wantNumber("SUPPORT-10110")
}

func TestPagesFitTheirScreens(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.Limits.Burst = 100 })
	link := r.fulfilled("disagree")
	b := r.browse()
	for _, width := range []int64{320, 390, 1440} {
		b.do(chromedp.EmulateViewport(width, 800))
		for _, id := range []engine.TenantID{prots, shop} {
			for _, lang := range []string{"ru", "kk", "en"} {
				b.visit("/f/" + string(id) + "?lang=" + lang)
				b.fits(width)
				b.do(chromedp.Click(css("button.send")), chromedp.WaitVisible(css("#errors")))
				b.fits(width)
			}
		}
		b.visit(link)
		b.fits(width)
	}
}

// fits fails for a page that scrolls sideways, has targets too small to hit or
// asks other servers for something.
func (b *tab) fits(width int64) {
	b.t.Helper()
	if got := eval[int64](b, `document.documentElement.scrollWidth`); got > width {
		b.t.Errorf("%s is %d px wide on a screen of %d", eval[string](b, `location.pathname+location.search`), got, width)
	}
	small := eval[[]string](b, `[...document.querySelectorAll("button, select, textarea, input:not([type=hidden], #trap), .languages a, .option label")]
		.filter((e) => e.offsetParent && !["radio", "checkbox"].includes(e.type) && e.getBoundingClientRect().height < 43.5)
		.map((e) => e.outerHTML.slice(0, 80))`)
	if far := eval[[]string](b, `performance.getEntriesByType("resource").map((e) => e.name).filter((n) => !n.startsWith(location.origin))`); len(far) > 0 {
		b.t.Errorf("the page asks others for %q", far)
	}
	if len(small) > 0 {
		b.t.Errorf("on a screen of %d px these are too small to hit: %q", width, small)
	}
}

func quoted(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string
	}
	return string(raw)
}

package live

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/ui/browsertest"
)

// tab is a browser's tab.
type tab struct {
	t   testing.TB
	ctx context.Context
}

func newTab(t testing.TB) *tab { return &tab{t: t, ctx: browsertest.New(t)} }

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// js returns what an expression is, as text.
func (b *tab) js(expression string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("String("+expression+")"))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return s
}

// until waits for an expression to be a text.
func (b *tab) until(expression, want string) {
	b.t.Helper()
	got := ""
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); <-time.After(20 * time.Millisecond) {
		if got = b.js(expression); got == want {
			return
		}
	}
	b.shot("failed")
	b.t.Fatalf("%s is %q, want %q", expression, got, want)
}

// shot keeps a picture of the page with the test's artifacts.
func (b *tab) shot(name string) {
	b.t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(b.t.ArtifactDir(), name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Error(err)
	}
}

// painted waits until what has happened so far is on the screen.
func (b *tab) painted() {
	b.t.Helper()
	const twoFrames = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done("painted"))))`
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](twoFrames, chromedp.EvalAwaitPromise)); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) enter(token string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.ID("token"), token+kb.Enter))
}

// numbers is an expression for the numbers of the cards in a column.
func numbers(status string) string {
	return fmt.Sprintf(`[...document.querySelectorAll('[data-status="%s"] .card')].map((c) => c.dataset.number)`, status)
}

const stateOfLink = `document.getElementById("state").dataset.state`

func text(selector string) string {
	return fmt.Sprintf(`document.querySelector(%q)?.textContent`, selector)
}

// newPageRig is a rig whose clock stands at enginetest.Start, far from the
// browser's.
func newPageRig(t *testing.T, change ...func(*Config)) *rig {
	all := append([]func(*Config){func(c *Config) { c.Now = func() time.Time { return enginetest.Start } }}, change...)
	return newRig(t, all...).serve()
}

func (r *rig) board(query string) string { return r.server.URL + "/board/acme?" + query }

func TestPageShowsTheBoardLive(t *testing.T) {
	r := newPageRig(t)
	r.do(acme, "", engine.Fields{"due": engine.Micros(enginetest.Start.Add(52*time.Hour + 30*time.Minute)),
		"facet": map[string]any{"status": "new", "family": "new", "turn": "staff", "type": "mail", "priority": "high", "assignee": "aigul"},
		"set":   map[string]any{"subject": "Не печатает принтер <b>в</b> 305", "name": "Асем Ибраева"}})
	late := r.do(acme, "", engine.Fields{"facet": statusFacets("work"), "due": engine.Micros(enginetest.Start.Add(-26*time.Hour - 30*time.Minute)), "set": map[string]any{"subject": "Нет доступа к почте"}}).Ticket.ID
	r.open(acme, "fulfilled", "Заменить картридж")
	b := newTab(t)
	b.do(chromedp.Navigate(r.board("lang=ru")), chromedp.WaitVisible(chromedp.ID("token")))
	b.shot("enter")
	b.enter("nobody")
	b.until(`document.getElementById("enter-error").textContent !== ""`, "true")
	b.enter("operator")
	b.until(numbers("new"), "S-010")
	b.until(stateOfLink, "live")
	b.js(`window.mark = "not reloaded"`)

	card := b.js(text(`[data-number="S-010"]`))
	for _, want := range []string{"S-010", "осталось 2\u00a0д 4\u00a0ч", "Реакция: до 25 нояб., 08:30 п.\u00a01.1", "Не печатает принтер <b>в</b> 305", "Асем Ибраева", "Почта", "приоритет: high", "Действуем мы", "отвечает aigul"} {
		if !strings.Contains(card, want) {
			t.Errorf("the card says %q, want %q in it", card, want)
		}
	}
	if got, want := b.js(text(`[data-number="S-011"] .deadline`)), "просрочено на 1\u00a0д 2\u00a0ч"; got != want {
		t.Errorf("the late card says %q, want %q", got, want)
	}
	// The token stands in no address, and in no storage that outlives the tab.
	if got := b.js(`location.href + JSON.stringify(localStorage) + document.cookie + performance.getEntries().map((e) => e.name)`); strings.Contains(got, "operator") {
		t.Errorf("the token is in %s", got)
	}

	fresh := r.open(acme, "new", "Мышь не двигается")
	b.until(numbers("new"), "S-010,S-013")
	r.move(acme, fresh, "work")
	b.until(numbers("work"), "S-011,S-013")
	b.until(numbers("new"), "S-010")
	r.move(acme, late, "closed") // which is final: it leaves the board
	b.until(numbers("work"), "S-013")
	b.shot("board")

	// While the page is cut off, much happens; a snapshot cannot be had.
	r.away.Store(true)
	r.cut()
	b.until(stateOfLink, "lost")
	if got := b.js(`document.getElementById("state").textContent`); !strings.Contains(got, "Восстанавливаем связь… Данные от ") {
		t.Errorf("the state is %q", got)
	}
	b.shot("lost")
	r.move(acme, fresh, "closed")
	r.open(acme, "new", "Во время обрыва")
	r.store.noLists.Store(true)
	r.away.Store(false)
	b.until(numbers("new"), "S-010,S-014")
	b.until(numbers("work"), "")
	b.until(stateOfLink, "live")
	if got := b.js("window.mark"); got != "not reloaded" {
		t.Errorf("the mark is %q: the page was reloaded", got)
	}
	r.store.noLists.Store(false)
	b.do(chromedp.Reload())
	b.until(numbers("new"), "S-010,S-014") // the tab still has the token
	b.do(chromedp.Click(chromedp.ID("leave")))
	b.until(`sessionStorage.length`, "0")
	b.until(`document.querySelectorAll(".card").length`, "0")
}

func TestPageTellsWhyByKeyboard(t *testing.T) {
	r := newPageRig(t)
	r.open(acme, "work", "Сканер")
	first, second := r.open(acme, "new", "Принтер"), r.open(acme, "new", "Мышь")
	b := newTab(t)
	b.do(chromedp.Navigate(r.board("lang=en")), chromedp.WaitVisible(chromedp.ID("token")))
	b.enter("operator")
	b.until(numbers("new"), "S-011,S-012")

	const focused = `document.activeElement.dataset.number`
	b.do(chromedp.Focus(chromedp.CSS(`[data-number="S-011"]`)), chromedp.KeyEvent(kb.ArrowDown))
	b.until(focused, "S-012")
	// A card that moves takes the focus with it.
	r.move(acme, second, "work")
	b.until(numbers("work"), "S-010,S-012")
	b.until(focused, "S-012")
	b.do(chromedp.KeyEvent(kb.ArrowLeft))
	b.until(focused, "S-011")

	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(text("#ticket-title"), "S-011 Принтер")
	b.until(`document.activeElement.id`, "ticket-title")
	b.until(`document.querySelectorAll(".history > li").length`, "1")
	r.move(acme, first, "fulfilled")
	b.until(`document.querySelectorAll(".history > li").length`, "2")
	decision := `[...document.querySelectorAll(".history > li:last-child .decision")].map((d) => d.textContent).filter((s) => s.startsWith("Status"))`
	if got, want := b.js(decision), "Status: Fulfilled cl.\u00a01.1 · Work"; got != want {
		t.Errorf("the decision reads %q, want %q", got, want)
	}
	b.shot("ticket")
	r.do(acme, first, engine.Fields{"audience": "role:lead"})
	b.until(text("#ticket .message"), "You may no longer see this request.")
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until(`document.getElementById("ticket").open`, "false")
	b.until(`location.hash`, "")
	b.until(numbers("new")+".length", "0")
	// The ticket's address opens it, and going back closes it.
	b.do(chromedp.Click(chromedp.CSS(`[data-number="S-012"]`)))
	b.until(text("#ticket-title"), "S-012 Мышь")
	b.do(chromedp.NavigateBack())
	b.until(`document.getElementById("ticket").open`, "false")
}

func TestPageKeepsToItself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	get := func(path, languages string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		req := httptest.NewRequest("GET", path, nil)
		req.Header.Set("Accept-Language", languages)
		r.hub.Board().ServeHTTP(w, req)
		return w
	}
	page := get("/board/acme", "kk")
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), `<html lang="kk">`) || !strings.Contains(page.Body.String(), "Тақтаға кіру") {
		t.Errorf("the page is %d %s", page.Code, page.Body)
	}
	want := "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
	if got := page.Header().Get("Content-Security-Policy"); got != want {
		t.Errorf("the policy is %q, want %q", got, want)
	}
	files := regexp.MustCompile(`"(/board/_assets/board\.[0-9a-f]{12}\.(?:css|js))"`).FindAllStringSubmatch(page.Body.String(), -1)
	if len(files) != 2 {
		t.Fatalf("the page has the assets %v, want a style and a script", files)
	}
	for _, f := range files {
		if got := get(f[1], ""); got.Code != http.StatusOK || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") || got.Body.Len() == 0 {
			t.Errorf("%s is %d %v", f[1], got.Code, got.Header())
		}
	}
	for _, path := range []string{"/board/Bad_Tenant", "/board/_assets/board.000000000000.js", "/board/", "/board/acme/x"} {
		if got := get(path, ""); got.Code != http.StatusNotFound {
			t.Errorf("%s is %d, want 404", path, got.Code)
		}
	}
}

func TestPageSpeaksThreeLanguages(t *testing.T) {
	t.Parallel()
	names := regexp.MustCompile(`\{\w+\}`)
	for key, text := range words {
		for _, lang := range []string{"kk", "ru", "en"} {
			if text[lang] == "" {
				t.Errorf("%s has no text in %s", key, lang)
			}
			if got, want := strings.Join(names.FindAllString(text[lang], -1), ""), strings.Join(names.FindAllString(text["en"], -1), ""); got != want {
				t.Errorf("%s names %s in %s, want %s", key, got, lang, want)
			}
		}
	}
	// Whatever the page asks for is there, and nothing else is.
	used := map[string]bool{}
	for _, file := range append([]string{"board.html"}, scripts...) {
		source, err := boardFiles.ReadFile("board/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for key := range words {
			prefix, _, dynamic := strings.Cut(key, "_")
			used[key] = used[key] || strings.Contains(string(source), `"`+key+`"`) || dynamic && strings.Contains(string(source), "`"+prefix+"_${")
		}
		for _, m := range regexp.MustCompile(`(?:say\(|\.T )"([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
			if _, ok := words[m[1]]; !ok {
				t.Errorf("%s asks for %q, which nobody has written", file, m[1])
			}
		}
	}
	for key := range words {
		if !used[key] && key != "connecting" && key != "live" { // states of the link
			t.Errorf("nothing asks for %q", key)
		}
	}
}

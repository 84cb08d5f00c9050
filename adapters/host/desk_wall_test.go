package host

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func TestWallShowsWhatTheAPITells(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.atWall("lang=ru", d.wallToken())
	b.until(total("open") + ` === "0"`)
	ids := d.open(6, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	b.until(total("open") + ` === "6"`)
	for _, id := range ids[:3] {
		d.act(id, "take", nil)
	}
	d.act(ids[0], "solve", map[string]any{"how": "Заменён кабель"})
	d.act(ids[0], "close", nil)
	d.act(ids[1], "solve", map[string]any{"how": "Перезапущен"})
	d.act(ids[3], "ask", nil)
	d.agrees(b)
	d.move(3*time.Hour + 45*time.Minute) // a quarter of an hour before the deadlines
	b.until(total("soon") + ` === "3"`)
	d.agrees(b)
	d.move(30 * time.Minute)
	b.until(`document.querySelector("[data-total=overdue]").matches(".breach")`)
	d.agrees(b)
	if got := eval[string](b, total("today")); !strings.Contains(got, "40 %") || !strings.Contains(got, "2 из 5") {
		t.Errorf("of the deadlines of today the wall says %q, want 2 of 5", got)
	}
	rows := eval[[]string](b, `[...document.querySelectorAll(".nearest li")].map((e) => e.innerText.replace(/\s+/g, " "))`)
	if len(rows) != 3 || !strings.HasPrefix(rows[0], "DESK-") || !strings.Contains(rows[0], "−15") {
		t.Errorf("the nearest deadlines are %q, want three that are over since 15 minutes", rows)
	}
	if got := eval[string](b, `document.body.innerText`); strings.Contains(got, "Обращение") || strings.Contains(got, "client") {
		t.Errorf("the wall tells what requests are about, or whose they are: %s", got)
	}
	b.wantQuiet()
}

// agrees waits until the wall's numbers are those that the API's tickets and
// deadlines give.
func (d *desk) agrees(b *tab) {
	d.t.Helper()
	type ticket struct {
		Number, Status string
		NextDue        *time.Time `json:"next_due"`
	}
	var list struct{ Tickets []ticket }
	d.fetch(d.t, d.token, "/api/v1/desk/tickets?limit=200", &list)
	open, overdue, kept, missed := 0, 0, 0, 0
	now := d.clock.Now()
	for _, ticket := range list.Tickets {
		if ticket.Status != "closed" {
			open++
			if ticket.NextDue != nil && !ticket.NextDue.After(now) {
				overdue++
			}
		}
		var of struct{ Deadlines []struct{ State string } }
		d.fetch(d.t, d.token, "/api/v1/desk/tickets/"+ticket.Number+"/deadlines", &of)
		for _, deadline := range of.Deadlines {
			switch deadline.State {
			case "met":
				kept++
			case "breached":
				missed++
			}
		}
	}
	b.until(fmt.Sprintf(`%s === "%d"`, total("open"), open))
	b.until(fmt.Sprintf(`parseInt(%s) === %d`, total("overdue"), overdue))
	if kept+missed > 0 {
		b.until(fmt.Sprintf(`%s.includes("%d из %d")`, total("today"), kept, kept+missed))
	}
}

func TestWallShowsWhoIsOnShift(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	wall := d.atWall("lang=ru", d.wallToken())
	wall.until(`document.querySelector(".staff").innerText.includes("Никого")`)
	id := d.opened("Нет звука")
	b := d.atBoard("ru", "")
	wall.until(`document.querySelector(".staff li").innerText.replace(/\s+/g, " ").trim() === "Айгуль 0"`)
	b.until(lane("new") + `.length === 1`)
	b.run(`document.querySelector(".card").focus()`)
	b.keys("KeyA")
	eventually(t, "the request is hers", func() bool {
		ticket, err := d.store.Ticket(t.Context(), deskTenant, string(id))
		return err == nil && ticket.Facets["assignee"] == "aigul"
	})
	wall.until(`document.querySelector(".staff li").innerText.replace(/\s+/g, " ").trim() === "Айгуль 1"`)
	b.run(`location.href = "about:blank"`)
	wall.until(`document.querySelector(".staff").innerText.includes("Никого")`)
}

func TestWallFitsItsScreen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(30, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	for _, id := range ids[:9] {
		d.act(id, "take", nil)
	}
	d.move(5 * time.Hour)
	token := d.wallToken()
	for _, lang := range []string{"ru", "kk", "en"} {
		b := d.browse(lang)
		b.do(chromedp.EmulateViewport(1920, 1080))
		b.visit("/wall/desk?theme=dark&lang=" + lang + "#" + token)
		b.until(`document.documentElement.lang === "` + lang + `" && ` + shown + ` && document.querySelectorAll(".nearest li").length === 8`)
		for _, size := range [][2]int64{{1920, 1080}, {3840, 2160}, {1366, 768}} {
			b.do(chromedp.EmulateViewport(size[0], size[1]))
			b.until(fmt.Sprintf(`innerWidth === %d`, size[0]))
			cut := eval[[]string](b, `[document.documentElement, document.body, ...document.querySelectorAll("main, .picture, section, [data-total], .totals, footer")]
				.filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
				.map((e) => e.tagName + "." + e.className + " " + e.scrollWidth + "x" + e.scrollHeight + " in " + e.clientWidth + "x" + e.clientHeight)`)
			if len(cut) > 0 {
				t.Errorf("%s at %dx%d does not fit: %q", lang, size[0], size[1], cut)
			}
			smallest := eval[float64](b, `Math.min(...[...document.querySelectorAll("main *")].filter((e) => !e.closest(".unseen") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => parseFloat(getComputedStyle(e).fontSize) * 1920 / innerWidth))`)
			if smallest < 31.9 {
				t.Errorf("%s at %dx%d: letters of %.1f px of 1920 are too small for five metres", lang, size[0], size[1], smallest)
			}
			b.picture(fmt.Sprintf("wall-%s-%d", lang, size[0]))
		}
		b.do(chromedp.EmulateViewport(390, 844))
		b.until(`innerWidth === 390`)
		if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 390 {
			t.Errorf("%s: on a telephone the wall is %d px wide", lang, wide)
		}
		b.picture("wall-" + lang + "-390")
		b.do(chromedp.EmulateViewport(1920, 1080))
		if lang == "kk" {
			if got := eval[string](b, `document.body.innerText`); strings.Contains(got, "сроч") || strings.Contains(got, "Сроки") || strings.Contains(got, "смене") {
				t.Errorf("there is Russian on the Kazakh wall: %s", got)
			}
		}
		b.theme("light")
		b.picture("wall-" + lang + "-light")
	}
}

func TestWallComesBackAfterARestartAndTakesTheNewBuild(t *testing.T) {
	t.Parallel()
	database := sqliteIn(t)
	d := newDesk(t, func(c *Config) { c.DB = database })
	d.opened("Нет звука")
	f := newFront(t, d.Server)
	b := d.browse("ru")
	b.base = f.URL
	b.visit("/wall/desk?lang=ru#" + d.wallToken())
	b.until(total("open") + ` === "1"`)
	b.run(`window.before = true`)
	stop(t, d.Server)
	again := &desk{t: t, token: d.token, Server: startServer(t, func(c *Config) { c.Rules, c.Dev, c.SMTP, c.DB = "testdata/desk", true, "off", database })}
	again.opened("Нет света")
	f.lead(t, again.Server)
	b.until(total("open") + ` === "2"`)
	if !eval[bool](b, `window.before === true`) {
		t.Error("the page was loaded anew, although its build is the same")
	}
	// The same server, from another build.
	f.rebuild("next")
	f.lines.set(true)
	f.lines.set(false)
	b.until(`window.before === undefined && ` + total("open") + ` === "2"`)
	if got := eval[string](b, `document.querySelector("script[src]").src`); !strings.Contains(got, "/a/next-") {
		t.Errorf("the page is of the build %s, want the next one", got)
	}
}

func TestWallKeepsItsTokenToItself(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	f := newFront(t, d.Server)
	token := d.wallToken()
	b := d.browse("ru")
	b.base = f.URL
	b.visit("/wall/desk?lang=ru&theme=dark#" + token)
	b.until(shown)
	if got := eval[string](b, `location.href`); strings.Contains(got, token) || !strings.HasSuffix(got, "/wall/desk?lang=ru&theme=dark") {
		t.Errorf("the address is %s", got)
	}
	if got := eval[string](b, `JSON.stringify(localStorage) + document.cookie`); strings.Contains(got, token) {
		t.Errorf("the browser keeps the token for whoever comes next: %s", got)
	}
	b.run(`location.reload()`)
	b.until(`document.readyState === "complete" && ` + shown)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.asked) < 6 {
		t.Fatalf("the front has seen %q only", f.asked)
	}
	for _, asked := range f.asked {
		if strings.Contains(asked, token) {
			t.Errorf("the token is in the request %s", asked)
		}
	}
}

func TestWallSaysHowOldItsNumbersAre(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	f := newFront(t, d.Server)
	b := d.browse("ru")
	b.base = f.URL
	b.visit("/wall/desk?lang=ru#" + d.wallToken())
	b.until(`document.querySelector("[data-state=live] .stamp")?.innerText.includes("данные")`)
	f.lines.set(true)
	b.within(20*time.Second, `document.querySelector("main[data-state=old]") !== null`)
	if got := eval[string](b, `document.querySelector("[role=status]").innerText`); !strings.HasPrefix(got, "Данные от 1") {
		t.Errorf("it is said %q", got)
	}
	if got := eval[string](b, total("open")); got != "1" {
		t.Errorf("there stands %q, want the last number", got)
	}
	b.run(`const now = Date.now; Date.now = () => now() + 60000`)
	b.until(`document.querySelector("main[data-state=lost]") !== null`)
	if got := eval[string](b, `document.querySelector("[role=status]").innerText`); !strings.HasPrefix(got, "Нет связи с 1") {
		t.Errorf("it is said %q", got)
	}
	f.lines.set(false)
	b.until(`document.querySelector("main[data-state=live]") !== null`)
	if got := eval[string](b, `document.querySelector("[role=status]").innerText`); got != "" {
		t.Errorf("with the link back it is said %q", got)
	}
}

const nothingButASentence = `document.querySelector("[data-state=refused]") !== null && document.body.innerText.trim() === "Этот адрес не открывает табло. Попросите у администратора новый."`

func TestRevokedTokenBlanksTheWall(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	token := d.wallToken()
	b := d.atWall("lang=ru", token)
	d.revoke(token)
	b.within(20*time.Second, nothingButASentence)
	if got := eval[string](b, `JSON.stringify(sessionStorage)`); strings.Contains(got, token) {
		t.Error("the page keeps a token that is not good any more")
	}
	for _, wrong := range []string{"", token, "rgl_nonsense", d.token} {
		b := d.browse("ru")
		b.visit("/wall/desk?lang=ru#" + wrong)
		b.until(nothingButASentence)
	}
	// One that is typed into the same window is taken at once.
	good := d.wallToken()
	b.run(`location.hash = "` + good + `"`)
	b.until(total("open") + ` === "1"`)
}

func TestWallTokenOpensNothingElse(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened("Нет звука")
	token := d.wallToken()
	var document struct {
		Paths map[string]map[string]struct{ OperationID string }
	}
	d.fetch(t, d.token, "/openapi.json", &document)
	asked := 0
	for path, operations := range document.Paths {
		path = strings.NewReplacer("{tenant}", "desk", "{number}", string(id)).Replace(path)
		for method, op := range operations {
			want := http.StatusForbidden
			if strings.HasPrefix(path, "/api/admin/") {
				want = http.StatusUnauthorized
			}
			asked++
			got := d.ask(t, strings.ToUpper(method), path, "", map[string]string{"Authorization": "Bearer " + token}, nil)
			if got != want {
				t.Errorf("%s %s (%s) answers %d, want %d", method, path, op.OperationID, got, want)
			}
		}
	}
	if asked < 20 {
		t.Errorf("the document names %d operations only", asked)
	}
	if got := d.ask(t, "POST", "/s/session", `{"tenant":"desk","token":"`+token+`"}`, nil, nil); got != http.StatusForbidden {
		t.Errorf("signing in answers %d, want 403", got)
	}
	if got := d.fetch(t, token, "/metrics", nil); got == http.StatusOK {
		t.Error("the metrics are shown")
	}
}

func TestWallIsAccessibleAndStandsStillForThoseWhoWantIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(6, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	d.act(ids[0], "take", nil)
	d.move(5 * time.Hour)
	token := d.wallToken()
	for _, lang := range []string{"ru", "kk", "en"} {
		b := d.browse(lang)
		b.visit("/wall/desk?lang=" + lang + "#" + token)
		b.until(shown)
		b.looksOver().check(lang + " wall")
		moves := `document.querySelector(".picture").style.transform`
		first := eval[string](b, moves)
		// Each look is a minute later: what the server says next sets the clock right again.
		b.run(`const now = Date.now; window.ahead = 0; Date.now = () => now() + ahead`)
		b.until(`(ahead += 60000) && ` + moves + ` !== "` + first + `"`)
		// Nothing comes any more: that the wall is old must be seen from afar.
		b.offline(true)
		b.until(`(ahead += 60000) && document.querySelector("main").dataset.state === "lost" && document.querySelector(".alarm").innerText !== ""`)
		b.looksOver().check(lang + " lost wall")
	}
	b := d.browse("ru")
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
		t.Fatal(err)
	}
	b.visit("/wall/desk?lang=ru#" + token)
	b.until(shown)
	if got := eval[string](b, `document.querySelector(".picture").style.transform`); got != "none" {
		t.Errorf("with reduced motion the picture is moved by %s", got)
	}
	b.visit("/wall/desk?lang=en#wrong")
	b.until(`document.querySelector("[data-state=refused]") !== null`)
	b.looksOver().check("refused wall")
}

package host

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
)

// rawIDs are what the system calls things by, and people never do.
var rawIDs = regexp.MustCompile(`\b(sergey|dinara|staff:\w+|engine:\w+|personal_mail|family|bug_\w+|yug|promise\.\w+|silence\.\w+|[a-z]+_[a-z_]+)\b`)

// address is a mail address, which may be shown as it is.
var address = regexp.MustCompile(`\S+@\S+`)

// wantWords fails if what the page shows names anything by an id.
func (b *tab) wantWords(where string) {
	b.t.Helper()
	text := eval[string](b, `document.body.innerText + "\n" + [...document.querySelectorAll("[aria-label], [title]")].map((e) => (e.getAttribute("aria-label") ?? "") + "\n" + (e.title ?? "")).join("\n")`)
	text = address.ReplaceAllString(text, "")
	found := rawIDs.FindAllString(text, -1)
	slices.Sort(found)
	if found = slices.Compact(found); len(found) > 0 {
		b.t.Errorf("%s shows %q in %s", where, found, around(text, found[0]))
	}
}

// around is the line in which something stands.
func around(text, what string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, what) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// TestTicketSpeaksInWords walks through a ticket of a shipped company, on which two
// colleagues have worked, in each language.
func TestTicketSpeaksInWords(t *testing.T) {
	t.Parallel()
	d := newShipped(t)
	id := d.onPortal("bug", "critical", "SMG-1016M", "Шлюз не регистрирует номера", "После обновления до 3.20 номера не регистрируются.")
	dinara := d.engineer("dinara")
	d.does(d.token, id, "take", `{}`)
	d.does(d.token, id, "note", `{"text":"Проверяю прошивку."}`)
	d.does(d.token, id, "assign", `{"to":"dinara"}`)
	d.does(dinara, id, "reply", `{"text":"Пришлите, пожалуйста, схему сети."}`)
	late := d.onPortal("bug", "high", "SMG-1016M", "Эхо на вызовах", "Эхо слышит вызывающая сторона.")
	d.move(3 * time.Hour)
	eventually(t, "the deadline is broken", func() bool {
		ticket, err := d.store.Ticket(t.Context(), eltex, string(late))
		return err == nil && len(ticket.Facets) > 0 && ticket.Version > 3
	})
	b := d.browse("ru")
	b.visit("/s/tickets/" + string(id))
	b.signInAt(eltex, d.token)
	for _, lang := range []string{"ru", "kk", "en"} {
		for _, id := range []engine.TicketID{id, late} {
			b.panels(lang, id)
			if lang == "ru" { // ids are alike in all languages
				b.reasons(lang)
			}
		}
	}
}

// panels opens each panel of a ticket, and looks at the words.
func (b *tab) panels(lang string, id engine.TicketID) {
	b.t.Helper()
	b.visit("/s/tickets/" + string(id))
	b.until(`document.querySelector("article") !== null`)
	b.speak(lang)
	b.until(`document.querySelector("article") !== null && document.querySelector(".tags") !== null && document.querySelector("[aria-label*='(Сергей Ким)']") !== null`)
	b.run(`document.querySelectorAll("article .more, button.quiet").forEach((e) => e.click())`)
	b.theme(map[string]string{"ru": "light", "kk": "dark", "en": "light"}[lang])
	for i := range eval[int](b, `document.querySelectorAll("[role=tab]").length`) {
		b.do(chromedp.EmulateViewport(1440, 900))
		tab := `document.querySelectorAll("[role=tab]")[` + strconv.Itoa(i) + `]`
		b.run(tab + `.click()`)
		name := eval[string](b, tab+`.textContent.trim()`)
		b.wantWords(lang + ", " + name)
		b.pictures("words " + lang + " " + eval[string](b, `document.title.split(" ")[0]`) + " " + strconv.Itoa(i))
	}
	b.do(chromedp.EmulateViewport(1440, 900))
}

// reasons asks of everything on a ticket why it is so.
func (b *tab) reasons(lang string) {
	b.t.Helper()
	b.run(`document.querySelectorAll("article .more, button.quiet").forEach((e) => e.getAttribute("aria-expanded") === "true" || e.click())`)
	whys := eval[int](b, `document.querySelectorAll("article .link[aria-label]").length`)
	for i := range whys {
		b.run(`document.querySelectorAll("article .link[aria-label]")[` + strconv.Itoa(i) + `].click()`)
		b.until(`document.querySelector("[data-why=considered]:not(:has([aria-busy]))") !== null`)
		b.wantWords(lang + ", why " + strconv.Itoa(i))
		if i < 12 {
			b.picture("words " + lang + " why " + strconv.Itoa(i))
		}
	}
	b.keys("KeyE")
	b.wantWords(lang + ", acts")
	b.picture("words " + lang + " acts")
}

package host

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// palette opens the palette and types into it, until it has something.
func (b *tab) palette(typed, wanted string) {
	b.t.Helper()
	b.run(`document.body.dispatchEvent(new KeyboardEvent("keydown", {code: "KeyK", key: "л", ctrlKey: true, bubbles: true, cancelable: true}))`)
	b.until(`document.activeElement?.matches("dialog[open] [role=combobox]")`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] [role=combobox]"), typed))
	b.until(`document.querySelector("dialog[open] [role=option][aria-selected=true]")?.textContent.includes("` + wanted + `")`)
}

// enter does what the palette has found.
func (b *tab) enter() {
	b.t.Helper()
	b.run(`document.querySelector("dialog[open] [role=combobox]").focus()`)
	b.enters()
}

func TestPaletteDoesActsGoesToTicketsAndChangesThePage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(3, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	for _, id := range ids {
		d.act(id, "take", nil)
	}
	d.act(ids[2], "solve", map[string]any{"how": "Заменили провод"})
	d.act(ids[2], "close", nil) // the board does not show it, the search does
	b := d.atBoard("ru", "")
	b.until(lane("work") + `.length === 2`)
	number := eval[string](b, `document.querySelector("section[data-status=work] .card b").textContent`)
	b.run(`document.querySelector("section[data-status=work] .card").focus()`)
	b.palette("спросить", "Спросить клиента")
	b.enter()
	b.until(`document.querySelector("dialog[open]") === null && ` + lane("feedback") + `.length === 1`)
	b.until(lane("feedback") + `[0].startsWith("` + number + `")`)

	b.palette("фильтры", "Фильтры")
	b.enter()
	b.until(`document.querySelector("dialog[open] fieldset") !== null`)
	b.run(`document.querySelector("dialog[open] header button").click()`)
	b.palette("темное", "Тёмное")
	b.enter()
	b.until(`document.documentElement.dataset.theme === "dark"`)
	b.palette("провод", "Обращение 2")
	b.enter()
	b.until(`location.pathname.startsWith("/s/tickets/DESK-")`)
	if got := eval[string](b, `location.pathname`); strings.HasSuffix(got, number) {
		t.Errorf("the words of the closed request lead to %s", got)
	}
	b.palette("қазақ", "Қазақша")
	b.enter()
	b.until(`document.documentElement.lang === "kk"`)
	b.palette(strings.ToLower(number), number)
	b.enter()
	b.until(`location.pathname.endsWith("` + number + `")`)
	b.wantQuiet()
}

func TestPaletteLeavesWhatWasOpenWhenItIsClosed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	b := d.atBoard("ru", "?q=звука")
	b.until(lane("new") + `.length === 1`)
	b.run(`document.querySelector(".card").focus()`)
	b.palette("список", "Список")
	b.run(`document.querySelector("dialog[open] header button").click()`)
	b.until(`document.querySelector("dialog[open]") === null && document.activeElement.matches(".card")`)
	if got := eval[string](b, `new URLSearchParams(location.search).get("q")`); got != "звука" {
		t.Errorf("the search is now %q", got)
	}
	b.wantQuiet()
}

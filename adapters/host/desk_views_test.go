package host

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// checkItem is an expression for an item of the open menu that can be ticked.
func checkItem(label string) string {
	return `[...document.querySelectorAll("[role=menu] [role=menuitemcheckbox]")].find((e) => e.textContent.trim().startsWith("` + label + `"))`
}

// viewName is an expression for what the button of the saved views says.
const viewName = `document.querySelector("header [aria-haspopup=menu]").textContent.trim()`

// saveView saves what the board shows, with the keyboard.
func (b *tab) saveView(name string, share bool) {
	b.t.Helper()
	b.keys("KeyV")
	b.until(menuItem("Сохранить как вид") + ` !== undefined`)
	b.run(menuItem("Сохранить как вид") + `.click()`)
	b.until(`document.querySelector("dialog[open] #view input") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] #view input"), name))
	if share {
		b.run(`document.querySelector("dialog[open] #view input[type=checkbox]").click()`)
	}
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(viewName + ` === "` + name + `"`)
}

func TestViewIsSavedSharedAndShownToAColleague(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ids := d.open(3, func(i int) string { return []string{"Нет звука", "Нет света", "Эхо"}[i] })
	d.act(ids[0], "take", nil)
	b := d.atBoard("ru", "?status=new&view=list")
	b.until(`document.querySelectorAll("[role=row]").length === 3`)
	b.saveView("Свежие", true)
	b.keys("KeyG", "KeyB")
	b.until(viewName + ` === "Свежие, изменён"`)
	b.visit("/s/board")
	b.until(lane("work") + `.length === 1`)

	other := d.browse("ru")
	other.visit("/s/board")
	other.signIn(d.operator("daniyar"))
	other.until(lane("work") + `.length === 1`)
	other.keys("KeyV")
	other.until(checkItem("Свежие") + `?.textContent.includes("делится")`)
	other.run(checkItem("Свежие") + `.click()`)
	other.until(`document.querySelectorAll("[role=row]").length === 3 && ` + viewName + ` === "Свежие"`)
	other.do(chromedp.Reload())
	other.until(`document.querySelectorAll("[role=row]").length === 3 && ` + viewName + ` === "Свежие"`)
	other.keys("KeyV")
	other.until(menuItem("Сохранить как вид") + ` !== undefined`)
	if got := eval[bool](other, menuItem("Удалить")+` === undefined && `+menuItem("Назвать иначе")+` === undefined`); !got {
		t.Error("a colleague is offered to rename or remove it")
	}
	b.wantQuiet()
	other.wantQuiet()
}

func TestViewThatWasChangedElsewhereIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	b := d.atBoard("ru", "?status=new")
	b.until(lane("new") + `.length === 1`)
	b.saveView("Свежие", false)
	b.keys("KeyV")
	b.until(menuItem("Назвать иначе") + ` !== undefined`)
	b.run(menuItem("Назвать иначе") + `.click()`)
	b.until(`document.querySelector("dialog[open] #view input")?.value === "Свежие"`)
	// Meanwhile another window calls it something else.
	b.run(`const all = (await (await fetch("/api/v1/desk/views")).json()).views;
		await fetch("/api/v1/desk/views/" + all[0].id, {method: "PUT", headers: {"Content-Type": "application/json"}, body: JSON.stringify({name: "Утренние", filter: all[0].filter, layout: "board", sort: "due", revision: all[0].revision})})`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] #view input"), " и срочные"))
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(`document.querySelector("dialog[open] [role=alert]")?.textContent.includes("«Утренние»")`)
	if got := eval[string](b, `document.querySelector("dialog[open] #view input").value`); got != "Свежие и срочные" {
		t.Errorf("after the conflict the field says %q", got)
	}
	if got := eval[string](b, viewName); got != "Утренние" {
		t.Errorf("the view is now called %q, want what the other window made of it", got)
	}
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(viewName + ` === "Свежие и срочные"`)
	b.wantQuiet("409")
}

func TestViewThatWasRemovedCanBeBroughtBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.opened("Нет звука")
	b := d.atBoard("ru", "?status=new")
	b.until(lane("new") + `.length === 1`)
	b.saveView("Свежие", false)
	b.keys("KeyV")
	b.until(menuItem("Удалить") + ` !== undefined`)
	b.run(menuItem("Удалить") + `.click()`)
	b.until(viewName + ` === "Виды"`)
	if got := eval[string](b, `location.search`); !strings.Contains(got, "status=new") || strings.Contains(got, "saved") {
		t.Errorf("the address is now %q", got)
	}
	b.run(`[...document.querySelectorAll(".toast")].at(-1).querySelector("button.quiet").click()`)
	b.keys("KeyV")
	b.until(checkItem("Свежие") + ` !== undefined`)
}

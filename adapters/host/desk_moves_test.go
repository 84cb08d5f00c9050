package host

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// menuItem is an expression for an item of the open menu by what it begins with.
func menuItem(label string) string {
	return `[...document.querySelectorAll("[role=menu] [role=menuitem]")].find((e) => e.textContent.trim().startsWith("` + label + `"))`
}

// drag moves a card over a column by the events of a real drag, and drops it if
// told to.
func (b *tab) drag(card, column string, drop bool) {
	b.t.Helper()
	b.run(`
		const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
		const card = document.querySelector('` + card + `'), column = document.querySelector('section[data-status=` + column + `]');
		const data = new DataTransfer();
		const at = (e) => { const r = e.getBoundingClientRect(); return {clientX: r.x + r.width / 2, clientY: r.y + Math.min(r.height / 2, 60)}; };
		const send = (e, type) => e.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data, ...at(e)}));
		send(card, "dragstart");
		await frame();
		for (const type of ["dragenter", "dragover"]) { send(column, type); await frame(); }
		window.dragEnd = async () => { send(column, "drop"); send(card, "dragend"); };
		if (` + map[bool]string{true: "true", false: "false"}[drop] + `) { await frame(); await dragEnd(); }`)
}

func TestMenuAndDragMoveAlikeAndClausesBarTheRest(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	byMenu, byDrag := d.opened("Меню"), d.opened("Мышь")
	b := d.atBoard("ru", "")
	b.until(lane("new") + `.length === 2`)
	menu, mouse := `[data-id="`+string(byMenu)+`"]`, `[data-id="`+string(byDrag)+`"]`

	b.run(`document.querySelector('` + menu + `').focus()`)
	b.keys("KeyM")
	b.until(menuItem("В работе") + ` !== undefined`)
	if got := eval[string](b, menuItem("Закрыта")+`.textContent`); !strings.Contains(got, "Только из «Решена»") || !strings.Contains(got, "п. 3.4") {
		t.Errorf("the menu says of closing: %q", got)
	}
	if got := eval[string](b, menuItem("Закрыта")+`.getAttribute("aria-disabled")`); got != "true" {
		t.Errorf("closing can be chosen: %q", got)
	}
	b.run(menuItem("В работе") + `.click()`)
	eventually(t, "the menu has moved it", func() bool { return d.status(byMenu) == "work" })
	b.until(lane("work") + `.length === 1`)

	b.drag(mouse, "solved", false)
	b.until(`document.querySelector("section[data-status=solved] .reason") !== null`)
	if got := eval[string](b, `document.querySelector("section[data-status=solved] .reason").textContent`); !strings.Contains(got, "Только из «В работе»") || !strings.Contains(got, "п. 2.2") {
		t.Errorf("the column that it cannot go to says %q", got)
	}
	b.run(`dragEnd()`)
	b.until(`document.querySelector(".reason") === null`)
	if got := d.status(byDrag); got != "new" {
		t.Errorf("an illegal drop has made it %s", got)
	}
	b.drag(mouse, "work", true)
	eventually(t, "the drag has moved it", func() bool { return d.status(byDrag) == "work" })
	b.until(lane("work") + `.length === 2`)
	b.wantQuiet()
}

func TestActThatAsksSomethingIsDoneFromTheMenu(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened("Нет звука")
	d.act(id, "take", nil)
	b := d.atBoard("ru", "")
	b.until(lane("work") + `.length === 1`)
	b.run(`document.querySelector(".card").focus()`)
	b.keys("KeyM")
	b.until(menuItem("Решена") + ` !== undefined`)
	b.run(menuItem("Решена") + `.click()`)
	b.until(`document.querySelector("dialog[open] textarea") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "Заменили провод"))
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(lane("solved") + `.length === 1 && document.querySelector("dialog[open]") === null`)
	eventually(t, "it is solved", func() bool { return d.status(id) == "solved" })
}

func TestMoveThatIsRefusedGoesBackWithTheReason(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened("Нет звука")
	b := d.atBoard("ru", "")
	b.until(lane("new") + `.length === 1`)
	b.run(`document.querySelector(".card").focus()`)
	b.keys("KeyM")
	b.until(menuItem("В работе") + ` !== undefined`)
	// Meanwhile it was closed, which the open menu does not know.
	d.act(id, "take", nil)
	d.act(id, "solve", map[string]any{"how": "Заменили"})
	d.act(id, "close", nil)
	b.run(menuItem("В работе") + `.click()`)
	b.until(`document.querySelector(".toast.failed") !== null`)
	if got := eval[string](b, `document.querySelector(".toast.failed").textContent`); !strings.Contains(got, "п. ") {
		t.Errorf("the refusal names no clause: %q", got)
	}
	if got := d.status(id); got != "closed" {
		t.Errorf("the ticket is %s", got)
	}
}

package host

import (
	"fmt"
	"testing"
	"time"
)

// A figure is how long something takes that people wait for, in milliseconds.
type figure struct {
	what         string
	took, budget float64
}

// TestFiguresOfTheScreens says what the screens take, beside what they may take,
// on a board of 10,000 requests. Machines differ: only what is five times too slow
// is an error.
func TestFiguresOfTheScreens(t *testing.T) {
	d := newDesk(t)
	d.open(10_000, func(i int) string { return fmt.Sprintf("Обращение %d", i) })
	b := d.atBoard("ru", "")
	b.until(`document.querySelectorAll("section[data-status=new] .card").length > 3`)
	// took gives the time from doing something to the first painted frame in which
	// the page is as expected.
	b.run(`window.took = (act, shown) => new Promise((done) => {
		const begun = performance.now();
		const look = () => shown() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))) : requestAnimationFrame(look);
		act();
		look();
	})`)
	took := func(act, shown string) float64 {
		t.Helper()
		return eval[float64](b, `took(() => { `+act+` }, () => `+shown+`)`)
	}
	press := func(code string) string {
		return `(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", {code: "` + code + `", bubbles: true, cancelable: true}))`
	}
	const card = `document.querySelector("section[data-status=new] .card")`
	const story = `document.querySelector("article") !== null`
	b.run(card + `.focus()`)
	figures := []figure{
		{"a key moves the focus", took(`window.from = document.activeElement; `+press("KeyJ"), `document.activeElement !== from`), 50},
		{"a ticket is opened for the first time", took(press("KeyO"), story), 400},
		{"and once more", func() float64 {
			b.run(`window.was = location.pathname; history.back()`)
			again := `document.querySelector(".card[href='" + was + "']")`
			b.until(again + ` !== null`)
			b.run(again + `.focus()`)
			return took(press("KeyO"), story)
		}(), 100},
	}
	b.run(`history.back()`)
	b.until(card + ` !== null`)
	b.run(card + `.focus()`)
	b.keys("KeyM")
	b.until(`document.querySelector("[role=menu] [role=menuitem]:not([aria-disabled=true])") !== null`)
	figures = append(figures,
		figure{"a card is in its new column", took(`document.querySelector("[role=menu] [role=menuitem]:not([aria-disabled=true])").click()`,
			`document.querySelector("section:not([data-status=new]) .card") !== null`), 100},
		figure{"10,000 requests are filtered", took(`const q = document.querySelector("input[type=search]"); q.value = "Обращение 777"; q.dispatchEvent(new Event("input", {bubbles: true}))`,
			`document.querySelectorAll("section[data-status=new] .card").length > 3 && document.querySelector("section[data-status=new] .count").textContent === "11"`), 100})
	b.visit("/s/board")
	b.until(card + ` !== null`)
	figures = append(figures, figure{"the board is there after a reload", eval[float64](b, `performance.now()`), 1000})
	for _, f := range figures {
		t.Logf("%-40s %6.0f ms, %4.2f of the %v it may take", f.what, f.took, f.took/f.budget, time.Duration(f.budget)*time.Millisecond)
		if f.took > 5*f.budget {
			t.Errorf("%s after %.0f ms", f.what, f.took)
		}
	}
}

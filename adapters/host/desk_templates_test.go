package host

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// keeps saves a template by the API.
func (d *desk) keeps(token string, body map[string]any) {
	d.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	if got := d.ask(d.t, "POST", "/api/v1/desk/templates", string(raw), map[string]string{"Authorization": "Bearer " + token}, nil); got != http.StatusCreated {
		d.t.Fatalf("saving %v answers %d", body, got)
	}
}

const (
	wording   = `document.querySelector(".frame textarea").value`
	choosing  = `document.querySelector("dialog[open] [role=combobox]")`
	offered   = `[...document.querySelectorAll("dialog[open] [role=option] b")].map((e) => e.textContent)`
	writtenBy = "Здравствуйте, ___! Заявка DESK-1. Айгуль Серикова"
)

// asks opens the list of templates with its shortcut, as on a Russian layout.
func (b *tab) asks() {
	b.t.Helper()
	b.run(`document.querySelector(".frame textarea").dispatchEvent(new KeyboardEvent("keydown", {code: "Slash", key: ".", ctrlKey: true, bubbles: true, cancelable: true}))`)
	b.until(choosing + ` === document.activeElement && ` + choosing + ` !== null`)
}

// undoes presses Ctrl+Z.
func (b *tab) undoes() {
	b.t.Helper()
	key := input.DispatchKeyEventParams{Type: "keyDown", Modifiers: 2, Code: "KeyZ", Key: "z", WindowsVirtualKeyCode: 90, Commands: []string{"undo"}}
	if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, key); err != nil {
		b.t.Fatal(err)
	}
}

// escapes presses Esc.
func (b *tab) escapes() {
	b.t.Helper()
	down := input.DispatchKeyEventParams{Type: "keyDown", Code: "Escape", Key: "Escape", WindowsVirtualKeyCode: 27}
	if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, down); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) wantWording(what, want string) {
	b.t.Helper()
	got := ""
	deadline := time.Now().Add(30 * time.Second)
	for time.Now().Before(deadline) {
		if got = eval[string](b, wording); got == want && eval[bool](b, `document.querySelector("dialog[open]") === null`) {
			return
		}
	}
	b.t.Fatalf("%s: the answer reads %q, want %q", what, got, want)
}

// clicksInside clicks the button of the open dialog that begins with a text.
func (b *tab) clicksInside(text string) {
	b.t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("dialog[open] button")].find((e) => e.textContent.trim().startsWith(%q))`, text)
	b.until(button + ` !== undefined`)
	b.run(button + `.click()`)
}

func TestTemplateIsInsertedWhereTheCursorIs(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Связь")
	d.keeps(d.operator("dana"), map[string]any{"name": "Перезагрузка", "texts": map[string]string{
		"ru": "Здравствуйте, {name}! Заявка {number}. {me}", "kk": "Сәлеметсіз бе! {number} өтінімі."}})
	d.keeps(d.token, map[string]any{"name": "Пароль", "texts": map[string]string{"kk": "Құпиясөз."}, "link": "https://help.example/pass"})
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Да. Нет.")
	b.asks()
	b.until(offered + `.join() === "Пароль,Перезагрузка"`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] [role=combobox]"), "перез"))
	b.until(offered + `.join() === "Перезагрузка"`)
	b.run(choosing + `.dispatchEvent(new KeyboardEvent("keydown", {code: "Enter", key: "Enter", bubbles: true, cancelable: true}))`)
	b.wantWording("at the end", "Да. Нет."+writtenBy)
	b.until(`document.activeElement === document.querySelector(".frame textarea") && document.body.innerText.includes("Заполните вручную: {name}")`)
	b.undoes()
	b.wantWording("undone", "Да. Нет.")
	b.run(`document.querySelector(".frame textarea").setSelectionRange(0, 3)`)
	b.asks()
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] [role=combobox]"), "парол"))
	b.until(offered + `.join() === "Пароль" && document.querySelector("dialog[open]").innerText.includes("Текста на языке читателя нет")`)
	b.clicksInside("Вставить")
	b.wantWording("behind what is selected", "Да.Құпиясөз.\nhttps://help.example/pass Нет.")
	b.until(draftIs + `"saved"`)
	b.asks()
	b.escapes()
	b.until(`document.querySelector("dialog[open]") === null && document.activeElement === document.querySelector(".frame textarea")`)
	b.wantQuiet()
}

func TestTemplatesAreKeptInPlace(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Связь")
	d.keeps(d.operator("dana"), map[string]any{"name": "Чужой", "texts": map[string]string{"ru": "Текст"}})
	b := d.atTicket("ru", d.token)
	b.types("KeyR", "Включите и выключите.")
	b.asks()
	b.until(offered + `.join() === "Чужой"`)
	if eval[bool](b, `[...document.querySelectorAll("dialog[open] footer button")].some((e) => /Удалить|Изменить/.test(e.textContent))`) {
		t.Error("somebody else's template can be changed")
	}
	b.clicksInside("Сохранить написанное")
	b.until(`document.querySelector("[data-template=new]") !== null`)
	b.sets("Название", "Питание")
	b.sets("Текст: Қазақша", "Қосыңыз {password}")
	b.clicksInside("Сохранить")
	b.until(`document.querySelector("dialog[open]").innerText.includes("Подстановки {password} нет")`)
	b.sets("Текст: Қазақша", "Қосып өшіріңіз, {me}")
	b.sets("Статья", "ftp://x")
	b.clicksInside("Сохранить")
	b.until(`document.querySelector("dialog[open]").innerText.includes("Ссылка должна начинаться")`)
	b.sets("Статья", "https://help.example/power")
	b.clicksInside("Сохранить")
	b.until(offered + `.join() === "Питание,Чужой" && document.querySelector("[aria-selected=true] b").textContent === "Питание"`)
	b.clicksInside("Изменить")
	b.until(`document.querySelector("[data-template]") !== null`)
	b.sets("Название", "Электричество")
	b.clicksInside("Сохранить")
	b.until(offered + `.join() === "Чужой,Электричество"`)
	b.clicksInside("Удалить")
	b.clicksInside("Удалить у всех?")
	b.until(offered + `.join() === "Чужой"`)
	if got := eval[string](b, wording); got != "Включите и выключите." {
		t.Errorf("the answer reads %q after all that", got)
	}
	b.wantQuiet("422")
}

func TestTemplatesAreAccessible(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Связь")
	d.keeps(d.token, map[string]any{"name": "Перезагрузка", "texts": map[string]string{"ru": "Здравствуйте, {name}!"}, "link": "https://help.example"})
	b := d.atTicket("ru", d.token)
	l := b.looksOver()
	for lang, title := range map[string]string{"ru": "Шаблоны", "kk": "Үлгілер", "en": "Templates"} {
		b.speaks(lang)
		b.visit("/s/ticket/DESK-1")
		b.shows()
		b.types("KeyR", "a")
		b.asks()
		b.until(`document.querySelector("dialog[open] h2").textContent === "` + title + `" && ` + offered + `.length === 1`)
		l.check("templates-" + lang)
		b.run(`[...document.querySelectorAll("dialog[open] footer button")].at(-2).click()`)
		b.until(`document.querySelector("[data-template]") !== null`)
		l.check("template-" + lang)
		b.until(`document.querySelector("[data-template]") !== null`) // on all those screens
	}
}

package host

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// filledIn shows as much of the screen as there is: a caller who is known, a
// likely duplicate, documents that are demanded, a field that is wrong.
func (d *callDesk) filledIn(b *tab) {
	d.t.Helper()
	b.until(atFirst)
	b.fills("phone", "87051006343", "type", "mail", "email", "saule@gmial.com", "description", "Создать почту сотруднику бухгалтерии")
	b.until(`document.querySelector("aside .proof") !== null && document.querySelector("aside section time") !== null && document.querySelector(".demand") !== null`)
	b.until(field("email") + `.getAttribute("aria-invalid") === "true"`)
}

func (d *callDesk) earlier() {
	d.t.Helper()
	number := d.call(`{"type":"website","name":"Сәуле","phone":"87051006343","description":"Баннер пропал"}`)
	if got := d.ask(d.t, "POST", d.path("/tickets/"+number+"/acts"), `{"act":"refuse","inputs":{"reason":"out_of_scope"}}`, d.bearer(), nil); got != 200 {
		d.t.Fatalf("refusing %s answers %d", number, got)
	}
	d.call(`{"type":"mail","name":"Сәуле","phone":"87051006343","email":"saule@gmail.com","description":"Почта для бухгалтерии"}`)
}

func TestIntakeIsAccessible(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	d.earlier()
	l := d.atIntake("ru").looksOver()
	for _, lang := range []string{"ru", "kk", "en"} {
		l.speak(lang)
		d.filledIn(l.tab)
		l.check(lang + " intake")
		l.run(`document.querySelector(".actions button:nth-of-type(3)").click()`)
		l.until(`document.querySelector("dialog[open]") !== null`)
		l.check(lang + " throwing away")
		l.press("\x1b")
		l.until(`document.querySelector("dialog[open]") === null`)
		l.fills("email", "saule@gmail.com")
		l.until(`!document.querySelector(".actions button:nth-of-type(2)").disabled`)
		l.run(`document.querySelector(".actions button:nth-of-type(2)").click()`)
		l.until(`document.querySelector("dialog[open] input[type=radio]") !== null`)
		l.check(lang + " refusing")
		l.press("\x1b")
		l.until(`document.querySelector("dialog[open]") === null`)
		l.control("\r", false)
		l.until(made + `"filed"`)
		l.check(lang + " number")
		l.keys("KeyN")
		l.until(atFirst)
	}
}

// Nothing Russian is left on a Kazakh page but what the company itself wrote so:
// names and what people said.
func TestIntakeIsKazakhInKazakh(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "mitwork")
	b := d.atIntake("kk")
	b.fills("name", "Ержан", "email", "erzhan@tender.kz", "description", "Лот сақталмайды", "type", "error")
	b.until(besideIs + `.includes("Сәйкестендірілді")`)
	b.until(besideIs + `.includes("VIP")`)
	shown := eval[string](b, `document.querySelector("main").innerText`)
	b.control("\r", false)
	b.until(made + `"filed"`)
	shown += eval[string](b, `document.querySelector("main").innerText`)
	for _, word := range strings.FieldsFunc(shown, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.Contains([]string{"Создать", "Найдено", "Отказать", "Выбросить", "Писем", "Язык", "заявка", "Звонок", "Похожие"}, word) {
			t.Errorf("there is %q on the Kazakh page: %s", word, shown)
		}
	}
	if !strings.Contains(shown, "эм дабл-ю") || !strings.Contains(shown, "бір") {
		t.Errorf("the number is not read out in Kazakh: %s", shown)
	}
}

func TestIntakeFitsTheSmallestScreen(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	d.earlier()
	b := d.atIntake("kk")
	d.filledIn(b)
	b.fits("intake with a call")
	b.fills("email", "saule@gmail.com")
	b.control("\r", false)
	b.until(made + `"filed"`)
	b.fits("intake with its number")
}

package host

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// affortoTeam is a server whose company of that name has three employees of the first
// line, who get requests by turn.
type affortoTeam struct {
	*desk
	tokens map[string]string
}

const affortoTenant engine.TenantID = "afforto"

func newAfforto(t *testing.T) *affortoTeam {
	t.Helper()
	a := &affortoTeam{desk: &desk{t: t, Server: startServer(t, func(c *Config) { c.Dev, c.SMTP = true, "off" })}, tokens: map[string]string{}}
	a.move(deskMorning.Sub(a.clock.Now()))
	people := []directory.Principal{{ID: "aliya", Name: "Әлия Нұрланова"}, {ID: "bolat", Name: "Болат Ахметов"}, {ID: "cholpan", Name: "Шолпан Есен"}}
	for i := range people {
		people[i].Roles = []string{"first"}
		token, err := a.issueToken(t.Context(), affortoTenant, "first", people[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		a.tokens[people[i].ID] = token
	}
	file := &directory.File{Principals: people, Assignment: []roster.Rule{{Role: "first", How: roster.Turn}}}
	if err := a.store.Import(t.Context(), affortoTenant, file, a.clock.Now()); err != nil {
		t.Fatal(err)
	}
	return a
}

// files fills in the company's form, and waits until the request has an assignee.
func (a *affortoTeam) files(n int) (number, assignee string) {
	a.t.Helper()
	body, _ := json.Marshal(map[string]any{"language": "ru", "fields": map[string]any{"name": "Клиент", "phone": "87051006343",
		"email": fmt.Sprintf("client%d@mail.example", n), "description": "Не печатает принтер в бухгалтерии, ошибка на экране"}})
	var filed struct{ Number string }
	if got := a.ask(a.t, "POST", "/api/v1/afforto/tickets", string(body), map[string]string{"Authorization": "Bearer " + a.tokens["aliya"]}, &filed); got != http.StatusCreated {
		a.t.Fatalf("the form answers %d", got)
	}
	eventually(a.t, "the request has an assignee", func() bool {
		t, err := a.store.Ticket(a.t.Context(), affortoTenant, filed.Number)
		assignee = t.Facets["assignee"]
		return err == nil && assignee != ""
	})
	return filed.Number, assignee
}

// sets puts a value into the control that a label names.
func (b *tab) sets(label, value string) {
	b.t.Helper()
	b.run(fmt.Sprintf(`const label = [...document.querySelectorAll("label")].find((e) => e.textContent.trim().startsWith(%q));
		const control = document.getElementById(label.htmlFor); control.value = %q; control.dispatchEvent(new Event("input", {bubbles: true}))`, label, value))
}

// picksPerson chooses from the list of the control that a label names, by typing.
func (b *tab) picksPerson(label, typed string) {
	b.t.Helper()
	b.run(fmt.Sprintf(`const label = [...document.querySelectorAll("label")].find((e) => e.textContent.trim().startsWith(%q));
		const control = document.getElementById(label.htmlFor); control.setAttribute("data-picked", ""); control.focus(); control.select()`, label))
	b.do(chromedp.SendKeys(chromedp.CSS("[data-picked]"), typed))
	b.until(fmt.Sprintf(`[...document.querySelectorAll("[role=option]")].some((e) => e.textContent.includes(%q))`, typed))
	b.do(chromedp.SendKeys(chromedp.CSS("[data-picked]"), "\ue015\r"))
	b.run(`document.querySelector("[data-picked]").removeAttribute("data-picked")`)
}

func (b *tab) speaks(lang string) {
	b.t.Helper()
	b.run(`localStorage.setItem("reglament.lang", "` + lang + `")`)
}

func TestFormRequestsGoByTurnAndAnAbsenceIsMinded(t *testing.T) {
	t.Parallel()
	a := newAfforto(t)
	number, who := a.files(1)
	if who != "aliya" {
		t.Fatalf("the first request goes to %s, want aliya", who)
	}
	if _, who = a.files(2); who != "bolat" {
		t.Fatalf("the second request goes to %s, want bolat", who)
	}
	b := a.browse("ru")
	b.visit("/s/ticket/" + number)
	b.signInAt(affortoTenant, a.tokens["aliya"])
	for lang, want := range map[string][]string{
		"ru": {"Назначено автоматически", "Автоматическое назначение", "Кто мог получить заявку", "Болат Ахметов: открытых: 0", "назначена ему"},
		"kk": {"Автоматты түрде тағайындалды", "Автоматты тағайындау", "Өтінішті кім ала алатын еді", "Болат Ахметов: ашық: 0", "осы адамға тағайындалды"},
		"en": {"Assigned automatically", "Automatic assignment", "Who could get the ticket", "Болат Ахметов: open: 0", "it went to them"},
	} {
		b.until(`document.querySelector(".tags") !== null`)
		b.speaks(lang)
		b.visit("/s/ticket/" + number)
		b.until(`document.documentElement.lang === "` + lang + `" && document.querySelector(".tags") !== null`)
		b.run(fmt.Sprintf(`[...document.querySelectorAll("article li")].find((e) => e.textContent.includes(%q)).querySelector("button").click()`, want[0]))
		b.until(`document.querySelector('[data-why="candidates"]') !== null`)
		panel := eval[string](b, `document.querySelector(".why").innerText`)
		for _, part := range want {
			if !strings.Contains(panel, part) {
				t.Errorf("%s: the panel lacks %q:\n%s", lang, part, panel)
			}
		}
	}
	b.speaks("ru")
	b.visit("/s/me")
	b.until(`document.querySelector("[data-absence='0']") !== null && document.body.innerText.includes("получает тот, кто ждал дольше всех")`)
	b.sets("Первый день", "2027-02-01")
	b.sets("Последний день", "2027-02-03")
	b.picksPerson("Кто замещает", "Шолпан")
	b.clicks("Сохранить")
	b.until(`document.querySelector("[data-kept]")?.textContent.includes("Шолпан Есен")`)
	if _, who = a.files(3); who != "cholpan" {
		t.Fatalf("the third request goes to %s, want cholpan, whose turn it is", who)
	}
	if _, who = a.files(4); who != "cholpan" {
		t.Fatalf("the fourth request goes to %s, want cholpan, who stands in for aliya", who)
	}
	b.visit("/s/ticket/" + number)
	b.until(`document.querySelector("[data-absent]")?.textContent.includes("замещает Шолпан Есен")`)
	b.visit("/s/board")
	b.until(`[...document.querySelectorAll("a.card")].some((e) => e.textContent.includes("Әлия Нұрланова") && e.textContent.includes("отсутствует"))`)
	if eval[bool](b, `[...document.querySelectorAll("a.card")].some((e) => e.textContent.includes("Болат Ахметов") && e.textContent.includes("отсутствует"))`) {
		t.Error("somebody who is there is marked as absent")
	}
	b.visit("/s/me")
	b.until(`document.querySelector("[data-kept]") !== null`)
	b.clicks("Отменить отсутствие")
	b.until(`document.querySelector("[data-absence='0']") !== null`)
	if _, who = a.files(5); who != "bolat" && who != "aliya" {
		t.Fatalf("after that a request goes to %s", who)
	}
	b.wantQuiet()
}

func TestOwnScreenIsAccessible(t *testing.T) {
	t.Parallel()
	a := newAfforto(t)
	b := a.browse("ru")
	b.visit("/s/me")
	b.signInAt(affortoTenant, a.tokens["aliya"])
	l := b.looksOver()
	for _, lang := range []string{"ru", "kk", "en"} {
		b.until(`document.querySelector("[data-absence='0']") !== null`)
		b.speaks(lang)
		b.visit("/s/me")
		b.until(`document.documentElement.lang === "` + lang + `" && document.querySelector("[data-absence='0']") !== null && document.querySelectorAll("section").length === 6`)
		l.check("me in " + lang)
	}
}

package host

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

const eltex engine.TenantID = "eltex"

// eltexPeople are employees and clients of a company with the regulation ELTEX.
var eltexPeople = directory.File{
	Principals: []directory.Principal{
		{ID: "sergey", Name: "Сергей Ким", Email: "sergey@eltexalatau.kz", Position: "Инженер", Roles: []string{"engineer"}, Language: "ru"},
		{ID: "dinara", Name: "Динара Сейтова", Email: "dinara@eltexalatau.kz", Position: "Инженер", Roles: []string{"engineer"}, Language: "kk"},
	},
	Companies: []directory.Company{{ID: "yug", Name: "ТОО «Телеком Юг»", Domains: []string{"yug.example"}, Level: "customer",
		Directions: []string{"ТОО «Телеком Юг» - Телефония", "ТОО «Телеком Юг» - Сеть доступа"}}},
	Parties: []directory.Party{{ID: "anna", Name: "Анна Ли", Company: "yug", Language: "ru",
		Addresses: []directory.Address{{Kind: "email", Value: "anna@yug.example", Verified: true}}}},
}

// newShipped starts a desk with the shipped companies, and an engineer of ELTEX.
func newShipped(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, Server: startServer(t, func(c *Config) { c.Dev, c.SMTP, c.Undo = true, "off", 10*time.Second })}
	if err := d.store.Import(t.Context(), eltex, &eltexPeople, d.clock.Now()); err != nil {
		t.Fatal(err)
	}
	d.token = d.engineer("sergey")
	d.move(deskMorning.Sub(d.clock.Now()))
	return d
}

func (d *desk) engineer(name string) string {
	d.t.Helper()
	token, err := d.issueToken(d.t.Context(), eltex, "engineer", name)
	if err != nil {
		d.t.Fatal(err)
	}
	return token
}

// onPortal files a request of the client's on ELTEX's portal.
func (d *desk) onPortal(kind, priority, product, subject, description string) engine.TicketID {
	d.t.Helper()
	keys, err := d.keyring(eltex)
	if err != nil {
		d.t.Fatal(err)
	}
	form := intake.Form{Tenant: eltex, Channel: "portal", ID: engine.CommandID("portal/" + subject), Language: "ru", At: d.clock.Now(), Sender: "mailto:anna@yug.example",
		Fields: engine.Fields{"project": "ТОО «Телеком Юг» - Телефония", "type": kind, "priority": priority, "product": product, "subject": subject, "description": description}}
	res, err := d.engine.Do(d.t.Context(), form.Command(keys))
	if err != nil {
		d.t.Fatalf("file %q: %v", subject, err)
	}
	return res.Ticket.ID
}

// does does an act on a ticket of ELTEX as an employee.
func (d *desk) does(token string, id engine.TicketID, act, inputs string) {
	d.t.Helper()
	body := fmt.Sprintf(`{"act":%q,"inputs":%s}`, act, inputs)
	var answer any
	if got := d.ask(d.t, "POST", "/api/v1/eltex/tickets/"+string(id)+"/acts", body, map[string]string{"Authorization": "Bearer " + token}, &answer); got != http.StatusOK {
		d.t.Fatalf("the act %s answers %d: %v", act, got, answer)
	}
}

// aDay files and takes what a day at ELTEX brings.
func (d *desk) aDay() (registers, echo engine.TicketID) {
	d.t.Helper()
	registers = d.onPortal("bug", "critical", "SMG-1016M", "Шлюз не регистрирует номера", "После обновления до 3.20 номера не регистрируются. Схема сети и журнал во вложении.")
	echo = d.onPortal("bug", "high", "SMG-1016M", "Эхо на междугородних вызовах", "Эхо слышит вызывающая сторона, на городских вызовах его нет.")
	d.onPortal("support", "medium", "MES2324", "Настройка VLAN для телефонов", "Как вынести телефоны в отдельный VLAN, чтобы компьютеры оставались в прежнем?")
	reboot := d.onPortal("bug", "high", "LTP-8X", "Станция перезагружается ночью", "Третью ночь подряд в 03:10 станция перезагружается.")
	codec := d.onPortal("improvement", "minimal", "SMG-1016M", "Кодек Opus на шлюзе", "Просим добавить поддержку Opus.")
	d.onPortal("bug", "medium", "ESR-200", "Не поднимается туннель после смены провайдера", "IPsec-туннель не поднимается, в журнале NO_PROPOSAL_CHOSEN.")
	d.does(d.token, registers, "take", `{}`)
	d.does(d.token, reboot, "take", `{}`)
	d.does(d.engineer("dinara"), codec, "take", `{}`)
	d.move(31 * time.Minute)
	d.does(d.token, echo, "take", `{}`)
	return registers, echo
}

// TestShippedCompanyAtWork walks through the screens with a day of a shipped
// company on them. Its pictures illustrate the documentation:
// REGLAMENT_PICTURES=folder go test -run "ShippedCompany|CallIsTakenDown|VisitIsPlanned|WallFits" ./adapters/host
func TestShippedCompanyAtWork(t *testing.T) {
	t.Parallel()
	d := newShipped(t)
	registers, echo := d.aDay()

	b := d.browse("ru")
	b.visit("/s/board")
	b.signInAt(eltex, d.token)
	b.until(`document.querySelectorAll(".card").length === 6`)
	b.theme("light")
	b.pictures("board")
	b.speak("kk")
	b.until(`document.querySelectorAll(".card").length === 6`)
	b.theme("dark")
	b.pictures("board-kk-dark")
	b.speak("ru")
	b.visit("/s/board?view=list")
	b.until(`document.querySelectorAll("[role=row]").length === 7`)
	b.theme("light")
	b.pictures("list")
	b.visit("/s/tickets/" + string(registers))
	b.until(`document.querySelector("article .link[aria-label]") !== null`)
	b.run(`document.querySelector("article .link[aria-label]").click()`)
	b.until(`document.querySelector("[data-why=quote]") !== null`)
	b.theme("light")
	b.pictures("ticket-why")
	b.run(`document.querySelector("[role=tab]").click()`)
	b.types("KeyR", "Здравствуйте! Пришлите, пожалуйста, вывод команды show sip registrations.")
	b.until(`document.querySelector("[data-draft=saved]") !== null`)
	b.pictures("reply")
	b.visit("/s/tickets/" + string(echo))
	b.until(`document.querySelector("article .link[aria-label]") !== null`)
	b.theme("dark")
	b.pictures("ticket-dark")

	token, err := d.issueToken(t.Context(), eltex, auth.RoleWall, "hall")
	if err != nil {
		t.Fatal(err)
	}
	wall := d.browse("ru")
	wall.do(chromedp.EmulateViewport(1920, 1080))
	wall.visit("/wall/eltex?theme=dark&lang=ru#" + token)
	wall.until(`document.body.innerText.includes("ELTEX-1")`)
	wall.picture("wall")
}

// TestShippedCompanyFitsEveryScreen looks at the same day in all languages, where
// words have other lengths.
func TestShippedCompanyFitsEveryScreen(t *testing.T) {
	t.Parallel()
	d := newShipped(t)
	registers, _ := d.aDay()
	b := d.browse("ru")
	b.visit("/s/board")
	b.signInAt(eltex, d.token)
	for _, lang := range []string{"ru", "kk", "en"} {
		b.until(`document.querySelector("nav") !== null`)
		b.speak(lang)
		for _, screen := range []struct{ name, path, ready string }{
			{"board", "/s/board", `document.querySelectorAll(".card").length === 6`},
			{"list", "/s/board?view=list", `document.querySelectorAll("[role=row]").length === 7`},
			{"plan", "/s/plan", planLoaded},
			{"regulation", "/s/regulation", `document.querySelectorAll("article").length > 20`},
			{"me", "/s/me", `document.querySelectorAll("section").length >= 5`},
			{"ticket", "/s/tickets/" + string(registers), `document.querySelector("article .link[aria-label]") !== null`},
		} {
			b.visit(screen.path)
			b.until(`document.documentElement.lang === "` + lang + `" && ` + screen.ready)
			b.fits(lang + " eltex " + screen.name)
		}
		for i := range eval[int](b, `document.querySelectorAll("[role=tab]").length`) {
			b.run(fmt.Sprintf(`document.querySelectorAll("[role=tab]")[%d].click()`, i))
			b.fits(fmt.Sprintf("%s eltex panel %d", lang, i))
		}
		b.run(`document.querySelector("article .link[aria-label]").click()`)
		b.until(`document.querySelector("[data-why=considered]:not(:has([aria-busy]))") !== null`)
		b.fits(lang + " eltex why")
		b.keys("KeyE")
		b.until(`document.querySelector("[role=menu]") !== null`)
		b.fits(lang + " eltex acts")
	}
	b.wantQuiet("401")
}

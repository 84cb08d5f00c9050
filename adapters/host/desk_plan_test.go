package host

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// planMorning is a Monday: ten in Almaty, eight in Moscow.
var planMorning = time.Date(2027, 2, 1, 5, 0, 0, 0, time.UTC)

// A firm is a shipped company with people, on a Monday morning.
type firm struct {
	*desk
	id     engine.TenantID
	tokens map[string]string
	n      int
}

// newFirm starts the shipped companies and gives one of them employees, by their
// ids: name and role.
func newFirm(t *testing.T, id engine.TenantID, staff map[string][2]string, more directory.File, change ...func(*Config)) *firm {
	t.Helper()
	f := &firm{id: id, tokens: map[string]string{}, desk: &desk{t: t, Server: startServer(t, func(c *Config) {
		c.Dev, c.SMTP, c.Undo = true, "off", 0
		for _, f := range change {
			f(c)
		}
	})}}
	for who, as := range staff {
		more.Principals = append(more.Principals, directory.Principal{ID: who, Name: as[0], Roles: []string{as[1]}})
		token, err := f.issueToken(t.Context(), id, as[1], who)
		if err != nil {
			t.Fatal(err)
		}
		f.tokens[who] = token
	}
	if err := f.store.Import(t.Context(), id, &more, f.clock.Now()); err != nil {
		t.Fatal(err)
	}
	f.move(planMorning.Sub(f.clock.Now()))
	return f
}

// does is an act of an employee on a ticket.
func (f *firm) does(who, number, act, inputs string) {
	f.t.Helper()
	if inputs == "" {
		inputs = "{}"
	}
	if got := f.ask(f.t, "POST", f.path("tickets/"+number+"/acts"), `{"act":"`+act+`","inputs":`+inputs+`}`, f.as(who), nil); got != http.StatusOK {
		f.t.Fatalf("%s of %s by %s answers %d", act, number, who, got)
	}
}

func (f *firm) path(rest string) string { return "/api/v1/" + string(f.id) + "/" + rest }

func (f *firm) as(who string) map[string]string {
	return map[string]string{"Authorization": "Bearer " + f.tokens[who], "Accept-Language": "ru"}
}

type planned struct {
	Zone         string
	From, To     string
	Appointments []struct {
		Ticket, Subject, Promise, State, Assignee, Queue string
		Clause                                           struct{ ID string }
		From                                             *time.Time
		At                                               time.Time
		Details                                          []struct{ Label, Value string }
		Requester                                        string `json:"requester_name"`
		Phones                                           []string
		Acts                                             []struct{ ID string }
	}
}

func (f *firm) plan(who, query string) planned {
	f.t.Helper()
	var p planned
	if got := f.ask(f.t, "GET", f.path("plan")+query, "", f.as(who), &p); got != http.StatusOK {
		f.t.Fatalf("the plan%s of %s answers %d", query, who, got)
	}
	return p
}

// told is a plan in short: "AFF-1 visit running 11:00 sergey".
func (p *planned) told() string {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return err.Error()
	}
	var all []string
	for _, a := range p.Appointments {
		hours := a.At.In(zone).Format("15:04")
		if a.From != nil {
			hours = a.From.In(zone).Format("15:04") + "-" + hours
		}
		all = append(all, strings.TrimSpace(strings.Join([]string{a.Ticket, a.Promise, a.State, hours, a.Assignee}, " ")))
	}
	return strings.Join(all, ", ")
}

func (f *firm) wants(who, query, want string) {
	f.t.Helper()
	p := f.plan(who, query)
	if got := p.told(); got != want {
		f.t.Errorf("%s sees in the plan%s %q, want %q", who, query, got, want)
	}
}

// atPlan is a browser at the plan, signed in.
func (f *firm) atPlan(lang, who, query string) *tab {
	f.t.Helper()
	b := f.browse(lang)
	b.visit("/s/plan" + query)
	b.signInAt(f.id, f.tokens[who])
	b.until(planLoaded)
	return b
}

const planLoaded = `document.querySelector(".plan[aria-busy=false] :is(.people, .empty)") !== null`

// onPlan is an expression for what a row of the plan says.
func onPlan(number string) string {
	return `(document.querySelector("li[data-ticket=` + number + `]")?.innerText ?? "").replace(/\s+/g, " ")`
}

// afforto is AFFORTO with an operator, a first line and two engineers.
func afforto(t *testing.T) *firm {
	t.Helper()
	return newFirm(t, "afforto", map[string][2]string{"olga": {"Ольга Смирнова", "operator"}, "ivan": {"Иван Петров", "first"},
		"sergey": {"Сергей Орлов", "engineer"}, "pavel": {"Павел Зуев", "engineer"}}, directory.File{})
}

// called files what somebody says on the telephone, and the first line takes it up.
func (f *firm) called(description string) (number string) {
	f.t.Helper()
	f.n++
	body := fmt.Sprintf(`{"fields":{"name":"Анна Крылова","phone":"8 495 123-45-67","email":"anna%d@sever.example","description":%q}}`, f.n, description)
	var filed struct{ Number string }
	if got := f.ask(f.t, "POST", f.path("intake/call"), body, f.as("olga"), &filed); got != http.StatusCreated {
		f.t.Fatalf("a call is answered with %d", got)
	}
	f.does("ivan", filed.Number, "triage", `{"priority":"1"}`)
	return filed.Number
}

func visitAt(at, engineer string) string {
	return fmt.Sprintf(`{"visit_at":%q,"visit_place":"Тверская, 1, этаж 3","engineer":%q}`, at, engineer)
}

func TestVisitIsPlannedMovedAndKept(t *testing.T) {
	t.Parallel()
	f := afforto(t)
	first, second, third := f.called("Не включается коммутатор"), f.called("Искрит розетка"), f.called("Нет сети")
	f.does("ivan", first, "visit", visitAt("2027-02-01T15:00", "sergey"))
	f.does("ivan", second, "visit", visitAt("2027-02-01T15:00", "sergey"))
	f.does("ivan", third, "visit", visitAt("2027-02-02T11:00", "pavel"))
	f.wants("ivan", "", first+" visit running 15:00 sergey, "+second+" visit running 15:00 sergey")
	f.wants("ivan", "?from=2027-02-02", third+" visit running 11:00 pavel")
	one := f.plan("sergey", "?from=2027-02-01&to=2027-02-07").Appointments
	if len(one) != 3 || one[0].Clause.ID != "AFF-s6" || one[0].Requester != "Анна Крылова" || len(one[0].Phones) != 1 || one[0].Phones[0] != "+74951234567" ||
		len(one[0].Details) != 1 || one[0].Details[0].Value != "Тверская, 1, этаж 3" || one[0].Queue != "visit" {
		t.Errorf("the week of the engineer is %+v", one)
	}

	b := f.atPlan("ru", "sergey", "")
	b.until(`document.querySelector("[data-person=sergey] .count").textContent === "2"`)
	for _, part := range []string{"15:00 Выезд", "Тверская, 1, этаж 3", "Анна Крылова", "+74951234567", "Пересекается: " + second, "Не включается коммутатор"} {
		if got := eval[string](b, onPlan(first)); !strings.Contains(got, part) {
			t.Errorf("the row says %q, want %q in it", got, part)
		}
	}
	if got := eval[string](b, `document.querySelector("h1").innerText`); !strings.Contains(got, "понедельник, 1 февр. 2027 г.") {
		t.Errorf("the day is called %q", got)
	}
	b.pictures("plan")
	// He has come: the visit is kept, and stays in the plan of the day.
	b.run(`document.querySelector("li[data-ticket=` + first + `] [data-act=arrived]").click()`)
	b.until(`document.querySelector("li[data-ticket=` + first + `][data-state=kept]") !== null`)
	f.wants("sergey", "", first+" visit kept 15:00 sergey, "+second+" visit running 15:00 sergey")
	if got := eval[string](b, onPlan(second)); strings.Contains(got, "Пересекается") {
		t.Errorf("what was kept is in the way: %s", got)
	}

	// The first line agrees on another hour and another engineer, in the dialog of the act.
	line := f.atPlan("ru", "ivan", "")
	line.until(onPlan(second) + `.includes("Выезд")`)
	line.run(`document.querySelector("li[data-ticket=` + second + `] [data-act=visit]").click()`)
	line.until(`document.querySelector("dialog[open] input[type=datetime-local]") !== null`)
	line.run(`const at = document.querySelector("dialog[open] input[type=datetime-local]"); at.value = "2027-02-01T17:30"; at.dispatchEvent(new Event("input", {bubbles: true}))`)
	line.do(chromedp.SendKeys(chromedp.CSS("dialog[open] input.control:not([type=datetime-local]):not([role=combobox])"), "Арбат, 5"),
		chromedp.SendKeys(chromedp.CSS("dialog[open] input[role=combobox]"), "Павел"))
	line.until(`document.querySelector("[role=option]") !== null`)
	line.enters()
	line.until(`document.querySelector("dialog[open] input[role=combobox]").value.startsWith("Павел")`)
	line.run(`document.querySelector("dialog[open] form").requestSubmit()`)
	line.until(`document.querySelector("[data-person=pavel] li[data-ticket=` + second + `]") !== null`)
	// The engineer's plan follows without being asked.
	b.until(`document.querySelector("[data-person=pavel] li[data-ticket=` + second + `]") !== null && ` + onPlan(second) + `.includes("17:30") && ` + onPlan(second) + `.includes("Арбат, 5")`)

	// Nobody has come: it is overdue.
	f.move(10 * time.Hour)
	b.until(`document.querySelector("li[data-ticket=` + second + `][data-state=overdue]") !== null`)
	f.wants("ivan", "", first+" visit kept 15:00 sergey, "+second+" visit overdue 17:30 pavel")
	b.wantQuiet()
}

func TestDayIsTurnedByKeys(t *testing.T) {
	t.Parallel()
	f := afforto(t)
	number := f.called("Нет сети")
	f.does("ivan", number, "visit", visitAt("2027-02-02T11:00", "pavel"))
	b := f.atPlan("ru", "ivan", "")
	b.until(`document.querySelector(".empty") !== null`)
	b.keys("ArrowRight")
	b.until(onPlan(number) + `.includes("11:00") && location.search === "?day=2027-02-02"`)
	b.keys("ArrowLeft")
	b.until(`location.search === "?day=2027-02-01" && document.querySelector(".empty") !== null`)
	b.run(`history.back()`)
	b.until(onPlan(number) + `.includes("11:00")`)
	b.keys("KeyT")
	b.until(`location.search === "" && document.querySelector("h1").innerText.includes("1 февр.")`)
	b.run(`const day = document.querySelector("input[type=date]"); day.value = "2027-02-02"; day.dispatchEvent(new Event("change", {bubbles: true}))`)
	b.until(onPlan(number) + `.includes("11:00")`)
	b.run(`document.querySelector("li[data-ticket] a[href^='/s/tickets/']").click()`)
	b.until(`location.pathname === "/s/tickets/` + number + `"`)
	b.keys("KeyG", "KeyP")
	b.until(`location.pathname === "/s/plan"`)
	if got := eval[int](b, `document.querySelectorAll("nav a[aria-current=page][href='/s/plan']").length`); got != 1 {
		t.Errorf("%d links of the rail say that this is the plan, want 1", got)
	}
}

// mitwork is MITWORK with an operator and a VIP customer.
func mitwork(t *testing.T) *firm {
	t.Helper()
	return newFirm(t, "mitwork", map[string][2]string{"aigerim": {"Айгерім Оспанова", "operator"}}, directory.File{
		Companies: []directory.Company{{ID: "tender", Name: "«Тендер Плюс» ЖШС", Domains: []string{"tender.kz"}, Level: "vip"}},
		Parties: []directory.Party{{ID: "erzhan", Name: "Ержан Сапаров", Company: "tender", Language: "kk",
			Addresses: []directory.Address{{Kind: "email", Value: "erzhan@tender.kz", Verified: true}}}}})
}

// orders is a customer who has signed in and orders a call back.
func (f *firm) orders(from, to string) (number string) {
	f.t.Helper()
	keys, err := f.keyring(f.id)
	if err != nil {
		f.t.Fatal(err)
	}
	f.n++
	form := intake.Form{Tenant: f.id, Channel: "callback", ID: engine.CommandID(fmt.Sprintf("order/%d", f.n)), Sender: "mailto:erzhan@tender.kz", Language: "kk", At: f.clock.Now(),
		Fields: engine.Fields{"phone": "8 705 100 63 43", "call_from": from, "call_to": to, "description": "Есеп туралы сөйлескім келеді."}}
	res, err := f.engine.Do(f.t.Context(), form.Command(keys))
	if err != nil {
		f.t.Fatal(err)
	}
	return res.Ticket.Number
}

func TestCallBackIsPlannedWithItsWindowAndKept(t *testing.T) {
	t.Parallel()
	f := mitwork(t)
	number := f.orders("2027-02-01T15:00", "2027-02-01T16:00")
	f.wants("aigerim", "", number+" callback running 15:00-16:00")
	b := f.atPlan("kk", "aigerim", "")
	b.until(onPlan(number) + `.includes("15:00–16:00 Кері қоңырау")`)
	for _, part := range []string{"+77051006343", "Есеп туралы сөйлескім келеді."} {
		if got := eval[string](b, onPlan(number)); !strings.Contains(got, part) {
			t.Errorf("the row says %q, want %q in it", got, part)
		}
	}
	if got := eval[string](b, `document.querySelector("[data-person=''] h2").innerText`); !strings.HasPrefix(got, "Әзірге ешкім") {
		t.Errorf("what nobody has is headed %q", got)
	}
	if got := eval[string](b, `document.querySelector("h1").innerText`); !strings.Contains(got, "2027 ж. 1 ақп., дүйсенбі") {
		t.Errorf("the day is called %q", got)
	}
	b.run(`document.querySelector("li[data-ticket=` + number + `] [data-act=called]").click()`)
	b.until(`document.querySelector("dialog[open] textarea") !== null`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "Есеп түсіндірілді."))
	b.run(`document.querySelector("dialog[open] form").requestSubmit()`)
	b.until(`document.querySelector("li[data-ticket=` + number + `][data-state=kept]") !== null`)
	f.wants("aigerim", "", number+" callback kept 15:00-16:00")
	b.wantQuiet()
}

func TestPlanIsForStaffOfTheCompanyAlone(t *testing.T) {
	t.Parallel()
	f := mitwork(t)
	f.orders("2027-02-01T15:00", "2027-02-01T16:00")
	for role, want := range map[string]int{"intake": http.StatusForbidden, "wall": http.StatusForbidden, "operator": http.StatusOK} {
		token, err := f.issueToken(t.Context(), "mitwork", role, "x")
		if err != nil {
			t.Fatal(err)
		}
		if got := f.fetch(t, token, "/api/v1/mitwork/plan", nil); got != want {
			t.Errorf("to %s the plan answers %d, want %d", role, got, want)
		}
	}
	stranger, err := f.issueToken(t.Context(), "afforto", "operator", "x")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.fetch(t, stranger, "/api/v1/mitwork/plan", nil); got != http.StatusUnauthorized {
		t.Errorf("to an employee of another company the plan answers %d, want 401", got)
	}
	var theirs planned
	if got := f.fetch(t, stranger, "/api/v1/afforto/plan", &theirs); got != http.StatusOK || len(theirs.Appointments) != 0 {
		t.Errorf("another company's plan has %s (%d)", theirs.told(), got)
	}
}

// agency is the company of testdata/plan.
func agency(t *testing.T) *firm {
	t.Helper()
	return newFirm(t, "agency", map[string][2]string{"ann": {"Ann", "operator"}, "quentin": {"Quentin", "quality"}}, directory.File{},
		func(c *Config) { c.Rules = "testdata/plan" })
}

// arranged is a request with a visit at an hour of the Monday.
func (f *firm) arranged(hour string) (number string) {
	f.t.Helper()
	f.n++
	var filed struct{ Number string }
	body := fmt.Sprintf(`{"fields":{"type":"any","email":"client%d@mail.example"}}`, f.n)
	if got := f.ask(f.t, "POST", f.path("tickets"), body, f.as("ann"), &filed); got != http.StatusCreated {
		f.t.Fatalf("a request is answered with %d", got)
	}
	f.does("ann", filed.Number, "arrange", `{"come_at":"2027-02-01T`+hour+`"}`)
	return filed.Number
}

func TestPlanHidesWhatFewMaySee(t *testing.T) {
	t.Parallel()
	f := agency(t)
	owed, kept := f.arranged("15:00"), f.arranged("16:00")
	f.does("ann", kept, "came", "")
	all := owed + " visit running 15:00, " + kept + " visit kept 16:00"
	f.wants("ann", "", all)
	f.does("ann", owed, "hide", "")
	f.does("ann", kept, "hide", "")
	f.wants("ann", "", "")
	f.wants("quentin", "", all)
}

func TestPlanKnowsWhatWasKeptAndClosed(t *testing.T) {
	t.Parallel()
	f := agency(t)
	first, second := f.arranged("15:00"), f.arranged("16:00")
	f.does("ann", first, "came", "")
	f.does("ann", first, "close", "")
	f.wants("ann", "", first+" visit kept 15:00, "+second+" visit running 16:00")
	f.does("ann", second, "close", "") // nobody comes any more
	f.wants("ann", "", first+" visit kept 15:00")
	third := f.arranged("17:00")
	f.does("ann", third, "came", "")
	f.wants("ann", "", first+" visit kept 15:00, "+third+" visit kept 17:00")
	f.wants("ann", "?from=2027-01-31", "")
	f.wants("ann", "?from=2027-01-31&to=2027-02-02", first+" visit kept 15:00, "+third+" visit kept 17:00")
	f.wants("ann", "?from=2027-02-02", "")
	f.move(24 * time.Hour)
	f.wants("ann", "", "")
	f.wants("ann", "?from=2027-02-01", first+" visit kept 15:00, "+third+" visit kept 17:00")
}

func TestPlanOfDaysThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	f := mitwork(t)
	for query, want := range map[string]int{"?from=2027-02-30": 422, "?from=2027-02-02&to=2027-02-01": 422, "?from=2027-02-01&to=2027-03-04": 422,
		"?from=2027-02-01&to=2027-03-03": 200, "?day=2027-02-01": 422} {
		if got := f.ask(t, "GET", f.path("plan")+query, "", f.as("aigerim"), nil); got != want {
			t.Errorf("the plan%s answers %d, want %d", query, got, want)
		}
	}
}

func TestPlanIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	f := afforto(t)
	numbers := []string{f.called("Не включается коммутатор"), f.called("Оченьдлинноесловобезединогопробелакотораянипочемнепереносится"), f.called("Нет сети")}
	f.does("ivan", numbers[0], "visit", visitAt("2027-02-01T15:00", "sergey"))
	f.does("ivan", numbers[1], "visit", visitAt("2027-02-01T15:00", "sergey"))
	f.does("ivan", numbers[2], "visit", visitAt("2027-02-01T09:30", "pavel"))
	f.does("sergey", numbers[0], "arrived", "")
	f.move(2 * time.Hour)
	b := f.atPlan("ru", "ivan", "")
	for _, lang := range []string{"ru", "kk", "en"} {
		b.speaks(lang)
		b.visit("/s/plan")
		b.until(`document.documentElement.lang === "` + lang + `" && ` + planLoaded + ` && document.querySelectorAll("li[data-ticket]").length === 3`)
		b.looksOver().check(lang + " plan")
		if got := eval[string](b, `document.body.innerText`); lang == "kk" && (strings.Contains(got, "Пересекается") || strings.Contains(got, "Пока никто") || strings.Contains(got, "Сегодня")) {
			t.Errorf("there is Russian on the Kazakh plan: %s", got)
		}
		b.do(chromedp.EmulateViewport(1440, 900))
		b.visit("/s/plan?day=2027-02-05")
		b.until(`document.querySelector(".empty") !== null`)
		b.looksOver().check(lang + " empty plan")
	}
	b.visit("/s/plan")
	b.until(`document.querySelectorAll("li[data-ticket]").length === 3`)
	b.theme("light")
	b.picture("plan-light")
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	b.theme("dark")
	if got := eval[string](b, `getComputedStyle(document.body).color + " " + getComputedStyle(document.querySelector("nav")).display + " " + getComputedStyle(document.querySelector(".tools")).display`); got != "rgb(20, 32, 43) none none" {
		t.Errorf("printed it is %q, want dark letters and no controls", got)
	}
	b.picture("plan-print")
}

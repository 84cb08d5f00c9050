package host

import (
	"encoding/json"
	"fmt"
	"net/smtp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// requests are one request for each shipped regulation, as its doors take them.
var requests = map[engine.TenantID]func(s *Server, t *testing.T, token string) (number string){
	"prots":   filing("tickets", `{"fields":{"type":"support","company_name":"Физ.лицо","region":"Астана","name":"Данияр","email":"daniyar@mail.example","phone":"87051006343","description":"Не включается ноутбук"}}`),
	"sud":     filing("intake/call", `{"fields":{"name":"Марат","phone":"87051006343","description":"Құжатты жүктей алмайды"},"language":"kk"}`),
	"afforto": filing("intake/call", `{"fields":{"name":"Анна Крылова","phone":"8 (495) 123-45-67","description":"Не включается монитор"}}`),
	"mitwork": mailing("MW-1001"),
	"eltex":   mailing("ELTEX-1"),
}

func filing(door, body string) func(*Server, *testing.T, string) string {
	return func(s *Server, t *testing.T, token string) string {
		tenant, _, _ := strings.Cut(token, " ")
		var filed struct{ Number string }
		s.ask(t, "POST", "/api/v1/"+tenant+"/"+door, body, map[string]string{"Authorization": "Bearer " + strings.TrimPrefix(token, tenant+" ")}, &filed)
		return filed.Number
	}
}

// mailing writes to the first address that the tenant takes mail for.
func mailing(number string) func(*Server, *testing.T, string) string {
	return func(s *Server, t *testing.T, token string) string {
		tenant, _, _ := strings.Cut(token, " ")
		reg, _, err := s.registry.Rules(t.Context(), engine.TenantID(tenant), "")
		if err != nil {
			t.Fatal(err)
		}
		to := reg.Addresses()[0]
		body := "From: Erzhan <erzhan@firma.example>\r\nTo: " + to + "\r\nSubject: Report\r\nMessage-ID: <1@firma.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nЕсепті қалай шығарамын? Отчёт не открывается.\r\n"
		if err := smtp.SendMail(s.MailAddr(), nil, "erzhan@firma.example", []string{to}, []byte(body)); err != nil {
			t.Fatal(err)
		}
		return number
	}
}

type consideredAnswer struct {
	Again      string
	Considered []httpapi.Considered
	Steps      int64
}

// TestWhyOfEachShippedRegulation takes one automatic decision of each: what the panel
// says is what the API says, the original stands beside what the reader understands,
// and what did not apply is there with its reasons.
func TestWhyOfEachShippedRegulation(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	d := &desk{t: t, Server: s}
	for _, tenant := range []engine.TenantID{"prots", "sud", "afforto", "mitwork", "eltex"} {
		token, err := s.issueToken(t.Context(), tenant, "operator", "aigul")
		if err != nil {
			t.Fatal(err)
		}
		number := requests[tenant](s, t, string(tenant)+" "+token)
		for _, lang := range []string{"kk", "ru"} {
			b := d.browse(lang)
			b.visit("/s/ticket/" + number)
			b.signInAt(tenant, token)
			b.shows()
			b.wantWhy(tenant, number, token, lang)
		}
	}
}

// wantWhy looks at the first event of a ticket, which the catalogue has decided.
func (b *tab) wantWhy(tenant engine.TenantID, number, token, lang string) {
	t := b.t
	t.Helper()
	base := "/api/v1/" + string(tenant) + "/tickets/" + number
	var why struct{ Events []httpapi.Why }
	b.api(token, base+"/why?limit=1&lang="+lang, &why)
	first := why.Events[0]
	i := slices.IndexFunc(first.Decisions, func(one httpapi.Decision) bool {
		return one.Op == "facet" && one.Sentence != "" && one.Clause.Quote != ""
	})
	if i < 0 {
		t.Fatalf("%s: nothing of %+v quotes its clause", tenant, first.Decisions)
	}
	want := first.Decisions[i]
	var considered consideredAnswer
	b.api(token, fmt.Sprintf("%s/events/%d/considered?lang=%s", base, first.Seq, lang), &considered)
	if considered.Again != "same" || len(considered.Considered) == 0 {
		t.Errorf("%s: of event %d it was considered %+v", tenant, first.Seq, considered)
	}

	b.run(`for (const e of document.querySelectorAll(".log button.quiet, .log button.more")) e.click()`)
	button := fmt.Sprintf(`[...document.querySelectorAll("article button[aria-label]")].find((e) => e.ariaLabel.endsWith(%s))`, quoted(want.Sentence))
	b.until(button + ` !== undefined`)
	b.run(button + `.click()`)
	b.until(`document.querySelector('[data-again=same]') !== null && document.querySelector("[data-edition]") !== null`)
	got := eval[whyPanel](b, readWhy)
	if got.Sentence != want.Sentence || got.Title != want.Clause.Title || got.Quote != want.Clause.Quote || got.Lang != want.Clause.Lang {
		t.Errorf("%s in %s: the panel says %+v, the API %+v", tenant, lang, got, want)
	}
	b.run(`document.querySelector("[data-why=considered] > .link")?.click()`)
	said := eval[string](b, `document.querySelector("[data-why=considered]").innerText`)
	for _, one := range considered.Considered {
		for _, u := range one.Because {
			if plain(one.Sentence) == "" || !strings.Contains(plain(said), plain(one.Sentence)) || !strings.Contains(plain(said), plain(u.Name)) || !strings.Contains(plain(said), plain(u.Got)) {
				t.Errorf("%s in %s: the panel lacks %q because of %+v", tenant, lang, one.Sentence, u)
			}
		}
	}
	b.wantOriginal(tenant, lang, &want.Clause)
	b.wantClauseRead(&want.Clause, first.Edition)
}

// wantOriginal looks for the clause in both languages where the reader's is another
// than the document's.
func (b *tab) wantOriginal(tenant engine.TenantID, lang string, c *httpapi.Clause) {
	b.t.Helper()
	if c.Original == nil {
		return
	}
	panel := eval[string](b, `document.querySelector(".why").innerText`)
	for _, part := range []string{c.Original.Quote, c.Quote, c.Title} {
		if !strings.Contains(plain(panel), plain(part)) {
			b.t.Errorf("%s in %s: beside %q there is no %q", tenant, lang, c.Original.Title, part)
		}
	}
	if got := eval[[]string](b, `[...document.querySelectorAll(".why [lang]")].map((e) => e.lang)`); !slices.Contains(got, c.Original.Lang) {
		b.t.Errorf("%s in %s: the quotes are marked as %v, want the original's %q among them", tenant, lang, got, c.Original.Lang)
	}
}

// wantClauseRead follows the clause's number to the text of its edition.
func (b *tab) wantClauseRead(c *httpapi.Clause, edition string) {
	b.t.Helper()
	href := eval[string](b, `document.querySelector(".why a.clause").getAttribute("href")`)
	if want := "/s/regulation/" + c.ID + "?edition=" + edition; href != want {
		b.t.Errorf("the clause leads to %s, want %s", href, want)
	}
	b.visit(href)
	b.until(fmt.Sprintf(`document.activeElement?.id === "clause-%s"`, c.ID))
	if got := eval[string](b, `document.activeElement.innerText`); !strings.Contains(plain(got), plain(c.Quote)) {
		b.t.Errorf("the text of %s reads %q, want %q", c.ID, got, c.Quote)
	}
}

func quoted(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

// plain is a text without the differences that a page makes in spaces.
func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// api asks the API as a program would.
func (b *tab) api(token, path string, into any) {
	b.t.Helper()
	raw := eval[string](b, fmt.Sprintf(`(async () => (await fetch(%s, {credentials: "omit", headers: {Authorization: %s}})).text())()`, quoted(path), quoted("Bearer "+token)))
	if err := json.Unmarshal([]byte(raw), into); err != nil {
		b.t.Fatalf("%s: %v in %.300s", path, err, raw)
	}
}

// TestDecisionIsPutRightByHandWithAReason goes the whole way by keyboard: from a
// decision to its reason, to the act, and back to what the panel then says.
func TestDecisionIsPutRightByHandWithAReason(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.isMonday()
	id := d.filed("Нет звука")
	manager, err := d.issueToken(t.Context(), deskTenant, "admin", "dana")
	if err != nil {
		t.Fatal(err)
	}
	seen := len(d.story())
	b := d.atTicket("ru", manager)
	enter := func(selector string) {
		t.Helper()
		b.until(selector + ` !== null && ` + selector + ` !== undefined`)
		b.run(selector + `.focus()`)
		b.do(chromedp.KeyEvent("\r"))
	}
	enter(`[...document.querySelectorAll("article button[aria-label]")].find((e) => e.ariaLabel.includes("Срок «"))`)
	b.until(`document.querySelector("[data-why=override]") !== null`)
	for range 20 { // the panel is reached by Tab, without a way around it
		if eval[bool](b, `document.activeElement.dataset.why === "override"`) {
			break
		}
		b.do(chromedp.KeyEvent("\t"))
	}
	b.until(`document.activeElement.dataset.why === "override"`)
	b.do(chromedp.KeyEvent("\r"))
	b.until(`document.querySelector("dialog[open] textarea") !== null && document.querySelector("dialog[open] select").value === "promise/solve"`)
	if got := eval[[]string](b, `[...document.querySelectorAll("dialog[open] select option")].map((e) => e.value)`); slices.Contains(got, "status") || !slices.Contains(got, "promise/solve") {
		t.Errorf("what can be overridden is %q", got)
	}
	b.run(`document.querySelector("dialog[open] textarea").focus()`)
	b.do(chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "Клиент в отпуске"))
	enter(`document.querySelector("dialog[open] button[type=submit]")`)
	b.until(`document.querySelector("dialog[open]") === null && document.querySelector(".why [data-overridden='promise/solve']") !== null`)
	if got := plain(eval[string](b, `document.querySelector(".why [data-overridden]").innerText`)); !strings.Contains(got, "Дана Оспанова") || !strings.Contains(got, "Клиент в отпуске") {
		t.Errorf("the panel says %q, want who and why", got)
	}
	if eval[bool](b, `document.querySelector("[data-why=override]") !== null`) {
		t.Error("a deadline that has ended is offered to be ended")
	}
	b.run(`document.querySelectorAll("[role=tab]").forEach((e) => e.textContent.includes("Сроки") && e.click())`)
	b.until(panel("solve") + `.includes("Клиент в отпуске")`)

	events := d.story()
	last := events[len(events)-1]
	var why struct{ Events []httpapi.Why }
	b.api(d.token, fmt.Sprintf("/api/v1/desk/tickets/DESK-1/why?lang=ru&after=%d", last.Seq-1), &why)
	if len(events) <= seen || last.Data["act"] != "override" || len(why.Events) != 1 {
		t.Fatalf("of %d events there are %d, the last %+v", seen, len(events), last)
	}
	for _, one := range why.Events[0].Decisions {
		if one.Clause.ID != "engine:override" && one.Op != "due" {
			t.Errorf("%q is by clause %s, want the house's", one.Sentence, one.Clause.ID)
		}
	}
	other := d.atTicket("ru", d.token)
	other.run(`[...document.querySelectorAll("article button[aria-label]")].find((e) => e.ariaLabel.includes("Приоритет") || e.ariaLabel.includes("Срок «")).click()`)
	other.until(`document.querySelector(".why [data-overridden]") !== null || document.querySelector("[data-why=sentence]") !== null`)
	if eval[bool](other, `document.querySelector("[data-why=override]") !== null`) {
		t.Error("an operator is offered what is for managers")
	}
	if status := d.ask(t, "POST", "/api/v1/desk/tickets/"+string(id)+"/acts", `{"act":"override","inputs":{"what":"priority","priority":"high","because":"x x x"}}`, map[string]string{"Authorization": "Bearer " + d.token}, nil); status != 403 {
		t.Errorf("an operator's override is answered with %d, want 403", status)
	}
	b.wantQuiet("401")
}

// TestRegulationIsReadFoundAndAccessible looks at the text of the regulation, with a
// search, and at the dialog that overrides, in all languages and both themes.
func TestRegulationIsReadFoundAndAccessible(t *testing.T) {
	t.Parallel()
	d := newTicketDesk(t)
	d.filed("Нет звука")
	admin, err := d.issueToken(t.Context(), deskTenant, "admin", "dana")
	if err != nil {
		t.Fatal(err)
	}
	b := d.atTicket("ru", admin)
	l := b.looksOver()
	for _, lang := range []string{"ru", "kk", "en"} {
		b.speaks(lang)
		b.visit("/s/ticket/DESK-1")
		b.shows()
		b.until(`document.documentElement.lang === "` + lang + `"`)
		b.run(`document.querySelectorAll("article .link[aria-label]")[1].click()`)
		b.until(`document.querySelector("[data-again=same]") !== null && document.querySelector("[data-why=override]") !== null`)
		l.check("what did not apply in " + lang)
		b.run(`document.querySelector("[data-why=override]").click()`)
		b.until(`document.querySelector("dialog[open] textarea") !== null`)
		l.check("override in " + lang)
		b.visit("/s/regulation/T-2")
		b.until(`document.activeElement?.id === "clause-T-2" && document.documentElement.lang === "` + lang + `"`)
		l.check("regulation in " + lang)
	}
	b.do(chromedp.SendKeys(chromedp.CSS("input[type=search]"), "құзыретке"))
	b.until(`document.querySelectorAll("article").length === 1 && document.querySelector("article").id === "clause-T-3"`)
	b.do(chromedp.SendKeys(chromedp.CSS("input[type=search]"), "нигде"))
	b.until(`document.querySelectorAll("article").length === 0`)
	b.visit("/s/regulation/gone-1")
	b.until(`document.querySelectorAll("article").length === 3 && document.body.innerText.includes("gone-1")`)
	b.visit("/s/regulation?edition=ffffffffffff")
	b.until(`document.querySelectorAll("article").length === 0 && document.body.innerText.includes("ffffffffffff")`)
}

package webform_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/reglament/reglament/engine"
)

func TestFormAsksWhatTheRegulationAsks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, c := range []struct{ lang, title, label, send, option string }{
		{"ru", "Обращение в службу технической поддержки PROTS.KZ", "Укажите свое имя", "ОТПРАВИТЬ", "Корпоративная почта"},
		{"kk", "PROTS.KZ техникалық қолдау қызметіне өтініш", "Атыңызды көрсетіңіз", "ЖІБЕРУ", "Корпоративтік пошта"},
		{"en", "Request to the technical support of PROTS.KZ", "Your name", "SEND", "Corporate e-mail"},
	} {
		form := r.open(prots, c.lang)
		want := []string{"type", "company_name", "region", "name", "email", "phone", "description", "files"}
		if got := form.names(); !slices.Equal(got, want) {
			t.Errorf("%s: the form asks %q, want %q", c.lang, got, want)
		}
		if n := len(form.find("type")); n != 9 {
			t.Errorf("%s: got %d types, want 9", c.lang, n)
		}
		page := form.page
		if got := attr(page.all(func(n *html.Node) bool { return n.Data == "html" })[0], "lang"); got != c.lang {
			t.Errorf("the page's language is %q, want %q", got, c.lang)
		}
		if h1 := page.all(func(n *html.Node) bool { return n.Data == "h1" }); len(h1) != 1 || textOf(h1[0]) != c.title {
			t.Errorf("%s: got %d headings, want one: %q", c.lang, len(h1), c.title)
		}
		page.says(c.label, c.send, c.option)
	}
}

func TestEveryControlHasItsLabelAndExplanations(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, id := range []engine.TenantID{prots, shop} {
		empty := r.open(id, "ru")
		for _, page := range []*view{empty.page, empty.send().want(http.StatusUnprocessableEntity)} {
			checkLabels(t, page)
			checkReferences(t, page)
		}
	}
}

// checkLabels fails for a control without a label.
func checkLabels(t *testing.T, page *view) {
	t.Helper()
	labels := map[string]bool{}
	for _, n := range page.all(func(n *html.Node) bool { return n.Data == "label" }) {
		labels[attr(n, "for")] = textOf(n) != ""
	}
	controls := page.all(func(n *html.Node) bool {
		return slices.Contains([]string{"input", "select", "textarea"}, n.Data) && attr(n, "type") != "hidden"
	})
	for _, n := range controls {
		if !labels[attr(n, "id")] {
			t.Errorf("the control %q has no label", attr(n, "name"))
		}
	}
}

// checkReferences fails for an id that stands twice, or is meant and missing.
func checkReferences(t *testing.T, page *view) {
	t.Helper()
	if at := strings.Index(strings.ToLower(page.body), "zgotmplz"); at >= 0 {
		t.Errorf("a template writes what is not safe there: %s", page.body[at:min(at+80, len(page.body))])
	}
	ids := map[string]bool{}
	for _, n := range page.all(func(*html.Node) bool { return true }) {
		if id := attr(n, "id"); id != "" && ids[id] {
			t.Errorf("the id %q stands twice", id)
		} else if id != "" {
			ids[id] = true
		}
	}
	for _, n := range page.all(func(*html.Node) bool { return true }) {
		meant := strings.Fields(attr(n, "aria-describedby") + " " + attr(n, "aria-labelledby") + " " + attr(n, "for") + " " + attr(n, "list"))
		if href := attr(n, "href"); strings.HasPrefix(href, "#") {
			meant = append(meant, href[1:])
		}
		for _, id := range meant {
			if !ids[id] {
				t.Errorf("%s %q means %q, which is not there", n.Data, attr(n, "name"), id)
			}
		}
	}
}

func TestRequestWithoutJavaScriptBecomesATicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for lang, thanks := range map[string]string{"ru": "Спасибо! Ваше сообщение отправлено", "kk": "Рақмет! Хабарламаңыз жіберілді",
		"en": "Thank you! Your message has been sent"} {
		sent := r.open(prots, lang).filled().answer().send().sent(r)
		sent.says(thanks)
		if sent.header.Get("X-Robots-Tag") == "" || !strings.Contains(sent.header.Get("Cache-Control"), "no-store") {
			t.Errorf("%s: the page of a request may be kept: %v", lang, sent.header)
		}
	}
	tickets := r.tickets(prots)
	if len(tickets) != 3 {
		t.Fatalf("got %d tickets, want 3", len(tickets))
	}
	first := tickets[slices.IndexFunc(tickets, func(t engine.Ticket) bool { return t.Number == "SUPPORT-10110" })]
	for name, want := range map[string]string{"name": "Данияр", "phone": "+77051006343", "region": "Астана"} {
		if got := first.Fields.String(name); got != want {
			t.Errorf("the ticket's %s is %q, want %q", name, got, want)
		}
	}
	if first.Facets["type"] != "support" || first.Facets["channel"] != "form" {
		t.Errorf("got facets %v, want type support and channel form", first.Facets)
	}
}

func TestSentPageShowsTheNumber(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	sent := r.open(prots, "ru").filled().answer().sendPlain().sent(r)
	if got := textOf(sent.byID("number")); got != "SUPPORT-10110" {
		t.Errorf("the number is %q, want SUPPORT-10110", got)
	}
	sent.says("придёт подтверждение с этим номером", "Оставить ещё одну заявку")
	forged := strings.Replace(sentPath(t, r), ".m.", ".n.", 1)
	r.get(forged).want(http.StatusNotFound)
}

// sentPath sends a request and returns the path of its page.
func sentPath(t *testing.T, r *rig) string {
	t.Helper()
	return r.open(prots, "ru").filled().answer().send().want(http.StatusSeeOther).header.Get("Location")
}

func TestSameFormSentTwiceFilesOneTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer().attach("files", file{"a.txt", "one"})
	first := form.send().want(http.StatusSeeOther)
	r.clock.Advance(1e9) // the second click comes later
	second := form.send().want(http.StatusSeeOther)
	if a, b := first.header.Get("Location"), second.header.Get("Location"); a != b {
		t.Errorf("the second time leads to %q, want %q", b, a)
	}
	r.only(prots)
}

func TestFormSentAgainWithOtherContentsIsNotLost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	form.send().want(http.StatusSeeOther)
	again := form.fill("description", "Ещё не печатает принтер").send().want(http.StatusConflict)
	again.says("уже была отправлена с другим содержанием")
	next := again.form(r)
	if got := next.value("description"); got != "Ещё не печатает принтер" {
		t.Errorf("the description is %q", got)
	}
	next.answer().send().want(http.StatusSeeOther)
	if n := len(r.tickets(prots)); n != 2 {
		t.Errorf("got %d tickets, want 2", n)
	}
}

func TestAllThatIsWrongIsSaidAtOnceAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.open(prots, "ru").send().want(http.StatusUnprocessableEntity).says("Выбираем тип заявки: Выберите один из вариантов.")
	form := r.open(prots, "ru").fill("type", "support", "email", "not-an-address", "phone", "12", "description", "Строка 1\r\nСтрока 2\r\n")
	page := form.send().want(http.StatusUnprocessableEntity)
	summary := page.summary()
	for _, want := range []string{"Компания / Физ.лицо: Заполните это поле.", "Укажите свой регион: Заполните", "Укажите свое имя: Заполните",
		"эл.адрес: Это не похоже на адрес", "номер телефона: Это не похоже на номер", "Подтвердите, что вы не робот."} {
		if !strings.Contains(summary, want) {
			t.Errorf("the summary does not say %q: %s", want, summary)
		}
	}
	again := page.form(r)
	for name, want := range map[string]string{"type": "support", "email": "not-an-address", "phone": "12", "description": "Строка 1\nСтрока 2"} {
		if got := again.value(name); got != want {
			t.Errorf("the %s is %q, want %q", name, got, want)
		}
	}
	if n := page.byID("f-email"); attr(n, "aria-invalid") != "true" || !strings.Contains(attr(n, "aria-describedby"), "f-email-error") {
		t.Errorf("the field is not marked as wrong: %v", n.Attr)
	}
	if !strings.HasPrefix(textOf(page.all(func(n *html.Node) bool { return n.Data == "title" })[0]), "Ошибка:") {
		t.Error("the title does not say that something is wrong")
	}
	r.none(prots)
	again.filled().answer().send().sent(r)
}

func TestUnknownTypeIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	for _, c := range form.find("type") {
		if c.on {
			c.value = "nothing"
		}
	}
	page := form.send().want(http.StatusUnprocessableEntity)
	page.says("Выберите значение из списка.")
	if link := page.all(func(n *html.Node) bool { return n.Data == "a" && attr(n, "href") == "#f-type-0" }); len(link) != 1 {
		t.Errorf("got %d links to the first type, want 1", len(link))
	}
	r.none(prots)
}

func TestFieldThatTheFormDoesNotKnowIsNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	form.controls = append(form.controls, &control{name: "fax", kind: "text", value: "12-34", on: true})
	if got := form.send().want(http.StatusUnprocessableEntity).summary(); !strings.Contains(got, "fax: Такого поля нет.") {
		t.Errorf("the summary says %q", got)
	}
}

func TestWarningIsConfirmedAndThenNoHindrance(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().fill("email", "daniyar@gmial.com").answer()
	page := form.send().want(http.StatusUnprocessableEntity)
	page.says("gmail.com", "Всё верно, отправить так")
	page.form(r).fill("_confirmed.email", "email_typo").send().sent(r)
	if got := r.only(prots).Fields.String("email"); got != "daniyar@gmial.com" {
		t.Errorf("the address is %q", got)
	}
}

func TestRefusalNamesTheClause(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.knows()
	form := r.open(prots, "ru").filled().fill("company_name", "АО «Банк»", "email", "erlan@gmail.com").answer()
	page := form.send().want(http.StatusUnprocessableEntity)
	page.says("Ваша компания не принимает заявки с личной почты.")
	var hrefs []string
	for _, n := range page.byClass("clause") {
		hrefs = append(hrefs, attr(n, "href"))
	}
	if want := "/f/prots/document?lang=ru#PROTS-F3b"; !slices.Contains(hrefs, want) {
		t.Errorf("the clauses are %q, want %q among them", hrefs, want)
	}
}

func TestRefusedSenderLearnsTheClauseAndTheOtherWays(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(shop, "kk").fill("type", "order", "email", "a@gmail.com", "description", "Керек").answer()
	page := form.send().want(http.StatusUnprocessableEntity)
	summary := page.summary()
	for _, want := range []string{"Өтінішті қабылдау мүмкін емес", "Нысан тек жұмыс поштасына арналған.", "1-тармақ", "Пошта: shop@shop.example"} {
		if !strings.Contains(summary, want) {
			t.Errorf("the summary does not say %q: %s", want, summary)
		}
	}
	if got := page.form(r).value("description"); got != "Керек" {
		t.Errorf("the description is %q", got)
	}
	r.none(shop)
}

func TestEveryKindOfFieldArrives(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(shop, "en").fill("type", "return", "why", "Too small", "urgent", "true", "until", "2026-11-30", "colours", "red", "colours", "blue",
		"size", "l", "email", "a@firm.example", "description", "Big")
	sent := form.answer().send()
	if sent.status != http.StatusSeeOther {
		t.Fatalf("got %d: %s", sent.status, sent.summary())
	}
	fields := r.only(shop).Fields
	if got := fields.List("colours"); len(got) != 2 {
		t.Errorf("the colours are %v, want two", got)
	}
	if !fields.Bool("urgent") || fields.String("size") != "l" || fields.String("until") != "2026-11-30" || fields.String("why") != "Too small" {
		t.Errorf("the fields are %v", fields)
	}
}

func TestConditionalFieldsAreDemandedOnlyThen(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(shop, "en")
	form.page.says("Needed only if “Kind” is: Return.", "Needed only if “Urgent” is ticked.")
	page := form.fill("type", "return", "urgent", "true", "email", "a@firm.example", "description", "Big").answer().send().want(http.StatusUnprocessableEntity)
	for _, want := range []string{"Reason of the return: Fill in this field.", "By which day: Fill in this field."} {
		if got := page.summary(); !strings.Contains(got, want) {
			t.Errorf("the summary does not say %q: %s", want, got)
		}
	}
	r.open(shop, "en").fill("type", "order", "email", "a@firm.example", "description", "Big").answer().send().sent(r)
}

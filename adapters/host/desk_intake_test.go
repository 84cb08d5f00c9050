package host

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
)

// Point 35, PROTS-T1: a call is taken down with nothing but the keyboard, in less
// than a minute, and its number can be read out.
func TestCallIsTakenDownByKeyboardInAMinute(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	d.call(`{"type":"website","name":"Сәуле","phone":"87051006343","description":"Баннер пропал"}`)
	b := d.atIntake("ru")
	begun := time.Now()
	b.press("8 705 100 63 43")
	b.until(field("name") + `.value === "Сәуле Омарова"`) // filled in from the directory
	if got := eval[string](b, besideIs); !strings.Contains(got, "Идентифицирован") || !strings.Contains(got, "«Клиника»") || !strings.Contains(got, "SUPPORT-10110") {
		t.Errorf("of the caller is told %q, want that she is identified, her company and her open request", got)
	}
	b.press("\t\t\tsaule@gmail.com\t") // name and company are there
	b.press("Тех")                     // the type, by its first letters
	b.press("\tНе открывается программа бухгалтерии")
	b.until(`document.querySelector("aside")?.innerText.includes("Уйдёт на saule@gmail.com")`)
	b.pictures("intake")
	b.control("\r", false)
	b.until(made + `"filed"`)
	if took := time.Since(begun); took > time.Minute {
		t.Errorf("it took %v, want less than a minute", took)
	}
	if got := eval[string](b, madeIs); got != "SUPPORT-10111" {
		t.Errorf("the number is %q", got)
	}
	if got := eval[string](b, resultIs); !strings.Contains(got, "эс ю пи пи о ар ти") || !strings.Contains(got, "один ноль один один один") || !strings.Contains(got, "Отправляем на saule@gmail.com") {
		t.Errorf("the result is %q, want the number as it is read out and who is told", got)
	}
	if size := eval[float64](b, `parseFloat(getComputedStyle(document.querySelector(".number")).fontSize)`); size < 32 {
		t.Errorf("the number has %v px", size)
	}
	said := d.story("SUPPORT-10111")[0]
	fields, _ := said.Data["fields"].(map[string]any)
	if fields["type"] != "support" || fields["description"] != "Не открывается программа бухгалтерии" || said.Actor.ID != "aliya" {
		t.Errorf("it was filed as %v by %s", fields, said.Actor.ID)
	}
	b.keys("KeyN") // the next call
	b.until(atFirst)
	if got := eval[string](b, field("phone")+`.value`); got != "" {
		t.Errorf("the next call begins with %q", got)
	}
	b.wantQuiet()
}

// PROTS-T2: what the regulation demands for a type is said before anything is made,
// and what is missing is named at its field.
func TestDocumentsAreSpokenOfBeforeThereIsATicket(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.atIntake("ru")
	b.fills("type", "mail")
	b.until(besideIs + `.includes("Задачи с документами") && ` + besideIs + `.includes("2 б")`)
	b.fills("phone", "87051006345", "name", "Ерлан", "description", "Создать почту сотруднику")
	b.control("\r", false)
	b.until(field("email") + `.getAttribute("aria-invalid") === "true" && document.activeElement === ` + field("email"))
	if got := eval[string](b, `document.querySelector('[data-field="email"]').innerText`); !strings.Contains(got, "Заполните это поле") {
		t.Errorf("at the field stands %q", got)
	}
	b.press("erlan@klinika.kz")
	b.until(besideIs + `.includes("Нужны документы")`)
	b.until(field("email") + `.getAttribute("aria-invalid") === null`)
	b.control("\r", false)
	b.until(made + `"filed" && ` + resultIs + `.includes("Нужны документы")`)
	if got := eval[int](b, `document.querySelectorAll("[data-made] li").length`); got != 2 {
		t.Errorf("%d messages are told of, want the number and the documents", got)
	}
}

// Point 35, PROTS-T3: a refusal at the telephone is stored with its clause.
func TestRefusalAtTheTelephoneStoresItsClause(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.atIntake("ru")
	b.fills("phone", "87051006346", "name", "Неизвестный", "type", "other", "description", "Почините телевизор")
	b.until(`[...document.querySelectorAll(".actions button")].some((e) => e.innerText.startsWith("Отказать") && !e.disabled)`)
	b.clicks("Отказать")
	b.until(`document.querySelectorAll("dialog[open] input[type=radio]").length === 2`)
	if got := eval[string](b, `document.querySelector("dialog[open]").innerText`); !strings.Contains(got, "п. 2 в") {
		t.Errorf("the reasons are %q, want the clause with them", got)
	}
	b.until(`document.activeElement.matches("dialog input[type=radio]")`)
	b.press(" ") // chooses the reason that has the focus
	b.press("\r")
	b.until(made + `"refused"`)
	if got := eval[string](b, resultIs); !strings.Contains(got, "не входит в перечень обслуживания") || !strings.Contains(got, "п. 2 в") {
		t.Errorf("the result is %q, want the reason with its clause", got)
	}
	if got := d.clauses("SUPPORT-10110", "reason"); got != "PROTS-T3 out_of_scope" {
		t.Errorf("the reason is stored as %q, want it under PROTS-T3", got)
	}
	if events := d.story("SUPPORT-10110"); len(events) != 2 || events[1].Data["act"] != "refuse" {
		t.Errorf("the log has %+v, want the call and its refusal", events)
	}
}

// Point 35: likely duplicates are offered, and one key adds the call to the first.
func TestCallJoinsALikelyDuplicate(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	number := d.call(`{"type":"support","name":"Сәуле","phone":"87051006343","description":"Не печатает принтер"}`)
	b := d.atIntake("kk")
	b.fills("phone", "+7 (705) 100-63-43", "description", "Принтер әлі басып шығармайды")
	b.until(besideIs + `.includes("` + number + `") && document.querySelector("[data-field=name] input").value !== ""`)
	b.until(besideIs + `.includes("Осыған қосу")`)
	b.run(field("description") + `.focus()`)
	b.control("\r", true)
	b.until(made + `"joined"`)
	if got := eval[string](b, madeIs); got != number {
		t.Errorf("it was added to %q, want %s", got, number)
	}
	events := d.story(number)
	if last := events[len(events)-1]; last.Kind != "message" || last.Data["text"] != "Принтер әлі басып шығармайды" {
		t.Errorf("the last event is %+v, want what was said", last)
	}
	if tickets := d.ticketsOf(t, "prots"); len(tickets) != 1 {
		t.Errorf("there are %d tickets, want the one", len(tickets))
	}
}

// MIT-8: an official letter with its incoming number, date and scan.
func TestLetterIsTakenDownWithItsScan(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "mitwork")
	scan := filepath.Join(t.TempDir(), "хат.pdf")
	if err := os.WriteFile(scan, []byte("%PDF-1.4 letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := d.atIntake("kk")
	b.run(`document.querySelector(".kinds input[value=letter]").click()`)
	b.fills("name", "«Құрылыс» ЖШС", "type", "advice", "description", "Порталда жеткізуші ретінде қалай тіркелеміз?", "incoming_number", "145-к", "incoming_date", "2027-02-01")
	b.control("\r", false)
	b.until(`document.querySelector("[data-field=scan]").innerText.includes("Бұл өрісті толтырыңыз")`)
	b.do(chromedp.SetUploadFiles(chromedp.CSS("[data-field=scan] input[type=file]"), []string{scan}))
	b.until(`document.querySelector("[data-field=scan]").innerText.includes("хат.pdf") && !document.querySelector("[data-field=scan] progress")`)
	b.until(draftSafe)
	b.do(chromedp.Reload())
	b.until(`document.querySelector("[data-field=scan]")?.innerText.includes("хат.pdf")`)
	b.control("\r", false)
	b.until(made + `"filed"`)
	number := eval[string](b, madeIs)
	letter := d.story(number)[0]
	files, _ := letter.Data["attachments"].([]any)
	fields, _ := letter.Data["fields"].(map[string]any)
	if letter.Kind != "message" || len(files) != 1 || fields["incoming_number"] != "145-к" || fields["incoming_date"] != "2027-02-01" {
		t.Fatalf("the letter is %+v", letter)
	}
	blob, _ := files[0].(map[string]any)["blob"].(string)
	if got := d.ask(t, "GET", d.path("/tickets/"+number+"/files/"+blob), "", d.bearer(), nil); got != 200 {
		t.Errorf("the scan is answered with %d", got)
	}
}

// MIT-11: who does not say who they are is refused by the clause that allows it.
func TestUnidentifiedCallerIsRefusedByTheRegulationsOwnAct(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "mitwork")
	b := d.atIntake("ru")
	b.fills("type", "advice", "description", "Как зарегистрироваться на Портале?")
	b.until(`[...document.querySelectorAll(".actions button")].some((e) => e.innerText.startsWith("Отказать") && !e.disabled)`)
	b.clicks("Отказать")
	b.until(`document.querySelector("dialog[open]")?.innerText.includes("Отказать в консультации")`)
	b.run(`document.querySelector("dialog[open] button[type=submit]").click()`)
	b.until(made + `"refused"`)
	if got := d.clauses(eval[string](b, madeIs), "reason"); got != "MIT-11 not_identified" {
		t.Errorf("the reason is stored as %q, want it under MIT-11", got)
	}
}

func TestIntakeLosesNothing(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.atIntake("ru")
	b.press("87770001122\tЕрлан")
	b.do(chromedp.Reload()) // at once
	b.until(`document.querySelector("[data-field=name] input")?.value === "Ерлан" && ` + field("phone") + `.value === "87770001122"`)
	b.until(draftSafe)
	b.offline(true)
	b.fills("type", "other", "description", "Нет сети")
	b.control("\r", false)
	b.until(`document.querySelector(".error[role=alert]").innerText !== ""`)
	if got := eval[string](b, field("description")+`.value`); got != "Нет сети" {
		t.Errorf("after a lost connection the description is %q", got)
	}
	b.offline(false)
	b.until(draftSafe)
	b.control("\r", false)
	b.until(made + `"filed"`)
	b.do(chromedp.Reload())
	b.until(madeIs + ` === "SUPPORT-10110"`)
	if tickets := d.ticketsOf(t, "prots"); len(tickets) != 1 {
		t.Errorf("there are %d tickets, want one", len(tickets))
	}
	var draft struct{ Revision int64 }
	if d.fetch(t, d.token, d.path("/drafts/intake"), &draft); draft.Revision != 0 {
		t.Errorf("the draft is still there, revision %d", draft.Revision)
	}
}

// The server has made the ticket and its answer is lost: sending it again, also after
// a reload, makes no second one.
func TestCallThatWasSentTwiceIsMadeOnce(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.browse("ru")
	const deaf = `const send = window.fetch; window.fetch = async (...given) => {
		const answer = await send(...given);
		if (given[0].url?.endsWith("/intake/call") && !sessionStorage.getItem("heard")) { sessionStorage.setItem("heard", "yes"); throw new TypeError("the answer is lost"); }
		return answer;
	};`
	if _, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: deaf}); err != nil {
		t.Fatal(err)
	}
	d.opens(b)
	b.fills("phone", "87770001122", "name", "Ерлан", "type", "other", "description", "Нет сети")
	b.until(draftSafe)
	b.control("\r", false)
	b.until(`document.querySelector(".error[role=alert]")?.innerText.includes("Введённое сохранено")`)
	eventually(t, "the server has made it", func() bool { return len(d.ticketsOf(t, "prots")) == 1 })
	b.do(chromedp.Reload())
	b.until(`document.querySelector("[data-field=description] textarea")?.value === "Нет сети"`)
	b.control("\r", false)
	b.until(made + `"filed"`)
	if tickets := d.ticketsOf(t, "prots"); len(tickets) != 1 {
		t.Errorf("there are %d tickets, want one", len(tickets))
	}
}

// A caller is found by name too, where one is chosen of several; another number is
// another caller, and what the directory had filled in goes with the first.
func TestCallerIsChosenAndChanged(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	d.call(`{"type":"other","name":"Ерлан Асанов","phone":"87770001122","description":"Первый"}`)
	d.call(`{"type":"other","name":"Ерлан Болатов","phone":"87770003344","description":"Второй"}`)
	eventually(t, "the search knows both", func() bool {
		var got struct{ Callers []any }
		d.fetch(t, d.token, d.path("/callers?q=%D0%B5%D1%80%D0%BB%D0%B0%D0%BD"), &got)
		return len(got.Callers) == 2
	})
	b := d.atIntake("ru")
	b.press("\tерлан")
	b.until(`document.querySelectorAll(".choice button").length === 2`)
	b.run(`[...document.querySelectorAll(".choice button")].find((e) => e.innerText.includes("Асанов")).focus()`)
	b.press("\r")
	b.until(field("phone") + `.value === "+77770001122" && ` + besideIs + `.includes("Не идентифицирован")`)
	if got := eval[string](b, field("name")+`.value`); got != "ерлан" {
		t.Errorf("the name that was typed has become %q", got)
	}
	b.fills("phone", "87051006343", "name", "")
	b.until(field("name") + `.value === "Сәуле Омарова" && ` + field("company_name") + `.value === "ТОО «Клиника»"`)
	b.fills("phone", "87059998877")
	b.until(field("name") + `.value === "" && ` + field("company_name") + `.value === "" && document.querySelector("aside .proof") === null`)
}

func TestEscapeAsksBeforeItThrowsAway(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.atIntake("ru")
	b.press("87770001122\x1b")
	b.until(`document.querySelector("dialog[open]")?.innerText.includes("Выбросить введённое?")`)
	b.press("\x1b")
	b.until(`document.querySelector("dialog[open]") === null && ` + field("phone") + `.value === "87770001122"`)
	b.press("\x1b")
	b.until(`document.querySelector("dialog[open]") !== null`)
	b.run(`[...document.querySelectorAll("dialog[open] footer button")].at(-1).click()`)
	b.until(field("phone") + `.value === "" && ` + atFirst)
	b.press("\x1b") // nothing is lost now
	b.until(`location.pathname === "/s/board"`)
}

func TestIntakeIsReachedFromAnywhereByThoseWhoHaveAny(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	b := d.atIntake("ru")
	b.run(`document.activeElement.blur()`)
	b.press("gb")
	b.until(`location.pathname === "/s/board" && document.querySelector(".persons") === null`)
	b.press("gi")
	b.until(`location.pathname === "/s/intake" && ` + atFirst)
	b.control("k", false)
	b.until(`[...document.querySelectorAll("dialog[open] [role=option]")].some((e) => e.innerText.includes("Приём обращений"))`)
	b.press("\x1b")
	if !eval[bool](b, `document.querySelector('nav a[href="/s/intake"]') !== null`) {
		t.Error("there is no link in the navigation")
	}
	none := newDesk(t) // its regulation takes requests from their senders alone
	c := none.atBoard("ru", "")
	c.run(`document.activeElement.blur()`)
	c.press("gi")
	if eval[bool](c, `document.querySelector('nav a[href="/s/intake"]') !== null || location.pathname !== "/s/board"`) {
		t.Error("a screen is offered on which nothing can be taken down")
	}
	c.visit("/s/intake")
	c.until(`document.body.innerText.includes("Здесь нечего принимать")`)
}

// PROTS-T1, MIT-4-tel, MIT-8, AFF-06, AFF-official, SUD-tel: which ways are taken down
// is each regulation's own.
func TestEachRegulationHasItsOwnWaysToTakeDown(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.SMTP = "off" })
	for tenant, want := range map[engine.TenantID]string{"prots": "call", "mitwork": "call letter", "eltex": "", "afforto": "call forward", "sud": "call"} {
		token, err := s.issueToken(t.Context(), tenant, "operator", "op")
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Channels []struct {
				ID     string
				Fields []struct{ ID string }
			}
		}
		s.fetch(t, token, "/api/v1/"+string(tenant)+"/intake", &got)
		var ids []string
		for _, c := range got.Channels {
			ids = append(ids, c.ID)
			if len(c.Fields) < 3 {
				t.Errorf("%s asks %d things on %s", tenant, len(c.Fields), c.ID)
			}
		}
		if strings.Join(ids, " ") != want {
			t.Errorf("%s takes down %q, want %q", tenant, ids, want)
		}
	}
}

// What an operator writes down stands in the ticket as the client's words.
func TestTakenDownWordsAreToldAsTheClients(t *testing.T) {
	t.Parallel()
	d := newCallDesk(t, "prots")
	number := d.call(`{"type":"support","name":"Сәуле","phone":"87051006343","email":"saule@gmail.com","description":"Не печатает принтер"}`)
	b := d.atIntake("ru")
	b.visit("/s/ticket/" + number)
	b.until(`document.querySelector("article.customer")?.innerText.includes("Не печатает принтер")`)
	if got := eval[string](b, `document.querySelector("article.customer header").innerText`); !strings.Contains(got, "со слов клиента") || !strings.Contains(got, "Әлия") {
		t.Errorf("the message is headed %q, want who wrote it down and whose words they are", got)
	}
}

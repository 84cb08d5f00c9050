package webform_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/webform"
)

// proof does the work that the page's challenge asks for.
func (p *paper) proof() string {
	p.rig.t.Helper()
	var task map[string]any
	if err := json.Unmarshal([]byte(attr(p.page.byID("robot-check"), "data-challenge")), &task); err != nil {
		p.rig.t.Fatal(err)
	}
	for n := 0; n <= int(task["maxnumber"].(float64)); n++ {
		sum := sha256.Sum256([]byte(task["salt"].(string) + strconv.Itoa(n)))
		if hex.EncodeToString(sum[:]) != task["challenge"] {
			continue
		}
		task["number"] = n
		raw, err := json.Marshal(task)
		if err != nil {
			p.rig.t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(raw)
	}
	p.rig.t.Fatal("the challenge has no solution")
	return ""
}

func TestWorkIsProofEnough(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled()
	form.fill("_altcha", form.proof()).send().sent(r)
	r.only(prots)
}

func TestWorkForOneFormIsOfNoUseForAnother(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	proof := r.open(prots, "ru").proof()
	page := r.open(prots, "ru").filled().fill("_altcha", proof).send().want(http.StatusUnprocessableEntity)
	page.says("Проверка не удалась. Отметьте «Я не робот» ещё раз.")
	r.none(prots)
}

func TestForgedWorkIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled()
	raw, err := base64.StdEncoding.DecodeString(form.proof())
	if err != nil {
		t.Fatal(err)
	}
	changed := func(old, with string) string {
		if !strings.Contains(string(raw), old) {
			t.Fatalf("the proof %s has no %s", raw, old)
		}
		return base64.StdEncoding.EncodeToString([]byte(strings.Replace(string(raw), old, with, 1)))
	}
	for name, proof := range map[string]string{
		"no base64": "?", "no JSON": "e30x", "empty": "e30=", "huge": strings.Repeat("A", 10_000),
		"other number": changed(`"number":`, `"number":1`), "other algorithm": changed("SHA-256", "SHA-1"),
		"later expiry": changed("?expires=", "?expires=9"), "other signature": changed(`"signature":"`, `"signature":"a`),
	} {
		if page := form.fill("_altcha", proof).send(); page.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got status %d, want 422", name, page.status)
		}
	}
	r.none(prots)
}

func TestWithoutRobotCheckTheFormComesBackWithAQuestion(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"ru": "Подтвердите, что вы не робот.", "kk": "Робот емес екеніңізді растаңыз.", "en": "Confirm that you are not a robot."} {
		r := newRig(t)
		page := r.open(prots, lang).filled().send().want(http.StatusUnprocessableEntity)
		page.says(want)
		if link := page.byID("robot"); link == nil || !strings.Contains(page.body, `href="#robot"`) {
			t.Errorf("%s: the summary does not lead to the check", lang)
		}
		page.form(r).answer().send().sent(r)
	}
}

func TestWrongAnswerGetsAnotherQuestion(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled()
	again := form.fill("_answer", "99").send().want(http.StatusUnprocessableEntity)
	again.says("Ответ неверный. Вот другой вопрос.")
	if form.value("_form") == again.form(r).value("_form") {
		t.Error("the same question can be guessed at again")
	}
	again.form(r).answer().send().sent(r)
}

func TestRobotCheckIsPassedOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().fill("name", "")
	page := form.fill("_altcha", form.proof()).send().want(http.StatusUnprocessableEntity)
	page.says("Я не робот: Проверено")
	page.form(r).fill("name", "Данияр").send().sent(r)
	pass := page.form(r).value("_pass")
	other := r.open(prots, "ru").filled()
	other.controls = append(other.controls, &control{name: "_pass", kind: "hidden", value: pass, on: true})
	other.send().want(http.StatusUnprocessableEntity).says("Подтвердите, что вы не робот.")
}

func TestAnswersInWordsAreCounted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for range 5 {
		r.open(prots, "ru").filled().answer().send().want(http.StatusSeeOther)
	}
	page := r.open(prots, "ru").filled().answer().send().want(http.StatusTooManyRequests)
	if got := page.header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After is %q, want 60", got)
	}
	form := r.open(prots, "ru").filled()
	form.fill("_altcha", form.proof()).send().sent(r)
}

func TestTrapIsClearedAndSaid(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer().fill("_homepage", "https://spam.example")
	page := form.send().want(http.StatusUnprocessableEntity)
	page.says("Было заполнено скрытое поле")
	r.none(prots)
	if trap := page.byID("trap"); attr(trap, "tabindex") != "-1" || attr(trap.Parent, "aria-hidden") != "true" {
		t.Error("people come across the trap")
	}
	page.form(r).send().sent(r)
}

func TestExpiredFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	r.clock.Advance(3 * time.Hour)
	page := form.send().want(http.StatusUnprocessableEntity)
	page.says("Форма была открыта слишком долго.")
	again := page.form(r)
	if got := again.value("description"); got != "Не включается ноутбук" {
		t.Errorf("the description is %q", got)
	}
	r.none(prots)
	again.answer().send().sent(r)
}

func TestForgedFormIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	form.fill("_form", "x"+form.value("_form")).send().want(http.StatusUnprocessableEntity)
	r.none(prots)
}

func TestOneFormIsNotTriedForEver(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.Limits.Burst = 100 })
	form := r.open(prots, "ru")
	for range 20 {
		form.send().want(http.StatusUnprocessableEntity).lacks("Форма была открыта слишком долго.")
	}
	form.send().want(http.StatusUnprocessableEntity).says("Форма была открыта слишком долго.")
}

func TestOneClientSendsSoOftenAndNoMore(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.Limits.Burst, c.TrustProxy = 2, true })
	form := r.open(prots, "ru").filled().attach("files", file{"a.txt", "one"})
	for range 2 {
		form.from("1.1.1.1, 10.0.0.1").send().want(http.StatusUnprocessableEntity)
	}
	page := form.from("2.2.2.2, 10.0.0.1").send().want(http.StatusTooManyRequests)
	page.says("Слишком много запросов с вашего адреса.", "Файлы не сохранились, выберите их снова: a.txt")
	if got := page.header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After is %q, want 60", got)
	}
	if got := page.form(r).value("description"); got != "Не включается ноутбук" {
		t.Errorf("the description is %q", got)
	}
	form.from("2001:db8::1").send().want(http.StatusUnprocessableEntity)
	form.from("2001:db8::2").send().want(http.StatusUnprocessableEntity)
	form.from("2001:db8::3").send().want(http.StatusTooManyRequests)
	r.clock.Advance(time.Minute)
	page.form(r).from("10.0.0.1").answer().send().sent(r)
}

func TestDevelopmentNeedsNoRobotCheck(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.NoRobotCheck = true })
	form := r.open(prots, "ru").filled()
	form.fill("_form", "").send().sent(r)
}

package webform_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// staff does an act as an operator.
func (r *rig) staff(act string) engine.Ticket {
	r.t.Helper()
	t := r.only(prots)
	do := intake.Act{Tenant: prots, ID: engine.CommandID("staff/" + act + "/" + string(rune('0'+t.Version))), Ticket: t.ID, Version: t.Version,
		Actor: engine.Actor{Kind: engine.Staff, ID: "aliya", Roles: []string{"operator"}}, Channel: "staff", Act: act, At: r.clock.Now()}
	if _, err := r.engine.Do(r.t.Context(), do.Command()); err != nil {
		r.t.Fatal(err)
	}
	return r.only(prots)
}

// fulfilled files a request, has it fulfilled and returns the path of the link
// by which its customer does an act.
func (r *rig) fulfilled(act string) string {
	r.t.Helper()
	r.open(prots, "ru").filled().answer().send().want(http.StatusSeeOther)
	r.staff("fulfil")
	return r.notice(act)
}

// notice is the path of the link in the message that was wanted last.
func (r *rig) notice(act string) string {
	r.t.Helper()
	ticket := r.only(prots)
	events := r.events(ticket)
	d := &engine.Delivery{Tenant: prots, Ticket: ticket.ID, Seq: events[len(events)-1].Seq}
	keys, err := keyring(prots)
	if err != nil {
		r.t.Fatal(err)
	}
	url := webform.Links("https://help.example/", keys, d)(act)
	path, ok := strings.CutPrefix(url, "https://help.example")
	if !ok {
		r.t.Fatalf("the link is %q", url)
	}
	return path
}

func (r *rig) status() string {
	r.t.Helper()
	return r.only(prots).Facets["status"]
}

func TestOpeningALinkChangesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	link := r.fulfilled("confirm")
	before := len(r.events(r.only(prots)))
	for range 3 {
		page := r.get(link).want(http.StatusOK)
		page.says("Заявка SUPPORT-10110", "Ваш ответ: «Исполнение подтверждено»", "Сейчас статус заявки: «Исполнена»", "Отправить ответ")
		if got := page.header.Get("X-Robots-Tag"); got == "" {
			t.Error("search engines may keep the page")
		}
	}
	if got := len(r.events(r.only(prots))); got != before || r.status() != "fulfilled" {
		t.Errorf("got %d events and status %q, want %d and fulfilled", got, r.status(), before)
	}
}

func TestButtonBehindALinkDoesTheActOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	link := r.fulfilled("disagree")
	form := r.get(link).want(http.StatusOK).form(r).fill("text", "Всё ещё\r\nне включается")
	done := form.send().sent(r)
	done.says("Спасибо! Ваш ответ принят", "Сейчас статус заявки: «В работе»")
	events := r.events(r.only(prots))
	if got := events[len(events)-1].Body.Data.Map("inputs").String("text"); got != "Всё ещё\nне включается" {
		t.Errorf("the answer is %q", got)
	}
	form.send().sent(r).says("Спасибо! Ваш ответ принят")
	r.get(link).want(http.StatusOK).says("Спасибо! Ваш ответ принят")
	if got := len(r.events(r.only(prots))); got != len(events) || r.status() != "work" {
		t.Errorf("got %d events and status %q, want %d and work", got, r.status(), len(events))
	}
}

func TestStaleLinkSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	link := r.fulfilled("confirm")
	form := r.get(link).want(http.StatusOK).form(r)
	r.get(r.notice("disagree")).form(r).send().want(http.StatusSeeOther) // work again
	for _, page := range []*view{r.get(link), form.send()} {
		page.want(http.StatusGone).says("Эта ссылка больше не действует", "заявка изменилась", "Почта: support@prots.kz")
	}
	r.staff("fulfil") // of which another message tells
	r.get(link).want(http.StatusGone)
	r.get(r.notice("confirm")).want(http.StatusOK)
}

func TestForgedLinkLeadsNowhere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	link := r.fulfilled("confirm")
	for _, forged := range []string{link + "a", strings.Replace(link, ".confirm.", ".disagree.", 1), strings.Replace(link, "/prots/", "/shop/", 1)} {
		r.get(forged).want(http.StatusNotFound)
	}
}

func TestPageBehindALinkIsNeverFramed(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) {
		c.FrameAncestors = func(engine.TenantID) []string { return []string{"https://prots.kz"} }
	})
	page := r.get(r.fulfilled("confirm") + "?embed=1").want(http.StatusOK)
	if csp := page.header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Errorf("the policy is %q", csp)
	}
}

func TestTroubleBehindALinkKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.get(r.fulfilled("disagree")).form(r).fill("text", "Не включается")
	for _, c := range []struct {
		err    error
		status int
		retry  string
	}{{errGone, http.StatusServiceUnavailable, "5"}, {errors.New("broken"), http.StatusInternalServerError, ""},
		{&engine.Error{Kind: engine.Conflict}, http.StatusServiceUnavailable, "5"}} {
		r.breaks("do", c.err)
		page := form.send().want(c.status)
		page.says("Сейчас не получается принять отправленное.", "Номер запроса для поддержки")
		if got := page.header.Get("Retry-After"); got != c.retry {
			t.Errorf("%v: Retry-After is %q, want %q", c.err, got, c.retry)
		}
		if got := page.form(r).value("text"); got != "Не включается" {
			t.Errorf("%v: the answer is %q", c.err, got)
		}
	}
	r.breaks("do", nil)
	form.send().sent(r)
}

func TestTicketThatMovesMeanwhileIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	link := r.fulfilled("confirm")
	moved := false
	r.meanwhile(func() {
		if !moved { // somebody writes a note between the look and the act
			moved = true
			r.staff("whatsapp")
		}
	})
	r.get(link).form(r).send().sent(r).says("Спасибо! Ваш ответ принят")
	if !moved || r.status() == "fulfilled" {
		t.Errorf("moved is %v, the status %q", moved, r.status())
	}
}

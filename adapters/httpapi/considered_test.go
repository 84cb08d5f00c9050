package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

type consideredBody struct {
	Seq        int64
	Again      string
	Considered []Considered
	Steps      int64
	Micros     int64
}

func (r *rig) considered(t *testing.T, role, ticket, lang string, seq int64) consideredBody {
	t.Helper()
	return want[consideredBody](t, r.call(t, role, "GET", protsTickets+"/"+ticket+"/events/"+itoa(seq)+"/considered?lang="+lang, nil), http.StatusOK)
}

func TestWhatDidNotApplyIsComputedFromTheRecord(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	filed := r.file(t, laptop())
	for lang, want := range map[string]string{"ru": "Канал: Почта, а не Форма на сайте", "kk": "Арна: Пошта, а не Сайттағы нысан"} {
		got := r.considered(t, "prots/operator", filed.Number, lang, filed.Seq)
		said := ""
		for _, one := range got.Considered {
			if one.Sentence == "" || one.Clause.ID == "" || one.Line == 0 || len(one.Because) == 0 {
				t.Errorf("in %s something is not told whole: %+v", lang, one)
			}
			for _, u := range one.Because {
				said += u.Name + ": " + u.Want + ", а не " + u.Got + "\n"
			}
		}
		if got.Seq != filed.Seq || got.Again != "same" || got.Micros == 0 || !strings.Contains(said, want) {
			t.Errorf("in %s event %d is %s in %d us, and says\n%swant %q", lang, got.Seq, got.Again, got.Micros, said, want)
		}
	}
}

func TestDecisionThatCannotBeMadeAgainIsNotGuessedAt(t *testing.T) {
	t.Parallel()
	var change func(*rules.Regulation) (*rules.Regulation, error)
	r := newRig(t, func(cfg *Config) {
		load := cfg.Rules
		cfg.Rules = func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			reg, id, err := load(ctx, tenant, edition)
			if err == nil && change != nil && edition != "" {
				reg, err = change(reg)
			}
			return reg, id, err
		}
	})
	filed := r.file(t, laptop())
	r.act(t, "prots/operator", filed.Number, "note", object{"text": "x"})
	reads := 0
	change = func(reg *rules.Regulation) (*rules.Regulation, error) {
		if reads++; reads%2 == 1 { // the ticket's own, for its labels
			return reg, nil
		}
		return nil, errors.New("its folder is gone")
	}
	if got := r.considered(t, "prots/operator", filed.Number, "ru", filed.Seq); got.Again != "gone" || len(got.Considered) > 0 || got.Micros != 0 {
		t.Errorf("without its edition the answer is %+v, want gone and nothing else", got)
	}
	change = func(reg *rules.Regulation) (*rules.Regulation, error) {
		other := *reg
		catalogue := *reg.Catalogue
		catalogue.Numbering.Prefix = "X-"
		catalogue.Channels = nil
		other.Catalogue = &catalogue
		return &other, nil
	}
	if got := r.considered(t, "prots/operator", filed.Number, "ru", filed.Seq); got.Again != "changed" || len(got.Considered) > 0 {
		t.Errorf("under another catalogue the answer is %+v, want changed and nothing else", got)
	}
}

func TestWhatDidNotApplyIsForThoseWhoSeeTheEvent(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	filed := r.file(t, laptop())
	customer.ID = r.requester(t, filed.ID)
	path := protsTickets + "/" + filed.Number + "/events/"
	problem(t, r.call(t, "customer", "GET", path+itoa(filed.Seq)+"/considered", nil), http.StatusForbidden, engine.Forbidden)
	problem(t, r.call(t, "prots/intake", "GET", path+itoa(filed.Seq)+"/considered", nil), http.StatusForbidden, engine.Forbidden)
	problem(t, r.call(t, "prots/operator", "GET", path+itoa(filed.Seq+100)+"/considered", nil), http.StatusNotFound, engine.NotFound)
	foreign := strings.Replace(path, "/prots/", "/sud/", 1)
	problem(t, r.call(t, "sud/operator", "GET", foreign+itoa(filed.Seq)+"/considered", nil), http.StatusNotFound, engine.NotFound)
}

func TestNamesAreTheTenantsOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	type named struct{ Names map[string]string }
	if got := want[named](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/names", nil), http.StatusOK).Names; got["aliya"] != "Әлия Сәбитқызы" {
		t.Errorf("the names are %v", got)
	}
	if got := want[named](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/names", nil), http.StatusOK).Names; len(got) != 0 {
		t.Errorf("another tenant is told %v", got)
	}
	problem(t, r.call(t, "prots/intake", "GET", "/api/v1/prots/names", nil), http.StatusForbidden, engine.Forbidden)
}

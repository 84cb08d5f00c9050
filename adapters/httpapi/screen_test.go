package httpapi

import (
	"net/http"
	"slices"
	"testing"
)

func TestHistoryNamesActs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	r.act(t, "prots/operator", n, "take", object{})
	r.act(t, "prots/operator", n, "note", object{"text": "Позвоню"})
	type history struct{ Events []Event }
	got := want[history](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+n+"/events?lang=kk", nil), http.StatusOK)
	var labels []string
	for _, e := range got.Events {
		labels = append(labels, e.Label)
	}
	if want := []string{"", "Орындауға алу", "Ішкі жазба"}; !slices.Equal(labels, want) {
		t.Errorf("the events are called %q, want %q", labels, want)
	}
}

// A screen must not let a note go out, or an answer stay here: which is which,
// the regulation says.
func TestOfferSaysWhetherItAnswersTheCustomer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	var public []string
	for _, one := range r.offers(t, "prots/operator", n).Acts {
		if one.Public {
			public = append(public, one.ID)
		}
	}
	if want := []string{"ask", "reply"}; !slices.Equal(public, want) {
		t.Errorf("%q answer the customer, want %q", public, want)
	}
}

func TestQuoteTellsItsLanguage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, c := range want[Regulation](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/regulation?lang=en", nil), http.StatusOK).Clauses {
		if c.Quote != "" && c.Lang != "kk" || c.Quote == "" && c.Lang != "" {
			t.Errorf("%s is quoted in %q: %.40q; the document is Kazakh", c.ID, c.Lang, c.Quote)
		}
	}
}

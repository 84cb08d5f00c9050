package httpapi

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

func TestRegulationIsShown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := want[Regulation](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/regulation", nil, "Accept-Language", "kk"), http.StatusOK)
	if got.ID != "prots" || got.Zone != "Asia/Almaty" || len(got.Types) != 9 || len(got.Fields["form"]) != 8 || got.Title != "PROTS-қа өтінім беру нұсқаулығы" {
		t.Errorf("regulation %s of %s, %d types, %d fields, %q", got.ID, got.Zone, len(got.Types), len(got.Fields["form"]), got.Title)
	}
	for _, s := range got.Statuses {
		if s.Label == "" || s.Clause == "" || s.Family == "" {
			t.Errorf("status %+v lacks a label, a clause or a family", s)
		}
	}
}

func TestDocumentIsAPageOfItsOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for lang, word := range map[string]string{"": "Инструкция по подаче заявки", "ru": "Инструкция по подаче заявки", "kk": "өтінім беру нұсқаулығы", "en": "How to file a request"} {
		path := "/api/v1/prots/regulation/document"
		if lang != "" {
			path += "?lang=" + lang
		}
		a := r.call(t, "prots/operator", "GET", path, nil)
		if a.status != http.StatusOK || a.header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(string(a.body), word) {
			t.Errorf("%s: %d %s, want a page with %q", path, a.status, a.header.Get("Content-Type"), word)
		}
		if !strings.Contains(string(a.body), "PROTS-M8") && !strings.Contains(string(a.body), "Мы 2-3 раза высылаем уведомление") {
			t.Errorf("%s does not hold the clauses", path)
		}
	}
	problem(t, r.call(t, "prots/operator", "GET", "/api/v1/prots/regulation/document?lang=de", nil), http.StatusUnprocessableEntity, engine.Invalid)
}

func TestWhoHasReadIsSigned(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	aliya := r.token(t, prots, "reader", "aliya")
	odd := r.token(t, prots, "reader2", "odd")
	first := want[struct {
		Seq int64
		At  time.Time
	}](t, r.call(t, aliya, "POST", "/api/v1/prots/regulation/read", nil), http.StatusOK)
	r.clock.Advance(time.Hour)
	again := want[struct {
		Seq int64
		At  time.Time
	}](t, r.call(t, aliya, "POST", "/api/v1/prots/regulation/read", nil), http.StatusOK)
	if again != first {
		t.Errorf("read twice: %+v, want the first signature %+v", again, first)
	}
	r.call(t, odd, "POST", "/api/v1/prots/regulation/read", nil)
	got := want[struct{ Readers []Reader }](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/regulation/readers", nil), http.StatusOK)
	if len(got.Readers) != 2 || got.Readers[0].Name != "Әлия Сәбитқызы" || got.Readers[0].Seq != first.Seq || !got.Readers[0].At.Equal(start) {
		t.Errorf("readers %+v, want Әлия at %s", got.Readers, start)
	}
	a := r.call(t, "prots/operator", "GET", "/api/v1/prots/regulation/readers.csv?lang=kk", nil)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(a.header.Get("Content-Disposition"), "readers.csv") {
		t.Fatalf("%d %v", a.status, a.header)
	}
	text, bom := strings.CutPrefix(string(a.body), "\uFEFF")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !bom || len(rows) != 3 {
		t.Fatalf("%q (%v), want a mark and three rows", a.body, err)
	}
	if rows[0][1] != "Т.А.Ә." || rows[1][1] != "Әлия Сәбитқызы" || rows[1][2] != "Маман" || rows[1][3] != "23.11.2026 10:00" {
		t.Errorf("rows %q, want the head in Kazakh and the time of Almaty", rows)
	}
	for _, cell := range rows[2] {
		if strings.HasPrefix(cell, "=") || strings.HasPrefix(cell, "@") {
			t.Errorf("the cell %q is a formula to a spreadsheet", cell)
		}
	}
	other := want[struct{ Readers []Reader }](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/regulation/readers?edition=other", nil), http.StatusOK)
	if len(other.Readers) != 0 {
		t.Errorf("readers of another edition: %+v", other.Readers)
	}
}

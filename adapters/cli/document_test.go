package cli

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/ui/browsertest"
)

// chart is what the tests read from a chart of statuses.
type chart struct {
	Groups []struct {
		Status string   `xml:"data-status,attr"`
		To     string   `xml:"data-to,attr"`
		From   string   `xml:"data-from,attr"`
		Texts  []string `xml:"text"`
	} `xml:"g"`
}

// charted writes the chart of a shipped regulation.
func charted(t *testing.T, name, lang string) (file string, c *chart) {
	t.Helper()
	file = filepath.Join(t.TempDir(), name+".svg")
	run(t, "document", name, "--lang", lang, "--out", filepath.Join(t.TempDir(), "page.html"), "--chart", file).ends(0)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c = &chart{}
	if err := xml.Unmarshal(raw, c); err != nil {
		t.Fatalf("the chart of %s: %v", name, err)
	}
	return file, c
}

// moves reports whether the chart has an arrow to a status with the words. The
// previous one may be any.
func (c *chart) moves(to string, words ...string) bool {
	for _, g := range c.Groups {
		all := strings.Join(g.Texts, "\n")
		if (g.To == to || to == "previous") && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) }) {
			return true
		}
	}
	return false
}

// TestDocumentHoldsEveryClauseStatusAndMove holds the documents of what is
// shipped against the regulations.
func TestDocumentHoldsEveryClauseStatusAndMove(t *testing.T) {
	t.Parallel()
	for _, name := range shipped() {
		_, reg, err := carried(name).load(t.Context())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, lang := range []string{rules.Kazakh, rules.Russian, rules.English} {
			page := run(t, "document", name, "--lang", lang).ends(0)
			for i := range reg.Clauses {
				page.prints(`id="` + string(reg.Clauses[i].ID) + `"`)
			}
			page.prints(`<svg `, "@media print")
			_, c := charted(t, name, lang)
			holds(t, name+" in "+lang, c, reg, lang)
		}
	}
}

func holds(t *testing.T, name string, c *chart, reg *rules.Regulation, lang string) {
	t.Helper()
	boxes := map[string]bool{}
	for _, g := range c.Groups {
		boxes[g.Status] = true
	}
	for i := range reg.Statuses {
		if id := reg.Statuses[i].ID; !boxes[id] {
			t.Errorf("the chart of %s has no box of the status %s", name, id)
		}
	}
	for i := range reg.Acts {
		if a := &reg.Acts[i]; a.To != "" && !c.moves(a.To, a.Label.In(lang), string(a.Clause)) {
			t.Errorf("the chart of %s has no arrow of the act %s", name, a.ID)
		}
	}
	for i := range reg.Silences {
		s := &reg.Silences[i]
		for _, e := range s.Then {
			if e.Status != "" && !c.moves(e.Status, s.Label.In(lang)) {
				t.Errorf("the chart of %s has no arrow of the silence %s", name, s.ID)
			}
		}
	}
	for i := range reg.Reactions {
		r := &reg.Reactions[i]
		for _, e := range r.Do {
			if e.Status != "" && !c.moves(e.Status, string(r.Clause)) && !c.moves(e.Status, string(e.Clause)) {
				t.Errorf("the chart of %s has no arrow of the reaction in line %d", name, r.Line)
			}
		}
	}
}

func TestDocumentGoesWhereItIsToldTo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	page, svg := filepath.Join(dir, "sud.html"), filepath.Join(dir, "sud.svg")
	if r := run(t, "document", "sud", "--lang", "kk", "--out", page).ends(0); r.out != "" {
		t.Errorf("prints %q beside the file", r.out)
	}
	raw, err := os.ReadFile(page)
	if err != nil || !strings.Contains(string(raw), `<html lang="kk">`) || !strings.Contains(string(raw), "Жаңа өтініш") {
		t.Errorf("got %s (%v), want the document in Kazakh with its chart", raw, err)
	}
	var files documentFiles
	run(t, "document", "sud", "--chart", svg, "--json").ends(0).decode(&files)
	if files.Chart != svg || !strings.Contains(files.HTML, "SUD-5-ack") || strings.Contains(files.HTML, "<svg") {
		t.Errorf("got %+v, want the chart in a file of its own", files)
	}
	run(t, "document", "sud", "--out", filepath.Join(dir, "no", "such.html")).ends(1).complains("such.html")
	misusedBy(t, []string{"rules/nix", "sud"}, "document", "rules/nix")
	misusedBy(t, []string{"de", "kk"}, "document", "sud", "--lang", "de")
}

// TestWordsOfTheChartFit measures in a browser: names lie within their boxes,
// what is written on arrows within the picture and over no box.
func TestWordsOfTheChartFit(t *testing.T) {
	tab := browsertest.New(t)
	for _, name := range shipped() {
		for _, lang := range []string{rules.Kazakh, rules.Russian} {
			file, _ := charted(t, name, lang)
			server := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(file))))
			if err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/"+filepath.Base(file))); err != nil {
				t.Fatal(err)
			}
			misfits, err := chromedp.Run(tab, chromedp.Evaluate[string](misfits))
			server.Close()
			if err != nil || misfits != "" {
				t.Errorf("the chart of %s in %s: %v %s", name, lang, err, fmt.Sprint(misfits))
			}
		}
	}
}

// misfits lists words that reach beyond their place.
const misfits = `(() => {
	const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom
	const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
	const all = s => [...document.querySelectorAll(s)], at = e => e.getBoundingClientRect()
	const bad = [], whole = at(document.documentElement), words = all('.move text')
	for (const g of all('.status')) for (const w of g.querySelectorAll('text'))
		if (!within(at(w), at(g.querySelector('rect')))) bad.push(w.textContent + ' is wider than its box')
	words.forEach((w, i) => {
		if (!within(at(w), whole)) bad.push(w.textContent + ' leaves the picture')
		if (all('.status rect').some(b => meet(at(w), at(b)))) bad.push(w.textContent + ' lies over a box')
		for (const other of words.slice(0, i)) if (meet(at(w), at(other))) bad.push(w.textContent + ' lies over ' + other.textContent)
	})
	return bad.join('\n')
})()`

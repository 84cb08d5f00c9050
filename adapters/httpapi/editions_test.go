package httpapi

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/plan"
)

const protsEditions = "/api/v1/prots/editions"

// entry is a file of an archive.
type entry struct {
	name, text string
	mode       fs.FileMode
}

func archive(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(e.mode | 0o600)
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = f.Write([]byte(e.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func withLibrary(l *library) func(*Config) { return func(c *Config) { c.Editions = l } }

func TestArchiveMayHoldTheFolderOrItsFiles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		entries []entry
		want    string
	}{
		"files":           {[]entry{{name: "regulation.lua"}, {name: "cases/01.yaml"}}, "cases/01.yaml regulation.lua"},
		"the folder":      {[]entry{{name: "sud/"}, {name: "sud/regulation.lua"}, {name: "sud/cases/01.yaml"}}, "cases/01.yaml regulation.lua"},
		"packed on a Mac": {[]entry{{name: "sud/regulation.lua"}, {name: "sud/.DS_Store"}, {name: "__MACOSX/sud/._regulation.lua"}}, "regulation.lua"},
		"with a history":  {[]entry{{name: "regulation.lua"}, {name: ".git/HEAD"}, {name: "cases/.swp"}}, "regulation.lua"},
	} {
		l := &library{}
		r := newRig(t, withLibrary(l))
		a := r.call(t, "prots/admin", "POST", protsEditions, archive(t, c.entries...))
		up := want[Uploaded](t, a, http.StatusCreated)
		if got := strings.Join(l.files(), " "); got != c.want || a.header.Get("Location") != protsEditions+"/"+up.Edition.ID {
			t.Errorf("%s: got %s at %s, want %s at the edition", name, got, a.header.Get("Location"), c.want)
		}
	}
}

func TestKnownEditionIsNotCreatedAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, withLibrary(&library{known: true}))
	want[Uploaded](t, r.call(t, "prots/admin", "POST", protsEditions, archive(t, entry{name: "regulation.lua"})), http.StatusOK)
}

// TestArchiveThatIsNoneIsRefused: bombs, names that lead out of the folder, links.
// Nothing of it reaches the editions.
func TestArchiveThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := newRig(t, withLibrary(l))
	good := archive(t, entry{name: "regulation.lua", text: strings.Repeat("return 1\n", 1000)})
	damaged := bytes.Clone(good)
	damaged[60] ^= 0xff
	many := make([]entry, maxFiles+1)
	for i := range many {
		many[i].name = fmt.Sprintf("cases/%d.yaml", i)
	}
	lying := archive(t, entry{name: "regulation.lua", text: strings.Repeat("0", maxUnpacked+1)})
	if i := bytes.LastIndex(lying, []byte(directoryEntry)); i > 0 { // it says of itself that it is small
		copy(lying[i+24:i+28], []byte{1, 0, 0, 0})
	}
	for name, c := range map[string]struct {
		raw      []byte
		sentence string
	}{
		"nothing":          {nil, "no zip archive"},
		"a script":         {[]byte("return regulation {}"), "no zip archive"},
		"cut short":        {good[:len(good)/2], "no zip archive"},
		"damaged":          {damaged, "no zip archive"},
		"empty":            {archive(t), "no files"},
		"only hidden":      {archive(t, entry{name: ".git/HEAD"}), "no files"},
		"a bomb":           {archive(t, entry{name: "regulation.lua", text: strings.Repeat("0", maxUnpacked+1)}), "larger than 16 MiB"},
		"bombs":            {archive(t, entry{name: "a", text: strings.Repeat("0", maxUnpacked/2+1)}, entry{name: "b", text: strings.Repeat("0", maxUnpacked/2+1)}), "larger than 16 MiB"},
		"a bomb that lies": {lying, "zip archive"},
		"too many":         {archive(t, many...), "more than 2000 files"},
		"up and out":       {archive(t, entry{name: "../regulation.lua"}), `"../regulation.lua"`},
		"up inside":        {archive(t, entry{name: "cases/../../x"}), `"cases/../../x"`},
		"from the root":    {archive(t, entry{name: "/etc/passwd"}), `"/etc/passwd"`},
		"from a drive":     {archive(t, entry{name: "C:/x"}), `"C:/x"`},
		"backslashes":      {archive(t, entry{name: `..\x`}), `"..\\x"`},
		"no text":          {archive(t, entry{name: "a\xff"}), "not allowed"},
		"a zero":           {archive(t, entry{name: "a\x00b"}), "not allowed"},
		"a long name":      {archive(t, entry{name: strings.Repeat("a", 300)}), "not allowed"},
		"a link":           {archive(t, entry{name: "regulation.lua", text: "/etc/passwd", mode: fs.ModeSymlink}), "no plain file"},
		"twice":            {archive(t, entry{name: "a", text: "1"}, entry{name: "a", text: "2"}), "twice"},
	} {
		p := problem(t, r.call(t, "prots/admin", "POST", protsEditions, c.raw, "Accept-Language", "en"), http.StatusUnprocessableEntity, engine.Invalid)
		if !strings.Contains(p.Detail, c.sentence) {
			t.Errorf("%s: %q, want %q in it", name, p.Detail, c.sentence)
		}
	}
	large := r.call(t, "prots/admin", "POST", protsEditions, bytes.Repeat([]byte("x"), maxArchive+1))
	problem(t, large, http.StatusRequestEntityTooLarge, engine.Invalid)
	if files := l.files(); files != nil {
		t.Errorf("%v was handed on", files)
	}
}

func TestFindingsAreAnsweredInTheCallersLanguage(t *testing.T) {
	t.Parallel()
	r := newRig(t, withLibrary(&library{fail: rules.Findings{{File: "prots/regulation.lua", Line: 7, Clause: "3", Path: "acts[1].to", Message: "no such status"},
		{Message: "a warning", Warning: true}}}))
	for lang, start := range map[string]string{"ru": "Редакция не принята", "kk": "Редакция қабылданбады", "en": "The edition was not accepted"} {
		p := problem(t, r.call(t, "prots/admin", "POST", protsEditions+"/active/activate", object{"reason": "x"}, "Accept-Language", lang),
			http.StatusUnprocessableEntity, engine.Invalid)
		if !strings.HasPrefix(p.Detail, start) || !strings.Contains(p.Detail, "1") || !strings.HasSuffix(p.Detail, "prots/regulation.lua:7: clause 3: acts[1].to: no such status") {
			t.Errorf("%s: %q", lang, p.Detail)
		}
		want := ProblemItem{Code: codeFindings, Detail: "no such status", Clause: "3", File: "prots/regulation.lua", Line: 7, Path: "acts[1].to"}
		if len(p.Errors) != 2 || p.Errors[0] != want || !p.Errors[1].Warning || p.Clause != "3" {
			t.Errorf("%s: %+v, want %+v and a warning", lang, p, want)
		}
	}
}

// TestEveryProblemWithEditionsHasItsSentences in three languages, with a place for
// each value.
func TestEveryProblemWithEditionsHasItsSentences(t *testing.T) {
	t.Parallel()
	for code, text := range editionWords {
		for _, lang := range []string{rules.Russian, rules.Kazakh, rules.English} {
			if text[lang] == "" {
				t.Errorf("%s has no sentence in %s", code, lang)
			}
			for _, place := range inBraces.FindAllString(text[rules.English], -1) {
				if !strings.Contains(text[lang], place) {
					t.Errorf("%s in %s does not say %s", code, lang, place)
				}
			}
		}
	}
}

func TestOrderIsHandedOnWithItsActor(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := newRig(t, withLibrary(l))
	want[Activated](t, r.call(t, "prots/admin", "POST", protsEditions+"/"+editionID+"/activate", object{"reason": "Order 14", "from": "3f1c"}), http.StatusOK)
	want[Activated](t, r.call(t, "prots/admin", "POST", protsEditions+"/rollback", object{"reason": "Clause 5"}), http.StatusOK)
	if len(l.orders) != 2 || l.orders[0].Reason != "Order 14" || l.orders[0].From != "3f1c" || l.orders[0].Actor.ID != "admin" || l.orders[1].Reason != "Clause 5" {
		t.Errorf("orders %+v", l.orders)
	}
	for _, body := range []any{object{}, object{"reason": ""}, object{"reason": strings.Repeat("x", 1001)}, object{"reason": "x", "other": 1}} {
		problem(t, r.call(t, "prots/admin", "POST", protsEditions+"/rollback", body), http.StatusUnprocessableEntity, engine.Invalid)
	}
}

func TestFilesOfAnEditionAreShown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := want[struct {
		Edition Edition
		Files   []EditionFile
	}](t, r.call(t, "prots/admin", "GET", protsEditions+"/active", nil), http.StatusOK)
	if got.Edition.By.Name != "Әлия Сәбитқызы" {
		t.Errorf("activated by %+v, want the employee's name", got.Edition.By)
	}
	if len(got.Files) != 2 || got.Files[0] != (EditionFile{Path: "logo.png", Size: 2, Base64: base64.StdEncoding.EncodeToString([]byte{0xff, 0})}) ||
		got.Files[1] != (EditionFile{Path: "regulation.lua", Size: 8, Text: "return 1"}) {
		t.Errorf("files %+v", got.Files)
	}
}

func TestEditionsAreComparedInWords(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for lang, words := range map[string][]string{"ru": {"Новое: ", "Больше нет: ", " было "}, "kk": {"Жаңа: ", "Енді жоқ: ", " болған, "}, "en": {"New: ", "Gone: ", " was "}} {
		got := want[struct {
			Was, Is string
			Clauses []ClauseOfChange
		}](t, r.call(t, "prots/admin", "GET", protsEditions+"/active/diff?lang="+lang, nil), http.StatusOK)
		all := ""
		for _, c := range got.Clauses {
			if c.Title == "" || len(c.Changes) == 0 {
				t.Errorf("clause %q has title %q and %d changes", c.ID, c.Title, len(c.Changes))
			}
			for _, ch := range c.Changes {
				all += ch.Sentence + "\n"
			}
		}
		for _, word := range words {
			if !strings.Contains(all, word) {
				t.Errorf("%s: no sentence says %q", lang, word)
			}
		}
		if strings.Contains(all, "{item}") || got.Was == got.Is {
			t.Errorf("%s: %s to %s: %.200s", lang, got.Was, got.Is, all)
		}
	}
}

func TestPlanIsAnswered(t *testing.T) {
	t.Parallel()
	got := want[struct {
		Edition, Zone string
		plan.Summary
		Tickets []plan.Affected
	}](t, newRig(t).call(t, "prots/admin", "GET", protsEditions+"/active/plan", nil), http.StatusOK)
	if got.Moves != 1 || len(got.Tickets) != 1 || got.Tickets[0].Deadlines[0].WouldWithin != "4wh" || got.Zone != "UTC" {
		t.Errorf("got %+v", got)
	}
}

func TestEditionIsTriedByOrder(t *testing.T) {
	t.Parallel()
	l := &library{}
	r := newRig(t, withLibrary(l))
	tried := want[Tried](t, r.call(t, "prots/admin", "POST", protsEditions+"/"+editionID+"/canary", object{"reason": "Order 14", "share": 10, "from": "3f1c"}), http.StatusOK)
	if c := tried.Edition.Canary; c == nil || c.Share != 10 || c.By.Name != "Әлия Сәбитқызы" {
		t.Errorf("tried: %+v, want the share and the employee's name", c)
	}
	want[Tried](t, r.call(t, "prots/admin", "DELETE", protsEditions+"/canary?reason=Clause%205&from=3f1c", nil), http.StatusOK)
	for i, reason := range []string{"Order 14", "Clause 5"} {
		if o := l.orders[i]; o.Reason != reason || o.From != "3f1c" || o.Actor.ID != "admin" {
			t.Errorf("order %d is %+v, want %s by admin", i, o, reason)
		}
	}
	for _, share := range []int{0, 100, -1} {
		problem(t, r.call(t, "prots/admin", "POST", protsEditions+"/"+editionID+"/canary", object{"reason": "x", "share": share}), http.StatusUnprocessableEntity, engine.Invalid)
	}
	problem(t, r.call(t, "prots/admin", "DELETE", protsEditions+"/canary", nil), http.StatusUnprocessableEntity, engine.Invalid)
}

func TestShadowRunIsShownInWordsPageByPage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	type report struct {
		Shadow
		Clauses     []ShadowClause
		Differences []ShadowDifference
		Next        string
	}
	ask := func(query string) report {
		return want[report](t, r.call(t, "prots/admin", "GET", protsEditions+"/shadow"+query, nil), http.StatusOK)
	}
	got := ask("?limit=2&lang=en")
	if len(got.Differences) != 2 || got.Next != "2" || got.Compared != 9 || len(got.Clauses) != 2 || got.Clauses[0].ID != "5" || got.Clauses[0].Differences != 2 {
		t.Fatalf("got %+v, want two of three differences, the clause with most first", got)
	}
	if d := got.Differences[0]; !strings.Contains(d.Was[0].Sentence, "was so") || !strings.Contains(d.Would[0].Sentence, "would be") || d.Was[0].Clause != "5" || d.Was[0].Op != "set" {
		t.Errorf("the first is %+v", d)
	}
	if rest := ask("?limit=2&cursor=2"); len(rest.Differences) != 1 || rest.Next != "" || rest.Differences[0].Seq != 3 {
		t.Errorf("the next page is %+v", rest)
	}
	if six := ask("?clause=6"); len(six.Differences) != 1 || six.Differences[0].Seq != 3 {
		t.Errorf("of clause 6 %+v", six.Differences)
	}
	problem(t, r.call(t, "prots/admin", "GET", protsEditions+"/shadow?cursor=x", nil), http.StatusUnprocessableEntity, engine.Invalid)
	want[report](t, r.call(t, "prots/admin", "POST", protsEditions+"/"+editionID+"/shadow", object{"reason": "look"}), http.StatusOK)
	want[report](t, r.call(t, "prots/admin", "DELETE", protsEditions+"/shadow?reason=enough", nil), http.StatusOK)
	problem(t, r.call(t, "prots/operator", "GET", protsEditions+"/shadow", nil), http.StatusForbidden, engine.Forbidden)
}

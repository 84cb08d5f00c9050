package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// sends are the payloads of the messages that an event asks for.
func sends(events []engine.Event) (payloads []engine.Fields) {
	for i := range events {
		for _, op := range events[i].Body.Ops {
			if m, ok := op.Value.(map[string]any); ok && op.Kind == engine.OpSend {
				payloads = append(payloads, m)
			}
		}
	}
	return payloads
}

func TestNoticesSayWhatWasRecorded(t *testing.T) {
	t.Parallel()
	reg, f := desk(t), asked(t)
	f.Steps[0].Mail.Subject = "{number} <script>alert(1)</script>"
	f.Steps[2] = act("ask", "text", "Which {due.first_reply}? <b>This</b> one & {input.text}")
	events, _ := play(t, reg, f)
	payloads := sends(events)
	if len(payloads) != 2 {
		t.Fatalf("%d messages, want 2", len(payloads))
	}
	question, err := reg.Render(payloads[1], "DESK-001", nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Which {due.first_reply}? <b>This</b> one & {input.text}"; question.Body != want {
		t.Errorf("got %q, want the words as they were typed: %q", question.Body, want)
	}
	again, _ := reg.Render(payloads[1], "DESK-001", nil)
	if again != question {
		t.Errorf("rendered again it says %q", again)
	}
}

func TestMissingLanguageFallsBackToTheDocuments(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	events, _ := play(t, reg, asked(t))
	payload := sends(events)[0]
	payload["lang"] = rules.Kazakh
	got, err := reg.Render(payload, "DESK-001", nil)
	if err != nil || !strings.HasPrefix(got.Body, "Your request DESK-001 is accepted.") || !strings.Contains(got.Body, "2026 ж. 23 қар., 14:00") {
		t.Errorf("got %q, %v; want the document's words with the date in Kazakh", got.Body, err)
	}
}

func TestEachLanguageHasItsOwnWords(t *testing.T) {
	t.Parallel()
	label := func(en, ru string) map[string]any { return map[string]any{"en": en, "ru": ru} }
	tree := deskTree(t)
	bilingual(tree, label)
	set("languages", []any{"en", "ru"})(t, tree)
	set("texts.accepted.body", label("Accepted: {type}", "Принято: {type}"))(t, tree)
	reg, findings := rules.Compile(tree, rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"ru": "Принято: Support по-русски", "en": "Accepted: Support"} {
		events, _ := play(t, reg, &cases.File{Path: lang, Name: lang, Start: local(t, "2026-11-23 10:00"), Steps: []cases.Step{{Form: &cases.Form{Language: lang,
			Fields: map[string]any{"type": "support", "email": "a@client.example", "description": "Slow laptop"}}}}})
		if got, err := reg.Render(sends(events)[0], "", nil); err != nil || got.Body != want || got.Lang != lang {
			t.Errorf("%s: got %+v, %v; want %q", lang, got, err, want)
		}
	}
}

// bilingual gives every label and text of a tree a second language.
func bilingual(tree any, both func(en, ru string) map[string]any) {
	switch x := tree.(type) {
	case []any:
		for _, e := range x {
			bilingual(e, both)
		}
	case map[string]any:
		for k, v := range x {
			if s, ok := v.(string); ok && (k == "label" && x["title"] == nil || k == "body") { // a clause's label is its number
				x[k] = both(s, s+" по-русски")
				continue
			}
			bilingual(v, both)
		}
	}
}

func TestLinksAreMadeBySenders(t *testing.T) {
	t.Parallel()
	reg := desk(t, set("texts.accepted.body", "Press {link.close}"))
	events, _ := play(t, reg, asked(t))
	payload := sends(events)[0]
	if got, _ := reg.Render(payload, "", func(act string) string { return "https://x.example/" + act }); got.Body != "Press https://x.example/close" {
		t.Errorf("got %q", got.Body)
	}
	if got, _ := reg.Render(payload, "", nil); got.Body != "Press …" {
		t.Errorf("a preview says %q", got.Body)
	}
}

func TestUnknownTextIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := desk(t).Render(engine.Fields{"text": "nothing"}, "", nil); err == nil || !strings.Contains(err.Error(), `no text "nothing"`) {
		t.Errorf("got %v", err)
	}
}

func TestTimesReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 3, 9, 5, 59, 0, time.UTC)
	for lang, want := range map[string]string{rules.Kazakh: "2026 ж. 3 мам., 09:05", rules.Russian: "3 мая 2026 г., 09:05", rules.English: "3 May 2026, 09:05", "": "3 May 2026, 09:05"} {
		if got := rules.FormatTime(at, lang); got != want {
			t.Errorf("%q: got %q, want %q", lang, got, want)
		}
	}
}

func TestDocumentEscapesWhatItQuotes(t *testing.T) {
	t.Parallel()
	reg := desk(t, set("clauses.D-7.id", `D-"><script>`), set("clauses.D-2.quote", "<script>alert(1)</script>"),
		moved("D-7", `D-"><script>`))
	var b strings.Builder
	if err := rules.WriteDocument(&b, reg, `en" onload="alert(1)`); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script", "Desk <Ltd>", "<b>weekends", `" onload="`} {
		if strings.Contains(page, bad) {
			t.Errorf("the document holds %q", bad)
		}
	}
	for _, want := range []string{"Desk &lt;Ltd&gt;", "9 to 18 &amp; take", "Silent on &lt;b&gt;weekends&lt;/b&gt;.", `<h2>General</h2>`, `<h3 id="D-1">`, "<title>Rules of the desk</title>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the document does not hold %q", want)
		}
	}
}

// moved puts what stands in one clause into another.
func moved(from, to string) edit {
	return func(_ testing.TB, tree map[string]any) { replace(tree, from, to) }
}

func replace(tree any, from, to string) {
	switch x := tree.(type) {
	case []any:
		for _, e := range x {
			replace(e, from, to)
		}
	case map[string]any:
		if x["clause"] == from {
			x["clause"] = to
		}
		for _, v := range x {
			replace(v, from, to)
		}
	}
}

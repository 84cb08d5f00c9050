package cases

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// desk is the regulation of the interpreter's own tests.
func desk(t testing.TB) Compile {
	t.Helper()
	raw, err := os.ReadFile("../testdata/desk.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(params map[string]any) (*rules.Regulation, error) {
		tree, err := engine.DecodeValue(raw)
		if err != nil {
			return nil, err
		}
		reg, findings := rules.Compile(tree, rules.Options{Params: params})
		return reg, findings.Err()
	}
}

const story = `name: A request is taken
start: 2026-11-23T10:00:00+05:00
params: {reminders: 3}
steps:
  - mail: {from: A <a@client.example>, subject: Printer is broken, text: broken}
    as: printer
    expect:
      number: DESK-001
      status: new
      facets: {turn: staff}
      fields: {name: A, iin: ""}
      tickets: 1
      sent: [{text: accepted, to: a@client.example, lang: en, clause: D-7, subject: "[DESK-001] Accepted", contains: [14:00], lacks: [Type]}]
      clauses: [D-4, D-7]
      not: [D-5]
      deadlines: {first_reply: {state: running, due: "2026-11-23 14:00", clause: D-4}, asked: {state: absent}}
      timers: {promise.first_reply.warn: "2026-11-23 13:00", promise.first_reply.breach: "2026-11-23 14:00:01", promise.solved.breach: "2026-11-23 18:00:01"}
      acts: {operator: {may: {take: D-3}, not: [close]}}
      suggested: []
      event: delivery.done
  - act: take
    by: operator
    expect: {status: work, same: printer, sent: []}
  - act: take
    by: operator
    expect:
      refused: {kind: refused, clause: D-3, problems: {"": act_status}}
  - until: "2026-11-23 13:00"
    expect: {notes: [soon]}
  - show: form
    expect:
      form: {fields: [type, email, phone, iin, code, description], required: [type, email, code, description], clauses: [D-2]}
  - show: document
    expect:
      form: {contains: [Rules of the desk], clauses: [D-7]}
`

func TestCasePassesWhereAllIsAsExpected(t *testing.T) {
	t.Parallel()
	report := Run(t.Context(), desk(t), parsed(t, strings.Replace(story, "delivery.done", engine.KindDelivered, 1)), Observer{})
	for _, f := range report.Failures {
		t.Errorf("%d: %s", f.Line, f.Message)
	}
	if got := strings.Join(ids(report.Covered), " "); got != "D-2 D-3 D-4 D-7" {
		t.Errorf("covered are %s", got)
	}
}

func ids(clauses []engine.ClauseID) (out []string) {
	for _, c := range clauses {
		out = append(out, string(c))
	}
	return out
}

func parsed(t testing.TB, s string) *File {
	t.Helper()
	f, err := Read("story.yaml", strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Each expectation fails where it does not hold, with its line and both sides.
func TestEveryExpectationCanFail(t *testing.T) {
	t.Parallel()
	good := strings.Replace(story, "delivery.done", engine.KindDelivered, 1)
	for _, c := range []struct {
		old, with string
		line      int
		want      string
	}{
		{"number: DESK-001", "number: DESK-002", 8, `number is "DESK-001", want "DESK-002"`},
		{"status: new", "status: work", 8, `status is "new", want "work"`},
		{"turn: staff", "turn: customer", 8, `facet turn is "staff", want "customer"`},
		{"name: A, ", "name: B, ", 8, "field name is A, want B"},
		{`iin: ""`, "iin: 5", 8, "field iin is <nil>, want 5"},
		{"tickets: 1", "tickets: 2", 8, "there are 1 tickets"},
		{"text: accepted, ", "text: stopped, ", 8, `text is "accepted", want "stopped"`},
		{"to: a@client.example", "to: b@client.example", 8, `recipient is "a@client.example"`},
		{"lang: en", "lang: kk", 8, `language is "en"`},
		{"clause: D-7, subject", "clause: D-1, subject", 8, `clause is "D-7", want "D-1"`},
		{"[DESK-001] Accepted", "Accepted", 8, `subject is "[DESK-001] Accepted"`},
		{"contains: [14:00]", "contains: [15:00]", 8, `does not say "15:00"`},
		{"lacks: [Type]", "lacks: [Answer]", 8, `says "Answer"`},
		{"sent: []", "sent: [{}]", 23, "0 messages went out (), want 1"},
		{"clauses: [D-4, D-7]", "clauses: [D-5]", 8, "clause D-5 caused nothing"},
		{"not: [D-5]", "not: [D-4]", 8, "clause D-4 caused something"},
		{"state: running", "state: met", 8, "deadline first_reply is running, want met"},
		{`due: "2026-11-23 14:00"`, `due: "2026-11-23 15:00"`, 8, "is due 2026-11-23 14:00:00, want 2026-11-23 15:00"},
		{"clause: D-4}", "clause: D-5}", 8, "deadline first_reply is of clause D-4, want D-5"},
		{"state: absent", "state: waiting", 8, "deadline asked never began"},
		{`warn: "2026-11-23 13:00"`, `warn: "2026-11-23 12:00"`, 8, "timers are"},
		{"may: {take: D-3}", "may: {take: D-4}", 8, "take is offered to operator by clause D-3, want D-4"},
		{"may: {take: D-3}", "may: {resume: D-3}", 8, "resume is not offered to operator"},
		{"not: [close]", "not: [ask]", 8, "ask is offered to operator"},
		{"suggested: []", "suggested: [close]", 8, "suggested are [], want [close]"},
		{"event: ", "event: x", 8, "the last event is"},
		{"same: printer", "same: printer, status: new", 23, `mapping key "status" already defined`},
		{"by: operator\n    expect: {status: work", "by: customer\n    expect: {status: work", 21, "turned down (forbidden) by clause D-3"},
		{"kind: refused", "kind: invalid", 27, "turned down as refused, want invalid"},
		{"clause: D-3, problems", "clause: D-4, problems", 27, "turned down by clause D-3, want D-4"},
		{`{"": act_status}`, `{"": act_role}`, 27, "problems are map[:act_status], want map[:act_role]"},
		{"- act: take\n    by: operator\n    expect:\n", "- act: ask\n    by: operator\n    inputs: {text: x}\n    expect:\n", 28, "the step was not turned down"},
		{"notes: [soon]", "notes: [late]", 29, "want late among them"},
		{"fields: [type, email", "fields: [email, type", 32, "fields are"},
		{"required: [type, email", "required: [email", 32, "required fields are"},
		{"clauses: [D-2]}", "clauses: [D-6]}", 32, "nothing that is shown stands in clause D-6"},
		{"Rules of the desk", "Rules of the bank", 35, `the document does not say "Rules of the bank"`},
		{"reminders: 3", "reminders: 30", 1, "30 is out of range"},
		{"13:00\"\n    expect: {notes", "half past one\"\n    expect: {notes", 28, "is no instant"},
		{"as: printer", "on: printer", 5, `no ticket was named "printer"`},
	} {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the story does not say %q", c.old)
		}
		f, err := Read("story.yaml", strings.NewReader(strings.Replace(good, c.old, c.with, 1)))
		if err != nil {
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.with, err, c.want)
			}
			continue
		}
		report := Run(t.Context(), desk(t), f, Observer{})
		found := false
		for _, failure := range report.Failures {
			found = found || strings.Contains(failure.Message, c.want) && failure.Line == c.line
		}
		if !found {
			t.Errorf("%s: got %v, want %q in line %d", c.with, report.Failures, c.want, c.line)
		}
	}
}

func TestUnreadableCasesNameTheirLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, with, want string }{
		{"name: A request is taken", "", "story.yaml: a case needs a name"},
		{"start: 2026-11-23T10:00:00+05:00", "", "a case needs a start instant"},
		{"steps:", "steps: []\nrest:", "there is no key rest here"},
		{"number: DESK-001", "nubmer: DESK-001", "line 8: there is no key nubmer here"},
		{"subject: Printer", "topic: Printer", "line 5: there is no key topic here"},
		{"tickets: 1", "tickets: one", "line 12: want a whole number, not one"},
		{"as: printer", "wait: 1h", "line 5: a step is one thing that happens"},
		{"steps:", "steps: [", "yaml: line"},
	} {
		_, err := Read("story.yaml", strings.NewReader(strings.Replace(story, c.old, c.with, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "story.yaml: ") {
			t.Errorf("%s: got %v, want %q", c.with, err, c.want)
		}
	}
}

func TestFolderIsLoadedInOrderWithItsDirectory(t *testing.T) {
	t.Parallel()
	own := strings.Replace(story, "steps:", "directory: {companies: [{id: own}]}\nsteps:", 1)
	files, err := Load(fstest.MapFS{"c/2.yaml": {Data: []byte(story)}, "c/1.yaml": {Data: []byte(own)}, "c/note.txt": {Data: []byte("x")},
		"c/directory.yaml": {Data: []byte("companies: [{id: common}]")}}, "c")
	if err != nil || len(files) != 2 {
		t.Fatalf("got %d cases, %v", len(files), err)
	}
	if files[0].Path != "c/1.yaml" || files[0].Directory.Companies[0].ID != "own" || files[1].Directory.Companies[0].ID != "common" {
		t.Errorf("got %s with %v and %s with %v", files[0].Path, files[0].Directory, files[1].Path, files[1].Directory)
	}
	files, err = Load(fstest.MapFS{"c/1.yaml": {Data: []byte(story)}, "c/2.yaml": {Data: []byte("name: x")}, "c/3.yaml": {Data: []byte("x: y")}}, "c")
	if err == nil || len(files) != 1 || !strings.Contains(err.Error(), "c/2.yaml: ") || !strings.Contains(err.Error(), "c/3.yaml: ") {
		t.Errorf("got %d cases, %v; want the good one and both errors", len(files), err)
	}
	if _, err := Load(fstest.MapFS{"c/directory.yaml": {Data: []byte("companies: [{}]")}}, "c"); err == nil || !strings.Contains(err.Error(), "c/directory.yaml: directory: line 1: a company has no id") {
		t.Errorf("got %v", err)
	}
}

func TestObserverSeesEveryStepAndEvent(t *testing.T) {
	t.Parallel()
	steps, events := 0, 0
	Run(t.Context(), desk(t), parsed(t, story), Observer{
		Step: func(number int, s *Step) {
			if number != steps || s == nil {
				t.Errorf("step %d came as number %d", number, steps)
			}
			steps++
		},
		Event: func(e *engine.Event, _ engine.Ticket) { events++ },
	})
	if steps != 6 || events < 4 {
		t.Errorf("%d steps and %d events, want 6 and more than 3", steps, events)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(story)
	f.Add("name: x\nstart: 2026-11-23T10:00:00+05:00\nsteps: [{wait: 1h}, &a {act: x, expect: &b {tickets: 1}}, *a, null, {expect: *b}]")
	f.Add("name: x\nstart: 2026-11-23T10:00:00+05:00\nsteps: &s [{wait: 1h}]\nparams: {a: *s}")
	f.Fuzz(func(t *testing.T, s string) {
		f, err := Read("f", strings.NewReader(s))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f: ") {
				t.Fatalf("%v does not name the file", err)
			}
			return
		}
		for i := range f.Steps {
			if f.Steps[i].line == 0 {
				t.Fatalf("step %d of %q has no line", i, s)
			}
		}
	})
}

package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// passes checks that a new regulation is in order and that its cases prove each
// of its clauses.
func passes(t *testing.T, dir string) {
	t.Helper()
	run(t, "check", dir).ends(0)
	run(t, "test", dir, "--cover").ends(0).prints("4 of 4 clauses are covered")
}

func TestNewRegulationPassesAsItIs(t *testing.T) {
	t.Parallel()
	for name, flags := range map[string][]string{
		"plain":   nil,
		"kazakh":  {"--lang", "kk", "--languages", "kk", "--type", "Сұрақ", "--answer", "30m"},
		"english": {"--lang", "en", "--languages", "en,kk", "--form", "no", "--type", "Repair/Жөндеу", "--type", "Service / Тексеру"},
		"night":   {"--zone", "Asia/Qyzylorda", "--days", "fri-mon", "--hours", "22:00-06:00", "--holidays", "none", "--answer", "3wd"},
		"pause":   {"--zone", "Europe/Moscow", "--hours", "09:00-13:00, 14:00-18:00", "--holidays", "ru", "--answer", "45wm"},
		"month":   {"--answer", "1mo"},
		"hostile": {"--company", `]] "quoted" \ {number} -- <b>&amp;</b> 'x' # : {`, "--type", `"a" \ {b} ]] --, 'c': #d`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "rules", "acme")
			args := append([]string{"new", dir, "--mail", "help@acme.example", "--json"}, flags...)
			if !slices.Contains(flags, "--company") {
				args = append(args, "--company", "Acme")
			}
			var got made
			run(t, args...).ends(0).decode(&got)
			if got.Regulation != "acme" || len(got.Files) < 3 || !strings.HasSuffix(got.Files[0], "regulation.lua") {
				t.Errorf("got %+v, want the regulation acme with its cases", got)
			}
			for _, file := range got.Files {
				if _, err := os.Stat(file); err != nil {
					t.Error(err)
				}
			}
			passes(t, dir)
		})
	}
}

// asked runs the command as at a terminal, with what is typed there.
func asked(t *testing.T, dir string, c newCmd, typed ...string) (code int, talk string) {
	t.Helper()
	var talked bytes.Buffer
	out := &output{w: &talked, err: &talked}
	c.Name, c.in = dir, strings.NewReader(strings.Join(typed, "\n"))
	if err := c.Run(out); err != nil {
		return out.fail(err), talked.String()
	}
	return 0, talked.String()
}

func TestQuestionsAreAskedUntilTheAnswerIsGood(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	code, talk := asked(t, dir, newCmd{Zone: "Asia/Aqtau"},
		"", "Acme", // a company has a name
		"de", "en",
		"kk,ru", "kk,kk,en", "en,ru",
		"weekdays", "", // mon-fri
		"9 to 5", "18:00-18:00", "08:30-17:30",
		"usa", "none",
		"acme.example", "Acme <help@acme.example>", "help@acme.example",
		"maybe", "No",
		"Repair/Ремонт/Жөндеу", "Repair/Ремонт, Other",
		"soon", "0h", "5s", "4wh",
	)
	if code != 0 {
		t.Fatalf("ends with %d:\n%s", code, talk)
	}
	for _, want := range []string{
		"Name of the company: ", "want the name of the company", `"de" is no language`, "the language of the document, en, must be among them",
		`"kk,kk,en": want some of kk, ru and en, each once`, "Working days [mon-fri]: ", `"weekdays": want days`, "want hours such as 09:00-18:00",
		`"usa": want kz, ru or none`, `"acme.example" is no mail address`, `"maybe": want yes or no`, "one for each of en, ru",
		`"soon" is not a duration`, "an answer needs some time", "want minutes at least", "Next: reglament test ",
	} {
		if !strings.Contains(talk, want) {
			t.Errorf("%q was not said in\n%s", want, talk)
		}
	}
	if strings.Contains(talk, "Time zone") {
		t.Errorf("what a flag says was asked for:\n%s", talk)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "regulation.lua"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`company = "Acme"`, `languages = { "en", "ru" }`, `zone = "Asia/Aqtau", days = "mon-fri", hours = "08:30-17:30" }`,
		`channel.email "help@acme.example"`, `{ en = "Repair", ru = "Ремонт" }`, `{ en = "Other", ru = "Other" }`, `within = "4wh"`, "Working hours: Mon–Fri, 08:30-17:30"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not in\n%s", want, raw)
		}
	}
	if strings.Contains(string(raw), "channel.form") || strings.Contains(string(raw), "holidays") {
		t.Errorf("there is a form, or there are holidays, in\n%s", raw)
	}
	passes(t, dir)
}

func TestAnswersThatEndEarlyWriteNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	code, talk := asked(t, dir, newCmd{}, "Acme", "en")
	if code != 2 || !strings.Contains(talk, "--languages") {
		t.Errorf("ends with %d and\n%s\nwant 2 and the flag of the open question", code, talk)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
}

func TestNothingIsWrittenOver(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	misusedBy(t, []string{"acme", "is there already"}, "new", dir, "--company", "Acme", "--mail", "help@acme.example")
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("got %v (%v), want the folder as it was", entries, err)
	}
}

func TestWrongAnswersInFlagsAreWrongUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := []string{"new", filepath.Join(dir, "acme"), "--company", "Acme", "--mail", "help@acme.example"}
	misusedBy(t, []string{"--company is missing"}, "new", filepath.Join(dir, "acme"))
	misusedBy(t, []string{"--mail is missing"}, good[:4:4]...)
	misusedBy(t, []string{"small Latin letters"}, "new", filepath.Join(dir, "Ақме"))
	for flag, c := range map[string][2]string{
		"lang": {"de", "kk, ru or en"}, "languages": {"kk", "ru, must be among them"}, "zone": {"GMT+6", "Asia/Almaty"}, "days": {"mo-fr", "mon-fri"},
		"hours": {"9-18", "09:00-18:00"}, "holidays": {"de", "kz, ru or none"}, "form": {"perhaps", "yes or no"}, "type": {"a/b", "slashes"},
		"answer": {"4 hours", "in working time"},
	} {
		misusedBy(t, []string{"--" + flag + ": ", c[1]}, append(slices.Clone(good), "--"+flag, c[0])...)
	}
	misusedBy(t, []string{"one line"}, "new", filepath.Join(dir, "acme"), "--mail", "help@acme.example", "--company", "a\nb")
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Errorf("got %v (%v), want nothing written", entries, err)
	}
}

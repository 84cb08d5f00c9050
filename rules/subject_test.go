package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
)

// courtSubject is the form "{iin}/СК/{summary}" with what it tolerates.
func courtSubject(t testing.TB) (*Regulation, *subjectPattern) {
	t.Helper()
	reg := &Regulation{Catalogue: &Catalogue{Lang: Kazakh}, fields: map[string]*Field{
		"iin":     {ID: "iin", Format: "iin", Label: Text{Kazakh: "ЖСН/БСН"}},
		"summary": {ID: "summary", Label: Text{Kazakh: "Сипаттама"}},
	}}
	p, err := parseSubjectPattern(&Subject{Origin: Origin{Clause: "S-1"}, Pattern: "{iin}/СК/{summary}", Tolerate: map[string][]string{"СК": {"CK", "CК", "СK"}}})
	if err != nil {
		t.Fatal(err)
	}
	return reg, p
}

func TestSubjectsAreHeldAgainstTheirForm(t *testing.T) {
	t.Parallel()
	reg, p := courtSubject(t)
	for _, c := range []struct {
		in           string
		iin, summary string
		codes        []string
	}{
		{"880101300123/СК/Қате", "880101300123", "Қате", nil},
		{"Re: [SK-000003] 880101300123 / ск / Қате", "880101300123", "Қате", nil},
		{"880101300123/CK/Латын", "880101300123", "Латын", nil},
		{"880101300123/ck/Латын", "880101300123", "Латын", nil},
		{"880101300123/CК/Екі алфавит", "880101300123", "Екі алфавит", nil},
		{"880101300123/СК/1/2 бет", "880101300123", "1/2 бет", nil},
		{"88010130012/СК/Қате", "", "Қате", []string{"iin_digits"}},
		{"880101300127/СК/Қате", "", "Қате", []string{"iin_check"}},
		{"880101300123/XX/Қате", "880101300123", "Қате", []string{"subject_mark"}},
		{"880101300123/Қате", "880101300123", "", []string{"subject_parts", "subject_mark"}},
		{"880101300123/СК/", "880101300123", "", []string{"subject_empty"}},
		{"/СК/Қате", "", "Қате", []string{"subject_empty"}},
		{"Не могу войти", "", "", []string{"subject_parts"}},
		{"", "", "", []string{"subject_parts", "subject_empty"}},
	} {
		fields, problems := p.read(reg, c.in)
		if fields.String("iin") != c.iin || fields.String("summary") != c.summary {
			t.Errorf("%q: got %v, want iin %q and summary %q", c.in, fields, c.iin, c.summary)
		}
		var codes []string
		for _, problem := range problems {
			codes = append(codes, problem.Code)
			if problem.Clause != "S-1" || problem.Pointer != "/subject" {
				t.Errorf("%q: %s stands in clause %q at %q", c.in, problem.Code, problem.Clause, problem.Pointer)
			}
			for _, lang := range []string{Kazakh, Russian, English} {
				if reg.Say(problem.Code, problem.Values, lang) == problem.Code {
					t.Errorf("%s has no words in %s", problem.Code, lang)
				}
			}
		}
		if !slices.Equal(codes, c.codes) {
			t.Errorf("%q: got problems %q, want %q", c.in, codes, c.codes)
		}
	}
}

func TestWrongMarkSaysWhatStoodThere(t *testing.T) {
	t.Parallel()
	reg, p := courtSubject(t)
	_, problems := p.read(reg, "880101300123/XX/Қате")
	if got, want := reg.Say(problems[0].Code, problems[0].Values, Kazakh), "«СК» орнында «XX» тұр."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, problems = p.read(reg, "Қате")
	want := engine.Fields{"pattern": "ЖСН/БСН/СК/Сипаттама"}
	if got := problems[0].Values; got.String("pattern") != want.String("pattern") {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What mail programs put before a subject does not change what it says.
func TestPrefixesDoNotChangeASubject(t *testing.T) {
	t.Parallel()
	prefix := rapid.SampledFrom([]string{"Re: ", "RE:", "Fw: ", "FWD: ", "HA: ", "НА: ", "Отв: ", "Ответ: ", "Пересл: ", "Жауап: ", "[SK-000001] ", "[#17]", "Re[2]: ", "AW: "})
	reg, p := courtSubject(t)
	rapid.Check(t, func(t *rapid.T) {
		iin := numbers().Draw(t, "iin")
		mark := rapid.SampledFrom(append([]string{"СК", "ск", "cK"}, p.parts[1].marks...)).Draw(t, "mark")
		summary := rapid.StringMatching(`[А-Яа-яәіңғүұқөһ][а-яәіңғүұқөһ /]{0,20}[а-я]`).Draw(t, "summary")
		bare := iin + "/" + mark + "/" + summary
		subject := bare
		for _, s := range rapid.SliceOfN(prefix, 0, 4).Draw(t, "prefixes") {
			subject = s + subject
		}
		fields, problems := p.read(reg, subject)
		if len(problems) > 0 || fields.String("iin") != iin {
			t.Fatalf("%q: got %v, %v", subject, fields, problems)
		}
		if Topic(subject) != Topic(bare) {
			t.Fatalf("%q has the topic %q, %q has %q", subject, Topic(subject), bare, Topic(bare))
		}
		if once := BareSubject(subject); BareSubject(once) != once {
			t.Fatalf("%q became %q and then %q", subject, once, BareSubject(once))
		}
	})
}

package cli

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// answers are what a new regulation is made of.
type answers struct {
	ID, Company, Lang string
	Languages         []string
	Zone, Holidays    string
	Days, Hours       []string
	Mail              string
	Form              bool
	Types             []typeAnswer
	Within            worktime.Duration
}

// typeAnswer is a request type with its name by language.
type typeAnswer struct {
	ID     string
	Labels map[string]string
}

// question is one thing to know. take sets the answer, or says what is wrong
// with it; suggest, if it is there, is taken for an empty one.
type question struct {
	flag, given, words string
	suggest            func(a *answers) string
	set                func(a *answers, answer string) error
}

func (q *question) suggested(a *answers) string {
	if q.suggest == nil {
		return ""
	}
	return q.suggest(a)
}

func (q *question) take(a *answers, answer string) error {
	if strings.ContainsFunc(answer, unicode.IsControl) {
		return fmt.Errorf("%q: want one line of text", answer)
	}
	return q.set(a, answer)
}

func always(s string) func(*answers) string { return func(*answers) string { return s } }

// questions are put in this order: later ones build on earlier answers.
func (c *newCmd) questions() []question {
	return []question{
		{"company", c.Company, "Name of the company", nil, setCompany},
		{"lang", c.Lang, "Language of the document: kk, ru or en", always(rules.Russian), setLang},
		{"languages", c.Languages, "Languages in which customers are answered", always("kk,ru,en"), setLanguages},
		{"zone", c.Zone, "Time zone", always("Asia/Almaty"), setZone},
		{"days", c.Days, "Working days", always("mon-fri"), setDays},
		{"hours", c.Hours, "Working hours", always("09:00-18:00"), setHours},
		{"holidays", c.Holidays, "Whose holidays are free: kz, ru or none", always("kz"), setHolidays},
		{"mail", c.Mail, "Mail address that customers write to", nil, setMail},
		{"form", c.Form, "Is there a form on the site: yes or no", always("yes"), setForm},
		{"type", strings.Join(c.Types, ","), "Request types, with commas between; in several languages with slashes", suggestTypes, setTypes},
		{"answer", c.Answer, "A first answer is due within (m h d, of working time wm wh wd)", always("8wh"), setWithin},
	}
}

func setCompany(a *answers, s string) error {
	if s == "" || len(s) > 200 {
		return errors.New("want the name of the company")
	}
	a.Company = s
	return nil
}

var allLanguages = []string{rules.Kazakh, rules.Russian, rules.English}

func setLang(a *answers, s string) error {
	if !slices.Contains(allLanguages, s) {
		return fmt.Errorf("%q is no language: want kk, ru or en", s)
	}
	a.Lang = s
	return nil
}

func setLanguages(a *answers, s string) error {
	list := split(s, ",")
	for i, lang := range list {
		if !slices.Contains(allLanguages, lang) || slices.Contains(list[:i], lang) {
			return fmt.Errorf("%q: want some of kk, ru and en, each once, with commas between", s)
		}
	}
	if !slices.Contains(list, a.Lang) {
		return fmt.Errorf("%q: the language of the document, %s, must be among them", s, a.Lang)
	}
	a.Languages = list
	return nil
}

// checkCalendar compiles a calendar of the parts that are known.
func checkCalendar(zone string, hours []string) error {
	_, err := worktime.Compile(worktime.Definition{Zone: zone, Versions: []worktime.Version{{Week: map[string][]string{"mon": hours}}}}, worktime.Holidays{})
	return err
}

func setZone(a *answers, s string) error {
	if err := checkCalendar(s, []string{"09:00-18:00"}); err != nil {
		return fmt.Errorf("%w; want a place such as Asia/Almaty", err)
	}
	a.Zone = s
	return nil
}

var dayRange = regexp.MustCompile(`^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$`)

func setDays(a *answers, s string) error {
	list := split(s, ",")
	for _, part := range list {
		if !dayRange.MatchString(part) {
			return fmt.Errorf("%q: want days such as mon-fri or mon-thu,sat", s)
		}
	}
	a.Days = list
	return nil
}

func setHours(a *answers, s string) error {
	list := split(s, ",")
	if err := checkCalendar("UTC", list); err != nil {
		return fmt.Errorf("%w; want hours such as 09:00-18:00 or 09:00-13:00,14:00-18:00", err)
	}
	a.Hours = list
	return nil
}

func setHolidays(a *answers, s string) error {
	if !slices.Contains([]string{"kz", "ru", "none"}, s) {
		return fmt.Errorf("%q: want kz, ru or none", s)
	}
	a.Holidays = strings.TrimPrefix(s, "none")
	return nil
}

func setMail(a *answers, s string) error {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s {
		return fmt.Errorf("%q is no mail address: want one such as help@company.kz", s)
	}
	a.Mail = s
	return nil
}

func setForm(a *answers, s string) error {
	switch strings.ToLower(s) {
	case "yes", "y", "да", "иә":
		a.Form = true
	case "no", "n", "нет", "жоқ":
		a.Form = false
	default:
		return fmt.Errorf("%q: want yes or no", s)
	}
	return nil
}

func suggestTypes(a *answers) string {
	var list []string
	for _, kind := range []string{"type.question", "type.problem"} {
		var names []string
		for _, lang := range a.Languages {
			names = append(names, scaffoldWords[kind].In(lang))
		}
		list = append(list, strings.Join(names, "/"))
	}
	return strings.Join(list, ",")
}

func setTypes(a *answers, s string) error {
	var types []typeAnswer
	for i, part := range split(s, ",") {
		names := split(part, "/")
		if len(names) == 1 { // one name serves all languages
			names = slices.Repeat(names, len(a.Languages))
		}
		if len(names) != len(a.Languages) || slices.Contains(names, "") {
			return fmt.Errorf("%q: want one name, or one for each of %s with slashes between", part, strings.Join(a.Languages, ", "))
		}
		t := typeAnswer{ID: fmt.Sprintf("type_%d", i+1), Labels: map[string]string{}}
		for j, lang := range a.Languages {
			t.Labels[lang] = names[j]
		}
		types = append(types, t)
	}
	if len(types) == 0 {
		return errors.New("want one request type at least")
	}
	a.Types = types
	return nil
}

func setWithin(a *answers, s string) error {
	d, err := worktime.ParseDuration(s)
	switch {
	case err != nil:
		return err
	case d.N == 0:
		return fmt.Errorf("%q: an answer needs some time", s)
	case d.Unit == worktime.Second:
		return fmt.Errorf("%q: nobody answers within seconds; want minutes at least", s)
	}
	a.Within = d
	return nil
}

// split gives the parts of a list, without the spaces around them.
func split(s, sep string) (parts []string) {
	for part := range strings.SplitSeq(s, sep) {
		parts = append(parts, strings.TrimSpace(part))
	}
	return parts
}

package cli

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing/fstest"
	"text/template"
	"time"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/statechart"
)

//go:embed scaffold
var scaffoldSources embed.FS

// scaffoldFile is a file of a new regulation.
type scaffoldFile struct {
	path    string
	content []byte
}

// scaffoldView is what the templates see: the answers, and what follows from
// them.
type scaffoldView struct {
	*answers
	QuoteWays, QuoteWhat, QuoteWhen string
	Prefix, Number, Start, Due      string
}

// files writes the regulation and its cases, and plays them, so that nothing is
// handed out that does not pass.
func (a *answers) files(ctx context.Context) ([]scaffoldFile, error) {
	v := a.view()
	script, err := v.fill("regulation.lua")
	if err != nil {
		return nil, err
	}
	prog, err := plugins.Load(ctx, a.ID, &rules.Bundle{Files: map[string][]byte{plugins.Main: script}})
	if err != nil {
		return nil, err
	}
	defer prog.Close()
	reg, findings := prog.Compile(rules.Options{})
	if len(findings) > 0 {
		return nil, findings
	}
	if err := v.plan(reg); err != nil {
		return nil, err
	}
	files := []scaffoldFile{{plugins.Main, script}}
	names := []string{"01-answered.yaml", "02-late.yaml"}
	if a.Form {
		names = append(names, "03-form.yaml")
	}
	for _, name := range names {
		content, err := v.fill(name)
		if err != nil {
			return nil, err
		}
		files = append(files, scaffoldFile{"cases/" + name, content})
	}
	return files, prove(ctx, prog, files)
}

// prove plays the cases.
func prove(ctx context.Context, prog plugins.Program, files []scaffoldFile) error {
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.path] = &fstest.MapFile{Data: f.content}
	}
	list, err := cases.Load(folder, "cases")
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range list {
		for _, failure := range cases.Run(ctx, cases.Of(prog), f, cases.Observer{}).Failures {
			errs = append(errs, fmt.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message))
		}
	}
	return errors.Join(errs...)
}

// view finds the words that the templates put in.
func (a *answers) view() *scaffoldView {
	say := func(key string, args ...any) string { return fmt.Sprintf(scaffoldWords[key].In(a.Lang), args...) }
	v := &scaffoldView{answers: a, Prefix: prefix(a.ID)}
	v.Number = v.Prefix + "0001"
	v.QuoteWays = say("quote.mail", a.Mail)
	if a.Form {
		v.QuoteWays += " " + say("quote.form")
	}
	v.QuoteWays += " " + say("quote.hours", a.shownDays(), strings.Join(a.Hours, ", "), a.Zone)
	var types []string
	for _, t := range a.Types {
		types = append(types, t.Labels[a.Lang])
	}
	v.QuoteWhat = say("quote.what", strings.Join(types, ", "))
	v.QuoteWhen = say("quote.when", statechart.Length(a.Within, a.Lang))
	return v
}

// shownDays are the working days as people of the document's language write
// them.
func (a *answers) shownDays() string {
	days := strings.Join(a.Days, ", ")
	for day, name := range scaffoldDays {
		days = strings.ReplaceAll(days, day, name.In(a.Lang))
	}
	return strings.ReplaceAll(days, "-", "–")
}

// firstDay is the day around which the cases of a new regulation play. The
// holidays of its year are known.
var firstDay = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

// plan finds an instant at which the company is open, and the deadline from it.
func (v *scaffoldView) plan(reg *rules.Regulation) error {
	cal, ok := reg.Calendar("main")
	if !ok {
		return errors.New("there is no calendar")
	}
	start, err := cal.NextOpen(firstDay)
	if err != nil {
		return err
	}
	due, err := cal.Add(start, v.Within)
	if err != nil {
		return err
	}
	v.Start = start.In(cal.Location()).Format(time.RFC3339)
	v.Due = due.In(cal.Location()).Format("2006-01-02 15:04")
	return nil
}

// prefix makes the letters before a number of the id.
func prefix(id string) string {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r - 'a' + 'A'
	}, id)
	if len(letters) < 2 {
		return "REQ-"
	}
	return letters[:min(len(letters), 8)] + "-"
}

// fill fills in a template. Each value is written by a function that makes it
// safe where it stands.
func (v *scaffoldView) fill(name string) ([]byte, error) {
	word := func(lang, key string) string { return scaffoldWords[key].In(lang) }
	labels := func(of func(lang string) string) string {
		parts := make([]string, len(v.Languages))
		for i, lang := range v.Languages {
			parts[i] = lang + " = " + luaString(of(lang))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	t, err := template.New(name+".tmpl").Delims("<<", ">>").Funcs(template.FuncMap{
		"lua":    luaString,
		"list":   luaList,
		"yaml":   yamlString,
		"in":     word,
		"say":    func(key string) string { return word(v.Lang, key) },
		"text":   func(key string) string { return labels(func(lang string) string { return word(lang, key) }) },
		"labels": func(m map[string]string) string { return labels(func(lang string) string { return m[lang] }) },
	}).ParseFS(scaffoldSources, path.Join("scaffold", name+".tmpl"))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, v)
	return b.Bytes(), err
}

func luaString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// luaList writes a list. One of a single value may be written as the value.
func luaList(list []string) string {
	if len(list) == 1 {
		return luaString(list[0])
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = luaString(s)
	}
	return "{ " + strings.Join(quoted, ", ") + " }"
}

// yamlString writes a string as JSON does, which YAML reads as it is.
func yamlString(s string) (string, error) {
	raw, err := json.Marshal(s)
	return string(raw), err
}

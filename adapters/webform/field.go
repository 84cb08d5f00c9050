package webform

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// filled is what somebody has put into the controls of a page so far.
type filled struct {
	values map[string][]string
	kept   []upload
	// again are the names of files that must be chosen once more.
	again []string
	// blank is set before anything was filled in: defaults are shown.
	blank bool
}

func (f *filled) text(id string) string {
	for _, v := range f.values[id] {
		if v != "" {
			return v
		}
	}
	return ""
}

// fieldView is a field of the regulation as a template draws it.
type fieldView struct {
	tongue
	Field *rules.Field
	HTML  string // the control's id
	Label string
	Hint  string
	// Control is text, textarea, select, radios, checks, checkbox or files; Type
	// and the rest are attributes of a text control.
	Control      string
	Type         string
	InputMode    string
	Autocomplete string
	Value        string
	Options      []optionView
	Suggest      []string
	// Condition tells without the script when the field is needed, WhenField and
	// WhenIn tell the script.
	Condition string
	WhenField string
	WhenIn    string

	Errors  []string
	Confirm []confirmView
	Clause  clauseTag // of the error
	// Limits, Kept and Again belong to files.
	Limits string
	Kept   []keptView
	Again  string
	Limit  fileLimits
}

type optionView struct {
	HTML, ID, Label, Hint string
	Chosen                bool
}

// confirmView is a box by which a warning is confirmed.
type confirmView struct {
	HTML, Name, Code string
	Ticked           bool
}

type keptView struct{ HTML, Token, Name, Size string }

// fileLimits are told to the script, which looks at files before they are sent,
// and what it says of those that the server would refuse.
type fileLimits struct {
	File, Total                      int64
	Files                            int
	FileLarge, FilesLarge, FilesMany string
}

// Asked is the field's name in the error summary and above the control.
func (f *fieldView) Asked() string { return f.Label }

// Required reports whether the control is marked as one that must be filled in.
func (f *fieldView) Required() bool { return f.Field.Required }

// Demanded reports whether it must be filled in whatever else is chosen.
func (f *fieldView) Demanded() bool { return f.Field.Required && f.Field.When == nil }

// DescribedBy lists the ids of what explains the control.
func (f *fieldView) DescribedBy() string {
	var ids []string
	for _, part := range []struct {
		there bool
		name  string
	}{{len(f.Errors) > 0, "error"}, {f.Hint != "", "hint"}, {f.Condition != "", "when"}, {f.Limits != "", "limits"}, {f.Again != "", "again"}} {
		if part.there {
			ids = append(ids, f.HTML+"-"+part.name)
		}
	}
	return strings.Join(ids, " ")
}

// Target is what a link of the error summary leads to: a group cannot be
// focused, its first control can.
func (f *fieldView) Target() string {
	if (f.Control == "radios" || f.Control == "checks") && len(f.Options) > 0 {
		return f.Options[0].HTML
	}
	return f.HTML
}

// Rows is the height of a text area.
func (f *fieldView) Rows() int { return min(max(strings.Count(f.Value, "\n")+2, 6), 20) }

// filesLast puts controls for files behind all others: whatever goes wrong with a
// file, all that was typed has arrived before it.
func filesLast(fields []*rules.Field) []*rules.Field {
	rank := func(f *rules.Field) int {
		if f.Kind == rules.KindFiles {
			return 1
		}
		return 0
	}
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b *rules.Field) int { return rank(a) - rank(b) })
	return out
}

// fieldViews draws fields with what is filled in. Ids are unique on the page even
// where the regulation asks for one thing twice.
func (v *visit) fieldViews(fields []*rules.Field, in *filled) []*fieldView {
	used := map[string]int{}
	views := make([]*fieldView, len(fields))
	for i, f := range fields {
		html := "f-" + f.ID
		if used[f.ID]++; used[f.ID] > 1 {
			html += "-" + strconv.Itoa(used[f.ID])
		}
		views[i] = v.fieldView(f, html, fields, in)
	}
	return views
}

func (v *visit) fieldView(f *rules.Field, html string, all []*rules.Field, in *filled) *fieldView {
	view := &fieldView{tongue: v.tongue, Field: f, HTML: html, Label: f.Label.In(v.lang(), v.reg.Lang),
		Hint: f.Hint.In(v.lang(), v.reg.Lang), Suggest: f.Suggest, Value: in.text(f.ID)}
	if def, ok := f.Default.(string); ok && in.blank {
		view.Value = def
	}
	if f.When != nil {
		view.condition(v, f.When, all)
	}
	view.control(f)
	switch view.Control {
	case "radios", "checks", "select":
		view.options(v.reg.Options(f, v.lang()), in.values[f.ID])
	case "files":
		view.files(v, in)
	}
	return view
}

// condition says in words when the field is needed.
func (f *fieldView) condition(v *visit, when *rules.When, all []*rules.Field) {
	raw, err := json.Marshal(when.In)
	if err != nil {
		return
	}
	f.WhenField, f.WhenIn = when.Field, string(raw)
	name, labels, word := when.Field, when.In, "only_if"
	for _, other := range all {
		if other.ID != when.Field {
			continue
		}
		if other.Kind == rules.KindBool {
			word = "only_if_ticked"
		}
		name, labels = other.Label.In(v.lang(), v.reg.Lang), nil
		for _, o := range v.reg.Options(other, v.lang()) {
			if slices.Contains(when.In, o.ID) {
				labels = append(labels, o.Label)
			}
		}
	}
	f.Condition = v.T(word, "field", name, "values", strings.Join(labels, ", "))
}

// wellKnown are the fields that browsers can fill in by themselves.
var wellKnown = map[string]string{"name": "name", "email": "email", "phone": "tel", "company_name": "organization", "company": "organization"}

func (f *fieldView) control(field *rules.Field) {
	f.Control, f.Type, f.Autocomplete = "text", "text", wellKnown[field.ID]
	switch field.Kind {
	case rules.KindLongText:
		f.Control = "textarea"
	case rules.KindBool:
		f.Control = "checkbox"
	case rules.KindFiles:
		f.Control = "files"
	case rules.KindDate:
		f.Type = "date"
	case rules.KindDateTime:
		f.Type = "datetime-local"
	case rules.KindChoice, rules.KindReason:
		f.Control = "select"
		if field.ID == "type" {
			f.Control = "radios"
		}
		if field.Many {
			f.Control = "checks"
		}
	}
	switch field.Format {
	case "email":
		f.Type, f.InputMode, f.Autocomplete = "email", "email", "email"
	case "phone":
		f.Type, f.InputMode, f.Autocomplete = "tel", "tel", "tel"
	case "iin":
		f.InputMode = "numeric"
	}
}

func (f *fieldView) options(shown []rules.ShownOption, chosen []string) {
	if f.Value != "" && len(chosen) == 0 {
		chosen = []string{f.Value}
	}
	for i, o := range shown {
		f.Options = append(f.Options, optionView{HTML: f.HTML + "-" + strconv.Itoa(i), ID: o.ID, Label: o.Label, Hint: o.Hint,
			Chosen: slices.Contains(chosen, o.ID)})
	}
}

func (f *fieldView) files(v *visit, in *filled) {
	l := v.Limits
	most := l.Files
	if f.Field.Max > 0 {
		most = min(most, f.Field.Max)
	}
	f.Limit = fileLimits{File: l.File, Total: l.Total, Files: most, FileLarge: v.T("file_large", "file", v.size(l.File)),
		FilesLarge: v.T("files_large", "total", v.size(l.Total)), FilesMany: v.T("files_many", "files", most)}
	f.Limits = v.T("files_limits", "files", most, "file", v.size(l.File), "total", v.size(l.Total))
	for i := range in.kept {
		if u := &in.kept[i]; u.Field == f.Field.ID {
			f.Kept = append(f.Kept, keptView{HTML: f.HTML + "-kept-" + strconv.Itoa(i), Token: u.token(v.keys), Name: u.Name, Size: v.size(u.Size)})
		}
	}
	if len(in.again) > 0 {
		f.Again = v.T("files_again", "names", strings.Join(in.again, ", "))
	}
}

// collect makes the values that the rules are given of what was posted. Of
// files they get the names: the files themselves are the request's attachments.
func collect(fields []*rules.Field, posted map[string][]string, files []upload) engine.Fields {
	out := engine.Fields{}
	in := filled{values: posted}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.ID] = true
		switch {
		case f.Kind == rules.KindFiles:
			var names []any
			for i := range files {
				if files[i].Field == f.ID {
					names = append(names, files[i].Name)
				}
			}
			if names != nil {
				out[f.ID] = names
			}
		case f.Kind == rules.KindBool:
			if in.text(f.ID) != "" {
				out[f.ID] = true // as a condition of another field has it
			}
		case f.Many:
			var chosen []any
			for _, s := range posted[f.ID] {
				if s != "" {
					chosen = append(chosen, s)
				}
			}
			if chosen != nil {
				out[f.ID] = chosen
			}
		default:
			if s := in.text(f.ID); s != "" {
				out[f.ID] = s
			}
		}
	}
	// What no field is called is handed on too: the rules then say so, and
	// nothing that was typed into a form of an older edition is lost silently.
	for name := range posted {
		if s := in.text(name); s != "" && !known[name] && !strings.HasPrefix(name, "_") {
			out[name] = s
		}
	}
	return out
}

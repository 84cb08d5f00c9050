package explore

import (
	"maps"

	"github.com/reglament/reglament/rules"
)

// filling is a set of values for fields.
type filling struct {
	values map[string]any
	files  []string
	// right fillings give nothing that should be turned down.
	right bool
}

// maxChoices bounds how many options of one field are tried.
const maxChoices = 12

// fillings fills fields in: what is required, everything, each choice made, dates
// that lie behind, an address of a person's own, each required one missing, each
// wrong.
func (w *pen) fillings(fields []*rules.Field) []filling {
	required := w.fill(fields, func(f *rules.Field) bool { return f.Required })
	all := w.fill(fields, func(*rules.Field) bool { return true })
	out := []filling{required}
	if len(all.values) > len(required.values) {
		out = append(out, all)
	}
	for _, f := range fields {
		for i, option := range w.reg.Options(f, w.reg.Lang) {
			if i > 0 && i < maxChoices {
				out = append(out, w.refill(fields, required, f, option.ID))
			}
		}
		if !f.Future && (f.Kind == rules.KindDate || f.Kind == rules.KindDateTime) {
			out = append(out, w.refill(fields, required, f, w.gone(f)))
		}
		if f.Format == "email" {
			out = append(out, w.refill(fields, required, f, personalAddress))
		}
	}
	for _, f := range fields {
		if f.Required {
			out = append(out, without(required, f.ID))
		}
		if v, ok := wrong(f); ok {
			bad := with(required, f, v)
			bad.right = false
			out = append(out, bad)
		}
	}
	return out
}

// fill gives values to the wanted fields that appear.
func (w *pen) fill(fields []*rules.Field, wanted func(*rules.Field) bool) filling {
	out := filling{values: map[string]any{}, right: true}
	for _, f := range fields {
		if wanted(f) && f.Shown(out.values) {
			v := w.value(f)
			out = with(out, f, v)
			out.right = out.right && v != nil
		}
	}
	return out
}

// refill makes a choice, and gives what must be given because of it.
func (w *pen) refill(fields []*rules.Field, base filling, f *rules.Field, choice any) filling {
	if f.Many {
		choice = []any{choice}
	}
	out := with(base, f, choice)
	for _, g := range fields {
		switch {
		case g.When == nil || g.ID == f.ID:
		case !g.Shown(out.values):
			out = without(out, g.ID)
			out.right = base.right
		case g.Required && out.values[g.ID] == nil:
			out = with(out, g, w.value(g))
		}
	}
	return out
}

func with(in filling, f *rules.Field, value any) filling {
	out := filling{values: maps.Clone(in.values), files: in.files, right: in.right}
	if f.Kind == rules.KindFiles && f.ID == "files" {
		out.files = []string{"page.pdf"} // steps have a word of their own for them
		return out
	}
	out.values[f.ID] = value
	return out
}

func without(in filling, id string) filling {
	out := filling{values: maps.Clone(in.values), files: in.files}
	delete(out.values, id)
	if id == "files" {
		out.files = nil
	}
	return out
}

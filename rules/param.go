package rules

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/reglament/reglament/rules/worktime"
)

// decodeParams reads the parameters alone, before anything else of the tree,
// and returns their values.
func decodeParams(d *decoder, tree any, given map[string]any) map[string]any {
	values := map[string]any{}
	m, _ := tree.(map[string]any)
	var params []Param
	if list, ok := m["params"]; ok {
		quiet := &decoder{file: d.file} // its findings come again with the whole
		quiet.decode(list, reflect.ValueOf(&params).Elem())
	}
	for i := range params {
		p := &params[i]
		value := p.Default
		if v, ok := given[p.ID]; ok {
			value = v
		}
		d.line, d.clause = p.Line, p.Clause
		if err := p.check(value); err != nil {
			d.errorf("parameter %s: %v", p.ID, err)
		}
		values[p.ID] = value
	}
	d.line, d.clause = 0, ""
	for _, id := range sortedKeys(given) {
		if _, ok := values[id]; !ok {
			d.errorf("there is no parameter %s", id)
		}
	}
	return values
}

// substitute replaces {param = "x"} by the value of the parameter.
func substitute(tree any, params map[string]any) any {
	switch x := tree.(type) {
	case map[string]any:
		if id, ok := x["param"].(string); ok && len(x) == 1 {
			if value, ok := params[id]; ok {
				return value
			}
			return x
		}
		out := make(map[string]any, len(x))
		for k, v := range x {
			out[k] = substitute(v, params)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = substitute(v, params)
		}
		return out
	}
	return tree
}

func (p *Param) check(value any) error {
	switch p.Kind {
	case "duration":
		d, err := asDuration(value)
		if err != nil {
			return err
		}
		return p.checkDuration(d)
	case "int":
		n, ok := value.(int64)
		if !ok {
			return fmt.Errorf("want an integer, not %s", describe(value))
		}
		if lo, ok := p.Min.(int64); ok && n < lo {
			return fmt.Errorf("%d is out of range: %d is the minimum", n, lo)
		}
		if hi, ok := p.Max.(int64); ok && n > hi {
			return fmt.Errorf("%d is out of range: %d is the maximum", n, hi)
		}
	case "bool":
		if _, ok := value.(bool); !ok {
			return fmt.Errorf("want true or false, not %s", describe(value))
		}
	case "text":
		if _, ok := value.(string); !ok {
			return fmt.Errorf("want a text, not %s", describe(value))
		}
	case "choice":
		if s, _ := value.(string); !slices.Contains(p.Options, s) {
			return fmt.Errorf("%s is none of %v", describe(value), p.Options)
		}
	case "list":
		m, isMap := value.(map[string]any)
		if _, ok := value.([]any); !ok && !(isMap && len(m) == 0) {
			return fmt.Errorf("want a list, not %s", describe(value))
		}
	default:
		return fmt.Errorf("%q is no kind of parameter; duration, int, bool, text, choice and list are", p.Kind)
	}
	return nil
}

func (p *Param) checkDuration(d Duration) error {
	for _, bound := range []struct {
		name  string
		limit any
		sign  int
	}{{"min", p.Min, -1}, {"max", p.Max, 1}} {
		if bound.limit == nil {
			continue
		}
		limit, err := asDuration(bound.limit)
		if err != nil {
			return fmt.Errorf("%s: %w", bound.name, err)
		}
		if order, ok := compareDurations(d, limit); ok && order == bound.sign {
			return fmt.Errorf("%s is out of range: %s is the %simum", d, limit, bound.name)
		}
	}
	return nil
}

// lengths are units as multiples of the smallest of their kind. Only durations
// of one kind can be compared without a calendar.
var lengths = map[worktime.Unit]struct {
	kind string
	n    int64
}{
	worktime.Second: {"clock", 1}, worktime.Minute: {"clock", 60}, worktime.Hour: {"clock", 3600},
	worktime.WorkingMinute: {"work", 1}, worktime.WorkingHour: {"work", 60},
	worktime.Day: {"day", 1}, worktime.Month: {"month", 1}, worktime.WorkingDay: {"workday", 1},
}

func compareDurations(a, b Duration) (order int, ok bool) {
	la, lb := lengths[a.Unit], lengths[b.Unit]
	return cmp.Compare(a.N*la.n, b.N*lb.n), la.kind == lb.kind
}

func asDuration(value any) (Duration, error) {
	d := &decoder{}
	var out Duration
	out.fromTree(d, value)
	if len(d.findings) > 0 {
		return out, fmt.Errorf("%s", d.findings[0].Message)
	}
	return out, nil
}

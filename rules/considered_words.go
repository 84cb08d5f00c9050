package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// unmet lists the tests of a condition that do not hold now, in words. What is
// looked up for that must not show in the decision.
func (t *Tracer) unmet(r *run, c Cond) []Unmet {
	lang := r.lang
	defer func() { r.lang = lang }()
	w := wording{r, t.Lang, t.Name}
	var out []Unmet
	for i := range c.tests {
		if one := &c.tests[i]; !one.holds(r) {
			out = append(out, w.test(one))
		}
	}
	return out
}

// missing says what a promise lacks whose condition holds: the date that it ends at,
// or a length for the value that it depends on.
func (t *Tracer) missing(r *run, p *Promise) Unmet {
	w := wording{r, t.Lang, t.Name}
	from := p.depends()
	u := Unmet{Name: w.path(from), Want: say("want known", t.Lang), Got: w.value(from, r.lookup(from))}
	if p.By != nil {
		var values []string
		for _, value := range sortedKeys(p.By.Values) {
			values = append(values, w.value(from, value))
		}
		u.Want = strings.Join(values, say("or", t.Lang))
	}
	return u
}

// barred says what keeps a rule of threads from a ticket.
func (reg *Regulation) barred(th *Thread, m *engine.Match, bar, lang string) Unmet {
	status := m.Ticket.Facets["status"]
	switch bar {
	case barStatus:
		var want []string
		for _, selector := range th.To {
			want = append(want, reg.selectorWords(selector, lang))
		}
		return Unmet{Name: houseFields["status"].In(lang, English), Want: strings.Join(want, say("or", lang)), Got: reg.Label("status/"+status, lang)}
	case barSubject:
		return Unmet{Name: say("bar subject", lang)}
	case barWithin:
		return Unmet{Name: say("bar within", lang, durationWords(th.Within.Duration, lang))}
	}
	return Unmet{Name: say("bar "+bar, lang)}
}

// selectorWords says which statuses a selector chooses.
func (reg *Regulation) selectorWords(selector, lang string) string {
	if word := houseWord("select "+selector, lang); word != "" {
		return word
	}
	if family, ok := strings.CutPrefix(selector, "family:"); ok {
		return houseWord("family "+family, lang)
	}
	return reg.Label("status/"+selector, lang)
}

// wording puts tests and values of a run into words of a language.
type wording struct {
	r    *run
	lang string
	name func(id string) string // of employees; may be nil
}

func (w wording) test(t *test) Unmet {
	switch {
	case t.any != nil:
		return Unmet{Name: say("want any", w.lang), Want: w.conditions(t.any), Got: w.values(t.any)}
	case t.none != nil:
		held := slices.DeleteFunc(slices.Clone(t.none), func(c Cond) bool { return !c.holds(w.r) })
		return Unmet{Name: say("want none", w.lang), Want: w.conditions(held), Got: w.values(held)}
	}
	have := w.r.lookup(t.path)
	if list, ok := have.([]any); have == nil && (t.min != nil || t.max != nil) || ok && len(list) == 0 && t.min != nil {
		have = int64(0)
	}
	return Unmet{Name: w.path(t.path), Want: w.want(t), Got: w.value(t.path, have)}
}

// conditions are several of which one counts.
func (w wording) conditions(list []Cond) string {
	var out []string
	for i := range list {
		var parts []string
		for j := range list[i].tests {
			t := &list[i].tests[j]
			name := w.test(t)
			parts = append(parts, name.Name+": "+name.Want)
		}
		out = append(out, strings.Join(parts, ", "))
	}
	return strings.Join(out, "; ")
}

// values are what there is at the paths of conditions, each path once.
func (w wording) values(list []Cond) string {
	var out []string
	for i := range list {
		for j := range list[i].tests {
			one := w.test(&list[i].tests[j])
			if s := one.Name + ": " + one.Got; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "; ")
}

// want is what a test demands.
func (w wording) want(t *test) string {
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if from := t.as.Path; from.root != "" {
		add(say("want same", w.lang, w.path(from), w.value(from, w.r.lookup(from))))
	}
	if t.age != nil {
		add(say("want within", w.lang, durationWords(t.age.Duration, w.lang)))
	}
	if t.known != nil && *t.known {
		add(say("want known", w.lang))
	}
	if t.known != nil && !*t.known {
		add(say("want unknown", w.lang))
	}
	if t.want != nil {
		add(w.choices(t))
	}
	if t.has != nil {
		add(say("want has", w.lang, strings.Join(t.has, ", ")))
	}
	if t.min != nil {
		add(say("want min", w.lang, strconv.FormatInt(*t.min, 10)))
	}
	if t.max != nil {
		add(say("want max", w.lang, strconv.FormatInt(*t.max, 10)))
	}
	return strings.Join(parts, ", ")
}

func (w wording) choices(t *test) string {
	if len(t.want) == 0 {
		return say("want nothing", w.lang)
	}
	words := make([]string, len(t.want))
	for i, one := range t.want {
		words[i] = w.value(t.path, one)
	}
	return strings.Join(words, say("or", w.lang))
}

// path names a value of the case as the catalogue does, or as the house does.
func (w wording) path(p path) string {
	name := strings.TrimSuffix(p.root+"."+p.rest, ".")
	switch p.root {
	case "field", "facet", "input":
		return w.field(p)
	case "param":
		for i := range w.r.reg.Params {
			if one := &w.r.reg.Params[i]; one.ID == p.rest && one.Label != nil {
				return one.Label.In(w.lang, w.r.reg.Lang)
			}
		}
	case "promise":
		id, _, _ := strings.Cut(p.rest, ".")
		return say("path promise", w.lang, w.r.reg.Label("promise/"+id, w.lang))
	case "linked":
		return houseWord("link "+p.rest, w.lang)
	}
	if text, ok := pathWords[name]; ok {
		return text.In(w.lang, English)
	}
	if text, ok := houseFields[name]; ok {
		return text.In(w.lang, English)
	}
	return pathWords[p.root].In(w.lang, English) + ": " + p.rest
}

// field names a field, a facet or an input.
func (w wording) field(p path) string {
	id, _, _ := strings.Cut(p.rest, ".")
	if f := w.input(p.root, id); f != nil && f.Label != nil {
		return f.Label.In(w.lang, w.r.reg.Lang)
	}
	if label := w.r.reg.Label("field/"+id, w.lang); label != id {
		return label
	}
	if text, ok := houseFields[id]; ok {
		return text.In(w.lang, English)
	}
	return say("path mark", w.lang, id)
}

// input is a field of the act that is done, where a path leads there.
func (w wording) input(root, id string) *Field {
	if root != "input" || w.r.doing == nil {
		return nil
	}
	i := slices.IndexFunc(w.r.doing.Inputs, func(f Field) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	return &w.r.doing.Inputs[i]
}

// value is a value at a path in words.
func (w wording) value(p path, v any) string {
	if !present(v) {
		return say("want absent", w.lang)
	}
	if list, ok := v.([]any); ok {
		words := make([]string, len(list))
		for i, one := range list {
			words[i] = w.value(p, one)
		}
		return clipText(strings.Join(words, ", "))
	}
	switch x := v.(type) {
	case bool:
		return houseWord(map[bool]string{true: "yes", false: "no"}[x], w.lang)
	case int64:
		if x > firstInstant {
			return FormatTime(engine.FromMicros(x).In(w.r.reg.Zone()), w.lang)
		}
	case string:
		return clipText(w.word(p, x))
	}
	return clipText(w.r.reg.show(v, w.lang))
}

// word is a text at a path as people know it.
func (w wording) word(p path, s string) string {
	reg, name := w.r.reg, p.root
	if p.root == "facet" || p.root == "field" && isFacet(p.rest) {
		name = p.rest
	}
	switch name {
	case "status", "type", "level", "queue", "channel":
		return reg.Label(name+"/"+s, w.lang)
	case "via":
		return reg.Label("channel/"+s, w.lang)
	case "priority":
		return reg.Label("option/priority/"+s, w.lang)
	case "missing":
		return reg.Label("field/"+s, w.lang)
	}
	if name == "assignee" || p.root == "actor" && p.rest == "id" {
		return w.person(s)
	}
	if p.root == "actor" && p.rest == "role" {
		return reg.Label("role/"+s, w.lang)
	}
	key := map[string]string{"family": "family ", "turn": "turn ", "language": "language ", "actor": "actor ", "sender": "sender ",
		"thread": "by ", "promise": "state "}[p.root]
	if word := houseWord(key+s, w.lang); key != "" && word != "" {
		return word
	}
	f := w.input(p.root, p.rest)
	if f == nil {
		f = reg.fields[p.rest]
	}
	if p.root == "input" && f == nil && reg.optionLabel(p.rest, s) != nil {
		return reg.Label("option/"+p.rest+"/"+s, w.lang)
	}
	return reg.show(reg.marked(f, p.rest, s), w.lang)
}

// person is what people call an employee.
func (w wording) person(id string) string {
	if w.name != nil {
		if name := w.name(id); name != "" {
			return name
		}
	}
	return id
}

// durationWords is a length of time in words.
func durationWords(d worktime.Duration, lang string) string {
	return strings.ReplaceAll(durationUnits[d.Unit].In(lang, English), "{0}", strconv.FormatInt(d.N, 10))
}

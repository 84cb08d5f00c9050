package regulation

import "runtime"

// An Object is named values: the options of an item, or a value of a case.
type Object map[string]any

// A List is a list of values. A list of one may be written as that one.
type List []any

// In is a text by language. Zero languages are left out.
type In struct{ KK, RU, EN string }

// A Plain text is in the language of the document.
type Plain string

// A Part is what items are made of: a label (In or Plain), options (Object),
// effects, or other items.
type Part interface{ addTo(it *Item) }

// An Item is what a word makes.
type Item struct {
	what    string // the word, with its id, as errors name it
	list    string // where it stands in the catalogue
	label   string // the key that a label is put under
	data    Object
	items   []*Item
	effects Effects
	hook    func(*Case) Answer
	reads   []string
	pc      uintptr // where the word stands in the source
	wrong   []string
}

// newItem makes an item of the word that an author calls: its caller.
func newItem(list, word, id string, data Object, parts []Part) *Item {
	it := &Item{what: word, list: list, label: "label", data: data}
	if id != "" {
		it.what += " " + id
		it.data["id"] = id
	}
	if list == "clauses" {
		it.label = "title"
	}
	var pcs [1]uintptr
	runtime.Callers(3, pcs[:])
	it.pc = pcs[0]
	for _, p := range parts {
		if p != nil {
			p.addTo(it)
		}
	}
	return it
}

// line is the line of the source that the item begins on.
func (it *Item) line() int {
	frame, _ := runtime.CallersFrames([]uintptr{it.pc}).Next()
	return frame.Line
}

func (it *Item) complain(text string) { it.wrong = append(it.wrong, it.what+": "+text) }

func (t In) addTo(it *Item) { it.data[it.label] = t }

func (t In) tree() any {
	out := Object{}
	for lang, s := range map[string]string{"kk": t.KK, "ru": t.RU, "en": t.EN} {
		if s != "" {
			out[lang] = s
		}
	}
	return out
}

func (t Plain) addTo(it *Item) { it.data[it.label] = string(t) }

func (o Object) addTo(it *Item) {
	for k, v := range o {
		it.data[k] = v
	}
}

// holds says what may stand in an item, besides label and options.
var holds = map[string]struct {
	items   []string
	effects bool
}{
	"regulation": {items: []string{"clauses", "document"}},
	"clauses": {items: []string{"params", "numbering", "calendars", "channels", "types", "fields", "statuses", "levels", "roles", "queues",
		"reasons", "acts", "promises", "silences", "reactions", "threading", "subject", "texts", "hooks", "reading", "transition"}},
	"acts":      {items: []string{"fields"}, effects: true},
	"silences":  {items: []string{"remind"}, effects: true},
	"remind":    {effects: true},
	"reactions": {effects: true},
	"calendars": {items: []string{"week"}},
}

func (it *Item) addTo(parent *Item) {
	for _, list := range holds[parent.list].items {
		if list == it.list {
			parent.items = append(parent.items, it)
			return
		}
	}
	parent.complain(it.what + " cannot stand here")
}

func (e Effect) addTo(it *Item) { Effects{e}.addTo(it) }

func (e Effects) addTo(it *Item) {
	if !holds[it.list].effects {
		it.complain("no effect can stand here")
	}
	it.effects = append(it.effects, e...)
}

package regulation

import (
	"errors"
	"strings"
)

// A Catalogue is a regulation: its data, and its hooks.
type Catalogue struct {
	root  *Item
	hooks []hook // by number less one: a zero that was forgotten is no hook
}

type hook struct {
	clause string
	ask    func(*Case) Answer
	reads  []string
}

// Regulation is the whole: clauses, the document, and further options of the
// catalogue. Labels that are Plain are in the language lang.
func Regulation(id, lang string, parts ...Part) *Catalogue {
	c := &Catalogue{root: newItem("regulation", "regulation", id, Object{"api": 1, "lang": lang}, parts)}
	for _, clause := range c.root.items {
		for _, it := range clause.items {
			if it.list == "hooks" {
				id, _ := clause.data["id"].(string)
				c.hooks = append(c.hooks, hook{id, it.hook, it.reads})
			}
		}
	}
	return c
}

// JSON is the catalogue as the engine reads it, the same each time. The error
// names what stands where it cannot.
func (c *Catalogue) JSON() ([]byte, error) {
	b := builder{out: Object{}}
	if b.merge(c.root); len(b.wrong) > 0 {
		return nil, errors.New(strings.Join(b.wrong, "\n"))
	}
	return AppendValue(nil, b.out)
}

// builder sorts the items into the lists of the catalogue.
type builder struct {
	out   Object
	hooks int
	wrong []string
}

func (b *builder) merge(root *Item) {
	b.wrong = append(b.wrong, root.wrong...)
	for k, v := range root.data {
		b.out[k] = v
	}
	for _, it := range root.items {
		if it.list == "document" {
			b.wrong = append(b.wrong, it.wrong...)
			b.out["document"] = it.data
			continue
		}
		b.add("clauses", b.plain(it))
		for _, part := range it.items {
			b.item(part, it.data["id"])
		}
	}
}

func (b *builder) add(list string, data Object) {
	all, _ := b.out[list].(List)
	b.out[list] = append(all, data)
}

// plain is the data of an item with its line.
func (b *builder) plain(it *Item) Object {
	b.wrong = append(b.wrong, it.wrong...)
	data := Object{"line": it.line()}
	for k, v := range it.data {
		data[k] = v
	}
	return data
}

func (b *builder) item(it *Item, clause any) {
	data := b.plain(it)
	switch it.list {
	case "calendars":
		data = b.calendar(it)
	case "acts":
		b.act(it, data)
	case "silences":
		b.silence(it, data)
	case "reactions":
		data["do"] = it.effects
	case "hooks":
		b.hooks++
		data["func"], data["reads"] = b.hooks, it.reads
	}
	data["clause"] = clause
	switch it.list {
	case "texts":
		b.text(it, data)
	case "subject", "numbering", "reading", "transition":
		if b.out[it.list] != nil {
			b.wrong = append(b.wrong, it.what+": there is one already")
		}
		b.out[it.list] = data
	default:
		b.add(it.list, data)
	}
}

func (b *builder) calendar(it *Item) Object {
	for _, week := range it.items {
		b.wrong = append(b.wrong, week.wrong...)
	}
	data := it.definition(it.data)
	data["line"] = it.line()
	return data
}

// act puts the fields that stand in an act among its inputs.
func (b *builder) act(it *Item, data Object) {
	inputs, _ := data["inputs"].(List)
	for _, field := range it.items {
		inputs = append(inputs[:len(inputs):len(inputs)], b.plain(field))
	}
	if len(inputs) > 0 {
		data["inputs"] = inputs
	}
	data["do"] = it.effects
}

func (b *builder) silence(it *Item, data Object) {
	data["then"] = it.effects
	for _, remind := range it.items {
		b.wrong = append(b.wrong, remind.wrong...)
		data["remind"] = fields{{"do", remind.effects}}.with([]Object{remind.data})
	}
}

func (b *builder) text(it *Item, data Object) {
	texts, _ := b.out["texts"].(Object)
	if texts == nil {
		texts = Object{}
		b.out["texts"] = texts
	}
	id, _ := data["id"].(string)
	if texts[id] != nil {
		b.wrong = append(b.wrong, it.what+": there is one already")
	}
	delete(data, "id")
	texts[id] = data
}

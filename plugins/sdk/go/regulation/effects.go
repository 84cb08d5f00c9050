package regulation

import (
	"slices"
	"strings"
)

// An Effect is one thing to do. The zero Effect is none.
type Effect struct{ said fields }

// Effects are done in their order.
type Effects []Effect

// An Answer is what a hook returns: an Effect, Effects, or nil for nothing.
type Answer interface{ effects() Effects }

func (e Effect) effects() Effects  { return Effects{e} }
func (e Effects) effects() Effects { return e }

// fields are an object in the order of its making, which costs far less than a
// map: hooks make effects all the time.
type fields []member

type member struct {
	name  string
	value any
}

func effect(name string, value any) Effect { return Effect{fields{{name, value}}} }

// with adds options, and replaces what they say otherwise.
func (f fields) with(options []Object) fields {
	for _, o := range options {
		start := len(f)
		for name, value := range o {
			if i := slices.IndexFunc(f, func(m member) bool { return m.name == name }); i >= 0 {
				f[i].value = value
				continue
			}
			f = append(f, member{name, value})
		}
		slices.SortFunc(f[start:], byName)
	}
	return f
}

func byName(a, b member) int { return strings.Compare(a.name, b.name) }

// Do is an effect as the catalogue has it, for those that no word makes.
func Do(data Object) Effect { return Effect{fields{}.with([]Object{data})} }

// Send sends a text; options are to, as, by and values.
func Send(text string, options ...Object) Effect {
	return effect("send", fields{{"text", text}}.with(options))
}

// Note tells staff something; the option is values.
func Note(text string, options ...Object) Effect {
	return effect("note", fields{{"text", text}}.with(options))
}

// Set sets fields and facets.
func Set(values Object) Effect { return effect("set", values) }

// Move moves the ticket to a status.
func Move(status string) Effect { return effect("status", status) }

// Mark raises moments of your own.
func Mark(moments ...string) Effect { return effect("mark", moments) }

// Suggest proposes an act to staff, with inputs. A text under "because" says why.
func Suggest(act string, inputs ...Object) Effect {
	out, rest := fields{{"act", act}}, Object{}
	for _, in := range inputs {
		for name, value := range in {
			rest[name] = value
		}
	}
	if why := rest["because"]; why != nil {
		delete(rest, "because")
		out = append(out, member{"text", why})
	}
	if len(rest) > 0 {
		out = append(out, member{"inputs", rest})
	}
	return effect("suggest", out)
}

// Problem turns the request or the act down and names the field; the option is
// warning.
func Problem(field, text string, options ...Object) Effect {
	return effect("problem", fields{{"field", field}, {"text", text}}.with(options))
}

// Copy takes over fields of the ticket that this one follows.
func Copy(fields ...string) Effect { return effect("copy", fields) }

// Drop takes back what a clause has done at this event; for hooks.
func Drop(clause string) Effect { return effect("drop", clause) }

// Append adds an entry to fields that list what was done. See Say.
func Append(entries Object) Effect { return effect("append", entries) }

// Say is an entry of Append in the words of a text.
func Say(text string) Object { return Object{"say": text} }

// Link ties the ticket to another, mostly a ValueOf.
func Link(as string, ticket any) Effect { return effect("link", fields{{"as", as}, {"to", ticket}}) }

// Tell raises a moment on other tickets, mostly a ValueOf; the option is values.
func Tell(ticket any, moment string, options ...Object) Effect {
	return effect("tell", fields{{"ticket", ticket}, {"moment", moment}}.with(options))
}

// Open opens another ticket; options are channel, copy, set and anonymous.
func Open(as string, options ...Object) Effect {
	return effect("open", fields{{"as", as}}.with(options))
}

// Confine makes the ticket visible to some alone; the option is except.
func Confine(to string, options ...Object) Effect {
	return effect("confine", fields{{"to", to}}.with(options))
}

// Under puts an effect under another clause than the item's.
func Under(clause string, e Effect) Effect {
	return Effect{append(fields{{"clause", clause}}, e.said...)}
}

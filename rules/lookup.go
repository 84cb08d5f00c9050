package rules

import (
	"slices"
	"strings"
)

// lookup returns the value at a path of the case, or nil.
func (r *run) lookup(p path) any {
	if word, ok := r.lookupWord(p.root); ok {
		return text(word)
	}
	switch p.root {
	case "automatic":
		return r.c.Event.Data.String("automatic") != ""
	case "files":
		return int64(len(r.c.Event.Data.List("attachments")))
	case "missing":
		return r.missing()
	case "words":
		return r.c.Event.Data.String("subject") + "\n" + r.c.Event.Data.String("text")
	case "language":
		return r.language()
	case "new":
		return r.c.Ticket.Version == 0
	case "actor":
		return r.lookupActor(p.rest)
	case "sender":
		return r.lookupSender(p.rest)
	case "company":
		return dig(r.c.Facts.Map("company"), p.rest)
	case "thread":
		return dig(r.c.Routing.Grounds, p.rest)
	case "subject":
		return r.lookupSubject(p.rest)
	case "field":
		return r.fieldOrFacet(p.rest)
	case "data":
		return dig(r.c.Event.Data, p.rest)
	case "input":
		return dig(r.input, p.rest)
	case "linked":
		switch ids := r.linked(p.rest); len(ids) {
		case 0:
			return nil
		case 1:
			return ids[0]
		default:
			return ids
		}
	case "facet":
		return text(r.facet(p.rest))
	case "param":
		return r.reg.params[p.rest]
	case "promise":
		id, part, _ := strings.Cut(p.rest, ".")
		return dig(r.stateOf(promiseField(id)), part)
	}
	return nil
}

// lookupWord is lookup for what is a word of its own, which most conditions ask
// for.
func (r *run) lookupWord(root string) (string, bool) {
	switch root {
	case "kind":
		return r.c.Event.Kind, true
	case "moment":
		return r.moment, true
	case "via":
		return r.c.Event.Channel, true
	case "channel":
		if c := r.facet("channel"); c != "" {
			return c, true
		}
		return r.c.Event.Channel, true
	case "status", "family", "turn", "type", "level", "priority", "queue", "assignee":
		return r.facet(root), true
	}
	return "", false
}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// dig follows a dotted path into nested maps.
func dig(m map[string]any, path string) any {
	for {
		if v, ok := m[path]; ok {
			return v
		}
		first, rest, more := strings.Cut(path, ".")
		inner, ok := m[first].(map[string]any)
		if !more || !ok {
			return nil
		}
		m, path = inner, rest
	}
}

func (r *run) lookupActor(part string) any {
	a := r.c.Event.Actor
	switch part {
	case "kind":
		return string(a.Kind)
	case "role":
		roles := make([]any, len(a.Roles))
		for i, role := range a.Roles {
			roles[i] = role
		}
		return roles
	case "id":
		return text(a.ID)
	}
	return nil
}

// lookupSender tells what kind of address the sender wrote from: "company" (a
// domain of a client company), "personal" (a public mail service), or
// "unknown"; and whether the person was identified before.
func (r *run) lookupSender(part string) any {
	switch part {
	case "signed_in":
		return r.c.Event.Data.Bool("signed_in")
	case "identified":
		return r.c.Facts.Bool("identified")
	case "domain":
		return text(r.senderDomain())
	case "kind":
		switch domain := r.senderDomain(); {
		case domain == "":
			return nil
		case r.reg.personal[domain]:
			return "personal"
		case r.c.Facts.String("by") == "domain" || r.c.Facts.Bool("company_domain"):
			return "company"
		}
		return "unknown"
	}
	return dig(r.c.Facts, part)
}

func (r *run) senderDomain() string {
	address := r.c.Event.Data.Map("from").String("address")
	if address == "" {
		address = r.c.Event.Data.Map("fields").String("email")
	}
	if address == "" {
		address = r.text("email")
	}
	_, domain, _ := strings.Cut(address, "@")
	return strings.ToLower(domain)
}

func (r *run) lookupSubject(part string) any {
	switch part {
	case "ok":
		return r.subjectN && len(r.subject) == 0
	case "wrong":
		return len(r.subject) > 0
	case "text":
		return text(r.c.Event.Data.String("subject"))
	}
	return nil
}

// language is the ticket's: chosen, else the sender's own as the directory has
// it, else guessed from the text, else the document's.
func (r *run) language() string {
	if r.lang != "" {
		return r.lang
	}
	r.lang = r.text("language")
	if r.lang == "" {
		r.lang = r.guessLanguage()
	}
	return r.lang
}

func (r *run) guessLanguage() string {
	data := r.c.Event.Data
	if lang := data.String("language"); slices.Contains(r.reg.Languages, lang) {
		return lang
	}
	if lang := r.c.Facts.String("language"); slices.Contains(r.reg.Languages, lang) {
		return lang
	}
	if lang := guessLanguage(data.String("subject"), data.String("text")); slices.Contains(r.reg.Languages, lang) {
		return lang
	}
	return r.reg.Lang
}

// guessLanguage tells Kazakh by the letters that Russian does not have, Russian
// by Cyrillic without them, and English by a text that is Latin throughout. A
// short text gives no answer.
func guessLanguage(texts ...string) string {
	kazakh, cyrillic, latin := 0, 0, 0
	for _, s := range texts {
		for _, c := range s {
			switch {
			case c >= 'А' && c <= 'я' || c == 'ё' || c == 'Ё':
				cyrillic++
			case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
				latin++
			case c >= 0x400 && c < 0x530 && strings.ContainsRune("әғқңөұүһіӘҒҚҢӨҰҮҺІ", c):
				kazakh++
				cyrillic++
			}
		}
	}
	switch {
	case kazakh >= 2 && kazakh*40 >= cyrillic:
		return Kazakh
	case cyrillic >= 10:
		return Russian
	case cyrillic == 0 && latin >= 40:
		return English
	}
	return ""
}

func promiseField(id string) string { return "promise." + id }
func silenceField(id string) string { return "silence." + id }
func suggestField(id string) string { return "suggest." + id }

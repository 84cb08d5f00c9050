package rules

import "strings"

// wouldDo says in words what effects would do. What only serves other rules is left
// out.
func (reg *Regulation) wouldDo(effects []Effect, lang string) string {
	var parts []string
	for i := range effects {
		if s := reg.effectSentence(&effects[i], lang); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

func (reg *Regulation) effectSentence(e *Effect, lang string) string {
	switch {
	case len(e.Set) > 0:
		var parts []string
		for _, name := range sortedKeys(e.Set) {
			parts = append(parts, reg.wouldSet(name, e.Set[name], lang))
		}
		return strings.Join(parts, "; ")
	case e.Status == previousStatus:
		return say("would return", lang)
	case e.Status != "":
		return reg.facetSentence("status", e.Status, lang)
	case e.Send != nil:
		return say("would send", lang, reg.textName(e.Send.Text.Value, lang))
	case e.Suggest != nil:
		return say("suggest", lang, reg.Label("act/"+e.Suggest.Act, lang))
	case e.Note != nil:
		return say("would note", lang, reg.textName(e.Note.Text, lang))
	case e.Problem != nil:
		return say("would refuse", lang, reg.textName(e.Problem.Text, lang))
	case len(e.Copy) > 0:
		return say("would copy", lang, reg.fieldList(e.Copy, lang))
	case len(e.Append) > 0:
		return say("would append", lang, reg.fieldList(sortedKeys(e.Append), lang))
	case e.Link != nil:
		return say("would link", lang, houseWord("link "+e.Link.As, lang))
	case e.Tell != nil:
		return say("would tell", lang)
	case e.Open != nil:
		return say("would open", lang, houseWord("link "+e.Open.As, lang))
	case e.Confine != nil:
		return reg.audienceSentence(e.Confine.To, lang)
	}
	return ""
}

// wouldSet is what would be set; a value that is computed is not named.
func (reg *Regulation) wouldSet(name string, value any, lang string) string {
	if m, ok := value.(map[string]any); ok && len(m) == 1 {
		return say("would set", lang, reg.fieldName(name, lang))
	}
	if isFacet(name) {
		if s := reg.facetSentence(name, facetText(value), lang); s != "" {
			return s
		}
	}
	if !present(value) || value == false {
		value = nil
	}
	if label := reg.fieldName(name, lang); label == name && value != nil {
		return say("path mark", lang, name) + ": " + reg.show(value, lang)
	}
	return reg.fieldSentence(name, value, lang)
}

func (reg *Regulation) fieldList(names []string, lang string) string {
	labels := make([]string, len(names))
	for i, name := range names {
		labels[i] = reg.fieldName(name, lang)
	}
	return strings.Join(labels, ", ")
}

func (reg *Regulation) fieldName(name, lang string) string {
	if label := reg.Label("field/"+name, lang); label != name {
		return label
	}
	if text, ok := houseFields[name]; ok {
		return text.In(lang, English)
	}
	return name
}

// textName is how a text begins, without the values that it would have.
func (reg *Regulation) textName(key, lang string) string {
	text := reg.texts[key]
	if text == nil {
		return "…"
	}
	blank := func(string) string { return "…" }
	if subject := in(text.subject, lang, reg.Lang); subject != nil {
		return clipText(subject.render(blank))
	}
	first, _, _ := strings.Cut(strings.TrimSpace(in(text.body, lang, reg.Lang).render(blank)), "\n")
	return clipText(first)
}

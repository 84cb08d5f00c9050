package rules

import "slices"

// Languages that every regulation's customers may be answered in.
const (
	Kazakh  = "kk"
	Russian = "ru"
	English = "en"
)

// Text is one text in several languages, by language code. Under "" stands a
// text in the language of the document.
type Text map[string]string

// In returns the text in the first of the languages that it has, else in the
// language of the document, else in any language it has.
func (t Text) In(langs ...string) string {
	for _, lang := range append(langs, "") {
		if s, ok := t[lang]; ok {
			return s
		}
	}
	for _, lang := range []string{Russian, Kazakh, English} {
		if s, ok := t[lang]; ok {
			return s
		}
	}
	return ""
}

// lang is the language of what In returns.
func (t Text) lang(lang, document string) string {
	if _, ok := t[lang]; ok {
		return lang
	}
	return document
}

// Has reports whether the text is there in the language, where lang is the
// language of the document or one the text names.
func (t Text) Has(lang, document string) bool {
	if _, ok := t[lang]; ok {
		return true
	}
	_, plain := t[""]
	return plain && lang == document
}

func (t *Text) fromTree(d *decoder, tree any) {
	switch x := tree.(type) {
	case string:
		*t = Text{"": x}
	case map[string]any:
		*t = Text{}
		for lang, v := range x {
			s, ok := v.(string)
			switch {
			case !slices.Contains([]string{Kazakh, Russian, English, ""}, lang):
				d.errorf("%q is no language; kk, ru and en are", lang)
			case !ok:
				d.errorf("the %s text is no string", lang)
			default:
				(*t)[lang] = s
			}
		}
	default:
		d.errorf("want a text, or texts by language")
	}
}

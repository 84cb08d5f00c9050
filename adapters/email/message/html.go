package message

import (
	"strings"

	"golang.org/x/net/html"
)

// Marks that htmlText leaves for splitVisible. They are non-characters, which no
// text can hold once it is cleaned, so nobody can send them.
const (
	historyMark     = "\ufdd0" // a line of its own: what follows is earlier mail
	attributionMark = "\ufdd1" // at the start of "On Monday Ivan wrote:"
)

// htmlText turns HTML into text as a mail program would: paragraphs, lists, links,
// and blockquotes as lines that begin with ">". It reads tokens and builds no tree,
// so depth costs nothing.
func htmlText(markup string, limit int) string {
	w := &textWriter{limit: limit}
	z := html.NewTokenizer(strings.NewReader(markup))
	silent := "" // inside an element whose text isn't for people
	for w.out.Len() < limit {
		switch z.Next() {
		case html.ErrorToken:
			return w.finish() // the end, or markup that the tokenizer refuses
		case html.TextToken:
			if silent == "" {
				w.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attrs := tagOf(z)
			if isSilent(name) {
				silent = name
				continue
			}
			w.start(name, attrs)
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == silent {
				silent = ""
				continue
			}
			w.end(string(name))
		}
	}
	return w.finish()
}

// isSilent lists elements whose text the tokenizer hands over raw.
func isSilent(name string) bool {
	switch name {
	case "script", "style", "title", "iframe", "noembed", "noframes":
		return true
	}
	return false
}

// tagAttrs are the attributes that matter here.
type tagAttrs struct{ class, id, href, alt string }

func tagOf(z *html.Tokenizer) (name string, a tagAttrs) {
	raw, more := z.TagName()
	name = string(raw)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "class":
			a.class = cut(string(value), 500)
		case "id":
			a.id = cut(string(value), 200)
		case "href":
			a.href = cut(string(value), 2000)
		case "alt":
			a.alt = oneLine(string(value), 200)
		}
	}
	return name, a
}

// effect is what an open element does to the text inside it.
type effect struct {
	name   string
	nested int    // open elements of the same name inside, which have no effect
	quote  bool   // lines get ">"
	pre    bool   // blanks and line ends count
	cite   bool   // lines name who wrote what follows
	href   string // where the link goes
	line   int    // the line on which the link's text began,
	from   int    // and where in it
}

// effectOf reads the marks that mail programs leave around earlier mail.
func effectOf(name string, a tagAttrs) (e effect, any bool) {
	e = effect{name: name}
	switch {
	case name == "blockquote", a.id == "OLK_SRC_BODY_SECTION", hasClass(a.class, "yahoo_quoted"), a.id == "mail-editor-reference-message-container":
		e.quote = true
	case hasClass(a.class, "moz-cite-prefix"), hasClass(a.class, "gmail_attr"):
		e.cite = true
	case name == "pre", name == "textarea", name == "xmp":
		e.pre = true
	case name == "a" && a.href != "":
		e.href = a.href
	default:
		return e, false
	}
	return e, true
}

// beginsHistory is true for the elements that Outlook puts before earlier mail,
// which then follows without a container.
func beginsHistory(a tagAttrs) bool {
	return a.id == "divRplyFwdMsg" || a.id == "appendonsend" || hasClass(a.class, "OutlookMessageHeader")
}

func hasClass(classes, class string) bool {
	for one := range strings.FieldsSeq(classes) {
		if one == class {
			return true
		}
	}
	return false
}

// lineBreak tells how an element stands in the text.
type lineBreak int

const (
	inline lineBreak = iota
	ownLine
	paragraph
)

func breakOf(name string, a tagAttrs) lineBreak {
	switch name {
	case "div", "tr", "li", "dt", "dd", "table", "tbody", "thead", "section", "article", "header", "footer", "address", "center", "form", "fieldset", "body":
		return ownLine
	case "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote":
		return paragraph
	case "p":
		if strings.HasPrefix(a.class, "Mso") { // Word's paragraphs have no margin
			return ownLine
		}
		return paragraph
	}
	return inline
}

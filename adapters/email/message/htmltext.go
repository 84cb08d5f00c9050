package message

import (
	"strings"
	"unicode"
)

// textWriter lays out the text of HTML line by line.
type textWriter struct {
	out   strings.Builder
	limit int

	line      strings.Builder
	number    int  // of the line
	space     bool // a blank is due before the next word
	blankDue  bool // an empty line is due before the next one
	kept      bool // the line holds a no-break space: empty, it is meant so
	lastBlank bool // the last line written was empty
	tight     bool // the open paragraph is Word's, which has no margin
	cells     int  // of the table row so far
	effects   []effect
	quotes    int
	pres      int
	cites     int

	lastQuotes int // depth of the last line
}

const (
	maxEffects = 100 // each costs a look for every tag
	maxQuotes  = 5
)

func (w *textWriter) text(s string) {
	for _, r := range s {
		switch {
		case w.pres > 0 && r == '\n':
			w.endLine(true)
		case w.pres > 0 && r == '\t':
			w.line.WriteByte(' ')
		case unicode.IsSpace(r) && w.pres == 0:
			w.space = true
			w.kept = w.kept || r == '\u00a0'
		case unicode.IsControl(r) || isNonCharacter(r) || r == '\ufeff':
		default:
			w.word(r)
		}
	}
}

func (w *textWriter) word(r rune) {
	if w.space && w.line.Len() > 0 {
		w.line.WriteByte(' ')
	}
	w.space = false
	w.line.WriteRune(r)
}

func (w *textWriter) start(name string, a tagAttrs) {
	w.breakLine(breakOf(name, a))
	switch name {
	case "p":
		w.tight = breakOf(name, a) == ownLine
	case "br":
		w.endLine(true)
	case "hr":
		w.endLine(false)
		w.text(strings.Repeat("_", 32))
		w.endLine(false)
	case "tr":
		w.cells = 0
	case "td", "th":
		if w.cells++; w.cells > 1 {
			w.space = true
		}
	case "li":
		w.text("- ")
	case "img":
		if a.alt != "" {
			w.text("[" + a.alt + "]")
		}
	}
	if beginsHistory(a) && w.quotes == 0 {
		w.endLine(false)
		w.out.WriteString(historyMark + "\n")
	}
	w.open(name, a)
}

// open remembers an element that has an effect. Of the others only those are
// counted whose end could be taken for the end of one that has.
func (w *textWriter) open(name string, a tagAttrs) {
	e, any := effectOf(name, a)
	if !any {
		for i := len(w.effects) - 1; i >= 0; i-- {
			if w.effects[i].name == name {
				w.effects[i].nested++
				return
			}
		}
		return
	}
	if len(w.effects) >= maxEffects {
		return
	}
	if e.cite || e.quote {
		w.endLine(false)
	}
	e.line, e.from = w.number, w.line.Len()
	w.effects = append(w.effects, e)
	w.count(e, 1)
}

func (w *textWriter) count(e effect, by int) {
	if e.quote {
		w.quotes += by
	}
	if e.pre {
		w.pres += by
	}
	if e.cite {
		w.cites += by
	}
}

func (w *textWriter) end(name string) {
	at := len(w.effects) - 1
	for at >= 0 && w.effects[at].name != name {
		at--
	}
	switch {
	case at < 0:
	case w.effects[at].nested > 0:
		w.effects[at].nested--
	default:
		for i := len(w.effects) - 1; i >= at; i-- {
			w.close(w.effects[i])
		}
		w.effects = w.effects[:at]
	}
	if name == "p" && w.tight {
		w.breakLine(ownLine)
		return
	}
	w.breakLine(breakOf(name, tagAttrs{}))
}

func (w *textWriter) close(e effect) {
	if e.href != "" {
		w.showLink(e)
	}
	if e.quote || e.cite {
		w.endLine(false)
	}
	w.count(e, -1)
}

// showLink adds where a link goes unless its text says so already.
func (w *textWriter) showLink(e effect) {
	target := oneLine(e.href, 500)
	target = strings.TrimPrefix(target, "mailto:")
	if e.line != w.number {
		e.from = 0
	}
	if strings.HasPrefix(target, "#") || strings.HasPrefix(target, "cid:") || strings.HasPrefix(target, "tel:") {
		return
	}
	shown := strings.TrimSpace(w.line.String()[e.from:])
	if shown == "" || strings.Contains(strings.TrimSuffix(target, "/"), strings.TrimSuffix(shown, "/")) {
		return
	}
	w.text(" <" + target + ">")
}

func (w *textWriter) breakLine(b lineBreak) {
	if b == inline {
		return
	}
	w.endLine(false)
	if b == paragraph {
		w.blankDue = true
	}
}

// endLine writes the line. An empty one is written only when it is meant.
func (w *textWriter) endLine(meant bool) {
	line := strings.TrimRightFunc(w.line.String(), unicode.IsSpace)
	meant = meant || w.kept
	w.line.Reset()
	w.space, w.kept = false, false
	w.number++
	if line == "" {
		w.blankDue = w.blankDue || meant
		return
	}
	if w.blankDue && !w.lastBlank && w.out.Len() > 0 {
		w.write("")
	}
	w.blankDue = false
	if w.cites > 0 {
		line = attributionMark + line
	}
	w.write(line)
}

func (w *textWriter) write(line string) {
	marks := strings.Repeat("> ", min(w.quotes, maxQuotes))
	if line == "" { // between two depths a blank line belongs to the outer one
		marks = strings.TrimSpace(strings.Repeat("> ", min(w.quotes, w.lastQuotes, maxQuotes)))
	}
	w.lastBlank, w.lastQuotes = line == "", w.quotes
	w.out.WriteString(marks)
	w.out.WriteString(line)
	w.out.WriteByte('\n')
}

func (w *textWriter) finish() string {
	w.endLine(false)
	return trimBlankLines(nfc(cut(w.out.String(), w.limit)))
}

// withoutMarks is the text as people see it.
func withoutMarks(text string) string {
	text = strings.ReplaceAll(text, historyMark+"\n", "")
	return strings.NewReplacer(historyMark, "", attributionMark, "").Replace(text)
}

package message

import (
	"slices"
	"strings"
)

// fillVisible takes the text apart. The plain part is tried first; when it shows no
// history but the HTML part marks some, the HTML part is what people see.
func (r *reading) fillVisible() {
	m := &r.message
	c := context{
		forwarded: isForwardSubject(m.Subject),
		reply:     len(m.InReplyTo)+len(m.References) > 0 || isReplySubject(m.Subject),
	}
	m.Visible = splitVisible(m.Text, c)
	if m.Visible.Quoted == "" && r.marked != "" {
		if v := splitVisible(r.marked, c); v.Quoted != "" || withoutMarks(r.marked) == m.Text {
			m.Visible = v
		}
	}
}

// context is what the header tells about the text.
type context struct {
	forwarded bool // earlier mail is the message and not history
	reply     bool // earlier mail is to be expected
}

// maxSplitLines is where a text is no letter any more but a log.
const maxSplitLines = 50_000

// splitVisible separates what was written now from quotes and signature. Whatever is
// unclear stays in Body; all three together are the whole text but for blank lines
// between them.
func splitVisible(text string, c context) Visible {
	if strings.Count(text, "\n") > maxSplitLines {
		return Visible{Body: withoutMarks(text)}
	}
	if c.forwarded {
		return Visible{Body: trimBlankLines(withoutMarks(text))}
	}
	all := strings.Split(text, "\n")
	kinds := classifyLines(all, c)
	end := historyStart(all, kinds)
	v := arrange(all[:end], kinds[:end], c)
	if strings.TrimSpace(v.Body) == "" && v.Signature == "" {
		return Visible{Body: trimBlankLines(withoutMarks(text))}
	}
	v.Quoted = join(v.Quoted, joinRange(all[end:]))
	return v
}

// lineKind is what a line is taken for.
type lineKind uint8

const (
	blank lineKind = iota
	own
	quoted      // ">" or the line that names the author of what follows
	historyLine // from here on everything is earlier mail
)

func isOwn(k lineKind) bool { return k == own }

// historyStart is the first line of earlier mail that isn't marked line by line. It
// needs something written above it: else the mail would show as empty.
func historyStart(all []string, kinds []lineKind) int {
	at := slices.Index(kinds, historyLine)
	if at < 0 || !slices.ContainsFunc(kinds[:at], isOwn) {
		for i, k := range kinds {
			if k == historyLine {
				kinds[i] = own
				if strings.Trim(all[i], historyMark) == "" {
					kinds[i] = blank
				}
			}
		}
		return len(all)
	}
	return at
}

// span is a run of lines [from, to) of one kind; blank lines count to either.
type span struct {
	from, to int
	quoted   bool
}

func spansOf(kinds []lineKind) []span {
	var spans []span
	for i, k := range kinds {
		if k == blank {
			continue
		}
		isQuote := k == quoted
		if n := len(spans); n > 0 && spans[n-1].quoted == isQuote {
			spans[n-1].to = i + 1
			continue
		}
		spans = append(spans, span{i, i + 1, isQuote})
	}
	return spans
}

// arrange puts the runs where they belong. Quotes at the end are history, and so are
// quotes at the start when one answer follows; quotes between answers stay, because
// the answers mean nothing without them.
func arrange(all []string, kinds []lineKind, c context) Visible {
	spans := spansOf(kinds)
	var v Visible
	if n := len(spans); n > 1 && !spans[n-1].quoted && isSignatureOnly(all[spans[n-1].from:spans[n-1].to]) {
		v.Signature = joinRange(all[spans[n-1].from:spans[n-1].to])
		spans = spans[:n-1]
	}
	if n := len(spans); n > 1 && spans[n-1].quoted && (c.reply || isAttributed(all, spans[n-1])) {
		v.Quoted = joinRange(all[spans[n-1].from:spans[n-1].to])
		spans = spans[:n-1]
	}
	if len(spans) == 2 && spans[0].quoted {
		v.Quoted = join(joinRange(all[spans[0].from:spans[0].to]), v.Quoted)
		spans = spans[1:]
	}
	if len(spans) == 0 {
		return v
	}
	body := all[spans[0].from:spans[len(spans)-1].to]
	at := signatureStart(body)
	v.Body = joinRange(body[:at])
	if at < len(body) {
		v.Signature = join(joinRange(body[at:]), v.Signature)
	}
	return v
}

func isAttributed(all []string, s span) bool {
	return !strings.HasPrefix(strings.TrimLeft(all[s.from], " \t"), ">")
}

func joinRange(all []string) string {
	return trimBlankLines(withoutMarks(strings.Join(all, "\n")))
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

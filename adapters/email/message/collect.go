package message

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
)

// piece is a stretch of the mail's own text: as plain text, as HTML, or as both.
type piece struct {
	plain, html string
}

// collect sorts the parts below p into text and attachments. within is the type of
// the multipart around p.
func (r *reading) collect(p *part, within string) []piece {
	if len(p.children) > 0 {
		var pieces []piece
		for _, child := range p.children {
			pieces = append(pieces, r.collect(child, p.kind())...)
		}
		if p.kind() == "multipart/alternative" {
			return oneOf(pieces)
		}
		if p.kind() == "multipart/encrypted" {
			r.warn(WarnEncrypted, p.kind())
		}
		return pieces
	}
	content, clean := decodeTransfer(p.body, p.header.text("content-transfer-encoding"))
	if !clean {
		r.warn(WarnEncoding, p.header.text("content-transfer-encoding"))
	}
	if !r.isBody(p, content) {
		r.attach(p, content, within)
		return nil
	}
	if p.kind() == "text/html" {
		return []piece{{html: r.decodeHTML(p, content)}}
	}
	return []piece{{plain: r.decodePlain(p, content)}}
}

// oneOf folds the forms of a multipart/alternative into one piece.
func oneOf(pieces []piece) []piece {
	if len(pieces) == 0 {
		return nil
	}
	var plain lines
	var markup strings.Builder
	for _, p := range pieces {
		plain.add(p.plain)
		markup.WriteString(p.html)
	}
	return []piece{{plain: plain.String(), html: markup.String()}}
}

// lines joins texts so that each begins on a line of its own.
type lines struct{ strings.Builder }

func (l *lines) add(text string) {
	if l.Len() > 0 && text != "" && !l.ended() {
		l.WriteByte('\n')
	}
	l.WriteString(text)
}

func (l *lines) ended() bool { return strings.HasSuffix(l.String(), "\n") }

// isBody tells the mail's own text from a text file that was attached.
func (r *reading) isBody(p *part, content []byte) bool {
	if p.kind() != "text/plain" && p.kind() != "text/html" {
		return false
	}
	if p.disposition.value == "attachment" {
		return false
	}
	if bytes.Count(content[:min(len(content), 4096)], []byte{0})*8 > min(len(content), 4096) && !strings.HasPrefix(canonical(p.media.ascii("charset")), "utf-16") {
		return false // a binary file under a wrong name
	}
	if len(p.disposition.params["filename"]) > 0 {
		return false
	}
	return len(p.media.params["name"]) == 0 || r.textLeft == r.limits.TextBytes && r.htmlLeft == r.limits.TextBytes
}

func (r *reading) decodePlain(p *part, content []byte) string {
	content = r.takeUUEncoded(content)
	text := r.decodeLimited(content, p.media.ascii("charset"), &r.textLeft)
	if strings.EqualFold(p.media.ascii("format"), "flowed") {
		text = unflow(text, strings.EqualFold(p.media.ascii("delsp"), "yes"))
	}
	return text
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})`)

func (r *reading) decodeHTML(p *part, content []byte) string {
	charset := p.media.ascii("charset")
	if charset == "" {
		if found := metaCharset.FindSubmatch(content[:min(len(content), 2048)]); found != nil {
			charset = string(found[1])
		}
	}
	return r.decodeLimited(content, charset, &r.htmlLeft)
}

// decodeLimited decodes text within what is left of the limit.
func (r *reading) decodeLimited(content []byte, charset string, left *int) string {
	size := len(content)
	if size > *left {
		// UTF-16 takes two bytes a letter, the others one: never too little.
		content = content[:min(size, 2*(*left))]
	}
	d := decodeText(content, charset, r.hint)
	if d.charset != "us-ascii" && d.charset != "utf-8" {
		r.hint = d.charset
	}
	r.noteDecoded(d, "text")
	if bytes.IndexByte(content, 0) >= 0 && !strings.HasPrefix(d.charset, "utf-16") {
		r.warn(WarnNUL, "text")
	}
	text := bodyText(d.text, *left)
	if *left -= len(text); *left == 0 || len(content) < size {
		r.warn(WarnTruncated, "text")
	}
	return text
}

// takeUUEncoded moves files written into the text to the attachments.
func (r *reading) takeUUEncoded(content []byte) []byte {
	if !bytes.Contains(content, []byte("begin ")) {
		return content
	}
	var kept []byte
	taken := false
	for r.partsLeft > 0 {
		name, file, at, ok := nextUUEncoded(content)
		if !ok {
			break
		}
		r.partsLeft--
		taken = true
		kept = append(kept, content[:at[0]]...)
		content = content[at[1]:]
		r.message.Attachments = append(r.message.Attachments, Attachment{Name: decodeWords([]byte(name), r.hint).text, Type: "application/octet-stream", Size: len(file), Content: file})
	}
	if !taken {
		return content
	}
	return append(kept, content...)
}

// addBody joins the pieces into Text and HTML.
func (r *reading) addBody(pieces []piece) {
	var text, marked lines
	var markup strings.Builder
	anyHTML := slices.ContainsFunc(pieces, func(p piece) bool { return p.html != "" })
	for _, p := range pieces {
		fromHTML := p.plain
		if p.html != "" {
			fromHTML = htmlText(p.html, max(0, r.limits.TextBytes-marked.Len()))
		}
		if strings.TrimSpace(p.plain) == "" {
			p.plain = withoutMarks(fromHTML)
		}
		text.add(p.plain)
		if anyHTML {
			marked.add(fromHTML)
			markup.WriteString(htmlOf(p))
		}
	}
	r.message.Text = trimBlankLines(cut(nfc(text.String()), r.limits.TextBytes))
	r.message.HTML = cut(nfc(markup.String()), r.limits.TextBytes)
	r.marked = trimBlankLines(cut(marked.String(), r.limits.TextBytes))
}

// htmlOf gives a piece as HTML; a plain one among others keeps its lines.
func htmlOf(p piece) string {
	if p.html != "" {
		return p.html
	}
	return "<pre>" + html.EscapeString(p.plain) + "</pre>"
}

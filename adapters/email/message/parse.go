package message

import (
	"bytes"
	"fmt"
	"strconv"
)

// Parser reads mails. The zero Parser is ready for use; it is safe for concurrent use.
type Parser struct {
	Limits Limits
	// Loop recognises the value of our own loop header, LoopHeader, in mail
	// that has come back to us. Nil recognises nothing.
	Loop func(value string) bool
	// LoopHeader is the name of that header. Default X-Reglament-Loop.
	LoopHeader string
}

// Parse reads a mail with a Parser that has these limits and no loop header.
func Parse(raw []byte, l Limits) (*Message, error) {
	return Parser{Limits: l}.Parse(raw)
}

// Parse reads a mail. An error is always an *Unparsable. raw must not change while
// the Message is in use: attachments may be slices of it.
//
// Who takes the mail by SMTP puts the envelope sender before it as Return-Path (RFC
// 5321 section 4.4): an empty one is the best sign of a bounce.
func (p Parser) Parse(raw []byte) (m *Message, err error) {
	defer func() {
		// A panic is a bug of ours or of a library. One mail that finds it must
		// not stop the mailbox, so it goes into quarantine like any other.
		if cause := recover(); cause != nil {
			m, err = nil, &Unparsable{Reason: Broken, Detail: oneLine(fmt.Sprint(cause), maxDetail)}
		}
	}()
	return p.parse(raw)
}

func (p Parser) parse(raw []byte) (*Message, error) {
	l := p.Limits.withDefaults()
	if len(raw) > l.Bytes {
		return nil, &Unparsable{TooLarge, strconv.Itoa(len(raw)) + " bytes, the limit is " + strconv.Itoa(l.Bytes)}
	}
	if len(bytes.Trim(raw, "\x00\r\n\t ")) == 0 {
		return nil, &Unparsable{Reason: Empty}
	}
	raw = withLineFeeds(raw)
	b := readBlock(raw, l, nil)
	if len(b.fields) == 0 {
		return nil, &Unparsable{Reason: NotMail, Detail: "no header field"}
	}
	r := &reading{limits: l, partsLeft: l.Parts, textLeft: l.TextBytes, htmlLeft: l.TextBytes}
	r.noteBlock(b)
	root := r.readPart(b.header, b.body, 0, "text/plain")
	r.hint = declaredHint(root)
	r.addBody(r.collect(root, ""))
	r.nameAttachments()
	r.fillHeader(b.header)
	r.classify(p)
	r.fillVisible()
	return &r.message, nil
}

// reading is the state of one Parse.
type reading struct {
	message Message
	limits  Limits

	partsLeft, textLeft, htmlLeft int

	bodyOf []byte // the body that belongs to the header just read, see readPartHeader
	hint   string // the charset for raw 8-bit header bytes
	leaves []leaf // parts that say what kind of mail this is
	marked string // Text from HTML with marks where history begins, see htmlText
}

// leaf is a part that is neither container nor text: a report, a calendar, a mail.
type leaf struct {
	media   media
	content []byte
}

// leaf returns the first leaf of a type.
func (r *reading) leaf(kind string) (leaf, bool) {
	for _, l := range r.leaves {
		if l.media.value == kind {
			return l, true
		}
	}
	return leaf{}, false
}

func (r *reading) warn(code WarningCode, detail string) {
	w := Warning{Code: code, Detail: oneLine(detail, maxDetail)}
	if len(r.message.Warnings) >= maxWarnings {
		return
	}
	for _, old := range r.message.Warnings {
		if old == w {
			return
		}
	}
	r.message.Warnings = append(r.message.Warnings, w)
}

func (r *reading) noteBlock(b block) {
	if b.repaired != "" {
		r.warn(WarnHeader, b.repaired)
	}
	if b.cut {
		r.warn(WarnTruncated, "the header is longer than is read")
	}
}

// noteDecoded warns about a text whose charset was not what it said.
func (r *reading) noteDecoded(d decoded, what string) {
	if d.guessed {
		r.warn(WarnCharset, what+": "+d.charset)
	}
	if d.damaged {
		r.warn(WarnDamaged, what)
	}
}

// withLineFeeds gives mail whose lines end in CR alone the line ends of the rest.
func withLineFeeds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') >= 0 || bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// declaredHint is the first 8-bit charset that a text part declares.
func declaredHint(p *part) string {
	if len(p.children) == 0 {
		if name := canonical(p.media.ascii("charset")); tables()[name] != nil && name != "windows-1252" {
			return name
		}
		return ""
	}
	for _, child := range p.children {
		if hint := declaredHint(child); hint != "" {
			return hint
		}
	}
	return ""
}

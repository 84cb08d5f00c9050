package message

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// part is a node of the MIME tree. Its body is a piece of the raw mail: splitting
// copies nothing.
type part struct {
	header      header
	media       media
	disposition media
	body        []byte
	children    []*part
}

// kind is the part's type as told or, failing that, as its parent implies.
func (p *part) kind() string { return p.media.value }

func (p *part) isMultipart() bool { return strings.HasPrefix(p.media.value, "multipart/") }

// readPart builds the tree below one header block.
func (r *reading) readPart(h header, body []byte, depth int, implied string) *part {
	p := &part{header: h, body: body, media: parseMedia(h.raw("content-type")), disposition: parseMedia(h.raw("content-disposition"))}
	if p.media.value == "" || !strings.Contains(p.media.value, "/") {
		p.media.value = impliedType(p.media.value, implied, body)
	}
	if p.isMultipart() {
		r.divide(p, depth)
	}
	return p
}

// impliedType stands in for a missing or broken Content-Type.
func impliedType(told, implied string, body []byte) string {
	switch {
	case told == "html":
		return "text/html"
	case told == "" || told == "text" || told == "plain":
		return implied
	case bytes.IndexByte(body[:min(len(body), 1024)], 0) < 0:
		return implied
	}
	return "application/octet-stream"
}

// divide reads the children of a multipart. One that can't be divided becomes
// text when it is the mail itself, and stays whole otherwise.
func (r *reading) divide(p *part, depth int) {
	if depth >= r.limits.Depth {
		r.warn(WarnTruncated, "multiparts nested deeper than "+strconv.Itoa(r.limits.Depth)+" stay one attachment")
		return
	}
	boundary := p.media.ascii("boundary")
	bodies, closed := splitBody(p.body, boundary, r.partsLeft)
	if len(bodies) == 0 {
		if found := findBoundary(p.body); found != "" {
			r.warn(WarnStructure, "the boundary is not the one in the header")
			bodies, closed = splitBody(p.body, found, r.partsLeft)
		}
	}
	if len(bodies) == 0 {
		r.warn(WarnStructure, "a multipart without parts")
		p.media.value = "text/plain"
		return
	}
	if !closed {
		r.warn(WarnStructure, "a multipart without its end")
	}
	implied := "text/plain"
	if p.kind() == "multipart/digest" {
		implied = "message/rfc822"
	}
	for _, body := range bodies {
		if r.partsLeft <= 0 {
			r.warn(WarnTruncated, "more than "+strconv.Itoa(r.limits.Parts)+" parts")
			return
		}
		r.partsLeft--
		p.children = append(p.children, r.readPart(r.readPartHeader(body), r.bodyOf, depth+1, implied))
	}
}

// readPartHeader reads a part's own header and leaves its body in r.bodyOf. A part
// that starts with no field at all is all body.
func (r *reading) readPartHeader(raw []byte) header {
	if len(raw) > 0 && (raw[0] == '\n' || bytes.HasPrefix(raw, []byte("\r\n"))) {
		_, r.bodyOf = nextLine(raw)
		return header{}
	}
	b := readBlock(raw, r.limits, isContentField)
	r.bodyOf = b.body
	return b.header
}

func isContentField(name string) bool { return strings.HasPrefix(name, "content-") }

// splitBody cuts a multipart's body at its boundary lines. At most most+1 pieces are
// made, so that the caller can tell whether there were more than that.
func splitBody(body []byte, boundary string, most int) (parts [][]byte, closed bool) {
	if boundary == "" {
		return nil, false
	}
	start := -1
	for at := 0; ; {
		begin, end, last, found := nextDelimiter(body, boundary, at)
		if !found {
			break
		}
		if start >= 0 {
			parts = append(parts, body[start:max(start, beforeLineEnd(body, begin))])
		}
		if last || len(parts) > most {
			return parts, true
		}
		start, at = end, end
	}
	if start >= 0 && start < len(body) {
		parts = append(parts, body[start:])
	}
	return parts, false
}

// nextDelimiter finds a line of "--boundary" or "--boundary--" and nothing else but
// blanks. A boundary that merely begins alike belongs to somebody else.
func nextDelimiter(body []byte, boundary string, at int) (begin, end int, last, found bool) {
	delimiter := []byte("--" + boundary)
	for {
		i := bytes.Index(body[at:], delimiter)
		if i < 0 {
			return 0, 0, false, false
		}
		begin = at + i
		at = begin + len(delimiter)
		if begin > 0 && body[begin-1] != '\n' {
			continue
		}
		line, _ := nextLine(body[at:])
		tail := bytes.TrimRightFunc(line, unicode.IsSpace)
		if len(tail) == 0 || bytes.Equal(tail, []byte("--")) {
			return begin, at + len(line), len(tail) > 0, true
		}
	}
}

// findBoundary guesses the boundary: the first line "--something" with a Content-
// field below it.
func findBoundary(body []byte) string {
	rest := body
	for lines := 0; len(rest) > 0 && lines < 200; lines++ {
		var line []byte
		line, rest = nextLine(rest)
		token, marked := bytes.CutPrefix(bytes.TrimRightFunc(line, unicode.IsSpace), []byte("--"))
		if !marked || len(token) == 0 || len(token) > maxBoundary {
			continue
		}
		if below, _ := nextLine(rest); bytes.HasPrefix(bytes.ToLower(below[:min(len(below), 8)]), []byte("content-")) {
			return string(token)
		}
	}
	return ""
}

// beforeLineEnd gives the place before the line end in front of at, which belongs
// to the boundary and not to the part.
func beforeLineEnd(body []byte, at int) int {
	if at > 0 && body[at-1] == '\n' {
		at--
		if at > 0 && body[at-1] == '\r' {
			at--
		}
	}
	return at
}

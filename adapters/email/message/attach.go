package message

import (
	"regexp"
	"strconv"
	"strings"
)

// attach keeps a part as a file.
func (r *reading) attach(p *part, content []byte, within string) {
	kind := p.kind()
	if !mediaType.MatchString(kind) {
		kind = "application/octet-stream"
	}
	id := strings.Trim(oneLine(p.header.text("content-id"), maxMessageID), "<> ")
	a := Attachment{
		Name:      r.declaredName(p),
		Type:      kind,
		Size:      len(content),
		ContentID: id,
		Inline:    p.disposition.value == "inline" || p.disposition.value == "" && id != "" && within == "multipart/related",
		Content:   content,
	}
	switch {
	case kind == "application/ms-tnef" || strings.EqualFold(a.Name, "winmail.dat"):
		r.warn(WarnTNEF, a.Name)
	case strings.HasSuffix(kind, "/pkcs7-mime") || strings.HasSuffix(kind, "/x-pkcs7-mime"):
		if p.media.ascii("smime-type") != "signed-data" {
			r.warn(WarnEncrypted, kind)
		}
	}
	if a.Name == "" && kind == "message/rfc822" {
		a.Name = subjectOf(content, r.limits, r.hint)
	}
	r.leaves = append(r.leaves, leaf{p.media, content})
	r.message.Attachments = append(r.message.Attachments, a)
}

var mediaType = regexp.MustCompile(`^[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,100}$`)

// declaredName is the name that the sender gave the file, undecorated.
func (r *reading) declaredName(p *part) string {
	for _, name := range []string{p.disposition.text("filename", r.hint), p.media.text("name", r.hint), p.media.text("file", r.hint)} {
		if strings.TrimSpace(name) != "" {
			return name
		}
	}
	return ""
}

// subjectOf names an attached mail by its subject.
func subjectOf(raw []byte, l Limits, hint string) string {
	b := readBlock(raw, l, func(name string) bool { return name == "subject" })
	subject := oneLine(decodeWords(unfold(b.raw("subject")), hint).text, maxFileName)
	if subject == "" {
		return ""
	}
	return strings.NewReplacer("/", "_", `\`, "_").Replace(subject) + ".eml"
}

// nameAttachments makes all names clean, present and different.
func (r *reading) nameAttachments() {
	used, next := map[string]bool{}, map[string]int{}
	for i := range r.message.Attachments {
		a := &r.message.Attachments[i]
		name, changed := fileName(a.Name)
		if name == "" {
			name = "attachment-" + strconv.Itoa(i+1) + extensionOf(a.Type)
		}
		a.Name = unique(name, used, next)
		if changed {
			r.warn(WarnName, a.Name)
		}
	}
}

// unique appends " (2)" and so on. next remembers where to go on, so that a thousand
// files of one name don't take a million steps.
func unique(name string, used map[string]bool, next map[string]int) string {
	key := strings.ToLower(name)
	if !used[key] {
		used[key] = true
		return name
	}
	base, ext := splitExtension(name)
	for n := max(next[key], 2); ; n++ {
		suffix := " (" + strconv.Itoa(n) + ")" + ext
		candidate := strings.TrimSpace(cut(base, maxFileName-len(suffix))) + suffix
		if lower := strings.ToLower(candidate); !used[lower] {
			used[lower], next[key] = true, n+1
			return candidate
		}
	}
}

// extensionOf is for parts without a name. The list is our own because the one of
// package mime differs from machine to machine.
func extensionOf(kind string) string {
	switch kind {
	case "text/plain", "message/delivery-status", "message/disposition-notification", "text/rfc822-headers", "message/feedback-report":
		return ".txt"
	case "text/html":
		return ".html"
	case "text/csv":
		return ".csv"
	case "text/calendar":
		return ".ics"
	case "text/vcard", "text/x-vcard":
		return ".vcf"
	case "message/rfc822", "message/global":
		return ".eml"
	case "image/jpeg", "image/jpg", "image/pjpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/gif":
		return ".gif"
	case "image/heic":
		return ".heic"
	case "application/pdf":
		return ".pdf"
	case "application/zip":
		return ".zip"
	case "application/ms-tnef":
		return ".dat"
	case "application/pkcs7-signature", "application/x-pkcs7-signature":
		return ".p7s"
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return ".p7m"
	case "application/pgp-signature":
		return ".asc"
	}
	return ".bin"
}

package message

import (
	"regexp"
	"strings"
)

var (
	failureSubject = regexp.MustCompile(`(?i)(undeliver|delivery (status|failure|has failed|notification)|failure notice|returned mail|mail delivery|delivery incomplete|message .*delayed|недоставленн|не доставлен|не удалось доставить|сбой доставки|жеткізілмеді|жеткізу мүмкін болмады)`)
	qmailText      = regexp.MustCompile(`(?i)this is the qmail-send program`)
	exchangeText   = regexp.MustCompile(`(?i)(delivery has failed to these recipients|your message did not reach some or all|не удалось выполнить доставку следующим получателям|сбой доставки следующим получателям|сообщение не достигло некоторых|your message (to .{1,200} )?couldn't be delivered|Не удалось доставить ваше сообщение)`)
	delayText      = regexp.MustCompile(`(?i)(has been delayed|delayed \d+ hours|not yet been delivered|will (continue to )?(be )?retr(y|ied)|no action is required on your part|доставка .*отложена|попытки доставки будут)`)
	headingLine    = regexp.MustCompile(`(?m)^[ \t>]*<?([^\s<>@]{1,64}@[^\s<>@]{1,253})>?:[ \t]*\r?$`)
	loneAddress    = regexp.MustCompile(`(?m)^[ \t]*(?:'|<|mailto:)?([^\s<>@'():,;]{1,64}@[^\s<>@'():,;]{1,253})(?:'|>)?(?:[ \t]*(?:<mailto:[^>]*>|\([^)]*\)|on .{1,80}))?[ \t]*\r?$`)
	copiedID       = regexp.MustCompile(`(?im)^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{1,998})>`)
)

// isFromMailer is true for mail that calls itself a server's.
func (r *reading) isFromMailer() bool {
	h := r.message.header
	if h.has("x-failed-recipients") || strings.ReplaceAll(h.text("return-path"), " ", "") == "<>" {
		return true
	}
	for _, a := range r.message.From {
		local, _, _ := strings.Cut(strings.ToLower(a.Address), "@")
		switch {
		case local == "mailer-daemon" || local == "postmaster" || local == "mail-daemon":
			return true
		case strings.HasPrefix(local, "microsoftexchange"):
			return true
		}
	}
	return false
}

// otherBounce reads the reports that are text for people.
func (r *reading) otherBounce() *Bounce {
	m := &r.message
	text := cut(m.Text, 64<<10)
	failed := m.header.text("x-failed-recipients")
	if !r.isFromMailer() || failed == "" && !failureSubject.MatchString(m.Subject) && !qmailText.MatchString(text) && !exchangeText.MatchString(text) {
		return nil
	}
	b := &Bounce{Form: PlainText}
	var places [][]int
	switch {
	case failed != "":
		b.Form = FailedHeader
		return b.named(strings.FieldsFunc(failed, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }), text)
	case qmailText.MatchString(text):
		b.Form = Qmail
		places = headingLine.FindAllStringSubmatchIndex(text, maxRecipients)
	case exchangeText.MatchString(text):
		b.Form = Exchange
		places = addressesBelow(text, exchangeText.FindStringIndex(text)[1])
	default:
		places = headingLine.FindAllStringSubmatchIndex(text, maxRecipients)
		if len(places) == 0 {
			places = addressesBelow(text, 0)
		}
	}
	for i, at := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		b.addFromText(text[at[2]:at[3]], text[at[1]:end], text)
	}
	return b
}

// named gives each address of X-Failed-Recipients the text between it and the next.
func (b *Bounce) named(addresses []string, text string) *Bounce {
	addresses = addresses[:min(len(addresses), maxRecipients)]
	for i, address := range addresses {
		_, about, found := strings.Cut(text, address)
		if !found {
			about = text
		}
		if i+1 < len(addresses) {
			about, _, _ = strings.Cut(about, addresses[i+1])
		}
		b.addFromText(address, about, text)
	}
	return b
}

// addressesBelow finds lines that are one address, as Exchange and Exim write them,
// before the copy of the original begins.
func addressesBelow(text string, from int) [][]int {
	window := text[from:min(len(text), from+4096)]
	if at := copyBegins.FindStringIndex(window); at != nil {
		window = window[:at[0]]
	}
	places := loneAddress.FindAllStringSubmatchIndex(window, maxRecipients)
	for _, at := range places {
		for i := range at {
			at[i] += from
		}
	}
	return places
}

var copyBegins = regexp.MustCompile(`(?im)^[ \t-]*(this is a copy of (the|your) message|original message (headers|follows)|below this line is a copy|received:|исходные заголовки)`)

// addFromText takes the status from the words about an address, not further than the
// copy of the original, whose own text may hold anything.
func (b *Bounce) addFromText(address, about, whole string) {
	a := newAddress(address)
	if !a.Valid {
		return
	}
	for _, r := range b.Recipients {
		if r.Address == a.Address {
			return
		}
	}
	about = cut(about, 2000)
	if at := copyBegins.FindStringIndex(about); at != nil && enhancedCode.MatchString(about[:at[0]]) {
		about = about[:at[0]]
	}
	r := BounceRecipient{Address: a.Address, Action: Failed, Diagnostic: diagnosticLine(about)}
	if r.Diagnostic == "" {
		r.Diagnostic = diagnosticLine(cut(whole, 4096))
	}
	if !strings.HasPrefix(firstCode(r.Diagnostic), "5") && delayText.MatchString(cut(whole, 2000)) {
		r.Action = Delayed
	}
	b.Recipients = append(b.Recipients, r)
}

func firstCode(diagnostic string) string {
	if found := enhancedCode.FindStringSubmatch(diagnostic); found != nil {
		return found[1]
	}
	if found := smtpCode.FindStringSubmatch(diagnostic); found != nil {
		return found[1]
	}
	return ""
}

// diagnosticLine is the first line with a code, with the one below it.
func diagnosticLine(about string) string {
	for rest := about; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if firstCode(line) != "" {
			below, _, _ := strings.Cut(rest, "\n")
			return oneLine(line+" "+below, 500)
		}
	}
	return ""
}

// reportedID finds the Message-ID of the mail reported on: in the copy that came along,
// in a copy inside the text, at last in what the report says it answers.
func (r *reading) reportedID() string {
	for _, kind := range []string{"text/rfc822-headers", "message/rfc822", "message/rfc822-headers", "message/global", "message/global-headers"} {
		if l, ok := r.leaf(kind); ok {
			b := readBlock(l.content, r.limits, func(name string) bool { return name == "message-id" })
			if id := messageID(b.raw("message-id")); id != "" {
				return id
			}
		}
	}
	if found := copiedID.FindStringSubmatch(r.message.Text); found != nil {
		return oneLine(found[1], maxMessageID)
	}
	if m := r.message; len(m.InReplyTo) > 0 {
		return m.InReplyTo[0]
	} else if len(m.References) > 0 {
		return m.References[len(m.References)-1]
	}
	return ""
}

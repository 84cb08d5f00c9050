package message

import (
	"regexp"
	"strings"
)

// Bounce is what a mail reports on the delivery of another one. Anybody can write
// such a report: believe it only when MessageID, or the address it came to, is ours.
type Bounce struct {
	Form BounceForm
	// MessageID is that of the mail reported on; "" when the report doesn't tell.
	MessageID  string
	Recipients []BounceRecipient // may be empty: some reports name nobody
}

// BounceForm is how the report was written.
type BounceForm string

// The forms that are understood.
const (
	RFC3464      BounceForm = "rfc3464"
	FailedHeader BounceForm = "x-failed-recipients" // Exim, Gmail of old
	Qmail        BounceForm = "qmail"
	Exchange     BounceForm = "exchange"
	PlainText    BounceForm = "text"
)

// BounceRecipient is the fate of one address.
type BounceRecipient struct {
	Address string // comparable, like Address.Address
	Action  Action
	Status  string // enhanced status code (RFC 3463) such as 5.1.1; "" when none was given
	// Diagnostic is what the other server said, shortened.
	Diagnostic string
	// Permanent: this mail will not arrive. Sending another one may work.
	Permanent bool
	// Dead: the address itself doesn't exist (5.1.x about the recipient). Nothing
	// else, be it ever so permanent, says so: a full box is emptied some day.
	Dead bool
}

// Action is the Action field of RFC 3464 section 2.3.3.
type Action string

// The actions.
const (
	Failed    Action = "failed"
	Delayed   Action = "delayed"
	Delivered Action = "delivered"
	Relayed   Action = "relayed"
	Expanded  Action = "expanded"
)

// maxRecipients bounds a report.
const maxRecipients = 200

// undelivered is false for reports of success.
func (b *Bounce) undelivered() bool {
	for _, r := range b.Recipients {
		if r.Action == Failed || r.Action == Delayed {
			return true
		}
	}
	return len(b.Recipients) == 0
}

// readBounce understands the standard form first and others only when the sender or
// a header says that this is a report: people forward reports too.
func (r *reading) readBounce() *Bounce {
	b := r.standardBounce()
	if b == nil {
		b = r.otherBounce()
	}
	if b == nil {
		return nil
	}
	if len(b.Recipients) > maxRecipients {
		b.Recipients = b.Recipients[:maxRecipients]
		r.warn(WarnTruncated, "recipients of a delivery report")
	}
	for i := range b.Recipients {
		b.Recipients[i].judge()
	}
	b.MessageID = r.reportedID()
	return b
}

// standardBounce reads message/delivery-status (RFC 3464 section 2.1).
func (r *reading) standardBounce() *Bounce {
	status, ok := r.leaf("message/delivery-status")
	if !ok {
		status, ok = r.leaf("message/global-delivery-status")
	}
	if !ok || r.isForwardedReport() {
		return nil
	}
	b := &Bounce{Form: RFC3464}
	rest := status.content
	for groups := 0; len(rest) > 0 && groups < 2*maxRecipients; groups++ {
		group := readBlock(rest, r.limits, nil)
		if len(group.body) >= len(rest) {
			break
		}
		rest = group.body
		if recipient, ok := recipientOf(group.header); ok {
			b.Recipients = append(b.Recipients, recipient)
		}
	}
	return b
}

// isForwardedReport is true when a person sends us a report that they got: it is then
// one part among others of a mail that doesn't call itself a report.
func (r *reading) isForwardedReport() bool {
	kind := parseMedia(r.message.header.raw("content-type"))
	return kind.value != "multipart/report" && !r.isFromMailer()
}

func recipientOf(h header) (BounceRecipient, bool) {
	address := typedValue(h.text("final-recipient"))
	if original := typedValue(h.text("original-recipient")); original != "" {
		address = original // the one that we wrote to, before forwarding
	}
	if address == "" {
		return BounceRecipient{}, false
	}
	action := Action(strings.ToLower(firstWord(h.text("action"))))
	return BounceRecipient{
		Address:    newAddress(decodeXtext(address)).Address,
		Action:     action,
		Status:     firstWord(h.text("status")),
		Diagnostic: cut(typedValue(h.text("diagnostic-code")), 500),
	}, true
}

// typedValue takes the type away: "rfc822; a@b", "smtp; 550 no such user".
func typedValue(value string) string {
	if kind, rest, found := strings.Cut(value, ";"); found && !strings.ContainsAny(strings.TrimSpace(kind), " @") {
		return strings.TrimSpace(rest)
	}
	return strings.TrimSpace(value)
}

func firstWord(value string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	return cut(word, 40)
}

// decodeXtext undoes "+2B" of RFC 3461 section 4, which some servers leave in.
func decodeXtext(s string) string {
	return xtext.ReplaceAllStringFunc(s, func(code string) string {
		return string(rune(unhex(code[1])<<4 | unhex(code[2])))
	})
}

// xtext takes signs alone: "+40" is an @, but ivan+11@mail.kz is a name.
var xtext = regexp.MustCompile(`\+(2B|3D|40)`)

var (
	enhancedCode = regexp.MustCompile(`(?:^|[^0-9.])([245]\.\d{1,3}\.\d{1,3})(?:[^0-9.]|\.?$|\.\s)`)
	smtpCode     = regexp.MustCompile(`(?:^|[^0-9.])([45])\d\d(?:[ #-]|$)`)
)

// judge completes the status from the diagnostic text and draws the conclusions.
func (b *BounceRecipient) judge() {
	if !isStatus(b.Status) || strings.HasSuffix(b.Status, ".0.0") {
		if found := enhancedCode.FindStringSubmatch(b.Diagnostic); found != nil {
			b.Status = found[1]
		}
	}
	if !isStatus(b.Status) {
		b.Status = ""
	}
	if b.Action == "" {
		b.Action = Failed
	}
	class := cut(b.Status, 1)
	if class == "" {
		if found := smtpCode.FindStringSubmatch(b.Diagnostic); found != nil {
			class = found[1]
		}
	}
	b.Permanent = b.Action == Failed && class == "5"
	b.Dead = b.Permanent && isDeadStatus(b.Status)
}

var statusCode = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)

func isStatus(s string) bool { return statusCode.MatchString(s) }

// isDeadStatus lists the 5.1.x that speak of the recipient (IANA's registry of RFC
// 3463 codes): 5.1.5 means valid, 5.1.7 and 5.1.8 mean the sender, 5.1.9 a relay.
func isDeadStatus(status string) bool {
	switch status {
	case "5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10":
		return true
	}
	return false
}

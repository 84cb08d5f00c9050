package message

import "time"

// ParserVersion grows when the same bytes may give another Message. It is stored
// beside the mail, so that older readings can be found and repeated.
const ParserVersion = 1

// Message is what a mail says, cleaned and bounded.
type Message struct {
	MessageID  string   // without the angle brackets; "" when absent or unusable
	InReplyTo  []string // message ids without brackets; hardly ever more than one
	References []string // in the header's order, each once

	From, Sender, ReplyTo, To, Cc []Address
	// DeliveredTo is where the servers on the way say it went: Delivered-To,
	// X-Original-To, Envelope-To. Anyone can write these fields: only those
	// above our own server's Received mean anything.
	DeliveredTo []Address

	Subject string
	Date    time.Time // as the sender's machine had it, zone kept; zero when absent or invalid

	Text string // everything: plain parts, or HTML parts turned into text; lines end in \n
	// HTML is decoded and nothing more. It is NOT sanitised and must never
	// reach a browser as it is.
	HTML    string
	Visible Visible

	Attachments []Attachment

	Class Class
	Why   []Evidence // what decided Class, strongest first; may also hold what did not suffice
	// AskedNoReply tells that the sender wishes no automatic answer
	// (X-Auto-Response-Suppress). Exchange sets it on people's mail too, so it
	// doesn't make a mail automatic.
	AskedNoReply bool
	Bounce       *Bounce // set when the mail reports on a delivery

	Warnings []Warning

	header header
}

// Header returns the first field of that name, decoded, on one line; "" when absent.
func (m *Message) Header(name string) string { return m.header.text(name) }

// HeaderValues returns all fields of that name, in the mail's order.
func (m *Message) HeaderValues(name string) []string { return m.header.texts(name) }

// Visible is Text taken apart for display. Nothing in it is meant for deciding.
// When it is unclear what belongs where, it belongs to Body.
type Visible struct {
	Body      string // what the sender wrote now
	Quoted    string // earlier mails
	Signature string
}

// Attachment is a part that isn't the mail's own text.
type Attachment struct {
	Name      string // a bare file name: never empty, unique in the mail ignoring case
	Type      string // type/subtype in lower case, as declared
	Size      int    // bytes of Content
	ContentID string // without brackets; what a cid: link in HTML points to
	Inline    bool   // shown inside the text rather than listed
	// Content may share memory with the raw mail: read it, never write to it.
	Content []byte
}

// Warning is something about the mail that was guessed, repaired or cut.
type Warning struct {
	Code   WarningCode
	Detail string // for a person: short, one line
}

// WarningCode names a kind of warning; the values are stored and shown, so they stay.
type WarningCode string

// The warnings.
const (
	WarnCharset   WarningCode = "charset-guessed"   // the declared charset is missing or wrong
	WarnDamaged   WarningCode = "text-damaged"      // bytes that stand for no character were replaced
	WarnHeader    WarningCode = "bad-header"        // a header field or block that had to be repaired
	WarnDuplicate WarningCode = "duplicate-header"  // a field that may come once came more often; the first counts
	WarnAddress   WarningCode = "bad-address"       // an address that can't be one
	WarnDate      WarningCode = "bad-date"          // Date can't be read
	WarnStructure WarningCode = "bad-structure"     // multiparts that don't fit together
	WarnEncoding  WarningCode = "bad-encoding"      // base64 or quoted-printable with rubbish in it
	WarnTruncated WarningCode = "truncated"         // a limit cut something
	WarnName      WarningCode = "file-name-cleaned" // a file name with a path, control or direction characters
	WarnTNEF      WarningCode = "tnef-not-decoded"  // winmail.dat, kept whole
	WarnEncrypted WarningCode = "encrypted"         // the text is inside an encrypted part
	WarnNoSender  WarningCode = "no-sender"         // no usable From
	WarnNUL       WarningCode = "nul-bytes"         // NUL bytes were dropped
)

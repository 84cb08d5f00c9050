package intake

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Keyring makes and checks what only the tenant itself can make: hashes of
// addresses, reply tags, message ids, links.
type Keyring struct{ secret []byte }

// NewKeyring returns the keyring of a tenant's secret.
func NewKeyring(secret []byte) Keyring { return Keyring{secret: secret} }

var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// mac is a keyed hash of the parts, as n letters and digits of 5 bits each.
func (k Keyring) mac(n int, parts ...string) string {
	m := hmac.New(sha256.New, k.secret)
	for _, p := range parts {
		m.Write([]byte(p))
		m.Write([]byte{0})
	}
	return letters.EncodeToString(m.Sum(nil))[:n]
}

const (
	hashLength = 26 // 130 bits
	macLength  = 16 // 80 bits: enough against guessing through a mail server
)

// Party is the id of whoever has the address, such as "mailto:a@example.kz" or
// "tel:+77051006343".
func (k Keyring) Party(address string) engine.PartyID {
	return engine.PartyID("a-" + k.mac(hashLength, "party", strings.ToLower(address)))
}

// Hash is a keyed hash for a command's key.
func (k Keyring) Hash(kind string, parts ...string) string {
	return k.mac(hashLength, append([]string{"key", kind}, parts...)...)
}

// ReplyTag is what is put behind the + of a reply address, so that an answer
// finds its ticket. Mail systems may change its case.
func (k Keyring) ReplyTag(ticket engine.TicketID) string {
	t := strings.ToLower(string(ticket))
	return t + k.mac(macLength, "reply", t)
}

// ReadReplyTag returns the ticket of a tag that this keyring has made.
func (k Keyring) ReadReplyTag(tag string) (engine.TicketID, bool) {
	tag = strings.ToLower(tag)
	if len(tag) <= macLength {
		return "", false
	}
	t, mac := tag[:len(tag)-macLength], tag[len(tag)-macLength:]
	return ticketID(t), k.checks(mac, "reply", t)
}

func ticketID(lower string) engine.TicketID { return engine.TicketID(strings.ToUpper(lower)) }

func (k Keyring) checks(mac string, parts ...string) bool {
	return hmac.Equal([]byte(mac), []byte(k.mac(len(mac), parts...)))
}

// MessageID is the id of an outgoing message: the same for every attempt at a
// delivery, and proof that we have sent it.
func (k Keyring) MessageID(ticket engine.TicketID, delivery engine.DeliveryID, host string) string {
	t := strings.ToLower(string(ticket))
	return "r." + t + "." + string(delivery) + "." + k.mac(macLength, "mid", t, string(delivery)) + "@" + host
}

// ReadMessageID returns the ticket and delivery of a message id that this
// keyring has made.
func (k Keyring) ReadMessageID(id string) (engine.TicketID, engine.DeliveryID, bool) {
	p := idParts(id)
	if len(p) != 5 || p[0] != "r" || len(p[4]) != macLength {
		return "", "", false
	}
	delivery := p[2] + "." + p[3]
	return ticketID(p[1]), engine.DeliveryID(delivery), k.checks(p[4], "mid", p[1], delivery)
}

func idParts(id string) []string {
	local, _, _ := strings.Cut(strings.ToLower(strings.Trim(id, "<> ")), "@")
	return strings.Split(local, ".")
}

// Reference is the ticket's pseudo-reference, which outgoing mail carries in
// References: it survives where a gateway rewrites message ids.
func (k Keyring) Reference(ticket engine.TicketID, host string) string {
	t := strings.ToLower(string(ticket))
	return "t." + t + "." + k.mac(macLength, "ref", t) + "@" + host
}

// ReadReference returns the ticket of a pseudo-reference of this keyring.
func (k Keyring) ReadReference(id string) (engine.TicketID, bool) {
	p := idParts(id)
	if len(p) != 3 || p[0] != "t" || len(p[2]) != macLength {
		return "", false
	}
	return ticketID(p[1]), k.checks(p[2], "ref", p[1])
}

// ActToken is the proof in a link by which a customer does an act. Stamp says of
// which state of the ticket the link speaks.
func (k Keyring) ActToken(ticket engine.TicketID, act, stamp string) string {
	t := strings.ToLower(string(ticket))
	return t + "." + act + "." + stamp + "." + k.mac(hashLength, "act", t, act, stamp)
}

// ReadActToken returns what a token of this keyring is for.
func (k Keyring) ReadActToken(token string) (ticket engine.TicketID, act, stamp string, ok bool) {
	p := strings.Split(token, ".")
	if len(p) != 4 || len(p[3]) != hashLength || !k.checks(p[3], "act", p[0], p[1], p[2]) {
		return "", "", "", false
	}
	return ticketID(p[0]), p[1], p[2], true
}

// LoopMark is the value of the header by which our own automatic mail is known.
func (k Keyring) LoopMark() string { return k.mac(hashLength, "loop") }

package intake

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Person is who wrote.
type Person struct {
	Name    string
	Address string // mail address
}

// A File is an attachment whose bytes are in the blob store.
type File struct {
	Blob        string
	Name        string
	Type        string
	Size        int64
	Description string
	Inline      bool
}

// FilesValue is the form in which commands list files.
func FilesValue(files []File) []any {
	list := make([]any, len(files))
	for i, f := range files {
		m := map[string]any{"blob": f.Blob, "name": f.Name, "type": f.Type, "size": f.Size}
		if f.Description != "" {
			m["description"] = f.Description
		}
		if f.Inline {
			m["inline"] = true
		}
		list[i] = m
	}
	return list
}

// A Mail is a received mail, parsed.
type Mail struct {
	Tenant engine.TenantID
	// Mailbox is our address that it came to, Tag what stood behind its +.
	Mailbox string
	Tag     string
	// MessageID may be empty; Digest then tells copies of the mail apart from
	// others.
	MessageID  string
	Digest     string
	InReplyTo  string
	References []string
	From       Person
	To, Cc     []string
	Subject    string
	// Text is what the sender wrote, Full the whole text with what it quotes.
	Text, Full, HTML string
	Files            []File
	// Automatic is the class of a machine's message, "" for a person's.
	Automatic string
	// Raw is the blob that holds the mail as it came.
	Raw string
	// At is when our server took it.
	At time.Time
}

// ticketNumber is what could be the number of a ticket in a subject.
var ticketNumber = regexp.MustCompile(`\p{Lu}{2,12}-\d{1,12}`)

// maxKeys bounds the evidence of one mail: a header can list thousands of
// references.
const maxKeys = 24

// Command is what the mail says to the engine. It is the same for a mail that
// comes twice to one address.
func (m *Mail) Command(k Keyring) engine.Command {
	id := m.MessageID
	if id == "" {
		id = m.Digest
	}
	data := engine.Fields{
		"from":    map[string]any{"name": m.From.Name, "address": m.From.Address},
		"subject": m.Subject, "text": m.Text, "mailbox": m.Mailbox,
	}
	topic := rules.Topic(m.Subject)
	for name, value := range map[string]string{"topic": topic, "message_id": m.MessageID, "html": m.HTML,
		"automatic": m.Automatic, "raw": m.Raw} {
		if value != "" {
			data[name] = value
		}
	}
	if m.Full != m.Text && m.Full != "" {
		data["full"] = m.Full
	}
	if len(m.To) > 0 {
		data["to"] = m.To
	}
	if len(m.Cc) > 0 {
		data["cc"] = m.Cc
	}
	if parties := m.parties(k); len(parties) > 0 {
		data["parties"] = parties
	}
	if len(m.Files) > 0 {
		data["attachments"] = FilesValue(m.Files)
	}
	address := "mailto:" + strings.ToLower(m.From.Address)
	return engine.Command{
		ID:     engine.CommandID("mail/" + k.Hash("mail", m.Mailbox, id)),
		Tenant: m.Tenant, Kind: rules.KindMessage, At: m.At, Channel: "email",
		Actor:   engine.Actor{Kind: engine.Customer, ID: string(k.Party(address))},
		Address: address, Keys: m.keys(k, topic), Data: data,
	}
}

// maxParties bounds the people in copy who can take part.
const maxParties = 20

// parties are those to whom the mail went beside us, by address.
func (m *Mail) parties(k Keyring) map[string]any {
	parties := map[string]any{}
	for _, address := range append(slices.Clone(m.To), m.Cc...) {
		address = strings.ToLower(address)
		if len(parties) < maxParties && address != strings.ToLower(m.Mailbox) && address != strings.ToLower(m.From.Address) {
			parties[address] = string(k.Party("mailto:" + address))
		}
	}
	return parties
}

// keys lists the evidence of where the mail belongs.
func (m *Mail) keys(k Keyring, topic string) []engine.Key {
	var keys []engine.Key
	add := func(key engine.Key) {
		if len(keys) < maxKeys {
			keys = append(keys, key)
		}
	}
	if m.MessageID != "" {
		add(engine.Key{Kind: rules.ByCopy, Value: k.Hash("mid", m.MessageID), Keep: true})
	}
	if topic != "" && m.Automatic == "" {
		from := strings.ToLower(m.From.Address)
		_, domain, _ := strings.Cut(from, "@")
		add(engine.Key{Kind: rules.BySubject, Value: k.Hash("subject", from, topic), Keep: true})
		add(engine.Key{Kind: rules.ByDomain, Value: k.Hash("subject", domain, topic), Keep: true})
	}
	if ticket, ok := k.ReadReplyTag(m.Tag); ok {
		add(engine.Key{Kind: rules.ByReply, Value: string(ticket), Lookup: engine.ByID})
	}
	for _, number := range ticketNumber.FindAllString(strings.ToUpper(m.Subject), 3) {
		add(engine.Key{Kind: rules.ByNumber, Value: number, Lookup: engine.ByNumber})
	}
	answered := m.References
	if m.InReplyTo != "" {
		answered = append([]string{m.InReplyTo}, answered...)
	}
	for _, id := range answered {
		add(answeredKey(k, id))
	}
	return keys
}

// answeredKey is the evidence in a message id that a mail answers.
func answeredKey(k Keyring, id string) engine.Key {
	if ticket, _, ok := k.ReadMessageID(id); ok {
		return engine.Key{Kind: rules.ByOwn, Value: string(ticket), Lookup: engine.ByID}
	}
	if ticket, ok := k.ReadReference(id); ok {
		return engine.Key{Kind: rules.ByReference, Value: string(ticket), Lookup: engine.ByID}
	}
	return engine.Key{Kind: rules.ByForeign, Value: k.Hash("mid", id)}
}

// A Bounce is another server's report that a message of ours did not arrive.
type Bounce struct {
	Mail
	// Original is the id of the message, as the report quotes it.
	Original  string
	Reason    string
	Permanent bool
}

// Command is what the bounce says to the engine.
func (b *Bounce) Command(k Keyring) engine.Command {
	m := b.Mail
	m.InReplyTo, m.References = b.Original, nil
	if m.Automatic == "" {
		m.Automatic = "bounce"
	}
	cmd := m.Command(k)
	cmd.Kind, cmd.Audience = rules.KindBounce, engine.ForStaff
	cmd.Data["reason"], cmd.Data["permanent"] = b.Reason, b.Permanent
	return cmd
}

// Unreadable is input that was stored and could not be read.
type Unreadable struct {
	Tenant  engine.TenantID
	Channel string
	Mailbox string
	From    Person
	Raw     string // blob
	Size    int64
	Digest  string
	Error   string
	At      time.Time
}

// Command is what the unreadable input says to the engine.
func (u *Unreadable) Command(k Keyring) engine.Command {
	address := "mailto:" + strings.ToLower(u.From.Address)
	return engine.Command{
		ID:     engine.CommandID("unreadable/" + k.Hash("mail", u.Mailbox, u.Digest)),
		Tenant: u.Tenant, Kind: rules.KindUnreadable, At: u.At, Channel: u.Channel,
		Actor: engine.Actor{Kind: engine.Customer, ID: string(k.Party(address))}, Audience: engine.ForStaff,
		Data: engine.Fields{"error": u.Error, "from": map[string]any{"address": u.From.Address}, "mailbox": u.Mailbox,
			"attachments": FilesValue([]File{{Blob: u.Raw, Name: "message.eml", Type: "message/rfc822", Size: u.Size}})},
	}
}

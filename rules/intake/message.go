package intake

import (
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Message is what a person wrote where messages follow one another: a chat, a
// bot, the comments of a ticket on a portal. The door knows which ticket is
// meant, if there is one yet.
type Message struct {
	Tenant  engine.TenantID
	Channel string
	// ID makes it be taken once; the door chooses it.
	ID     engine.CommandID
	Ticket engine.TicketID
	// From is who wrote, with an address such as "mailto:a@example.kz" or
	// "telegram:4711".
	From Person
	// Guest says that the address was typed, not proved by signing in.
	Guest    bool
	Language string
	Subject  string
	Text     string
	Files    []File
	At       time.Time
}

// Command is what the message says to the engine.
func (m *Message) Command(k Keyring) engine.Command {
	address := m.From.Address
	if scheme, rest, ok := strings.Cut(address, ":"); ok && scheme == "mailto" {
		address = rest
	}
	data := engine.Fields{"text": m.Text, "from": map[string]any{"name": m.From.Name, "address": address}}
	if !m.Guest {
		data["signed_in"] = true
	}
	if m.Subject != "" {
		data["subject"] = m.Subject
	}
	if m.Language != "" {
		data["language"] = m.Language
	}
	if len(m.Files) > 0 {
		data["attachments"] = FilesValue(m.Files)
	}
	return engine.Command{ID: m.ID, Tenant: m.Tenant, Kind: rules.KindMessage, At: m.At, Channel: m.Channel, Ticket: m.Ticket,
		Actor: engine.Actor{Kind: engine.Customer, ID: string(k.Party(m.From.Address))}, Address: m.From.Address, Data: data}
}

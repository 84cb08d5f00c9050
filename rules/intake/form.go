package intake

import (
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Form is a request that was filled in: on the public form, through the API,
// or by an operator who had the customer on the phone or a letter before them.
type Form struct {
	Tenant  engine.TenantID
	Channel string
	// ID makes it be filed once; the door chooses it.
	ID       engine.CommandID
	Fields   engine.Fields
	Language string
	Files    []File
	// Confirmed are the codes of the warnings that the sender has seen.
	Confirmed []string
	// Operator is the employee who took it down; nil if the customer did.
	Operator *engine.Actor
	// Sender is who has signed in to fill it in, such as
	// "mailto:a@example.kz"; without one the fields tell.
	Sender string
	// Tickets gives the ids of the tickets that the fields name by number, of
	// those that the sender may see.
	Tickets map[string]engine.TicketID
	// Ticket is the ticket that it is a further message on; "" opens one.
	Ticket engine.TicketID
	At     time.Time
}

// fieldDescription is the field whose text is the request's message.
const fieldDescription = "description"

// Command is what the form says to the engine.
func (f *Form) Command(k Keyring) engine.Command {
	data := engine.Fields{"fields": map[string]any(f.Fields)}
	if text := f.Fields.String(fieldDescription); text != "" {
		data["text"] = text
	}
	if f.Sender != "" {
		data["signed_in"] = true
	}
	if address, ok := strings.CutPrefix(f.Sender, "mailto:"); ok {
		data["from"] = map[string]any{"address": address}
	}
	if f.Language != "" {
		data["language"] = f.Language
	}
	nameTickets(data, f.Tickets)
	if len(f.Files) > 0 {
		data["attachments"] = FilesValue(f.Files)
	}
	if len(f.Confirmed) > 0 {
		data["confirmed"] = f.Confirmed
	}
	cmd := engine.Command{ID: f.ID, Tenant: f.Tenant, Kind: rules.KindMessage, At: f.At, Channel: f.Channel, Ticket: f.Ticket,
		Actor: engine.Actor{Kind: engine.Customer}, Address: f.address(), Data: data}
	requester := ""
	if cmd.Address != "" {
		requester = string(k.Party(cmd.Address))
		cmd.Actor.ID = requester
	}
	if f.Operator != nil {
		data["requester"] = requester
		cmd.Actor = *f.Operator
	}
	return cmd
}

// nameTickets tells the rules which tickets are meant by numbers.
func nameTickets(data engine.Fields, tickets map[string]engine.TicketID) {
	if len(tickets) == 0 {
		return
	}
	ids := make(map[string]any, len(tickets))
	for number, id := range tickets {
		ids[number] = string(id)
	}
	data["tickets"] = ids
}

// address is what the sender is looked up by: who has signed in, else the mail
// address, else the phone.
func (f *Form) address() string {
	if f.Sender != "" {
		return f.Sender
	}
	if email := strings.TrimSpace(f.Fields.String("email")); email != "" {
		return "mailto:" + strings.ToLower(email)
	}
	if phone := rules.Phone(f.Fields.String("phone")); phone != "" {
		return "tel:" + phone
	}
	return ""
}

// lookup is an address as facts about it are asked for.
func lookup(address string) string {
	switch {
	case address == "":
		return ""
	case strings.Contains(address, "@"):
		return "mailto:" + address
	}
	return "tel:" + address
}

// An Act is what an employee or customer does with a ticket.
type Act struct {
	Tenant  engine.TenantID
	ID      engine.CommandID
	Ticket  engine.TicketID
	Version int64
	Actor   engine.Actor
	Channel string
	Act     string
	Inputs  engine.Fields
	// Sender is the address of the ticket's sender where the act depends on who that
	// is, and Employee the name of the employee who has it, if one does.
	Sender   string
	Employee string
	// Tickets gives the ids of the tickets that the inputs name by number, of
	// those that the actor may see.
	Tickets map[string]engine.TicketID
	At      time.Time
}

// Command is what the act says to the engine. Notes and what staff do among
// themselves are for staff alone.
func (a *Act) Command() engine.Command {
	data := engine.Fields{"act": a.Act}
	if len(a.Inputs) > 0 {
		data["inputs"] = map[string]any(a.Inputs)
	}
	nameTickets(data, a.Tickets)
	if a.Employee != "" {
		data["employee"] = a.Employee
	}
	cmd := engine.Command{ID: a.ID, Tenant: a.Tenant, Kind: rules.KindAct, Address: lookup(a.Sender), At: a.At, Channel: a.Channel, Actor: a.Actor,
		Ticket: a.Ticket, Version: a.Version, Data: data}
	switch a.Act {
	case rules.ActNote, rules.ActAssign, rules.ActWatch, rules.ActLink, rules.ActUnlink, rules.ActChild, rules.ActAttach, rules.ActOverride, rules.ActSpam:
		cmd.Audience = engine.ForStaff
	}
	return cmd
}

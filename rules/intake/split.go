package intake

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Split separates a message from its ticket.
type Split struct {
	Ticket  *engine.Ticket
	Message *engine.Event
	Actor   engine.Actor
}

// Command files the message anew, as it came and when it came; who has separated it
// does so in its sender's name. It has no evidence of where it belongs, or it would be
// joined to where it was. It is the same for a message that is separated twice.
func (s *Split) Command() engine.Command {
	data := engine.Fields{}
	for name, value := range s.Message.Body.Data {
		data[name] = value
	}
	data["split"] = map[string]any{"ticket": string(s.Ticket.ID), "number": s.Ticket.Number, "event": s.Message.Seq}
	if s.Message.Actor.Kind == engine.Customer {
		data["requester"] = s.Message.Actor.ID
	}
	cmd := engine.Command{ID: engine.CommandID(fmt.Sprintf("split/%s/%d", s.Ticket.ID, s.Message.Seq)), Tenant: s.Ticket.Tenant,
		Kind: rules.KindMessage, At: s.Message.At, Channel: s.Message.Channel, Actor: s.Actor, Data: data}
	if address := data.Map("from").String("address"); strings.Contains(address, "@") {
		cmd.Address = "mailto:" + strings.ToLower(address)
	}
	return cmd
}

package sqlstore

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// Rows as the tables have them.

type headRow struct {
	bun.BaseModel `bun:"table:tenant_head"`

	Tenant string `bun:"tenant,pk"`
	Seq    int64  `bun:"seq"`
	Hash   []byte `bun:"hash"`
	State  string `bun:"state"`
	Active string `bun:"active"`
}

// headState is the part of a head that no question is asked about.
type headState struct {
	Next     map[string]int64 `json:"next"`
	Canary   engine.Canary    `json:"canary,omitzero"`
	Notices  engine.Notices   `json:"notices,omitzero"`
	Breaches engine.Breaches  `json:"breaches,omitzero"`
}

func (r *headRow) head() (engine.Head, error) {
	h := engine.Head{Tenant: engine.TenantID(r.Tenant), Seq: r.Seq, Active: engine.EditionID(r.Active)}
	copy(h.Hash[:], r.Hash)
	var state headState
	if err := json.Unmarshal([]byte(r.State), &state); err != nil {
		return h, fmt.Errorf("head of %s: %w", r.Tenant, err)
	}
	h.Next, h.Canary, h.Notices, h.Breaches = state.Next, state.Canary, state.Notices, state.Breaches
	return h, nil
}

func newHeadRow(h *engine.Head) (headRow, error) {
	state, err := json.Marshal(headState{Next: h.Next, Canary: h.Canary, Notices: h.Notices, Breaches: h.Breaches})
	return headRow{Tenant: string(h.Tenant), Seq: h.Seq, Hash: h.Hash[:], State: string(state), Active: string(h.Active)}, err
}

type ticketRow struct {
	bun.BaseModel `bun:"table:tickets"`

	Tenant    string `bun:"tenant,pk"`
	ID        string `bun:"id,pk"`
	Number    string `bun:"number"`
	Version   int64  `bun:"version"`
	Seq       int64  `bun:"seq"`
	Edition   string `bun:"edition"`
	Created   int64  `bun:"created"`
	Updated   int64  `bun:"updated"`
	NextDue   int64  `bun:"next_due"`
	Status    string `bun:"status"`
	Family    string `bun:"family"`
	Turn      string `bun:"turn"`
	Type      string `bun:"type"`
	Level     string `bun:"level"`
	Priority  string `bun:"priority"`
	Queue     string `bun:"queue"`
	Assignee  string `bun:"assignee"`
	Company   string `bun:"company"`
	Channel   string `bun:"channel"`
	Requester string `bun:"requester"`
	Facets    string `bun:"facets"`
	Audience  string `bun:"audience"`
	State     string `bun:"state"`
}

// facetColumns are the facets that have a column of their own, which lists can
// be filtered by. All others are kept together in one.
var facetColumns = []string{"status", "family", "turn", "type", "level", "priority", "queue", "assignee", "company",
	"channel", "requester"}

func (r *ticketRow) facets() []*string {
	return []*string{&r.Status, &r.Family, &r.Turn, &r.Type, &r.Level, &r.Priority, &r.Queue, &r.Assignee, &r.Company,
		&r.Channel, &r.Requester}
}

func newTicketRow(t *engine.Ticket) (ticketRow, error) {
	r := ticketRow{
		Tenant: string(t.Tenant), ID: string(t.ID), Number: t.Number, Version: t.Version, Seq: t.Seq,
		Edition: string(t.Edition), Created: engine.Micros(t.Created), Updated: engine.Micros(t.Updated),
		NextDue: engine.Micros(t.NextDue), Audience: string(t.Audience),
	}
	columns := r.facets()
	known := 0
	for i, name := range facetColumns {
		if v, ok := t.Facets[name]; ok {
			*columns[i] = v
			known++
		}
	}
	if known < len(t.Facets) {
		others := map[string]any{}
		for name, v := range t.Facets {
			others[name] = v
		}
		for _, name := range facetColumns {
			delete(others, name)
		}
		raw, err := engine.AppendCanonical(nil, others)
		if err != nil {
			return r, err
		}
		r.Facets = string(raw)
	}
	state, err := t.AppendState(make([]byte, 0, 1024))
	r.State = string(state)
	return r, err
}

func (r *ticketRow) ticket() (engine.Ticket, error) {
	t := engine.Ticket{
		Tenant: engine.TenantID(r.Tenant), ID: engine.TicketID(r.ID), Number: r.Number, Version: r.Version, Seq: r.Seq,
		Edition: engine.EditionID(r.Edition), Created: engine.FromMicros(r.Created), Updated: engine.FromMicros(r.Updated),
		NextDue: engine.FromMicros(r.NextDue), Facets: map[string]string{},
	}
	if r.Facets != "" {
		if err := json.Unmarshal([]byte(r.Facets), &t.Facets); err != nil {
			return t, fmt.Errorf("facets of ticket %s: %w", r.ID, err)
		}
	}
	for i, column := range r.facets() {
		if *column != "" {
			t.Facets[facetColumns[i]] = *column
		}
	}
	return t, t.DecodeState([]byte(r.State))
}

type eventRow struct {
	bun.BaseModel `bun:"table:events"`

	Tenant   string `bun:"tenant,pk"`
	Seq      int64  `bun:"seq,pk"`
	Ticket   string `bun:"ticket"`
	Version  int64  `bun:"version"`
	Kind     string `bun:"kind"`
	Channel  string `bun:"channel"`
	At       int64  `bun:"at"`
	Actor    string `bun:"actor"`
	ActorID  string `bun:"actor_id"`
	Roles    string `bun:"roles"`
	Command  string `bun:"command"`
	Digest   []byte `bun:"digest"`
	Cause    int64  `bun:"cause"`
	Depth    int    `bun:"depth"`
	Edition  string `bun:"edition"`
	Audience string `bun:"audience"`
	Number   string `bun:"number"`
	BodyMAC  []byte `bun:"body_mac"`
	Hash     []byte `bun:"hash"`
	// Salt and Body are null where the body is erased.
	Salt []byte  `bun:"salt"`
	Body *string `bun:"body"`
}

func newEventRow(e *engine.Event, body string) eventRow {
	return eventRow{
		Tenant: string(e.Tenant), Seq: e.Seq, Ticket: string(e.Ticket), Version: e.Version, Kind: e.Kind,
		Channel: e.Channel, At: engine.Micros(e.At), Actor: string(e.Actor.Kind), ActorID: e.Actor.ID,
		Roles: strings.Join(e.Actor.Roles, " "), Command: string(e.Command), Digest: e.Digest[:], Cause: e.Cause,
		Depth: e.Depth, Edition: string(e.Edition), Audience: string(e.Audience), Number: e.Number,
		BodyMAC: e.BodyMAC[:], Hash: e.Hash[:], Salt: e.Salt, Body: &body,
	}
}

func (r *eventRow) event() engine.Event {
	e := engine.Event{
		Tenant: engine.TenantID(r.Tenant), Seq: r.Seq, Ticket: engine.TicketID(r.Ticket), Version: r.Version, Kind: r.Kind,
		Channel: r.Channel, At: engine.FromMicros(r.At), Actor: engine.Actor{Kind: engine.ActorKind(r.Actor), ID: r.ActorID},
		Command: engine.CommandID(r.Command), Cause: r.Cause, Depth: r.Depth, Edition: engine.EditionID(r.Edition),
		Audience: engine.Audience(r.Audience), Number: r.Number,
	}
	if r.Roles != "" {
		e.Actor.Roles = strings.Fields(r.Roles)
	}
	copy(e.Digest[:], r.Digest)
	copy(e.BodyMAC[:], r.BodyMAC)
	copy(e.Hash[:], r.Hash)
	return e
}

type keyRow struct {
	bun.BaseModel `bun:"table:ticket_keys"`

	Tenant string `bun:"tenant,pk"`
	Key    string `bun:"key,pk"`
	Ticket string `bun:"ticket,pk"`
	Seq    int64  `bun:"seq"`
}

type wakeRow struct {
	bun.BaseModel `bun:"table:wakes"`

	Tenant string `bun:"tenant,pk"`
	Ticket string `bun:"ticket,pk"`
	Due    int64  `bun:"due"`
	Lease  int64  `bun:"lease"`
}

type outboxRow struct {
	bun.BaseModel `bun:"table:outbox"`

	Tenant    string `bun:"tenant,pk"`
	ID        string `bun:"id,pk"`
	Seq       int64  `bun:"seq"`
	Ticket    string `bun:"ticket"`
	Number    string `bun:"number"`
	Depth     int    `bun:"depth"`
	Clause    string `bun:"clause"`
	Sender    string `bun:"sender"`
	Edition   string `bun:"edition"`
	Payload   string `bun:"payload"`
	Created   int64  `bun:"created"`
	NotBefore int64  `bun:"not_before"`
	Attempt   int    `bun:"attempt"`
	Lease     int64  `bun:"lease"`
}

func newOutboxRow(d *engine.Delivery) (outboxRow, error) {
	payload, err := engine.AppendCanonical(nil, d.Payload)
	return outboxRow{
		Tenant: string(d.Tenant), ID: string(d.ID), Seq: d.Seq, Ticket: string(d.Ticket), Number: d.Number, Depth: d.Depth,
		Clause: string(d.Clause), Sender: d.Sender, Edition: string(d.Edition), Payload: string(payload),
		Created: engine.Micros(d.Created), NotBefore: engine.Micros(d.NotBefore), Attempt: d.Attempt,
	}, err
}

func (r *outboxRow) delivery() (engine.Delivery, error) {
	d := engine.Delivery{
		Tenant: engine.TenantID(r.Tenant), ID: engine.DeliveryID(r.ID), Seq: r.Seq, Ticket: engine.TicketID(r.Ticket),
		Number: r.Number, Depth: r.Depth, Clause: engine.ClauseID(r.Clause), Sender: r.Sender,
		Edition: engine.EditionID(r.Edition), Created: engine.FromMicros(r.Created),
		NotBefore: engine.FromMicros(r.NotBefore), Attempt: r.Attempt,
	}
	if err := json.Unmarshal([]byte(r.Payload), &d.Payload); err != nil {
		return d, fmt.Errorf("payload of delivery %s: %w", r.ID, err)
	}
	return d, nil
}

type attachmentRow struct {
	bun.BaseModel `bun:"table:attachments"`

	Tenant   string `bun:"tenant,pk"`
	Seq      int64  `bun:"seq,pk"`
	Blob     string `bun:"blob,pk"`
	Ticket   string `bun:"ticket"`
	Name     string `bun:"name,pk"`
	Audience string `bun:"audience"`
	Info     string `bun:"info"`
}

type participantRow struct {
	bun.BaseModel `bun:"table:participants"`

	Tenant string `bun:"tenant,pk"`
	Ticket string `bun:"ticket,pk"`
	Party  string `bun:"party,pk"`
	Role   string `bun:"role,pk"`
}

package cases

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
	"github.com/reglament/reglament/rules/worktime"
)

// tenant is whom cases play for.
const tenant engine.TenantID = "case"

const edition engine.EditionID = "case"

// world is the engine that a case plays in.
type world struct {
	reg    *rules.Regulation
	engine *engine.Engine
	store  *enginetest.Memory
	clock  *enginetest.Clock
	keys   intake.Keyring
	dir    *directory.File

	seen    int64 // events that were looked at
	sent    []message
	lost    bool
	count   int // of commands, for their ids
	current engine.TicketID
	names   map[string]engine.TicketID
}

// message is what went out.
type message struct {
	delivery engine.Delivery
	rendered rules.Rendered
	clause   engine.ClauseID
}

// fixed is the regulation of the case under its one edition.
type fixed struct{ reg *rules.Regulation }

func (f fixed) Choose(context.Context, engine.TenantID, engine.CommandID, engine.EditionID) (engine.EditionID, error) {
	return edition, nil
}
func (f fixed) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return f.reg, nil
}
func (f fixed) Stale(engine.TenantID) {}

func newWorld(ctx context.Context, reg *rules.Regulation, dir *directory.File, start time.Time) (*world, error) {
	w := &world{reg: reg, store: enginetest.NewMemory(), clock: enginetest.NewClock(start.UTC()), dir: dir,
		keys: intake.NewKeyring([]byte("a case has no secrets")), names: map[string]engine.TicketID{}}
	if w.dir == nil {
		w.dir = &directory.File{}
	}
	var err error
	w.engine, err = engine.New(engine.Config{
		Backend: w.store, Regulations: fixed{reg}, Clock: w.clock, Facts: w.dir, Text: norm.NFC.String,
		Senders: w.senders(), Logger: slog.New(slog.DiscardHandler),
		Limits: engine.Limits{Workers: 1}, // one thing after the other, in the same order each time
	})
	if err != nil {
		return nil, err
	}
	_, err = w.engine.Activate(ctx, engine.Command{ID: "activate", Tenant: tenant, Kind: engine.KindActivated,
		Actor: engine.Actor{Kind: engine.System}}, edition, "")
	return w, err
}

// senders is the world as the sender of every channel that carries answers.
func (w *world) senders() map[string]engine.Sender {
	all := map[string]engine.Sender{"email": w}
	for i := range w.reg.Channels {
		if ch := &w.reg.Channels[i]; ch.Reply != "" {
			all[ch.Kind] = w
		}
	}
	return all
}

// Send implements engine.Sender: it writes the message as a channel would.
func (w *world) Send(_ context.Context, d engine.Delivery) (engine.Fields, error) {
	if w.lost {
		return nil, engine.Permanent(errors.New("the case has it lost"))
	}
	rendered, err := w.reg.Render(d.Payload, d.Number, func(act string) string { return "https://case.example/act/" + act })
	if err != nil {
		return nil, engine.Permanent(err)
	}
	w.sent = append(w.sent, message{delivery: d, rendered: rendered, clause: d.Clause})
	return engine.Fields{"message_id": w.keys.MessageID(d.Ticket, d.ID, "case.example")}, nil
}

// deliver sends what is due now.
func (w *world) deliver(ctx context.Context) error {
	for {
		n, err := w.engine.DeliverDue(ctx)
		if n == 0 || err != nil {
			return err
		}
	}
}

// travel moves the clock to an instant and lets everything that is due on the
// way happen at its own time.
func (w *world) travel(ctx context.Context, to time.Time) error {
	for {
		next, err := w.store.NextWake(ctx)
		if err != nil {
			return err
		}
		if next.IsZero() || next.After(to) {
			break
		}
		if next.After(w.clock.Now()) {
			w.clock.Set(next)
		}
		if _, err := w.engine.FireDue(ctx); err != nil {
			return err
		}
		if err := w.deliver(ctx); err != nil {
			return err
		}
	}
	w.clock.Set(to)
	return w.deliver(ctx)
}

func (w *world) commandID() engine.CommandID {
	w.count++
	return engine.CommandID(fmt.Sprintf("case/%d", w.count))
}

// happen lets a step happen. An error is the engine's answer to it.
func (w *world) happen(ctx context.Context, s *Step) error {
	w.lost = s.Lost
	switch {
	case s.Mail != nil:
		return w.do(ctx, w.mail(s.Mail))
	case s.Message != nil:
		return w.do(ctx, w.message(s))
	case s.Form != nil:
		return w.do(ctx, w.form(s.Form, nil))
	case s.Call != nil:
		actor := w.actor(s.By)
		return w.do(ctx, w.form(s.Call, &actor))
	case s.Act != "":
		return w.act(ctx, s)
	case s.Wait != "":
		return w.wait(ctx, s.Wait)
	case s.Until != "":
		to, err := w.instant(s.Until)
		if err != nil {
			return err
		}
		return w.travel(ctx, to)
	case s.Bounce != "":
		return w.bounce(ctx, s.Bounce)
	case s.Unreadable != "":
		u := intake.Unreadable{Tenant: tenant, Channel: "email", Mailbox: w.mailbox(), From: intake.Person{Address: s.Unreadable},
			Raw: "raw", Digest: "raw", Error: "no part of it can be read"}
		return w.do(ctx, u.Command(w.keys))
	case s.Read:
		_, err := w.engine.Record(ctx, rules.ReadCommand(tenant, w.actor(s.By), w.reg, edition), rules.ReadOp(w.reg))
		return err
	}
	return nil
}

func (w *world) do(ctx context.Context, cmd engine.Command) error {
	res, err := w.engine.Do(ctx, cmd)
	if err != nil {
		return err
	}
	w.current = res.Ticket.ID
	return w.deliver(ctx)
}

func (w *world) mailbox() string {
	if all := w.reg.Addresses(); len(all) > 0 {
		return all[0]
	}
	return "support@case.example"
}

func (w *world) mail(m *Mail) engine.Command {
	from, err := mail.ParseAddress(m.From)
	if err != nil {
		from = &mail.Address{Address: m.From}
	}
	w.count++
	in := intake.Mail{Tenant: tenant, Mailbox: m.To, MessageID: m.MessageID, Subject: m.Subject, Text: strings.TrimSpace(m.Text),
		From: intake.Person{Name: from.Name, Address: from.Address}, Cc: m.Cc, Automatic: m.Automatic, Files: files(m.Files)}
	if in.Mailbox == "" {
		in.Mailbox = w.mailbox()
	}
	if in.MessageID == "" {
		in.MessageID = fmt.Sprintf("case-%d@client.example", w.count)
	}
	if last := w.last(m.Answers); last != nil {
		if m.Via == "address" {
			in.Tag = w.keys.ReplyTag(last.delivery.Ticket)
		} else {
			in.InReplyTo = w.keys.MessageID(last.delivery.Ticket, last.delivery.ID, "case.example")
		}
	}
	return in.Command(w.keys)
}

// last is the last message that went out with a text.
func (w *world) last(text string) *message {
	if text == "" {
		return nil
	}
	for i := len(w.sent) - 1; i >= 0; i-- {
		if w.sent[i].delivery.Payload.String("text") == text {
			return &w.sent[i]
		}
	}
	return nil
}

func files(names []string) []intake.File {
	var out []intake.File
	for _, name := range names {
		out = append(out, intake.File{Blob: "blob-" + name, Name: name, Type: "application/octet-stream", Size: 1})
	}
	return out
}

func (w *world) form(f *Form, operator *engine.Actor) engine.Command {
	channel := f.Channel
	if channel == "" {
		channel = "form"
		if operator != nil {
			channel = "call"
		}
	}
	fields := engine.Fields{}
	for k, v := range f.Fields {
		fields[k] = asWritten(v)
	}
	in := intake.Form{Tenant: tenant, Channel: channel, ID: engine.CommandID(f.ID), Fields: fields, Language: f.Language,
		Sender: addressOf(f.From), Tickets: w.numbers(fields, addressOf(f.From), operator), Files: files(f.Files), Confirmed: f.Confirmed, Operator: operator}
	if in.ID == "" {
		in.ID = w.commandID()
	}
	return in.Command(w.keys)
}

// message is what is written into the ticket at hand if the step names one.
func (w *world) message(s *Step) engine.Command {
	m := s.Message
	in := intake.Message{Tenant: tenant, Channel: m.Channel, ID: w.commandID(), From: intake.Person{Name: m.Name, Address: addressOf(m.From)},
		Language: m.Language, Subject: m.Subject, Text: strings.TrimSpace(m.Text), Files: files(m.Files)}
	if s.On != "" {
		in.Ticket = w.current
	}
	return in.Command(w.keys)
}

// addressOf makes a mail address of one that says no kind.
func addressOf(s string) string {
	if s == "" || strings.Contains(s, ":") {
		return s
	}
	return "mailto:" + strings.ToLower(s)
}

// numbers finds the tickets that values name, as a door does: employees may name
// all that they see, customers those of their company or their own.
func (w *world) numbers(values engine.Fields, address string, actor *engine.Actor) map[string]engine.TicketID {
	found := map[string]engine.TicketID{}
	facts, _ := w.dir.Facts(context.Background(), tenant, address, nil)
	company, party := facts.Map("company").String("id"), w.keys.Party(address)
	if actor != nil && actor.Kind == engine.Customer {
		party = engine.PartyID(actor.ID)
	}
	all, _ := w.store.Tickets(tenant)
	for i := range all {
		t := &all[i]
		staff := actor != nil && actor.Kind == engine.Staff && engine.Visible(*actor, t.Audience)
		own := t.Takes(party) || company != "" && t.Facets["company"] == company
		for _, v := range values {
			if v == t.Number && (staff || own) {
				found[t.Number] = t.ID
			}
		}
	}
	return found
}

// asWritten gives a date that stands without quotes back as it was written: YAML
// reads it as an instant.
func asWritten(v any) any {
	if at, ok := v.(time.Time); ok && at.Equal(at.Truncate(24*time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return v
}

// actor is who acts: a principal by id, the requester, or someone in a role.
func (w *world) actor(by string) engine.Actor {
	for _, p := range w.dir.Principals {
		if p.ID == by {
			return engine.Actor{Kind: engine.Staff, ID: p.ID, Roles: p.Roles}
		}
	}
	if by == "customer" {
		t, _ := w.ticket()
		return engine.Actor{Kind: engine.Customer, ID: t.Facets["requester"]}
	}
	return engine.Actor{Kind: engine.Staff, ID: "staff-" + by, Roles: []string{by}}
}

func (w *world) act(ctx context.Context, s *Step) error {
	a := intake.Act{Tenant: tenant, ID: w.commandID(), Ticket: w.current, Actor: w.actor(s.By), Channel: "case", Act: s.Act,
		Inputs: engine.Fields{}}
	for k, v := range s.Inputs {
		a.Inputs[k] = asWritten(v)
	}
	a.Tickets = w.numbers(a.Inputs, "", &a.Actor)
	if t, err := w.ticket(); err == nil && a.Act == rules.ActSpam {
		a.Sender = rules.SenderAddress(&t)
	}
	if len(s.Files) > 0 {
		a.Inputs["files"] = intake.FilesValue(files(s.Files))
	}
	return w.do(ctx, a.Command())
}

func (w *world) bounce(ctx context.Context, text string) error {
	last := w.last(text)
	if last == nil {
		return fmt.Errorf("no message %q went out that could bounce", text)
	}
	b := intake.Bounce{Mail: intake.Mail{Tenant: tenant, Mailbox: w.mailbox(), Digest: "bounce",
		From: intake.Person{Address: "mailer-daemon@client.example"}, Subject: "Undelivered Mail Returned to Sender"},
		Original: w.keys.MessageID(last.delivery.Ticket, last.delivery.ID, "case.example"), Reason: "5.1.1 no such user", Permanent: true}
	return w.do(ctx, b.Command(w.keys))
}

// wait moves on by a duration; working time goes by the regulation's first
// calendar.
func (w *world) wait(ctx context.Context, s string) error {
	d, err := worktime.ParseDuration(s)
	if err != nil {
		return err
	}
	ids := w.reg.Calendars
	if len(ids) == 0 {
		return fmt.Errorf("wait %s: the regulation has no calendar", s)
	}
	cal, _ := w.reg.Calendar(ids[0].ID)
	to, err := cal.Add(w.clock.Now(), d)
	if err != nil {
		return err
	}
	return w.travel(ctx, to)
}

// instant reads an instant: RFC 3339, or local time of the regulation's zone.
func (w *world) instant(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), nil
	}
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, w.reg.Zone()); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf(`%q is no instant; write "2026-11-24 10:30"`, s)
}

func (w *world) ticket() (engine.Ticket, error) {
	if w.current == "" {
		return engine.Ticket{}, errors.New("there is no ticket yet")
	}
	return w.store.Ticket(context.Background(), tenant, w.current)
}

// news returns the events since it was asked last.
func (w *world) news(ctx context.Context) ([]engine.Event, error) {
	events, err := w.store.Events(ctx, tenant, w.seen, 1<<20)
	if len(events) > 0 {
		w.seen = events[len(events)-1].Seq
	}
	return slices.Clip(events), err
}

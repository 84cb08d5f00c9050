package engine

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// A Hash is a SHA-256 sum.
type Hash [32]byte

// String returns h in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// An Event is what one command did: the fact, the input that the regulation
// saw, and the ops that followed, each with its clause. It is the record of the
// decision; there is no other.
//
// The header is kept for ever and holds no personal data. The body and its salt
// may be erased; the chain of hashes still verifies, because it covers the
// body's salted digest only.
type Event struct {
	Tenant TenantID
	// Seq numbers the tenant's events from 1 without gaps.
	Seq int64
	// Ticket is empty for an event of the tenant itself.
	Ticket TicketID
	// Version is the ticket's version after this event.
	Version int64
	Kind    string
	Channel string
	At      time.Time
	Actor   Actor
	Command CommandID
	// Digest identifies what the command said.
	Digest Hash
	// Cause is the number of the event that led to this one, or 0.
	Cause    int64
	Depth    int
	Edition  EditionID
	Audience Audience
	// Number is the ticket's number where this event bound it.
	Number string
	// BodyMAC is HMAC(Salt, canonical body).
	BodyMAC Hash
	// Hash covers the header and Prev, the hash of the tenant's previous event.
	Prev Hash
	Hash Hash

	// Salt and Body are empty once the body is erased.
	Salt []byte
	Body Body
}

// Erased reports whether the event's body is gone.
func (e *Event) Erased() bool { return len(e.Salt) == 0 }

// Body is the part of an event that can hold personal data.
type Body struct {
	// Data is the command's data.
	Data Fields `json:"data,omitempty"`
	// Facts are what was known about the command's address.
	Facts Fields `json:"facts,omitempty"`
	// Thread is the evidence that was offered, and Uses the digests of what
	// else the decision rests on, such as holiday calendars.
	Thread []Evidence        `json:"thread,omitempty"`
	Uses   map[string]string `json:"uses,omitempty"`
	Ops    []Op              `json:"ops,omitempty"`
	// Fault says why the regulation did not decide, if it did not.
	Fault string `json:"fault,omitempty"`
	// Cost is what the decision cost, in the regulation's own steps.
	Cost int64 `json:"cost,omitempty"`
}

// Evidence is a ticket that a command's keys pointed at, and the kinds of those
// keys.
type Evidence struct {
	Ticket TicketID `json:"ticket"`
	By     []string `json:"by"`
}

// OpKind says what an op does.
type OpKind string

// The ops. All that a regulation can want is said in these.
const (
	OpSet      OpKind = "set"      // field Name = Value, or all of the map Value; absent, "" and false clear
	OpFacet    OpKind = "facet"    // facet Name = Value, or all of the map Value; "" clears
	OpTimer    OpKind = "timer"    // timer Name fires At; Value is its origin
	OpClear    OpKind = "clear"    // timer Name is off
	OpDue      OpKind = "due"      // NextDue = At
	OpSend     OpKind = "send"     // sender Name delivers Value, not before At
	OpEmit     OpKind = "emit"     // command of kind Name, see Emission
	OpNote     OpKind = "note"     // Name and Value are shown, nothing changes
	OpLink     OpKind = "link"     // relation Name to ticket Value
	OpUnlink   OpKind = "unlink"   // relation Name to ticket Value is over
	OpPerson   OpKind = "person"   // party Value takes part as Name
	OpLeave    OpKind = "leave"    // party Value no longer takes part as Name
	OpAttach   OpKind = "attach"   // blob Name with the description in Value
	OpAudience OpKind = "audience" // the ticket is visible to Value
	OpBlock    OpKind = "block"    // the address Value may not write to the tenant any more
	OpEdition  OpKind = "edition"  // the ticket moves to edition Value
)

// An Op is one consequence of a command, with the clause that demands it.
type Op struct {
	Kind     OpKind
	Clause   ClauseID
	Audience Audience
	Name     string
	Value    any
	At       time.Time
	Patient  bool
}

// appendBody appends the canonical form of b. Members are written in sorted
// order by hand: this runs for every event.
func appendBody(buf []byte, b *Body) ([]byte, error) {
	w := objectWriter{buf: append(buf, '{')}
	if b.Cost != 0 {
		w.value("cost", b.Cost)
	}
	if len(b.Data) > 0 {
		w.value("data", b.Data)
	}
	if len(b.Facts) > 0 {
		w.value("facts", b.Facts)
	}
	if b.Fault != "" {
		w.value("fault", b.Fault)
	}
	if len(b.Ops) > 0 {
		w.key("ops")
		w.buf = append(w.buf, '[')
		for i := range b.Ops {
			if i > 0 {
				w.buf = append(w.buf, ',')
			}
			w.op(&b.Ops[i])
		}
		w.buf = append(w.buf, ']')
	}
	if len(b.Thread) > 0 {
		w.value("thread", threadValue(b.Thread))
	}
	if len(b.Uses) > 0 {
		uses := make(map[string]any, len(b.Uses))
		for k, v := range b.Uses {
			uses[k] = v
		}
		w.value("uses", uses)
	}
	return append(w.buf, '}'), w.err
}

func threadValue(thread []Evidence) []any {
	out := make([]any, len(thread))
	for i, ev := range thread {
		out[i] = map[string]any{"by": ev.By, "ticket": string(ev.Ticket)}
	}
	return out
}

// objectWriter writes the members of one object, in the order given.
type objectWriter struct {
	buf []byte
	err error
}

func (w *objectWriter) key(name string) {
	if w.buf[len(w.buf)-1] != '{' {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(w.buf, '"')
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '"', ':')
}

func (w *objectWriter) value(name string, v any) {
	w.key(name)
	buf, err := AppendCanonical(w.buf, v)
	if err != nil {
		if w.err == nil {
			w.err = fmt.Errorf("%s: %w", name, err)
		}
		return
	}
	w.buf = buf
}

func (w *objectWriter) op(op *Op) {
	w.buf = append(w.buf, '{')
	if !op.At.IsZero() {
		w.value("at", op.At)
	}
	if op.Audience != "" {
		w.value("audience", string(op.Audience))
	}
	w.value("clause", string(op.Clause))
	if op.Name != "" {
		w.value("name", op.Name)
	}
	w.value("op", string(op.Kind))
	if op.Patient {
		w.value("patient", true)
	}
	if op.Value != nil {
		w.value("value", op.Value)
	}
	w.buf = append(w.buf, '}')
}

// MarshalJSON writes the canonical form.
func (o Op) MarshalJSON() ([]byte, error) {
	w := objectWriter{}
	w.op(&o)
	return w.buf, w.err
}

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Op) UnmarshalJSON(data []byte) error {
	return readAll(data, func(r *reader) { *o = r.op() })
}

func (r *reader) op() (o Op) {
	r.object(func(key []byte) {
		switch string(key) {
		case "at":
			o.At = FromMicros(r.int())
		case "audience":
			o.Audience = Audience(r.text())
		case "clause":
			o.Clause = ClauseID(r.text())
		case "name":
			o.Name = r.text()
		case "op":
			o.Kind = OpKind(r.text())
		case "patient":
			o.Patient = r.bool()
		case "value":
			o.Value = r.value()
		default:
			r.value()
		}
	})
	return o
}

// DecodeBody reads a body in the form in which stores keep it.
func DecodeBody(data []byte) (b Body, err error) {
	err = readAll(data, func(r *reader) { b = r.body() })
	return b, err
}

func (r *reader) body() (b Body) {
	r.object(func(key []byte) {
		switch string(key) {
		case "cost":
			b.Cost = r.int()
		case "data":
			b.Data = r.fields()
		case "facts":
			b.Facts = r.fields()
		case "fault":
			b.Fault = r.text()
		case "ops":
			r.list(func() { b.Ops = append(b.Ops, r.op()) })
		case "thread":
			r.list(func() { b.Thread = append(b.Thread, r.evidence()) })
		case "uses":
			b.Uses = map[string]string{}
			r.object(func(key []byte) {
				name := string(key)
				b.Uses[name] = r.text()
			})
		default:
			r.value()
		}
	})
	return b
}

func (r *reader) evidence() (e Evidence) {
	r.object(func(key []byte) {
		switch string(key) {
		case "ticket":
			e.Ticket = TicketID(r.text())
		case "by":
			r.list(func() { e.By = append(e.By, r.text()) })
		default:
			r.value()
		}
	})
	return e
}

func bodyMAC(salt, body []byte) (h Hash) {
	m := hmac.New(sha256.New, salt)
	m.Write(body)
	m.Sum(h[:0])
	return h
}

// headerHash is the link of the chain: SHA-256 of the canonical header, which
// contains the previous hash and the body's MAC.
func headerHash(e *Event) (Hash, error) {
	w := objectWriter{buf: append(make([]byte, 0, 768), '{')}
	roles := slices.Clone(e.Actor.Roles)
	slices.Sort(roles)
	w.value("actor", map[string]any{"id": e.Actor.ID, "kind": string(e.Actor.Kind), "roles": roles})
	w.value("at", e.At)
	w.value("audience", string(e.Audience))
	w.value("body", e.BodyMAC.String())
	w.value("cause", e.Cause)
	w.value("channel", e.Channel)
	w.value("command", string(e.Command))
	w.value("depth", e.Depth)
	w.value("digest", e.Digest.String())
	w.value("edition", string(e.Edition))
	w.value("kind", e.Kind)
	w.value("number", e.Number)
	w.value("prev", e.Prev.String())
	w.value("seq", e.Seq)
	w.value("tenant", string(e.Tenant))
	w.value("ticket", string(e.Ticket))
	w.value("version", e.Version)
	w.buf = append(w.buf, '}')
	return sha256.Sum256(w.buf), w.err
}

// EncodeBody returns the canonical form of a body, which its salted digest
// covers.
func EncodeBody(b *Body) ([]byte, error) { return appendBody(nil, b) }

package engine

import (
	"bytes"
	"context"
	"fmt"
)

// Audited is what Audit has found in a tenant's log.
type Audited struct {
	Tenant  TenantID
	Events  int64
	Tickets int
	// Erased is how many bodies were erased: their events are still in the
	// chain, but what their tickets hold cannot be checked any more.
	Erased int
	Hash   Hash
	// Problem is the first thing that is wrong, or "".
	Problem string
}

// Audit walks the tenant's log once, up to where it ends now: every event must
// carry the hash of the one before it, and every ticket must be the fold of its
// events. It may run beside a working engine. An error means that the store
// could not be read. It keeps the fold of every ticket in memory. progress, which
// may be nil, is told the number of the last event that was checked.
func Audit(ctx context.Context, log Log, reader Reader, tenant TenantID, progress func(seq int64)) (Audited, error) {
	a := audit{Audited: Audited{Tenant: tenant}, reader: reader, folds: map[TicketID]Ticket{}, erased: map[TicketID]bool{}}
	head, err := log.Head(ctx, tenant)
	if err != nil {
		return a.Audited, err
	}
	for a.last.Seq < head.Seq && a.Problem == "" {
		events, err := log.Events(ctx, tenant, a.last.Seq, 1000)
		if err != nil {
			return a.Audited, err
		}
		if len(events) == 0 {
			a.Problem = fmt.Sprintf("events after %d are missing", a.last.Seq)
		}
		for i := range events {
			if a.Problem = a.event(&events[i]); a.Problem != "" {
				break
			}
		}
		if progress != nil {
			progress(a.last.Seq)
		}
	}
	a.Events, a.Hash, a.Tickets = a.last.Seq, a.last.Hash, len(a.folds)
	switch {
	case a.Problem != "":
	case a.last.Seq == head.Seq && a.last.Hash != head.Hash:
		a.Problem = "the head of the log does not carry the hash of the last event"
	default:
		err = a.compare(ctx)
	}
	return a.Audited, err
}

// audit is one walk.
type audit struct {
	Audited
	reader Reader
	last   Event
	folds  map[TicketID]Ticket
	erased map[TicketID]bool
}

// event checks the next event and folds it. It returns what is wrong.
func (a *audit) event(e *Event) string {
	var body []byte
	if e.Erased() {
		a.Erased++
		a.erased[e.Ticket] = true
	} else {
		var err error
		if body, err = EncodeBody(&e.Body); err != nil {
			return fmt.Sprintf("event %d: %v", e.Seq, err)
		}
	}
	if err := VerifyNext(&a.last, e, body); err != nil {
		return err.Error()
	}
	if e.Ticket != "" {
		a.folds[e.Ticket] = Apply(a.folds[e.Ticket], e)
	}
	a.last = *e
	return ""
}

// compare holds every ticket against its fold. Tickets that have changed since
// are left out, and so are those with erased bodies.
func (a *audit) compare(ctx context.Context) error {
	for id, fold := range a.folds {
		if a.erased[id] {
			continue
		}
		row, err := a.reader.Ticket(ctx, a.Tenant, string(id))
		if KindOf(err) == NotFound {
			a.Problem = fmt.Sprintf("ticket %s is missing", id)
			return nil
		}
		if err != nil {
			return err
		}
		if row.Seq > a.last.Seq {
			continue
		}
		same, err := sameTicket(&row, &fold)
		if err != nil {
			return err
		}
		if !same {
			a.Problem = fmt.Sprintf("ticket %s (%s) is not the fold of its events", row.Number, id)
			return nil
		}
	}
	return nil
}

func sameTicket(row, fold *Ticket) (bool, error) {
	got, err := row.AppendState(nil)
	if err != nil {
		return false, err
	}
	want, err := fold.AppendState(nil)
	if err != nil {
		return false, err
	}
	return bytes.Equal(got, want) && row.Number == fold.Number && row.Version == fold.Version && row.Seq == fold.Seq, nil
}

package sqlstore

import (
	"context"
	"slices"

	"github.com/reglament/reglament/engine"
)

// Commit implements engine.Store.
func (s *Store) Commit(ctx context.Context, c *engine.Change) error {
	return s.groups.do(ctx, c)
}

// Commits returns how many changes were committed since the start, and in how
// many transactions: each of them is one wait for the disk.
func (s *Store) Commits() (changes, transactions int64) {
	return s.groups.changes.Load(), s.groups.transactions.Load()
}

// commitAndNote commits changes and remembers what comes back soon.
func (s *Store) commitAndNote(ctx context.Context, changes []*engine.Change) []error {
	errs := s.commitGroup(ctx, changes)
	for i, c := range changes {
		s.recent.note(c, errs[i])
	}
	return errs
}

// commitGroup commits changes in one transaction. If that fails as a whole they
// are tried one by one, so that one cannot spoil it for the others.
func (s *Store) commitGroup(ctx context.Context, changes []*engine.Change) []error {
	errs, err := s.tryGroup(ctx, changes)
	if err == nil {
		return errs
	}
	errs = make([]error, len(changes))
	if len(changes) == 1 || s.db.broken(err) {
		for i := range errs {
			errs[i] = temporary(err)
		}
		return errs
	}
	for i := range changes {
		one, err := s.tryGroup(ctx, changes[i:i+1])
		if err != nil {
			errs[i] = temporary(err)
			continue
		}
		errs[i] = one[0]
	}
	return errs
}

// tryGroup makes one attempt. The error is that of the whole transaction.
func (s *Store) tryGroup(ctx context.Context, changes []*engine.Change) ([]error, error) {
	var tenants []engine.TenantID
	for _, c := range changes {
		if !slices.Contains(tenants, c.Tenant) {
			tenants = append(tenants, c.Tenant)
		}
	}
	slices.Sort(tenants)
	tx, state, err := s.db.group(ctx, tenants, changes)
	if err != nil {
		return nil, err
	}
	b := &batch{heads: tx.heads()}
	errs := make([]error, len(changes))
	for i, c := range changes {
		errs[i] = b.add(c, state)
	}
	if b.empty() {
		tx.abort()
		return errs, nil
	}
	if err := tx.finish(ctx, b); err != nil {
		return nil, err
	}
	s.db.release(b)
	return errs, nil
}

// groupState is what the changes of a group could conflict with.
type groupState struct {
	done     map[commandKey]bool
	versions map[ticketKey]int64
	keys     map[valueKey]int64 // the newest event that kept the value
}

type commandKey struct {
	tenant  engine.TenantID
	command engine.CommandID
}

type ticketKey struct {
	tenant engine.TenantID
	ticket engine.TicketID
}

type valueKey struct {
	tenant engine.TenantID
	value  string
}

// batch is what the changes of a group write.
type batch struct {
	heads        map[engine.TenantID]*engine.Head
	touched      []engine.TenantID
	tickets      []ticketRow
	events       []eventRow
	keys         []keyRow
	wakes        map[ticketKey]int64 // when to wake the ticket; 0 lets it sleep
	outbox       []outboxRow
	settled      []settledKey
	quotas       []quotasRow
	attachments  []attachmentRow
	participants []participantRow
	blocks       []blockedRow
}

type settledKey struct {
	tenant   engine.TenantID
	delivery engine.DeliveryID
}

// quotasRow is what becomes of a tenant's quotas.
type quotasRow struct {
	tenant engine.TenantID
	quotas string
}

// updateQuotas is the one thing about a tenant that changes.
const updateQuotas = "UPDATE tenants SET quotas = ? WHERE id = ?"

func (b *batch) empty() bool { return len(b.events) == 0 }

// add checks a change against the state and the changes before it, and seals it.
func (b *batch) add(c *engine.Change, state *groupState) error {
	head := b.heads[c.Tenant]
	if head == nil {
		return engine.Errorf(engine.NotFound, "no tenant %q", c.Tenant)
	}
	if state.conflicts(c, head) {
		return engine.ErrConflict
	}
	rows, err := newChangeRows(c)
	if err != nil {
		return err
	}
	if err := engine.Seal(head, c); err != nil {
		return err
	}
	b.append(c, rows)
	state.remember(c)
	return nil
}

func (s *groupState) conflicts(c *engine.Change, head *engine.Head) bool {
	if s.done[commandKey{c.Tenant, c.Event.Command}] || !head.Holds(c) {
		return true
	}
	if c.Ticket != nil && s.versions[ticketKey{c.Tenant, c.Ticket.ID}] != c.Ticket.Version-1 {
		return true
	}
	return slices.ContainsFunc(c.Keys, func(k engine.Key) bool {
		return k.Lookup == engine.ByKept && s.keys[valueKey{c.Tenant, k.Value}] > c.Loaded
	})
}

// remember makes the change visible to those that follow in the group.
func (s *groupState) remember(c *engine.Change) {
	s.done[commandKey{c.Tenant, c.Event.Command}] = true
	if c.Ticket == nil {
		return
	}
	s.versions[ticketKey{c.Tenant, c.Ticket.ID}] = c.Ticket.Version
	for _, k := range c.Keys {
		if k.Keep {
			s.keys[valueKey{c.Tenant, k.Value}] = c.Event.Seq
		}
	}
}

// changeRows is what of a change can fail to be encoded, encoded before the log
// is touched.
type changeRows struct {
	ticket *ticketRow
	outbox []outboxRow
	infos  []string
}

func newChangeRows(c *engine.Change) (rows changeRows, err error) {
	if c.Ticket != nil {
		row, err := newTicketRow(c.Ticket)
		if err != nil {
			return rows, err
		}
		rows.ticket = &row
	}
	for i := range c.Deliveries {
		row, err := newOutboxRow(&c.Deliveries[i])
		if err != nil {
			return rows, err
		}
		rows.outbox = append(rows.outbox, row)
	}
	for i := range c.Attachments {
		info, err := engine.AppendCanonical(nil, c.Attachments[i].Info)
		if err != nil {
			return rows, err
		}
		rows.infos = append(rows.infos, string(info))
	}
	return rows, nil
}

// append adds the rows of a sealed change.
func (b *batch) append(c *engine.Change, rows changeRows) {
	if !slices.Contains(b.touched, c.Tenant) {
		b.touched = append(b.touched, c.Tenant)
	}
	e := &c.Event
	b.events = append(b.events, newEventRow(e, string(c.Body)))
	for i := range rows.outbox {
		d := &c.Deliveries[i]
		rows.outbox[i].ID, rows.outbox[i].Seq, rows.outbox[i].Number = string(d.ID), d.Seq, d.Number
	}
	b.outbox = append(b.outbox, rows.outbox...)
	if c.Settles != "" {
		b.settled = append(b.settled, settledKey{c.Tenant, c.Settles})
	}
	for _, id := range c.Withdraws {
		b.settled = append(b.settled, settledKey{c.Tenant, id})
	}
	if c.Quotas != "" {
		b.quotas = append(b.quotas, quotasRow{c.Tenant, c.Quotas})
	}
	if c.Ticket == nil {
		return
	}
	for _, block := range c.Blocks {
		b.blocks = append(b.blocks, newBlockedRow(c.Tenant, &block))
	}
	b.appendTicket(c, rows)
}

func (b *batch) appendTicket(c *engine.Change, rows changeRows) {
	t := c.Ticket
	tenant, ticket := string(c.Tenant), string(t.ID)
	rows.ticket.Number, rows.ticket.Seq = t.Number, t.Seq
	if len(t.Parked) > 0 { // sealing has filled in a number that the state lists
		if state, err := t.AppendState(nil); err == nil {
			rows.ticket.State = string(state)
		}
	}
	b.tickets = append(b.tickets, *rows.ticket)
	if due := t.Wake(); !due.IsZero() || t.Version > 1 {
		if b.wakes == nil {
			b.wakes = map[ticketKey]int64{}
		}
		b.wakes[ticketKey{c.Tenant, t.ID}] = engine.Micros(due)
	}
	for _, k := range c.Keys {
		if k.Keep {
			b.keys = append(b.keys, keyRow{Tenant: tenant, Key: k.Value, Ticket: ticket, Seq: c.Event.Seq})
		}
	}
	for i, a := range c.Attachments {
		b.attachments = append(b.attachments, attachmentRow{Tenant: tenant, Seq: c.Event.Seq, Blob: a.Blob, Ticket: ticket,
			Name: a.Name, Audience: string(a.Audience), Info: rows.infos[i]})
	}
	for i := range c.Event.Body.Ops {
		op := &c.Event.Body.Ops[i]
		if party, _ := op.Value.(string); op.Kind == engine.OpPerson && op.Name != "requester" && party != "" {
			b.participants = append(b.participants, participantRow{Tenant: tenant, Ticket: ticket, Party: party, Role: op.Name})
		}
	}
}

// lastTickets keeps the last row of each ticket: one statement cannot touch a
// row twice.
func (b *batch) lastTickets() []ticketRow {
	return lastOf(b.tickets, func(r ticketRow) string { return r.Tenant + "/" + r.ID })
}

func (b *batch) lastKeys() []keyRow {
	return lastOf(b.keys, func(r keyRow) string { return r.Tenant + "/" + r.Key + "/" + r.Ticket })
}

func lastOf[T any](rows []T, key func(T) string) []T {
	if len(rows) < 2 {
		return rows
	}
	at := make(map[string]int, len(rows))
	out := make([]T, 0, len(rows))
	for _, r := range rows {
		if i, ok := at[key(r)]; ok {
			out[i] = r
			continue
		}
		at[key(r)] = len(out)
		out = append(out, r)
	}
	return out
}

// awake lists the wake-ups that the batch sets; asleep the tickets that it lets
// sleep.
func (b *batch) awake() (rows []wakeRow) {
	for k, due := range b.wakes {
		if due != 0 {
			rows = append(rows, wakeRow{Tenant: string(k.tenant), Ticket: string(k.ticket), Due: due})
		}
	}
	return rows
}

func (b *batch) asleep() (keys []ticketKey) {
	for k, due := range b.wakes {
		if due == 0 {
			keys = append(keys, k)
		}
	}
	return keys
}

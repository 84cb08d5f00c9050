package enginetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// Start is the instant at which the suite's clock starts: a Monday morning in
// Almaty.
var Start = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// A Rig is an engine over a backend, with a fake clock and Script for a
// regulation.
type Rig struct {
	*engine.Engine
	Backend engine.Backend
	Clock   *Clock
	Script  *Script
	Sender  *Sender
}

// NewRig builds an engine over the backend. Its senders "post" and "flaky" are
// the same Sender.
func NewRig(t testing.TB, backend engine.Backend, tenants ...engine.TenantID) *Rig {
	t.Helper()
	r := &Rig{Backend: backend, Clock: NewClock(Start), Script: &Script{}, Sender: &Sender{}}
	e, err := engine.New(engine.Config{
		Backend: backend, Regulations: r.Script, Clock: r.Clock,
		Senders: map[string]engine.Sender{"post": r.Sender},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Engine = e
	for _, tenant := range tenants {
		_, err := e.Activate(t.Context(), engine.Command{ID: "activate", Tenant: tenant, Kind: "x",
			Actor: engine.Actor{Kind: engine.System}}, Edition, "")
		if err != nil {
			t.Fatalf("activate %s: %v", tenant, err)
		}
	}
	return r
}

// A Sender remembers what it was given. Fail, if set, is asked first.
type Sender struct {
	Fail func(engine.Delivery) error

	mu   sync.Mutex
	sent []engine.Delivery
}

// Send implements engine.Sender.
func (s *Sender) Send(_ context.Context, d engine.Delivery) (engine.Fields, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Fail != nil {
		if err := s.Fail(d); err != nil {
			return nil, err
		}
	}
	s.sent = append(s.sent, d)
	return engine.Fields{"id": "m-" + string(d.ID)}, nil
}

// Sent returns what was sent, attempts that were repeated included.
func (s *Sender) Sent() []engine.Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

const suiteTenant engine.TenantID = "acme"

// RunBackend holds a store against the contract of engine.Backend. open returns
// a new empty store in which the tenants "acme" and "other" exist.
func RunBackend(t *testing.T, open func(t *testing.T) engine.Backend) {
	tests := map[string]func(t *testing.T, r *Rig){
		"a committed ticket is loaded as it was":              loadsWhatWasCommitted,
		"a ticket is found by id, number and kept key":        findsByKeys,
		"at most eight tickets match, the newest first":       matchesNewestEight,
		"a command is done once":                              onceOnly,
		"a change on an old version conflicts":                oldVersionConflicts,
		"a key that was kept meanwhile conflicts":             keptKeyConflicts,
		"another active edition conflicts":                    editionConflicts,
		"a canary registers tickets until it is ended":        canaryRegisters,
		"the messages of a day are bounded":                   boundsNotices,
		"the log is a verifiable chain without gaps":          chainVerifies,
		"concurrent commands lose nothing and leave no gaps":  concurrentCommands,
		"commands of one thread make one ticket":              oneThreadOneTicket,
		"a due ticket is claimed once until the lease lapses": claimsWakes,
		"a cleared timer wakes nobody":                        clearedTimers,
		"deliveries are claimed, postponed and settled":       claimsDeliveries,
		"what is held waits, and what follows it too":         holdsBack,
		"what is taken back is undone":                        withdraws,
		"what has changed since is not undone":                withdrawsInPart,
		"what has gone out cannot be taken back":              withdrawsNothing,
		"taking back and sending exclude each other":          withdrawsOrSends,
		"tenants do not see each other":                       tenantsApart,
		"times keep microseconds and text its letters":        valuesSurvive,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test(t, NewRig(t, open(t), suiteTenant, "other"))
		})
	}
}

func (r *Rig) command(id string, data engine.Fields, keys ...engine.Key) engine.Command {
	return engine.Command{ID: engine.CommandID(id), Tenant: suiteTenant, Kind: "message", Channel: "test",
		Actor: engine.Actor{Kind: engine.Customer, ID: "p1"}, Data: data, Keys: keys}
}

func (r *Rig) do(t *testing.T, cmd engine.Command) engine.Result {
	t.Helper()
	res, err := r.Do(t.Context(), cmd)
	if err != nil {
		t.Fatalf("%s: %v", cmd.ID, err)
	}
	return res
}

func (r *Rig) load(t *testing.T, tenant engine.TenantID, keys ...engine.Key) engine.Loaded {
	t.Helper()
	loaded, err := r.Backend.Load(t.Context(), engine.Query{Tenant: tenant, Keys: keys})
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	return loaded
}

func (r *Rig) preview(t *testing.T, cmd engine.Command) *engine.Change {
	t.Helper()
	c, err := r.Preview(t.Context(), cmd)
	if err != nil {
		t.Fatalf("preview %s: %v", cmd.ID, err)
	}
	return &c
}

func loadsWhatWasCommitted(t *testing.T, r *Rig) {
	res := r.do(t, r.command("c1", engine.Fields{
		"set":    map[string]any{"a": "б", "n": int64(-7), "l": []any{"x", true}},
		"facet":  map[string]any{"status": "new"},
		"timers": map[string]any{"t1": int64(60), "t2": int64(30)},
	}))
	got := r.load(t, suiteTenant, engine.TicketKey(res.Ticket.ID)).Tickets
	if len(got) != 1 {
		t.Fatalf("loaded %d tickets, want 1", len(got))
	}
	if !reflect.DeepEqual(got[0].Ticket, res.Ticket) {
		t.Errorf("loaded\n%+v\nwant\n%+v", got[0].Ticket, res.Ticket)
	}
	if res.Ticket.Number != "S-010" || res.Ticket.Version != 1 {
		t.Errorf("ticket is %s version %d, want S-010 version 1", res.Ticket.Number, res.Ticket.Version)
	}
}

func findsByKeys(t *testing.T, r *Rig) {
	key := engine.Key{Kind: "mid", Value: "k1", Keep: true}
	res := r.do(t, r.command("c1", nil, key, engine.Key{Kind: "mid", Value: "not kept"}))
	for _, k := range []engine.Key{engine.TicketKey(res.Ticket.ID), engine.NumberKey("S-010"), {Kind: "mid", Value: "k1"}} {
		got := r.load(t, suiteTenant, k).Tickets
		if len(got) != 1 || got[0].Ticket.ID != res.Ticket.ID || !slices.Equal(got[0].By, []string{k.Kind}) {
			t.Errorf("by %v: got %+v, want ticket %s by %s", k, got, res.Ticket.ID, k.Kind)
		}
	}
	both := r.load(t, suiteTenant, engine.Key{Kind: "mid", Value: "k1"}, engine.NumberKey("S-010")).Tickets
	if len(both) != 1 || !slices.Equal(both[0].By, []string{"mid", "number"}) {
		t.Errorf("by two keys: got %+v, want one ticket by both", both)
	}
	for _, k := range []engine.Key{{Kind: "mid", Value: "not kept"}, {Kind: "mid", Value: "other"}, engine.NumberKey("S-011"), engine.TicketKey("no such ticket")} {
		if got := r.load(t, suiteTenant, k).Tickets; len(got) != 0 {
			t.Errorf("by %v: got %d tickets, want none", k, len(got))
		}
	}
}

func matchesNewestEight(t *testing.T, r *Rig) {
	key := engine.Key{Kind: "subject", Value: "same", Keep: true}
	r.Script.Broken = nil
	var ids []engine.TicketID
	for i := range 10 {
		r.Clock.Advance(time.Second)
		// Preview without keys opens a ticket each; the key is added afterwards.
		c := r.preview(t, r.command(fmt.Sprintf("c%d", i), nil))
		c.Keys, c.Loaded = []engine.Key{key}, 1<<40
		if err := r.Backend.Commit(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, c.Ticket.ID)
	}
	got := r.load(t, suiteTenant, key).Tickets
	if len(got) != 8 {
		t.Fatalf("got %d tickets, want 8", len(got))
	}
	for i, m := range got {
		if want := ids[9-i]; m.Ticket.ID != want {
			t.Errorf("match %d is %s, want %s", i, m.Ticket.ID, want)
		}
	}
}

func onceOnly(t *testing.T, r *Rig) {
	first := r.do(t, r.command("c1", engine.Fields{"set": map[string]any{"a": "1"}}))
	again := r.do(t, r.command("c1", engine.Fields{"set": map[string]any{"a": "1"}}))
	if !again.Duplicate || again.Event.Seq != first.Event.Seq || again.Ticket.Number != first.Ticket.Number {
		t.Errorf("second time: %+v, want the first answer again", again)
	}
	_, err := r.Do(t.Context(), r.command("c1", engine.Fields{"set": map[string]any{"a": "2"}}))
	if engine.KindOf(err) != engine.Conflict {
		t.Errorf("same id, other data: got %v, want a conflict", err)
	}
	c := r.preview(t, r.command("c2", nil))
	c2 := *c
	ticket := *c.Ticket
	c2.Ticket = &ticket
	if err := r.Backend.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if err := r.Backend.Commit(t.Context(), &c2); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("commit of a done command: got %v, want ErrConflict", err)
	}
}

func oldVersionConflicts(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", nil)).Ticket.ID
	on := func(cmd string) engine.Command {
		c := r.command(cmd, nil)
		c.Ticket = id
		return c
	}
	old := r.preview(t, on("c2"))
	r.do(t, on("c3"))
	if err := r.Backend.Commit(t.Context(), old); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	stale := on("c4")
	stale.Version = 1
	if _, err := r.Do(t.Context(), stale); engine.KindOf(err) != engine.Conflict {
		t.Errorf("act on version 1 of a ticket at 2: got %v, want a conflict", err)
	}
}

func keptKeyConflicts(t *testing.T, r *Rig) {
	key := engine.Key{Kind: "mid", Value: "k", Keep: true}
	old := r.preview(t, r.command("c1", nil, key))
	r.do(t, r.command("c2", nil, key))
	if err := r.Backend.Commit(t.Context(), old); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	now := r.preview(t, r.command("c3", nil, key))
	if err := r.Backend.Commit(t.Context(), now); err != nil {
		t.Errorf("a change that has seen the key: %v", err)
	}
}

func editionConflicts(t *testing.T, r *Rig) {
	old := r.preview(t, r.command("c1", nil))
	_, err := r.Activate(t.Context(), engine.Command{ID: "activate 2", Tenant: suiteTenant, Kind: "x",
		Actor: engine.Actor{Kind: engine.System}}, "edition 2", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Backend.Commit(t.Context(), old); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	head, err := r.Backend.Head(t.Context(), suiteTenant)
	if err != nil || head.Active != "edition 2" {
		t.Errorf("active edition is %q (%v), want edition 2", head.Active, err)
	}
}

func canaryRegisters(t *testing.T, r *Rig) {
	by := func(id string, edition engine.EditionID) error {
		c := r.preview(t, r.command(id, nil))
		c.Active, c.Event.Edition, c.Ticket.Edition = edition, edition, edition
		return r.Backend.Commit(t.Context(), c)
	}
	if err := by("c1", "canary"); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("before there is a canary: got %v, want ErrConflict", err)
	}
	system := engine.Actor{Kind: engine.System}
	start := engine.Command{ID: "try", Tenant: suiteTenant, Actor: system}
	if _, err := r.Try(t.Context(), start, engine.Canary{Edition: "canary", Share: 10}, engine.Head{Active: "another"}); engine.KindOf(err) != engine.Conflict {
		t.Errorf("a canary beside an edition that is not active: got %v, want a conflict", err)
	}
	if _, err := r.Try(t.Context(), start, engine.Canary{Edition: "canary", Share: 10}, engine.Head{Active: Edition}); err != nil {
		t.Fatal(err)
	}
	end := engine.Command{ID: "end", Tenant: suiteTenant, Actor: system}
	if _, err := r.Try(t.Context(), end, engine.Canary{}, engine.Head{Active: Edition}); engine.KindOf(err) != engine.Conflict {
		t.Errorf("an end of no canary while there is one: got %v, want a conflict", err)
	}
	for id, edition := range map[string]engine.EditionID{"c2": "canary", "c3": Edition} {
		if err := by(id, edition); err != nil {
			t.Errorf("a ticket under %s: %v", edition, err)
		}
	}
	head, err := r.Backend.Head(t.Context(), suiteTenant)
	if want := (engine.Canary{Edition: "canary", Share: 10}); err != nil || head.Canary != want || head.Active != Edition {
		t.Errorf("the head has canary %v beside %s (%v), want %v beside %s", head.Canary, head.Active, err, want, Edition)
	}
	if _, err := r.Activate(t.Context(), engine.Command{ID: "activate 2", Tenant: suiteTenant, Actor: system}, "edition 2", "another"); engine.KindOf(err) != engine.Conflict {
		t.Errorf("an activation in the place of an edition that is not active: got %v, want a conflict", err)
	}
	if _, err := r.Activate(t.Context(), engine.Command{ID: "activate 3", Tenant: suiteTenant, Actor: system}, "edition 2", Edition); err != nil {
		t.Fatal(err)
	}
	if err := by("c4", "canary"); !errors.Is(err, engine.ErrConflict) {
		t.Errorf("after another edition was activated: got %v, want ErrConflict", err)
	}
}

func boundsNotices(t *testing.T, r *Rig) {
	commit := func(id string, most int64) error {
		c := r.preview(t, r.command(id, engine.Fields{"send": []any{"post", "post"}, "emit": []any{"told"}}))
		c.Notices = most
		return r.Backend.Commit(t.Context(), c)
	}
	if err := commit("c1", 3); err != nil {
		t.Fatal(err)
	}
	before, _ := r.Backend.Head(t.Context(), suiteTenant)
	if err := commit("c2", 3); engine.Exceeded(err) != engine.QuotaNotices {
		t.Errorf("the third and fourth of three messages: got %v, want the quota", err)
	}
	after, err := r.Backend.Head(t.Context(), suiteTenant)
	if err != nil || after.Seq != before.Seq || after.Notices != before.Notices || after.Notices.Count != 2 {
		t.Errorf("what exceeds the quota moved the head from %+v to %+v (%v)", before, after, err)
	}
	if err := commit("c3", 4); err != nil {
		t.Errorf("the fourth of four messages: %v", err)
	}
	r.Clock.Advance(24 * time.Hour)
	if err := commit("c4", 3); err != nil {
		t.Errorf("on the next day: %v", err)
	}
}

func chainVerifies(t *testing.T, r *Rig) {
	var id engine.TicketID
	for i := range 5 {
		c := r.command(fmt.Sprintf("c%d", i), engine.Fields{"set": map[string]any{"i": int64(i)}, "send": []any{"post"}})
		c.Ticket = id
		id = r.do(t, c).Ticket.ID
	}
	if n := VerifyLog(t, r.Backend, suiteTenant); n != 6 { // the activation is the first
		t.Errorf("log has %d events, want 6", n)
	}
}

// VerifyLog checks the chain of a tenant's log against its head and every
// ticket against the fold of its events, and returns the number of events.
func VerifyLog(t testing.TB, backend engine.Backend, tenant engine.TenantID) int64 {
	t.Helper()
	var prev engine.Event
	folds := map[engine.TicketID]engine.Ticket{}
	for {
		events, err := backend.Events(t.Context(), tenant, prev.Seq, 100)
		if err != nil {
			t.Fatalf("events after %d: %v", prev.Seq, err)
		}
		if len(events) == 0 {
			break
		}
		for i := range events {
			e := &events[i]
			body, err := engine.EncodeBody(&e.Body)
			if err != nil {
				t.Fatal(err)
			}
			if err := engine.VerifyNext(&prev, e, body); err != nil {
				t.Fatal(err)
			}
			if e.Ticket != "" {
				folds[e.Ticket] = engine.Apply(folds[e.Ticket], e)
			}
			prev = *e
		}
	}
	head, err := backend.Head(t.Context(), tenant)
	if err != nil || head.Seq != prev.Seq || head.Hash != prev.Hash {
		t.Errorf("head is %d %s (%v), the last event %d %s", head.Seq, head.Hash, err, prev.Seq, prev.Hash)
	}
	for id, fold := range folds {
		loaded, err := backend.Load(t.Context(), engine.Query{Tenant: tenant, Keys: []engine.Key{engine.TicketKey(id)}})
		if err != nil || len(loaded.Tickets) != 1 {
			t.Fatalf("load %s: %d tickets, %v", id, len(loaded.Tickets), err)
		}
		fixEmpty(&fold)
		if got := loaded.Tickets[0].Ticket; !reflect.DeepEqual(got, fold) {
			t.Errorf("ticket row\n%+v\nfold of its events\n%+v", got, fold)
		}
	}
	return prev.Seq
}

// fixEmpty gives a fold the empty maps that a loaded ticket has.
func fixEmpty(t *engine.Ticket) {
	if t.Timers == nil {
		t.Timers = map[string]engine.Timer{}
	}
	for name, timer := range t.Timers {
		if timer.Origin != nil && len(timer.Origin) == 0 {
			timer.Origin = nil
			t.Timers[name] = timer
		}
	}
	if len(t.Parked) == 0 {
		t.Parked = nil
	}
}

func concurrentCommands(t *testing.T, r *Rig) {
	const clients, each = 16, 12
	shared := r.do(t, r.command("shared", nil)).Ticket.ID
	var wg sync.WaitGroup
	errs := make(chan error, clients*each)
	for client := range clients {
		wg.Go(func() {
			for i := range each {
				cmd := r.command(fmt.Sprintf("c%d/%d", client, i), engine.Fields{"send": []any{"post"}})
				if i%3 == 0 {
					cmd.Ticket = shared
				}
				if i%4 == 0 {
					cmd.Tenant, cmd.Ticket = "other", ""
				}
				if _, err := r.Do(t.Context(), cmd); err != nil {
					errs <- err
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	got := VerifyLog(t, r.Backend, suiteTenant) + VerifyLog(t, r.Backend, "other")
	if want := int64(clients*each + 1 + 2); got != want {
		t.Errorf("%d events, want %d", got, want)
	}
	numbers := map[string]bool{}
	for _, e := range allEvents(t, r.Backend, suiteTenant) {
		if e.Number != "" && numbers[e.Number] {
			t.Errorf("number %s was given twice", e.Number)
		}
		numbers[e.Number] = true
	}
}

func allEvents(t testing.TB, backend engine.Backend, tenant engine.TenantID) []engine.Event {
	t.Helper()
	var all []engine.Event
	for {
		events, err := backend.Events(t.Context(), tenant, int64(len(all)), 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			return all
		}
		all = append(all, events...)
	}
}

func oneThreadOneTicket(t *testing.T, r *Rig) {
	// Two engines over one store stand for two processes: their turns do not
	// help each other, only the store's conflicts do.
	second := NewRig(t, r.Backend)
	var wg sync.WaitGroup
	tickets := make([]engine.TicketID, 32)
	for i := range tickets {
		wg.Go(func() {
			rig := r
			if i%2 == 1 {
				rig = second
			}
			res, err := rig.Do(context.Background(), r.command(fmt.Sprintf("mail %d", i), nil,
				engine.Key{Kind: "subject", Value: "one", Keep: true}))
			if err != nil {
				t.Error(err)
			}
			tickets[i] = res.Ticket.ID
		})
	}
	// The engines' clocks stand still; what waits for them must not.
	stop := make(chan struct{})
	var ticking sync.WaitGroup
	ticking.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				r.Clock.Advance(time.Second)
				second.Clock.Advance(time.Second)
			}
		}
	})
	wg.Wait()
	close(stop)
	ticking.Wait()
	for i, id := range tickets {
		if id != tickets[0] {
			t.Errorf("mail %d went to %s, mail 0 to %s", i, id, tickets[0])
		}
	}
	VerifyLog(t, r.Backend, suiteTenant)
}

func (r *Rig) claim(limit int) engine.Claim {
	now := r.Clock.Now()
	return engine.Claim{Now: now, LeaseNow: now, LeaseUntil: now.Add(time.Minute), Limit: limit}
}

func claimsWakes(t *testing.T, r *Rig) {
	late := r.do(t, r.command("c1", engine.Fields{"timers": map[string]any{"a": int64(300), "b": int64(600)}})).Ticket.ID
	early := r.do(t, r.command("c2", engine.Fields{"timers": map[string]any{"a": int64(120)}})).Ticket.ID
	claim := func() (ids []engine.TicketID) {
		wakes, err := r.Backend.ClaimWakes(t.Context(), r.claim(10))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range wakes {
			ids = append(ids, w.Ticket)
		}
		return ids
	}
	if next, err := r.Backend.NextWake(t.Context()); err != nil || !next.Equal(Start.Add(120*time.Second)) {
		t.Errorf("next wake is %v (%v), want %v", next, err, Start.Add(120*time.Second))
	}
	if got := claim(); len(got) != 0 {
		t.Errorf("before anything is due: claimed %v", got)
	}
	r.Clock.Advance(300 * time.Second)
	if got, want := claim(), []engine.TicketID{early, late}; !slices.Equal(got, want) {
		t.Errorf("claimed %v, want %v", got, want)
	}
	if got := claim(); len(got) != 0 {
		t.Errorf("while leased: claimed %v", got)
	}
	r.Clock.Advance(61 * time.Second)
	if got := claim(); len(got) != 2 {
		t.Errorf("after the lease: claimed %v, want both", got)
	}
	r.Clock.Advance(61 * time.Second)
	if n, err := r.FireDue(t.Context()); n != 2 || err != nil {
		t.Errorf("fired for %d tickets, %v", n, err)
	}
	if n, err := r.FireDue(t.Context()); n != 0 || err != nil {
		t.Errorf("fired again for %d tickets, %v", n, err)
	}
	r.Clock.Advance(10 * time.Minute)
	if got, want := claim(), []engine.TicketID{late}; !slices.Equal(got, want) {
		t.Errorf("claimed %v, want the second timer of %v", got, want)
	}
}

func clearedTimers(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", engine.Fields{"timers": map[string]any{"a": int64(60)}})).Ticket.ID
	cmd := r.command("c2", engine.Fields{"timers": map[string]any{"a": int64(-1)}})
	cmd.Ticket = id
	r.do(t, cmd)
	r.Clock.Advance(time.Hour)
	if wakes, err := r.Backend.ClaimWakes(t.Context(), r.claim(10)); err != nil || len(wakes) != 0 {
		t.Errorf("claimed %v (%v), want none", wakes, err)
	}
	if next, err := r.Backend.NextWake(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("next wake is %v (%v), want none", next, err)
	}
}

func claimsDeliveries(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", engine.Fields{"send": []any{"post", "post"}})).Ticket.ID
	claim := func() []engine.Delivery {
		d, err := r.Backend.ClaimDeliveries(t.Context(), r.claim(10))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	got := claim()
	if len(got) != 2 || got[0].ID != "2.1" || got[1].ID != "2.2" || got[0].Number != "S-010" || got[0].Ticket != id {
		t.Fatalf("claimed %+v, want deliveries 2.1 and 2.2 of S-010", got)
	}
	if got[1].Payload.Int("n") != 1 || got[1].Clause != clause || got[1].Sender != "post" || got[1].Seq != 2 {
		t.Errorf("second delivery is %+v", got[1])
	}
	if again := claim(); len(again) != 0 {
		t.Errorf("while leased: claimed %v", again)
	}
	if err := r.Backend.Postpone(t.Context(), got[0], Start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := r.Backend.Settle(t.Context(), got[1]); err != nil {
		t.Fatal(err)
	}
	if next, err := r.Backend.NextDelivery(t.Context()); err != nil || !next.Equal(Start.Add(time.Hour)) {
		t.Errorf("next delivery is %v (%v), want in an hour", next, err)
	}
	r.Clock.Advance(time.Hour)
	got = claim()
	if len(got) != 1 || got[0].ID != "2.1" || got[0].Attempt != 1 {
		t.Fatalf("an hour later: claimed %+v, want 2.1 at attempt 1", got)
	}
	r.Clock.Advance(2 * time.Minute)
	if n, err := r.DeliverDue(t.Context()); n != 1 || err != nil {
		t.Errorf("delivered %d, %v", n, err)
	}
	if left := claim(); len(left) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
	last := allEvents(t, r.Backend, suiteTenant)[2]
	if last.Kind != engine.KindDelivered || last.Cause != 2 || last.Body.Data.Map("receipt").String("id") != "m-2.1" {
		t.Errorf("outcome is %+v, want the delivery of event 2", last)
	}
}

func tenantsApart(t *testing.T, r *Rig) {
	key := engine.Key{Kind: "mid", Value: "k", Keep: true}
	mine := r.do(t, r.command("c1", nil, key)).Ticket
	theirs := r.command("c1", nil, key)
	theirs.Tenant = "other"
	other := r.do(t, theirs).Ticket
	if mine.Number != "S-010" || other.Number != "S-010" || mine.ID == other.ID {
		t.Errorf("tickets %s %s and %s %s: each tenant numbers its own", mine.ID, mine.Number, other.ID, other.Number)
	}
	for _, k := range []engine.Key{engine.TicketKey(mine.ID), key, engine.NumberKey("S-010")} {
		for _, m := range r.load(t, "other", k).Tickets {
			if m.Ticket.ID != other.ID {
				t.Errorf("by %v the other tenant sees %s", k, m.Ticket.ID)
			}
		}
	}
	stranger := r.command("c2", nil)
	stranger.Tenant, stranger.Ticket = "other", mine.ID
	if _, err := r.Do(t.Context(), stranger); engine.KindOf(err) != engine.NotFound {
		t.Errorf("act on a foreign ticket: got %v, want not found", err)
	}
}

func valuesSurvive(t *testing.T, r *Rig) {
	text := strings.Repeat("Қазақша «тест» \u2028 𝄞 \\ \" \t\n", 200)
	cmd := r.command("c1", engine.Fields{"set": map[string]any{
		"text": text, "big": int64(engine.MaxInt), "small": int64(-engine.MaxInt), "empty": "", "yes": true,
		"deep": map[string]any{"list": []any{map[string]any{"a": "b"}}},
	}})
	cmd.At = Start.Add(123456789 * time.Nanosecond)
	res := r.do(t, cmd)
	got := r.load(t, suiteTenant, engine.TicketKey(res.Ticket.ID)).Tickets[0].Ticket
	if want := Start.Add(123456 * time.Microsecond); !got.Created.Equal(want) {
		t.Errorf("created %v, want %v", got.Created, want)
	}
	if got.Fields.String("text") != text || got.Fields.Int("big") != engine.MaxInt || got.Fields["yes"] != true {
		t.Errorf("fields came back as %v", got.Fields)
	}
	VerifyLog(t, r.Backend, suiteTenant)
}

package host

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// shadows decide what the active edition has decided a second time, by an edition
// that somebody wants to see at work. They follow the log behind everything else:
// nobody waits for them, and nothing follows from what they find.
//
// Of a run only its beginning and its end are kept, as events. What it has found is
// computed anew from the log by a process that is asked, or has been started since.
type shadows struct {
	editions *Editions
	shadowBounds

	wake chan struct{}
	mu   sync.Mutex
	runs map[engine.TenantID]*shadowRun // the last of each
}

// shadowBounds are when a run ends by itself, and how much it remembers.
type shadowBounds struct {
	events int64
	time   time.Duration
	// listed differences are remembered with what differs, bytes of it at most. Beyond
	// that they are counted.
	listed, bytes int
	// tickets are how many are remembered as they were; others are read again.
	tickets int
}

var defaultShadowBounds = shadowBounds{events: 200_000, time: 7 * 24 * time.Hour, listed: 1000, bytes: 4 << 20, tickets: 1000}

// kindShadow is the kind of the events that begin and end a run. What begins one is
// what names no other.
const kindShadow = "regulation.shadow"

// shadowActor ends runs that have reached their bounds.
var shadowActor = engine.Actor{Kind: engine.System, ID: "shadow run"}

func newShadows(e *Editions) *shadows {
	return &shadows{editions: e, shadowBounds: defaultShadowBounds, wake: make(chan struct{}, 1), runs: map[engine.TenantID]*shadowRun{}}
}

// StartShadow implements httpapi.Editions.
func (s *shadows) StartShadow(ctx context.Context, tenant engine.TenantID, name string, o httpapi.Order) (found httpapi.ShadowRun, err error) {
	err = s.editions.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		row, err := s.editions.find(ctx, tenant, name)
		if err != nil {
			return err
		}
		if row.ID == st.head.Active {
			return isActive(row.ID)
		}
		last, err := s.last(ctx, tenant)
		if err != nil {
			return err
		}
		switch {
		case last == nil || last.ended:
		case !s.within(last, &st.head):
			if err := s.end(ctx, last, shadowActor, "another one was begun"); err != nil {
				return err
			}
		case last.candidate == row.ID:
			return nil // it is on already
		default:
			return &engine.Error{Kind: engine.Conflict, Problems: []engine.Problem{{Pointer: "/edition", Code: httpapi.CodeShadowOther,
				Values: engine.Fields{"name": short(last.candidate)}}}}
		}
		if _, _, err := s.editions.Rules(ctx, tenant, row.ID); err != nil {
			return err
		}
		cmd := s.editions.host.editionCommand(tenant, "shadow", wish{edition: row.ID, actor: o.Actor, reason: o.Reason})
		cmd.Kind = kindShadow
		cmd.Data["active"] = string(st.head.Active)
		_, err = s.editions.host.engine.Record(ctx, cmd)
		return err
	})
	if err != nil {
		return found, err
	}
	return s.Shadow(ctx, tenant)
}

// StopShadow implements httpapi.Editions.
func (s *shadows) StopShadow(ctx context.Context, tenant engine.TenantID, o httpapi.Order) (found httpapi.ShadowRun, err error) {
	err = s.editions.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		last, err := s.last(ctx, tenant)
		if err != nil {
			return err
		}
		if last == nil || last.ended || !s.within(last, &st.head) {
			return noShadow()
		}
		return s.end(ctx, last, o.Actor, o.Reason)
	})
	if err != nil {
		return found, err
	}
	return s.Shadow(ctx, tenant)
}

func noShadow() error {
	return &engine.Error{Kind: engine.NotFound, Problems: []engine.Problem{{Code: httpapi.CodeShadowNone}}}
}

// end records the end of a run. Several may do so at once; the first is the one.
func (s *shadows) end(ctx context.Context, b *beginning, actor engine.Actor, reason string) error {
	_, err := s.editions.host.engine.Record(ctx, engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("shadow/end/%d", b.seq)),
		Tenant: b.tenant, Kind: kindShadow, Actor: actor, Audience: engine.ForStaff,
		Data: engine.Fields{"of": b.seq, "edition": string(b.candidate), "reason": reason},
	})
	if engine.KindOf(err) == engine.Conflict { // it was ended for another reason
		return nil
	}
	return err
}

// Shadow implements httpapi.Editions.
func (s *shadows) Shadow(ctx context.Context, tenant engine.TenantID) (found httpapi.ShadowRun, err error) {
	last, err := s.last(ctx, tenant)
	if err != nil {
		return found, err
	}
	if last == nil {
		return found, noShadow()
	}
	head, err := s.editions.Store.Head(ctx, tenant)
	if err != nil {
		return found, err
	}
	found = s.follow(last).report(&head)
	for id, reg := range map[engine.EditionID]**rules.Regulation{last.active: &found.Was, last.candidate: &found.Would} {
		if *reg, _, err = s.editions.Rules(ctx, tenant, id); err != nil {
			return found, err
		}
	}
	return found, nil
}

// beginning is the event that has begun a run.
type beginning struct {
	tenant            engine.TenantID
	seq               int64
	at                time.Time
	actor             engine.Actor
	reason            string
	candidate, active engine.EditionID
	ended             bool // as the log says
}

// last is the last run of a tenant; nil if there was none.
func (s *shadows) last(ctx context.Context, tenant engine.TenantID) (b *beginning, err error) {
	events, err := s.editions.Store.OwnEvents(ctx, tenant, kindShadow)
	for i := range events {
		e, data := &events[i], events[i].Body.Data
		switch of := data.Int("of"); {
		case of == 0:
			b = &beginning{tenant: tenant, seq: e.Seq, at: e.At, actor: e.Actor, reason: data.String("reason"),
				candidate: engine.EditionID(data.String("edition")), active: engine.EditionID(data.String("active"))}
		case b != nil && of == b.seq:
			b.ended = true
		}
	}
	return b, err
}

// within reports whether a run that nobody has ended goes on.
func (s *shadows) within(b *beginning, head *engine.Head) bool {
	return head.Active == b.active && head.Seq <= b.seq+s.events && !s.editions.Now().After(b.at.Add(s.time))
}

// follow returns the run, which this process follows from now on.
func (s *shadows) follow(b *beginning) *shadowRun {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.runs[b.tenant]
	if r == nil || r.seq != b.seq {
		r = newShadowRun(s, b)
		s.runs[b.tenant] = r
		s.hint(b.tenant, 0)
	}
	return r
}

// hint wakes the follower. It does not block.
func (s *shadows) hint(engine.TenantID, int64) {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// How long the follower lets events gather, and how often it looks for those of
// other processes.
const (
	shadowGather = 200 * time.Millisecond
	shadowPoll   = 5 * time.Second
)

// run follows the log for all runs until ctx ends, those first that were on when the
// process started.
func (s *shadows) run(ctx context.Context) error {
	for _, tenant := range s.editions.host.Tenants() {
		last, err := s.last(ctx, tenant)
		if err != nil {
			return fmt.Errorf("shadow runs of %s: %w", tenant, err)
		}
		if last != nil && !last.ended {
			s.follow(last)
		}
	}
	for ctx.Err() == nil {
		if s.step(ctx) {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.editions.host.clock.After(shadowPoll):
		case <-s.wake:
			select {
			case <-ctx.Done():
			case <-s.editions.host.clock.After(shadowGather):
			}
		}
	}
	return ctx.Err()
}

// step lets each run look at a page of the log, and reports whether there is more.
func (s *shadows) step(ctx context.Context) (more bool) {
	s.mu.Lock()
	runs := make([]*shadowRun, 0, len(s.runs))
	for _, r := range s.runs {
		runs = append(runs, r)
	}
	s.mu.Unlock()
	for _, r := range runs {
		full, err := r.page(ctx)
		if err != nil && !errors.Is(err, context.Canceled) {
			s.editions.host.log.Warn("a shadow run has to wait", "tenant", r.tenant, "edition", short(r.candidate), "error", err)
		}
		r.has(err)
		more = more || full
	}
	return more
}

// byItself are the reasons for which a run ends by itself.
func (s *shadows) byItself(b *beginning, e *engine.Event) string {
	switch {
	case e.Kind == engine.KindActivated:
		return fmt.Sprintf("edition %s was activated", short(e.Edition))
	case e.Seq > b.seq+s.events:
		return fmt.Sprintf("it has seen %d events", s.events)
	case e.At.After(b.at.Add(s.time)):
		return fmt.Sprintf("%d days have passed", s.time/(24*time.Hour))
	}
	return ""
}

// cut is a text of bounded length.
func cut(s string, runes int) string {
	line, _, _ := strings.Cut(s, "\n")
	if r := []rune(line); len(r) > runes {
		return string(r[:runes]) + "…"
	}
	return line
}

package host

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
)

// breaches tells a tenant's administrators that a quota was exceeded: at most once
// an hour for each, on all nodes together. That it was told is an event of the
// tenant's log, whose command can be done but once. What was not told before a
// process ended is not told any more; tickets and log have it.
type breaches struct {
	host *Host
	mail interface {
		Tell(ctx context.Context, n email.Notice) error
	}
	wake chan struct{}

	mu      sync.Mutex
	waiting map[breachOf]*breachTale
	letters []email.Notice // that are claimed and not sent yet
}

// breachOf is a quota of a tenant.
type breachOf struct {
	tenant engine.TenantID
	quota  string
}

// breachTale is what is to be told of one: all are counted, the last are listed.
type breachTale struct {
	count       int
	first, last time.Time
	cases       []breachCase
	notBefore   time.Time
}

type breachCase struct {
	ticket string
	at     time.Time
	fault  string
}

const (
	// tellEvery is how often administrators are told of one quota at most.
	tellEvery = time.Hour
	// tellAfter is how long is waited after the first breach for what comes with it.
	tellAfter = time.Second
	// tellAgain is how often is looked for what could not be told before.
	tellAgain = 30 * time.Second
	// tellCases is how many cases are listed, tellLetters how many letters wait for a
	// way out that is shut.
	tellCases, tellLetters = 10, 100
)

func newBreaches(h *Host, mail *email.Sender) *breaches {
	return &breaches{host: h, mail: mail, wake: make(chan struct{}, 1), waiting: map[breachOf]*breachTale{}}
}

// observe notes an outcome.
func (b *breaches) observe(o engine.Outcome) {
	if o.Exceeded == "" {
		return
	}
	one := breachCase{ticket: o.Number, at: o.At}
	if one.ticket == "" {
		one.ticket = string(o.Ticket)
	}
	if o.Fault != nil {
		one.fault = firstLine(o.Fault.Error(), 300)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	of := breachOf{o.Tenant, o.Exceeded}
	t := b.waiting[of]
	if t == nil {
		t = &breachTale{first: o.At}
		b.waiting[of] = t
	}
	t.count++
	t.last = o.At
	if t.cases = append(t.cases, one); len(t.cases) > tellCases {
		t.cases = slices.Delete(t.cases, 0, 1)
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// run tells until ctx ends.
func (b *breaches) run(ctx context.Context) error {
	for {
		wait := tellAgain
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-b.wake:
			wait = tellAfter
		case <-time.After(wait):
			wait = 0
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		b.tell(ctx)
	}
}

// tell tells what may be told now.
func (b *breaches) tell(ctx context.Context) {
	now := b.host.clock.Now()
	b.mu.Lock()
	var due []breachOf
	for of, t := range b.waiting {
		if t.count > 0 && !now.Before(t.notBefore) {
			due = append(due, of)
		}
	}
	b.mu.Unlock()
	for _, of := range due {
		if err := b.claim(ctx, of, now); err != nil && ctx.Err() == nil {
			b.host.log.Warn("nobody could be told that a quota was exceeded; it is tried again", "tenant", of.tenant, "quota", of.quota, "error", err)
		}
	}
	b.send(ctx)
}

// claim writes into the log that a breach is told now, and the letter that does.
// Where it was told less than an hour ago, by whichever node, it waits.
func (b *breaches) claim(ctx context.Context, of breachOf, now time.Time) error {
	told, err := b.lastTold(ctx, of, now)
	if err != nil {
		return err
	}
	if until := told.Add(tellEvery); now.Before(until) {
		b.postpone(of, until)
		return nil
	}
	tale := b.copy(of)
	letter, err := b.letter(ctx, of, &tale, now)
	if err != nil {
		return err
	}
	_, err = b.host.engine.Record(ctx, engine.Command{ID: toldCommand(of.quota, now), Tenant: of.tenant, Kind: kindTold, At: now,
		Actor: engine.Actor{Kind: engine.System, ID: "quotas"}, Audience: engine.ForStaff, Data: tale.data(of.quota, len(letter.To))})
	if engine.KindOf(err) == engine.Conflict { // another node was first
		b.postpone(of, now.Add(tellEvery))
		return nil
	}
	if err != nil {
		return err
	}
	b.take(of, tale.count, now.Add(tellEvery))
	if len(letter.To) == 0 {
		b.host.log.Warn("a quota was exceeded, and there is no administrator with a mail address to be told", "tenant", of.tenant, "quota", of.quota, "count", tale.count)
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.letters = append(b.letters, letter); len(b.letters) > tellLetters {
		b.letters = slices.Delete(b.letters, 0, 1)
	}
	return nil
}

// kindTold is the event that administrators were told.
const kindTold = "quota.exceeded"

// toldCommand is the same for all that is told within an hour.
func toldCommand(quota string, at time.Time) engine.CommandID {
	return engine.CommandID(fmt.Sprintf("%s/%s/%d", kindTold, quota, at.Unix()/int64(tellEvery/time.Second)))
}

// lastTold is when it was told last in this hour or the one before.
func (b *breaches) lastTold(ctx context.Context, of breachOf, now time.Time) (time.Time, error) {
	for _, at := range []time.Time{now, now.Add(-tellEvery)} {
		loaded, err := b.host.store.Load(ctx, engine.Query{Tenant: of.tenant, Command: toldCommand(of.quota, at)})
		if err != nil {
			return time.Time{}, err
		}
		if loaded.Done != nil {
			return loaded.Done.At, nil
		}
	}
	return time.Time{}, nil
}

func (b *breaches) postpone(of breachOf, until time.Time) { b.take(of, 0, until) }

// copy is what is to be told, as it is now.
func (b *breaches) copy(of breachOf) breachTale {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := *b.waiting[of]
	t.cases = slices.Clone(t.cases)
	return t
}

// take takes away what was told; what has come meanwhile waits.
func (b *breaches) take(of breachOf, count int, until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.waiting[of]
	t.notBefore = until
	if t.count -= count; t.count == 0 {
		t.cases = nil
	} else if count > 0 {
		t.cases, t.first = t.cases[max(len(t.cases)-t.count, 0):], t.last
	}
}

func (t *breachTale) data(quota string, told int) engine.Fields {
	tickets := make([]any, len(t.cases))
	for i, c := range t.cases {
		tickets[i] = c.ticket
	}
	return engine.Fields{"quota": quota, "count": int64(t.count), "first": engine.Micros(t.first), "last": engine.Micros(t.last),
		"tickets": tickets, "told": int64(told)}
}

// letter is what the tenant's administrators get: those in the role of one who have
// an address, else whoever runs the installation, if an address is set.
func (b *breaches) letter(ctx context.Context, of breachOf, t *breachTale, now time.Time) (email.Notice, error) {
	reg, _, err := b.host.rulesOf(ctx, of.tenant, "")
	if err != nil {
		return email.Notice{}, err
	}
	to, err := b.host.mailOfTeam(ctx, of.tenant, auth.RoleAdmin)
	if err != nil {
		return email.Notice{}, err
	}
	if len(to) == 0 && b.host.cfg.Operator != "" {
		to = []mail.Address{{Address: b.host.cfg.Operator}}
	}
	kind := quotaKindOf(of.quota)
	limit := kind.get(b.host.engine.Quota(of.tenant))
	subject, text := breachWords(reg.Lang, reg.Zone(), of, t, limit)
	return email.Notice{Tenant: of.tenant, ID: fmt.Sprintf("quota-%s-%d", of.quota, now.Unix()), To: to, Subject: subject, Text: text,
		Lang: reg.Lang, At: now}, nil
}

// send sends the letters; those that cannot go now wait.
func (b *breaches) send(ctx context.Context) {
	b.mu.Lock()
	letters := b.letters
	b.letters = nil
	b.mu.Unlock()
	var left []email.Notice
	for _, l := range letters {
		err := b.mail.Tell(ctx, l)
		switch {
		case err == nil:
			b.host.log.Info("administrators were told that a quota was exceeded", "tenant", l.Tenant, "letter", l.ID)
		case engine.IsPermanent(err) || errors.Is(err, context.Canceled):
			b.host.log.Error("a letter about an exceeded quota cannot be sent", "tenant", l.Tenant, "letter", l.ID, "error", err)
		default:
			left = append(left, l)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.letters = append(left, b.letters...)
}

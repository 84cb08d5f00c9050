package enginetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"pgregory.net/rapid"
)

// RunStorm drives random commands, repetitions, clock jumps, crashes and
// failures of the store, the regulation and the sender through an engine, then
// lets the weather clear and holds the outcome against the engine's promises.
// It opens a tenant of its own for each run.
func RunStorm(t *testing.T, backend engine.Backend, newTenant func() engine.TenantID) {
	rapid.Check(t, func(rt *rapid.T) {
		s := &storm{t: t, rt: rt, tenant: newTenant(), said: map[engine.CommandID]engine.Command{},
			acked: map[engine.CommandID]engine.Result{}, weather: rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "weather"), 1))}
		s.backend = &Flaky{Backend: backend, Fail: s.fail}
		s.rig = NewRig(t, s.backend, s.tenant)
		s.sender = s.rig.Sender
		s.trouble = rapid.IntRange(0, 30).Draw(rt, "trouble in a hundred steps")
		s.run(rapid.IntRange(5, 60).Draw(rt, "steps"))
		s.clear()
		s.check()
	})
}

var errWeather = errors.New("bad weather")

type storm struct {
	t       *testing.T
	rt      *rapid.T
	rig     *Rig
	backend *Flaky
	sender  *Sender
	tenant  engine.TenantID
	weather *rand.Rand
	trouble int
	order   []engine.CommandID
	said    map[engine.CommandID]engine.Command
	acked   map[engine.CommandID]engine.Result
	tickets []engine.TicketID
}

// fail is the weather: it is drawn from a seed, not from rapid, because it is
// asked from several goroutines.
func (s *storm) fail(string) error {
	if s.trouble > 0 && s.rig != nil && s.roll() {
		return errWeather
	}
	return nil
}

func (s *storm) roll() bool {
	s.rig.Sender.mu.Lock()
	defer s.rig.Sender.mu.Unlock()
	return s.weather.IntN(100) < s.trouble
}

func (s *storm) run(steps int) {
	s.sender.Fail = func(engine.Delivery) error {
		switch {
		case s.trouble == 0 || s.weather.IntN(100) >= s.trouble:
			return nil
		case s.weather.IntN(4) == 0:
			return engine.Permanent(errWeather)
		}
		return errWeather
	}
	s.rig.Script.Broken = func() error {
		switch {
		case s.trouble == 0 || !s.roll():
			return nil
		case s.roll():
			panic("bad weather")
		}
		return errWeather
	}
	for range steps {
		switch rapid.IntRange(0, 9).Draw(s.rt, "step") {
		case 0, 1, 2, 3:
			s.say(s.newCommand())
		case 4:
			if len(s.order) > 0 {
				s.say(s.said[rapid.SampledFrom(s.order).Draw(s.rt, "again")])
			}
		case 5, 6:
			s.rig.Clock.Advance(time.Duration(rapid.IntRange(1, 4000).Draw(s.rt, "seconds")) * time.Second)
		case 7:
			s.rig.FireDue(context.Background())
		case 8:
			s.rig.DeliverDue(context.Background())
		case 9:
			s.restart()
		}
	}
}

// restart puts a new engine over the same store, as after a crash.
func (s *storm) restart() {
	clock, script := s.rig.Clock, s.rig.Script
	e, err := engine.New(engine.Config{Backend: s.backend, Regulations: script, Clock: clock,
		Senders: map[string]engine.Sender{"post": s.sender}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.rig.Engine = e
}

func (s *storm) newCommand() engine.Command {
	rt := s.rt
	cmd := engine.Command{
		ID: engine.CommandID(fmt.Sprintf("c%d", len(s.order))), Tenant: s.tenant, Kind: "message",
		Channel: "test", Actor: engine.Actor{Kind: engine.Customer, ID: "p"}, Data: engine.Fields{},
	}
	if rapid.Bool().Draw(rt, "keyed") {
		for range rapid.IntRange(1, 2).Draw(rt, "keys") {
			cmd.Keys = append(cmd.Keys, engine.Key{Kind: "subject", Keep: true,
				Value: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "key")})
		}
	} else if len(s.tickets) > 0 && rapid.Bool().Draw(rt, "on a ticket") {
		cmd.Ticket = rapid.SampledFrom(s.tickets).Draw(rt, "ticket")
	}
	if rapid.Bool().Draw(rt, "timers") {
		timers := map[string]any{}
		for _, name := range []string{"a", "b"} {
			if rapid.Bool().Draw(rt, name) {
				timers[name] = int64(rapid.IntRange(-1, 3000).Draw(rt, "after"))
			}
		}
		cmd.Data["timers"] = timers
	}
	for range rapid.IntRange(0, 2).Draw(rt, "sends") {
		cmd.Data["send"] = append(cmd.Data.List("send"), "post")
	}
	if rapid.IntRange(0, 5).Draw(rt, "emit") == 0 {
		cmd.Data["emit"] = []any{"child"}
	}
	cmd.Data["refuse"] = rapid.IntRange(0, 9).Draw(rt, "refuse") == 0
	return cmd
}

func (s *storm) say(cmd engine.Command) {
	if _, ok := s.said[cmd.ID]; !ok {
		s.order = append(s.order, cmd.ID)
		s.said[cmd.ID] = cmd
	}
	res, err := s.rig.Do(context.Background(), cmd)
	if err != nil {
		if !errors.Is(err, errWeather) && engine.KindOf(err) != engine.Refused {
			s.rt.Fatalf("%s: %v", cmd.ID, err)
		}
		return
	}
	if first, ok := s.acked[cmd.ID]; ok && first.Event.Seq != res.Event.Seq {
		s.rt.Fatalf("%s was event %d, now %d", cmd.ID, first.Event.Seq, res.Event.Seq)
	}
	s.acked[cmd.ID] = res
	s.tickets = append(s.tickets, res.Ticket.ID)
}

// clear ends all trouble and lets everything that is under way finish.
func (s *storm) clear() {
	s.trouble = 0
	s.restart()
	for quiet, rounds := 0, 0; quiet < 3; rounds++ {
		if rounds > 200 {
			s.rt.Fatalf("it does not come to rest: next wake %s, next delivery %s, now %s",
				s.next(s.rig.Backend.NextWake), s.next(s.rig.Backend.NextDelivery), s.rig.Clock.Now())
		}
		s.rig.Clock.Advance(13 * time.Hour)
		fired, err := s.rig.FireDue(context.Background())
		if err != nil {
			s.rt.Fatalf("fire in clear weather: %v", err)
		}
		delivered, err := s.rig.DeliverDue(context.Background())
		if err != nil {
			s.rt.Fatalf("deliver in clear weather: %v", err)
		}
		if quiet++; fired+delivered > 0 {
			quiet = 0
		}
	}
}

func (s *storm) next(f func(context.Context) (time.Time, error)) string {
	at, err := f(context.Background())
	return fmt.Sprint(at, err)
}

func (s *storm) check() {
	VerifyLog(s.t, s.backend, s.tenant)
	events := allEvents(s.t, s.backend, s.tenant)
	byCommand := map[engine.CommandID]int64{}
	outcomes := map[string]int{}
	caused := map[int64]int{}
	timers := map[string]string{} // timer of a generation -> what became of it
	for i := range events {
		e := &events[i]
		if earlier, twice := byCommand[e.Command]; twice {
			s.rt.Fatalf("command %s is event %d and %d", e.Command, earlier, e.Seq)
		}
		byCommand[e.Command] = e.Seq
		caused[e.Cause]++
		switch e.Kind {
		case engine.KindDelivered, engine.KindUndeliverable:
			outcomes[e.Body.Data.String("delivery")]++
		case engine.KindTimer:
			s.fired(timers, e)
		}
		s.follow(timers, e)
	}
	for id, res := range s.acked {
		if byCommand[id] != res.Event.Seq {
			s.rt.Errorf("%s was acknowledged as event %d, the log has it as %d", id, res.Event.Seq, byCommand[id])
		}
	}
	for timer, fate := range timers {
		if fate == "set" {
			s.rt.Errorf("timer %s never fired", timer)
		}
	}
	sent := map[engine.DeliveryID]bool{}
	for _, d := range s.sender.Sent() {
		sent[d.ID] = true
	}
	for i := range events {
		s.outcome(&events[i], outcomes, caused, sent)
	}
	for i := range events {
		if t := events[i].Ticket; t != "" {
			if got := s.rig.load(s.t, s.tenant, engine.TicketKey(t)).Tickets[0].Ticket; len(got.Parked) > 0 {
				s.rt.Fatalf("ticket %s still has parked events %v", t, got.Parked)
			}
		}
	}
}

func timerName(t engine.TicketID, name string, generation int64) string {
	return fmt.Sprintf("%s/%s/%d", t, name, generation)
}

func (s *storm) fired(timers map[string]string, e *engine.Event) {
	name := timerName(e.Ticket, e.Body.Data.String("timer"), e.Body.Data.Int("generation"))
	if timers[name] != "set" {
		s.rt.Fatalf("timer %s fired in event %d, but it was %q", name, e.Seq, timers[name])
	}
	if e.At.Before(e.Body.Data.Time("due")) {
		s.rt.Fatalf("timer %s was due %v and fired %v", name, e.Body.Data.Time("due"), e.At)
	}
	timers[name] = "fired"
}

// follow keeps book of the timers that an event sets and clears.
func (s *storm) follow(timers map[string]string, e *engine.Event) {
	for _, op := range e.Body.Ops {
		if op.Kind != engine.OpTimer && op.Kind != engine.OpClear || op.Clause == engine.ClauseParked {
			continue
		}
		for generation := int64(1); generation < e.Version; generation++ {
			if name := timerName(e.Ticket, op.Name, generation); timers[name] == "set" {
				timers[name] = "replaced"
			}
		}
		if op.Kind == engine.OpTimer {
			timers[timerName(e.Ticket, op.Name, e.Version)] = "set"
		}
	}
}

// outcome checks that each message and command that an event wants out has
// exactly one end.
func (s *storm) outcome(e *engine.Event, outcomes map[string]int, caused map[int64]int, sent map[engine.DeliveryID]bool) {
	for i, op := range e.Body.Ops {
		id := fmt.Sprintf("%d.%d", e.Seq, i)
		switch op.Kind {
		case engine.OpSend:
			if outcomes[id] != 1 {
				s.rt.Errorf("delivery %s has %d outcomes", id, outcomes[id])
			}
		case engine.OpEmit:
			if caused[e.Seq] == 0 {
				s.rt.Errorf("command %s that event %d emits was lost", op.Name, e.Seq)
			}
		}
	}
	if e.Kind == engine.KindDelivered && !sent[engine.DeliveryID(e.Body.Data.String("delivery"))] {
		s.rt.Errorf("delivery %s is said to be sent and was not", e.Body.Data.String("delivery"))
	}
}

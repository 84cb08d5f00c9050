package clock

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/reglament/reglament/engine"
)

var _ engine.Clock = (*Clock)(nil)

// source is a database whose clock is ahead of this machine's by ahead. Times
// are those of the test's bubble, which stand still while a test computes.
type source struct {
	mu     sync.Mutex
	none   bool // there is no other machine
	ahead  time.Duration
	slow   time.Duration // how long a question takes on its way, and again the answer
	moved  time.Duration
	alive  time.Time
	notes  int
	broken error
}

func (s *source) set(f func(*source)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s)
}

func (s *source) Now(context.Context) (time.Time, bool, error) {
	s.mu.Lock()
	slow, ahead, ok, err := s.slow, s.ahead, !s.none, s.broken
	s.mu.Unlock()
	time.Sleep(slow)
	at := time.Now().Round(0).Add(ahead)
	time.Sleep(slow)
	return at, ok, err
}

func (s *source) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes
}

func (s *source) Clock(context.Context) (time.Duration, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.moved, s.alive, s.broken
}

func (s *source) Alive(_ context.Context, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.alive, s.notes = at, s.notes+1
	return s.broken
}

func newTestClock(t *testing.T, s *source) *Clock {
	t.Helper()
	c, err := New(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// run keeps the clock compared until the test ends.
func run(t *testing.T, c *Clock) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v, want the context's end", err)
		}
	})
}

func same(t *testing.T, what string, got, want time.Time) {
	t.Helper()
	if !got.Equal(want) {
		t.Errorf("%s is %s, want %s", what, got.Format(time.RFC3339Nano), want.UTC().Format(time.RFC3339Nano))
	}
}

func TestClockGoesByTheDatabase(t *testing.T) {
	for name, ahead := range map[string]time.Duration{"ahead": 1500 * time.Millisecond, "behind": -1500 * time.Millisecond, "agreeing": 0} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &source{ahead: ahead, slow: 300 * time.Millisecond}
				c := newTestClock(t, s)
				same(t, "the time", c.Now(), time.Now().Add(ahead))
				time.Sleep(time.Hour)
				same(t, "the time an hour later", c.Now(), time.Now().Add(ahead))
				if got := c.Ready(); !strings.Contains(got, "has not answered for 1h0m0s") {
					t.Errorf("after an hour without a comparison: ready says %q", got)
				}
				if loc := c.Now().Location(); loc != time.UTC {
					t.Errorf("the time is in %s, want UTC", loc)
				}
			})
		})
	}
}

func TestClockFollowsADriftingDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{}
		c := newTestClock(t, s)
		run(t, c)
		s.set(func(s *source) { s.ahead = time.Second })
		same(t, "before the next comparison the time", c.Now(), time.Now())
		time.Sleep(interval + time.Millisecond)
		synctest.Wait()
		same(t, "after it the time", c.Now(), time.Now().Add(time.Second))
	})
}

func TestMachineThatIsFarOffIsNotReady(t *testing.T) {
	cases := map[time.Duration]string{0: "", tolerance: "", -tolerance: "",
		tolerance + time.Millisecond:  "this machine's clock is 2.001s off the database's",
		-tolerance - time.Millisecond: "this machine's clock is -2.001s off the database's"}
	for ahead, want := range cases {
		t.Run(ahead.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newTestClock(t, &source{ahead: ahead, slow: 5 * time.Second})
				if got := c.Ready(); got != want {
					t.Errorf("ready says %q, want %q", got, want)
				}
			})
		})
	}
}

func TestSilentDatabaseIsNoticedAndForgiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{}
		c := newTestClock(t, s)
		run(t, c)
		s.set(func(s *source) { s.broken = errors.New("the database is gone") })
		time.Sleep(3 * interval)
		synctest.Wait()
		if got := c.Ready(); got != "" {
			t.Errorf("after %s without an answer: %q, want nothing yet", 3*interval, got)
		}
		time.Sleep(interval)
		synctest.Wait()
		if got := c.Ready(); !strings.Contains(got, "has not answered for 40s") {
			t.Errorf("after 40s without an answer: %q", got)
		}
		same(t, "the time meanwhile", c.Now(), time.Now())
		s.set(func(s *source) { s.broken = nil })
		time.Sleep(interval)
		synctest.Wait()
		if got := c.Ready(); got != "" {
			t.Errorf("after an answer: %q, want ready", got)
		}
	})
}

func TestDevelopmentOffsetMovesAllButLeases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{moved: time.Hour}
		told := 0
		c, err := New(t.Context(), s, func() { told++ })
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the time", c.Now(), time.Now().Add(time.Hour))
		same(t, "the leases' time", c.Lease(), time.Now())
		s.set(func(s *source) { s.moved = 25 * time.Hour })
		before := told
		for range 3 {
			if err := c.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if told != before+1 {
			t.Errorf("told %d times that the offset was moved, want once", told-before)
		}
		same(t, "the moved time", c.Now(), time.Now().Add(25*time.Hour))
		same(t, "the leases' time", c.Lease(), time.Now())
		if got := c.Ready(); got != "" {
			t.Errorf("moved by hand: %q, want ready", got)
		}
	})
}

func TestOutageIsSinceAnyNodeWasAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &source{ahead: time.Second, moved: 100 * time.Hour}
		c := newTestClock(t, s)
		if got := c.Outage(); got != 0 {
			t.Errorf("at the very first start the outage is %s, want none", got)
		}
		same(t, "the note that a node is alive", s.alive, time.Now().Add(time.Second))
		time.Sleep(3 * time.Hour)
		c = newTestClock(t, s)
		if got := c.Outage(); got != 3*time.Hour {
			t.Errorf("after 3h without a node the outage is %s", got)
		}
		run(t, c)
		notes := s.count()
		time.Sleep(6*interval + time.Millisecond)
		synctest.Wait()
		if got := s.count() - notes; got != 6 {
			t.Errorf("%d notes of being alive in a minute, want 6", got)
		}
		if got := newTestClock(t, s).Outage(); got > interval {
			t.Errorf("beside a node that is alive the outage is %s", got)
		}
		if got := c.Running(); got != 6*interval+time.Millisecond {
			t.Errorf("running for %s, want a minute", got)
		}
	})
}

func TestClockThatCannotBeComparedDoesNotStart(t *testing.T) {
	t.Parallel()
	gone := errors.New("the database is gone")
	if c, err := New(t.Context(), &source{broken: gone}, nil); !errors.Is(err, gone) {
		t.Errorf("got %v, %v, want the source's error", c, err)
	}
}

// machine is a computer whose clock can be set while time goes on.
type machine struct {
	start time.Time
	set   time.Duration
}

func (m *machine) wall() time.Time        { return time.Now().Round(0).Add(m.set) }
func (m *machine) elapsed() time.Duration { return time.Since(m.start) }

// TestClockThatIsSetDoesNotShiftTime sets the machine's clock an hour ahead, as
// NTP does some time after the start or the end of a sleep does.
func TestClockThatIsSetDoesNotShiftTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &machine{start: time.Now()}
		s := &source{}
		c, err := newClock(t.Context(), s, nil, m.wall, m.elapsed)
		if err != nil {
			t.Fatal(err)
		}
		m.set = time.Hour
		time.Sleep(time.Minute)
		same(t, "the time before a comparison", c.Now(), time.Now())
		if err := c.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "the time after it", c.Now(), time.Now())
		if got := c.Ready(); !strings.Contains(got, "-1h0m0s off") {
			t.Errorf("ready says %q, want that the machine is an hour off", got)
		}
	})
}

func TestWithoutADatabaseServerTheMachineIsRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &machine{start: time.Now()}
		c, err := newClock(t.Context(), &source{none: true, ahead: 99 * time.Hour}, nil, m.wall, m.elapsed)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "the time", c.Now(), m.wall())
		m.set = 8 * time.Hour // it has slept, or its clock was wrong at the start
		if err := c.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "the time after its clock was set", c.Now(), m.wall())
		if got := c.Ready(); got != "" {
			t.Errorf("ready says %q, want nothing: there is nobody to disagree with", got)
		}
	})
}

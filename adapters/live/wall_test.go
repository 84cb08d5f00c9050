package live

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
)

var wishWall = map[string]any{"chan": "wall"}

// shows waits until the wall shows what is wanted of its frame.
func (c *client) shows(want string, of func(f *frame) string) {
	c.t.Helper()
	last := "nothing"
	for deadline := time.Now().Add(patience); ; {
		f, err := c.receive()
		if err != nil || time.Now().After(deadline) {
			c.t.Fatalf("the wall shows %s, want %s (%v)", last, want, err)
		}
		if f.Type == "wall" {
			if last = of(&f); last == want {
				return
			}
		}
	}
}

func numbers(f *frame) string {
	return fmt.Sprintf("open %d, overdue %d, soon %d, kept %d, missed %d", f.Open, f.Overdue, f.Soon, f.Today.Kept, f.Today.Missed)
}

func groups(f *frame) string {
	var all []string
	for _, g := range f.Groups {
		all = append(all, fmt.Sprintf("%s %d/%d", g.Label, g.Open, g.Overdue))
	}
	return strings.Join(all, ", ")
}

// wallRig is a rig whose walls are quick, and whose clock can be moved.
func wallRig(t *testing.T, change ...func(*Config)) (r *rig, move func(time.Duration)) {
	var mu sync.Mutex
	now := enginetest.Start
	quick := func(c *Config) {
		c.Limits.Wall, c.Limits.Glance = 30*time.Millisecond, time.Millisecond
		c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	}
	return newRig(t, append([]func(*Config){quick}, change...)...).serve(), func(by time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(by)
	}
}

// promised is what an act leaves of a deadline that began at the start.
func promised(state string, members ...any) engine.Fields {
	f := map[string]any{"state": state, "since": engine.Micros(enginetest.Start)}
	for i := 0; i < len(members); i += 2 {
		f[members[i].(string)] = engine.Micros(members[i+1].(time.Time))
	}
	return engine.Fields{"set": map[string]any{"promise.react": f}}
}

func TestWallCountsAndFollows(t *testing.T) {
	t.Parallel()
	r, move := wallRig(t)
	due := enginetest.Start.Add(time.Hour)
	first := r.open(acme, "new", "Принтер")
	r.do(acme, first, engine.Fields{"due": engine.Micros(due)})
	r.open(acme, "closed", "Давно решено")
	r.open(other, "new", "Чужая")
	w := r.hello(acme, "wall", wishWall)
	w.shows("open 1, overdue 0, soon 0, kept 0, missed 0", numbers)
	second := r.open(acme, "work", "Мышь")
	w.shows("open 2, overdue 0, soon 0, kept 0, missed 0", numbers)
	move(30 * time.Minute)
	w.shows("open 2, overdue 0, soon 1, kept 0, missed 0", numbers)
	move(30 * time.Minute)
	w.shows("open 2, overdue 1, soon 0, kept 0, missed 0", numbers)
	w.shows("Новая 1/1, В работе 1/0, Исполнена 0/0", groups)
	r.move(acme, second, "fulfilled")
	w.shows("Новая 1/1, В работе 0/0, Исполнена 1/0", groups)
	r.move(acme, first, "closed")
	w.shows("open 1, overdue 0, soon 0, kept 0, missed 0", numbers)
	r.do(acme, second, engine.Fields{"audience": "role:lead"})
	w.shows("open 0, overdue 0, soon 0, kept 0, missed 0", numbers)
	kk := r.dial(acme)
	kk.say(map[string]any{"type": "hello", "token": "wall", "lang": "kk", "subscribe": []any{wishWall}})
	kk.shows("Жаңа 0/0, Орындалуда 0/0, Орындалды 0/0", groups)
}

func TestWallCountsTheDeadlinesOfTheDay(t *testing.T) {
	t.Parallel()
	r, move := wallRig(t)
	start := enginetest.Start
	kept, missed, late := r.open(acme, "new", "a"), r.open(acme, "new", "b"), r.open(acme, "new", "c")
	r.do(acme, kept, promised(rules.Met, "met", start.Add(time.Minute)))
	r.move(acme, kept, "closed") // it is in no list of open tickets
	r.do(acme, missed, promised(rules.Breached, "breached", start))
	// Missed on the day before, and kept today when it was too late.
	r.do(acme, late, promised(rules.Breached, "breached", start.Add(-24*time.Hour), "met", start))
	w := r.hello(acme, "wall", wishWall)
	w.shows("open 2, overdue 0, soon 0, kept 1, missed 1", numbers)
	r.do(acme, missed, promised(rules.Breached, "breached", start, "met", start)) // the same deadline
	again := r.open(acme, "new", "d")
	r.do(acme, again, promised(rules.Met, "met", start))
	w.shows("open 3, overdue 0, soon 0, kept 2, missed 1", numbers)
	r.do(acme, again, promised(rules.Running)) // the answer was taken back
	w.shows("open 3, overdue 0, soon 0, kept 1, missed 1", numbers)
	move(24 * time.Hour)
	w.shows("open 3, overdue 0, soon 0, kept 0, missed 0", numbers)
}

func TestWallTellsWhoIsOnShiftByFirstNames(t *testing.T) {
	t.Parallel()
	r, _ := wallRig(t, func(c *Config) {
		c.People = func(context.Context, engine.TenantID) (people, companies []Named, err error) {
			return []Named{{"aigul", "Айгүл Сәрсенова"}}, nil, nil
		}
	})
	id := r.open(acme, "work", "Принтер")
	r.do(acme, id, engine.Fields{"facet": map[string]any{"assignee": "aigul"}})
	who := func(f *frame) string { return fmt.Sprintf("%v and %d", f.People, f.Unnamed) }
	w := r.hello(acme, "wall", wishWall)
	w.shows("[] and 0", who)
	a := r.hello(acme, "operator", wishBoard())
	b := r.hello(acme, "operator", wishBoard()) // her second window
	w.shows("[{Айгүл 1}] and 0", who)
	c := r.hello(acme, "lead", wishBoard())
	w.shows("[{Айгүл 1}] and 1", who)
	_ = a.ws.Close()
	_ = c.ws.Close()
	w.shows("[{Айгүл 1}] and 0", who)
	_ = b.ws.Close()
	w.shows("[] and 0", who)
}

func TestWallIsToldNothingOfPeopleWhoAsk(t *testing.T) {
	t.Parallel()
	r, _ := wallRig(t)
	r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "set": map[string]any{"subject": "Секретная тема", "name": "Асем", "email": "asem@mail.example"},
		"due": engine.Micros(enginetest.Start)})
	w := r.hello(acme, "wall", wishWall)
	f := w.await("wall", "wall")
	if len(f.Nearest) != 1 || f.Nearest[0].Number == "" {
		t.Errorf("the nearest deadlines are %v, want the ticket's", f.Nearest)
	}
	for _, secret := range []string{"Секретная", "Асем", "asem"} {
		if strings.Contains(string(f.raw), secret) {
			t.Errorf("the wall is told %s", f.raw)
		}
	}
}

func TestWallTokenOpensTheWallAlone(t *testing.T) {
	t.Parallel()
	r, _ := wallRig(t)
	id := r.open(acme, "new", "Принтер")
	w := r.hello(acme, "wall", wishBoard(), wishTicket(id), wishWall)
	for _, name := range []string{"board", "ticket:" + string(id)} {
		if f := w.await("error", name); f.Code != "role_forbidden" {
			t.Errorf("%s answers %s, want role_forbidden", name, f.raw)
		}
	}
	w.await("wall", "wall")
	w.say(attend(id, "look"))
	if f := w.await("error", "ticket:"+string(id)); f.Code != "not_found" {
		t.Errorf("to attend answers %s, want not_found", f.raw)
	}
	for _, token := range []string{"operator", "lead", "customer", "partner"} {
		if f := r.hello(acme, token, wishWall).await("error", "wall"); f.Code != "role_forbidden" {
			t.Errorf("to %s the wall answers %s, want role_forbidden", token, f.raw)
		}
	}
}

func TestRevokedWallIsClosedSoon(t *testing.T) {
	t.Parallel()
	r, _ := wallRig(t)
	w := r.hello(acme, "wall@acme", wishWall)
	w.await("wall", "wall")
	revoked.Store("wall@acme", true)
	t.Cleanup(func() { revoked.Delete("wall@acme") })
	if got := w.closed(); got.Code != CloseToken {
		t.Errorf("the socket ends with %v, want %d", got, CloseToken)
	}
}

func TestWallCountsOnlyWhileThereIsAScreen(t *testing.T) {
	t.Parallel()
	r, _ := wallRig(t)
	r.open(acme, "new", "a")
	keep := r.hello(acme, "operator", wishBoard())
	keep.board(anything)
	w := r.hello(acme, "wall", wishWall)
	w.shows("open 1, overdue 0, soon 0, kept 0, missed 0", numbers)
	w.say(map[string]any{"type": "unsubscribe", "unsubscribe": []string{"wall"}})
	r.open(acme, "new", "b")
	keep.board(func(x *fold) bool { return len(x.cards) == 2 })
	r.hub.mu.Lock()
	room := r.hub.rooms[acme]
	r.hub.mu.Unlock()
	for deadline := time.Now().Add(patience); ; {
		idle := make(chan bool)
		room.post(func(context.Context) { idle <- room.wall.tally == nil })
		if <-idle {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("without a screen there is still a tally")
		}
	}
	w.say(map[string]any{"type": "subscribe", "subscribe": []any{wishWall}})
	w.shows("open 2, overdue 0, soon 0, kept 0, missed 0", numbers)
}

func TestNearestDeadlinesLeaveRoomForThoseThatCanBeKept(t *testing.T) {
	t.Parallel()
	now := enginetest.Start
	for _, c := range []struct{ late, ahead, wantLate, wantAhead int }{
		{0, 0, 0, 0}, {2, 3, 2, 3}, {20, 20, 3, 5}, {20, 2, 6, 2}, {20, 0, 8, 0}, {0, 20, 0, 8},
	} {
		tally := newTally(engine.Actor{Kind: engine.Staff})
		put := func(minutes int) {
			id := engine.TicketID(fmt.Sprint(minutes))
			tally.open[id] = counted{number: fmt.Sprintf("N%d", minutes), due: now.Add(time.Duration(minutes) * time.Minute)}
		}
		for i := range c.late {
			put(-i)
		}
		for i := range c.ahead {
			put(i + 1)
		}
		got := tally.totals(now, time.UTC).Nearest
		var want []string
		for i := c.wantLate - 1; i >= 0; i-- {
			want = append(want, fmt.Sprintf("N%d", -i))
		}
		for i := range c.wantAhead {
			want = append(want, fmt.Sprintf("N%d", i+1))
		}
		var names []string
		for _, n := range got {
			names = append(names, n.Number)
		}
		if !slices.Equal(names, want) {
			t.Errorf("of %d late and %d ahead %v are near, want %v", c.late, c.ahead, names, want)
		}
	}
}

func TestWallKnowsWhoIsOnShiftAtOtherNodes(t *testing.T) {
	t.Parallel()
	notices := &noticeboard{nodes: map[string][]byte{}}
	quick := func(c *Config) {
		c.Presence, c.Limits.Share = notices, 10*time.Millisecond
		c.People = func(context.Context, engine.TenantID) (people, companies []Named, err error) {
			return []Named{{"aigul", "Айгүл Сәрсенова"}}, nil, nil
		}
	}
	one, _ := wallRig(t, quick)
	two, _ := wallRig(t, quick, func(c *Config) { c.Log, c.Reader = one.store, one.store })
	who := func(f *frame) string { return fmt.Sprintf("%v and %d", f.People, f.Unnamed) }
	w := two.hello(acme, "wall", wishWall)
	w.shows("[] and 0", who)
	board := two.hello(acme, "lead", wishBoard())
	a := one.hello(acme, "operator", wishBoard())
	w.shows("[{Айгүл 0}] and 1", who)
	id := one.open(acme, "new", "Принтер")
	board.board(func(x *fold) bool { return len(x.cards) == 1 })
	// Who is merely there is with no ticket.
	board.say(map[string]any{"type": "subscribe", "subscribe": []any{wishTicket(id)}})
	board.say(attend(id, "look"))
	if f := board.await("presence", "board"); len(f.Tickets) != 1 {
		t.Errorf("there are people with %d tickets: %s", len(f.Tickets), f.raw)
	}
	_ = a.ws.Close()
	w.shows("[] and 1", who)
}

func TestOpenTicketsAreCountedByQueue(t *testing.T) {
	t.Parallel()
	queues := `"queues": [{"id": "first", "clause": "SCRIPT-1", "label": {"ru": "Первая", "kk": "Бірінші", "en": "First"}}, {"id": "second", "clause": "SCRIPT-1", "label": {"ru": "Вторая", "kk": "Екінші", "en": "Second"}}],`
	reg := compile(t, strings.Replace(catalogue, `"promises"`, queues+` "promises"`, 1))
	now := enginetest.Start
	tally := newTally(engine.Actor{Kind: engine.Staff})
	for i, queue := range []string{"second", "second", "", "gone"} {
		tally.open[engine.TicketID(fmt.Sprint(i))] = counted{queue: queue, due: now.Add(time.Duration(i) * time.Minute)}
	}
	f := frame{Groups: tally.groups(reg, rules.Kazakh, now)}
	slices.SortStableFunc(f.Groups[2:], func(a, b group) int { return strings.Compare(a.ID, b.ID) }) // those that the regulation lacks
	if got, want := groups(&f), "Бірінші 0/0, Екінші 2/1,  1/0, gone 1/0"; got != want || groupedBy(reg) != "queue" {
		t.Errorf("by %s there are %q, want %q", groupedBy(reg), got, want)
	}
	for i := range 20 {
		for j := range i {
			tally.open[engine.TicketID(fmt.Sprint("more", i, "/", j))] = counted{queue: fmt.Sprintf("q%02d", i)}
		}
	}
	if got := tally.groups(reg, rules.Kazakh, now); len(got) != maxGroups || slices.ContainsFunc(got, func(g group) bool { return g.Open < 12 }) {
		t.Errorf("of many queues %v are shown, want the fullest %d", got, maxGroups)
	}
}

package live

import (
	"context"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// wallChannel is what a screen on the wall looks at. It has no numbers: each of
// its frames is the whole, and takes the place of the one before.
const wallChannel channel = "wall"

// roleWall is the role of screens on the wall. They have this channel and nothing
// else, and nobody else has it.
const roleWall = "wall"

// wallFrame is what a screen on the wall shows: numbers, and first names.
type wallFrame struct {
	Type       string    `json:"type"`
	Chan       channel   `json:"chan"`
	ServerTime time.Time `json:"server_time"`
	Zone       string    `json:"zone,omitempty"`
	Company    string    `json:"company,omitempty"`
	totals
	// GroupedBy is queue, or status in a regulation without queues.
	GroupedBy string   `json:"grouped_by"`
	Groups    []group  `json:"groups"`
	People    []onDuty `json:"people"`
	// Unnamed counts those on shift whose names the directory doesn't have.
	Unnamed int `json:"unnamed"`
}

// A group is the open tickets of one queue, or in one status.
type group struct {
	ID      string `json:"id"`
	Label   string `json:"label"`
	Open    int    `json:"open"`
	Overdue int    `json:"overdue"`
}

// onDuty is an employee who is connected, and how many open tickets are theirs.
type onDuty struct {
	Name string `json:"name"`
	Open int    `json:"open"`
}

// A wall serves the screens of a tenant. It belongs to the room, and counts only
// while there is a screen.
type wall struct {
	screens map[*subscription]string // their languages
	tally   *tally                   // nil until it was read
	reading bool
	// late are news that came while it was being read.
	late []*news
	told time.Time
	// stale is set when something was counted that the screens don't know.
	stale bool
	names map[string]string // first names by the ids of employees
	named time.Time
}

// hang brings a screen to the wall.
func (r *room) hang(sub *subscription, lang string) {
	r.post(func(ctx context.Context) {
		if r.wall.screens == nil {
			r.wall.screens = map[*subscription]string{}
		}
		r.wall.screens[sub] = lang
		r.wall.stale = true
		r.count(ctx)
	})
}

// takeDown takes a screen away. With the last one the counting ends.
func (r *room) takeDown(sub *subscription) {
	r.post(func(context.Context) {
		if delete(r.wall.screens, sub); len(r.wall.screens) == 0 {
			r.wall.tally = nil
		}
	})
}

// count begins to read what is counted, unless that is done.
func (r *room) count(ctx context.Context) {
	w := &r.wall
	if w.tally != nil || w.reading {
		return
	}
	w.reading, w.late = true, nil
	reading := r.reckoning()
	r.hub.running.Go(func() {
		select {
		case r.hub.loads <- struct{}{}:
			defer func() { <-r.hub.loads }()
		case <-ctx.Done():
			return
		}
		ctx, cancel := context.WithTimeout(ctx, r.hub.cfg.Limits.Read)
		defer cancel()
		read, err := reading.do(ctx)
		r.post(func(ctx context.Context) { r.counted(ctx, read, err) })
	})
}

// counted takes over what was read, and what happened meanwhile.
func (r *room) counted(ctx context.Context, read *tally, err error) {
	w := &r.wall
	w.reading = false
	if err != nil {
		r.hub.cfg.Logger.Error("live cannot count for the wall", "tenant", r.tenant, "error", err)
		for sub := range w.screens {
			problem := engine.Problem{Code: "try_later"}
			sub.sock.close(farewell{code: CloseLater, reason: problem.Code, before: sub.sock.complaint(wallChannel, problem)})
		}
		return
	}
	if len(w.screens) == 0 {
		return // the last screen went meanwhile
	}
	late := w.late
	w.tally, w.late, w.stale = read, nil, true
	p := newPress(&r.hub.store, r.tenant)
	for _, n := range late {
		w.learn(ctx, n, p)
	}
	r.show(ctx, time.Now())
}

// learn counts the news.
func (w *wall) learn(ctx context.Context, n *news, p *press) {
	switch {
	case w.reading:
		w.late = append(w.late, n)
	case w.tally != nil:
		w.tally.learn(ctx, n, p)
		w.stale = true
	}
}

// show tells the screens how things stand: when something has changed, but not
// more often than once in Limits.Glance, and at any rate every Limits.Wall, because
// deadlines pass without anything happening. It is called when the log was read, so
// that what a screen shows is never older than it says.
func (r *room) show(ctx context.Context, now time.Time) {
	w, limits := &r.wall, &r.hub.cfg.Limits
	since := now.Sub(w.told)
	if len(w.screens) == 0 || w.tally == nil || since < limits.Wall && (!w.stale || since < limits.Glance) {
		return
	}
	w.told, w.stale = now, false
	r.learnNames(ctx, now)
	frames := map[string]*payload{}
	for sub, lang := range w.screens {
		if frames[lang] == nil {
			frames[lang] = newPayload(encode(r.wallFrame(lang)))
		}
		sub.sock.present(sub, frames[lang])
	}
}

func (r *room) wallFrame(lang string) wallFrame {
	now, active := r.now(), r.cols.active
	f := wallFrame{Type: "wall", Chan: wallChannel, ServerTime: now, Zone: zone(active), totals: r.wall.tally.totals(now, zoneOf(active)),
		GroupedBy: groupedBy(active), Groups: r.wall.tally.groups(active, lang, now), People: []onDuty{}}
	if active != nil {
		f.Company = active.Document.Company.In(lang, active.Lang)
	}
	open := r.wall.tally.byAssignee()
	for _, id := range r.crowd.staff() {
		if name := r.wall.names[id]; name != "" {
			f.People = append(f.People, onDuty{name, open[id]})
		} else {
			f.Unnamed++
		}
	}
	return f
}

// namesFor is how long the names of employees are taken without asking again.
const namesFor = time.Minute

// learnNames reads the first names of employees.
func (r *room) learnNames(ctx context.Context, now time.Time) {
	w := &r.wall
	if r.hub.cfg.People == nil || now.Sub(w.named) < namesFor {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, r.hub.cfg.Limits.Read)
	defer cancel()
	people, _, err := r.hub.cfg.People(ctx, r.tenant)
	if err != nil {
		r.hub.cfg.Logger.Warn("the directory could not be read for the wall", "tenant", r.tenant, "error", err)
		return
	}
	w.named, w.names = now, map[string]string{}
	for _, p := range people {
		w.names[p.ID] = firstName(p.Label)
	}
}

// firstName is the part of a name that a wall may show: the directory has names
// with the first name in front.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

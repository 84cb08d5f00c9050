package live

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A tally holds of each open ticket what a wallboard counts, and how the deadlines
// that were decided today came out. It is read once and then follows the log, so
// that no number is ever counted in the database.
type tally struct {
	actor engine.Actor
	open  map[engine.TicketID]counted
	// decided are deadlines that were kept or missed, by what makes each of them
	// one: a promise of a ticket that is made anew begins at another instant.
	decided map[verdictKey]verdict
	more    bool // there are open tickets that were not read
}

// counted is an open ticket.
type counted struct {
	number, queue, status, assignee string
	due                             time.Time // zero if nothing is owed
}

type verdictKey struct {
	ticket engine.TicketID
	name   string // of the promise's field
	since  int64
}

// A verdict is how a deadline came out, and when that was certain: when it was
// kept, or when its time was over.
type verdict struct {
	kept bool
	at   time.Time
}

// A ruling is what an event says of a deadline. It is void where the deadline is
// open again, as when an answer was taken back.
type ruling struct {
	verdictKey
	verdict
	void bool
}

// totals are the numbers of a wallboard.
type totals struct {
	Open    int  `json:"open"`
	More    bool `json:"more,omitempty"`
	Overdue int  `json:"overdue"`
	Soon    int  `json:"soon"`
	Today   day  `json:"today"`
	// Nearest are the deadlines around now, in order.
	Nearest []near `json:"nearest"`
}

// day is how the deadlines of a day came out so far.
type day struct {
	Kept   int `json:"kept"`
	Missed int `json:"missed"`
}

// near is a deadline of a ticket, without anything that says whose it is.
type near struct {
	Number string    `json:"number"`
	Due    time.Time `json:"due"`
}

const (
	// soonest is how long before its end a deadline is close.
	soonest = 30 * time.Minute
	// maxNear is how many deadlines are named. Of those that have passed there are
	// maxLate at most, the latest, unless few are ahead: what can still be kept must
	// be seen.
	maxNear, maxLate = 8, 3
	// maxGroups is how many queues are shown, the fullest.
	maxGroups = 8
)

func newTally(actor engine.Actor) *tally {
	return &tally{actor: actor, open: map[engine.TicketID]counted{}, decided: map[verdictKey]verdict{}}
}

// rulings are what an event says of deadlines.
func rulings(e *engine.Event) (out []ruling) {
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		state, ok := op.Value.(map[string]any)
		if !ok || op.Kind != engine.OpSet || !strings.HasPrefix(op.Name, "promise.") {
			continue
		}
		f := engine.Fields(state)
		r := ruling{verdictKey: verdictKey{e.Ticket, op.Name, f.Int("since")}}
		switch f.String("state") {
		case rules.Met:
			r.verdict = verdict{true, f.Time("met")}
		case rules.Breached:
			r.verdict = verdict{false, f.Time("breached")}
		default:
			r.void = true
		}
		out = append(out, r)
	}
	return out
}

// learn takes the tally on by news.
func (t *tally) learn(ctx context.Context, n *news, p *press) {
	for _, id := range n.changed {
		if ticket := n.tickets[id]; ticket != nil {
			t.put(ticket, p.rules(ctx, ticket.Edition))
		} else {
			delete(t.open, id)
		}
	}
	for _, r := range n.rulings {
		if ticket := n.tickets[r.ticket]; ticket != nil && sees(t.actor, ticket) {
			t.rule(r)
		}
	}
}

// put counts a ticket as it is now. reg is its own edition and may be nil.
func (t *tally) put(ticket *engine.Ticket, reg *rules.Regulation) {
	if !sees(t.actor, ticket) || final(ticket, reg) {
		delete(t.open, ticket.ID)
		return
	}
	t.open[ticket.ID] = counted{number: ticket.Number, queue: ticket.Facets["queue"], status: ticket.Facets["status"],
		assignee: ticket.Facets["assignee"], due: ticket.NextDue}
}

func (t *tally) rule(r ruling) {
	if r.void {
		delete(t.decided, r.verdictKey)
		return
	}
	t.decided[r.verdictKey] = r.verdict
}

func (c *counted) overdue(now time.Time) bool { return !c.due.IsZero() && !now.Before(c.due) }

// totals are the numbers at an instant. What was decided before that day, in the
// company's zone, is forgotten.
func (t *tally) totals(now time.Time, zone *time.Location) totals {
	out := totals{Open: len(t.open), More: t.more, Nearest: []near{}}
	var late, ahead []near
	for _, c := range t.open {
		switch {
		case c.due.IsZero():
		case c.overdue(now):
			out.Overdue++
			late = append(late, near{c.number, c.due})
		default:
			if c.due.Sub(now) <= soonest {
				out.Soon++
			}
			ahead = append(ahead, near{c.number, c.due})
		}
	}
	slices.SortFunc(late, near.compare)
	slices.SortFunc(ahead, near.compare)
	shown := min(len(late), max(maxLate, maxNear-len(ahead)), maxNear)
	out.Nearest = append(append(out.Nearest, late[len(late)-shown:]...), ahead[:min(len(ahead), maxNear-shown)]...)
	morning := startOfDay(now, zone)
	for key, v := range t.decided {
		switch {
		case v.at.Before(morning):
			delete(t.decided, key)
		case v.kept:
			out.Today.Kept++
		default:
			out.Today.Missed++
		}
	}
	return out
}

func (n near) compare(other near) int {
	return cmp.Or(n.Due.Compare(other.Due), cmp.Compare(n.Number, other.Number))
}

func startOfDay(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// groupedBy is what open tickets are counted by.
func groupedBy(reg *rules.Regulation) string {
	if reg != nil && len(reg.Queues) > 0 {
		return "queue"
	}
	return "status"
}

// groups count the open tickets by queue or status, in the order of the regulation.
func (t *tally) groups(reg *rules.Regulation, lang string, now time.Time) []group {
	byQueue := groupedBy(reg) == "queue"
	of := map[string]*group{}
	var all []*group
	add := func(id, label string) {
		of[id] = &group{ID: id, Label: label}
		all = append(all, of[id])
	}
	switch {
	case byQueue:
		for i := range reg.Queues {
			add(reg.Queues[i].ID, reg.Queues[i].Label.In(lang, reg.Lang))
		}
	case reg != nil:
		for i := range reg.Statuses {
			if s := &reg.Statuses[i]; !s.Final {
				add(s.ID, s.Label.In(lang, reg.Lang))
			}
		}
	}
	for _, c := range t.open {
		id := c.status
		if byQueue {
			id = c.queue
		}
		if of[id] == nil {
			add(id, id)
		}
		of[id].Open++
		if c.overdue(now) {
			of[id].Overdue++
		}
	}
	return fullest(all)
}

// fullest keeps the groups with the most tickets, in their order.
func fullest(all []*group) []group {
	if len(all) > maxGroups {
		byOpen := slices.Clone(all)
		slices.SortStableFunc(byOpen, func(a, b *group) int { return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(a.ID, b.ID)) })
		shown := byOpen[:maxGroups]
		all = slices.DeleteFunc(all, func(g *group) bool { return !slices.Contains(shown, g) })
	}
	out := make([]group, len(all))
	for i, g := range all {
		out[i] = *g
	}
	return out
}

func (t *tally) byAssignee() map[string]int {
	out := map[string]int{}
	for _, c := range t.open {
		if c.assignee != "" {
			out[c.assignee]++
		}
	}
	return out
}

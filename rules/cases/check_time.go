package cases

import (
	"maps"
	"slices"
	"time"

	"github.com/reglament/reglament/rules"
)

func (c *checks) deadlines() {
	if c.expect.Deadlines == nil {
		return
	}
	all, err := c.world.reg.Deadlines(&c.ticket)
	if err != nil {
		c.failf("%v", err)
		return
	}
	for _, id := range slices.Sorted(maps.Keys(c.expect.Deadlines)) {
		want := c.expect.Deadlines[id]
		i := slices.IndexFunc(all, func(d rules.Deadline) bool { return d.ID == id })
		if i < 0 {
			if want.State != "absent" {
				c.failf("deadline %s never began", id)
			}
			continue
		}
		c.deadline(&all[i], want)
	}
}

func (c *checks) deadline(got *rules.Deadline, want Deadline) {
	if want.State != "" && got.State != want.State {
		c.failf("deadline %s is %s, want %s", got.ID, got.State, want.State)
	}
	if want.Due != "" {
		due, err := c.world.instant(want.Due)
		if err != nil {
			c.failf("deadline %s: %v", got.ID, err)
		} else if got.Due.IsZero() {
			c.failf("deadline %s is %s and not due any more, want it due %s", got.ID, got.State, want.Due)
		} else if !got.Due.Equal(due) {
			c.failf("deadline %s is due %s, want %s", got.ID, c.local(got.Due), want.Due)
		}
	}
	if want.Reminders != nil && got.Reminders != *want.Reminders {
		c.failf("silence %s has sent %d reminders, want %d", got.ID, got.Reminders, *want.Reminders)
	}
	if got.Proof != nil && !got.Proof.Due.Equal(got.Due) {
		c.failf("deadline %s is due %s, its proof says %s", got.ID, c.local(got.Due), c.local(got.Proof.Due))
	}
	if want.Clause != "" && string(got.Clause) != want.Clause {
		c.failf("deadline %s is of clause %s, want %s", got.ID, got.Clause, want.Clause)
	}
	if c.play.report.Passed() {
		c.cover(got.Clause)
	}
}

func (c *checks) local(t time.Time) string {
	return t.In(c.world.reg.Zone()).Format("2006-01-02 15:04:05")
}

func (c *checks) timers() {
	if c.expect.Timers == nil {
		return
	}
	got, want := map[string]string{}, map[string]string{}
	for name, timer := range c.ticket.Timers {
		got[name] = c.local(timer.Due)
	}
	for name, at := range c.expect.Timers {
		t, err := c.world.instant(at)
		if err != nil {
			c.failf("timer %s: %v", name, err)
		}
		want[name] = c.local(t)
	}
	if !maps.Equal(got, want) {
		c.failf("timers are %v, want %v", got, want)
	}
}

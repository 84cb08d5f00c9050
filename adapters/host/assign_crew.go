package host

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
	"github.com/reglament/reglament/rules/worktime"
)

// crew is what the choice of an assignee rests on, at one moment.
type crew struct {
	tenant   engine.TenantID
	settings roster.Settings
	reg      *rules.Regulation
	people   []directory.Principal
	away     []roster.Absence
	now      time.Time
	// stamp is another one when any of it is.
	stamp string
	// shifts are the calendars of those whose hours were needed.
	shifts map[string]*worktime.Calendar
}

func (a *assigner) crew(ctx context.Context, id engine.TenantID, settings roster.Settings) (*crew, error) {
	c := &crew{tenant: id, settings: settings, now: a.clock.Now(), shifts: map[string]*worktime.Calendar{}}
	var edition engine.EditionID
	var err error
	if c.reg, edition, err = a.registry.Rules(ctx, id, ""); err != nil {
		return nil, err
	}
	if c.people, err = a.store.Principals(ctx, id); err != nil {
		return nil, err
	}
	if c.away, err = a.store.Absences(ctx, id, c.now); err != nil {
		return nil, err
	}
	raw, err := json.Marshal([]any{edition, settings.Revision, c.people, c.away})
	c.stamp = string(raw)
	return c, err
}

// open reports whether it is working time by the rule's calendar.
func (c *crew) open(rule *roster.Rule) bool {
	return rule.Calendar == "" || c.reg.CalendarFor(rule.Calendar).Open(c.now)
}

// candidates are those whom a rule is about, as they stand now. With a ticket, those
// who may not see it and the one it was taken off are passed over.
func (a *assigner) candidates(ctx context.Context, c *crew, rule *roster.Rule, t *engine.Ticket, returned string) ([]roster.Candidate, error) {
	var all []roster.Candidate
	var ids []string
	for i := range c.people {
		if p := &c.people[i]; rule.Named(p.ID, p.Roles) {
			all = append(all, roster.Candidate{ID: p.ID, Passed: c.passed(rule, p, t, returned)})
			ids = append(ids, p.ID)
		}
	}
	loads, err := a.store.Workloads(ctx, c.tenant, ids)
	if err != nil {
		return nil, err
	}
	for i := range all {
		one := &all[i]
		one.Open, one.Last = loads[one.ID].Open, loads[one.ID].Last
		if away := roster.Away(c.away, one.ID, c.now); away != nil {
			one.Substitute = away.Substitute
		}
		if one.Passed == "" && rule.Limit > 0 && one.Open >= int64(rule.Limit) {
			one.Passed = roster.Full
		}
	}
	return all, nil
}

// passed says why somebody cannot get anything, whatever they have already. Who is
// not on shift is not there to be stood in for either.
func (c *crew) passed(rule *roster.Rule, p *directory.Principal, t *engine.Ticket, returned string) string {
	switch {
	case t != nil && !engine.Visible(engine.Actor{Kind: engine.Staff, ID: p.ID, Roles: p.Roles}, t.Audience):
		return roster.Hidden
	case rule.Shifts && !c.onShift(p):
		return roster.OffShift
	case roster.Away(c.away, p.ID, c.now) != nil:
		return roster.Absent
	case returned == p.ID:
		return roster.Returned
	}
	return ""
}

func (c *crew) onShift(p *directory.Principal) bool {
	cal := c.shift(p)
	return cal != nil && cal.Open(c.now)
}

// shift is when somebody is at work; nil if they have no shift.
func (c *crew) shift(p *directory.Principal) *worktime.Calendar {
	cal, known := c.shifts[p.ID]
	if !known && len(p.Shift) > 0 {
		cal, _ = p.Shift.Calendar(c.reg.Zone().String()) // it was checked when it was imported
		c.shifts[p.ID] = cal
	}
	return cal
}

// choose picks an assignee and says by what. If there is none, the ticket waits.
func (a *assigner) choose(ctx context.Context, c *crew, st *assigning, t *engine.Ticket, rule *roster.Rule) (roster.Choice, engine.Fields, error) {
	returned, err := a.takenOff(ctx, c, t)
	if err != nil {
		return roster.Choice{}, nil, err
	}
	all, err := a.candidates(ctx, c, rule, t, returned)
	if err != nil {
		return roster.Choice{}, nil, err
	}
	choice, ok := roster.Choose(rule.How, all)
	if !ok || !c.open(rule) {
		c.later(st, rule)
		return roster.Choice{}, nil, nil
	}
	return choice, c.grounds(rule, choice, all), nil
}

// maxGrounds is how many candidates an event names.
const maxGrounds = 50

// grounds are what an assignment is explained by.
func (c *crew) grounds(rule *roster.Rule, choice roster.Choice, all []roster.Candidate) engine.Fields {
	named := make([]any, 0, len(all))
	for i := range all[:min(len(all), maxGrounds)] {
		one := map[string]any{"id": all[i].ID, "open": all[i].Open}
		if all[i].Passed != "" {
			one["passed"] = all[i].Passed
		}
		if away := roster.Away(c.away, all[i].ID, c.now); away != nil {
			one["until"] = engine.Micros(away.Until)
			one["substitute"] = away.Substitute
		}
		named = append(named, one)
	}
	grounds := engine.Fields{"how": rule.How, "to": choice.To, "candidates": named}
	for name, value := range map[string]string{"for": choice.For, "queue": rule.Queue, "role": rule.Role} {
		if value != "" {
			grounds[name] = value
		}
	}
	return grounds
}

// lookBack is how many of its last events tell who a ticket was taken off.
const lookBack = 30

// takenOff is the one whom a colleague took the ticket off a short while ago, or who
// gave it away themselves.
func (a *assigner) takenOff(ctx context.Context, c *crew, t *engine.Ticket) (string, error) {
	if t.Version < 2 {
		return "", nil
	}
	events, err := a.store.LastEvents(ctx, c.tenant, t.ID, lookBack)
	if err != nil {
		return "", err
	}
	off := false
	for i := range events {
		to, told := assigneeIn(&events[i])
		switch {
		case !told:
		case off:
			return to, nil
		case to != "" || events[i].Actor.Kind != engine.Staff || c.now.Sub(events[i].At) >= handBack:
			return "", nil
		default:
			off = true
		}
	}
	return "", nil
}

// assigneeIn is the assignee that an event has set, if it has.
func assigneeIn(e *engine.Event) (to string, told bool) {
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		if op.Kind != engine.OpFacet {
			continue
		}
		value, ok := op.Value, op.Name == "assignee"
		if values, many := op.Value.(map[string]any); many && op.Name == "" {
			value, ok = values["assignee"]
		}
		if ok {
			told = true
			to, _ = value.(string)
		}
	}
	return to, told
}

// later notes that tickets of a rule wait, and until when at most: until its calendar
// opens, a shift begins, somebody is back, or may have again what was taken off them.
func (c *crew) later(st *assigning, rule *roster.Rule) {
	st.waits = true
	wake := func(at time.Time) {
		if at.After(c.now) && (st.wake.IsZero() || at.Before(st.wake)) {
			st.wake = at
		}
	}
	wake(c.now.Add(handBack))
	if rule.Calendar != "" {
		if at, err := c.reg.CalendarFor(rule.Calendar).NextOpen(c.now); err == nil {
			wake(at)
		}
	}
	for i := range c.people {
		p := &c.people[i]
		if !rule.Named(p.ID, p.Roles) {
			continue
		}
		if away := roster.Away(c.away, p.ID, c.now); away != nil {
			wake(away.Until)
		}
		if cal := c.shift(p); cal != nil && rule.Shifts {
			if at, err := cal.NextOpen(c.now); err == nil {
				wake(at)
			}
		}
	}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Package plan tells which deadlines of open tickets an edition would move, if the
// tickets came under it. Nothing is written.
//
// A deadline is computed from what the ticket has recorded: when it began, how it
// was paused, how many reminders were sent. Its length and its calendar are the
// candidate's. What would begin, be paused or end otherwise under the candidate
// from the first is not told: that shows only when it is decided, see package
// replay.
package plan

import (
	"context"
	"fmt"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// Config says what to look at.
type Config struct {
	Tickets interface {
		Tickets(ctx context.Context, l engine.TicketList) (engine.TicketPage, error)
	}
	Tenant engine.TenantID
	// Statuses are those in which a ticket may be open.
	Statuses []string
	// Rules returns the edition that a ticket is kept under.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	// Candidate is the edition that tickets would come under.
	Candidate *rules.Regulation
	Now       time.Time
	// Ticket is told of each with deadlines that would change, the newest first.
	Ticket func(t Affected) error
	// Progress, if set, is told from time to time how many tickets were looked at.
	Progress func(tickets int64)
}

// What would become of a deadline.
const (
	Moves   = "moves"   // it would be due at another instant, or have another time left
	Gone    = "gone"    // the candidate has no such deadline
	Unknown = "unknown" // it depends on what is known only when it is decided
)

// Affected is an open ticket with deadlines that would change.
type Affected struct {
	ID        engine.TicketID  `json:"id"`
	Number    string           `json:"number" example:"SK-000042"`
	Edition   engine.EditionID `json:"edition" doc:"The edition that it is kept under"`
	Status    string           `json:"status"`
	Deadlines []Move           `json:"deadlines"`
}

// A Move is a deadline that would change.
type Move struct {
	ID   string `json:"id" example:"first_reply"`
	Kind string `json:"kind" enum:"promise,silence"`
	What string `json:"what" enum:"moves,gone,unknown"`
	// Clause is the candidate's; that of the ticket's own edition where it is gone.
	Clause engine.ClauseID `json:"clause"`
	State  string          `json:"state" enum:"running,paused,waiting"`
	Within string          `json:"within,omitempty" example:"8wh"`
	// Due and Would are absent while a promise is paused; then Left and WouldLeft
	// are there.
	Due         *time.Time          `json:"due,omitempty"`
	Would       *time.Time          `json:"would,omitempty" doc:"When it would be due under the candidate"`
	WouldWithin string              `json:"would_within,omitempty" example:"4wh"`
	Left        *worktime.Remaining `json:"left,omitempty"`
	WouldLeft   *worktime.Remaining `json:"would_left,omitempty"`
	Late        bool                `json:"late,omitempty" doc:"It would have passed already"`
}

// Summary is how much was looked at.
type Summary struct {
	Open      int `json:"open_tickets"`
	Deadlines int `json:"running_deadlines"`
	Moves     int `json:"would_move"`
	Late      int `json:"would_be_late" doc:"Of those that would move, how many would have passed already"`
	Gone      int `json:"would_be_gone"`
	Unknown   int `json:"unknown"`
}

// Run goes through the tenant's open tickets.
func Run(ctx context.Context, cfg Config) (Summary, error) {
	r := &run{Config: cfg}
	list := engine.TicketList{Tenant: cfg.Tenant, Facets: map[string][]string{"status": cfg.Statuses}, Limit: 200}
	for looked := int64(0); ; {
		page, err := cfg.Tickets.Tickets(ctx, list)
		if err != nil {
			return r.summary, fmt.Errorf("list tickets of %s: %w", cfg.Tenant, err)
		}
		for i := range page.Tickets {
			if err := r.ticket(ctx, &page.Tickets[i]); err != nil {
				return r.summary, err
			}
		}
		if looked += int64(len(page.Tickets)); cfg.Progress != nil {
			cfg.Progress(looked)
		}
		if list.After = page.Next; page.Next == "" {
			return r.summary, nil
		}
	}
}

// run is one plan being made.
type run struct {
	Config
	summary Summary
}

func (r *run) ticket(ctx context.Context, t *engine.Ticket) error {
	own, _, err := r.Rules(ctx, r.Tenant, t.Edition)
	if err != nil {
		return fmt.Errorf("edition of ticket %s: %w", t.Number, err)
	}
	if s, ok := own.Status(t.Facets["status"]); ok && s.Final {
		return nil
	}
	r.summary.Open++
	out := Affected{ID: t.ID, Number: t.Number, Edition: t.Edition, Status: t.Facets["status"]}
	p := pair{own: own, candidate: r.Candidate, ticket: t}
	for i := range own.Promises {
		if err := r.add(&out, p.promise(&own.Promises[i])); err != nil {
			return err
		}
	}
	for i := range own.Silences {
		if err := r.add(&out, p.silence(&own.Silences[i])); err != nil {
			return err
		}
	}
	if len(out.Deadlines) == 0 {
		return nil
	}
	return r.Ticket(out)
}

// add counts what was found out about a deadline.
func (r *run) add(t *Affected, f finding) error {
	if f.err != nil {
		return fmt.Errorf("ticket %s: %w", t.Number, f.err)
	}
	if !f.running {
		return nil
	}
	r.summary.Deadlines++
	m := f.move
	switch m.What {
	case Gone:
		r.summary.Gone++
	case Unknown:
		r.summary.Unknown++
	case Moves:
		r.summary.Moves++
		if m.Late = m.Would != nil && m.Would.Before(r.Now); m.Late {
			r.summary.Late++
		}
	default:
		return nil // it stays
	}
	t.Deadlines = append(t.Deadlines, m)
	return nil
}

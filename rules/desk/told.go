package desk

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// Wishes say which mails an employee wants. Without any, all are sent.
type Wishes struct {
	// Off are the sorts that they do not want, see rules.NoticeSorts and Reminded.
	Off []string
}

// Reminded is the sort of the mails that reminders send.
const Reminded = "reminded"

// Wants reports whether the employee wants mails of a sort.
func (w *Wishes) Wants(sort string) bool { return !slices.Contains(w.Off, sort) }

// Bounds of reminders.
const (
	MaxReminders    = 100 // of one employee
	MaxReminderText = 500 // letters
	MaxAhead        = 5 * 366 * 24 * time.Hour
)

// A Reminder is what an employee wants to be told about a ticket, and when. Nobody
// else sees it.
type Reminder struct {
	ID      string
	Owner   string
	Ticket  engine.TicketID
	Text    string // may be empty
	Due     time.Time
	Created time.Time
	// Told is when its mail was settled; zero before.
	Told time.Time
}

// Check says what is wrong with a reminder that is made now.
func (r *Reminder) Check(now time.Time) error {
	var problems []engine.Problem
	if !r.Due.After(now) || r.Due.After(now.Add(MaxAhead)) {
		problems = append(problems, engine.Problem{Pointer: "/at", Code: "past"})
	}
	if utf8.RuneCountInString(r.Text) > MaxReminderText {
		problems = append(problems, engine.Problem{Pointer: "/text", Code: "too_long", Values: engine.Fields{"max": int64(MaxReminderText)}})
	}
	r.Text = strings.TrimSpace(r.Text)
	return invalid(problems)
}

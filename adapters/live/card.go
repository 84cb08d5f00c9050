package live

import (
	"cmp"
	"encoding/json"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A card is a ticket as boards show it. Its members are named as those of the
// API's tickets.
type card struct {
	ID          string     `json:"id"`
	Number      string     `json:"number"`
	Version     int64      `json:"version"`
	Seq         int64      `json:"seq"`
	Status      string     `json:"status"`
	StatusLabel string     `json:"status_label"`
	Family      string     `json:"family"`
	Turn        string     `json:"turn"`
	Type        string     `json:"type,omitempty"`
	TypeLabel   string     `json:"type_label,omitempty"`
	Priority    string     `json:"priority,omitempty"`
	Level       string     `json:"level,omitempty"`
	Queue       string     `json:"queue,omitempty"`
	Assignee    string     `json:"assignee,omitempty"`
	Company     string     `json:"company,omitempty"`
	Requester   string     `json:"requester_name,omitempty"`
	Subject     string     `json:"subject,omitempty"`
	Created     time.Time  `json:"created"`
	Updated     time.Time  `json:"updated"`
	NextDue     *time.Time `json:"next_due,omitempty"`
	// Deadline is the promise that is due at NextDue.
	Deadline *deadline `json:"next_deadline,omitempty"`
	// DeadlineState is that of the promise which presses most: breached, running,
	// paused or met.
	DeadlineState string     `json:"deadline_state,omitempty"`
	Clock         *cardClock `json:"clock,omitempty"` // of that promise
	Suggested     []string   `json:"suggested,omitempty"`
	Parked        bool       `json:"parked,omitempty"`
}

// A deadline names a promise and the clause that makes it.
type deadline struct {
	Label  string `json:"label"`
	Clause clause `json:"clause"`
}

// viewCard shows a ticket. reg is the ticket's own edition; without it, names
// stand for labels. What only staff may know is left out for others.
func viewCard(t *engine.Ticket, reg *rules.Regulation, lang string, staff bool) card {
	c := card{
		ID: string(t.ID), Number: t.Number, Version: t.Version, Seq: t.Seq,
		Status: t.Facets["status"], StatusLabel: label(reg, "status", t.Facets["status"], lang),
		Family: t.Facets["family"], Turn: t.Facets["turn"],
		Type: t.Facets["type"], TypeLabel: label(reg, "type", t.Facets["type"], lang), Priority: t.Facets["priority"],
		Level: t.Facets["level"], Subject: rules.Headline(t), Created: t.Created, Updated: t.Updated,
	}
	if s, ok := pressing(t, reg); ok {
		c.Clock = viewClock(&s, reg, lang)
		c.DeadlineState = c.Clock.State
	}
	if !t.NextDue.IsZero() {
		c.NextDue, c.Deadline = &t.NextDue, nextDeadline(t, reg, lang)
	}
	if !staff {
		return c
	}
	c.Queue, c.Assignee, c.Company, c.Parked = t.Facets["queue"], t.Facets["assignee"], t.Facets["company"], len(t.Parked) > 0
	c.Requester = cmp.Or(t.Fields.String("name"), t.Fields.String("email"))
	_, c.Suggested = rules.PlainFields(t)
	return c
}

func label(reg *rules.Regulation, kind, id, lang string) string {
	if reg == nil || id == "" {
		return id
	}
	return reg.Label(kind+"/"+id, lang)
}

// nextDeadline finds the promise that the ticket's next due instant is of.
func nextDeadline(t *engine.Ticket, reg *rules.Regulation, lang string) *deadline {
	if reg == nil {
		return nil
	}
	for i := range reg.Promises {
		p := &reg.Promises[i]
		if state := t.Fields.Map("promise." + p.ID); owed(state) && state.Time("due").Equal(t.NextDue) {
			c, _ := reg.Clause(p.Clause)
			return &deadline{Label: p.Label.In(lang, reg.Lang), Clause: viewClause(&c, reg, lang)}
		}
	}
	return nil
}

// A column is a status as a column of the board.
type column struct {
	ID     string     `json:"id"`
	Label  string     `json:"label"`
	Family string     `json:"family"`
	Turn   string     `json:"turn"`
	Final  bool       `json:"final,omitempty"`
	Enter  []enterAct `json:"enter,omitempty"`
}

// An enterAct is an act that leads into a column, and the statuses that it leads
// from. Whether a ticket and a person meet its other conditions, the API tells.
type enterAct struct {
	Act    string   `json:"act"`
	Label  string   `json:"label"`
	Clause clause   `json:"clause"`
	From   []string `json:"from"`
}

func viewColumn(s *rules.Status, reg *rules.Regulation, lang string) column {
	c := column{ID: s.ID, Label: s.Label.In(lang, reg.Lang), Family: s.Family, Turn: s.Turn, Final: s.Final}
	for i := range reg.Acts {
		if a := &reg.Acts[i]; a.To == s.ID {
			c.Enter = append(c.Enter, viewEnter(a, reg, lang))
		}
	}
	return c
}

func viewEnter(a *rules.Act, reg *rules.Regulation, lang string) enterAct {
	by, _ := reg.Clause(a.Clause)
	e := enterAct{Act: a.ID, Label: a.Label.In(lang, reg.Lang), Clause: viewClause(&by, reg, lang), From: []string{}}
	for i := range reg.Statuses {
		if from := &reg.Statuses[i]; from.ID != a.To && a.PossibleIn(from) {
			e.From = append(e.From, from.ID)
		}
	}
	return e
}

// encode writes v as JSON. What we write always can be.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

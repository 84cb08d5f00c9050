package roster

import (
	"cmp"
	"slices"
)

// Why somebody is passed over.
const (
	Absent   = "absent"
	OffShift = "off_shift"
	Full     = "full"
	// Returned: a colleague has just taken the ticket off them.
	Returned = "returned"
	// Hidden: they may not see the ticket.
	Hidden = "hidden"
)

// A Candidate is somebody whom the rule is about.
type Candidate struct {
	ID string
	// Open is how many open tickets they have; Last is the number of the event that
	// gave them one, or used up their turn, last.
	Open int64
	Last int64
	// Passed says why they cannot get the ticket; "" says that they can.
	Passed string
	// Substitute stands in for them while they are absent.
	Substitute string
}

// A Choice is who gets the ticket.
type Choice struct {
	To string
	// For is whose turn it was, if To stands in for somebody absent. That turn is used
	// up by it.
	For string
}

// Choose picks one of the candidates; false if none can get the ticket.
//
// By turn, an absent person's turn goes to their substitute, if that one is a
// candidate too and can get the ticket; else the absent one is passed over. By load
// the absent are always passed over: their place would stay the emptiest, and all
// would go to one person.
func Choose(how string, all []Candidate) (Choice, bool) {
	order := slices.Clone(all)
	slices.SortFunc(order, func(a, b Candidate) int {
		byLoad := 0
		if how == Load {
			byLoad = cmp.Compare(a.Open, b.Open)
		}
		return cmp.Or(byLoad, cmp.Compare(a.Last, b.Last), cmp.Compare(a.ID, b.ID))
	})
	for i := range order {
		c := &order[i]
		switch {
		case c.Passed == "":
			return Choice{To: c.ID}, true
		case how == Turn && c.Passed == Absent && available(all, c.Substitute):
			return Choice{To: c.Substitute, For: c.ID}, true
		}
	}
	return Choice{}, false
}

func available(all []Candidate, id string) bool {
	return slices.ContainsFunc(all, func(c Candidate) bool { return c.ID == id && c.Passed == "" })
}

package directory

import (
	"slices"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/roster"
)

// Known is what rules of assignment can name: queues and calendars of the regulation,
// employees, and roles of both.
func Known(reg *rules.Regulation, staff []Principal) (known roster.Known) {
	for i := range reg.Queues {
		known.Queues = append(known.Queues, reg.Queues[i].ID)
	}
	for i := range reg.Calendars {
		known.Calendars = append(known.Calendars, reg.Calendars[i].ID)
	}
	for i := range reg.Roles {
		known.Roles = append(known.Roles, reg.Roles[i].ID)
	}
	for i := range staff {
		known.People = append(known.People, staff[i].ID)
		known.Roles = append(known.Roles, staff[i].Roles...)
	}
	slices.Sort(known.Roles)
	known.Roles = slices.Compact(known.Roles)
	return known
}

package rules

import "github.com/reglament/reglament/engine"

// A message that belongs elsewhere is separated: it is filed anew, as it came, and
// opens a ticket of its own.

// dataSplit is what a message says of the ticket that it was separated from.
const dataSplit = "split"

// Relations of a ticket that was separated, and the one it was part of.
const (
	relationSplitFrom = "split_from"
	relationSplitInto = "split_into"
)

// split reports whether the message is one that an employee has separated.
func (r *run) split() bool { return r.c.Event.Data.Map(dataSplit) != nil }

// linkSplit ties the new ticket to the one that its message was part of, which
// learns which of its messages that is.
func (r *run) linkSplit() {
	from := r.c.Event.Data.Map(dataSplit)
	if from == nil {
		return
	}
	id := from.String("ticket")
	r.putLink(engine.ClauseSplit, relationSplitFrom, id, from.String("number"))
	r.emit(engine.ClauseSplit, KindLinked, id, map[string]any{"as": relationSplitInto, "message": from.Int("event")})
}

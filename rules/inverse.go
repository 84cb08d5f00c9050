package rules

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// Inverse finds an act by which an actor can bring a ticket back to where it was
// before an act. It is one that the regulation offers them now, asks for nothing
// that is not known, and tells the customer nothing. Most acts have none.
func (reg *Regulation) Inverse(act string, before, after *engine.Ticket, actor engine.Actor, now time.Time) (Offer, bool) {
	if act == ActAssign {
		return reg.offered(after, actor, now, func(o *Offer) bool {
			o.Inputs = engine.Fields{"to": before.Facets["assignee"]}
			return o.Act.ID == ActAssign && before.Facets["assignee"] != after.Facets["assignee"]
		})
	}
	was := before.Facets["status"]
	return reg.offered(after, actor, now, func(o *Offer) bool {
		o.Inputs = nil
		asks := slices.ContainsFunc(o.Act.Inputs, func(f Field) bool { return f.Required })
		return was != after.Facets["status"] && o.Act.To == was && was != "" && !asks && !o.Act.Danger && !o.Act.Public && o.Act.Notice == (Ref{}) && !sendsToRequester(o.Act.Do)
	})
}

func (reg *Regulation) offered(t *engine.Ticket, actor engine.Actor, now time.Time, want func(*Offer) bool) (Offer, bool) {
	offers := reg.OffersAt(t, actor, now)
	i := slices.IndexFunc(offers, func(o Offer) bool { return want(&o) })
	if i < 0 {
		return Offer{}, false
	}
	want(&offers[i])
	return offers[i], true
}

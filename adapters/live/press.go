package live

import (
	"context"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A press encodes tickets and events for one stretch of work, each once for all
// who may see it in the same language.
type press struct {
	store  *store
	tenant engine.TenantID
	regs   map[engine.EditionID]*rules.Regulation
	cards  map[cardKey][]byte
}

type cardKey struct {
	ticket engine.TicketID
	lang   string
	staff  bool
}

func newPress(s *store, tenant engine.TenantID) *press {
	return &press{store: s, tenant: tenant, regs: map[engine.EditionID]*rules.Regulation{}, cards: map[cardKey][]byte{}}
}

// rules returns an edition, or nil where it cannot be had: a board with bare
// names is better than none.
func (p *press) rules(ctx context.Context, edition engine.EditionID) *rules.Regulation {
	if edition == "" {
		return nil
	}
	if reg, known := p.regs[edition]; known {
		return reg
	}
	reg, _, err := p.store.rules(ctx, p.tenant, edition)
	if err != nil {
		p.store.logger.Error("an edition could not be loaded", "tenant", p.tenant, "edition", edition, "error", err)
		reg = nil
	}
	p.regs[edition] = reg
	return reg
}

func (p *press) card(ctx context.Context, t *engine.Ticket, l *lens) []byte {
	k := cardKey{t.ID, l.key.lang, l.actor.Kind == engine.Staff}
	b, ok := p.cards[k]
	if !ok {
		b = encode(viewCard(t, p.rules(ctx, t.Edition), k.lang, k.staff))
		p.cards[k] = b
	}
	return b
}

// changes are the rows of a board that the news bring.
func (p *press) changes(ctx context.Context, n *news, l *lens) ([]row, error) {
	var rows []row
	for _, id := range n.changed {
		t := n.tickets[id]
		switch {
		case t == nil:
			continue
		case sees(l.actor, t) && l.filter.match(t, p.rules(ctx, t.Edition)):
			rows = append(rows, row{id: string(id), json: p.card(ctx, t, l)})
			continue
		case t.Version <= n.counts[id]:
			continue // it is new, and was never on this board
		case sees(l.actor, t):
			rows = append(rows, row{id: string(id)})
			continue
		case !n.turned[id]:
			continue
		}
		// It is hidden now. Only those who could see it may hear of that.
		was := *t
		var known bool
		var err error
		if was.Audience, known, err = p.store.audienceAt(ctx, p.tenant, id, n.prev); err != nil {
			return nil, err
		}
		if known && sees(l.actor, &was) {
			rows = append(rows, row{id: string(id)})
		}
	}
	return rows, nil
}

// events are the rows of a ticket's own channel.
func (p *press) events(ctx context.Context, events []engine.Event, l *lens) []row {
	var rows []row
	for i := range events {
		e := &events[i]
		if engine.Visible(l.actor, e.Audience) {
			rows = append(rows, row{json: encode(viewEvent(e, p.rules(ctx, e.Edition), l.actor, l.key.lang))})
		}
	}
	return rows
}

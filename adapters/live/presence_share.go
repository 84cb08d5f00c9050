package live

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// Presence tells the nodes of an installation who hangs on the others.
type Presence interface {
	// Share keeps what a node says of a tenant until an instant.
	Share(ctx context.Context, tenant engine.TenantID, node string, people []byte, until time.Time) error
	// Others are what the other nodes say.
	Others(ctx context.Context, tenant engine.TenantID, node string, now time.Time) ([][]byte, error)
}

// shared is what a room has told the other nodes, and when.
type shared struct {
	people []visit
	at     time.Time
	asked  time.Time
}

// share tells the other nodes who is here, and asks them. What a node said is
// forgotten when it has been silent for as long as a socket may be.
func (r *room) share(ctx context.Context, now time.Time) {
	limits, nodes := &r.hub.cfg.Limits, r.hub.cfg.Presence
	if nodes == nil || now.Sub(r.shared.asked) < limits.Share {
		return
	}
	r.shared.asked = now
	ctx, cancel := context.WithTimeout(ctx, limits.Read)
	defer cancel()
	own := append(r.crowd.own(), r.crowd.onDuty()...)
	if changed := !slices.Equal(own, r.shared.people); changed || len(own) > 0 && now.Sub(r.shared.at) >= limits.Alive {
		if err := nodes.Share(ctx, r.tenant, r.hub.node, encode(own), now.Add(limits.Absent)); err != nil {
			r.hub.cfg.Logger.Warn("who is here could not be told to other nodes", "tenant", r.tenant, "error", err)
			return
		}
		r.shared.people, r.shared.at = own, now
	}
	others, err := nodes.Others(ctx, r.tenant, r.hub.node, now)
	if err != nil {
		r.hub.cfg.Logger.Warn("who is on other nodes could not be asked", "tenant", r.tenant, "error", err)
		return
	}
	var there, duty []visit
	for _, raw := range others {
		var some []visit
		if err := json.Unmarshal(raw, &some); err == nil { // a newer node may speak otherwise
			for _, v := range some {
				if v.Ticket == "" {
					duty = append(duty, v)
				} else {
					there = append(there, v)
				}
			}
		}
	}
	if !slices.Equal(duty, r.crowd.other) {
		r.crowd.other, r.wall.stale = duty, true
	}
	if !slices.Equal(there, r.crowd.there) {
		r.crowd.there, r.crowd.stale = there, true
	}
}

// leaveNodes tells the other nodes that nobody is here any more.
func (r *room) leaveNodes(ctx context.Context) {
	if len(r.shared.people) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, r.hub.cfg.Limits.Read)
	defer cancel()
	if err := r.hub.cfg.Presence.Share(ctx, r.tenant, r.hub.node, []byte("[]"), time.Now()); err != nil {
		r.hub.cfg.Logger.Warn("other nodes could not be told that nobody is here", "tenant", r.tenant, "error", err)
	}
}

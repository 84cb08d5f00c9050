package host

import (
	"context"
	"maps"
	"strings"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// blocklist shows the store's blocked senders to the API. What was kept of one who
// is unblocked is decided at once.
type blocklist struct {
	*sqlstore.Store
	refiled chan<- struct{}
}

func (b blocklist) Unblock(ctx context.Context, tenant engine.TenantID, address string, file bool) (int, error) {
	filed, err := b.Store.Unblock(ctx, tenant, address, file)
	if filed > 0 {
		select {
		case b.refiled <- struct{}{}:
		default:
		}
	}
	return filed, err
}

// formDesk is the engine for doors where people fill something in: it marks new
// requests of blocked senders. A mail of theirs does not come as far as the engine,
// its inbox keeps it; a form has no other place to be kept in than the log. What an
// employee takes down is theirs, whoever has called.
type formDesk struct {
	*engine.Engine
	store *sqlstore.Store
}

// Do marks a request of a blocked sender and hands it in.
func (f formDesk) Do(ctx context.Context, cmd engine.Command) (engine.Result, error) {
	if cmd.Kind == rules.KindMessage && cmd.Actor.Kind == engine.Customer && cmd.Ticket == "" && cmd.Address != "" {
		_, address, _ := strings.Cut(cmd.Address, ":")
		blocked, err := f.store.IsBlocked(ctx, cmd.Tenant, address)
		if err != nil {
			return engine.Result{}, err
		}
		if blocked {
			cmd.Data = maps.Clone(cmd.Data)
			cmd.Data[rules.DataBlocked] = true
		}
	}
	return f.Engine.Do(ctx, cmd)
}

package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// Blocklist knows the senders whom a company has blocked.
type Blocklist interface {
	Blocked(ctx context.Context, tenant engine.TenantID) ([]desk.Blocked, error)
	// Unblock lets a sender in again. With file, the mail that was kept is taken in
	// as well; the answer is how many that are. Who is not blocked is an error of
	// kind NotFound.
	Unblock(ctx context.Context, tenant engine.TenantID, address string, file bool) (int, error)
}

// BlockedSender is a sender whose mail is kept and not taken in.
type BlockedSender struct {
	Address string     `json:"address" example:"offers@spam.example" doc:"A mail address, or a phone number"`
	By      string     `json:"by" doc:"The employee who has blocked it"`
	At      time.Time  `json:"at"`
	Number  string     `json:"number,omitempty" doc:"The ticket that was spam; left out if you may not see it"`
	Kept    int        `json:"kept" doc:"How many mails have come since and are kept"`
	Last    *time.Time `json:"last,omitempty" doc:"When the last of them came"`
}

// BlockedOutput lists blocked senders.
type BlockedOutput struct {
	Body struct {
		Blocked []BlockedSender `json:"blocked" doc:"The newest first, at most 1000"`
		Unblock bool            `json:"unblock" doc:"You may unblock them"`
	}
}

// UnblockInput names a blocked sender.
type UnblockInput struct {
	TenantPath
	Address string `path:"address" maxLength:"320"`
	File    bool   `query:"file" doc:"Take in what was kept meanwhile, as of when it came"`
}

// UnblockOutput says what is taken in.
type UnblockOutput struct {
	Body struct {
		Filed int `json:"filed" doc:"How many mails are taken in now"`
	}
}

func (a *api) blocklist(h huma.API) {
	const base = "/api/v1/{tenant}/blocked"
	huma.Register(h, op("list-blocked", http.MethodGet, base, "Lists blocked senders; the act spam blocks one", "acts"), a.listBlocked)
	huma.Register(h, op("unblock-sender", http.MethodDelete, base+"/{address}", "Unblocks a sender; for the roles admin, manager and operator", "acts"), a.unblock)
}

// roleOperator may unblock what an operator can block.
const roleOperator = "operator"

func mayUnblock(actor engine.Actor) bool { return leaders(actor) == nil || actor.Has(roleOperator) }

func (a *api) listBlocked(ctx context.Context, in *TenantPath) (*BlockedOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	tenant := engine.TenantID(in.Tenant)
	all, err := a.Blocklist.Blocked(ctx, tenant)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	numbers, err := a.numbersSeen(ctx, tenant, actor, all)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &BlockedOutput{}
	out.Body.Blocked, out.Body.Unblock = []BlockedSender{}, mayUnblock(actor)
	for i := range all {
		b := &all[i]
		one := BlockedSender{Address: b.Address, By: b.By, At: b.At, Number: numbers[b.Ticket], Kept: b.Kept}
		if !b.Last.IsZero() {
			one.Last = &b.Last
		}
		out.Body.Blocked = append(out.Body.Blocked, one)
	}
	return out, nil
}

// numbersSeen are the numbers of the tickets of blocked senders, of those that the
// actor may see.
func (a *api) numbersSeen(ctx context.Context, tenant engine.TenantID, actor engine.Actor, all []desk.Blocked) (map[engine.TicketID]string, error) {
	ids := make([]engine.TicketID, len(all))
	for i := range all {
		ids[i] = all[i].Ticket
	}
	tickets, err := a.Reader.TicketsByID(ctx, tenant, ids)
	numbers := map[engine.TicketID]string{}
	for i := range tickets {
		if mayRead(actor, &tickets[i]) {
			numbers[tickets[i].ID] = tickets[i].Number
		}
	}
	return numbers, err
}

func (a *api) unblock(ctx context.Context, in *UnblockInput) (*UnblockOutput, error) {
	actor, err := employee(ctx)
	if err == nil && !mayUnblock(actor) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	out := &UnblockOutput{}
	if err == nil {
		out.Body.Filed, err = a.Blocklist.Unblock(ctx, engine.TenantID(in.Tenant), in.Address, in.File)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return out, nil
}

// ofSender tells an act that blocks the sender of its ticket who that is.
func (a *api) ofSender(ctx context.Context, act *intake.Act, t *engine.Ticket) error {
	if act.Act != rules.ActSpam {
		return nil
	}
	act.Sender = rules.SenderAddress(t)
	staff, err := a.Staff(ctx, t.Tenant)
	i := slices.IndexFunc(staff, func(p directory.Principal) bool { return p.Email != "" && strings.EqualFold(p.Email, act.Sender) })
	if i >= 0 {
		act.Employee = staff[i].Name
	}
	return err
}

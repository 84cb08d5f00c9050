package httpapi

import (
	"context"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// finding finds out who somebody is.
type finding struct {
	*api
	ctx       context.Context
	tenant    engine.TenantID
	actor     engine.Actor
	reg       *rules.Regulation
	keys      intake.Keyring
	companies []directory.Company
}

func (a *api) finding(ctx context.Context, tenant engine.TenantID, actor engine.Actor) (*finding, error) {
	f := &finding{api: a, ctx: ctx, tenant: tenant, actor: actor}
	var err error
	if f.reg, _, err = a.Rules(ctx, tenant, ""); err != nil {
		return nil, err
	}
	if f.keys, err = a.Keyring(tenant); err != nil {
		return nil, err
	}
	f.companies, err = a.Search.Companies(ctx, tenant)
	return f, err
}

func (f *finding) find(asked, typed string, limit int) ([]Caller, error) {
	out := []Caller{}
	parties, err := f.parties(asked, typed, limit)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{} // requesters that are listed
	for i := range parties {
		c, err := f.known(&parties[i], asked, known)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	others, err := f.others(asked, typed, known, limit-len(out))
	return append(out, others...), err
}

func (f *finding) parties(asked, typed string, limit int) ([]directory.Party, error) {
	if asked == "" {
		return f.People.PartiesNamed(f.ctx, f.tenant, typed, limit)
	}
	kind, value := directory.AddressKey(asked)
	return f.People.PartiesAt(f.ctx, f.tenant, kind, value)
}

// known is a caller of the directory.
func (f *finding) known(p *directory.Party, asked string, known map[string]bool) (Caller, error) {
	c := Caller{Party: p.ID, Name: p.Name, Language: p.Language, Addresses: []CallerAddress{}}
	address := asked
	for _, one := range p.Addresses {
		c.Addresses = append(c.Addresses, CallerAddress(one))
		c.Identified = c.Identified || one.Verified && asked == ""
		if address == "" {
			address = addressText(one)
		}
		known[string(f.keys.Party(addressText(one)))] = true
	}
	var requesters []string
	for _, one := range p.Addresses {
		requesters = append(requesters, string(f.keys.Party(addressText(one))))
	}
	if err := f.judge(&c, address, asked != ""); err != nil {
		return c, err
	}
	tickets, err := f.ofRequesters(requesters)
	if err == nil && strings.HasPrefix(asked, "tel:") {
		var more []engine.Ticket
		if more, err = f.mentioning(asked); err == nil {
			tickets = join(tickets, more)
		}
	}
	f.show(&c, tickets)
	for i := range tickets {
		known[tickets[i].Facets["requester"]] = true
	}
	return c, err
}

func addressText(a directory.Address) string {
	if a.Kind == "phone" {
		return "tel:" + a.Value
	}
	return "mailto:" + a.Value
}

// judge adds what the facts about an address tell.
func (f *finding) judge(c *Caller, address string, proof bool) error {
	facts, err := f.People.Facts(f.ctx, f.tenant, address, engine.Fields{})
	if err != nil {
		return err
	}
	if proof {
		c.Identified = facts.Bool("identified")
	}
	if company := facts.Map("company"); company != nil {
		c.Company = &CallerCompany{ID: company.String("id"), Name: company.String("name"), Contract: company.String("contract")}
	}
	if c.Level = f.reg.LevelOf(facts); c.Level != "" {
		c.LevelLabel = f.reg.Label("level/"+c.Level, requestOf(f.ctx).lang)
	}
	return nil
}

// others are callers whom only their requests tell of.
func (f *finding) others(asked, typed string, known map[string]bool, limit int) ([]Caller, error) {
	tickets, err := f.filedBy(asked, typed)
	if err != nil {
		return nil, err
	}
	var out []Caller
	for i := range tickets {
		requester := tickets[i].Facets["requester"]
		if len(out) >= limit {
			break
		}
		if known[requester] || requester == "" {
			continue
		}
		known[requester] = true
		c, err := f.stranger(requester, &tickets[i], asked)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// filedBy are requests of an address, or of a name, the newest first.
func (f *finding) filedBy(asked, typed string) ([]engine.Ticket, error) {
	if asked == "" {
		return f.named(typed)
	}
	tickets, err := f.ofRequesters([]string{string(f.keys.Party(asked))})
	if err != nil || !strings.HasPrefix(asked, "tel:") {
		return tickets, err
	}
	more, err := f.mentioning(asked)
	return join(tickets, more), err
}

// stranger is a caller as their latest request tells of them.
func (f *finding) stranger(requester string, latest *engine.Ticket, asked string) (Caller, error) {
	c := Caller{Name: latest.Fields.String("name"), Language: latest.Fields.String("language"), Addresses: []CallerAddress{}}
	address := asked
	for _, kind := range []string{"email", "phone"} {
		if value := latest.Fields.String(kind); value != "" {
			one := directory.Address{Kind: kind, Value: strings.ToLower(value)}
			c.Addresses = append(c.Addresses, CallerAddress(one))
			if address == "" {
				address = addressText(one)
			}
		}
	}
	if err := f.judge(&c, address, true); err != nil {
		return c, err
	}
	if c.Company == nil {
		c.Company = f.company(latest.Facets["company"])
	}
	tickets, err := f.ofRequesters([]string{requester})
	if err == nil && strings.HasPrefix(asked, "tel:") {
		var more []engine.Ticket
		if more, err = f.mentioning(asked); err == nil {
			tickets = join(tickets, slices.DeleteFunc(more, func(t engine.Ticket) bool { return t.Facets["requester"] != requester }))
		}
	}
	f.show(&c, tickets)
	return c, err
}

func (f *finding) company(id string) *CallerCompany {
	for i := range f.companies {
		if c := &f.companies[i]; c.ID == id {
			return &CallerCompany{ID: c.ID, Name: c.Name, Contract: c.Contract}
		}
	}
	return nil
}

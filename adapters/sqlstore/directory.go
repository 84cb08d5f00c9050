package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

type principalRow struct {
	bun.BaseModel `bun:"table:principals"`

	Tenant   string `bun:"tenant,pk"`
	ID       string `bun:"id,pk"`
	Name     string `bun:"name"`
	Email    string `bun:"email"`
	Position string `bun:"position"`
	Roles    string `bun:"roles"`
	Language string `bun:"language"`
	Line     string `bun:"line"`
	Shift    string `bun:"shift"`
}

type companyRow struct {
	bun.BaseModel `bun:"table:companies"`

	Tenant       string `bun:"tenant,pk"`
	ID           string `bun:"id,pk"`
	Name         string `bun:"name"`
	Domains      string `bun:"domains"`
	Inbound      string `bun:"inbound"`
	PersonalMail string `bun:"personal_mail"`
	Level        string `bun:"level"`
	Contract     string `bun:"contract"`
	Directions   string `bun:"directions"`
}

type partyRow struct {
	bun.BaseModel `bun:"table:parties"`

	Tenant   string `bun:"tenant,pk"`
	ID       string `bun:"id,pk"`
	Name     string `bun:"name"`
	Company  string `bun:"company"`
	Language string `bun:"language"`
}

type addressRow struct {
	bun.BaseModel `bun:"table:party_addresses"`

	Tenant   string `bun:"tenant,pk"`
	Kind     string `bun:"kind,pk"`
	Value    string `bun:"value,pk"`
	Party    string `bun:"party"`
	Verified int64  `bun:"verified"`
}

// Import adds the entries of a file to the tenant's directory. Entries with a
// known id are replaced; none are removed.
func (s *Store) Import(ctx context.Context, tenant engine.TenantID, f *directory.File, at time.Time) error {
	var principals []principalRow
	var companies []companyRow
	var parties []partyRow
	var addresses []addressRow
	t := string(tenant)
	for _, p := range f.Principals {
		principals = append(principals, principalRow{Tenant: t, ID: p.ID, Name: p.Name, Email: p.Email,
			Position: p.Position, Roles: strings.Join(p.Roles, " "), Language: p.Language, Line: p.Line, Shift: shiftText(p.Shift)})
	}
	for _, c := range f.Companies {
		companies = append(companies, companyRow{Tenant: t, ID: c.ID, Name: c.Name, Domains: joined(c.Domains), Inbound: joined(c.Inbound),
			PersonalMail: c.PersonalMail, Level: c.Level, Contract: c.Contract, Directions: joined(c.Directions)})
	}
	for _, p := range f.Parties {
		parties = append(parties, partyRow{Tenant: t, ID: p.ID, Name: p.Name, Company: p.Company, Language: p.Language})
		for _, a := range p.Addresses {
			row := addressRow{Tenant: t, Kind: a.Kind, Value: a.Value, Party: p.ID}
			if a.Verified {
				row.Verified = engine.Micros(at)
			}
			addresses = append(addresses, row)
		}
	}
	err := s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		return inTurn(
			func() error {
				return replace(ctx, tx, principals, "(tenant, id)", "name", "email", "position", "roles", "language", "line", "shift")
			},
			func() error {
				return replace(ctx, tx, companies, "(tenant, id)", "name", "domains", "inbound", "personal_mail", "level", "contract", "directions")
			},
			func() error { return replace(ctx, tx, parties, "(tenant, id)", "name", "company", "language") },
			func() error { return replace(ctx, tx, addresses, "(tenant, kind, value)", "party", "verified") },
			func() error { return importAssignment(ctx, tx, tenant, f.Assignment, at) },
		)
	})
	s.cache.forget(tenant)
	return temporary(err)
}

func replace[T any](ctx context.Context, tx bun.Tx, rows []T, key string, columns ...string) error {
	for len(rows) > 0 {
		n := min(len(rows), 500)
		part := rows[:n]
		if _, err := tx.NewInsert().Model(&part).On("CONFLICT " + key + " DO UPDATE SET " + excluded(columns...)).Exec(ctx); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

func joined(values []string) string {
	raw, _ := json.Marshal(values) // strings can always be encoded
	return string(raw)
}

func split(s string) (values []string) {
	_ = json.Unmarshal([]byte(s), &values) // written by joined alone
	return values
}

// Facts implements engine.FactFinder.
func (s *Store) Facts(ctx context.Context, tenant engine.TenantID, address string, data engine.Fields) (engine.Fields, error) {
	companies, err := s.Companies(ctx, tenant)
	if err != nil {
		return nil, err
	}
	kind, value := directory.AddressKey(address)
	var rows []struct {
		partyRow
		Verified int64
	}
	if kind != "" {
		err := s.db.read(ctx, tenant, &rows, `
			SELECT p.*, a.verified FROM party_addresses AS a JOIN parties AS p ON p.tenant = a.tenant AND p.id = a.party
			WHERE a.tenant = ? AND a.kind = ? AND a.value = ?`, string(tenant), kind, strings.ToLower(value))
		if err != nil {
			return nil, temporary(fmt.Errorf("who has %s: %w", kind, err))
		}
	}
	if len(rows) == 0 {
		return directory.Facts(address, nil, false, companies, data), nil
	}
	p := &rows[0]
	party := &directory.Party{ID: p.ID, Name: p.Name, Company: p.Company, Language: p.Language}
	return directory.Facts(address, party, p.Verified != 0, companies, data), nil
}

// companyAge is how long a list of companies is used before it is read again. It
// bounds how long an import by another process goes unnoticed.
const companyAge = 5 * time.Second

// directoryCache keeps the companies of each tenant: few, and needed for every
// message.
type directoryCache struct {
	mu        sync.Mutex
	companies map[engine.TenantID]cachedCompanies
}

type cachedCompanies struct {
	list []directory.Company
	read time.Time
}

func (c *directoryCache) forget(tenant engine.TenantID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.companies, tenant)
}

// Companies lists the tenant's client companies. The list must not be changed.
func (s *Store) Companies(ctx context.Context, tenant engine.TenantID) ([]directory.Company, error) {
	s.cache.mu.Lock()
	cached, ok := s.cache.companies[tenant]
	s.cache.mu.Unlock()
	if ok && time.Since(cached.read) < companyAge {
		return cached.list, nil
	}
	var rows []companyRow
	if err := s.db.read(ctx, tenant, &rows, "SELECT * FROM companies WHERE tenant = ? ORDER BY id", string(tenant)); err != nil {
		return nil, temporary(fmt.Errorf("companies: %w", err))
	}
	out := make([]directory.Company, len(rows))
	for i, r := range rows {
		out[i] = directory.Company{ID: r.ID, Name: r.Name, Domains: split(r.Domains), Inbound: split(r.Inbound),
			PersonalMail: r.PersonalMail, Level: r.Level, Contract: r.Contract, Directions: split(r.Directions)}
	}
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	if s.cache.companies == nil {
		s.cache.companies = map[engine.TenantID]cachedCompanies{}
	}
	s.cache.companies[tenant] = cachedCompanies{list: out, read: time.Now()}
	return out, nil
}

// Principals lists the tenant's staff.
func (s *Store) Principals(ctx context.Context, tenant engine.TenantID) ([]directory.Principal, error) {
	var rows []principalRow
	if err := s.db.read(ctx, tenant, &rows, "SELECT * FROM principals WHERE tenant = ? ORDER BY id", string(tenant)); err != nil {
		return nil, temporary(fmt.Errorf("principals: %w", err))
	}
	out := make([]directory.Principal, len(rows))
	for i, r := range rows {
		out[i] = directory.Principal{ID: r.ID, Name: r.Name, Email: r.Email, Position: r.Position,
			Roles: strings.Fields(r.Roles), Language: r.Language, Line: r.Line}
		if r.Shift != "" {
			if err := json.Unmarshal([]byte(r.Shift), &out[i].Shift); err != nil {
				return nil, fmt.Errorf("shift of %s: %w", r.ID, err)
			}
		}
	}
	return out, nil
}

// shiftText is a shift as its column has it; "" is none.
func shiftText(shift roster.Shift) string {
	if len(shift) == 0 {
		return ""
	}
	raw, _ := json.Marshal(shift) // strings can always be encoded
	return string(raw)
}

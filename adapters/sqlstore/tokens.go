package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// Installation stands for the tenant in the tokens of the installation itself.
const Installation engine.TenantID = "@"

// A Token lets its bearer in as a principal in a role. Only its hash is kept.
type Token struct {
	Tenant    engine.TenantID
	Hash      []byte
	Principal string
	Role      string
	Label     string
	Created   time.Time
}

type tokenRow struct {
	bun.BaseModel `bun:"table:tokens"`

	Tenant    string `bun:"tenant,pk"`
	Hash      []byte `bun:"hash,pk"`
	Principal string `bun:"principal"`
	Role      string `bun:"role"`
	Label     string `bun:"label"`
	Created   int64  `bun:"created"`
	Revoked   int64  `bun:"revoked"`
}

func (r *tokenRow) token() Token {
	return Token{Tenant: engine.TenantID(r.Tenant), Hash: r.Hash, Principal: r.Principal, Role: r.Role, Label: r.Label,
		Created: engine.FromMicros(r.Created)}
}

// PutToken keeps a token.
func (s *Store) PutToken(ctx context.Context, t Token) error {
	row := tokenRow{Tenant: string(t.Tenant), Hash: t.Hash, Principal: t.Principal, Role: t.Role, Label: t.Label, Created: engine.Micros(t.Created)}
	return temporary(s.db.change(ctx, t.Tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).Exec(ctx)
		return err
	}))
}

// Token finds a token by its hash.
func (s *Store) Token(ctx context.Context, tenant engine.TenantID, hash []byte) (Token, bool, error) {
	var rows []tokenRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tokens WHERE tenant = ? AND hash = ? AND revoked = 0", string(tenant), hash)
	if err != nil || len(rows) == 0 {
		return Token{}, false, temporary(err)
	}
	return rows[0].token(), true, nil
}

// Tokens lists the tenant's tokens that were not revoked.
func (s *Store) Tokens(ctx context.Context, tenant engine.TenantID) ([]Token, error) {
	var rows []tokenRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tokens WHERE tenant = ? AND revoked = 0 ORDER BY created", string(tenant))
	out := make([]Token, len(rows))
	for i := range rows {
		out[i] = rows[i].token()
	}
	return out, temporary(err)
}

// RevokeToken ends a token.
func (s *Store) RevokeToken(ctx context.Context, tenant engine.TenantID, hash []byte, at time.Time) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("UPDATE tokens SET revoked = ? WHERE tenant = ? AND hash = ?", engine.Micros(at), string(tenant), hash).Exec(ctx)
		return err
	}))
}

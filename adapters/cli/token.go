package cli

import (
	"encoding/hex"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
)

// tokenCmd manages access tokens.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it alone."`
	List   tokenListCmd   `cmd:"" help:"List the tokens of a tenant."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token."`
}

// Help explains the commands.
func (tokenCmd) Help() string {
	return lesson("A token lets its bearer in at the doors of one tenant, in one role. Only its hash is kept: it is shown once.",
		codesOfQuery, "reglament token create --tenant sud --role operator --label reception", "reglament token list --tenant sud",
		"reglament token revoke reception --tenant sud")
}

// listedToken is a token as people see it, who must not see the token.
type listedToken struct {
	ID        string    `json:"id"`
	Label     string    `json:"label"`
	Role      string    `json:"role"`
	Principal string    `json:"principal"`
	Created   time.Time `json:"created"`
}

func listed(t sqlstore.Token) listedToken {
	return listedToken{ID: tokenID(t), Label: t.Label, Role: t.Role, Principal: t.Principal, Created: t.Created}
}

// tokenID names a token by the beginning of its hash.
func tokenID(t sqlstore.Token) string { return hex.EncodeToString(t.Hash)[:12] }

func (t listedToken) print(out *output) {
	out.printf("%s  %-16s %-12s %-20s %s\n", t.ID, t.Label, t.Role, t.Principal, t.Created.Format(time.RFC3339))
}

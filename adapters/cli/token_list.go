package cli

import "context"

// tokenListCmd lists tokens.
type tokenListCmd struct {
	place
	Tenant string `help:"Tenant; \"installation\" for the API under /api/admin." required:"" placeholder:"TENANT"`
}

// Help explains the command.
func (tokenListCmd) Help() string {
	return lesson("One line a token that is good: its id, label, role, whose it is, and since when. The tokens themselves cannot be shown again.",
		codesOfQuery, "reglament token list --tenant sud", "reglament token list --tenant installation --json")
}

// Run lists tokens.
func (c *tokenListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id, err := ownerOf(ctx, store, c.Tenant)
	if err != nil {
		return err
	}
	tokens, err := store.Tokens(ctx, id)
	if err != nil {
		return err
	}
	rows := []listedToken{}
	for _, t := range tokens {
		rows = append(rows, listed(t))
	}
	return out.result(rows, func() {
		for _, r := range rows {
			r.print(out)
		}
		if len(rows) == 0 {
			out.printf("%s has no tokens\n", c.Tenant)
		}
	})
}

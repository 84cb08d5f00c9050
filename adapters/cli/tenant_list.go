package cli

import "context"

// tenantListCmd lists the hosted companies.
type tenantListCmd struct{ place }

// Help explains the command.
func (tenantListCmd) Help() string {
	return lesson("One line a tenant: its name, the edition of its regulation that new tickets are registered under, and the length of its log.",
		codesOfQuery, "reglament tenant list", "reglament tenant list --json")
}

// listedTenant is a tenant in the list.
type listedTenant struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Events  int64  `json:"events"`
}

// Run lists.
func (c *tenantListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	rows := []listedTenant{}
	for _, t := range tenants {
		head, err := store.Head(ctx, t.ID)
		if err != nil {
			return err
		}
		rows = append(rows, listedTenant{string(t.ID), string(head.Active), head.Seq})
	}
	return out.result(rows, func() {
		for _, r := range rows {
			out.printf("%-32s edition %.12s  %d events\n", r.ID, r.Edition, r.Events)
		}
		if len(rows) == 0 {
			out.printf("there are no tenants: the server makes one of each regulation when it starts\n")
		}
	})
}

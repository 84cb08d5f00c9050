package cli

import "github.com/reglament/reglament/adapters/httpapi"

// rollbackCmd goes back to the edition that was active before.
type rollbackCmd struct {
	remote
	because
}

// Help explains the command.
func (rollbackCmd) Help() string {
	return lesson("Activates the edition that was active before, on a running server. A second rollback goes further back, never to what was "+
		"rolled back: that is activated by its id. Tickets that were registered meanwhile finish under the edition that is left.",
		codesOfQuery, `reglament rollback --tenant sud --reason "Clause 5 counts clock hours"`)
}

// Run rolls back.
func (c *rollbackCmd) Run(out *output) error {
	var done httpapi.Activated
	if err := c.order("/rollback", c.body(), &done); err != nil {
		return err
	}
	return printActivated(out, c.Tenant, &done)
}

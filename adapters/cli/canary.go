package cli

import (
	"net/http"
	"net/url"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/rules"
)

// canaryCmd tries an edition on a share of the new tickets.
type canaryCmd struct {
	remote
	What  string `arg:"" optional:"" help:"What to try: a folder with a regulation, the name of a shipped one, or an edition that the server keeps."`
	Share int    `help:"How many of a hundred new tickets are registered under it." placeholder:"N"`
	End   bool   `help:"Register all new tickets under the active edition again."`
	because
}

// Help explains the command.
func (canaryCmd) Help() string {
	return lesson("Registers a share of the new tickets under another edition than the active one, on a running server, which checks it as for "+
		"activate. These tickets finish under it. Activating it makes it the edition of all new tickets; activating any edition, or --end, "+
		"ends the trial. If it fails too often, the server ends the trial itself. How it does is shown by editions.",
		codesOfQuery, `reglament canary sud --share 10 --tenant sud --reason "Order 14, on a tenth"`, `reglament canary --end --tenant sud --reason "Clause 5 is understood otherwise"`)
}

// Run tries, or ends.
func (c *canaryCmd) Run(out *output) error {
	var done httpapi.Tried
	if c.End {
		if c.What != "" || c.Share != 0 {
			return misused("--end ends the trial that is on: it takes no edition and no --share")
		}
		if err := c.ask(http.MethodDelete, "/canary?"+c.query(), nil, &done); err != nil {
			return err
		}
		return out.result(done, func() {
			out.printf("%s: edition %s gets no new tickets any more; its %d open ones finish under it\n", c.Tenant, done.Edition.Short, done.Edition.OpenTickets)
		})
	}
	if c.What == "" || c.Share < 1 || c.Share > 99 {
		return misused("name an edition to try and its --share of a hundred new tickets, 1 to 99; or --end")
	}
	id, warnings, err := c.edition(out, c.What)
	if err != nil {
		return err
	}
	body := struct {
		httpapi.OrderBody
		Share int `json:"share"`
	}{c.body(), c.Share}
	if err := c.order("/"+url.PathEscape(id)+"/canary", body, &done); err != nil {
		return err
	}
	if !done.Changed {
		done.Warnings = append(rules.Findings{}, warnings...)
	}
	return out.result(done, func() {
		out.warn(done.Warnings)
		if !done.Changed {
			out.printf("%s: edition %s had this share already, nothing has changed\n", c.Tenant, done.Edition.Short)
			return
		}
		out.printf("%s: %d of 100 new tickets are registered under edition %s now\n", c.Tenant, c.Share, done.Edition.Short)
	})
}

// query is the reason where a request has no body.
func (b *because) query() string {
	return url.Values{"reason": {b.Reason}, "from": {b.From}}.Encode()
}

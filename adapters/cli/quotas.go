package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/httpapi"
)

// quotasCmd shows or changes a tenant's quotas on a running server, which alone
// may write the change into the tenant's log.
type quotasCmd struct {
	Tenant string            `arg:"" help:"Whose quotas."`
	Set    map[string]string `help:"Give the tenant a quota of its own; more than once for several." placeholder:"NAME=N"`
	Reset  []string          `help:"Take a quota of its own back: it has the default then." placeholder:"NAME"`
	Reason string            `help:"Why; it is kept with the change for good." placeholder:"TEXT"`
	URL    string            `help:"Address of the running server." default:"http://localhost:8080" env:"REGLAMENT_URL" placeholder:"URL"`
	Token  string            `help:"Token of an administrator of the installation." env:"REGLAMENT_TOKEN" placeholder:"TOKEN"`
}

// Help explains the command.
func (quotasCmd) Help() string {
	return lesson("Shows what a tenant may cost and cause: the default, what it has of its own, and what it has used today; which quotas it has "+
		"exceeded, and on which ticket last. A change holds at once on this server and within seconds on others, without a restart. "+
		"It is kept in the tenant's log.",
		codesOfQuery, "reglament quotas sud", `reglament quotas sud --set notices=20000 --reset code --reason "New contract"`)
}

// Run shows, after it has changed what is to be changed.
func (c *quotasCmd) Run(out *output) error {
	if c.Token == "" {
		return misused("a token of an administrator of the installation is needed, as --token or in REGLAMENT_TOKEN; where the server runs, " +
			"this makes one: reglament token create --tenant installation --role admin")
	}
	set, err := host.ParseQuotas(c.Set)
	if err != nil {
		return usageError{err}
	}
	var report httpapi.QuotaReport
	if err := c.ask(http.MethodGet, nil, &report); err != nil {
		return err
	}
	if len(set) > 0 || len(c.Reset) > 0 {
		if err := c.change(set, &report); err != nil {
			return err
		}
	}
	return out.result(report, func() { printQuotas(out, c.Tenant, &report) })
}

func (c *quotasCmd) ask(method string, body any, report *httpapi.QuotaReport) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return askServer(c.URL, c.Token, method, "/api/admin/v1/tenants/"+url.PathEscape(c.Tenant)+"/quotas", bytes.NewReader(raw), report)
}

// change sends all quotas that the tenant is to have of its own. Whoever has
// changed them meanwhile is not overruled.
func (c *quotasCmd) change(set map[string]int64, report *httpapi.QuotaReport) error {
	was, known := map[string]int64{}, map[string]bool{}
	for _, q := range report.Quotas {
		known[q.Quota] = true
		if q.Override != nil {
			was[q.Quota] = *q.Override
		}
	}
	is := maps.Clone(was)
	for _, name := range c.Reset {
		if _, both := set[name]; both || !known[name] {
			return misused("--reset %s: it is set at the same time, or there is no such quota", name)
		}
		delete(is, name)
	}
	maps.Copy(is, set)
	*report = httpapi.QuotaReport{}
	return c.ask(http.MethodPut, map[string]any{"quotas": is, "from": was, "reason": c.Reason}, report)
}

func printQuotas(out *output, tenant string, report *httpapi.QuotaReport) {
	breaches := map[string]httpapi.QuotaBreach{}
	for _, b := range report.Use.Breaches {
		breaches[b.Quota] = b
	}
	out.printf("%-13s %12s %12s  %s\n", "QUOTA", "DEFAULT", "OF ITS OWN", "UNIT")
	for _, q := range report.Quotas {
		own := "-"
		if q.Override != nil {
			own = fmt.Sprint(*q.Override)
		}
		out.printf("%-13s %12d %12s  %s\n", q.Quota, q.Default, own, q.Unit)
		if b, ok := breaches[q.Quota]; ok {
			out.printf("%13s exceeded %d times today, last on %s at %s\n", "", b.Count, b.Ticket, b.At.Format(time.RFC3339))
		}
	}
	out.printf("%s today: %d messages; code of the last minute: %.1f %% of its quota\n", tenant, report.Use.Notices, 100*report.Use.Code)
}

package cli

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/reglament/reglament/adapters/httpapi"
)

// shadowCmd lets an edition decide a second time what the active one decides.
type shadowCmd struct {
	remote
	What   string `arg:"" optional:"" help:"What to compare with: a folder with a regulation, the name of a shipped one, or an edition that the server keeps."`
	Report bool   `help:"Show what the last run has found."`
	Stop   bool   `help:"End the run; what it has found stays."`
	Reason string `help:"Why it is begun or ended; it is kept for good." placeholder:"TEXT"`
	Clause string `help:"Only the differences under this clause." placeholder:"ID"`
	Show   int    `help:"How many differences to show one by one." default:"20" placeholder:"N"`
	Lang   string `help:"Language of the sentences: kk, ru or en." default:"ru" enum:"kk,ru,en"`
}

// Help explains the command.
func (shadowCmd) Help() string {
	return lesson("From now on, a running server lets another edition decide a second time what the active one has decided, and compares. Nothing "+
		"follows from it, and nobody waits for it. What would have followed from a difference is not played. Tickets that are kept under other "+
		"editions are not compared. A run ends when it is stopped, when another edition is activated, after 7 days or 200,000 events. "+
		"Replay does the same with what has happened before.",
		codesOfQuery, `reglament shadow sud --tenant sud --reason "What would Order 14 change?"`, "reglament shadow --report --tenant sud",
		`reglament shadow --stop --tenant sud --reason "We have seen enough"`)
}

// shadowReport is a run with its differences.
type shadowReport struct {
	httpapi.Shadow
	Clauses     []httpapi.ShadowClause     `json:"clauses"`
	Differences []httpapi.ShadowDifference `json:"differences"`
	Next        string                     `json:"next,omitempty"`
}

// Run begins, shows or ends a run.
func (c *shadowCmd) Run(out *output) error {
	chosen := 0
	for _, is := range []bool{c.What != "", c.Report, c.Stop} {
		if is {
			chosen++
		}
	}
	switch {
	case chosen != 1:
		return misused("name an edition to begin a run, or give --report or --stop")
	case c.Report:
		return c.report(out)
	case c.Reason == "":
		return misused("--reason is needed to begin or to end a run")
	}
	var done shadowReport
	if c.Stop {
		if err := c.ask(http.MethodDelete, "/shadow?"+url.Values{"reason": {c.Reason}}.Encode(), nil, &done); err != nil {
			return err
		}
		return out.result(done, func() { out.printf("%s: the shadow run of edition %.12s is ended\n", c.Tenant, done.Edition) })
	}
	id, warnings, err := c.edition(out, c.What)
	if err != nil {
		return err
	}
	if err := c.order("/"+url.PathEscape(id)+"/shadow", httpapi.OrderBody{Reason: c.Reason}, &done); err != nil {
		return err
	}
	return out.result(done, func() {
		out.warn(warnings)
		out.printf("%s: edition %.12s decides a second time what %.12s decides; see: reglament shadow --report --tenant %s\n",
			c.Tenant, done.Edition, done.Active, c.Tenant)
	})
}

// report shows what was found, page by page.
func (c *shadowCmd) report(out *output) error {
	var all shadowReport
	for cursor, list := "", []httpapi.ShadowDifference{}; ; {
		var page shadowReport
		q := url.Values{"clause": {c.Clause}, "cursor": {cursor}, "lang": {c.Lang}, "limit": {"100"}}
		if err := c.ask(http.MethodGet, "/shadow?"+q.Encode(), nil, &page); err != nil {
			return err
		}
		list = append(list, page.Differences...)
		all = page
		if all.Differences, cursor = list, page.Next; cursor == "" || !out.json && len(list) >= c.Show {
			break
		}
	}
	return out.result(all, func() { c.print(out, &all) })
}

func (c *shadowCmd) print(out *output, r *shadowReport) {
	const minute = "2006-01-02 15:04"
	out.printf("edition %.12s beside %.12s since %s  %s: %s\n", r.Edition, r.Active, r.Began.Local().Format(minute), r.By.ID, r.Reason)
	if r.Ended != nil {
		out.printf("ended %s  %s: %s\n", r.Ended.Local().Format(minute), r.EndedBy.ID, r.EndReason)
	}
	shown := r.Differences[:min(len(r.Differences), c.Show)]
	for i := range shown {
		d := &shown[i]
		out.printf("%s  event %d  %s  %s: %s\n", d.Number, d.Seq, d.At.Local().Format("2006-01-02 15:04:05"), d.Event, d.Kind)
		if d.Detail != "" {
			out.printf("    %s\n", d.Detail)
		}
		printOps(out, "-", d.Was)
		printOps(out, "+", d.Would)
	}
	if more := r.Different - len(shown); more > 0 && c.Clause == "" {
		out.printf("... and %d more\n", more)
	}
	for _, cl := range r.Clauses {
		out.printf("%-16s differences: %d (%s)\n", cl.ID, cl.Differences, strings.Join(cl.Numbers, ", "))
	}
	out.printf("%d decisions compared, %d would have been others, %d of them failed; decided by other editions: %d\n",
		r.Compared, r.Different, r.Kinds["failed"], r.OtherEditions)
	for _, why := range slices.Sorted(maps.Keys(r.NotComparable)) {
		out.printf("not comparable, %s: %d\n", why, r.NotComparable[why])
	}
	if r.Cost+r.CostWas > 0 {
		out.printf("the code cost %d, this would cost %d\n", r.CostWas, r.Cost)
	}
	if r.Behind > 0 {
		out.printf("%d events are yet to be looked at\n", r.Behind)
	}
	if r.Problem != "" {
		out.printf("it has to wait: %s\n", r.Problem)
	}
}

func printOps(out *output, sign string, ops []httpapi.ShadowOp) {
	for _, op := range ops {
		out.printf("  %s %-16s %s\n", sign, op.Clause, strings.ReplaceAll(op.Sentence, "\n", " "))
	}
}

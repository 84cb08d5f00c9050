package cli

import (
	"context"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/replay"
	"github.com/reglament/reglament/rules/worktime"
)

// replayCmd plays a tenant's history under another edition.
type replayCmd struct {
	place
	Tenant string `help:"Whose history." required:"" placeholder:"TENANT"`
	To     string `help:"The candidate: a folder with a regulation, or the name of a shipped one." required:"" placeholder:"DIR"`
	Last   string `help:"Only what happened in this time up to now, such as 90d or 3mo; everything without it." placeholder:"TIME"`
	Show   int    `help:"How many differences to show one by one; --json shows all." default:"20" placeholder:"N"`
	Lang   string `help:"Language of the sentences: kk, ru or en." default:"ru" enum:"kk,ru,en"`
}

// Help explains the command.
func (replayCmd) Help() string {
	return lesson("Decides the tenant's history anew under a candidate edition, each event on its ticket as it was, and shows what would have been "+
		"different, by clause. Nothing is written and nothing is sent. What would have followed from a difference is not played. A server may be running.",
		"Exit code 0: no difference. 1: there are some. 2: wrong use, or no such tenant.",
		"reglament replay --tenant sud --to sud", "reglament replay --tenant sud --to sud --last 90d --json")
}

// replayed is a difference in words.
type replayed struct {
	Kind    string            `json:"kind"`
	Number  string            `json:"number"`
	Seq     int64             `json:"seq"`
	At      time.Time         `json:"at"`
	Event   string            `json:"event"`
	Clauses []engine.ClauseID `json:"clauses"`
	Was     []timelineLine    `json:"was"`
	Would   []timelineLine    `json:"would"`
	Detail  string            `json:"detail,omitempty"`
}

// Run replays.
func (c *replayCmd) Run(out *output) error {
	ctx := context.Background()
	candidates, err := sources([]string{c.To})
	if err != nil {
		return err
	}
	since, err := c.since(time.Now())
	if err != nil {
		return err
	}
	beside, err := c.candidate(ctx, c.Tenant, candidates[0])
	if err != nil {
		return err
	}
	defer beside.close()
	// Little lives longer than an event: collecting less often makes it a third
	// faster for some 30 MiB more.
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	differences := []replayed{}
	done, end := out.progress("replaying the events of " + c.Tenant)
	defer end()
	summary, err := replay.Run(ctx, replay.Config{History: beside.store, Tenant: beside.tenant, Candidate: beside.reg, Knows: beside.reg.Knows, Since: since, Progress: done,
		Difference: func(d *replay.Difference) {
			if out.json || len(differences) < c.Show {
				differences = append(differences, c.describe(d, beside.reg))
			}
		}})
	if err != nil {
		return err
	}
	slices.SortFunc(differences, func(a, b replayed) int { return int(a.Seq - b.Seq) })
	err = out.result(struct {
		replay.Summary
		List []replayed `json:"list"`
	}{summary, differences}, func() { c.print(out, &summary, differences, beside.reg) })
	if n := summary.Differences + len(summary.Unknown); err == nil && n > 0 {
		err = findingsError{n}
	}
	return err
}

// since is the instant that --last goes back to.
func (c *replayCmd) since(now time.Time) (time.Time, error) {
	if c.Last == "" {
		return time.Time{}, nil
	}
	d, err := worktime.ParseDuration(c.Last)
	if err != nil {
		return now, misused("--last: %v", err)
	}
	if d.Unit == "mo" {
		return now.AddDate(0, -int(d.N), 0), nil
	}
	unit, ok := map[worktime.Unit]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[d.Unit]
	if !ok {
		return now, misused("--last is a time by the clock, such as 90d or 12h; %s counts working time", c.Last)
	}
	return now.Add(-time.Duration(d.N) * unit), nil
}

func (c *replayCmd) describe(d *replay.Difference, reg *rules.Regulation) replayed {
	r := replayed{Kind: d.Kind, Number: d.Number, Seq: d.Seq, At: d.At.In(reg.Zone()), Event: d.Event, Clauses: d.Clauses, Detail: d.Detail,
		Was: []timelineLine{}, Would: []timelineLine{}}
	words := func(ops []engine.Op) []timelineLine {
		lines := []timelineLine{}
		for _, b := range reg.Why(&engine.Event{Body: engine.Body{Ops: ops}}, engine.Actor{Kind: engine.System}, c.Lang) {
			lines = append(lines, timelineLine{Clause: b.Op.Clause, Sentence: b.Sentence})
		}
		return lines
	}
	r.Was, r.Would = words(d.Was), words(d.Would)
	return r
}

func (c *replayCmd) print(out *output, s *replay.Summary, list []replayed, reg *rules.Regulation) {
	for _, d := range list {
		out.printf("%s  event %d  %s  %s: %s\n", d.Number, d.Seq, d.At.Format("2006-01-02 15:04:05"), d.Event, d.Kind)
		if d.Detail != "" {
			out.printf("    %s\n", d.Detail)
		}
		for _, l := range d.Was {
			out.printf("  - %-16s %s\n", l.Clause, strings.ReplaceAll(l.Sentence, "\n", " "))
		}
		for _, l := range d.Would {
			out.printf("  + %-16s %s\n", l.Clause, strings.ReplaceAll(l.Sentence, "\n", " "))
		}
	}
	if more := s.Differences - len(list); more > 0 {
		out.printf("... and %d more\n", more)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Clauses)) {
		by := s.Clauses[id]
		out.printf("%-16s differences: %d (%s)\n", id, by.Differences, strings.Join(by.Numbers, ", "))
	}
	for _, u := range s.Unknown {
		out.printf("%s: there is no %s %q; tickets that have it: %d (%s). Keep it in the catalogue, or move these tickets first.\n",
			c.To, u.Facet, u.Value, u.Tickets, strings.Join(u.Numbers, ", "))
	}
	out.printf("%d events of %d tickets replayed, %d skipped, %d would have been decided otherwise\n", s.Events, s.Tickets, s.Skipped, s.Differences)
}

package plugins_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/replay"
)

// watched is a regulation whose decisions are traced.
type watched struct {
	reg  *rules.Regulation
	lang string
	told func(rules.Considered)
}

func (w watched) traced(ask func(*rules.Regulation)) {
	t := &rules.Tracer{Lang: w.lang, Reader: engine.Actor{Kind: engine.System}}
	ask(w.reg.Traced(t))
	for _, one := range t.Considered() {
		w.told(one)
	}
}

func (w watched) Route(ctx context.Context, c *engine.Case) (to engine.Routing, err error) {
	w.traced(func(reg *rules.Regulation) { to, err = reg.Route(ctx, c) })
	return to, err
}

func (w watched) Decide(ctx context.Context, c *engine.Case) (d engine.Decision, err error) {
	w.traced(func(reg *rules.Regulation) { d, err = reg.Decide(ctx, c) })
	return d, err
}

// TestDecisionsAreTheSameWhenTraced decides all events of all shipped cases anew,
// traced, in each language: nothing changes, and all that was considered is told in
// words.
func TestDecisionsAreTheSameWhenTraced(t *testing.T) {
	counts := map[string]int{}
	playShipped(t, func(p *played) {
		for _, lang := range []string{rules.Kazakh, rules.Russian, rules.English} {
			told := func(one rules.Considered) {
				counts[one.Kind]++
				wantWords(t, p.file.Path, lang, &one)
			}
			_, err := replay.Run(t.Context(), replay.Config{History: p, Tenant: "case", Workers: 1, Candidate: watched{p.reg, lang, told},
				Difference: func(d *replay.Difference) {
					t.Errorf("%s: event %d (%s) %s when it is traced: was %+v, would %+v", p.file.Path, d.Seq, d.Event, d.Kind, d.Was, d.Would)
				}})
			if err != nil {
				t.Error(err)
			}
		}
	})
	for _, kind := range []string{rules.ConsideredReaction, rules.ConsideredPromise, rules.ConsideredSilence, rules.ConsideredLevel, rules.ConsideredThread, rules.ConsideredHook} {
		if counts[kind] == 0 {
			t.Errorf("no %s was considered in vain in any shipped case: %v", kind, counts)
		}
	}
}

func wantWords(t *testing.T, file, lang string, one *rules.Considered) {
	t.Helper()
	if one.Sentence == "" || one.Clause.Title == nil || len(one.Because) == 0 {
		t.Errorf("%s in %s: %s of clause %s says %q because %v", file, lang, one.Kind, one.Clause.ID, one.Sentence, one.Because)
	}
	for _, why := range one.Because {
		whole := why.Name + why.Want + why.Got
		if why.Name == "" || strings.Contains(whole, "{0}") || strings.HasPrefix(why.Name, ":") || (why.Want == "") != (why.Got == "") {
			t.Errorf("%s in %s: %s of clause %s for want of %+v", file, lang, one.Kind, one.Clause.ID, why)
		}
		if lang != rules.English && !slices.ContainsFunc([]rune(why.Name), func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }) {
			t.Errorf("%s in %s: %s of clause %s names %q, which is no word", file, lang, one.Kind, one.Clause.ID, why.Name)
		}
	}
}

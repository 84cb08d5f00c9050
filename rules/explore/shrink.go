package explore

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
)

// shrunk are the findings, sorted, with their histories made as short as can be.
func (x *explorer) shrunk(ctx context.Context) []Finding {
	out := make([]Finding, len(x.keys))
	each(len(x.keys), func(i int) {
		f := x.found[x.keys[i]]
		if len(f.steps) > 0 {
			s := &shrinker{player: x.player, finding: f}
			s.shrink(ctx)
			s.tell()
		}
		out[i] = *f
	})
	slices.SortFunc(out, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.key, b.key)) })
	number(out)
	return out
}

// shrinker makes the history of a finding shorter as long as it is found.
type shrinker struct {
	*player
	finding *Finding
}

func (s *shrinker) shrink(ctx context.Context) {
	bare := *s.player
	bare.dir = &directory.File{}
	if f := bare.find(ctx, s.finding, s.finding.steps); f != nil {
		s.player, s.finding = &bare, s.keep(f)
	}
	for before := -1; before != len(s.finding.steps) && ctx.Err() == nil; {
		before = len(s.finding.steps)
		s.drop(ctx)
	}
	s.simplify(ctx)
	s.hurry(ctx)
}

// keep puts a shorter history in the place of the finding's.
func (s *shrinker) keep(f *Finding) *Finding {
	*s.finding = *f
	return s.finding
}

// accept tries a history, and keeps it if it still shows the finding.
func (s *shrinker) accept(ctx context.Context, steps []cases.Step) bool {
	f := s.find(ctx, s.finding, steps)
	if f != nil {
		s.keep(f)
	}
	return f != nil
}

// drop leaves out steps, the last ones first: what comes later rests on less.
func (s *shrinker) drop(ctx context.Context) {
	for i := len(s.finding.steps) - 1; i >= 0; i-- {
		if steps := s.finding.steps; i < len(steps) {
			s.accept(ctx, slices.Delete(slices.Clone(steps), i, i+1))
		}
	}
}

// simplify leaves out parts of steps.
func (s *shrinker) simplify(ctx context.Context) {
	for i := range s.finding.steps {
		for again := true; again; {
			again = slices.ContainsFunc(simpler(&s.finding.steps[i]), func(step cases.Step) bool {
				steps := slices.Clone(s.finding.steps)
				steps[i] = step
				return s.accept(ctx, steps)
			})
		}
	}
}

// simpler are steps that say a little less than one.
func simpler(s *cases.Step) (out []cases.Step) {
	change := func(f func(*cases.Step)) {
		step := *s
		f(&step)
		out = append(out, step)
	}
	less := func(values map[string]any, put func(*cases.Step, map[string]any)) {
		for _, id := range slices.Sorted(maps.Keys(values)) {
			rest := maps.Clone(values)
			delete(rest, id)
			change(func(s *cases.Step) { put(s, rest) })
		}
	}
	mail := func(present bool, f func(*cases.Mail)) {
		if present {
			m := *s.Mail
			f(&m)
			change(func(s *cases.Step) { s.Mail = &m })
		}
	}
	if s.Lost {
		change(func(s *cases.Step) { s.Lost = false })
	}
	switch {
	case s.Mail != nil:
		mail(s.Mail.Automatic != "", func(m *cases.Mail) { m.Automatic = "" })
		mail(len(s.Mail.Files) > 0, func(m *cases.Mail) { m.Files = nil })
		mail(s.Mail.Text != "" && s.Mail.Text != "Hello!", func(m *cases.Mail) { m.Text = "Hello!" })
		mail(s.Mail.Subject != "" && s.Mail.Subject != plainSubject, func(m *cases.Mail) { m.Subject = plainSubject })
	case s.Form != nil:
		less(s.Form.Fields, func(s *cases.Step, rest map[string]any) { f := *s.Form; f.Fields = rest; s.Form = &f })
	case s.Call != nil:
		less(s.Call.Fields, func(s *cases.Step, rest map[string]any) { f := *s.Call; f.Fields = rest; s.Call = &f })
	case s.Act != "":
		less(s.Inputs, func(s *cases.Step, rest map[string]any) { s.Inputs = rest })
		if len(s.Files) > 0 {
			change(func(s *cases.Step) { s.Files = nil })
		}
	}
	return out
}

// hurry makes waits as short as they can be, down to the second.
func (s *shrinker) hurry(ctx context.Context) {
	from := s.start
	for i := range s.finding.steps {
		to, err := time.ParseInLocation(instantLayout, s.finding.steps[i].Until, s.reg.Zone())
		if err != nil {
			continue
		}
		for to.Sub(from) > time.Second {
			middle := from.Add(to.Sub(from) / 2).Truncate(time.Second)
			steps := slices.Clone(s.finding.steps)
			steps[i].Until = middle.In(s.reg.Zone()).Format(instantLayout)
			if s.accept(ctx, steps) {
				to = middle
			} else {
				from = middle
			}
		}
		from = to
	}
}

// find plays a history and returns the finding of the same key, if it is there
// at the history's end.
func (p *player) find(ctx context.Context, f *Finding, steps []cases.Step) *Finding {
	if len(steps) == 0 {
		return nil
	}
	var act *rules.Act
	if f.Kind == Refused {
		if act = p.offered(ctx, steps); act == nil {
			return nil
		}
	}
	o := p.play(ctx, steps)
	if o.step != len(steps)-1 {
		return nil
	}
	if f.Kind == Stuck {
		if found := p.stuck(ctx, o); found != nil && found.key == f.key {
			return found
		}
		return nil
	}
	all := p.judge(ctx, o, act)
	if i := slices.IndexFunc(all, func(g Finding) bool { return g.key == f.key }); i >= 0 {
		return &all[i]
	}
	return nil
}

// offered is the act of the last step if the steps before it have led to its
// being offered.
func (p *player) offered(ctx context.Context, steps []cases.Step) *rules.Act {
	last := &steps[len(steps)-1]
	o := p.play(ctx, steps[:len(steps)-1])
	t := o.ticket(o.current)
	if !o.ok() || t == nil {
		return nil
	}
	for _, of := range p.offers(t) {
		if of.act.ID == last.Act && of.by == last.By {
			return of.act
		}
	}
	return nil
}

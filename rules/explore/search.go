package explore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// explorer looks for findings. Histories are played side by side, but what comes
// of them is taken in the order in which they were chosen, so that the number of
// processors makes no difference.
type explorer struct {
	*player
	cfg *Config

	states map[string]*place
	order  []string // the states, as they were found
	// moved are the situations that some step leads out of.
	moved map[string]bool
	// resting are histories with an open ticket without a timer, one for each
	// situation.
	resting map[string]*node
	reached map[string]bool // statuses
	echoed  map[string]bool // states in which a program was answered
	found   map[string]*Finding
	keys    []string // the findings, as they were found
}

// place is a state, and some histories that lead there.
type place struct {
	nodes []*node
	// endless states are not waited in: notices would go on by themselves.
	endless bool
}

// node is a history that can go on.
type node struct {
	*outcome
	// situation is that of the ticket at hand, state also says whether there are
	// others.
	situation string
	state     string
	left      []move // moves that were not tried
}

// maxNodes bounds how many histories of one state are kept.
const maxNodes = 4

// batch is how many histories are chosen before any of them is looked at.
const batch = 64

func newExplorer(cfg *Config) *explorer {
	p := &player{reg: cfg.Regulation, dir: cfg.Directory, start: firstInstant(cfg.Regulation), notices: cfg.Notices, played: &atomic.Int64{}}
	p.openings = p.firstMoves()
	return &explorer{
		player: p, cfg: cfg, states: map[string]*place{}, moved: map[string]bool{}, resting: map[string]*node{},
		reached: map[string]bool{}, echoed: map[string]bool{}, found: map[string]*Finding{},
	}
}

// job is a move to try after a history.
type job struct {
	from *node
	move move
}

// tried is what came of a job.
type tried struct {
	*node
	job      job
	findings []Finding
	// after is the situation of the ticket that the job began with.
	after string
}

// exhaust plays every history up to the depth, as far as states differ.
func (x *explorer) exhaust(ctx context.Context) error {
	frontier := []*node{x.root()}
	for range min(x.cfg.Exhaustive, x.cfg.Depth) {
		var jobs []job
		for _, n := range frontier {
			for _, m := range n.left {
				jobs = append(jobs, job{from: n, move: m})
			}
			n.left = nil
		}
		frontier = nil
		for part := range slices.Chunk(jobs, batch) {
			fresh, err := x.try(ctx, part)
			if err != nil {
				return err
			}
			frontier = append(frontier, fresh...)
		}
	}
	return nil
}

func (x *explorer) root() *node {
	return &node{outcome: &outcome{now: x.start}, left: slices.Clone(x.openings)}
}

// wander plays random histories: a state, a history that leads there, a move
// that was not tried yet. Rare states have the same chance as common ones.
func (x *explorer) wander(ctx context.Context) error {
	rng := rand.New(rand.NewPCG(x.cfg.Seed, 0))
	for left := x.cfg.Histories; left > 0; {
		var jobs []job
		for len(jobs) < min(batch, left) {
			j, ok := x.choose(rng)
			if !ok {
				break
			}
			jobs = append(jobs, j)
		}
		if len(jobs) == 0 {
			return nil // there is nothing that was not tried
		}
		left -= len(jobs)
		if _, err := x.try(ctx, jobs); err != nil {
			return err
		}
	}
	return nil
}

func (x *explorer) choose(rng *rand.Rand) (job, bool) {
	for len(x.order) > 0 {
		i := rng.IntN(len(x.order))
		at := x.states[x.order[i]]
		at.nodes = slices.DeleteFunc(at.nodes, func(n *node) bool { return len(n.left) == 0 })
		if len(at.nodes) == 0 {
			x.order = slices.Delete(x.order, i, i+1)
			continue
		}
		n := at.nodes[rng.IntN(len(at.nodes))]
		k := rng.IntN(len(n.left))
		j := job{from: n, move: n.left[k]}
		n.left = slices.Delete(n.left, k, k+1)
		return j, true
	}
	return job{}, false
}

// try plays jobs and takes in what came of them. It returns the histories that
// have led to new states.
func (x *explorer) try(ctx context.Context, jobs []job) (fresh []*node, err error) {
	results := make([]tried, len(jobs))
	each(len(jobs), func(i int) { results[i] = x.attempt(ctx, jobs[i]) })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var probes []probe
	for i := range results {
		r := &results[i]
		isNew := x.take(r)
		if isNew {
			fresh = append(fresh, r.node)
		}
		probes = append(probes, x.probes(r, isNew)...)
	}
	x.probe(ctx, probes)
	x.cfg.Progress(x.played.Load())
	return fresh, ctx.Err()
}

// each calls f for the numbers up to n, side by side.
func each(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}

func (x *explorer) attempt(ctx context.Context, j job) tried {
	steps := append(slices.Clip(slices.Clone(j.from.steps)), j.move.step)
	n := &node{outcome: x.play(ctx, steps)}
	r := tried{node: n, job: j, findings: x.judge(ctx, n.outcome, j.move.act)}
	if n.ok() {
		n.situation = x.situation(n.ticket(n.current))
		n.state = fmt.Sprintf("%s, of %d", n.situation, min(len(n.tickets), 2))
		if r.after = n.situation; n.current != j.from.current {
			r.after = x.situation(n.ticket(j.from.current))
		}
	}
	return r
}

// take takes in what came of a job, and reports whether its state is new.
func (x *explorer) take(r *tried) bool {
	x.note(r.findings)
	for _, status := range r.reached {
		x.reached[status] = true
	}
	if !r.ok() || slices.ContainsFunc(r.findings, endless) {
		return false
	}
	if r.after != r.job.from.situation {
		x.moved[r.job.from.situation] = true
	}
	if t := r.ticket(r.current); t != nil && x.open(t) && len(t.Timers) == 0 && x.resting[r.situation] == nil {
		x.resting[r.situation] = r.node
	}
	at := x.states[r.state]
	known := at != nil
	if !known {
		at = &place{}
		x.states[r.state] = at
		x.order = append(x.order, r.state)
	}
	if len(at.nodes) < maxNodes && len(r.steps) < x.cfg.Depth {
		r.left = x.moves(r.outcome)
		if at.endless {
			r.left = slices.DeleteFunc(r.left, move.waits)
		}
		at.nodes = append(at.nodes, r.node)
	}
	return !known
}

// note keeps findings that are new, or that have a shorter history than before.
func (x *explorer) note(findings []Finding) {
	for i := range findings {
		f := &findings[i]
		have := x.found[f.key]
		if have == nil {
			x.keys = append(x.keys, f.key)
		}
		if have == nil || len(f.steps) < len(have.steps) {
			x.found[f.key] = f
		}
	}
}

// findUnreached lists the statuses that no history has led to.
func (x *explorer) findUnreached() {
	for i := range x.reg.Statuses {
		s := &x.reg.Statuses[i]
		if !x.reached[s.ID] {
			x.note([]Finding{newFinding(Unreached, s.ID, "No history has led to the status "+s.ID, nil, nil, s.Clause)})
		}
	}
}

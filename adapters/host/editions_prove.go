package host

import (
	"context"
	"fmt"
	"maps"
	"path"
	"sync"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// proofs are the editions that this process has proved, with what they were warned
// of. An edition never changes, so that going back to one takes no new proof; what
// a tenant's code may cost does, and then its editions are proved anew.
type proofs struct {
	mu sync.Mutex
	of map[editionOf]rules.Findings
}

func (p *proofs) known(of editionOf) (warnings rules.Findings, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	warnings, ok = p.of[of]
	return warnings, ok
}

func (p *proofs) note(of editionOf, warnings rules.Findings) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil {
		p.of = map[editionOf]rules.Findings{}
	}
	p.of[of] = warnings
}

func (p *proofs) forget(tenant engine.TenantID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.of, func(of editionOf, _ rules.Findings) bool { return of.tenant == tenant })
}

// prove holds a bundle against all that it must keep, and hands it to the registry.
func (h *Host) prove(ctx context.Context, id engine.TenantID, edition engine.EditionID, bundle *rules.Bundle) (*rules.Regulation, rules.Findings, error) {
	of := editionOf{id, edition}
	if warnings, ok := h.proofs.known(of); ok {
		if reg, _, err := h.registry.Rules(ctx, id, edition); err == nil {
			return reg, warnings, h.addressesFree(ctx, id, reg)
		}
	}
	l, err := h.loader.Regulation(ctx, string(id), bundle)
	if err != nil {
		return nil, nil, err
	}
	if err := h.holds(ctx, id, bundle, l); err != nil {
		l.Program.Close()
		return nil, nil, err
	}
	h.registry.Keep(id, edition, l.Regulation, l.Program)
	h.proofs.note(of, l.Warnings)
	return l.Regulation, l.Warnings, nil
}

// holds is an error if a regulation claims what is not its own, or fails its cases.
func (h *Host) holds(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, l *plugins.Loaded) error {
	if err := h.addressesFree(ctx, id, l.Regulation); err != nil {
		return err
	}
	if err := h.runCases(ctx, id, bundle, l.Program, ""); err != nil {
		return err
	}
	twin, err := h.loader.Twin(ctx, string(id), bundle)
	if err != nil || twin == nil {
		return err
	}
	defer twin.Close()
	return h.runCases(ctx, id, bundle, twin, "on the interpreter, which must decide the same: ")
}

// runCases plays the bundle's own cases. What fails are findings, and where says
// how they were played.
func (h *Host) runCases(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, prog plugins.Program, where string) error {
	files, err := cases.Load(bundle.FS(), "cases")
	if err != nil {
		return rules.Findings{{File: string(id), Message: err.Error()}}
	}
	var failed rules.Findings
	for _, f := range files {
		report := cases.Run(ctx, cases.Of(prog), f, cases.Observer{})
		for _, failure := range report.Failures {
			failed = append(failed, rules.Finding{File: path.Join(string(id), f.Path), Line: failure.Line, Message: where + failure.Message})
		}
	}
	if err := ctx.Err(); err != nil { // what has failed has failed for that
		return &engine.Error{Kind: engine.Temporary, Err: fmt.Errorf("play the cases of %s: %w", id, err)}
	}
	return failed.Err()
}

// addressesFree refuses a regulation that claims another tenant's mail.
func (h *Host) addressesFree(ctx context.Context, id engine.TenantID, reg *rules.Regulation) error {
	wanted, err := h.addresses.Of(ctx, id, reg)
	if err != nil {
		return err
	}
	return h.addresses.Free(ctx, id, wanted)
}

package host

import (
	"context"
	"fmt"
	"path"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// prove loads a bundle and holds it against all that it must keep. The program is
// to be closed.
func (h *Host) prove(ctx context.Context, id engine.TenantID, bundle *rules.Bundle) (_ *plugins.Loaded, err error) {
	l, err := h.loader.Regulation(ctx, string(id), bundle)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			l.Program.Close()
		}
	}()
	if err := h.addressesFree(ctx, id, l.Regulation); err != nil {
		return nil, err
	}
	if err := h.runCases(ctx, id, bundle, l.Program, ""); err != nil {
		return nil, err
	}
	twin, err := h.loader.Twin(ctx, string(id), bundle)
	if err != nil || twin == nil {
		return l, err
	}
	defer twin.Close()
	return l, h.runCases(ctx, id, bundle, twin, "on the interpreter, which must decide the same: ")
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

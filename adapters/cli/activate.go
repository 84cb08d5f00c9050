package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/rules"
)

// activateCmd makes an edition the active one.
type activateCmd struct {
	remote
	What string `arg:"" help:"A folder with a regulation, the name of a shipped one, or an edition that the server keeps: its id, or the beginning of its id."`
	because
}

// because says why something is to change.
type because struct {
	Reason string `help:"Why; it is kept with the change for good." required:"" placeholder:"TEXT"`
	From   string `help:"The edition that you know to be active: if it is another, nothing is done." placeholder:"ID"`
}

func (b *because) body() httpapi.OrderBody { return httpapi.OrderBody{Reason: b.Reason, From: b.From} }

// Help explains the command.
func (activateCmd) Help() string {
	return lesson("Sends a regulation to a running server, which checks it whole: it must load, make sense, pass its own cases, take nobody's "+
		"address, and nothing that open tickets need. Then new tickets are registered under it; those that are open finish under their own. "+
		"On any failure the edition before it stays, and what is wrong is said with file, line and clause. See beforehand what it would "+
		"change: diff, replay, plan.",
		codesOfQuery, `reglament activate sud --tenant sud --reason "Edition of 1 December"`)
}

// Run activates.
func (c *activateCmd) Run(out *output) error {
	id, warnings, err := c.edition(out, c.What)
	if err != nil {
		return err
	}
	var done httpapi.Activated
	if err := c.order("/"+url.PathEscape(id)+"/activate", c.body(), &done); err != nil {
		return err
	}
	if !done.Changed {
		done.Warnings = warnings
	}
	return printActivated(out, c.Tenant, &done)
}

// edition is the edition that a word means: one that the server keeps, or a folder,
// which is sent to it.
func (r *remote) edition(out *output, what string) (id string, warnings rules.Findings, err error) {
	list, err := sources([]string{what})
	switch {
	case err == nil && len(list) > 1:
		return "", nil, misused("%s: a tenant has one regulation; name one folder", what)
	case err == nil:
		up, err := r.upload(out, list[0])
		if err != nil {
			return "", nil, err
		}
		return up.Edition.ID, up.Warnings, nil
	case !host.IsEditionName(what):
		return "", nil, err
	}
	return what, rules.Findings{}, nil
}

// upload sends a regulation's folder.
func (r *remote) upload(out *output, s source) (*httpapi.Uploaded, error) {
	bundle, err := rules.ReadBundle(s.fsys, s.dir)
	if err != nil {
		return nil, usageError{err}
	}
	archive, err := pack(bundle)
	if err != nil {
		return nil, err
	}
	_, end := out.progress("the server proves " + s.name)
	defer end()
	up := &httpapi.Uploaded{}
	return up, r.ask(http.MethodPost, "", archive, up)
}

// pack makes an archive of a bundle.
func pack(b *rules.Bundle) (*bytes.Buffer, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(b.Files)) {
		f, err := w.Create(name)
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
		if _, err := f.Write(b.Files[name]); err != nil {
			return nil, fmt.Errorf("pack %s: %w", name, err)
		}
	}
	return &out, w.Close()
}

func printActivated(out *output, tenant string, done *httpapi.Activated) error {
	return out.result(done, func() {
		out.warn(done.Warnings)
		if !done.Changed {
			out.printf("%s: edition %s was active already, nothing has changed\n", tenant, done.Edition.Short)
			return
		}
		out.printf("%s: edition %s is active now; before it was %.12s\n", tenant, done.Edition.Short, done.Was)
	})
}

// warn prints findings that keep nothing from being done.
func (o *output) warn(findings rules.Findings) {
	for _, f := range findings {
		fmt.Fprintf(o.err, "warning: %s\n", f)
	}
}

package cli

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/reglament/reglament/adapters/httpapi"
)

// editionsCmd lists the editions of a tenant's regulation, or writes one to disk.
type editionsCmd struct {
	remote
	Edition string `arg:"" optional:"" help:"One edition: its id, the beginning of its id, or active."`
	Out     string `help:"Write the files of the edition into this folder, which must be new." placeholder:"DIR"`
	All     bool   `help:"List all; without it, the newest 20."`
}

// Help explains the command.
func (editionsCmd) Help() string {
	return lesson("Lists the editions that a running server keeps for a tenant, the newest first: when each was active, who activated it last and "+
		"why, and how many open tickets are kept under it. With an edition, its files. A server that is not running has the same in "+
		"its log; it takes what is in its rules folder when it starts.",
		codesOfQuery, "reglament editions --tenant sud", "reglament editions active --tenant sud --out ./now")
}

// Run lists.
func (c *editionsCmd) Run(out *output) error {
	if c.Edition != "" {
		return c.show(out)
	}
	if c.Out != "" {
		return misused("--out needs an edition to write, such as active")
	}
	list := []httpapi.Edition{}
	for cursor := ""; ; {
		var page httpapi.EditionsOutput
		if err := c.ask(http.MethodGet, "?cursor="+url.QueryEscape(cursor), nil, &page.Body); err != nil {
			return err
		}
		list = append(list, page.Body.Editions...)
		if cursor = page.Body.Next; cursor == "" || !c.All {
			break
		}
	}
	return out.result(list, func() {
		for i := range list {
			printEdition(out, &list[i])
		}
	})
}

// printEdition is an edition in a line.
func printEdition(out *output, e *httpapi.Edition) {
	mark, when, by := " ", "never active", ""
	if e.FirstActive != nil {
		when = "active from " + e.FirstActive.Local().Format("2006-01-02 15:04")
	}
	switch {
	case e.Active:
		mark = "*"
	case e.LastActive != nil:
		when += " to " + e.LastActive.Local().Format("2006-01-02 15:04")
	}
	if e.By != nil {
		by = "  " + e.By.ID + ": " + e.Reason
	}
	out.printf("%s %s  %3d clauses  %5d open  %s%s\n", mark, e.Short, e.Clauses, e.OpenTickets, when, by)
	if c := e.Canary; c != nil {
		out.printf("    canary: %d of 100 new tickets since %s, %d tickets so far, %d of %d decisions failed  %s: %s\n",
			c.Share, c.Since.Local().Format("2006-01-02 15:04"), c.Tickets, c.Faults, c.Decisions, c.By.ID, c.Reason)
	}
	if e.Unreadable != "" {
		out.printf("    cannot be loaded any more: %s\n", e.Unreadable)
	}
}

// show prints or writes the files of one edition.
func (c *editionsCmd) show(out *output) error {
	var answer httpapi.EditionOutput
	if err := c.ask(http.MethodGet, "/"+url.PathEscape(c.Edition), nil, &answer.Body); err != nil {
		return err
	}
	if c.Out != "" {
		if err := writeEdition(c.Out, answer.Body.Files); err != nil {
			return err
		}
	}
	return out.result(answer.Body, func() {
		printEdition(out, &answer.Body.Edition)
		for _, f := range answer.Body.Files {
			out.printf("    %8d  %s\n", f.Size, f.Path)
		}
		if c.Out != "" {
			out.printf("written to %s\n", c.Out)
		}
	})
}

// writeEdition writes files into a new folder. Names that lead out of it are
// refused by the folder itself.
func writeEdition(dir string, files []httpapi.EditionFile) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return misused("--out %s: there is something already; name a new folder", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		content := []byte(f.Text)
		if f.Base64 != "" {
			if content, err = base64.StdEncoding.DecodeString(f.Base64); err != nil {
				return fmt.Errorf("%s: %w", f.Path, err)
			}
		}
		name := filepath.FromSlash(f.Path)
		if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := root.WriteFile(name, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

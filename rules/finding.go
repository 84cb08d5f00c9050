package rules

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Finding is something wrong with a regulation: where, by which clause, what,
// and what to do about it.
type Finding struct {
	File   string          `json:"file,omitempty"`
	Line   int             `json:"line,omitempty"`
	Clause engine.ClauseID `json:"clause,omitempty"`
	// Path is the place within the catalogue, such as promises[2].within.
	Path    string `json:"path,omitempty"`
	Message string `json:"message"`
	// Warning findings do not keep a regulation from being activated.
	Warning bool `json:"warning,omitempty"`
}

func (f Finding) String() string {
	var b strings.Builder
	if f.File != "" {
		b.WriteString(f.File)
		if f.Line > 0 {
			fmt.Fprintf(&b, ":%d", f.Line)
		}
		b.WriteString(": ")
	}
	if f.Clause != "" {
		fmt.Fprintf(&b, "clause %s: ", f.Clause)
	}
	if f.Path != "" {
		fmt.Fprintf(&b, "%s: ", f.Path)
	}
	b.WriteString(f.Message)
	return b.String()
}

// Findings is a list of findings that is an error if it holds any that is not a
// warning.
type Findings []Finding

// Err returns the findings as an error, or nil if all of them are warnings.
func (f Findings) Err() error {
	for _, one := range f {
		if !one.Warning {
			return f
		}
	}
	return nil
}

func (f Findings) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

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

// A regulation that is wrong all over is told so for a while; what an author gets
// to see, and what is kept, is bounded.
const (
	maxFindings = 100
	maxMessage  = 1000 // bytes
)

// add appends a finding while there is room. An error takes the last place even of
// a warning: it must not be lost.
func (f *Findings) add(one Finding) {
	one.Message, one.Path = shortened(one.Message), shortened(one.Path)
	switch n := len(*f); {
	case n < maxFindings:
		*f = append(*f, one)
	case !one.Warning:
		(*f)[n-1] = one
	}
}

func shortened(s string) string {
	if len(s) <= maxMessage {
		return s
	}
	return strings.ToValidUTF8(s[:maxMessage], "") + "…"
}

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

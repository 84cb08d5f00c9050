package explore

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/cases"
)

// newFinding makes a finding. about tells findings of a kind apart.
func newFinding(kind Kind, about, what string, expect map[string]any, steps []cases.Step, clauses ...engine.ClauseID) Finding {
	f := Finding{Kind: kind, Clauses: []engine.ClauseID{}, What: strings.Join(strings.Fields(what), " "), Steps: []string{},
		Name: slug(string(kind) + " " + about), key: string(kind) + " " + about, expect: expect, steps: steps}
	for _, id := range clauses {
		if id != "" && !slices.Contains(f.Clauses, id) {
			f.Clauses = append(f.Clauses, id)
		}
	}
	return f
}

// maxName bounds the length of names.
const maxName = 60

// slug is a text as letters and digits, with hyphens between them.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	name := strings.Join(words, "-")
	return strings.Trim(name[:min(len(name), maxName)], "-")
}

// number makes the names unique.
func number(findings []Finding) {
	times := map[string]int{}
	for i := range findings {
		name := findings[i].Name
		if times[name]++; times[name] > 1 {
			findings[i].Name = fmt.Sprintf("%s-%d", name, times[name])
		}
	}
}

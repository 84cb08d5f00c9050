package worker

import (
	"errors"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// failure makes a message of an error. Findings cross over as such, and so does
// the quota that was exceeded.
func failure(exchange uint64, cost int64, err error) *message {
	value := map[string]any{}
	if over, ok := err.(*engine.QuotaError); ok {
		value["quota"], err = over.Quota, over.Err
	}
	if findings, ok := err.(rules.Findings); ok { // as they stand: around them there would be words to keep
		value["findings"] = fromFindings(findings)
	}
	return &message{kind: kindFailed, exchange: exchange, number: cost, text: valid(err.Error()), value: value}
}

// failed is the error that a message tells of.
func (m *message) failed() error {
	fields, _ := m.value.(map[string]any)
	value := engine.Fields(fields)
	err := errors.New(m.text)
	if list := value.List("findings"); len(list) > 0 {
		err = toFindings(list)
	}
	switch quota := value.String("quota"); quota {
	case engine.QuotaInstructions, engine.QuotaMemory: // of others the process knows nothing
		return &engine.QuotaError{Quota: quota, Err: err}
	}
	return err
}

func fromFindings(findings rules.Findings) []any {
	list := make([]any, len(findings))
	for i, f := range findings {
		list[i] = map[string]any{
			"file": valid(f.File), "line": int64(f.Line), "clause": valid(string(f.Clause)), "path": valid(f.Path),
			"message": valid(f.Message), "warning": f.Warning,
		}
	}
	return list
}

func toFindings(list []any) rules.Findings {
	findings := make(rules.Findings, len(list))
	for i, one := range list {
		m, _ := one.(map[string]any)
		f := engine.Fields(m)
		findings[i] = rules.Finding{
			File: f.String("file"), Line: int(f.Int("line")), Clause: engine.ClauseID(f.String("clause")), Path: f.String("path"),
			Message: f.String("message"), Warning: f.Bool("warning"),
		}
	}
	return findings
}

func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

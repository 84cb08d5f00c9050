package worker

import (
	"errors"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

func TestQuotaThatWasExceededCrossesOver(t *testing.T) {
	t.Parallel()
	for _, quota := range []string{engine.QuotaInstructions, engine.QuotaMemory} {
		sent := failure(1, 200_001, &engine.QuotaError{Quota: quota, Err: rules.Findings{{File: "x.lua", Line: 7, Message: "too much"}}})
		raw, err := sent.encode(maxBack)
		if err != nil {
			t.Fatal(err)
		}
		got, err := parse(raw[4:])
		if err != nil {
			t.Fatal(err)
		}
		var findings rules.Findings
		if err := got.failed(); engine.Exceeded(err) != quota || !errors.As(err, &findings) || findings[0].Line != 7 || got.number != 200_001 {
			t.Errorf("%s became %v at a cost of %d", quota, err, got.number)
		}
	}
	claimed := &message{kind: kindFailed, text: "no", value: map[string]any{"quota": engine.QuotaNotices}}
	if err := claimed.failed(); engine.Exceeded(err) != "" {
		t.Errorf("a process was believed that the quota %s is exceeded, of which it knows nothing", engine.Exceeded(err))
	}
}

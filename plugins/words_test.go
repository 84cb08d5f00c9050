package plugins_test

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// said are sentences that explain something in the cases of testdata/words.
var said = []string{
	"The ticket is seen by: Quality control (but for dana)",
	"Link: duplicate of WO-3",
	"Joined to the ticket: it answers a message of ours",
	"Priority: High",
	"Visit: 27 Nov 2026, 11:30",
	"Until: 26 Nov 2026",
	"The ticket is open again",
	"Deadline “Solution” is met late",
	"Notice “Please help us with WO-1”",
	"→ Quality control",
	"Channel: Telegram",
}

// TestWordsDoWhatTheirCasesSay plays the company of testdata/words: what the
// language can say is shown there by a clause and a case, and explained.
func TestWordsDoWhatTheirCasesSay(t *testing.T) {
	t.Parallel()
	folder := os.DirFS("testdata")
	program := loadWords(t, "words")
	reg, findings := program.Compile(rules.Options{})
	for _, f := range findings {
		t.Error(f)
	}
	files, err := cases.Load(folder, "words/cases")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	var mu sync.Mutex
	var sentences strings.Builder
	t.Run("cases", func(t *testing.T) {
		for _, f := range files {
			t.Run(f.Path, func(t *testing.T) {
				t.Parallel()
				report := cases.Run(t.Context(), func(map[string]any) (*rules.Regulation, error) { return reg, nil }, f,
					cases.Observer{Event: func(e *engine.Event, _ engine.Ticket) {
						mu.Lock()
						defer mu.Unlock()
						for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, rules.English) {
							sentences.WriteString(b.Sentence + "\n")
						}
					}})
				for _, failure := range report.Failures {
					t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
				}
			})
		}
	})
	for _, s := range said {
		if !strings.Contains(sentences.String(), s) {
			t.Errorf("nothing is explained by %q; this is:\n%s", s, sentences.String())
		}
	}
}

// loadWords loads a regulation of testdata.
func loadWords(t testing.TB, name string) plugins.Program {
	t.Helper()
	bundle, err := rules.ReadBundle(os.DirFS("testdata"), name)
	if err != nil {
		t.Fatal(err)
	}
	program, err := plugins.Load(t.Context(), name, bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(program.Close)
	return program
}

package cli

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins/worker"
)

// The processes of regulations are started by a server, not by people.
func TestHelpDoesNotTellOfProcessesOfRegulations(t *testing.T) {
	t.Parallel()
	if r := run(t, "--help").ends(0); strings.Contains(r.out, worker.Command) {
		t.Errorf("help tells of %s:\n%s", worker.Command, r.out)
	}
	run(t, "serve", "--help").ends(0).prints("--rules-workers")
}

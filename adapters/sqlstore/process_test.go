package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine/enginetest"
)

// intruderVariable makes the test program a second process that wants the file.
const intruderVariable = "REGLAMENT_TEST_INTRUDER"

// intrude does what a second server would do with an SQLite file, says what came
// of it, and ends as a program does that cannot start.
func intrude(path string) int {
	applied, err := Migrate(context.Background(), path)
	fmt.Println("migrate:", applied, err)
	s, err := Open(context.Background(), path)
	if err != nil {
		fmt.Println("open:", err)
		return 3
	}
	fmt.Println("opened")
	if err := s.Close(); err != nil {
		fmt.Println("close:", err)
		return 4
	}
	return 0
}

func runIntruder(t *testing.T, path string) (string, int) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), intruderVariable+"="+path)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func TestSecondProcessCannotServeAnSQLiteFile(t *testing.T) {
	t.Parallel()
	path := sqliteFile(t)
	s := openStore(t, path, acme)
	out, code := runIntruder(t, path)
	if code != 3 || !strings.Contains(out, path) || !strings.Contains(out, "another reglament is serving this database") {
		t.Errorf("second process ended with %d and said %q, want 3 and that another one is serving %s", code, out, path)
	}
	if !strings.Contains(out, "migrate: [] <nil>") {
		t.Errorf("second process said %q, want nothing to migrate: whoever serves the file has done it", out)
	}
	enginetest.NewRig(t, s, acme) // the first one still works
	beside, err := OpenBeside(t.Context(), path)
	if err != nil {
		t.Fatalf("a tool beside the server: %v", err)
	}
	if got, err := beside.Tenants(t.Context()); err != nil || len(got) != 1 {
		t.Errorf("a tool beside the server reads tenants %v (%v), want acme", got, err)
	}
	if err := beside.Close(); err != nil {
		t.Error(err)
	}
}

func TestFileIsFreeOnceItsProcessHasEnded(t *testing.T) {
	t.Parallel()
	path := sqliteFile(t)
	if _, err := Migrate(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if out, code := runIntruder(t, path); code != 0 || !strings.Contains(out, "opened") {
		t.Errorf("after the first process: the second ended with %d and said %q, want it to open the file", code, out)
	}
}

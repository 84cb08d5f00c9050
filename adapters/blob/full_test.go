//go:build unix

package blob

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/reglament/reglament/engine"
)

// fullVariable makes the test program a process whose files cannot grow beyond
// 64 KiB, which is what a full disk looks like to it.
const fullVariable = "REGLAMENT_TEST_FULL_DISK"

func TestMain(m *testing.M) {
	if dir := os.Getenv(fullVariable); dir != "" {
		os.Exit(putOnAFullDisk(dir))
	}
	os.Exit(m.Run())
}

func putOnAFullDisk(dir string) int {
	signal.Ignore(syscall.SIGXFSZ)
	const limit = 64 << 10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		fmt.Println(err)
		return 1
	}
	s, err := Open(dir)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	digest, _, err := s.Put(context.Background(), "acme", strings.NewReader(strings.Repeat("x", 10*limit)), 0)
	fmt.Printf("large: %q %s\n", digest, engine.KindOf(err))
	_, _, err = s.Put(context.Background(), "acme", strings.NewReader("small"), 0)
	fmt.Printf("small: %v\n", err)
	return 0
}

func TestFullDiskIsTemporaryAndLeavesNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), fullVariable+"="+s.dir)
	out, err := cmd.CombinedOutput()
	if want := "large: \"\" temporary\nsmall: <nil>\n"; err != nil || string(out) != want {
		t.Errorf("on a full disk:\n%s(%v), want\n%s", out, err, want)
	}
	if left := files(t, s); len(left) != 1 {
		t.Errorf("on disk: %v, want the small file alone", left)
	}
}

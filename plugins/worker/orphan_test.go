package worker

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// A server that is killed cannot end its processes. They end by themselves, and
// have nothing of the server's while they live.
func TestProcessIsBareAndEndsWithAKilledServer(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	secret, err := os.Create(filepath.Join(t.TempDir(), "secret"))
	if err != nil {
		t.Fatal(err)
	}
	defer secret.Close()
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), parentEnv+"="+t.TempDir(), "REGLAMENT_DB=postgres://secret")
	server.ExtraFiles = []*os.File{secret}
	server.Stderr = os.Stderr
	stdin, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal("the server did not say which its process is:", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	if files := filesOf(t, server.Process.Pid); os.Getuid() == 0 && !strings.Contains(files, secret.Name()) {
		t.Fatalf("the server has not inherited the file, but %s", files)
	}
	if files := filesOf(t, pid); strings.Contains(files, secret.Name()) {
		t.Errorf("the process has the server's files: %s", files)
	}
	if env := proc(t, pid, "environ"); env != "" {
		t.Errorf("the process has an environment: %q", env)
	}
	if limits := proc(t, pid, "limits"); strings.Contains(lineOf(limits, "Max data size"), "unlimited") ||
		!strings.HasPrefix(strings.TrimSpace(lineOf(limits, "Max core file size")), "0 ") {
		t.Errorf("the process has no limits: %s", limits)
	}
	if err := server.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = server.Wait()
	eventually(t, "the process has ended", func() bool {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		return err != nil || strings.Contains(string(stat), ") Z ") // nobody may be there to bury it
	})
}

// Not all systems bind a process to its starter; its input alone will do.
func TestProcessEndsWithItsInput(t *testing.T) {
	t.Parallel()
	process := exec.Command(os.Args[0], Command)
	process.Dir = t.TempDir()
	process.Stderr = os.Stderr
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	stdin.Close()
	if err := process.Wait(); err != nil {
		t.Error("it has ended with", err)
	}
}

// proc reads what the kernel tells of a process. What it tells root alone is "".
func proc(t *testing.T, pid int, name string) string {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
	if err != nil && !errors.Is(err, fs.ErrPermission) {
		t.Fatal(err)
	}
	return string(raw)
}

// filesOf lists the files that a process has open, for root.
func filesOf(t *testing.T, pid int) string {
	t.Helper()
	folder := fmt.Sprintf("/proc/%d/fd", pid)
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrPermission) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if name, err := os.Readlink(filepath.Join(folder, e.Name())); err == nil {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

func lineOf(text, name string) string {
	_, after, _ := strings.Cut(text, name)
	line, _, _ := strings.Cut(after, "\n")
	return line
}

package plugins_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	attackFolder = "testdata/attacks"

	// maxResident is what the process of attacked tenants may take at any time.
	maxResident = 512 << 20

	// patience is how long one attack may take. It is for hangs only; nothing else
	// here looks at a clock.
	patience = 4 * time.Minute
)

// TestAttacksHurtNobody uploads every file of testdata/attacks next to tenants
// who mean no harm, in a process of their own. Comments at the head of a file say
// what it tries, where that must be noticed, and what must be said then:
//
//	at: upload      the regulation is refused, with a finding
//	at: decide      it is loaded; its decision fails, and the ticket is parked
//	at: never       there is nothing to notice: it decides the same each time
//	want: words     of the finding, of the fault, or of what was decided
//	open: what happens instead, for what is not held back yet: it is not run
//
// A file is WebAssembly's text format, completed by innocent.wat, or Lua, before
// which innocent.lua stands. A new attack is a new file.
func TestAttacksHurtNobody(t *testing.T) {
	t.Parallel()
	holdBack(t, "")
}

// TestAttacksHurtNobodyInWorkers has each tenant run in a process of its own, with
// the same outcome.
func TestAttacksHurtNobodyInWorkers(t *testing.T) {
	t.Parallel()
	holdBack(t, "workers")
}

// holdBack runs all attacks, in a mode of the process that is attacked.
func holdBack(t *testing.T, mode string) {
	t.Helper()
	attacks := slices.DeleteFunc(readAttacks(t), func(a attack) bool {
		if a.open != "" {
			t.Logf("%s is not held back yet: %s", a.file, a.open)
		}
		return a.open != ""
	})
	ended := map[string]ending{}
	for left := attacks; len(left) > 0; {
		all, running, err := attacked(t, mode, left)
		for _, e := range all {
			ended[e.Attack] = e
		}
		if err != nil {
			t.Errorf("%s: %v", running, err)
		}
		left = left[min(len(all)+1, len(left)):]
	}
	for _, a := range attacks {
		e, ok := ended[a.file]
		switch {
		case !ok:
			t.Errorf("%s did not end: want %s, %q", a.file, a.at, a.want)
		case e.At != a.at || !strings.Contains(e.Message, a.want):
			t.Errorf("%s: noticed at %s: %.2000s\nwant %s: %s", a.file, e.At, e.Message, a.at, a.want)
		case len(e.Message) > maxMessage:
			t.Errorf("%s: what is said has %d bytes, want at most %d", a.file, len(e.Message), maxMessage)
		}
		if e.Peak > maxResident && !raced() {
			t.Errorf("%s: %d MiB were taken, want at most %d", a.file, e.Peak>>20, maxResident>>20)
		}
		for _, wrong := range e.Wrong {
			t.Errorf("%s: a neighbour was hurt: %s", a.file, wrong)
		}
	}
}

// maxMessage bounds what is kept in an event and shown to staff.
const maxMessage = 64 << 10

// attack is a file of testdata/attacks.
type attack struct {
	file           string
	at, want, open string
}

// An ending is how an attack ended.
type ending struct {
	Attack  string
	At      string
	Message string
	Peak    int      // bytes of memory that the process had at most
	Wrong   []string // what neighbours got instead of their own
}

func readAttacks(t testing.TB) (attacks []attack) {
	t.Helper()
	files, err := filepath.Glob(attackFolder + "/*/*")
	if err != nil || len(files) < 60 {
		t.Fatalf("found %d attacks: %v", len(files), err)
	}
	for _, file := range files {
		a, err := readAttack(file)
		if err != nil {
			t.Fatal(err)
		}
		attacks = append(attacks, a)
	}
	return attacks
}

// readAttack reads the head of a file.
func readAttack(file string) (attack, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return attack{}, err
	}
	a := attack{file: file}
	for line := range strings.Lines(string(source)) {
		if !strings.HasPrefix(line, "--") && !strings.HasPrefix(line, ";;") {
			break
		}
		switch key, value, _ := strings.Cut(strings.TrimLeft(line, "-; "), ": "); key {
		case "at":
			a.at = strings.TrimSpace(value)
		case "want":
			a.want = strings.TrimSpace(value)
		case "open":
			a.open = strings.TrimSpace(value)
		}
	}
	if a.at == "" || a.want == "" {
		return a, fmt.Errorf("%s does not say where it is noticed, and by what words", file)
	}
	return a, nil
}

// attacked runs attacks in a child process until one of them ends it. running is
// the one that did.
func attacked(t *testing.T, mode string, attacks []attack) (all []ending, running string, err error) {
	names := make([]string, len(attacks))
	for i, a := range attacks {
		names[i] = a.file
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), attackEnv+"="+strings.Join(names, ","), attackModeEnv+"="+mode)
	if _, err := cmd.StdinPipe(); err != nil { // it closes when this process ends, however it does
		return nil, "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	w := newWarden(cmd.Process)
	lines := bufio.NewReader(out)
	for {
		line, readErr := lines.ReadBytes('\n')
		if readErr != nil {
			break
		}
		w.alive()
		var e ending
		if json.Unmarshal(line, &e) == nil {
			all = append(all, e)
		}
	}
	err = cmd.Wait()
	w.leave()
	if len(all) < len(names) {
		running = names[len(all)]
		err = fmt.Errorf("the process ended: %w; %s\n%.4000s", err, w.why, complaint.Bytes())
	}
	return all, running, err
}

// A warden ends a child that takes too much, or that says nothing for too long.
type warden struct {
	heard chan struct{}
	done  chan struct{}
	wg    sync.WaitGroup
	why   string
}

func newWarden(child *os.Process) *warden {
	w := &warden{heard: make(chan struct{}, 1), done: make(chan struct{})}
	w.wg.Go(func() {
		hang := time.NewTimer(patience)
		look := time.NewTicker(5 * time.Millisecond)
		defer look.Stop()
		for {
			select {
			case <-w.done:
				return
			case <-w.heard:
				hang.Reset(patience)
				continue
			case <-hang.C:
				w.why = "it hung"
			case <-look.C:
				if memory(child.Pid, "VmRSS") <= 2*maxResident || raced() {
					continue
				}
				w.why = "it took too much memory"
			}
			_ = child.Kill()
			return
		}
	})
	return w
}

func (w *warden) alive() {
	select {
	case w.heard <- struct{}{}:
	default:
	}
}

func (w *warden) leave() {
	close(w.done)
	w.wg.Wait()
}

// memory is what a process takes, by a line of its status; 0 where there is no
// /proc.
func memory(pid int, line string) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), line+":")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(fields[0])
	return n << 10
}

// untilOrphaned ends this process when nobody waits for it any more.
func untilOrphaned() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(4)
}

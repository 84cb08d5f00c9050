package sandbox

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestAttacks runs every script in testdata/attacks in a child process with little
// memory, next to an innocent tenant, and compares how it ended with the first
// line of the script:
//
//	-- expect: memory|limit; doubles a string for ever
//
// "ok" means that load and hook succeed; "ok = 42" names the hook's result too. A
// script may repeat text with @100{text}@, in which %d is the number of the repetition.
func TestAttacks(t *testing.T) {
	files, err := filepath.Glob("testdata/attacks/*.lua")
	if err != nil || len(files) < 60 {
		t.Fatalf("found %d attacks: %v", len(files), err)
	}
	groups := map[string][]string{}
	for _, file := range files {
		group, _, _ := strings.Cut(filepath.Base(file), "-")
		groups[group] = append(groups[group], file)
	}
	for group, files := range groups {
		t.Run(group, func(t *testing.T) {
			runAttacks(t, files)
		})
	}
}

const (
	attackEnv = "SANDBOX_ATTACKS"
	maxRSS    = 256 << 20

	// patience is for hangs only; nothing else in these tests looks at a clock.
	patience = 4 * time.Minute
)

func runAttacks(t *testing.T, files []string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.v")
	cmd.Env = append(os.Environ(), attackEnv+"="+strings.Join(files, ","))
	if _, err := cmd.StdinPipe(); err != nil { // closes when this process ends, however it does
		t.Fatal(err)
	}
	out, err := cmd.CombinedOutput()
	ended := map[string]string{}
	running := ""
	for scanner := bufio.NewScanner(bytes.NewReader(out)); scanner.Scan(); {
		what, rest, _ := strings.Cut(scanner.Text(), " ")
		switch what {
		case "BEGIN":
			running = rest
		case "END":
			name, kind, _ := strings.Cut(rest, " ")
			ended[name], running = kind, ""
		}
	}
	if err != nil {
		t.Errorf("the child failed in %q: %v\n%s", running, err, tail(out))
	}
	for _, file := range files {
		want := expectation(t, file)
		got, ok := ended[file]
		if !ok {
			t.Errorf("%s did not end", file)
		} else if !want.accepts(got) {
			t.Errorf("%s ended with %s, want %+v", file, got, want)
		}
	}
}

func tail(out []byte) []byte {
	if len(out) > 4000 {
		out = out[len(out)-4000:]
	}
	return out
}

var firstLine = regexp.MustCompile(`^-- expect: ([a-z|]+)(?: = (.*?))?; `)

// ending is how an attack should end: one of some kinds, perhaps with a result.
type ending struct {
	kinds  []string
	result string
}

func (e ending) accepts(got string) bool {
	kind, rest, _ := strings.Cut(got, " ")
	return slices.Contains(e.kinds, kind) && (e.result == "" || e.result == rest)
}

func expectation(t *testing.T, file string) ending {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m := firstLine.FindStringSubmatch(string(source))
	if m == nil {
		t.Fatalf("%s does not say what to expect", file)
	}
	return ending{kinds: strings.Split(m[1], "|"), result: m[2]}
}

// TestMain runs the child process of TestAttacks, which has one test, or all
// others.
func TestMain(m *testing.M) {
	flag.Parse()
	which, name := "test.skip", "^TestAttackChild$"
	if os.Getenv(attackEnv) != "" {
		which = "test.run"
	}
	if err := flag.Set(which, name); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// TestAttackChild is the child process of TestAttacks.
func TestAttackChild(t *testing.T) {
	files := os.Getenv(attackEnv)
	limitAddressSpace()
	debug.SetMemoryLimit(maxRSS * 3 / 4)
	var running atomic.Value
	running.Store("")
	go watchMemory(&running)
	go watchParent()

	tenant := newTenant(t)
	for _, file := range strings.Split(files, ",") {
		running.Store(file)
		fmt.Println("BEGIN", file)
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tenant.check(t)
		stop := tenant.start(t)
		result, err := attack(t, expand(string(source)))
		stop()
		tenant.check(t)
		fmt.Println("END", file, outcome(result, err))
	}
}

func outcome(result any, err error) string {
	if err == nil {
		return fmt.Sprintf("ok %v", result)
	}
	return fmt.Sprintf("%s %.200q", kindOf(err), err.Error())
}

// watchMemory ends the process when it is too big, naming the attack.
func watchMemory(running *atomic.Value) {
	for {
		if rss := residentBytes(); rss > maxRSS && !raceEnabled {
			fmt.Printf("RSS of %d MiB in %s\n", rss>>20, running.Load())
			os.Exit(3)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// watchParent ends the process when nobody waits for it any more.
func watchParent() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(4)
}

// residentBytes is 0 where there is no /proc.
func residentBytes() int {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.Atoi(strings.Fields(string(statm))[1])
	return pages * os.Getpagesize()
}

var repetition = regexp.MustCompile(`(?s)@(\d+)\{(.*?)\}@`)

func expand(source string) string {
	return repetition.ReplaceAllStringFunc(source, func(m string) string {
		parts := repetition.FindStringSubmatch(m)
		n, _ := strconv.Atoi(parts[1])
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(parts[2], "%d", strconv.Itoa(i)))
		}
		return b.String()
	})
}

// attack runs a script twice from scratch and its hook twice in each state, and
// reports the first error. Results and costs must be the same each time.
func attack(t *testing.T, source string) (any, error) {
	p, err := Compile([]Chunk{{Name: "attack.lua", Source: source}}, Limits{CallSteps: 500_000})
	if err != nil {
		return nil, err
	}
	first := observe(t, p)
	if raceEnabled {
		return first.result, first.err
	}
	if second := observe(t, p); !slices.Equal(first.seen, second.seen) {
		t.Errorf("two runs differ:\n%v\n%v", first, second)
	}
	return first.result, first.err
}

// observation is all that can be seen of a program.
type observation struct {
	seen   []string
	result any   // of the hook
	err    error // the first one
}

func (o *observation) note(what any, cost Cost, err error) {
	if o.err == nil {
		o.err = err
	}
	o.seen = append(o.seen, fmt.Sprintf("%v %v %+v", what, err, cost))
}

// observe loads a program and calls its hook.
func observe(t *testing.T, p *Program) (o observation) {
	s, err := p.Load(context.Background())
	if err != nil {
		o.note(nil, Cost{}, err)
		return o
	}
	value, err := s.Value()
	o.note(value, s.Cost(), err)
	m, _ := value.(map[string]any)
	hook, ok := m["hook"].(Func)
	if !ok {
		return o
	}
	result, err := s.Call(context.Background(), hook, attackCase(s, hook))
	o.note(result, s.Cost(), err)
	o.result = result
	again, err2 := s.Call(context.Background(), hook, attackCase(s, hook))
	switch {
	case s.Dead():
		if !errors.Is(err2, ErrDead) && kindOf(err) == KindRuntime {
			t.Errorf("a dead state answered %v, %v", again, err2)
		}
	case fmt.Sprint(result, err) != fmt.Sprint(again, err2):
		t.Errorf("the same call gave %v, %v and then %v, %v", result, err, again, err2)
	}
	return o
}

func attackCase(s *State, hook Func) Object {
	return mapObject{
		"body": strings.Repeat("тело письма ", 1000),
		"list": sliceList{3, 1, 2},
		"echo": GoFunc(func(args []any) (any, error) { return args, nil }),
		"fail": GoFunc(func([]any) (any, error) { return nil, errors.New("the host refuses") }),
		"panic": GoFunc(func([]any) (any, error) {
			var nothing *State
			return nothing.funcs, nil
		}),
		"reenter": GoFunc(func([]any) (any, error) { return s.Call(context.Background(), hook) }),
	}
}

// tenant is somebody else's regulation in the same process.
type tenant struct {
	state *State
	want  any
}

func newTenant(t *testing.T) *tenant {
	n := &tenant{state: loadScript(t, realisticHook)}
	var err error
	if n.want, err = n.state.Call(context.Background(), 0, realisticCase()); err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *tenant) check(t *testing.T) {
	got, err := n.state.Call(context.Background(), 0, realisticCase())
	if err != nil || !reflect.DeepEqual(got, n.want) {
		t.Errorf("the tenant got %v, %v, want %v", got, err, n.want)
	}
}

// start keeps the tenant busy until stop is called.
func (n *tenant) start(t *testing.T) (stop func()) {
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				n.check(t)
				time.Sleep(time.Millisecond)
			}
		}
	})
	return func() { close(done); wg.Wait() }
}

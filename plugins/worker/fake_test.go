package worker

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A file of this name in the folder of a process says how it is to misbehave.
const mannerFile = "manner"

// misbehaves has the processes of a name misbehave from now on.
func (r *rig) misbehaves(t testing.TB, name, manner string) {
	t.Helper()
	folder := filepath.Join(r.dir, folderOf(name))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, mannerFile), []byte(manner), 0o600); err != nil {
		t.Fatal(err)
	}
}

// misbehave is a process, which does what it should unless a file says otherwise.
func misbehave() int {
	manner, _ := os.ReadFile(mannerFile)
	switch string(manner) {
	case "":
		return Main(os.Args[2:])
	case "hungry":
		go eatWhenTold()
		return Main(os.Args[2:])
	case "watched":
		go watchMemory(128 << 20)
		eat()
	case "crashing":
		fmt.Fprintln(os.Stderr, "fatal error: on purpose")
		return 7
	case "deaf":
		select {}
	case "flooding":
		for {
			if _, err := os.Stderr.WriteString(strings.Repeat("x", 1000) + "\n"); err != nil {
				return 1
			}
		}
	}
	return fake(string(manner))
}

// eatWhenTold takes all memory as soon as there is a file called eat.
func eatWhenTold() {
	for os.Remove("eat") != nil {
		time.Sleep(time.Millisecond)
	}
	eat()
}

func eat() {
	var kept [][]byte
	for {
		piece := make([]byte, 1<<20)
		for i := range piece {
			piece[i] = 1
		}
		kept = append(kept, piece)
	}
}

// fake is a process that loads anything, and then answers calls in its manner.
func fake(manner string) int {
	messages := bufio.NewReader(os.Stdin)
	for {
		m, err := readMessage(messages, maxThere)
		if err != nil {
			return 0
		}
		if m.kind == kindCall || manner == "curious" && m.kind == kindAnswer || manner == "silent" {
			misanswer(manner, m)
			continue
		}
		if m.kind == kindLoad {
			say(&message{kind: kindLoaded, exchange: m.exchange, value: map[string]any{"tree": map[string]any{"id": "desk"}, "budget": int64(1)}})
		}
	}
}

func misanswer(manner string, m *message) {
	switch manner {
	case "noise":
		os.Stdout.WriteString("\x05\x00\x00\x00noise")
	case "huge":
		os.Stdout.WriteString("\xff\xff\xff\x7f")
	case "cut":
		os.Stdout.WriteString("\x05\x00\x00\x00no")
		os.Stdout.Close()
	case "closing":
		os.Stdout.Close()
	case "stranger":
		say(&message{kind: kindResult, exchange: m.exchange + 100})
	case "chatty":
		for range 5 {
			say(&message{kind: kindGet, exchange: m.exchange, text: "type"})
		}
	case "curious":
		say(&message{kind: kindGet, exchange: m.exchange, text: "type"})
	case "confused":
		say(&message{kind: kindLoad, exchange: m.exchange})
	case "mistaken":
		say(&message{kind: kindLoaded, exchange: m.exchange})
	case "exiting":
		os.Exit(5)
	}
}

func say(m *message) {
	b, err := m.encode(maxBack)
	if err == nil {
		_, err = os.Stdout.Write(b)
	}
	if err != nil {
		os.Exit(6)
	}
}

const parentEnv = "WORKER_TEST_PARENT"

// beParent is a server whose process is to be looked at: it prints the process's id
// and waits.
func beParent() int {
	pool, err := New(Config{Dir: os.Getenv(parentEnv)})
	if err != nil {
		return 1
	}
	if _, err := pool.Load(context.Background(), "desk", script("return nil"), false); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(pool.tenants["desk"].current.cmd.Process.Pid)
	io.Copy(io.Discard, os.Stdin)
	return 0
}

package plugins_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/plugins/worker"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

const (
	attackEnv     = "PLUGINS_ATTACKS"
	attackModeEnv = "PLUGINS_ATTACKS_MODE"
)

// TestMain runs the tests, or the attacks of the process that is attacked, or is a
// process of a tenant.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == worker.Command {
		os.Exit(worker.Main(os.Args[2:]))
	}
	if files := os.Getenv(attackEnv); files != "" {
		go untilOrphaned()
		if err := beAttacked(strings.Split(files, ",")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// beAttacked runs attacks one after the other and prints how they ended.
func beAttacked(files []string) error {
	debug.SetMemoryLimit(maxResident * 3 / 4)
	ctx := context.Background()
	loader, each := &plugins.Loader{}, 1
	if os.Getenv(attackModeEnv) == "workers" {
		each = 10 // a round of the neighbours takes longer than most attacks
		pool, err := worker.New(worker.Config{})
		if err != nil {
			return err
		}
		defer pool.Close()
		loader.Workers = pool
	}
	neighbours, err := moveIn(ctx, loader)
	if err != nil {
		return err
	}
	mails, err := readCase(attackFolder + "/mails.yaml")
	if err != nil {
		return err
	}
	for i, file := range files {
		debug.FreeOSMemory()
		_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew
		e := ending{Attack: file}
		e.At, e.Message = uploaded(ctx, loader, file, mails)
		if (i+1)%each == 0 || i+1 == len(files) {
			e.Wrong = neighbours.round()
		}
		e.Peak = memory(os.Getpid(), "VmHWM")
		if err := json.NewEncoder(os.Stdout).Encode(e); err != nil {
			return err
		}
	}
	return nil
}

func readCase(path string) (*cases.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return cases.Read(path, file)
}

// bundleOf makes a bundle of an attack.
func bundleOf(file string) (*rules.Bundle, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	kind := filepath.Ext(file)
	base, err := os.ReadFile(attackFolder + "/innocent" + kind)
	if err != nil {
		return nil, err
	}
	if kind == ".lua" {
		return &rules.Bundle{Files: map[string][]byte{plugins.Main: []byte(string(base) + repeat(string(source)))}}, nil
	}
	module, err := assemble(attackFolder, string(base), string(source))
	return &rules.Bundle{Files: map[string][]byte{plugins.Module: module}}, err
}

// uploaded does what follows on an upload, and says where the attack was noticed
// and what was said.
func uploaded(ctx context.Context, loader *plugins.Loader, file string, mails *cases.File) (at, message string) {
	bundle, err := bundleOf(file)
	if err != nil {
		return "assembling", err.Error()
	}
	at, message = decided(ctx, mails, func() (plugins.Program, error) { return loader.Load(ctx, "attacker", bundle) })
	if at == "upload" || bundle.Files[plugins.Module] == nil || loader.Workers != nil {
		return at, message // what differs between machines does not depend on where they are
	}
	otherAt, other := decided(ctx, mails, func() (plugins.Program, error) { return loader.Twin(ctx, "attacker", bundle) })
	// One machine may run out of stack where the other runs out of budget.
	if otherAt != at || other != message && at != "decide" {
		return "one machine alone", fmt.Sprintf("compiled: at %s: %s\ninterpreted: at %s: %s", at, message, otherAt, other)
	}
	return at, message
}

// decided loads a regulation and has it decide twice what is mailed.
func decided(ctx context.Context, mails *cases.File, load func() (plugins.Program, error)) (at, message string) {
	program, err := load()
	if err != nil {
		return "upload", err.Error()
	}
	defer program.Close()
	reg, findings := program.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		return "upload", err.Error()
	}
	compile := func(map[string]any) (*rules.Regulation, error) { return reg, nil }
	for n := range 2 {
		p, m := playMails(ctx, compile, mails)
		if n > 0 && (p != at || m != message) {
			return "one time alone", fmt.Sprintf("first: %s: %s\nthen: %s: %s", at, message, p, m)
		}
		at, message = p, m
	}
	return at, message
}

// hookClause is the one whose hook attacks.
const hookClause = "2"

// playMails plays mails and returns the fault, or what the hook has decided each time.
func playMails(ctx context.Context, compile cases.Compile, mails *cases.File) (at, message string) {
	var said []string
	report := cases.Run(ctx, compile, mails, cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
		if e.Ticket == "" {
			return
		}
		if e.Body.Fault != "" {
			at, message = "decide", e.Body.Fault
			if ticket.Facets[engine.FacetParked] == "" {
				message = "the ticket is not parked: " + message
			}
			return
		}
		if e.Kind == rules.KindMessage {
			said = append(said, hookOps(e))
		}
	}})
	switch {
	case at != "":
		return at, message
	case !report.Passed() || len(said) != len(mails.Steps):
		return "decide", fmt.Sprintf("%d decisions, no fault: %v", len(said), report.Failures)
	}
	for _, s := range said[1:] {
		if s != said[0] {
			return "one decision alone", strings.Join(said, "\n")
		}
	}
	return "never", said[0]
}

func hookOps(e *engine.Event) string {
	var body engine.Body
	for _, op := range e.Body.Ops {
		if op.Clause == hookClause {
			body.Ops = append(body.Ops, op)
		}
	}
	text, err := engine.EncodeBody(&body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

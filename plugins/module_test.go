package plugins_test

import (
	"os"
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// hello is the example of the kit for AssemblyScript.
const hello = "sdk/assemblyscript/examples/hello"

// TestModuleKeepsItsCasesOnBothMachines plays the cases of a module with a hook,
// compiled and interpreted.
func TestModuleKeepsItsCasesOnBothMachines(t *testing.T) {
	t.Parallel()
	bundle, err := rules.ReadBundle(os.DirFS(hello), ".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := cases.Load(bundle.FS(), "cases")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	loader := &plugins.Loader{Cache: t.TempDir()}
	for name, load := range map[string]func() (plugins.Program, error){
		"compiled":    func() (plugins.Program, error) { return loader.Load(t.Context(), "hello", bundle) },
		"interpreted": func() (plugins.Program, error) { return loader.Twin(t.Context(), "hello", bundle) },
	} {
		program, err := load()
		if err != nil {
			t.Fatal(name, err)
		}
		for _, f := range files {
			for _, failure := range cases.Run(t.Context(), cases.Of(program), f, cases.Observer{}).Failures {
				t.Errorf("%s: %s:%d: %s", name, f.Path, failure.Line, failure.Message)
			}
		}
		program.Close()
	}
}

func TestFolderWithTwoRegulationsIsRefused(t *testing.T) {
	t.Parallel()
	both := &rules.Bundle{Files: map[string][]byte{plugins.Main: []byte("return {}"), plugins.Module: []byte("\x00asm\x01\x00\x00\x00")}}
	if _, err := plugins.Load(t.Context(), "both", both); err == nil || !strings.Contains(err.Error(), "leave one of them") {
		t.Errorf("got %v, want a finding that names both files", err)
	}
}

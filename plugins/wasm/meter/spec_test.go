package meter

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// specFile is a script of the official test suite, as wazero carries it.
type specFile struct {
	Commands []struct {
		Type     string `json:"type"`
		Line     int    `json:"line"`
		Name     string `json:"name"`
		Filename string `json:"filename"`
		As       string `json:"as"`
		Action   struct {
			Type   string      `json:"type"`
			Args   []specValue `json:"args"`
			Field  string      `json:"field"`
			Module string      `json:"module"`
		} `json:"action"`
		Expected   []specValue `json:"expected"`
		ModuleType string      `json:"module_type"`
		Text       string      `json:"text"`
	} `json:"commands"`
}

type specValue struct {
	Type  string `json:"type"`
	Value any    `json:"value"`
}

func (v specValue) bits() uint64 {
	text, _ := v.Value.(string)
	if text == "" || text == "null" {
		return 0
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("value %v of type %s", v.Value, v.Type))
	}
	if v.Type == "externref" {
		n++ // zero is null for the engine
	}
	return n
}

func (v specValue) matches(got uint64) bool {
	text, _ := v.Value.(string)
	nan := strings.HasPrefix(text, "nan:")
	switch {
	case nan && v.Type == "f32":
		return math.IsNaN(float64(math.Float32frombits(uint32(got))))
	case nan:
		return math.IsNaN(math.Float64frombits(got))
	case v.Type == "i32" || v.Type == "f32":
		return uint32(got) == uint32(v.bits())
	case v.Value == nil:
		return true
	}
	return got == v.bits()
}

// specTraps are the engine's words for those of the suite, where they differ.
var specTraps = map[string]string{
	"indirect call":                 "indirect call type mismatch",
	"undefined element":             "invalid table access",
	"undefined":                     "invalid table access",
	"out of bounds table access":    "invalid table access",
	"call stack exhausted":          "stack overflow",
	"uninitialized element":         "invalid table access",
	"uninitialized":                 "invalid table access",
	"uninitialized element 2":       "invalid table access",
	"invalid conversion to integer": "invalid conversion to integer",
}

// script runs one file of the suite.
type script struct {
	t       *testing.T
	r       wazero.Runtime
	dir     string
	tally   *tally
	current api.Module // nil when the last module was refused
	named   map[string]api.Module
}

type tally struct{ returns, traps, refused, rejected int }

func wazeroDir(t *testing.T) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/tetratelabs/wazero").Output()
	if err != nil {
		t.Fatalf("find wazero's sources: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// TestSpecificationHoldsWithMetering runs the official test suite on metered
// modules, except those that use vectors.
func TestSpecificationHoldsWithMetering(t *testing.T) {
	root := filepath.Join(wazeroDir(t), "internal", "integration_test", "spectest")
	host, err := os.ReadFile(filepath.Join(root, "testdata", "spectest.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	for engine, config := range engines {
		var total tally
		for version, features := range map[string]api.CoreFeatures{"v1": api.CoreFeaturesV1, "v2": api.CoreFeaturesV2} {
			files, err := filepath.Glob(filepath.Join(root, version, "testdata", "*.json"))
			if err != nil || len(files) == 0 {
				t.Fatalf("no scripts for %s: %v", version, err)
			}
			for _, file := range files {
				if strings.HasPrefix(filepath.Base(file), "simd_") {
					continue
				}
				t.Run(engine+"/"+version+"/"+filepath.Base(file), func(t *testing.T) {
					r := newRuntime(t, config().WithCoreFeatures(features))
					if _, err := r.Instantiate(context.Background(), host); err != nil {
						t.Fatal(err)
					}
					s := script{t: t, r: r, dir: filepath.Dir(file), tally: &total, named: map[string]api.Module{}}
					s.run(file)
				})
			}
		}
		t.Logf("%s: %d results and %d traps as specified; %d commands on refused modules left out; %d wrong modules rejected",
			engine, total.returns, total.traps, total.refused, total.rejected)
		if total.returns < 20_000 || total.traps < 1_000 || total.rejected < 1_000 {
			t.Errorf("%s: too little of the suite ran: %+v", engine, total)
		}
	}
}

func (s *script) run(file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	var f specFile
	if err := json.Unmarshal(raw, &f); err != nil {
		s.t.Fatal(err)
	}
	for i, c := range f.Commands {
		target := s.current
		if c.Action.Module != "" {
			target = s.named[c.Action.Module]
		}
		at := fmt.Sprintf("line %d %s %s", c.Line, c.Type, c.Action.Field)
		switch c.Type {
		case "module":
			as := ""
			if i+1 < len(f.Commands) && f.Commands[i+1].Type == "register" {
				as = f.Commands[i+1].As
			}
			s.current = s.instantiate(at, c.Filename, as)
			s.named[c.Name] = s.current
		case "assert_return", "action", "assert_trap", "assert_exhaustion":
			if target == nil {
				s.tally.refused++
				continue
			}
			s.act(at, target, c.Action.Type, c.Action.Field, c.Action.Args, c.Expected, c.Text)
		case "assert_invalid", "assert_malformed", "assert_uninstantiable":
			if c.ModuleType != "text" {
				s.reject(at, c.Filename)
			}
		}
	}
}

var specOptions = Options{Fuel: MaxFuel, AllowLinking: true, MaxMemoryPages: maxPages, MaxTableSize: math.MaxUint32,
	MaxEffort: math.MaxInt, MaxAllEffort: math.MaxInt}

func (s *script) read(name string) []byte {
	module, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return module
}

// instantiate returns nil for a module that metering refuses: then it must use
// vectors, the only feature of the suite that is left out.
func (s *script) instantiate(at, file, as string) api.Module {
	metered, _, err := Inject(s.read(file), specOptions)
	if err != nil {
		if !strings.Contains(err.Error(), "SIMD") {
			s.t.Errorf("%s: %v", at, err)
		}
		return nil
	}
	m, err := s.r.InstantiateWithConfig(context.Background(), metered, wazero.NewModuleConfig().WithName(as))
	if err != nil {
		s.t.Errorf("%s: %v", at, err)
	}
	return m
}

// reject checks that metering does not make a wrong module right. Some that the
// suite holds to be wrong are right for the engine, which lets a segment be out of
// a table's bounds.
func (s *script) reject(at, file string) {
	ctx, config := context.Background(), wazero.NewModuleConfig().WithName("")
	plain := s.read(file)
	metered, _, err := Inject(plain, specOptions)
	if err == nil {
		_, err = s.r.InstantiateWithConfig(ctx, metered, config)
	}
	s.tally.rejected++
	if err == nil {
		if _, err := s.r.InstantiateWithConfig(ctx, plain, config); err != nil {
			s.t.Errorf("%s: instantiated, want an error as without metering: %v", at, err)
		}
		s.tally.rejected--
	}
}

func (s *script) act(at string, m api.Module, kind, field string, args, want []specValue, text string) {
	if kind == "get" {
		if got := m.ExportedGlobal(field).Get(); !want[0].matches(got) {
			s.t.Errorf("%s: %x, want %v", at, got, want)
		}
		s.tally.returns++
		return
	}
	var in []uint64
	for _, a := range args {
		in = append(in, a.bits())
	}
	results, err := m.ExportedFunction(field).Call(context.Background(), in...)
	if text != "" {
		s.trap(at, trap(err), text)
		return
	}
	if err != nil || len(results) != len(want) {
		s.t.Errorf("%s: %x, %v, want %v", at, results, err, want)
		return
	}
	for i, w := range want {
		if !w.matches(results[i]) {
			s.t.Errorf("%s: result %d is %x, want %v", at, i, results[i], w)
		}
	}
	s.tally.returns++
}

func (s *script) trap(at, got, text string) {
	want := text
	if w, ok := specTraps[text]; ok {
		want = w
	}
	if strings.HasPrefix(text, "uninitialized") {
		want = "invalid table access"
	}
	if got != want {
		s.t.Errorf("%s: trap %q, want %q", at, got, want)
	}
	s.tally.traps++
}

package wasm

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/reglament/reglament/plugins/wasm/meter"
)

// TestMeteredModuleIsKeptAndMadeAnewWhenItIsDamaged: whatever happened to the file,
// the module is the same.
func TestMeteredModuleIsKeptAndMadeAnewWhenItIsDamaged(t *testing.T) {
	t.Parallel()
	module, err := os.ReadFile(helloModule)
	if err != nil {
		t.Fatal(err)
	}
	m := machine(t, Config{Cache: t.TempDir()})
	opts := meter.Options{Fuel: m.cfg.LoadFuel}
	want, err := m.metered(module, opts)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(m.cfg.Cache, "metered-*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the cache holds %v (%v), want one file", files, err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string][]byte{"whole": whole, "cut off": whole[:len(whole)-9], "empty": nil, "no code": whole[:20],
		"another byte": append(bytes.Clone(whole[:len(whole)-1]), whole[len(whole)-1]^1)} {
		if err := os.WriteFile(files[0], damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := m.metered(module, opts)
		if err != nil || !bytes.Equal(got.code, want.code) || len(got.Info.Exports) != len(want.Info.Exports) || len(got.Info.State) != len(want.Info.State) {
			t.Errorf("%s: the module is another one (%v)", name, err)
		}
		if now, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("%s: the file is not what it was (%v)", name, err)
		}
	}
	if other, err := m.metered(module, meter.Options{Fuel: 5}); err != nil || bytes.Equal(other.code, want.code) {
		t.Errorf("other limits give the same module (%v)", err)
	}
}

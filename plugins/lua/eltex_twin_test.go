package lua

import (
	"context"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// The regulation of ELTEX is written in AssemblyScript. Its twin in Lua says the
// same, and shows where the two languages differ.
func TestEltexSaysTheSameInLuaAndInAssemblyScript(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../testdata/eltex/regulation.lua")
	if err != nil {
		t.Fatal(err)
	}
	prog, tree, err := Load(t.Context(), "eltex/regulation.lua", string(script))
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	module, err := rules.Shipped.ReadFile("eltex/regulation.wasm")
	if err != nil {
		t.Fatal(err)
	}
	got, err := catalogueOf(t.Context(), module)
	if err != nil {
		t.Fatal(err)
	}
	if size := len(unlined(tree).(map[string]any)["clauses"].([]any)); size < 20 {
		t.Fatalf("the script has %d clauses: that is not the regulation", size)
	}
	for _, d := range differences("", unlined(got), unlined(tree)) {
		t.Error(d)
	}
}

// catalogueOf asks a module for its catalogue.
func catalogueOf(ctx context.Context, module []byte) (any, error) {
	machine := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer machine.Close(ctx)
	guest, err := machine.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	if err != nil {
		return nil, fmt.Errorf("start the module: %w", err)
	}
	packed, err := guest.ExportedFunction("rg_catalogue").Call(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the catalogue: %w", err)
	}
	text, ok := guest.Memory().Read(uint32(packed[0]>>32), uint32(packed[0]))
	if !ok {
		return nil, fmt.Errorf("the catalogue, %#x, lies outside of the memory", packed[0])
	}
	return engine.DecodeValue(text)
}

// unlined leaves out the lines of the script. Lua has one empty table where
// others have an empty list and an empty object.
func unlined(tree any) any {
	switch x := tree.(type) {
	case map[string]any:
		if len(x) == 0 {
			return []any{}
		}
		out := map[string]any{}
		for k, v := range x {
			if _, isLine := v.(int64); !isLine || k != "line" {
				out[k] = unlined(v)
			}
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = unlined(e)
		}
		return out
	}
	return tree
}

// differences names the places where two trees differ.
func differences(path string, got, want any) []string {
	g, gotMap := got.(map[string]any)
	w, wantMap := want.(map[string]any)
	if gotMap && wantMap {
		var out []string
		both := maps.Clone(g)
		maps.Copy(both, w)
		for _, k := range slices.Sorted(maps.Keys(both)) {
			out = append(out, differences(path+"."+k, g[k], w[k])...)
		}
		return out
	}
	gl, gotList := got.([]any)
	wl, wantList := want.([]any)
	if gotList && wantList && len(gl) == len(wl) {
		var out []string
		for i := range gl {
			out = append(out, differences(fmt.Sprintf("%s[%d]", path, i), gl[i], wl[i])...)
		}
		return out
	}
	if reflect.DeepEqual(got, want) {
		return nil
	}
	return []string{fmt.Sprintf("%s: got %v, want %v as the script has it", path, got, want)}
}

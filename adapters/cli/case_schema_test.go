package cli

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/rules/cases"
)

func caseSchema(t *testing.T) *schema {
	t.Helper()
	raw, err := os.ReadFile("../../docs/case.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	root := &schema{}
	if err := json.Unmarshal(raw, root); err != nil {
		t.Fatal(err)
	}
	if len(root.Defs) < 10 || !strings.Contains(root.Description, "# yaml-language-server: $schema=") {
		t.Fatalf("got %d definitions and the description %q", len(root.Defs), root.Description)
	}
	return root
}

// TestCaseSchemaHasEveryKey walks the schema along the types that cases are read
// into: the same keys, of the same types, each described.
func TestCaseSchemaHasEveryKey(t *testing.T) {
	t.Parallel()
	root := caseSchema(t)
	seen := map[reflect.Type]bool{}
	compareSchema(t, root, root, reflect.TypeFor[cases.File](), "case", seen)
	if len(seen) != len(root.Defs)+1 {
		t.Errorf("the schema defines %d forms, the code has %d", len(root.Defs)+1, len(seen))
	}
}

func compareSchema(t *testing.T, root, s *schema, typ reflect.Type, at string, seen map[reflect.Type]bool) {
	t.Helper()
	s = s.resolve(root)
	want := kinds{map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer",
		reflect.Slice: "array", reflect.Map: "object", reflect.Struct: "object"}[typ.Kind()]}
	switch {
	case typ.Kind() == reflect.Pointer:
		compareSchema(t, root, s, typ.Elem(), at, seen)
		return
	case typ.Kind() == reflect.Interface:
		return
	case typ == reflect.TypeFor[time.Time]():
		want = kinds{"string"}
	}
	if !slices.Contains(s.Type, want[0]) {
		t.Errorf("%s: the schema says %v, the code %v", at, s.Type, want)
		return
	}
	switch {
	case typ.Kind() == reflect.Slice:
		compareSchema(t, root, s.Items, typ.Elem(), at+"[]", seen)
	case typ.Kind() == reflect.Map:
		compareSchema(t, root, s.Additional, typ.Elem(), at+".*", seen)
	case typ.Kind() == reflect.Struct && want[0] == "object" && !seen[typ]:
		seen[typ] = true
		compareKeys(t, root, s, typ, at, seen)
	}
}

func compareKeys(t *testing.T, root, s *schema, typ reflect.Type, at string, seen map[reflect.Type]bool) {
	t.Helper()
	var keys []string
	for _, f := range reflect.VisibleFields(typ) {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		keys = append(keys, key)
		if p := s.Properties[key]; p == nil {
			t.Errorf("the schema does not know %s.%s", at, key)
		} else if p.Description == "" {
			t.Errorf("the schema does not describe %s.%s", at, key)
		} else {
			compareSchema(t, root, p, f.Type, at+"."+key, seen)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		if !slices.Contains(keys, key) {
			t.Errorf("no case has %s.%s, which the schema knows", at, key)
		}
	}
	if s.Additional == nil || !s.Additional.never {
		t.Errorf("the schema lets unknown keys pass at %s", at)
	}
}

func TestCaseSchemaTakesEveryShippedCase(t *testing.T) {
	t.Parallel()
	root := caseSchema(t)
	folder := os.DirFS("../..")
	var names []string
	for _, pattern := range []string{"rules/*/cases/*.yaml", "plugins/testdata/*/cases/*.yaml"} {
		found, err := fs.Glob(folder, pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) < 15 {
		t.Fatalf("there are only %d cases: %q", len(names), names)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := yaml.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		s := root
		if path.Base(name) == "directory.yaml" {
			s = root.Defs["Directory"]
		}
		for _, fault := range s.faults(root, v, name) {
			t.Error(fault)
		}
	}
}

// TestCaseSchemaRefusesWhatCannotBeACase shows editors' mistakes that the schema
// is there to find.
func TestCaseSchemaRefusesWhatCannotBeACase(t *testing.T) {
	t.Parallel()
	root := caseSchema(t)
	const head = "name: x\nstart: 2026-11-23T10:00:00+05:00\nsteps:\n"
	for text, want := range map[string]string{
		head + "  - wait: 72wh\n":                              "",
		"name: x\nsteps: [{wait: 1m}]":                         "lacks start",
		head + "  - waits: 72wh\n":                             "waits must not be here",
		head + "  - wait: 3 hours\n":                           `"3 hours" is not allowed`,
		head + "  - {wait: 1m, act: take}\n":                   "wait must not be here",
		head + "  - {wait: 1m, expect: {tickets: one}}\n":      "want [integer]",
		head + "  - {wait: 1m, expect: {sent: [{txt: a}]}}\n":  "txt must not be here",
		head + "  - {wait: 1m, expect: {sent: {text: a}}}\n":   "want [array]",
		head + "  - mail: {from: a@b.example, via: pigeon}\n":  `"pigeon" is not allowed`,
		"name: x\nstart: 2026-11-23T10:00:00+05:00\nsteps: []": "too short",
	} {
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(root.faults(root, v, "case"), "\n"); got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

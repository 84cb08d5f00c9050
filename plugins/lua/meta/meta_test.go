// Package meta_test holds the annotations for editors against the language: what
// is added to one and not to the other turns red here.
package meta_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/gopher-lua/parse"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

func read(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestAnnotationsAreLua(t *testing.T) {
	t.Parallel()
	if _, err := parse.Parse(strings.NewReader(read(t, "reglament.lua")), "reglament.lua"); err != nil {
		t.Error(err)
	}
}

// globals are the names that a file defines at the beginning of a line.
var globals = regexp.MustCompile(`(?m)^(?:function (\w+)\(|(\w+(?:, \w+)*) = )`)

func words(t *testing.T, file string) (list []string) {
	t.Helper()
	for _, m := range globals.FindAllStringSubmatch(read(t, file), -1) {
		list = append(list, strings.Split(m[1]+m[2], ", ")...)
	}
	slices.Sort(list)
	return list
}

func TestEveryWordIsAnnotated(t *testing.T) {
	t.Parallel()
	want := words(t, "../prelude.lua")
	if len(want) < 50 {
		t.Fatalf("the prelude has %d words: %q", len(want), want)
	}
	for _, library := range []string{"utf8"} { // of the sandbox, not of the prelude
		want = append(want, library)
	}
	slices.Sort(want)
	got := words(t, "reglament.lua")
	for _, word := range want {
		if !slices.Contains(got, word) {
			t.Errorf("%s is not annotated", word)
		}
	}
	for _, word := range got {
		if !slices.Contains(want, word) {
			t.Errorf("%s is annotated, but there is no such word", word)
		}
	}
}

// class and field are the annotations that say what keys a table has.
var (
	class = regexp.MustCompile(`(?m)^---@class reglament\.(\w+)[^\n]*\n((?:---@(?:field|overload)[^\n]*\n)*)`)
	field = regexp.MustCompile(`(?m)^---@field (?:\["(\w+)"\]|(\w+))\?? (.+)$`)
)

// annotated reads the annotations: by class the keys, and what follows each.
func annotated(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, m := range class.FindAllStringSubmatch(read(t, "reglament.lua"), -1) {
		keys := map[string]string{}
		for _, f := range field.FindAllStringSubmatch(m[2], -1) {
			keys[f[1]+f[2]] = f[3]
		}
		out[m[1]] = keys
	}
	return out
}

// filled are the keys that words fill in: nobody writes them.
var filled = map[string][]string{
	"Catalogue": {"id", "document", "clauses", "params", "numbering", "calendars", "channels", "types", "fields", "statuses", "levels",
		"roles", "queues", "reasons", "acts", "promises", "silences", "reactions", "threading", "subject", "texts", "hooks", "reading",
		"transition"},
	"Clause": {"id"}, "Param": {"id"}, "Channel": {"kind"}, "Type": {"id"}, "Status": {"id"}, "Level": {"id"}, "Named": {"id"},
	"Reason": {"id", "group"}, "Act": {"id", "verb", "do"}, "Promise": {"id"}, "Silence": {"id", "remind", "then"}, "Remind": {"do"},
	"Reaction": {"on", "do"}, "Thread": {"then"}, "Subject": {"pattern"},
}

// spoken are types that are written by words with arguments, not as tables.
var spoken = []string{"Origin", "Effect", "Suggestion", "FieldProblem", "Link", "Confine", "NoticeText", "Hook", "Calendar", "Definition", "Transition"}

// tables lists the types that authors write as tables.
func tables(typ reflect.Type, found map[string]reflect.Type) {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		tables(typ.Elem(), found)
		return
	case reflect.Struct:
	default:
		return
	}
	if found[typ.Name()] != nil || len(keysOf(typ)) == 0 {
		return
	}
	found[typ.Name()] = typ
	for _, f := range reflect.VisibleFields(typ) {
		tables(f.Type, found)
	}
}

// keysOf are the keys of a type. Items have the line they stand in, and the
// clause: words fill them in.
func keysOf(typ reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	_, item := typ.FieldByName("Line")
	for _, f := range reflect.VisibleFields(typ) {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key != "" && key != "-" && !(item && (key == "clause" || key == "line")) {
			keys[key] = f.Type
		}
	}
	for _, key := range filled[typ.Name()] {
		delete(keys, key)
	}
	return keys
}

func TestEveryKeyIsAnnotated(t *testing.T) {
	t.Parallel()
	found := map[string]reflect.Type{}
	tables(reflect.TypeFor[rules.Catalogue](), found)
	tables(reflect.TypeFor[worktime.Version](), found)
	if len(found) < 30 {
		t.Fatalf("only %d types were found: %v", len(found), found)
	}
	classes := annotated(t)
	for name, typ := range found {
		if slices.Contains(spoken, name) {
			continue
		}
		keys := keysOf(typ)
		if classes[name] == nil {
			t.Errorf("there is no class reglament.%s for the keys %v", name, slices.Sorted(maps.Keys(keys)))
			continue
		}
		compareKeys(t, name, classes[name], keys)
	}
}

func compareKeys(t *testing.T, name string, got map[string]string, want map[string]reflect.Type) {
	t.Helper()
	for key, typ := range want {
		text, ok := got[key]
		switch {
		case !ok:
			t.Errorf("reglament.%s has no field %s", name, key)
		case !strings.HasPrefix(text, typeOf(typ)) && !strings.HasPrefix(text, `"`):
			t.Errorf("reglament.%s: %s is annotated as %q, want %s", name, key, text, typeOf(typ))
		case !strings.HasSuffix(text, "."):
			t.Errorf("reglament.%s: %s is not described", name, key)
		}
	}
	for key := range got {
		if want[key] == nil {
			t.Errorf("reglament.%s has the field %s, the catalogue does not", name, key)
		}
	}
}

// typeOf is what the annotation of a type begins with. Texts of a closed list
// may be annotated by their values instead.
func typeOf(typ reflect.Type) string {
	switch typ {
	case reflect.TypeFor[rules.Text]():
		return "reglament.Text "
	case reflect.TypeFor[rules.Duration]():
		return "reglament.Duration "
	case reflect.TypeFor[rules.Cond]():
		return "reglament.Condition "
	case reflect.TypeFor[rules.Ref]():
		return "string|reglament.Ref "
	case reflect.TypeFor[[]rules.Effect]():
		return "reglament.Effect|reglament.Effect[] "
	case reflect.TypeFor[engine.ClauseID]():
		return "string "
	}
	switch typ.Kind() {
	case reflect.String:
		return "string "
	case reflect.Bool:
		return "boolean "
	case reflect.Int, reflect.Int64:
		return "integer "
	case reflect.Interface:
		return "any "
	case reflect.Map:
		return "table<string, "
	case reflect.Slice:
		if typ.Elem().Kind() == reflect.String {
			return "string|string[] "
		}
		return "reglament." + typ.Elem().Name()
	case reflect.Pointer:
		return typeOf(typ.Elem())
	}
	return "reglament." + typ.Name() + " "
}

// TestKeysOfWordsAreAnnotated is for keys that the prelude itself knows and turns
// into others.
func TestKeysOfWordsAreAnnotated(t *testing.T) {
	t.Parallel()
	prelude, classes := read(t, "../prelude.lua"), annotated(t)
	for _, c := range []struct{ class, list string }{
		{"Calendar", `(?s)local CALENDAR = \{(.*?)\}`},
		{"Except", `only\(here\(2\), "confine", options or \{\}, \{(.*?)\}`},
		{"Warning", `only\(here\(2\), "problem", options or \{\}, \{(.*?)\}`},
		{"Letter", `only\(it\.at, "text", v, \{(.*?)\}`},
	} {
		m := regexp.MustCompile(c.list).FindStringSubmatch(prelude)
		if m == nil {
			t.Errorf("the prelude no longer has %s", c.list)
			continue
		}
		var want []string
		for _, key := range regexp.MustCompile(`(\w+) = true`).FindAllStringSubmatch(m[1], -1) {
			if key[1] != "id" {
				want = append(want, key[1])
			}
		}
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(classes[c.class])); !slices.Equal(got, want) {
			t.Errorf("reglament.%s has %q, want %q", c.class, got, want)
		}
	}
}

// TestEditorsFindTheAnnotations reads the settings of the language server at the
// root of the repository.
func TestEditorsFindTheAnnotations(t *testing.T) {
	t.Parallel()
	const root = "../../.."
	var settings struct {
		Library []string `json:"workspace.library"`
		Version string   `json:"runtime.version"`
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(root, ".luarc.json"))), &settings); err != nil {
		t.Fatal(err)
	}
	if settings.Version != "Lua 5.1" || len(settings.Library) != 1 {
		t.Fatalf("got %+v, want Lua 5.1 and one library", settings)
	}
	if _, err := os.Stat(filepath.Join(root, settings.Library[0], "reglament.lua")); err != nil {
		t.Error(err)
	}
}

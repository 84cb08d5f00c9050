package plugins_test

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/worktime"
)

// tableComment is the line before a table of docs/reference.md that says what
// the table lists, and firstCell the names that a row of it is about.
var (
	tableComment = regexp.MustCompile(`(?m)^<!-- (.+) -->\n\n((?:\|.*\n)+)`)
	firstCell    = regexp.MustCompile(`(?m)^\| ([^|]*) \|`)
	quoted       = regexp.MustCompile("`([^`]+)`")
)

// listed reads the reference: the names in the first column of each table.
func listed(t *testing.T) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	for _, m := range tableComment.FindAllSubmatch(readDoc(t, "../docs/reference.md"), -1) {
		name := string(m[1])
		if tables[name] != nil {
			t.Errorf("the reference has two tables of %s", name)
		}
		tables[name] = []string{}
		for _, cell := range firstCell.FindAllSubmatch(m[2], -1) {
			for _, q := range quoted.FindAllSubmatch(cell[1], -1) {
				tables[name] = append(tables[name], string(q[1]))
			}
		}
	}
	return tables
}

// TestReferenceListsEveryKey compares the reference with the types that the
// decoders fill: a key without a row, or a row without a key, is an error.
func TestReferenceListsEveryKey(t *testing.T) {
	t.Parallel()
	want := map[string][]string{}
	keysBelow(reflect.TypeFor[rules.Catalogue](), "json", want)
	keysBelow(reflect.TypeFor[worktime.Definition](), "json", want)
	keysBelow(reflect.TypeFor[cases.File](), "yaml", want)
	if len(want) < 45 {
		t.Fatalf("only %d types were found: %v", len(want), slices.Sorted(maps.Keys(want)))
	}
	compare(t, listed(t), want, func(table string) bool { return strings.Contains(table, ".") })
}

// keysBelow collects the keys of a type and of all types that it is made of.
func keysBelow(typ reflect.Type, tag string, keys map[string][]string) {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		keysBelow(typ.Elem(), tag, keys)
		return
	case reflect.Struct:
	default:
		return
	}
	if keys[typ.String()] != nil {
		return
	}
	own := []string{}
	keys[typ.String()] = own // a type may contain itself
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get(tag), ",")
		if name != "" && name != "-" {
			own = append(own, name)
		}
		if f.Anonymous || name != "" {
			keysBelow(f.Type, tag, keys)
		}
	}
	if keys[typ.String()] = own; len(own) == 0 {
		delete(keys, typ.String()) // it has a form of its own, such as a duration
	}
}

// names are lists that the code keeps where a test cannot ask for them: the
// reference's table, the file, where the list begins, and its entries.
var names = []struct{ table, file, from, entry string }{
	{"the words of the language", "lua/prelude.lua", "", `(?m)^(?:function (\w+)\(|(?:(\w+), )?(?:(\w+), )?(?:(\w+), )?(?:(\w+), )?(\w+) = )`},
	{"calendar keys", "lua/prelude.lua", "local function week_of", `data\.(\w+)`},
	{"problem codes", "../rules/house.go", "var houseProblems", `(?m)^\t"(\w+)": `},
	{"paths", "../rules/condition.go", "var pathRoots", `"(\w+)":`},
	{"placeholders", "../rules/template.go", "var placeholderRoots", `"(\w+)"`},
	{"moments", "../rules/run.go", "// Moments that", `moment\w+ += "(\w+)"`},
	{"evidence", "../rules/thread.go", "// Kinds of thread evidence", `By\w+ += "(\w+)"`},
	{"field kinds", "../rules/catalogue_intake.go", "// Field kinds", `Kind\w+ += "(\w+)"`},
	{"units", "../rules/worktime/duration.go", "const (", `Unit += "(\w+)"`},
}

// TestReferenceListsEveryName compares the reference with lists in the sources.
func TestReferenceListsEveryName(t *testing.T) {
	t.Parallel()
	want := map[string][]string{}
	for _, n := range names {
		want[n.table] = namesIn(t, n.file, n.from, n.entry)
	}
	compare(t, listed(t), want, func(table string) bool { return !strings.Contains(table, ".") })
}

// listEnds are the ends of a list: its closing brace, or what follows the
// functions about calendars in the prelude.
var listEnds = regexp.MustCompile(`(?m)^[)}]$|^-- A text is`)

func namesIn(t *testing.T, file, from, entry string) []string {
	t.Helper()
	_, source, ok := strings.Cut(string(readDoc(t, file)), from)
	if !ok {
		t.Fatalf("%s no longer has %q", file, from)
	}
	if end := listEnds.FindStringIndex(source); from != "" && end != nil {
		source = source[:end[0]]
	}
	found := map[string]bool{}
	for _, m := range regexp.MustCompile(entry).FindAllStringSubmatch(source, -1) {
		for _, name := range m[1:] {
			found[name] = name != ""
		}
	}
	delete(found, "")
	return slices.Sorted(maps.Keys(found))
}

// compare holds tables of the reference against what they must list.
func compare(t *testing.T, got, want map[string][]string, of func(table string) bool) {
	t.Helper()
	for _, table := range slices.Sorted(maps.Keys(want)) {
		if got[table] == nil {
			t.Errorf("docs/reference.md has no table <!-- %s -->; it is to list %v", table, want[table])
			continue
		}
		for _, name := range want[table] {
			if !slices.Contains(got[table], name) {
				t.Errorf("docs/reference.md, %s: %q is missing", table, name)
			}
		}
		for _, name := range got[table] {
			if !slices.Contains(want[table], name) {
				t.Errorf("docs/reference.md, %s: there is no %q", table, name)
			}
		}
	}
	for table := range got {
		if of(table) && want[table] == nil {
			t.Errorf("docs/reference.md describes %s, which there is not", table)
		}
	}
}

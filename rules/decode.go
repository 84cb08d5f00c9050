package rules

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// decoder reads a tree (maps, lists, strings, integers, bools, as a plugin
// hands it over) into the catalogue's types. Unknown members are errors. It
// goes on after an error, so that an author sees all of them, each with the
// line and clause of the item it is in.
type decoder struct {
	file     string
	path     []string
	line     int
	clause   engine.ClauseID
	findings Findings
}

// fromTree is implemented by types with a form of their own.
type fromTree interface {
	fromTree(d *decoder, tree any)
}

func (d *decoder) errorf(format string, args ...any) {
	d.findings.add(Finding{File: d.file, Line: d.line, Clause: d.clause,
		Path: strings.TrimPrefix(strings.Join(d.path, ""), "."), Message: fmt.Sprintf(format, args...)})
}

// in runs f one step deeper.
func (d *decoder) in(step string, f func()) {
	d.path = append(d.path, step)
	f()
	d.path = d.path[:len(d.path)-1]
}

// maxItems bounds each list of a catalogue: the longest of a real one has some
// hundred. Checks compare items with one another.
const maxItems = 2000

// bounded refuses a catalogue that is too long to be one.
func (d *decoder) bounded(tree any) {
	m, _ := tree.(map[string]any)
	for _, name := range sortedKeys(m) {
		n := 0
		switch x := m[name].(type) {
		case []any:
			n = len(x)
		case map[string]any:
			n = len(x)
		}
		most := maxItems
		if name == "hooks" {
			most = maxHooks
		}
		if n > most {
			d.errorf("%d %s, at most %d are allowed", n, name, most)
		}
	}
}

// maxHooks bounds the hooks of a catalogue.
const maxHooks = 200

func (d *decoder) decode(tree any, into reflect.Value) {
	if d.unknownParam(tree) {
		return
	}
	if special, ok := into.Addr().Interface().(fromTree); ok {
		special.fromTree(d, tree)
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		d.decodeStruct(tree, into)
	case reflect.Slice:
		d.decodeSlice(tree, into)
	case reflect.Map:
		d.decodeMap(tree, into)
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.decode(tree, into.Elem())
	case reflect.String:
		if s, ok := tree.(string); ok {
			into.SetString(s)
			return
		}
		d.errorf("want a string, not %s", describe(tree))
	case reflect.Int, reflect.Int64:
		if n, ok := tree.(int64); ok {
			into.SetInt(n)
			return
		}
		d.errorf("want an integer, not %s", describe(tree))
	case reflect.Bool:
		if b, ok := tree.(bool); ok {
			into.SetBool(b)
			return
		}
		d.errorf("want true or false, not %s", describe(tree))
	case reflect.Interface:
		if tree != nil {
			into.Set(reflect.ValueOf(tree))
		}
	default:
		panic(fmt.Sprintf("catalogue type %s cannot be decoded", into.Type()))
	}
}

// unknownParam reports the use of a parameter that there is not. The others have
// been replaced by their values.
func (d *decoder) unknownParam(tree any) bool {
	m, _ := tree.(map[string]any)
	id, ok := m["param"].(string)
	if ok = ok && len(m) == 1; ok {
		d.errorf("there is no parameter %q", id)
	}
	return ok
}

func (d *decoder) decodeStruct(tree any, into reflect.Value) {
	m, ok := tree.(map[string]any)
	if !ok {
		d.errorf("want named values, not %s", describe(tree))
		return
	}
	line, clause := d.line, d.clause
	if n, ok := m["line"].(int64); ok {
		d.line = int(n)
	}
	if s, ok := m["clause"].(string); ok {
		d.clause = engine.ClauseID(s)
	}
	if s, ok := m["id"].(string); ok && into.Type() == reflect.TypeFor[Clause]() {
		d.clause = engine.ClauseID(s)
	}
	fields := structFields(into.Type())
	for _, name := range slices.Sorted(keysOf(m)) {
		index, ok := fields[name]
		if !ok {
			d.errorf("%q is unknown here; known are %s", name[:min(len(name), 100)], strings.Join(sortedKeys(fields), ", "))
			continue
		}
		if m[name] == nil {
			continue
		}
		d.in("."+name, func() { d.decode(m[name], into.FieldByIndex(index)) })
	}
	d.line, d.clause = line, clause
}

func (d *decoder) decodeSlice(tree any, into reflect.Value) {
	list, ok := tree.([]any)
	if !ok {
		// A single value stands for a list of one; an empty table for an empty list.
		if m, isMap := tree.(map[string]any); isMap && (len(m) == 0 || into.Type().Elem().Kind() == reflect.String) {
			if len(m) > 0 {
				d.errorf("want a list, not named values")
				return
			}
			into.Set(reflect.MakeSlice(into.Type(), 0, 0)) // a day that is closed is there, with no hours
			return
		}
		list = []any{tree}
	}
	out := reflect.MakeSlice(into.Type(), len(list), len(list))
	for i, e := range list {
		d.in("["+strconv.Itoa(i)+"]", func() { d.decode(e, out.Index(i)) })
	}
	into.Set(out)
}

func (d *decoder) decodeMap(tree any, into reflect.Value) {
	m, ok := tree.(map[string]any)
	if !ok {
		d.errorf("want named values, not %s", describe(tree))
		return
	}
	out := reflect.MakeMapWithSize(into.Type(), len(m))
	for _, name := range slices.Sorted(keysOf(m)) {
		value := reflect.New(into.Type().Elem()).Elem()
		d.in("."+name, func() { d.decode(m[name], value) })
		out.SetMapIndex(reflect.ValueOf(name).Convert(into.Type().Key()), value)
	}
	into.Set(out)
}

// structFieldsOf remembers structFields by type: hooks' answers are decoded too.
var structFieldsOf sync.Map

// structFields maps the names in json tags to fields, embedded ones included.
func structFields(t reflect.Type) map[string][]int {
	if fields, ok := structFieldsOf.Load(t); ok {
		return fields.(map[string][]int)
	}
	fields := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			fields[name] = f.Index
		}
	}
	structFieldsOf.Store(t, fields)
	return fields
}

func describe(tree any) string {
	switch x := tree.(type) {
	case string:
		return fmt.Sprintf("the string %q", x)
	case int64:
		return fmt.Sprintf("the number %d", x)
	case bool:
		return fmt.Sprintf("%v", x)
	case []any:
		return "a list"
	case map[string]any:
		return "named values"
	case nil:
		return "nothing"
	}
	return fmt.Sprintf("a %T", tree)
}

// Duration is a duration of the catalogue: "3wh" or {n: 3, u: "wh"}.
type Duration struct{ worktime.Duration }

func (x *Duration) fromTree(d *decoder, tree any) {
	switch v := tree.(type) {
	case string:
		parsed, err := worktime.ParseDuration(v)
		if err != nil {
			d.errorf("%v", err)
		}
		x.Duration = parsed
	case map[string]any:
		n, okN := v["n"].(int64)
		u, okU := v["u"].(string)
		if !okN || !okU || len(v) != 2 {
			d.errorf(`want a duration, such as "3wh"`)
			return
		}
		x.fromTree(d, fmt.Sprintf("%d%s", n, u))
	default:
		d.errorf(`want a duration, such as "3wh", not %s`, describe(tree))
	}
}

// Package compare tells how two editions of a regulation differ, by clause.
package compare

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Change is something that one edition says otherwise than the other.
type Change struct {
	Clause engine.ClauseID `json:"clause"`
	// Item is what has changed, such as "promise first_reply".
	Item string `json:"item"`
	// Key is what of it has changed; "" if the whole item is new or gone.
	Key string `json:"key,omitempty"`
	// Was and Is are its values; "" where there is none.
	Was string `json:"was"`
	Is  string `json:"is"`
}

// Catalogues lists the changes from one edition to another, in the order of the
// new edition's clauses, then of those that are gone. Where an item stands in its
// file does not count. What hooks do cannot be compared: that is code.
func Catalogues(was, is *rules.Catalogue) []Change {
	old, now := items(was), items(is)
	var out []Change
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if before, ok := old[name]; ok {
			out = append(out, changes(name, before, now[name])...)
			continue
		}
		out = append(out, Change{Clause: now[name].clause, Item: name, Is: now[name].summary()})
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, ok := now[name]; !ok {
			out = append(out, Change{Clause: old[name].clause, Item: name, Was: old[name].summary()})
		}
	}
	order := map[engine.ClauseID]int{}
	for i, c := range slices.Concat(is.Clauses, was.Clauses) {
		if _, known := order[c.ID]; !known {
			order[c.ID] = i
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(order[a.Clause], order[b.Clause]) })
	return out
}

func changes(name string, was, is item) []Change {
	var out []Change
	keys := maps.Clone(was.values)
	maps.Copy(keys, is.values)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if was.values[key] != is.values[key] {
			out = append(out, Change{Clause: is.clause, Item: name, Key: key, Was: was.values[key], Is: is.values[key]})
		}
	}
	return out
}

// item is a thing of the catalogue: a promise, a field, a text.
type item struct {
	clause engine.ClauseID
	values map[string]string // by path within it
}

// summary is a new or lost item in one line.
func (i item) summary() string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(i.values)) {
		if key != "clause" && key != "id" {
			parts = append(parts, key+": "+i.values[key])
		}
	}
	return strings.Join(parts, "; ")
}

// items takes a catalogue apart.
func items(c *rules.Catalogue) map[string]item {
	out := map[string]item{}
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		name := tag(v.Type().Field(i))
		switch field := v.Field(i); field.Kind() {
		case reflect.Slice:
			addList(out, singular(name), field)
		case reflect.Map:
			for _, key := range sortedKeys(field) {
				add(out, singular(name)+" "+key.String(), field.MapIndex(key))
			}
		default:
			add(out, name, field)
		}
	}
	return out
}

func addList(out map[string]item, kind string, list reflect.Value) {
	if list.Type().Elem().Kind() != reflect.Struct {
		add(out, kind, list)
		return
	}
	counts := map[string]int{}
	for i := range list.Len() {
		name := kind + " " + nameOf(list.Index(i))
		if counts[name]++; counts[name] > 1 {
			name += fmt.Sprintf(" (%d)", counts[name])
		}
		add(out, name, list.Index(i))
	}
}

// nameOf is an item's id, or for those without one the clause that they stand in.
func nameOf(v reflect.Value) string {
	for _, field := range []string{"ID", "On", "Clause"} {
		if f := v.FieldByName(field); f.IsValid() && f.Kind() == reflect.String && f.String() != "" {
			return f.String()
		}
	}
	return "without a name"
}

func add(out map[string]item, name string, v reflect.Value) {
	i := item{values: map[string]string{}}
	flatten(i.values, "", v)
	if len(i.values) == 0 {
		return
	}
	i.clause = engine.ClauseID(i.values["clause"])
	if rest, ok := strings.CutPrefix(name, "clause "); ok {
		i.clause = engine.ClauseID(rest)
	}
	out[name] = i
}

// flatten writes the values of a tree under their paths. What is empty is left
// out, and so are line numbers.
func flatten(out map[string]string, path string, v reflect.Value) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	if v.IsZero() {
		return
	}
	if s, ok := v.Interface().(fmt.Stringer); ok {
		out[path] = s.String()
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch {
			case f.Anonymous:
				flatten(out, path, v.Field(i))
			case f.IsExported() && f.Name != "Line":
				flatten(out, join(path, tag(f)), v.Field(i))
			}
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			flatten(out, join(path, fmt.Sprint(key)), v.MapIndex(key))
		}
	case reflect.Slice:
		flattenList(out, path, v)
	default:
		out[path] = fmt.Sprint(v.Interface())
	}
}

// flattenList writes a list of plain values in one piece, others by their ids or
// their places.
func flattenList(out map[string]string, path string, v reflect.Value) {
	var plain []string
	for i := range v.Len() {
		e := v.Index(i)
		for e.Kind() == reflect.Interface || e.Kind() == reflect.Pointer {
			e = e.Elem()
		}
		switch e.Kind() {
		case reflect.Struct, reflect.Map, reflect.Slice:
			name := fmt.Sprint(i + 1)
			if e.Kind() == reflect.Struct {
				if id := e.FieldByName("ID"); id.IsValid() && id.Kind() == reflect.String && id.String() != "" {
					name = id.String()
				}
			}
			flatten(out, join(path, name), e)
		case reflect.Invalid:
		default:
			plain = append(plain, fmt.Sprint(e.Interface()))
		}
	}
	if plain != nil {
		out[path] = strings.Join(plain, ", ")
	}
}

func sortedKeys(v reflect.Value) []reflect.Value {
	return slices.SortedFunc(slices.Values(v.MapKeys()), func(a, b reflect.Value) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// tag is what a field is called in a catalogue.
func tag(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return cmp.Or(name, strings.ToLower(f.Name))
}

// singular is what one thing of a list is called.
func singular(list string) string {
	switch list {
	case "statuses":
		return "status"
	case "threading":
		return "thread"
	case "languages":
		return list
	}
	return strings.TrimSuffix(strings.TrimSuffix(list, "s"), "'")
}

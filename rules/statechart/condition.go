package statechart

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/reglament/reglament/rules"
)

// tests are what a condition demands of a status. Other demands, which a picture
// cannot show, are of the kind unknown.
type tests []test

type test struct {
	facet     string // status, family or turn
	want      []string
	any, none []tests
	unknown   bool
}

// testsOf reads a condition. Package rules keeps what is in it to itself, so the
// values are read by reflection; a test plays it against conditions of each form.
func testsOf(c rules.Cond) tests { return readTests(reflect.ValueOf(c)) }

func readTests(cond reflect.Value) tests {
	list := cond.FieldByName("tests")
	out := make(tests, list.Len())
	for i := range out {
		out[i] = readTest(list.Index(i))
	}
	return out
}

func readTest(v reflect.Value) test {
	facet, want := v.FieldByName("path").FieldByName("root").String(), v.FieldByName("want")
	if facet == "facet" {
		facet = v.FieldByName("path").FieldByName("rest").String()
	}
	t := test{facet: facet, any: readConds(v.FieldByName("any")), none: readConds(v.FieldByName("none"))}
	t.unknown = t.any == nil && t.none == nil && (want.IsNil() || !slices.Contains([]string{"status", "family", "turn"}, facet))
	if !t.unknown {
		for i := range want.Len() {
			t.want = append(t.want, fmt.Sprint(want.Index(i)))
		}
	}
	return t
}

func readConds(v reflect.Value) (out []tests) {
	for i := range v.Len() {
		out = append(out, readTests(v.Index(i)))
	}
	return out
}

// possible reports whether the tests can hold in a status.
func (ts tests) possible(s *rules.Status) bool {
	return !slices.ContainsFunc(ts, func(t test) bool { return !t.unknown && !t.holds(s) })
}

// certain reports whether they hold in it whatever else there is.
func (ts tests) certain(s *rules.Status) bool {
	return !slices.ContainsFunc(ts, func(t test) bool { return t.unknown || !t.holds(s) })
}

// holds reports whether a test can hold in the status. Of the conditions under
// none, only one that certainly holds rules it out.
func (t test) holds(s *rules.Status) bool {
	switch {
	case t.any != nil:
		return slices.ContainsFunc(t.any, func(ts tests) bool { return ts.possible(s) })
	case t.none != nil:
		return !slices.ContainsFunc(t.none, func(ts tests) bool { return ts.certain(s) })
	}
	return slices.Contains(t.want, map[string]string{"status": s.ID, "family": s.Family, "turn": s.Turn}[t.facet])
}

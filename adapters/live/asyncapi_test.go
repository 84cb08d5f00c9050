package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// contract checks frames against the schemas of the document that is served.
type contract struct{ registry huma.Registry }

const schemaPrefix = "#/components/schemas/"

func loadContract(t testing.TB) *contract {
	t.Helper()
	w := httptest.NewRecorder()
	AsyncAPI().ServeHTTP(w, httptest.NewRequest("GET", "/asyncapi.yaml", nil))
	var doc struct {
		Components struct {
			Schemas map[string]*huma.Schema `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	c := &contract{huma.NewMapRegistry(schemaPrefix, huma.DefaultSchemaNamer)}
	for name, schema := range doc.Components.Schemas {
		prepare(schema)
		c.registry.Map()[name] = schema
	}
	return c
}

// prepare makes ready a schema and those within it.
func prepare(s *huma.Schema) {
	for _, p := range s.Properties {
		prepare(p)
	}
	if s.Items != nil {
		prepare(s.Items)
	}
	s.PrecomputeMessages()
}

func (c *contract) check(name string, data []byte) error {
	schema := c.registry.Map()[name]
	if schema == nil {
		return fmt.Errorf("no schema %q for %s", name, data)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	var res huma.ValidateResult
	huma.Validate(c.registry, schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, &res)
	if err := errors.Join(res.Errors...); err != nil {
		return fmt.Errorf("%s: %w in %s", name, err, data)
	}
	return nil
}

// schemaOf names the schema of a frame.
func schemaOf(kind, of string) string {
	name := strings.ToUpper(kind[:1]) + kind[1:]
	switch {
	case kind != "snapshot" && kind != "delta":
		return name
	case of == string(boardChannel):
		return "Board" + name
	}
	return "Ticket" + name
}

func TestDocumentMatchesTheFrames(t *testing.T) {
	t.Parallel()
	c := loadContract(t)
	seen := map[string]bool{}
	for _, raw := range session(t) {
		var head struct{ Type, Chan string }
		if err := json.Unmarshal(raw, &head); err != nil {
			t.Fatal(err)
		}
		name := schemaOf(head.Type, head.Chan)
		seen[name] = true
		if err := c.check(name, raw); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"Hello", "Subscribe", "Unsubscribe", "Welcome", "BoardSnapshot", "TicketSnapshot", "BoardDelta", "TicketDelta", "Live", "Attend", "Presence", "Wall", "Reset", "Error"} {
		if !seen[name] {
			t.Errorf("the session has no %s", name)
		}
	}
}

// session returns the frames of both sides of a conversation in which everything
// happens.
func session(t *testing.T) (frames [][]byte) {
	t.Helper()
	r := newRig(t, func(c *Config) { c.Limits.Beat = 20 * time.Millisecond }).serve()
	busy := r.do(acme, "", engine.Fields{"facet": map[string]any{"status": "new", "family": "new", "turn": "staff", "type": "mail", "priority": "high", "assignee": "aigul", "company": "acme"},
		"set": map[string]any{"subject": "Принтер", "name": "Асем", "suggest.take": map[string]any{}}, "due": engine.Micros(enginetest.Start)}).Ticket.ID
	say := func(c *client, v map[string]any) {
		frames = append(frames, encode(v))
		c.say(v)
	}
	// until waits for a frame of a kind on each of the channels, between which there
	// is no order. Signs of life come for ever, so it looks at the clock itself.
	until := func(c *client, kind string, names ...string) {
		t.Helper()
		deadline := time.Now().Add(patience)
		for missing := slices.Clone(names); len(missing) > 0; {
			f, err := c.receive()
			if err != nil || time.Now().After(deadline) {
				t.Fatalf("waiting for %s of %s: %v", kind, missing, err)
			}
			frames = append(frames, f.raw)
			if f.Type == kind {
				missing = slices.DeleteFunc(missing, func(name string) bool { return name == f.Chan })
			}
		}
	}
	story := "ticket:" + string(busy)
	c := r.dial(acme)
	say(c, map[string]any{"type": "hello", "token": "operator", "lang": "kk", "subscribe": []any{
		wishBoard("filter", map[string]any{"turn": []string{"staff"}}, "resume", map[string]any{"epoch": "old", "seq": 1})}})
	until(c, "live", "board")
	say(c, map[string]any{"type": "subscribe", "subscribe": []any{map[string]any{"chan": story}, map[string]any{"chan": "ticket:none"}}})
	until(c, "error", "ticket:none")
	until(c, "live", story)
	say(c, map[string]any{"type": "attend", "chan": story, "doing": "reply"})
	until(c, "presence", "board", story)
	r.move(acme, busy, "work")
	until(c, "delta", story)
	r.activate(acme, "later")
	r.move(acme, busy, "done")
	until(c, "delta", "board", story)
	r.do(acme, busy, engine.Fields{"audience": "role:lead"})
	until(c, "reset", story)
	say(c, map[string]any{"type": "unsubscribe", "unsubscribe": []string{story}})
	until(c, "live", "board") // a sign of life
	say(c, map[string]any{"type": "hello"})
	until(c, "error", "")
	w := r.dial(acme)
	say(w, map[string]any{"type": "hello", "token": "wall", "subscribe": []any{wishWall}})
	until(w, "wall", "wall")
	return frames
}

// TestDocumentNamesEveryMember compares the schemas with what is encoded: members
// of the one are members of the other, and required are those that are never left
// out.
func TestDocumentNamesEveryMember(t *testing.T) {
	t.Parallel()
	c := loadContract(t)
	for name, of := range map[string]any{
		"Welcome": welcomeFrame{}, "BoardSnapshot": boardFrame{}, "TicketSnapshot": ticketFrame{}, "Live": liveFrame{}, "Presence": presenceFrame{}, "Wall": wallFrame{}, "Present": present{}, "Attendee": attendee{}, "Reset": resetFrame{}, "Error": errorFrame{},
		"Board": board{}, "Story": story{}, "Column": column{}, "Card": card{}, "Deadline": deadline{}, "Clause": clause{},
		"Event": event{}, "Actor": person{}, "Decision": decision{},
	} {
		members, required := membersOf(reflect.TypeOf(of))
		s := c.registry.Map()[name]
		var got []string
		for p := range s.Properties {
			got = append(got, p)
		}
		slices.Sort(got)
		slices.Sort(s.Required)
		if !slices.Equal(got, members) {
			t.Errorf("%s has the members %v, want %v", name, got, members)
		}
		if !slices.Equal(s.Required, required) {
			t.Errorf("%s requires %v, want %v", name, s.Required, required)
		}
	}
	var names []string
	for f := range c.registry.Map()["Filter"].Properties {
		names = append(names, f)
	}
	slices.Sort(names)
	if want := slices.Sorted(slices.Values(facets)); !slices.Equal(names, want) {
		t.Errorf("Filter has the facets %v, want %v", names, want)
	}
}

func membersOf(t reflect.Type) (members, required []string) {
	for i := range t.NumField() {
		if t.Field(i).Anonymous {
			more, needed := membersOf(t.Field(i).Type)
			members, required = append(members, more...), append(required, needed...)
			continue
		}
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		members = append(members, name)
		if options != "omitempty" {
			required = append(required, name)
		}
	}
	slices.Sort(members)
	slices.Sort(required)
	return members, required
}

// TestDocumentHoldsTogether follows every reference, so that none leads nowhere.
func TestDocumentHoldsTogether(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	AsyncAPI().ServeHTTP(w, httptest.NewRequest("GET", "/asyncapi.yaml", nil))
	if got := w.Header().Get("Content-Type"); got != "application/yaml" {
		t.Errorf("the content type is %q, want application/yaml", got)
	}
	body, _ := io.ReadAll(w.Body)
	var doc map[string]any
	if err := yaml.Unmarshal(body, &doc); err != nil {
		t.Fatal(err)
	}
	if doc["asyncapi"] != "3.0.0" {
		t.Errorf("the version is %v, want 3.0.0", doc["asyncapi"])
	}
	n := 0
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for k, x := range v {
				if ref, ok := x.(string); ok && k == "$ref" {
					n++
					resolve(t, doc, ref)
				}
				walk(x)
			}
		}
	}
	walk(doc)
	if n < 50 {
		t.Errorf("%d references were found, want many", n)
	}
}

func resolve(t *testing.T, doc map[string]any, ref string) {
	t.Helper()
	var at any = doc
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		m, _ := at.(map[string]any)
		if at = m[part]; at == nil {
			t.Errorf("%s leads nowhere", ref)
			return
		}
	}
}

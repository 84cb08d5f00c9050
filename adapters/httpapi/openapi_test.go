package httpapi

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// document is an OpenAPI document as far as the tests look into it.
type document struct {
	OpenAPI string
	Info    struct{ Title, Version, Description string }
	Paths   map[string]map[string]operation
	// Components is kept as it is, for its references.
	Components struct {
		Schemas         map[string]object
		SecuritySchemes map[string]struct{ Type, Scheme string }
	}
	Security []map[string][]string
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Tags        []string
	Parameters  []struct {
		Name, In string
		Required bool
		Schema   object
	}
	RequestBody *struct{ Content map[string]media }
	Responses   map[string]struct {
		Description string
		Content     map[string]media
	}
}

type media struct{ Schema object }

func (r *rig) document(t *testing.T) (document, []byte) {
	t.Helper()
	a := r.call(t, "", "GET", "/openapi.json", nil)
	if a.status != http.StatusOK || !strings.HasSuffix(a.header.Get("Content-Type"), "json") {
		t.Fatalf("%d %s, want the document for everybody", a.status, a.header.Get("Content-Type"))
	}
	var d document
	if err := json.Unmarshal(a.body, &d); err != nil {
		t.Fatal(err)
	}
	return d, a.body
}

var inBraces = regexp.MustCompile(`\{([^}]+)\}`)

// TestDocumentIsValid holds the document against what OpenAPI 3.1 demands of it.
func TestDocumentIsValid(t *testing.T) {
	t.Parallel()
	d, raw := newRig(t).document(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1.") || d.Info.Title == "" || d.Info.Version != "test" || len(d.Paths) < 10 {
		t.Errorf("openapi %s, info %+v, %d paths", d.OpenAPI, d.Info, len(d.Paths))
	}
	seen := map[string]bool{}
	for path, methods := range d.Paths {
		var names []string
		for _, m := range inBraces.FindAllStringSubmatch(path, -1) {
			names = append(names, m[1])
		}
		for method, op := range methods {
			where := method + " " + path
			if !slices.Contains([]string{"get", "post", "put", "patch", "delete"}, method) || !strings.HasPrefix(path, "/") {
				t.Errorf("%s is no operation", where)
			}
			if op.OperationID == "" || seen[op.OperationID] || op.Summary == "" || len(op.Tags) == 0 {
				t.Errorf("%s: id %q, summary %q, tags %v: want an id of its own and the others", where, op.OperationID, op.Summary, op.Tags)
			}
			seen[op.OperationID] = true
			checkParameters(t, where, names, op)
			checkResponses(t, where, op)
		}
	}
	for _, need := range d.Security {
		for name := range need {
			if s := d.Components.SecuritySchemes[name]; s.Type != "http" || s.Scheme != "bearer" {
				t.Errorf("security %s refers to %+v", name, s)
			}
		}
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	checkSchemas(t, "#", tree, d.Components.Schemas)
}

func checkParameters(t *testing.T, where string, names []string, op operation) {
	t.Helper()
	var inPath []string
	for _, p := range op.Parameters {
		if p.Name == "" || p.Schema == nil || !slices.Contains([]string{"path", "query", "header"}, p.In) {
			t.Errorf("%s: parameter %+v", where, p)
		}
		if p.In == "path" {
			inPath = append(inPath, p.Name)
			if !p.Required {
				t.Errorf("%s: the path's %s must be required", where, p.Name)
			}
		}
	}
	slices.Sort(inPath)
	slices.Sort(names)
	if !slices.Equal(inPath, names) {
		t.Errorf("%s: describes the parameters %v of its path, want %v", where, inPath, names)
	}
}

func checkResponses(t *testing.T, where string, op operation) {
	t.Helper()
	good := 0
	for status, r := range op.Responses {
		if r.Description == "" {
			t.Errorf("%s: response %s has no description", where, status)
		}
		if strings.HasPrefix(status, "2") {
			good++
		}
		if status == "default" || status >= "4" {
			if _, ok := r.Content["application/problem+json"]; !ok {
				t.Errorf("%s: response %s is not problem+json: %v", where, status, r.Content)
			}
		}
	}
	if good == 0 || op.Responses["default"].Content["application/problem+json"].Schema["$ref"] != "#/components/schemas/Problem" {
		t.Errorf("%s: responses %+v, want one of success, and our problems", where, op.Responses)
	}
}

// checkSchemas walks the document: every reference leads somewhere, every type is
// one of JSON Schema's, and everything that is required is described.
func checkSchemas(t *testing.T, where string, node any, schemas map[string]object) {
	t.Helper()
	switch n := node.(type) {
	case []any:
		for _, e := range n {
			checkSchemas(t, where, e, schemas)
		}
	case map[string]any:
		if ref, ok := n["$ref"].(string); ok {
			if name, ok := strings.CutPrefix(ref, "#/components/schemas/"); !ok || schemas[name] == nil {
				t.Errorf("%s: the reference %s leads nowhere", where, ref)
			}
		}
		checkType(t, where, n)
		for name, e := range n {
			if name != "example" && name != "examples" && name != "default" {
				checkSchemas(t, where+"/"+name, e, schemas)
			}
		}
	}
}

func checkType(t *testing.T, where string, n object) {
	t.Helper()
	types, properties := n["type"], n["properties"]
	if strings.HasSuffix(where, "/properties") || strings.HasSuffix(where, "/securitySchemes/token") {
		return
	}
	if one, ok := types.(string); ok {
		types = []any{one}
	}
	list, _ := types.([]any)
	for _, one := range list {
		name, _ := one.(string)
		if !slices.Contains([]string{"object", "array", "string", "integer", "number", "boolean", "null"}, name) {
			t.Errorf("%s: type %v", where, one)
		}
	}
	required, _ := n["required"].([]any)
	described, _ := properties.(map[string]any)
	for _, name := range required {
		if described[name.(string)] == nil {
			t.Errorf("%s: requires %v and does not describe it", where, name)
		}
	}
}

// examples puts things that are there into the place of a path's parameters.
func (r *rig) examples(t *testing.T, f File) *strings.Replacer {
	t.Helper()
	number := r.attach(t, f)
	view := want[View](t, r.call(t, "prots/operator", "POST", protsViews, object{"name": "Мои"}), http.StatusCreated)
	template := want[Template](t, r.call(t, "prots/operator", "POST", protsTemplates, object{"name": "Ответ", "texts": object{"ru": "Да"}}), http.StatusCreated)
	spam := r.writes(t, "spam@mail.example", "Скидка на всё", "Купите")
	r.act(t, "prots/operator", spam.Number, "spam", object{"confirm": true})
	reminder := want[Reminder](t, r.call(t, "prots/operator", "POST", protsTickets+"/"+number+"/reminders", object{"at": start.Add(time.Hour)}), http.StatusCreated)
	return strings.NewReplacer("{address}", "daniyar@mail.example", "{reminder}", reminder.ID, "{tenant}", "prots", "{number}", number, "{blob}", f.Blob, "{edition}", "active", "{kind}", "reply",
		"{view}", view.ID, "{template}", template.ID, "{person}", "aliya", "{event}", r.lastEvent(t, number))
}

// roleFor is a role that may ask what a path answers.
func roleFor(path string) string {
	switch {
	case strings.HasPrefix(path, "/api/admin/"):
		return "@/admin"
	case strings.Contains(path, "/editions"):
		return "prots/admin"
	}
	return "prots/operator"
}

// TestEveryDescribedRouteAnswers calls each operation with what its parameters
// give as examples. None may be missing, and none may fail.
func TestEveryDescribedRouteAnswers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	f := r.upload(t, "photo.jpg", "one")
	examples := r.examples(t, f)
	d, _ := r.document(t)
	for path, methods := range d.Paths {
		for method, op := range methods {
			real := examples.Replace(path)
			role := roleFor(path)
			var body any
			if op.RequestBody != nil {
				body = object{"act": "take", "role": "operator", "fields": laptop()}
			}
			if op.OperationID == "upload-file" {
				real += "?name=x"
			}
			a := r.call(t, role, strings.ToUpper(method), real, body)
			// A body of everything is wrong for each; the route is there if it says so.
			if a.status == http.StatusNotFound || a.status == http.StatusMethodNotAllowed || a.status >= 500 {
				t.Errorf("%s %s: status %d %.200s", method, real, a.status, a.body)
			}
			if nobody := r.call(t, "", strings.ToUpper(method), real, body); nobody.status != http.StatusUnauthorized {
				t.Errorf("%s %s: status %d without a token, want 401", method, real, nobody.status)
			}
		}
	}
}

// TestAnswersAreAsDescribed compares the answers of the main operations with
// their schemas: no member is undescribed, none that is required is missing.
func TestAnswersAreAsDescribed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	d, _ := r.document(t)
	for path, real := range map[string]string{
		"/api/v1/{tenant}/tickets": protsTickets, "/api/v1/{tenant}/tickets/{number}": protsTickets + "/" + n,
		"/api/v1/{tenant}/tickets/{number}/events":    protsTickets + "/" + n + "/events",
		"/api/v1/{tenant}/tickets/{number}/why":       protsTickets + "/" + n + "/why",
		"/api/v1/{tenant}/tickets/{number}/deadlines": protsTickets + "/" + n + "/deadlines",
		"/api/v1/{tenant}/tickets/{number}/acts":      protsTickets + "/" + n + "/acts",
		"/api/v1/{tenant}/regulation":                 "/api/v1/prots/regulation",
		"/api/v1/{tenant}/editions":                   "/api/v1/prots/editions",
		"/api/v1/{tenant}/editions/{edition}":         "/api/v1/prots/editions/active",
		"/api/v1/{tenant}/editions/{edition}/diff":    "/api/v1/prots/editions/active/diff",
		"/api/v1/{tenant}/editions/{edition}/plan":    "/api/v1/prots/editions/active/plan",
	} {
		var got any
		if err := json.Unmarshal(r.call(t, roleFor(path), "GET", real, nil).body, &got); err != nil {
			t.Fatal(err)
		}
		schema := d.Paths[path]["get"].Responses["200"].Content["application/json"].Schema
		if schema == nil {
			t.Errorf("%s describes no answer", path)
			continue
		}
		matches(t, path, got, schema, d.Components.Schemas)
	}
}

// TestProblemsAreAsDescribed does the same with what goes wrong.
func TestProblemsAreAsDescribed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	d, _ := r.document(t)
	for _, body := range []any{object{"fields": object{}}, "{", object{"fields": laptop(), "colour": 1}, nil} {
		var got any
		if err := json.Unmarshal(r.call(t, "prots/operator", "POST", protsTickets, body).body, &got); err != nil {
			t.Fatal(err)
		}
		matches(t, "problem", got, d.Components.Schemas["Problem"], d.Components.Schemas)
	}
}

// TestContentTypesAreAsDescribed asks each operation without a body for the type
// that the document promises.
func TestContentTypesAreAsDescribed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	f := r.upload(t, "photo.jpg", "one")
	examples := r.examples(t, f)
	d, _ := r.document(t)
	for path, methods := range d.Paths {
		if strings.HasPrefix(path, "/api/admin/") || methods["get"].OperationID == "" {
			continue
		}
		real := examples.Replace(path)
		got, _, _ := strings.Cut(r.call(t, roleFor(path), "GET", real, nil).header.Get("Content-Type"), ";")
		if _, ok := methods["get"].Responses["200"].Content[got]; !ok {
			t.Errorf("%s answers %s, the document says %v", path, got, methods["get"].Responses["200"].Content)
		}
	}
}

func matches(t *testing.T, where string, got any, schema object, schemas map[string]object) {
	t.Helper()
	if ref, ok := schema["$ref"].(string); ok {
		schema = schemas[strings.TrimPrefix(ref, "#/components/schemas/")]
	}
	switch g := got.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, v := range g {
			inner, ok := properties[name].(map[string]any)
			if !ok {
				if inner, ok = schema["additionalProperties"].(map[string]any); !ok {
					if len(properties) > 0 {
						t.Errorf("%s/%s is not described", where, name)
					}
					continue
				}
			}
			matches(t, where+"/"+name, v, inner, schemas)
		}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := g[name.(string)]; !ok {
				t.Errorf("%s/%s is required and missing", where, name)
			}
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		for _, v := range g {
			matches(t, where+"/*", v, items, schemas)
		}
	case nil:
		if types, _ := schema["type"].([]any); !slices.Contains(types, any("null")) && schema["type"] != nil {
			t.Errorf("%s is null, want %v", where, schema["type"])
		}
	}
}

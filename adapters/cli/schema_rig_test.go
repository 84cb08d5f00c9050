package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// schema is a JSON Schema, as far as docs/case.schema.json makes use of it. A
// keyword that is not here is an error, so that none goes unchecked.
type schema struct {
	Schema      string   `json:"$schema"`
	ID          string   `json:"$id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Examples    []string `json:"examples"`

	Ref        string             `json:"$ref"`
	Defs       map[string]*schema `json:"$defs"`
	Type       kinds              `json:"type"`
	Properties map[string]*schema `json:"properties"`
	Additional *schema            `json:"additionalProperties"`
	Required   []string           `json:"required"`
	Dependent  map[string]*schema `json:"dependentSchemas"`
	Items      *schema            `json:"items"`
	Enum       []string           `json:"enum"`
	Pattern    string             `json:"pattern"`
	MinLength  int                `json:"minLength"`
	MinItems   int                `json:"minItems"`
	Minimum    *int               `json:"minimum"`

	never bool // it is false: nothing is allowed
}

// UnmarshalJSON reads true and false too.
func (s *schema) UnmarshalJSON(raw []byte) error {
	if string(raw) == "true" || string(raw) == "false" {
		s.never = string(raw) == "false"
		return nil
	}
	type plain schema
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	return d.Decode((*plain)(s))
}

// kinds are the types that a value may have: one, or a list of them.
type kinds []string

func (k *kinds) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*k = kinds{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(k))
}

// resolve follows references.
func (s *schema) resolve(root *schema) *schema {
	for s.Ref != "" {
		def := root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
		if def == nil {
			panic("there is no " + s.Ref)
		}
		s = def
	}
	return s
}

// faults lists what is wrong with a value.
func (s *schema) faults(root *schema, v any, at string) (list []string) {
	if s.never {
		return []string{at + " must not be here"}
	}
	s = s.resolve(root)
	kind := kindOf(v)
	if len(s.Type) > 0 && !slices.Contains(s.Type, kind) {
		return []string{fmt.Sprintf("%s is a %s, want %v", at, kind, s.Type)}
	}
	switch x := v.(type) {
	case string:
		if s.Enum != nil && !slices.Contains(s.Enum, x) || len(x) < s.MinLength || s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(x) {
			list = append(list, fmt.Sprintf("%s: %q is not allowed", at, x))
		}
	case int:
		if s.Minimum != nil && x < *s.Minimum {
			list = append(list, fmt.Sprintf("%s: %d is too small", at, x))
		}
	case []any:
		if len(x) < s.MinItems {
			list = append(list, at+" is too short")
		}
		for i, e := range x {
			if s.Items != nil {
				list = append(list, s.Items.faults(root, e, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	case map[string]any:
		list = append(list, s.keyFaults(root, x, at)...)
	}
	return list
}

func (s *schema) keyFaults(root *schema, m map[string]any, at string) (list []string) {
	for _, key := range s.Required {
		if m[key] == nil {
			list = append(list, at+" lacks "+key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		switch p := s.Properties[key]; {
		case p != nil:
			list = append(list, p.faults(root, m[key], at+"."+key)...)
		case s.Additional != nil:
			list = append(list, s.Additional.faults(root, m[key], at+"."+key)...)
		}
		if d := s.Dependent[key]; d != nil {
			list = append(list, d.faults(root, m, at)...)
		}
	}
	return list
}

// kindOf names the type of a value that was read from YAML.
func kindOf(v any) string {
	switch v.(type) {
	case string, time.Time:
		return "string"
	case bool:
		return "boolean"
	case int:
		return "integer"
	case float64:
		return "number"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return fmt.Sprintf("%T", v)
}

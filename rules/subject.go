package rules

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/engine"
)

// subjectPattern is the form of a subject: fields and fixed marks, parted by
// slashes.
type subjectPattern struct {
	Subject
	parts []subjectPart
}

type subjectPart struct {
	field string   // of this field, or
	marks []string // one of these spellings; the first is the right one
}

const subjectSeparator = "/"

func parseSubjectPattern(s *Subject) (*subjectPattern, error) {
	p := &subjectPattern{Subject: *s}
	for part := range strings.SplitSeq(s.Pattern, subjectSeparator) {
		switch {
		case strings.HasPrefix(part, "{") && strings.HasSuffix(part, "}"):
			p.parts = append(p.parts, subjectPart{field: part[1 : len(part)-1]})
		case part == "" || strings.ContainsAny(part, "{}"):
			return nil, fmt.Errorf("subject pattern %q: a part is either {field} or a fixed mark", s.Pattern)
		default:
			p.parts = append(p.parts, subjectPart{marks: append([]string{part}, s.Tolerate[part]...)})
		}
	}
	if len(p.parts) < 2 {
		return nil, fmt.Errorf("subject pattern %q has fewer than two parts", s.Pattern)
	}
	return p, nil
}

// read takes the fields out of a subject, and says what is wrong with it. The
// last part may hold slashes itself.
func (p *subjectPattern) read(reg *Regulation, subject string) (fields engine.Fields, problems []engine.Problem) {
	fields = engine.Fields{}
	parts := strings.SplitN(BareSubject(subject), subjectSeparator, len(p.parts))
	wrong := func(code string, values engine.Fields) {
		problems = append(problems, engine.Problem{Pointer: "/subject", Code: code, Clause: p.Clause, Values: values})
	}
	if len(parts) < len(p.parts) {
		wrong("subject_parts", engine.Fields{"pattern": p.shown(reg)})
	}
	for i, part := range p.parts {
		got := ""
		if i < len(parts) {
			got = strings.TrimSpace(parts[i])
		}
		if part.field == "" {
			if i < len(parts) && !part.marked(got) {
				wrong("subject_mark", engine.Fields{"want": part.marks[0], "got": got})
			}
			continue
		}
		f := reg.fields[part.field]
		if got == "" {
			if i < len(parts) {
				wrong("subject_empty", engine.Fields{"part": f.Label.In(reg.Lang)})
			}
			continue
		}
		if check := formats[f.Format]; check != nil {
			normal, problem, values := check(got)
			if problem != "" {
				if len(parts) == len(p.parts) { // else that they are not divided says enough
					wrong(problem, values)
				}
				continue
			}
			got = normal
		}
		fields[part.field] = got
	}
	return fields, problems
}

func (s subjectPart) marked(got string) bool {
	for _, mark := range s.marks {
		if strings.EqualFold(mark, got) {
			return true
		}
	}
	return false
}

// shown is the pattern with the fields' names in the document's language.
func (p *subjectPattern) shown(reg *Regulation) string {
	parts := make([]string, len(p.parts))
	for i, part := range p.parts {
		if part.field == "" {
			parts[i] = part.marks[0]
			continue
		}
		parts[i] = reg.fields[part.field].Label.In(reg.Lang)
	}
	return strings.Join(parts, subjectSeparator)
}

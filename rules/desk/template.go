package desk

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// Bounds of templates.
const (
	MaxTemplates    = 500 // of a tenant
	MaxTemplateText = 16 << 10
	MaxLink         = 2000 // bytes of an address
)

// Placeholders are what a template can leave to be filled in when it is inserted:
// the ticket's number, the requester's name, the employee's own name, the next due
// instant, the ticket's subject, and the template's own link.
var Placeholders = []string{"number", "name", "me", "due", "subject", "link"}

// A Template is a text that all employees of a company can insert into what they
// write.
type Template struct {
	ID    string
	Owner string
	Name  string
	// Texts are by language: kk, ru, en.
	Texts map[string]string
	// Link is an article that the text speaks of; "" is none.
	Link string
	// Type and Queue are those of the tickets for which it is offered first.
	Type  string
	Queue string
	// Revision is another one after each change.
	Revision int64
	Updated  time.Time
}

var placeholder = regexp.MustCompile(`\{([^{}\s]*)\}`)

// Check says what is wrong with a template.
func (tp *Template) Check() error {
	var problems []engine.Problem
	add := func(ok bool, pointer, code string, values engine.Fields) {
		if !ok {
			problems = append(problems, engine.Problem{Pointer: pointer, Code: code, Values: values})
		}
	}
	most := func(n int) engine.Fields { return engine.Fields{"max": int64(n)} }
	add(strings.TrimSpace(tp.Name) != "", "/name", "required", nil)
	add(utf8.RuneCountInString(tp.Name) <= MaxName, "/name", "too_long", most(MaxName))
	add(len(tp.Type) <= MaxLength, "/type", "too_long", most(MaxLength))
	add(len(tp.Queue) <= MaxLength, "/queue", "too_long", most(MaxLength))
	add(len(tp.Link) <= MaxLink, "/link", "too_long", most(MaxLink))
	add(tp.Link == "" || isWeb(tp.Link), "/link", "link_form", nil)
	written := false
	for lang, text := range tp.Texts {
		written = written || strings.TrimSpace(text) != ""
		add(slices.Contains([]string{"kk", "ru", "en"}, lang), "/texts/"+lang, "unknown_field", nil)
		add(utf8.RuneCountInString(text) <= MaxTemplateText, "/texts/"+lang, "too_long", most(MaxTemplateText))
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(Placeholders, m[1]) {
				add(false, "/texts/"+lang, "placeholder_unknown", engine.Fields{"name": m[0], "known": "{" + strings.Join(Placeholders, "}, {") + "}"})
				break
			}
		}
		add(tp.Link != "" || !strings.Contains(text, "{link}"), "/texts/"+lang, "placeholder_link", engine.Fields{"braces": "{link}"})
	}
	add(written, "/texts", "required", nil)
	return invalid(problems)
}

// isWeb reports whether an address is one of the web. Another scheme could run
// something in the browser of whoever follows it.
func isWeb(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

package desk

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/reglament/reglament/engine"
)

// Bounds of what is indexed and searched for.
const (
	maxWord  = 64   // letters of a word
	maxWords = 5000 // different words of an event
	maxAsked = 8    // words of a question
)

// Words cuts a text into the words that it can be found by, each once: small
// letters and digits, without distinction of е and ё, and of the two ways to
// write the beginning of a telephone number. It is the same for Kazakh, Russian
// and English, and for both databases: words are found by their beginnings, which
// endings leave alone.
func Words(texts ...string) []string {
	var words []string
	seen := map[string]bool{}
	for _, text := range texts {
		for _, word := range strings.FieldsFunc(norm.NFC.String(text), between) {
			if word = normal(word); word != "" && !seen[word] && len(words) < maxWords {
				seen[word] = true
				words = append(words, word)
			}
		}
	}
	return words
}

func between(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }

func normal(word string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r == 'ё':
			return 'е'
		case unicode.IsMark(r):
			return -1
		}
		return r
	}, word))
	word = string(letters[:min(len(letters), maxWord)])
	if len(word) == 11 && (word[0] == '7' || word[0] == '8') && strings.Trim(word, "0123456789") == "" {
		return word[1:]
	}
	return word
}

// EventWords are the words that an event is found by: what was said in it, by
// whom, its files' names and the number that it has bound, the caller's telephone
// number in its normal form, however it was written, and the mark of the company
// that the ticket is for. Events of the engine's own, and those whose body
// is erased, have none.
func EventWords(e *engine.Event) []string {
	if e.Erased() || e.Kind != "message" && e.Kind != "act" {
		return nil
	}
	var texts []string
	for _, name := range []string{"subject", "from", "fields", "inputs", "text", "attachments"} {
		texts = appendTexts(texts, e.Body.Data[name])
	}
	for i := range e.Body.Ops {
		if op := &e.Body.Ops[i]; op.Kind == engine.OpSet {
			texts = append(texts, valueOf(op, "phone"))
		}
	}
	words := Words(append(texts, e.Number)...)
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		if company := valueOf(op, "company"); op.Kind == engine.OpFacet && company != "" {
			words = append(words, CompanyMark(company))
		}
	}
	return words
}

// valueOf is the text that an op gives to a name, alone or among others.
func valueOf(op *engine.Op, name string) string {
	if op.Name == "" {
		values, _ := op.Value.(map[string]any)
		return engine.Fields(values).String(name)
	}
	text, _ := op.Value.(string)
	if op.Name != name {
		return ""
	}
	return text
}

// silent are members of values that nobody searches for.
var silent = []string{"blob", "type", "size"}

func appendTexts(texts []string, v any) []string {
	switch v := v.(type) {
	case string:
		return append(texts, v)
	case []any:
		for _, one := range v {
			texts = appendTexts(texts, one)
		}
	case map[string]any:
		for name, one := range v {
			if _, file := v["blob"]; !file || !slices.Contains(silent, name) {
				texts = appendTexts(texts, one)
			}
		}
	}
	return texts
}

// CompanyMark and TenantMark are words that no text is likely to have. They make
// the search quick, or wide; what keeps tenants apart is not a word.
func CompanyMark(id string) string { return "xcompanyx" + plain(id) }

// TenantMark is the word that all events of a tenant have.
func TenantMark(id engine.TenantID) string { return "xtenantx" + plain(string(id)) }

func plain(id string) string {
	return strings.Map(func(r rune) rune {
		if between(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, id)
}

// A Question asks for the events that have all words, or the mark of one of the
// companies, the latest first.
type Question struct {
	Tenant engine.TenantID
	// Words are found by their beginnings, but for those of one letter.
	Words     []string
	Companies []string
	// Before is the number of an event that all answers come before; 0 is none.
	Before int64
	Limit  int
}

// Ask makes a question of what somebody has typed; false if there is no word in
// it.
func Ask(tenant engine.TenantID, text string) (Question, bool) {
	words := Words(text)
	return Question{Tenant: tenant, Words: words[:min(len(words), maxAsked)]}, len(words) > 0
}

// Names reports whether a name has all words of the question.
func (q *Question) Names(name string) bool {
	words := Words(name)
	return !slices.ContainsFunc(q.Words, func(asked string) bool {
		return !slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, asked) })
	})
}

// Whole reports whether a word is only found as a whole.
func Whole(word string) bool { return len([]rune(word)) < 2 }

// A Hit is an event that was found.
type Hit struct {
	Seq      int64           `bun:"seq"`
	Ticket   engine.TicketID `bun:"ticket"`
	Audience engine.Audience `bun:"audience"`
}

package rules

import (
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// API is the version of the catalogue's form that this program speaks. The one
// before it is understood too.
const API = 1

// A Catalogue is a regulation as data.
type Catalogue struct {
	API int    `json:"api"`
	ID  string `json:"id"`
	// Lang is the language of the document. Languages are those in which
	// customers are answered: kk, ru and en by default.
	Lang      string   `json:"lang"`
	Languages []string `json:"languages"`
	Document  Document `json:"document"`

	Clauses   []Clause              `json:"clauses"`
	Params    []Param               `json:"params"`
	Numbering Numbering             `json:"numbering"`
	Calendars []Calendar            `json:"calendars"`
	Channels  []Channel             `json:"channels"`
	Types     []Type                `json:"types"`
	Fields    []Field               `json:"fields"`
	Statuses  []Status              `json:"statuses"`
	Levels    []Level               `json:"levels"`
	Roles     []Named               `json:"roles"`
	Queues    []Named               `json:"queues"`
	Reasons   []Reason              `json:"reasons"`
	Acts      []Act                 `json:"acts"`
	Promises  []Promise             `json:"promises"`
	Silences  []Silence             `json:"silences"`
	Reactions []Reaction            `json:"reactions"`
	Threading []Thread              `json:"threading"`
	Subject   *Subject              `json:"subject"`
	Texts     map[string]NoticeText `json:"texts"`
	Hooks     []Hook                `json:"hooks"`
	// Reading, if set, asks staff to confirm that they have read each edition.
	Reading *Origin `json:"reading"`
	// Transition, if set, says what becomes of tickets of editions before.
	Transition *Transition `json:"transition"`
}

// Origin is where an item of the catalogue stands: its clause, and the line of
// the source that says it.
type Origin struct {
	Clause engine.ClauseID `json:"clause"`
	Line   int             `json:"line"`
}

// Document is the paper that the regulation is written on.
type Document struct {
	Title   Text   `json:"title"`
	Company Text   `json:"company"`
	Code    string `json:"code"`
	Number  string `json:"number"`
	Edition string `json:"edition"`
	Author  string `json:"author"`
	Signer  string `json:"signer"`
	// Contact is what a form shows when it cannot be sent: a mail address or a
	// phone number.
	Contact string `json:"contact"`
}

// A Clause is one numbered passage of the document.
type Clause struct {
	ID   engine.ClauseID `json:"id"`
	Line int             `json:"line"`
	// Label is the number that the document prints, Section the heading it
	// stands under: a document may restart its numbering.
	Label   string `json:"label"`
	Section Text   `json:"section"`
	Title   Text   `json:"title"`
	// Quote is the passage itself, in each language in which the document is
	// published.
	Quote Text `json:"quote"`
	// Note is our reading where the text is silent.
	Note Text `json:"note"`
}

// A Param is a value that an administrator may change without touching the
// rules.
type Param struct {
	Origin
	ID      string   `json:"id"`
	Kind    string   `json:"kind"` // duration, int, bool, text, list, choice
	Label   Text     `json:"label"`
	Default any      `json:"default"`
	Min     any      `json:"min"`
	Max     any      `json:"max"`
	Options []string `json:"options"`
}

// Numbering is how tickets are numbered.
type Numbering struct {
	Origin
	Prefix string `json:"prefix"`
	First  int64  `json:"first"`
	Width  int    `json:"width"`
}

// A Named item has nothing but a name.
type Named struct {
	Origin
	ID    string `json:"id"`
	Label Text   `json:"label"`
}

// A Calendar says when the company works.
type Calendar struct {
	Origin
	ID         string              `json:"id"`
	Definition worktime.Definition `json:"definition"`
}

// NoticeText is a text that is sent or shown, by language.
type NoticeText struct {
	Origin
	Subject Text `json:"subject"`
	Body    Text `json:"body"`
}

// A Hook is a function of the plugin that is asked when one of the moments was
// raised.
type Hook struct {
	Origin
	On   []string `json:"on"`
	Func int64    `json:"func"`
	// Reads lists the paths of what the hook looks at, or Proposed. Only hooks
	// that cannot ask while they run need it.
	Reads []string `json:"reads"`
}

// Proposed stands among a hook's Reads for what the catalogue has decided so far.
const Proposed = "proposed"

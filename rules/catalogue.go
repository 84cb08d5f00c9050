package rules

import (
	"github.com/reglament/reglament/engine"
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
	// Transition says what becomes of open tickets when a new edition is
	// activated: "finish" under the old one (the default) or "adopt" the new.
	Transition string `json:"transition"`
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
	// Quote is the passage itself, in the language of the document.
	Quote string `json:"quote"`
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
	ID         string         `json:"id"`
	Definition map[string]any `json:"definition"`
}

// Channel modes.
const (
	ModeIntake = "intake" // requests come in by it
	ModeNumber = "number" // it only takes numbers of tickets
)

// A Channel is a door of the company.
type Channel struct {
	Origin
	ID   string `json:"id"`
	Kind string `json:"kind"` // email, form, call, letter, chat, portal, bot, callback
	Mode string `json:"mode"`
	// Addresses are what customers see of it: mail addresses, phone numbers.
	Addresses []string `json:"address"`
	Label     Text     `json:"label"`
	// Free channels take any text; others need their required fields.
	Free bool `json:"free"`
	// Who may use it; nobody is kept out by default. Refusal names the text that
	// tells the others.
	Who     Cond   `json:"who"`
	Refusal string `json:"refusal"`
}

// A Type is a request type.
type Type struct {
	Origin
	ID    string `json:"id"`
	Label Text   `json:"label"`
	Hint  Text   `json:"hint"`
	// Set are fields and facets that tickets of the type start with.
	Set map[string]any `json:"set"`
}

// Field kinds.
const (
	KindText     = "text"
	KindLongText = "longtext"
	KindChoice   = "choice"
	KindDate     = "date"
	KindDateTime = "datetime"
	KindPerson   = "person"
	KindTicket   = "ticket"
	KindFiles    = "files"
	KindReason   = "reason"
	KindBool     = "bool"
)

// A Field is something that is asked for. The same field draws forms, acts,
// intake screens and bots.
type Field struct {
	Origin
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Label    Text     `json:"label"`
	Hint     Text     `json:"hint"`
	Required bool     `json:"required"`
	Options  []Option `json:"options"`
	// Group is the group of reasons to choose from, for fields of kind reason.
	Group   string `json:"group"`
	Default any    `json:"default"`
	// Format is a well-known form: email, phone, iin. Pattern is a regular
	// expression for anything else; the hint should say it in words.
	Format  string `json:"format"`
	Pattern string `json:"pattern"`
	// Many lets several options be chosen.
	Many bool `json:"many"`
	// Min and Max bound the length of a text and the number of files.
	Min  int   `json:"min"`
	Max  int   `json:"max"`
	When *When `json:"when"`
	// Channels are those where it is asked; all by default. A field may stand
	// several times in the catalogue, for different channels.
	Channels []string `json:"channels"`
	// Suggest are values that are offered but not demanded.
	Suggest []string `json:"suggest"`
	// Read says how it is found in a free text.
	Read *Read `json:"read"`
	// Ask is "later" for what may be asked in the course of the work but not at
	// the start.
	Ask string `json:"ask"`
}

// An Option is a value to choose.
type Option struct {
	ID     string          `json:"id"`
	Label  Text            `json:"label"`
	Clause engine.ClauseID `json:"clause"`
}

// When makes a field appear only while another one has one of the values.
type When struct {
	Field string   `json:"field"`
	In    []string `json:"in"`
}

// Read says how a field is found in a free text: as the point with a number, in
// a line that starts with one of the words, or by its form.
type Read struct {
	Point  int      `json:"point"`
	Labels []string `json:"labels"`
	Form   string   `json:"form"` // phone
}

// Families of statuses.
const (
	FamilyNew  = "new"
	FamilyWork = "work"
	FamilyWait = "wait"
	FamilyDone = "done"
	FamilyStop = "stop"
)

// A Status is a state of a ticket that the document knows.
type Status struct {
	Origin
	ID     string `json:"id"`
	Label  Text   `json:"label"`
	Family string `json:"family"`
	// Turn says who must act: staff, customer, other or nobody.
	Turn string `json:"turn"`
	// Initial is the status of new tickets. Final ones end a ticket.
	Initial bool `json:"initial"`
	Final   bool `json:"final"`

	// Names that every decision needs, put together once.
	entering, leaving string
	facets            map[string]any
}

// A Level is a service level; the first whose condition holds is fixed at
// registration.
type Level struct {
	Origin
	ID    string `json:"id"`
	Label Text   `json:"label"`
	When  Cond   `json:"when"`
}

// A Reason is one of a closed list, for refusing, postponing, closing ...
type Reason struct {
	Origin
	ID    string `json:"id"`
	Group string `json:"group"`
	Label Text   `json:"label"`
}

// Verbs: what a clause says of an act.
const (
	Must    = "must"
	May     = "may"
	Suggest = "suggest"
)

// An Act is something that an employee or customer may do with a ticket.
type Act struct {
	Origin
	ID     string   `json:"id"`
	Label  Text     `json:"label"`
	Hint   Text     `json:"hint"`
	Verb   string   `json:"verb"`
	Group  string   `json:"group"`
	Roles  []string `json:"roles"` // staff roles, "staff" for all of them, "customer"
	From   []string `json:"from"`  // statuses, "open", "ended", "family:<f>"
	When   Cond     `json:"when"`
	To     string   `json:"to"`
	Danger bool     `json:"danger"`
	Inputs []Field  `json:"inputs"`
	// Notice is the text that is sent to the customer, or the path of the value
	// that names it.
	Notice Ref `json:"notice"`
	// Public acts are answers to the customer: the text of the input "text" is
	// shown, and counts as a reply.
	Public bool     `json:"public"`
	Do     []Effect `json:"do"`
	Mark   []string `json:"mark"`
}

// A Promise is a deadline that the company owes.
type Promise struct {
	Origin
	ID       string   `json:"id"`
	Label    Text     `json:"label"`
	Since    []string `json:"since"`
	Within   Duration `json:"within"`
	By       *ByValue `json:"by"`
	Calendar string   `json:"calendar"`
	Met      []string `json:"met"`
	Cancel   []string `json:"cancel"`
	Paused   []string `json:"paused"`
	When     Cond     `json:"when"`
	// Warn is how long before the due instant staff are warned.
	Warn     Duration `json:"warn"`
	OnWarn   []Effect `json:"on_warn"`
	OnBreach []Effect `json:"on_breach"`

	field, warnTimer, breachTimer string // put together once
}

// ByValue gives a duration by the value at a path, such as a level or a
// priority.
type ByValue struct {
	Path   string              `json:"path"`
	Values map[string]Duration `json:"values"`
}

// A Silence is what happens when someone does not answer.
type Silence struct {
	Origin
	ID       string   `json:"id"`
	Label    Text     `json:"label"`
	Since    []string `json:"since"`
	Cancel   []string `json:"cancel"`
	When     Cond     `json:"when"`
	Over     Duration `json:"over"`
	Calendar string   `json:"calendar"`
	Remind   *Remind  `json:"remind"`
	Then     []Effect `json:"then"`
}

// Remind sends reminders before a silence ends.
type Remind struct {
	Every Duration `json:"every"`
	Times int      `json:"times"`
	// Do is done at each reminder, Last at the last one instead.
	Do   []Effect `json:"do"`
	Last []Effect `json:"last"`
}

// A Reaction answers to a moment.
type Reaction struct {
	Origin
	On   []string `json:"on"`
	When Cond     `json:"when"`
	// Of the reactions of one group, only the first whose condition holds acts.
	Group string   `json:"group"`
	Do    []Effect `json:"do"`
}

// An Effect is one thing to do. Exactly one of its members is set, but for
// Clause, which names another clause than the item's.
type Effect struct {
	Clause engine.ClauseID `json:"clause"`

	Set     map[string]any `json:"set"`
	Status  string         `json:"status"`
	Send    *Send          `json:"send"`
	Suggest *Suggestion    `json:"suggest"`
	Note    *Note          `json:"note"`
	Mark    []string       `json:"mark"`
	Problem *FieldProblem  `json:"problem"`
	Copy    []string       `json:"copy"`
	Emit    *Emit          `json:"emit"`
	Drop    string         `json:"drop"`
}

// Send sends a text.
type Send struct {
	// Text names the text, or the path of the value that names it.
	Text Ref `json:"text"`
	// To is "requester" (the default), "assignee", or an address.
	To string `json:"to"`
	// Values add to what the text can name.
	Values map[string]any `json:"values"`
}

// A Suggestion proposes an act to staff.
type Suggestion struct {
	Act    string         `json:"act"`
	Inputs map[string]any `json:"inputs"`
	Text   string         `json:"text"`
}

// A Note tells staff something.
type Note struct {
	Text   string         `json:"text"`
	Values map[string]any `json:"values"`
}

// A FieldProblem turns an intake down, naming the field and what is wrong. A
// warning can be confirmed by the sender.
type FieldProblem struct {
	Field   string `json:"field"`
	Text    string `json:"text"`
	Warning bool   `json:"warning"`
}

// Emit makes a command for another ticket, or for a new one.
type Emit struct {
	Kind string         `json:"kind"`
	Data map[string]any `json:"data"`
}

// A Thread says which evidence ties a message to which tickets. The first that
// holds decides.
type Thread struct {
	Origin
	By []string `json:"by"`
	// To are the tickets it applies to: statuses, "open", "ended", "family:<f>".
	To []string `json:"to"`
	// Participant demands that the sender takes part in the ticket already.
	Participant bool `json:"participant"`
	// MinLength and Except keep subjects apart that say too little: shorter ones,
	// and those on the list, in small letters.
	MinLength int      `json:"min_length"`
	Except    []string `json:"except"`
	// Within bounds how long ago the ticket may have ended.
	Within   Duration `json:"within"`
	Calendar string   `json:"calendar"`
	// Then is "join", or "new" for a new ticket that is linked to the old one.
	Then string `json:"then"`
}

// A Subject is the form that the subject of a mail must have, such as
// "{iin}/СК/{summary}".
type Subject struct {
	Origin
	Pattern string `json:"pattern"`
	// Tolerate lists other spellings of the pattern's fixed parts.
	Tolerate map[string][]string `json:"tolerate"`
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
}

// Ref is a value, or the path of one: {path = "input.wording"}.
type Ref struct {
	Value string
	Path  path
}

func (r *Ref) fromTree(d *decoder, tree any) {
	switch x := tree.(type) {
	case string:
		r.Value = x
		return
	case map[string]any:
		if s, ok := x["path"].(string); ok && len(x) == 1 {
			r.Path = parsePath(s)
			if err := r.Path.check(); err != nil {
				d.errorf("%v", err)
			}
			return
		}
	}
	d.errorf(`want a name, or value "input.x"`)
}

// in resolves the reference on a run.
func (r Ref) in(run *run) string {
	if r.Path.root != "" {
		return asText(run.lookup(r.Path))
	}
	return r.Value
}

package rules

import "github.com/reglament/reglament/engine"

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
	// Set are fields and facets that tickets of the channel start with.
	Set map[string]any `json:"set"`
	// Reply is the field that holds the requester's address on the channel: by
	// it answers go out on the same channel.
	Reply string `json:"reply"`
	// Apart channels take what comes to their address for tickets of their own:
	// it joins none of another channel, whatever it answers.
	Apart bool `json:"apart"`
	// SignedIn demands that the sender has signed in: an address that is typed
	// proves nothing.
	SignedIn bool `json:"signed_in"`
	// Staff alone file by it: a phone call, a letter.
	Staff bool `json:"staff"`
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
	// Future dates must not lie in the past; Open ones must lie within the hours
	// of a calendar.
	Future bool   `json:"future"`
	Open   string `json:"open"`
	// Channels are those where it is asked; all by default. A field may stand
	// several times in the catalogue, for different channels.
	Channels []string `json:"channels"`
	// From is the path of the list that a choice is made from, such as
	// company.directions.
	From string `json:"from"`
	// Link ties the ticket to the one that a field of kind ticket names, which
	// is this to it.
	Link string `json:"link"`
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

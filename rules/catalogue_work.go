package rules

// Families of statuses.
const (
	FamilyNew  = "new"
	FamilyWork = "work"
	FamilyWait = "wait"
	FamilyDone = "done"
	FamilyStop = "stop"
)

var families = []string{FamilyNew, FamilyWork, FamilyWait, FamilyDone, FamilyStop}

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
	Public bool `json:"public"`
	// Silent acts end a ticket without a word to the customer, on purpose.
	Silent bool `json:"silent"`
	// Children is "any" for an act that ends a ticket whether or not children of it
	// are open.
	Children string   `json:"children"`
	Do       []Effect `json:"do"`
	Mark     []string `json:"mark"`
}

// A Promise is a deadline that the company owes.
type Promise struct {
	Origin
	ID     string   `json:"id"`
	Label  Text     `json:"label"`
	Since  []string `json:"since"`
	Within Duration `json:"within"`
	By     *ByValue `json:"by"`
	// At is the path of the date or instant at which it ends, such as
	// field.visit_at; a date ends with its last opening.
	At       Ref      `json:"at"`
	Calendar string   `json:"calendar"`
	Met      []string `json:"met"`
	Cancel   []string `json:"cancel"`
	Paused   []string `json:"paused"`
	// Recount are moments at which the end is computed anew from the beginning,
	// because what it depends on has changed.
	Recount []string `json:"recount"`
	// Keep promises go on when the ticket ends; others are cancelled by that.
	Keep bool `json:"keep"`
	When Cond `json:"when"`
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
	ID     string   `json:"id"`
	Label  Text     `json:"label"`
	Since  []string `json:"since"`
	Cancel []string `json:"cancel"`
	When   Cond     `json:"when"`
	Over   Duration `json:"over"`
	// At is the path of the date or instant at which it ends; a date begins with
	// its first opening.
	At Ref `json:"at"`
	// Keep silences go on when the ticket ends; others are broken by that.
	Keep     bool     `json:"keep"`
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

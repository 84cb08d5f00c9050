package regulation

// Document gives the particulars of the paper that the regulation is written on.
func Document(options Object) *Item {
	return newItem("document", "document", "", Object{}, []Part{options})
}

// Clause is one numbered passage; all other items stand in one.
func Clause(id, title string, parts ...Part) *Item {
	return newItem("clauses", "clause", id, Object{"title": title}, parts)
}

// Request is a request type.
func Request(id string, parts ...Part) *Item {
	return newItem("types", "request", id, Object{}, parts)
}

// Ask is a field that is required. In an act it is one of its inputs.
func Ask(id string, parts ...Part) *Item {
	return newItem("fields", "ask", id, Object{"required": true}, parts)
}

// Optional is a field that is not required.
func Optional(id string, parts ...Part) *Item {
	return newItem("fields", "optional", id, Object{}, parts)
}

// Later is a field that is asked only in the course of the work.
func Later(id string, parts ...Part) *Item {
	return newItem("fields", "later", id, Object{"ask": "later"}, parts)
}

// Status is a state of tickets.
func Status(id string, parts ...Part) *Item {
	return newItem("statuses", "status", id, Object{}, parts)
}

// Level is a service level.
func Level(id string, parts ...Part) *Item {
	return newItem("levels", "level", id, Object{}, parts)
}

// Role is what acts name.
func Role(id string, parts ...Part) *Item {
	return newItem("roles", "role", id, Object{}, parts)
}

// Queue is a queue of tickets.
func Queue(id string, parts ...Part) *Item {
	return newItem("queues", "queue", id, Object{}, parts)
}

// Reason is one of a closed list, the group.
func Reason(group, id string, parts ...Part) *Item {
	return newItem("reasons", "reason", id, Object{"group": group}, parts)
}

// Channel is a door of the company. The kind is its id too, unless the options
// give another. A door may have no address.
func Channel(kind, address string, parts ...Part) *Item {
	data := Object{"kind": kind}
	if address != "" {
		data["address"] = address
	}
	return newItem("channels", "channel", kind, data, parts)
}

// May is an act that people may do.
func May(id string, parts ...Part) *Item {
	return newItem("acts", "may", id, Object{"verb": "may"}, parts)
}

// Must is an act that the document demands of people.
func Must(id string, parts ...Part) *Item {
	return newItem("acts", "must", id, Object{"verb": "must"}, parts)
}

// Promise is a deadline that the company owes.
func Promise(id string, parts ...Part) *Item {
	return newItem("promises", "promise", id, Object{}, parts)
}

// Silence is what happens when someone does not answer: its effects.
func Silence(id string, parts ...Part) *Item {
	return newItem("silences", "silence", id, Object{}, parts)
}

// Remind sends reminders; it stands in a Silence.
func Remind(parts ...Part) *Item {
	return newItem("remind", "remind", "", Object{}, parts)
}

// On does its effects at a moment, or at one of several ([]string).
func On[M string | []string](moments M, parts ...Part) *Item {
	return newItem("reactions", "on", "", Object{"on": any(moments)}, parts)
}

// Hook asks a function at a moment, or at one of several ([]string). It sees the
// paths that it reads, "missing" and "proposed" among them, and no others.
func Hook[M string | []string](moments M, ask func(*Case) Answer, reads ...string) *Item {
	it := newItem("hooks", "hook", "", Object{"on": any(moments)}, nil)
	it.hook, it.reads = ask, reads
	if ask == nil {
		it.complain("it has no function")
	}
	return it
}

// Text is a text that is sent or shown. One with a subject is written with the
// options subject and body, each an In.
func Text(id string, parts ...Part) *Item {
	it := newItem("texts", "text", "", Object{}, nil)
	it.what, it.label, it.data["id"] = "text "+id, "body", id
	for _, p := range parts {
		p.addTo(it)
	}
	return it
}

// Join ties a message to the ticket that it belongs to.
func Join(options Object) *Item {
	return newItem("threading", "join", "", Object{"then": "join"}, []Part{options})
}

// Follow opens a new ticket that is tied to the one that the message belongs to.
func Follow(options Object) *Item {
	return newItem("threading", "follow", "", Object{"then": "new"}, []Part{options})
}

// Subject is the form that subjects of mail must have.
func Subject(pattern string, options ...Object) *Item {
	return newItem("subject", "subject", "", Object{"pattern": pattern}, parts(options))
}

// Numbering is how tickets are numbered.
func Numbering(options Object) *Item {
	return newItem("numbering", "numbering", "", Object{}, []Part{options})
}

// Transition says what becomes of open tickets that were registered under an
// edition before: they "finish" under that, or this one is to "adopt" them.
func Transition(inWork string) *Item {
	return newItem("transition", "transition", "", Object{"in_work": inWork}, nil)
}

// Reading asks staff to confirm that they have read each edition.
func Reading() *Item { return newItem("reading", "reading", "", Object{}, nil) }

// Param is a value with a name and limits, which an administrator may change.
// ParamOf uses it.
func Param(id string, parts ...Part) *Item {
	return newItem("params", "param", id, Object{}, parts)
}

func parts(options []Object) []Part {
	out := make([]Part, len(options))
	for i, o := range options {
		out[i] = o
	}
	return out
}

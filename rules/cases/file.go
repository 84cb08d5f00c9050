// Package cases runs the case files of a regulation: a start instant, then what
// happens step by step, each with what to expect. The engine is the real one,
// over a store and a clock made of memory, so that a case proves what will
// happen, down to the wording of a notice and the microsecond of a deadline.
package cases

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/rules/directory"
)

// A File is one case.
type File struct {
	// Path names the file in reports.
	Path string `yaml:"-"`
	// Name says in a sentence what the case shows.
	Name  string    `yaml:"name"`
	Start time.Time `yaml:"start"`
	// Params are values for the regulation's parameters.
	Params map[string]any `yaml:"params"`
	// Directory is what is known about people; without it the file
	// directory.yaml beside the case is used, if there is one.
	Directory *directory.File `yaml:"directory"`
	Steps     []Step          `yaml:"steps"`
}

// A Step is one thing that happens, and what to expect of it. Exactly one of
// Mail, Form, Message, Call, Act, Wait, Until, Bounce, Unreadable, Read and Show is set.
type Step struct {
	Mail *Mail `yaml:"mail"`
	Form *Form `yaml:"form"`
	// Message is written where messages follow one another: into the ticket that
	// On names, or a first one.
	Message *Message `yaml:"message"`
	// Call is taken down by an employee: a phone call by default, or what
	// Channel says.
	Call *Form  `yaml:"call"`
	Act  string `yaml:"act"`
	// Wait is a duration such as 72wh, Until an instant.
	Wait       string `yaml:"wait"`
	Until      string `yaml:"until"`
	Bounce     string `yaml:"bounce"` // of the last message with this text
	Unreadable string `yaml:"unreadable"`
	Read       bool   `yaml:"read"` // an employee confirms having read the regulation
	Show       string `yaml:"show"` // draws the form of a channel, or "document"

	// By is who acts: an employee's role, a principal of the directory, or
	// "customer".
	By     string         `yaml:"by"`
	On     string         `yaml:"on"`
	As     string         `yaml:"as"`
	Inputs map[string]any `yaml:"inputs"`
	Files  []string       `yaml:"files"`
	// Lost makes deliveries fail for good during the step.
	Lost bool `yaml:"lost"`

	Expect *Expect `yaml:"expect"`

	line int
}

// A Mail that comes in.
type Mail struct {
	From      string   `yaml:"from"`
	To        string   `yaml:"to"`
	Cc        []string `yaml:"cc"`
	Subject   string   `yaml:"subject"`
	Text      string   `yaml:"text"`
	Files     []string `yaml:"files"`
	Automatic string   `yaml:"automatic"`
	MessageID string   `yaml:"message_id"`
	// Answers names the text of the message of ours that is answered; Via says
	// by what it can be told: headers (the default), or the reply address.
	Answers string `yaml:"answers"`
	Via     string `yaml:"via"`
}

// A Form that is filled in.
type Form struct {
	Channel string `yaml:"channel"`
	// From is the address of whoever has signed in to fill it in.
	From      string         `yaml:"from"`
	Fields    map[string]any `yaml:"fields"`
	Files     []string       `yaml:"files"`
	Language  string         `yaml:"language"`
	Confirmed []string       `yaml:"confirmed"`
	// ID makes a form be sent twice.
	ID string `yaml:"id"`
}

// A Message by a channel such as a chat or a portal.
type Message struct {
	Channel  string   `yaml:"channel"`
	From     string   `yaml:"from"` // an address: a@b.example, or telegram:4711
	Name     string   `yaml:"name"`
	Subject  string   `yaml:"subject"`
	Text     string   `yaml:"text"`
	Files    []string `yaml:"files"`
	Language string   `yaml:"language"`
}

// An Expect is what must hold after a step. What is not mentioned is not looked
// at.
type Expect struct {
	Number string `yaml:"number"`
	Status string `yaml:"status"`
	// Fields and Facets must have these values; "" means absent.
	Fields map[string]any    `yaml:"fields"`
	Facets map[string]string `yaml:"facets"`
	// Tickets is how many there are in all.
	Tickets *int `yaml:"tickets"`
	// Same names the ticket that the step must have touched, Follows the one
	// that the new ticket is linked to.
	Same    string `yaml:"same"`
	Follows string `yaml:"follows"`
	// Links are the numbers of the tickets that the ticket is tied to, by what
	// they are to it.
	Links map[string][]string `yaml:"links"`
	// Visible says of roles or people whether they see the ticket, Sees
	// whether they see what the step has recorded first.
	Visible map[string]bool `yaml:"visible"`
	Sees    map[string]bool `yaml:"sees"`
	// Sent are the messages that went out since the step before, in order, but for
	// those in Told; an empty list means none.
	Sent *[]Sent `yaml:"sent"`
	// Told are the mails to employees that the program sends by itself: that a
	// ticket is theirs, that its deadline nears. What the regulation sends to
	// employees is in Sent.
	Told *[]Sent `yaml:"told"`
	// Clauses must each have caused something since the step before; Not must
	// not.
	Clauses []string `yaml:"clauses"`
	Not     []string `yaml:"not"`
	// Deadlines by the name of the promise or silence.
	Deadlines map[string]Deadline `yaml:"deadlines"`
	// Timers are the instants of the ticket's timers, all of them.
	Timers map[string]string `yaml:"timers"`
	// Refused: the step is turned down, with this.
	Refused *Refusal `yaml:"refused"`
	// Acts by role: those that are offered, and those that are not.
	Acts map[string]Acts `yaml:"acts"`
	// Suggested acts, all of them.
	Suggested *[]string `yaml:"suggested"`
	// Notes are names of notes for staff that were made.
	Notes []string `yaml:"notes"`
	// Form is what a shown form must have.
	Form *Shown `yaml:"form"`
	// Event is the kind of the last event of the tenant.
	Event string `yaml:"event"`

	line int
}

// A Sent message.
type Sent struct {
	Text string `yaml:"text"`
	To   string `yaml:"to"`
	By   string `yaml:"by"` // the channel that carries it
	// Cc are the addresses that get a copy, all of them.
	Cc       []string `yaml:"cc"`
	Lang     string   `yaml:"lang"`
	Clause   string   `yaml:"clause"`
	Subject  string   `yaml:"subject"`
	Contains []string `yaml:"contains"`
	Lacks    []string `yaml:"lacks"`
}

// A Deadline of a ticket.
type Deadline struct {
	State     string `yaml:"state"`
	Due       string `yaml:"due"`
	Clause    string `yaml:"clause"`
	Reminders *int   `yaml:"reminders"`
}

// A Refusal of a step.
type Refusal struct {
	Kind   string `yaml:"kind"`
	Clause string `yaml:"clause"`
	// Problems maps pointers to codes; all of them must be named.
	Problems map[string]string `yaml:"problems"`
}

// Acts that an actor is offered.
type Acts struct {
	May map[string]string `yaml:"may"` // act: clause
	Not []string          `yaml:"not"`
}

// Shown is what is looked at on a drawn form or document.
type Shown struct {
	Fields   []string          `yaml:"fields"`   // ids, in order
	Required []string          `yaml:"required"` // all of them
	Options  []string          `yaml:"options"`  // of the field type, in order
	Words    map[string]string `yaml:"words"`    // texts by key
	Contains []string          `yaml:"contains"` // within the document
	Clauses  []string          `yaml:"clauses"`  // that the items shown stand in
}

// Read reads a case. Unknown keys are errors, with their line.
func Read(name string, r io.Reader) (*File, error) {
	f, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.Path = name
	return f, nil
}

func read(r io.Reader) (*File, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	f := &File{}
	if err := d.Decode(f); err != nil {
		return nil, directory.Plain(err)
	}
	switch {
	case f.Name == "":
		return nil, errors.New("a case needs a name")
	case f.Start.IsZero():
		return nil, errors.New("a case needs a start instant")
	case len(f.Steps) == 0:
		return nil, errors.New("a case needs steps")
	}
	if err := f.locate(raw); err != nil {
		return nil, err
	}
	for i := range f.Steps {
		if s := &f.Steps[i]; s.happenings() > 1 {
			return nil, fmt.Errorf("line %d: a step is one thing that happens", s.line)
		}
	}
	return f, nil
}

func (s *Step) happenings() (n int) {
	for _, set := range []bool{s.Mail != nil, s.Form != nil, s.Message != nil, s.Call != nil, s.Act != "", s.Wait != "", s.Until != "",
		s.Bounce != "", s.Unreadable != "", s.Read, s.Show != ""} {
		if set {
			n++
		}
	}
	return n
}

// locate notes the lines in which the steps and what they expect stand.
func (f *File) locate(raw []byte) error {
	var places struct {
		Steps []yaml.Node `yaml:"steps"`
	}
	if err := yaml.Unmarshal(raw, &places); err != nil {
		return err
	}
	for i := range f.Steps {
		s := &f.Steps[i]
		s.line = places.Steps[i].Line
		if s.Expect == nil {
			continue
		}
		var inner struct {
			Expect yaml.Node `yaml:"expect"`
		}
		if err := places.Steps[i].Decode(&inner); err != nil {
			return err
		}
		s.Expect.line = inner.Expect.Line
	}
	return nil
}

// Load reads all cases below a folder, in the order of their names.
func Load(fsys fs.FS, folder string) ([]*File, error) {
	names, err := fs.Glob(fsys, path.Join(folder, "*.yaml"))
	if err != nil {
		return nil, err
	}
	common, err := loadDirectory(fsys, path.Join(folder, "directory.yaml"))
	if err != nil {
		return nil, err
	}
	var files []*File
	var errs []error
	for _, name := range names {
		if path.Base(name) == "directory.yaml" {
			continue
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		f, err := Read(name, bytes.NewReader(raw))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if f.Directory == nil {
			f.Directory = common
		}
		files = append(files, f)
	}
	return files, errors.Join(errs...)
}

func loadDirectory(fsys fs.FS, name string) (*directory.File, error) {
	raw, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return &directory.File{}, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := directory.Read(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

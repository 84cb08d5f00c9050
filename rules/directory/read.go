package directory

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/roster"
)

// Read reads an import file and brings it to its normal form. Unknown keys,
// names that are taken twice and references to nowhere are errors, each with
// its line.
func Read(r io.Reader) (*File, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	f := &File{}
	if err := d.Decode(f); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("directory: %w", Plain(err))
	}
	n := &normaliser{seen: map[string]bool{}}
	if err := yaml.Unmarshal(raw, &n.places); err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	n.file(f)
	return f, errors.Join(n.errs...)
}

// places are the nodes of a file's entries, which know their lines.
type places struct {
	Principals []yaml.Node `yaml:"principals"`
	Companies  []yaml.Node `yaml:"companies"`
	Parties    []yaml.Node `yaml:"parties"`
	Assignment yaml.Node   `yaml:"assignment"`
}

// normaliser checks a file and brings it to its normal form.
type normaliser struct {
	places places
	line   int // of the entry at hand
	seen   map[string]bool
	errs   []error
}

func (n *normaliser) errorf(format string, args ...any) {
	n.errs = append(n.errs, fmt.Errorf("directory: line %d: %s", n.line, fmt.Sprintf(format, args...)))
}

// once reports an id that is missing or taken.
func (n *normaliser) once(kind, id string) {
	switch {
	case id == "":
		n.errorf("a %s has no id", kind)
	case n.seen[kind+"/"+id]:
		n.errorf("%s %q stands twice", kind, id)
	}
	n.seen[kind+"/"+id] = true
}

func (n *normaliser) file(f *File) {
	if n.line = 1; f.Tenant != "" && !engine.TenantID(f.Tenant).Valid() {
		n.errorf("tenant %q: want 2 to 32 small letters, digits or hyphens", f.Tenant)
	}
	for i := range f.Principals {
		n.line = n.places.Principals[i].Line
		n.once("principal", f.Principals[i].ID)
		if err := f.Principals[i].Shift.Check(); err != nil {
			n.errorf("shift of principal %s: %v", f.Principals[i].ID, err)
		}
	}
	if err := roster.Check(f.Assignment); err != nil {
		n.line = n.places.Assignment.Line
		n.errorf("assignment: %v", err)
	}
	for i := range f.Companies {
		n.line = n.places.Companies[i].Line
		n.company(&f.Companies[i])
	}
	for i := range f.Parties {
		n.line = n.places.Parties[i].Line
		n.party(&f.Parties[i])
		n.addresses(&f.Parties[i], &n.places.Parties[i])
	}
}

func (n *normaliser) company(c *Company) {
	n.once("company", c.ID)
	for j := range c.Domains {
		c.Domains[j] = strings.ToLower(c.Domains[j])
		n.once("domain", c.Domains[j])
	}
	for j := range c.Inbound {
		c.Inbound[j] = strings.ToLower(c.Inbound[j])
		n.once("inbound address", c.Inbound[j])
	}
	switch c.PersonalMail {
	case "":
		c.PersonalMail = PersonalExceptions
	case PersonalNever, PersonalExceptions, PersonalAccepted:
	default:
		n.errorf("company %s: personal_mail is %q; never, exceptions and accepted are known", c.ID, c.PersonalMail)
	}
}

func (n *normaliser) party(p *Party) {
	n.once("party", p.ID)
	if p.Company != "" && !n.seen["company/"+p.Company] {
		n.errorf("party %s is of company %q, which there is not", p.ID, p.Company)
	}
}

// addresses brings the addresses of a party to their normal form.
func (n *normaliser) addresses(p *Party, at *yaml.Node) {
	var inner struct {
		Addresses []yaml.Node `yaml:"addresses"`
	}
	if err := at.Decode(&inner); err != nil {
		n.errorf("party %s: %v", p.ID, err)
		return
	}
	for j := range p.Addresses {
		n.line = inner.Addresses[j].Line
		a := &p.Addresses[j]
		switch a.Kind {
		case "email":
			a.Value = strings.ToLower(strings.TrimSpace(a.Value))
			if parsed, err := mail.ParseAddress(a.Value); err != nil || parsed.Address != a.Value {
				n.errorf("party %s: %q is no mail address", p.ID, a.Value)
			}
		case "phone":
			phone := rules.Phone(a.Value)
			if phone == "" {
				n.errorf("party %s: %q is no phone number", p.ID, a.Value)
			}
			a.Value = phone
		default:
			n.errorf("party %s: address kind %q; email and phone are known", p.ID, a.Kind)
		}
		n.once("address", a.Kind+":"+a.Value)
	}
}

// Package directory is what a tenant knows about people: its client companies,
// their people and addresses, and its own staff. It says who an address belongs
// to; where the entries are kept is a store's business.
package directory

import "github.com/reglament/reglament/rules/roster"

// A File is the form in which a directory is imported.
type File struct {
	Tenant     string      `yaml:"tenant"`
	Name       string      `yaml:"name"`
	Principals []Principal `yaml:"principals"`
	Companies  []Company   `yaml:"companies"`
	Parties    []Party     `yaml:"parties"`
	// Assignment are the rules by which tickets get an assignee; nil leaves those that
	// there are.
	Assignment []roster.Rule `yaml:"assignment"`
}

// A Principal is an employee.
type Principal struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Email    string   `yaml:"email"`
	Position string   `yaml:"position"`
	Roles    []string `yaml:"roles"`
	Language string   `yaml:"language"`
	Line     string   `yaml:"line"`
	// Shift is when they are at work, in the regulation's zone.
	Shift roster.Shift `yaml:"shift"`
}

// Policies for personal mail of a company's people.
const (
	PersonalNever      = "never"
	PersonalExceptions = "exceptions" // the default: as the regulation says
	PersonalAccepted   = "accepted"
)

// A Company is a client company.
type Company struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Domains are the domains of its own mail; Inbound are our addresses that
	// are only for it.
	Domains []string `yaml:"domains"`
	Inbound []string `yaml:"inbound"`
	// PersonalMail says what happens to personal mail of its people.
	PersonalMail string   `yaml:"personal_mail"`
	Level        string   `yaml:"level"`
	Contract     string   `yaml:"contract"`
	Directions   []string `yaml:"directions"`
}

// A Party is a person outside.
type Party struct {
	ID        string    `yaml:"id"`
	Name      string    `yaml:"name"`
	Company   string    `yaml:"company"`
	Language  string    `yaml:"language"`
	Addresses []Address `yaml:"addresses"`
}

// An Address is how a party is reached. A verified one identifies its party.
type Address struct {
	Kind     string `yaml:"kind"` // email or phone
	Value    string `yaml:"value"`
	Verified bool   `yaml:"verified"`
}

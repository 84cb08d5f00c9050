// Package rules is the rule language: what a company's regulation can say, and
// the pure interpreter that carries it out.
//
// A [Catalogue] is a regulation as data. It is made of clauses, and of items
// (request types, fields, statuses, acts, promises, silences, reactions ...)
// that each name the clause they stand in. [Compile] checks a catalogue and
// turns it into a [Regulation], which the engine asks about every command. What
// data cannot say, a catalogue leaves to hooks: small pure functions of the
// plugin that it came from.
//
// # How a decision comes about
//
// Each command raises moments: "received", "registered", "message", "reply",
// "act:take", "delivered:created", "enter:work" ... Promises start and are met
// at moments, silences start and are cancelled at moments, reactions answer to
// moments, and what they do can raise further ones. When no moment is left, the
// hooks have their say, then the facets and the next due instant are brought up
// to date. Everything that was done on the way is an op with its clause.
//
// The package does no I/O, knows no clock and no randomness. Working time is in
// package worktime, the building of commands from mails, forms and calls in
// package intake, the running of case files in package cases.
package rules

// Package regulation is the kit for writing a regulation in Go and compiling it
// to WebAssembly.
//
// The words build the same catalogue as those of the Lua language, under the
// same names: Clause, Request, Ask, Status, May, Promise, On, Send ... Options
// are an Object with the keys of the reference, docs/regulation.md. A Hook is a
// function of a Case. Serve makes the module's exports answer for a catalogue;
// Decide runs a hook natively, in a test.
//
// The package imports next to nothing, since whatever it imported would be in
// every module: no fmt, no encoding/json, no os. Nothing here waits or starts
// goroutines.
package regulation

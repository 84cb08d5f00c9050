// Package intake builds the engine's commands from what comes through the
// doors: mails, forms, calls, acts. Channels and case files use the same
// functions, so that a case proves what a channel does.
//
// Addresses and message ids are never put into a command's keys or actors as
// they are, but as keyed hashes of the tenant's [Keyring]: keys and event
// headers stay when a person's data is erased.
package intake

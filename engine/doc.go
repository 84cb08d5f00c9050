// Package engine is the core of Reglament. It knows tickets, events and
// timers, and nothing else: what a request type, a status, a working day or a
// deadline is, a [Regulation] says.
//
// Everything that happens enters as a [Command] through [Engine.Do]. The
// engine loads the tickets that the command's keys point at, asks the
// regulation where the command belongs and what follows from it, and commits
// the answer as exactly one [Event] together with the ticket, its wake-up time
// and the messages that must go out. The ticket is the fold of its events
// ([Apply]); the event log is the only thing that readers need.
//
// # Promises
//
//   - A command is done once, however often it is handed in (by [CommandID]).
//   - One command makes one event. Events of a tenant are numbered without
//     gaps, and they are committed in the order of their numbers.
//   - Do returns nil only after the event is durable.
//   - A regulation that fails, hangs or answers nonsense loses nothing: the
//     event is committed undecided, the ticket is marked, the decision is
//     tried again.
//   - A timer fires at least once after it is due and decides at most once.
//   - A delivery is attempted at least once, always under the same
//     [DeliveryID], until its outcome is an event of the log.
//
// The package imports the standard library alone, and of that neither net, os
// nor database/sql; it never reads the clock by itself but is given one. What
// touches the world (stores, channels, clocks) implements the small interfaces
// declared here; package enginetest has an in-memory twin of each and the suite
// that every store must pass.
package engine

// Package live is the websocket that boards and ticket screens hang on. The
// protocol, reglament.v1, is described frame by frame in asyncapi.yaml.
//
// # How it works
//
// A [Hub] reads the log of every tenant that somebody is looking at. Whoever
// looks at the same thing with the same eyes (channel, filter, roles, language)
// shares a view, and what a view sends is encoded once, however many sockets it
// goes to. A tenant that nobody looks at costs nothing.
//
// # Promises
//
//   - The number that clients hold is the tenant's event number, so that a client
//     that comes back, to this process or another, gets exactly what it missed:
//     it is read from the log.
//   - A delta carries whole rows. What was not sent yet when a newer row comes is
//     replaced by it, so that a slow client lags in time but not in bytes.
//   - Each delta names the number before it. A client that finds another one than
//     its own has a gap and subscribes anew.
//   - A client never gets a ticket, an event or an op that [engine.Visible] hides
//     from it, nor the id of one.
//   - A socket whose queue is full is closed with [CloseSlow]. Nothing is lost:
//     the client comes back and resumes.
//
// Hints only make it quick: every active tenant's log is also polled. Frames of
// one channel arrive in order; there is no order between channels.
//
// # What is left to others
//
// Who a token belongs to and which address the socket answers on is main's
// business. Customers and partners can follow tickets of theirs; boards are for
// staff.
package live

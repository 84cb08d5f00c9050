// Package explore plays short histories of a regulation that nobody has written
// down, and finds what goes wrong in them: tickets that nothing can move any
// more, notices without end, decisions that fail, promises that contradict each
// other, acts that are offered and then refused, statuses that are never reached.
//
// The histories are played as case files are: on the real engine, under a clock
// that stands still until a step moves it. What may come next is asked of the
// regulation itself, in the state that the steps so far have led to: the fields
// of its channels, the acts that it offers, its timers. Up to a small depth every
// step is tried in every state that differs; after that a seed chooses.
//
// Each finding comes with the shortest history that still shows it, which can be
// kept as a case file. The same seed gives the same findings in the same words.
package explore

//go:build !wasip1

package regulation

// Serve makes the module's exports answer for a catalogue. It is called once,
// from init of the main package. A native program has no such exports: there it
// does nothing.
func Serve(*Catalogue) {}

package regulation

import "runtime"

// served is the catalogue that the module's exports answer for.
var served *Catalogue

// headroom is what a decision may allocate before the memory grows. An instance
// whose memory has grown cannot be put back as it was.
const headroom = 256 << 10

// Serve makes the module's exports answer for a catalogue. It is called once,
// from init of the main package.
func Serve(c *Catalogue) {
	served = c
	claim = make([]byte, headroom)
	claim = nil
	// What was claimed stays with the runtime, free for decisions. They make no
	// collection of their own until the heap has 4 MiB.
	runtime.GC()
	warm()
}

// claim is a variable so that the compiler cannot leave the memory out.
var claim []byte

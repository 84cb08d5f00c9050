package engine

import "time"

// Clock gives the engine its time.
type Clock interface {
	// Now is the engine's time, which decisions and timers go by.
	Now() time.Time
	// Lease is a time that no one moves by hand, which leases go by.
	Lease() time.Time
	// After returns a channel that receives once d of the engine's time has
	// passed.
	After(d time.Duration) <-chan time.Time
}

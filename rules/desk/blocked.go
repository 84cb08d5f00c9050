package desk

import (
	"time"

	"github.com/reglament/reglament/engine"
)

// MaxBlocked is how many blocked senders are listed, the newest first.
const MaxBlocked = 1000

// Blocked is a sender whose messages are kept and not taken in.
type Blocked struct {
	engine.Block
	// Kept is how many mails have come since, and Last when the last of them did;
	// the zero time if none has.
	Kept int
	Last time.Time
}

package cli

import "strings"

// What exit codes mean, by the kind of command.
const (
	codesOfTool  = "Exit code 0: nothing found. 1: findings. 2: wrong use."
	codesOfQuery = "Exit code 0: done. 1: it failed. 2: wrong use, or something that is not there."
)

// lesson is the help of a command: what it does, examples that run as they
// stand, and what its exit code means.
func lesson(what, codes string, examples ...string) string {
	word := "Example:"
	if len(examples) > 1 {
		word = "Examples:"
	}
	return what + "\n\n" + word + "\n\n    " + strings.Join(examples, "\n    ") + "\n\n" + codes
}

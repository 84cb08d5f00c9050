package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/parse"
)

// Kind says what went wrong, for code; Error.Message says it to the author.
type Kind string

const (
	KindSyntax    Kind = "syntax"    // not Lua
	KindForbidden Kind = "forbidden" // Lua, but not allowed here: goto, assignment to a captured variable, ...
	KindLimit     Kind = "limit"     // a size limit: source, nesting, string length, call depth, value size
	KindSteps     Kind = "steps"     // the instruction budget is used up
	KindMemory    Kind = "memory"    // the memory budget is used up
	KindTimeout   Kind = "timeout"   // the context ended; the only outcome that depends on the clock
	KindRuntime   Kind = "runtime"   // an error the script raised or ran into
)

var (
	// ErrDead is returned by a State that an earlier error made unusable.
	ErrDead = errors.New("lua state is dead")
	// ErrBusy is returned by a State used by two goroutines, or from inside its own call.
	ErrBusy = errors.New("lua state is in use")
	// ErrClosed is returned by a closed Pool.
	ErrClosed = errors.New("lua pool is closed")
)

// Error is what every failing function of this package returns, except for the
// sentinels above. File and Line point into the author's source; File is empty
// when the place is unknown.
type Error struct {
	Kind      Kind
	File      string
	Line      int
	Message   string
	Traceback string // one "file:line: in name" per frame, innermost first; only from running code
	Err       error  // the context's error of a timeout, otherwise nil
}

func (e *Error) Error() string {
	if e.File == "" {
		return e.Message
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
}

func (e *Error) Unwrap() error { return e.Err }

func failure(kind Kind, file string, line int, format string, args ...any) *Error {
	return &Error{Kind: kind, File: file, Line: line, Message: clean(fmt.Sprintf(format, args...))}
}

const maxMessage = 2000

// clean makes a text fit for a log and a screen: valid UTF-8 and not too long.
func clean(s string) string {
	return strings.ToValidUTF8(shorten(s, maxMessage), "\uFFFD")
}

func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n] + "..."
}

// syntaxError translates the parser's error, whose own text repeats the file
// name and may quote a token of any length.
func syntaxError(err error, file string, lastLine int) *Error {
	var pe *parse.Error
	if !errors.As(err, &pe) {
		return failure(KindSyntax, file, lastLine, "%s", err)
	}
	if pe.Pos.Line == parse.EOF {
		return failure(KindSyntax, file, lastLine, "%s at the end of the file", pe.Message)
	}
	return failure(KindSyntax, file, pe.Pos.Line, "%s near '%s'", pe.Message, shorten(pe.Token, 40))
}

// compileError translates an error of the code generator: by then the source is
// Lua, so what it complains about is its own limits ("too many local variables").
func compileError(err error, file string) *Error {
	var ce *lua.CompileError
	if errors.As(err, &ce) {
		return failure(KindLimit, file, ce.Line, "%s", ce.Message)
	}
	return failure(KindLimit, file, 0, "%s", err)
}

// splitPosition takes "file:line: message" apart when file is one of the chunks.
func (p *Program) splitPosition(message string) (file string, line int, rest string) {
	for _, c := range p.chunks {
		after, ok := strings.CutPrefix(message, c.name+":")
		if !ok {
			continue
		}
		digits, text, ok := strings.Cut(after, ":")
		n, err := strconv.Atoi(digits)
		if !ok || err != nil {
			continue
		}
		return c.name, n, strings.TrimPrefix(text, " ")
	}
	return "", 0, message
}

package engine

import (
	"errors"
	"fmt"
)

// ErrorKind says what sort of trouble an error is, which is what doors tell
// their callers apart by.
type ErrorKind string

// The kinds of errors.
const (
	// Invalid input can be mended by whoever sent it.
	Invalid ErrorKind = "invalid"
	// Refused is what a clause forbids.
	Refused ErrorKind = "refused"
	// NotFound also stands for what belongs to another tenant.
	NotFound ErrorKind = "not_found"
	// Conflict: the ticket has changed, or the id was used for something else.
	Conflict ErrorKind = "conflict"
	// Forbidden: the actor may not do this here.
	Forbidden ErrorKind = "forbidden"
	// Temporary trouble passes; the same command may be handed in again.
	Temporary ErrorKind = "temporary"
	// Internal trouble is our own fault.
	Internal ErrorKind = "internal"
)

// An Error is an error with a kind, the clause behind it, and the problems
// that its causer can mend. Err is for operators.
type Error struct {
	Kind     ErrorKind
	Clause   ClauseID
	Problems []Problem
	Err      error
}

// A Problem is one thing that is wrong with the input. Code and Values are
// turned into a sentence by whoever knows the reader's language.
type Problem struct {
	// Pointer is the JSON pointer of the place within the command's data.
	Pointer string
	Code    string
	Clause  ClauseID
	Values  Fields
	// Warning problems can be confirmed by the sender; the others not.
	Warning bool
}

func (e *Error) Error() string {
	switch {
	case e.Err != nil:
		return e.Err.Error()
	case len(e.Problems) > 0:
		p := e.Problems[0]
		return fmt.Sprintf("%s: %s %s (%d problems)", e.Kind, p.Pointer, p.Code, len(e.Problems))
	case e.Clause != "":
		return fmt.Sprintf("%s by %s", e.Kind, e.Clause)
	}
	return string(e.Kind)
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf returns an *Error of the kind.
func Errorf(kind ErrorKind, format string, args ...any) *Error {
	return &Error{Kind: kind, Err: fmt.Errorf(format, args...)}
}

// KindOf returns the kind of err: that of the *Error within it, Temporary for a
// conflict that outlived its retries, otherwise Internal.
func KindOf(err error) ErrorKind {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Kind
	case errors.Is(err, ErrConflict):
		return Temporary
	}
	return Internal
}

type permanentError struct{ error }

func (e permanentError) Unwrap() error { return e.error }

// Permanent marks a Sender's error as one that no further attempt can mend.
// Unmarked errors are temporary.
func Permanent(err error) error { return permanentError{err} }

// ErrWithheld is a Sender's answer to a message that must not go out because its
// recipient is blocked: neither sent nor failed, it leaves the outbox.
var ErrWithheld = errors.New("the recipient is blocked")

// IsPermanent reports whether err is marked as permanent.
func IsPermanent(err error) bool {
	var p permanentError
	return errors.As(err, &p)
}

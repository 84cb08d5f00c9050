package regulation

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
)

// Decide runs the hook that a case asks for and returns its answer, both as the
// contract of docs/plugins.md writes them. A panic of the hook becomes an error
// that names the line.
func Decide(c *Catalogue, caseJSON []byte) ([]byte, error) {
	return c.decide(nil, caseJSON)
}

func (c *Catalogue) decide(dst, caseJSON []byte) ([]byte, error) {
	number, seen, err := readCase(caseJSON)
	if err != nil {
		return nil, err
	}
	if number < 1 || number > int64(len(c.hooks)) {
		return nil, errors.New("there is no hook " + strconv.FormatInt(number, 10))
	}
	seen.hook = &c.hooks[number-1]
	answer, err := ask(seen)
	if err == nil {
		dst, err = appendAnswer(dst, answer)
	}
	if err != nil {
		return nil, errors.New("hook of clause " + seen.hook.clause + ": " + err.Error())
	}
	return dst, nil
}

func ask(c *Case) (answer Answer, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New(place() + panicText(r))
		}
	}()
	return c.hook.ask(c), nil
}

func appendAnswer(dst []byte, answer Answer) ([]byte, error) {
	var effects Effects
	if answer != nil {
		effects = answer.effects()
	}
	if len(effects) == 0 {
		return append(dst, "{}"...), nil
	}
	dst, err := appendList(append(dst, `{"effects":`...), effects, 1)
	return append(dst, '}'), err
}

// place is where the code of an author has panicked.
func place() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if f.File != "" && !strings.HasPrefix(f.Function, "runtime.") && !strings.HasPrefix(f.Function, "github.com/reglament/reglament/plugins/sdk/go/regulation.") {
			return f.File[strings.LastIndexByte(f.File, '/')+1:] + ":" + strconv.Itoa(f.Line) + ": "
		}
		if !more {
			return ""
		}
	}
}

func panicText(r any) string {
	switch x := r.(type) {
	case string:
		return x
	case error:
		return x.Error()
	case interface{ String() string }:
		return x.String()
	}
	return "panic with a value that is no text"
}

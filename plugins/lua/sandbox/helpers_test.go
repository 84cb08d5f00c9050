package sandbox

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func compileScript(t testing.TB, source string) *Program {
	t.Helper()
	p, err := Compile([]Chunk{{Name: "test.lua", Source: source}}, Limits{})
	if err != nil {
		t.Fatalf("compile: %v", err)
	}
	return p
}

func loadScript(t testing.TB, source string) *State {
	t.Helper()
	s, err := compileScript(t, source).Load(context.Background())
	if err != nil {
		t.Fatalf("load: %v\n%s", err, trace(err))
	}
	return s
}

func valueOf(t testing.TB, source string) any {
	t.Helper()
	v, err := loadScript(t, source).Value()
	if err != nil {
		t.Fatalf("value: %v", err)
	}
	return v
}

func trace(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Traceback
	}
	return ""
}

// eval compiles, loads and converts, and returns whichever error comes first.
func eval(source string, limits Limits) (any, error) {
	p, err := Compile([]Chunk{{Name: "test.lua", Source: source}}, limits)
	if err != nil {
		return nil, err
	}
	s, err := p.Load(context.Background())
	if err != nil {
		return nil, err
	}
	return s.Value()
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	if err != nil {
		return Kind(fmt.Sprintf("not an Error: %v", err))
	}
	return ""
}

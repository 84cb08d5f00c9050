package meter

import "fmt"

// Version numbers what Inject writes. It is raised with each change of that, so
// that what was kept by an older program is not taken for this one's.
const Version = 1

// Inject returns the module with metering in it. The module does what it did
// before as long as it has fuel; see the package's comment for what differs.
// The same bytes and options always give the same result.
//
// A module that is malformed, uses a feature that is not metered or exceeds a
// limit is refused with an *Error. The result is not checked for types: that is
// what compiling it does, and metering neither mends nor hides a mistake.
func Inject(wasm []byte, opt Options) (metered []byte, info Info, err error) {
	return injectGuessing(wasm, opt, maxGuess)
}

// injectGuessing is Inject with another limit than maxGuess, for tests: small random
// modules seldom need a second charge with the usual one.
func injectGuessing(wasm []byte, opt Options, guess int64) (metered []byte, info Info, err error) {
	if opt, err = opt.complete(); err != nil {
		return nil, Info{}, err
	}
	if len(wasm) > opt.MaxModule {
		return nil, Info{}, &Error{Reason: fmt.Sprintf("%d bytes, at most %d allowed", len(wasm), opt.MaxModule)}
	}
	t := &transcoder{in: wasm, end: len(wasm)}
	m := &module{opt: opt, t: t, guess: guess, dataCount: -1}
	if found := findSections(t); t.err == nil {
		metered = m.rewrite(found)
	}
	if t.err != nil {
		return nil, Info{}, t.err
	}
	return metered, m.info, nil
}

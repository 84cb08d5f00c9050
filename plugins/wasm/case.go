package wasm

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// appendCase writes the case as the contract has it: the values that the hook
// reads, and nothing else.
func appendCase(b []byte, hook int64, view *rules.View) ([]byte, error) {
	b = append(b, `{"hook":`...)
	b = strconv.AppendInt(b, hook, 10)
	b = append(b, `,"now":`...)
	b = strconv.AppendInt(b, view.Now(), 10)
	b = append(b, `,"clause":`...)
	b, err := engine.AppendCanonical(b, string(view.Clause()))
	if err != nil {
		return nil, err
	}
	b = append(b, `,"raised":`...)
	if b, err = engine.AppendCanonical(b, view.Moments()); err != nil {
		return nil, err
	}
	b = append(b, `,"case":{`...)
	first := true
	for _, path := range view.Reads() {
		value := view.Get(path)
		if value == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		if b, err = engine.AppendCanonical(b, path); err != nil {
			return nil, err
		}
		b = append(b, ':')
		if b, err = engine.AppendCanonical(b, value); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return append(b, "}}"...), nil
}

// readAnswer reads the effects out of an answer.
func readAnswer(text []byte) (effects any, err error) {
	value, err := engine.DecodeValue(text)
	if err != nil {
		return nil, fmt.Errorf("its answer is no JSON of the contract: %s", brief(err.Error()))
	}
	answer, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("its answer is not an object")
	}
	for name := range answer {
		if name != "effects" {
			return nil, fmt.Errorf("%q is unknown in an answer; effects is known", brief(name))
		}
	}
	return answer["effects"], nil
}

// brief keeps the ends of what a module has written: messages that repeat it stay
// in events.
func brief(s string) string {
	const ends = 200
	if len(s) <= 2*ends {
		return s
	}
	return strings.ToValidUTF8(s[:ends], "") + "…" + strings.ToValidUTF8(s[len(s)-ends:], "")
}

package worker

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// Values cross over in a form of their own, which keeps what JSON does not: an
// absent value in a list, NUL in a text. Each is a byte that says what it is; of
// texts, lists and maps the length follows, of integers the value.
const (
	tagNil   = 'n'
	tagTrue  = 't'
	tagFalse = 'f'
	tagInt   = 'i'
	tagText  = 's'
	tagBytes = 'b'
	tagList  = 'l'
	tagMap   = 'm'
)

// appendValue writes a value of the kinds that cases, catalogues and effects are
// made of.
func appendValue(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case nil:
		return append(b, tagNil), nil
	case bool:
		if x {
			return append(b, tagTrue), nil
		}
		return append(b, tagFalse), nil
	case int64:
		return binary.AppendVarint(append(b, tagInt), x), nil
	case int:
		return binary.AppendVarint(append(b, tagInt), int64(x)), nil
	case string:
		return appendText(append(b, tagText), x), nil
	case []byte:
		b = binary.AppendUvarint(append(b, tagBytes), uint64(len(x)))
		return append(b, x...), nil
	case []any:
		return appendList(b, x)
	case []string:
		b = binary.AppendUvarint(append(b, tagList), uint64(len(x)))
		for _, s := range x {
			b = appendText(append(b, tagText), s)
		}
		return b, nil
	case map[string]any:
		return appendMap(b, x)
	case engine.Fields:
		return appendMap(b, x)
	}
	return nil, fmt.Errorf("a %T cannot be handed to another process", v)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendList(b []byte, list []any) ([]byte, error) {
	b = binary.AppendUvarint(append(b, tagList), uint64(len(list)))
	var err error
	for i, v := range list {
		if b, err = appendValue(b, v); err != nil {
			return nil, fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return b, nil
}

func appendMap(b []byte, m map[string]any) ([]byte, error) {
	b = binary.AppendUvarint(append(b, tagMap), uint64(len(m)))
	var err error
	for name, v := range m {
		if b, err = appendValue(appendText(b, name), v); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return b, nil
}

// Bounds of what is read. They lie above those of what a regulation may say, so
// that nobody meets them who keeps to the form.
const (
	maxDepth  = 64
	maxValues = 1 << 20 // in one message
)

// reader reads what the other process has written. What is wrong first is kept in
// err; after that nothing more is read.
type reader struct {
	data   []byte
	depth  int
	values int
	err    error
}

var errShort = errors.New("it ends in the middle of a value")

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err, r.data = err, nil
	}
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.fail(errShort)
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.fail(errShort)
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		r.fail(errShort)
		return 0
	}
	r.data = r.data[n:]
	return v
}

// raw reads bytes by their length. They are part of the message.
func (r *reader) raw() []byte {
	n := r.uint()
	if n > uint64(len(r.data)) {
		r.fail(errShort)
		return nil
	}
	raw := r.data[:n:n]
	r.data = r.data[n:]
	return raw
}

func (r *reader) text() string {
	raw := r.raw()
	if !utf8.Valid(raw) {
		r.fail(errors.New("a text is not UTF-8"))
		return ""
	}
	return string(raw)
}

func (r *reader) value() any {
	if r.values++; r.values > maxValues {
		r.fail(fmt.Errorf("there are more than %d values", maxValues))
		return nil
	}
	switch tag := r.byte(); tag {
	case tagNil:
		return nil
	case tagTrue:
		return true
	case tagFalse:
		return false
	case tagInt:
		n := r.int()
		if n > engine.MaxInt || n < -engine.MaxInt {
			r.fail(fmt.Errorf("%d is beyond 2^53", n))
		}
		return n
	case tagText:
		return r.text()
	case tagBytes:
		return r.raw()
	case tagList:
		return r.list()
	case tagMap:
		return r.fields()
	default:
		r.fail(fmt.Errorf("%q begins no value", tag))
		return nil
	}
}

// length reads how many values follow, each of which takes a byte at least.
func (r *reader) length() int {
	n := r.uint()
	if r.depth++; r.depth > maxDepth {
		r.fail(fmt.Errorf("values are nested deeper than %d", maxDepth))
	}
	if n > uint64(len(r.data)) {
		r.fail(errShort)
		return 0
	}
	return int(n)
}

func (r *reader) list() []any {
	n := r.length()
	list := make([]any, 0, min(n, 1024))
	for range n {
		if r.err != nil {
			return nil
		}
		list = append(list, r.value())
	}
	r.depth--
	return list
}

func (r *reader) fields() map[string]any {
	n := r.length()
	m := make(map[string]any, min(n, 1024))
	for range n {
		if r.err != nil {
			return nil
		}
		name := r.text()
		m[name] = r.value()
	}
	r.depth--
	return m
}

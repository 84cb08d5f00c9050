package worker

import (
	"bufio"
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// some is a message with a value of each kind.
func some() *message {
	return &message{kind: kindResult, exchange: 7, program: 1 << 40, number: -3, text: "Қазақша", value: map[string]any{
		"text": "a\x00b", "yes": true, "no": false, "nothing": nil, "int": int64(engine.MaxInt), "negative": int64(-engine.MaxInt),
		"list": []any{nil, "x", []any{}, map[string]any{}}, "bytes": []byte{0xff, 0}}}
}

func TestMessagesArriveAsTheyWere(t *testing.T) {
	t.Parallel()
	var wire bytes.Buffer
	want := some()
	for range 2 {
		b, err := want.encode(maxBack)
		if err != nil {
			t.Fatal(err)
		}
		wire.Write(b)
	}
	in := bufio.NewReader(&wire)
	for range 2 {
		got, err := readMessage(in, maxBack)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want)
		}
	}
}

func TestMessagesAreBounded(t *testing.T) {
	t.Parallel()
	deep := any("x")
	for range maxDepth + 1 {
		deep = []any{deep}
	}
	for want, m := range map[string]*message{
		"deeper":           {value: deep},
		"beyond 2^53":      {value: int64(engine.MaxInt + 1)},
		"more than 104857": {value: make([]any, maxValues)},
		"not UTF-8":        {text: "\xff"},
		"too large":        {text: strings.Repeat("x", maxBack)},
	} {
		b, err := m.encode(maxBack)
		if err == nil {
			_, err = parse(b[4:])
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want words like %q", err, want)
		}
	}
	if _, err := (&message{value: struct{}{}}).encode(maxBack); err == nil {
		t.Error("a value of no kind was written")
	}
}

// FuzzParse reads what nobody has written. What can be read is written as it was
// meant.
func FuzzParse(f *testing.F) {
	b, err := some().encode(maxBack)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[4:])
	f.Add([]byte{'r', 1, 1, 0, 0, tagList, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parse(data)
		if err != nil {
			return
		}
		b, err := m.encode(maxThere)
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := parse(b[4:])
		if err != nil || !reflect.DeepEqual(again, m) {
			t.Errorf("got %+v, %v\nwant %+v", again, err, m)
		}
	})
}

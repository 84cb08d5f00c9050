package worker

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A kind says what a message is for.
type kind byte

const (
	// From the server to the process.
	kindLoad   kind = 'L' // load a program: text is its name, value its files
	kindCall   kind = 'C' // run a hook: number says which, value what it sees
	kindAnswer kind = 'A' // value is what was asked for
	kindCancel kind = 'X' // nobody waits for the call any more
	kindDrop   kind = 'D' // let go of a program

	// From the process to the server.
	kindLoaded kind = 'l' // value is what was loaded
	kindResult kind = 'r' // value is what the hook gave, number what it cost
	kindFailed kind = 'f' // text and value say why, number is what it cost
	kindGet    kind = 'g' // text is the path of a value that the hook asks for
	kindNames  kind = 'n' // text is the root of the names that it asks for
)

// ends reports whether a message is the last of its exchange.
func (k kind) ends() bool { return k == kindLoaded || k == kindResult || k == kindFailed }

// A message is one of an exchange: a load or call, what is asked and answered
// during it, and how it ended. Several exchanges go on at once.
type message struct {
	kind     kind
	exchange uint64
	program  uint64
	number   int64
	text     string
	value    any
}

// Messages are bounded: a bundle goes there; a catalogue, the largest that comes
// back, is a quarter of what is allowed here.
const (
	maxThere = 48 << 20
	maxBack  = 16 << 20
)

// encode gives a message as it is sent, in one piece: its length in four bytes,
// then itself.
func (m *message) encode(most int) ([]byte, error) {
	b := make([]byte, 4, 256)
	b = append(b, byte(m.kind))
	b = binary.AppendUvarint(b, m.exchange)
	b = binary.AppendUvarint(b, m.program)
	b = binary.AppendVarint(b, m.number)
	b = appendText(b, m.text)
	b, err := appendValue(b, m.value)
	if err != nil {
		return nil, err
	}
	if size := len(b) - 4; size > most {
		return nil, fmt.Errorf("a message of %d bytes is too large to be handed to another process, which takes %d", size, most)
	}
	binary.LittleEndian.PutUint32(b, uint32(len(b)-4))
	return b, nil
}

// readMessage reads the next message. io.EOF says that there is none.
func readMessage(r *bufio.Reader, most int) (*message, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(head[:])
	if int64(size) > int64(most) {
		return nil, fmt.Errorf("a message of %d bytes, at most %d are read", size, most)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("a message of %d bytes: %w", size, io.ErrUnexpectedEOF)
	}
	return parse(data)
}

func parse(data []byte) (*message, error) {
	in := &reader{data: data}
	m := &message{kind: kind(in.byte()), exchange: in.uint(), program: in.uint(), number: in.int(), text: in.text()}
	m.value = in.value()
	if len(in.data) > 0 {
		in.fail(errors.New("something stands behind the value"))
	}
	if in.err != nil {
		return nil, fmt.Errorf("a message cannot be read: %w", in.err)
	}
	return m, nil
}

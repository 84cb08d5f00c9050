package meter

import (
	"fmt"
	"unicode/utf8"
)

// Error says why a module was refused and where.
type Error struct {
	Offset int    // in bytes from the start of the module
	Reason string // lower case, without a full stop
}

func (e *Error) Error() string {
	return fmt.Sprintf("webassembly module refused at byte %#x: %s", e.Offset, e.Reason)
}

// transcoder reads the binary format and writes what it understood, each number
// in its shortest form. Nothing reaches the output as bytes that another decoder
// could cut differently.
//
// The first error sticks: later reads return zero, and a list has no more items.
type transcoder struct {
	in  []byte
	pos int // of the next byte to read
	end int // where reading stops: the end of the section or body
	out []byte
	err *Error
}

func (t *transcoder) fail(format string, args ...any) { t.failAt(t.pos, format, args...) }

func (t *transcoder) failAt(pos int, format string, args ...any) {
	if t.err == nil {
		t.err = &Error{Offset: pos, Reason: fmt.Sprintf(format, args...)}
	}
}

// more says whether anything is left to read.
func (t *transcoder) more() bool { return t.err == nil && t.pos < t.end }

// readByte reads without writing.
func (t *transcoder) readByte() byte {
	if t.err != nil {
		return 0
	}
	if t.pos >= t.end {
		t.fail("ends too early")
		return 0
	}
	t.pos++
	return t.in[t.pos-1]
}

// readU32 reads without writing.
func (t *transcoder) readU32() uint32 { return uint32(t.leb(32, false)) }

// leb reads a LEB128 number of the given width in bits. Its length is at most the
// width's, and the unused bits of its last byte repeat the sign, as the
// specification demands.
func (t *transcoder) leb(width uint, signed bool) uint64 {
	at := t.pos
	var v uint64
	for shift := uint(0); ; shift += 7 {
		b := t.readByte()
		v |= uint64(b&0x7f) << shift
		if left := width - shift; left < 7 && !fits(b, left, signed) {
			t.failAt(at, "number does not fit %d bits", width)
			return 0
		}
		if b < 0x80 {
			if signed && b&0x40 != 0 && shift+7 < 64 {
				v |= ^uint64(0) << (shift + 7)
			}
			return v
		}
	}
}

// fits says whether b may be the last byte of a number that has left bits to go.
func fits(b byte, left uint, signed bool) bool {
	if b >= 0x80 {
		return false
	}
	if !signed {
		return b>>left == 0
	}
	sign := b >> (left - 1)
	return sign == 0 || sign == 0x7f>>(left-1)
}

func (t *transcoder) byte() byte {
	b := t.readByte()
	t.out = append(t.out, b)
	return b
}

func (t *transcoder) u32() uint32 {
	v := t.readU32()
	t.out = appendU32(t.out, v)
	return v
}

func (t *transcoder) s32() { t.out = appendS64(t.out, int64(t.leb(32, true))) }
func (t *transcoder) s64() { t.out = appendS64(t.out, int64(t.leb(64, true))) }

// bytes copies n bytes.
func (t *transcoder) bytes(n int) []byte {
	if t.err != nil {
		return nil
	}
	if n > t.end-t.pos {
		t.fail("%d bytes announced, %d left", n, t.end-t.pos)
		return nil
	}
	b := t.in[t.pos : t.pos+n]
	t.pos += n
	t.out = append(t.out, b...)
	return b
}

func (t *transcoder) name() string {
	at := t.pos
	b := t.bytes(int(t.u32()))
	if !utf8.Valid(b) {
		t.failAt(at, "name is not UTF-8")
	}
	return string(b)
}

// readCount reads the length of a list without writing it. Each item takes a byte
// at least, so that a short module cannot announce a long list.
func (t *transcoder) readCount(what string, limit int) int {
	at := t.pos
	n := int(t.readU32())
	switch {
	case t.err != nil:
		return 0
	case n > limit:
		t.failAt(at, "%d %s, at most %d allowed", n, what, limit)
		return 0
	case n > t.end-t.pos:
		t.failAt(at, "%d %s announced in %d bytes", n, what, t.end-t.pos)
		return 0
	}
	return n
}

func (t *transcoder) count(what string, limit int) int {
	n := t.readCount(what, limit)
	t.out = appendU32(t.out, uint32(n))
	return n
}

// readIndex reads an index without writing it and checks that there is such a thing.
func (t *transcoder) readIndex(what string, known int) int {
	at := t.pos
	i := int(t.readU32())
	if t.err == nil && i >= known {
		t.failAt(at, "%s %d of %d", what, i, known)
	}
	if t.err != nil {
		return 0
	}
	return i
}

func (t *transcoder) index(what string, known int) int {
	i := t.readIndex(what, known)
	t.out = appendU32(t.out, uint32(i))
	return i
}

// zero copies a byte that the format reserves.
func (t *transcoder) zero(what string) {
	if b := t.byte(); b != 0 {
		t.failAt(t.pos-1, "%s is %#x, only 0 is allowed", what, b)
	}
}

func appendU32(b []byte, v uint32) []byte {
	for ; v >= 0x80; v >>= 7 {
		b = append(b, byte(v)|0x80)
	}
	return append(b, byte(v))
}

func appendS64(b []byte, v int64) []byte {
	for v < -0x40 || v > 0x3f {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v)&0x7f)
}

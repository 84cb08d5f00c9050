package email

import (
	"errors"
	"io"

	"github.com/emersion/go-smtp"
)

// source is a mail that comes in. It remembers what has ended it.
type source struct {
	r   io.Reader
	err error
}

// newSource reads a mail from where go-smtp gives it: a pipe when it comes in
// chunks (BDAT), the connection otherwise.
func newSource(r io.Reader, conn *watched) *source {
	if _, chunked := r.(*io.PipeReader); chunked {
		return &source{r: &chunks{r, conn}}
	}
	return &source{r: &lines{r: r, conn: conn}}
}

// Read implements io.Reader.
func (s *source) Read(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.r.Read(b)
	if err != io.EOF {
		s.err = err
	}
	return n, err
}

// answer is what the client hears of a mail that did not come in whole.
func (s *source) answer() error {
	var reply *smtp.SMTPError
	switch {
	case errors.As(s.err, &reply):
		return reply // too large
	case errors.Is(s.err, smtp.ErrTooLongLine):
		return errLongLine
	}
	return errBroken
}

// chunks is a mail in chunks. go-smtp takes the end of the connection for the
// end of the last one: half a mail must not pass for a whole.
type chunks struct {
	io.Reader
	conn *watched
}

// Read implements io.Reader.
func (c *chunks) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if err == io.EOF && c.conn.brokenOff() {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// lines is a mail behind DATA. go-smtp 0.25 forgets at the second of two CR that
// a line may end. Behind CR CR LF, which programs write that translate line ends
// twice, it takes a dot for text and misses the end of the mail, so lines looks
// for both itself. It reads byte by byte, or go-smtp would wait for bytes behind
// the end. Beyond mending is a dot that the client should have doubled before CR
// CR LF, where go-smtp swallows a CR, and the end of a mail that is too large:
// such a client waits until it is sent away as idle.
type lines struct {
	r    io.Reader
	conn *watched
	at   place
	crs  int // how many CR have come in a row
	buf  [2]byte
	out  []byte // what was read and is not yet passed on
}

// A place is where lines stands.
type place int

const (
	within    place = iota // in a line that go-smtp understands, or behind its beginning
	begin                  // at a beginning that go-smtp has missed
	behindDot              // behind the dot at such a beginning
	behindCR               // behind the dot and CR
	end                    // behind the mail
)

// Read implements io.Reader.
func (l *lines) Read(b []byte) (n int, err error) {
	for n < len(b) {
		for len(l.out) == 0 {
			if err := l.step(); err != nil {
				return n, err
			}
		}
		copied := copy(b[n:], l.out)
		l.out = l.out[copied:]
		n += copied
	}
	return n, nil
}

// step reads a byte.
func (l *lines) step() error {
	if l.at == end {
		return io.EOF
	}
	if _, err := io.ReadFull(l.r, l.buf[:1]); err != nil {
		return err
	}
	c, at := l.buf[0], l.at
	l.at = within
	if c == '\n' && l.crs > 0 && l.crs%2 == 0 {
		l.at = begin
	}
	if l.crs++; c != '\r' {
		l.crs = 0
	}
	switch {
	case at == begin && c == '.':
		l.at = behindDot
	case at == behindDot && c == '\r':
		l.at = behindCR
	case at == behindCR && c == '\n':
		l.at = end
		l.conn.hangUp() // go-smtp would look for the end until the client is gone
		return io.EOF
	case at == behindCR:
		l.out = append(l.buf[:0], '\r', c)
	default:
		l.out = l.buf[:1]
	}
	return nil
}

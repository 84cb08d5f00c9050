package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/email/message"
)

// A Capture keeps messages in a folder instead of sending them, one .eml file
// each. The files' names sort by time.
type Capture struct{ dir string }

var _ Transport = (*Capture)(nil)

// OpenCapture returns the capture in a folder, which is made if need be.
func OpenCapture(dir string) (*Capture, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("folder for captured mail: %w", err)
	}
	return &Capture{dir: dir}, nil
}

const (
	emlSuffix = ".eml"
	emlTime   = "20060102T150405.000000Z"
)

// unfit is what a file name should not hold.
var unfit = regexp.MustCompile(`[^\p{L}\p{N}._-]+`)

// Deliver implements Transport. A parcel that comes again overwrites its file.
// The answer is the file's name.
func (c *Capture) Deliver(_ context.Context, p Parcel) (answer string, err error) {
	name := unfit.ReplaceAllString(fmt.Sprintf("%s-%s-%s-%s", p.Made.UTC().Format(emlTime), p.Tenant, p.Number, p.Delivery), "_") + emlSuffix
	f, err := c.create()
	if err != nil {
		return "", fmt.Errorf("capture mail: %w", err)
	}
	defer os.Remove(f.Name())
	// As a mailbox shows it, with its envelope on top.
	_, err = fmt.Fprintf(f, "Return-Path: <%s>\r\nDelivered-To: %s\r\n%s", p.From, strings.Join(p.To, ", "), p.Message)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("capture mail: %w", err)
	}
	if err := os.Rename(f.Name(), filepath.Join(c.dir, name)); err != nil {
		return "", fmt.Errorf("capture mail: %w", err)
	}
	return name, nil
}

// create makes the file, and the folder if somebody has removed it.
func (c *Capture) create() (*os.File, error) {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, err
	}
	return os.CreateTemp(c.dir, ".new-*")
}

// Captured is a message that was kept.
type Captured struct {
	ID      string    `json:"id"`
	At      time.Time `json:"at"`
	To      string    `json:"to"`
	From    string    `json:"from"`
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	HTML    string    `json:"html"`
	// Headers are the fields by their names as they are written.
	Headers map[string]string `json:"headers"`
	// Ticket is the ticket's number.
	Ticket string `json:"ticket"`
}

// A CaptureFilter chooses messages. Empty fields choose all.
type CaptureFilter struct {
	To     string // an address, in any case
	Ticket string // a number
	Limit  int    // 200 by default
}

// List returns messages, the newest first. A folder that somebody has removed
// has none.
func (c *Capture) List(f CaptureFilter) ([]Captured, error) {
	set(&f.Limit, 200)
	entries, err := os.ReadDir(c.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list captured mail: %w", err)
	}
	slices.Reverse(entries)
	out := []Captured{}
	for _, e := range entries {
		id, isMail := strings.CutSuffix(e.Name(), emlSuffix)
		if !isMail || strings.HasPrefix(id, ".") || len(out) >= f.Limit {
			continue
		}
		m, err := c.Get(id)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue // removed meanwhile
		case err != nil:
			return nil, err
		case f.To != "" && !strings.EqualFold(m.To, f.To), f.Ticket != "" && m.Ticket != f.Ticket:
			continue
		}
		out = append(out, m)
	}
	return out, nil
}

// Get returns one message. Without it the error is fs.ErrNotExist.
func (c *Capture) Get(id string) (Captured, error) {
	raw, err := c.Raw(id)
	if err != nil {
		return Captured{}, err
	}
	out := Captured{ID: id, Headers: map[string]string{}}
	made, _, _ := strings.Cut(id, "-")
	out.At, _ = time.Parse(emlTime, made)
	m, err := message.Parse(raw, message.Limits{})
	if err != nil {
		out.Text = err.Error()
		return out, nil
	}
	out.To, out.From, out.Subject, out.Text, out.HTML = first(m.To), first(m.From), m.Subject, m.Text, m.HTML
	out.Ticket = m.Header(ticketHeader)
	for _, name := range fieldNames(raw) {
		out.Headers[name] = strings.Join(m.HeaderValues(name), ", ")
	}
	return out, nil
}

// fieldNames lists the fields of a header as they are written.
func fieldNames(raw []byte) (names []string) {
	for line := range bytes.Lines(raw) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if name, _, ok := bytes.Cut(line, []byte{':'}); ok && len(name) > 0 && !bytes.ContainsAny(name, " \t") {
			names = append(names, string(name))
		}
	}
	return names
}

func first(list []message.Address) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Address
}

// Raw returns the bytes of one message.
func (c *Capture) Raw(id string) ([]byte, error) {
	if id == "" || unfit.MatchString(id) || strings.HasPrefix(id, ".") {
		return nil, fs.ErrNotExist
	}
	return os.ReadFile(filepath.Join(c.dir, id+emlSuffix))
}

package worker

import (
	"errors"
	"strings"
	"sync"
)

// head keeps the beginning of what a process writes to its standard error output:
// a crash says there first why it happened. One that goes on writing is cut off.
type head struct {
	mu    sync.Mutex
	text  []byte
	total int
}

const (
	maxHead   = 4 << 10
	maxStderr = 1 << 20
	maxFirst  = 200
)

// Write implements io.Writer.
func (h *head) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text = append(h.text, b[:min(len(b), maxHead-len(h.text))]...)
	if h.total += len(b); h.total > maxStderr {
		return 0, errors.New("a process has written too much to its standard error output")
	}
	return len(b), nil
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.ToValidUTF8(strings.TrimSpace(string(h.text)), "\ufffd")
}

// first is the first line, shortened.
func (h *head) first() string {
	line, _, _ := strings.Cut(h.String(), "\n")
	if len(line) > maxFirst {
		line = strings.ToValidUTF8(line[:maxFirst], "") + "…"
	}
	return line
}

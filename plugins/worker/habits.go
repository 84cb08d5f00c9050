package worker

import (
	"slices"
	"sync"
)

// habits are what hooks have asked for in calls before. It goes with the next call,
// since most hooks look at the same again: to ask takes many times as long as to
// have it.
type habits struct {
	mu    sync.Mutex
	paths map[int64][]string // by hook; only appended to
}

const (
	maxHabits = 32 // of a hook
	maxPath   = 100
)

// settles is a path that is not looked up before the hook does: a ticket's language
// is settled when it is first asked for, and what the hook sets comes too late.
const settles = "language"

func (h *habits) of(hook int64) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.paths[hook]
}

func (h *habits) note(hook int64, path string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known := h.paths[hook]
	if len(known) >= maxHabits || len(path) > maxPath || path == settles || slices.Contains(known, path) {
		return
	}
	if h.paths == nil {
		h.paths = map[int64][]string{}
	}
	h.paths[hook] = append(known, path)
}

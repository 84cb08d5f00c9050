package webform

import "sync"

// recent is a map of bounded size that forgets what was not used for longest:
// when one generation is full, the one before it goes. It is safe for
// concurrent use.
type recent[V any] struct {
	mu       sync.Mutex
	size     int // of one generation
	now, old map[string]V
}

func newRecent[V any](size int) *recent[V] { return &recent[V]{size: size, now: map[string]V{}} }

// update replaces the value under a key; f is given the old one, or the zero
// value.
func (r *recent[V]) update(key string, f func(V) V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, ok := r.now[key]
	if !ok {
		v = r.old[key]
		if len(r.now) >= r.size {
			r.now, r.old = make(map[string]V, r.size), r.now
		}
	}
	r.now[key] = f(v)
}

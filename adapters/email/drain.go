package email

import (
	"context"
	"sync"
	"time"
)

// drain ends all sessions.
func (l *Listener) drain() {
	l.door.dismiss()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.server.Shutdown(context.Background()) // its only error is the socket's, which is closed
		l.mails.close()
	}()
	patience := time.NewTimer(l.cfg.Limits.Drain)
	defer patience.Stop()
	select {
	case <-ended:
	case <-patience.C:
		l.cancel()
		l.door.cut()
		<-ended
	}
}

// gate counts what is going on and, once closed, lets nothing in. A mail that
// comes in chunks is taken by a goroutine that the server doesn't wait for.
type gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return false
	}
	g.inside.Add(1)
	return true
}

func (g *gate) leave() { g.inside.Done() }

// close returns when everything inside has left.
func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.inside.Wait()
}

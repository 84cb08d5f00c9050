package email

import (
	"io"
	"net"
	"sync"
	"time"
)

// door is the socket. It lets in as many clients as the limits allow and knows
// all that are inside.
type door struct {
	net.Listener
	limits ListenerLimits

	mu      sync.Mutex
	inside  map[*watched]bool
	closing bool
}

func newDoor(socket net.Listener, limits ListenerLimits) *door {
	return &door{Listener: socket, limits: limits, inside: map[*watched]bool{}}
}

// Accept implements net.Listener.
func (d *door) Accept() (net.Conn, error) {
	for {
		conn, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if w := d.admit(conn); w != nil {
			return w, nil
		}
		conn.SetWriteDeadline(time.Now().Add(time.Second)) // a new socket's buffer is empty
		conn.Write([]byte("421 4.3.2 Too many connections, try again later\r\n"))
		conn.Close()
	}
}

func (d *door) admit(conn net.Conn) *watched {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closing || len(d.inside) >= d.limits.Connections {
		return nil
	}
	w := &watched{Conn: conn, door: d, end: time.Now().Add(d.limits.Session)}
	d.inside[w] = true
	return w
}

func (d *door) leave(w *watched) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.inside, w)
}

func (d *door) everyone() []*watched {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closing = true
	all := make([]*watched, 0, len(d.inside))
	for w := range d.inside {
		all = append(all, w)
	}
	return all
}

// dismiss sends away who waits for a command or will do so.
func (d *door) dismiss() {
	for _, w := range d.everyone() {
		w.dismiss()
	}
}

// cut closes all connections.
func (d *door) cut() {
	for _, w := range d.everyone() {
		w.Close()
	}
}

// watched is a connection that waits for its client with a deadline. Deadlines
// are the network's business, so they go by the machine's clock and not by the
// engine's, which can be moved.
type watched struct {
	net.Conn
	door *door
	end  time.Time

	mu        sync.Mutex
	mailUntil time.Time // set while a mail comes in
	dismissed bool
	broken    error // what ended reading
}

// past is a deadline that makes reading end at once.
var past = time.Unix(1, 0)

// Read implements net.Conn. After an error there is no way on: what a client
// says behind a gap must not be taken for commands.
func (w *watched) Read(b []byte) (int, error) {
	if err := w.arm(); err != nil {
		return 0, err
	}
	n, err := w.Conn.Read(b)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.broken = err
	}
	return n, err
}

// arm sets the deadline of one read.
func (w *watched) arm() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.broken != nil {
		return w.broken
	}
	deadline := earliest(time.Now().Add(w.door.limits.Idle), w.end)
	switch {
	case !w.mailUntil.IsZero():
		deadline = earliest(deadline, w.mailUntil)
	case w.dismissed:
		deadline = past
	}
	return w.Conn.SetReadDeadline(deadline)
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// begin says that a mail comes in, finish that it has.
func (w *watched) begin() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mailUntil = time.Now().Add(w.door.limits.Data)
}

func (w *watched) finish() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mailUntil = time.Time{}
}

// brokenOff reports whether the client is gone.
func (w *watched) brokenOff() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.broken != nil
}

// hangUp takes nothing more from the client. What is said to it still arrives.
func (w *watched) hangUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.broken = io.EOF
}

// dismiss ends the session once no mail is coming in. The server takes it for
// idleness and says goodbye.
func (w *watched) dismiss() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dismissed = true
	if w.mailUntil.IsZero() {
		w.Conn.SetReadDeadline(past)
	}
}

// Close implements net.Conn.
func (w *watched) Close() error {
	w.door.leave(w)
	return w.Conn.Close()
}

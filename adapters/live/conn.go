package live

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// This is the only file that knows the websocket library.

// Protocol is the websocket subprotocol that clients must offer.
const Protocol = "reglament.v1"

// Codes that sockets are closed with, besides those of RFC 6455 (1003 for binary
// frames, 1009 for frames that are too large).
const (
	// CloseRestart: the server stops. The reason is "retry_ms=N", when to come
	// back.
	CloseRestart = websocket.CloseServiceRestart
	// CloseLater: something that is needed does not answer now.
	CloseLater = websocket.CloseTryAgainLater
	// CloseSlow: the client reads more slowly than news come. It may resume.
	CloseSlow = 4008
	// CloseMalformed: a frame that is none of the protocol's, or too many.
	CloseMalformed = 4400
	// CloseToken: the token is missing, unknown or revoked, or its roles changed.
	CloseToken = 4401

	closeGone        = websocket.CloseGoingAway
	closeUnsupported = websocket.CloseUnsupportedData
)

// conn is one websocket, as far as sockets know it. send, ping and close are
// called by one goroutine, receive by another one, drop by any.
type conn interface {
	// receive waits for the next text frame, at most until the deadline that was
	// set with patience.
	receive() ([]byte, error)
	// patience bounds how long the client may be silent: d for the next frame,
	// then always d again after each frame and pong.
	patience(d time.Duration)
	// heard is when the client was heard of last.
	heard() time.Time
	send(p *payload, by time.Time) error
	ping(by time.Time) error
	close(code int, reason string, by time.Time) error
	// drop cuts the connection; what waits in the other methods returns.
	drop()
}

// A payload is a text frame, made ready once for all sockets it goes to.
type payload struct {
	json     []byte
	prepared *websocket.PreparedMessage
}

func newPayload(json []byte) *payload {
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, json)
	if err != nil { // it writes to memory
		panic(err)
	}
	return &payload{json: json, prepared: prepared}
}

// size is what the payload counts in a queue.
func (p *payload) size() int { return len(p.json) }

// slowest is how many bytes a second a client must take at least.
const slowest = 16 << 10

// patience is how much longer than others a large frame may take.
func (p *payload) patience() time.Duration {
	return time.Duration(p.size()) * time.Second / slowest
}

// errBinary says that a client has sent what is no text.
var errBinary = errors.New("a binary frame")

// upgrader makes websockets of requests.
type upgrader struct {
	ws      websocket.Upgrader
	origins []string
	limit   int64
}

// bufferSize is that of a socket's read buffer. Clients send little.
const bufferSize = 512

func newUpgrader(origins []string, limit int64) *upgrader {
	u := &upgrader{limit: limit}
	for _, o := range origins {
		u.origins = append(u.origins, strings.ToLower(strings.TrimSuffix(o, "/")))
	}
	u.ws = websocket.Upgrader{
		HandshakeTimeout: 10 * time.Second, ReadBufferSize: bufferSize, WriteBufferSize: bufferSize, WriteBufferPool: &sync.Pool{},
		Subprotocols: []string{Protocol}, CheckOrigin: u.welcome,
	}
	return u
}

// offers reports whether a request asks for a websocket that speaks our
// protocol.
func offers(r *http.Request) bool {
	return websocket.IsWebSocketUpgrade(r) && slices.Contains(websocket.Subprotocols(r), Protocol)
}

// welcome reports whether the page that makes the request may connect: it is our
// own, or one of the origins. Programs that are no browsers name none.
func (u *upgrader) welcome(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return true
	}
	if len(origins) > 1 {
		return false
	}
	origin, err := url.Parse(origins[0])
	if err != nil || origin.Host == "" {
		return false
	}
	return strings.EqualFold(origin.Host, r.Host) || slices.Contains(u.origins, strings.ToLower(origins[0]))
}

// upgrade takes the connection over. When it fails it has answered.
func (u *upgrader) upgrade(w http.ResponseWriter, r *http.Request) (conn, error) {
	ws, err := u.ws.Upgrade(w, r, nil)
	if err != nil {
		return nil, err
	}
	c := &gorilla{ws: ws}
	ws.SetReadLimit(u.limit)
	ws.SetPongHandler(func(string) error {
		c.extend()
		return nil
	})
	return c, nil
}

// gorilla is a conn over gorilla/websocket.
type gorilla struct {
	ws     *websocket.Conn
	silent atomic.Int64 // nanoseconds
	last   atomic.Int64 // nanoseconds since 1970
}

func (c *gorilla) receive() ([]byte, error) {
	kind, data, err := c.ws.ReadMessage()
	if errors.Is(err, websocket.ErrReadLimit) {
		// It has been told. Were the rest not read, the connection would be reset
		// and the close frame lost.
		_ = c.ws.SetReadDeadline(time.Now().Add(time.Second))
		_, _ = io.CopyN(io.Discard, c.ws.NetConn(), 1<<20)
	}
	if err != nil {
		return nil, err
	}
	if kind != websocket.TextMessage {
		return nil, errBinary
	}
	c.extend()
	return data, nil
}

func (c *gorilla) patience(d time.Duration) {
	c.silent.Store(int64(d))
	c.extend()
}

func (c *gorilla) heard() time.Time { return time.Unix(0, c.last.Load()) }

func (c *gorilla) extend() {
	c.last.Store(time.Now().UnixNano())
	_ = c.ws.SetReadDeadline(time.Now().Add(time.Duration(c.silent.Load()))) // a closed connection shows in receive
}

func (c *gorilla) send(p *payload, by time.Time) error {
	_ = c.ws.SetWriteDeadline(by) // always nil
	return c.ws.WritePreparedMessage(p.prepared)
}

func (c *gorilla) ping(by time.Time) error {
	return c.ws.WriteControl(websocket.PingMessage, nil, by)
}

func (c *gorilla) close(code int, reason string, by time.Time) error {
	return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), by)
}

func (c *gorilla) drop() { _ = c.ws.Close() }

package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/reglament/reglament/engine"
)

// frame is any of the server's frames.
type frame struct {
	Type       string    `json:"type"`
	Chan       string    `json:"chan"`
	Epoch      string    `json:"epoch"`
	Version    string    `json:"version"`
	ServerTime time.Time `json:"server_time"`
	Seq        int64     `json:"seq"`
	Prev       int64     `json:"prev"`
	Page       struct {
		Zone    string   `json:"zone"`
		Columns []column `json:"columns"`
		Legend  legend   `json:"legend"`
		Cards   []card   `json:"cards"`
		More    bool     `json:"more"`
		Ticket  *card    `json:"ticket"`
		Events  []event  `json:"events"`
	} `json:"page"`
	Cards   []card   `json:"cards"`
	Gone    []string `json:"gone"`
	Columns []column `json:"columns"`
	Events  []event  `json:"events"`
	Ticket  *card    `json:"ticket"`
	Reason  string   `json:"reason"`
	Code    string   `json:"code"`
	Detail  string   `json:"detail"`

	Open      int      `json:"open"`
	Overdue   int      `json:"overdue"`
	Soon      int      `json:"soon"`
	Today     day      `json:"today"`
	Nearest   []near   `json:"nearest"`
	GroupedBy string   `json:"grouped_by"`
	Groups    []group  `json:"groups"`
	People    []onDuty `json:"people"`
	Unnamed   int      `json:"unnamed"`
	Zone      string   `json:"zone"`
	Company   string   `json:"company"`

	You     string    `json:"you"`
	Tickets []present `json:"tickets"`

	raw []byte
}

func parse(data []byte) (frame, error) {
	var f frame
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&f)
	f.raw = data
	return f, err
}

// client folds what it is sent, as the page does.
type client struct {
	born  time.Time
	t     testing.TB
	ws    *websocket.Conn
	epoch string
	folds map[string]*fold
}

// fold is one channel as a client knows it.
type fold struct {
	seq     int64
	live    bool
	cards   map[string]card
	columns []column
	events  []event
	ticket  *card
	resets  []string
	frames  int
}

type dialing struct {
	tenant engine.TenantID
	token  string
	header http.Header
	hello  map[string]any
	buffer int
}

func (r *rig) url(tenant engine.TenantID) string {
	return "ws" + strings.TrimPrefix(r.server.URL, "http") + "/ws?tenant=" + string(tenant)
}

func (r *rig) dialer(buffer int) *websocket.Dialer {
	return &websocket.Dialer{Subprotocols: []string{Protocol}, NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		if err == nil && buffer > 0 {
			err = c.(*net.TCPConn).SetReadBuffer(buffer)
		}
		return c, err
	}}
}

// dial opens a socket and says nothing.
func (r *rig) dial(tenant engine.TenantID) *client {
	r.t.Helper()
	ws, res, err := r.dialer(0).Dial(r.url(tenant), nil)
	if err != nil {
		r.t.Fatalf("dial: %v (%v)", err, res)
	}
	return r.client(ws)
}

func (r *rig) client(ws *websocket.Conn) *client {
	c := &client{t: r.t, ws: ws, folds: map[string]*fold{}}
	r.t.Cleanup(func() { _ = ws.Close() })
	return c
}

// hello opens a socket with subscriptions.
func (r *rig) hello(tenant engine.TenantID, token string, wishes ...map[string]any) *client {
	r.t.Helper()
	c := r.dial(tenant)
	c.say(map[string]any{"type": "hello", "token": token, "subscribe": wishes})
	return c
}

func wishBoard(more ...any) map[string]any {
	w := map[string]any{"chan": "board"}
	for i := 0; i < len(more); i += 2 {
		w[more[i].(string)] = more[i+1]
	}
	return w
}

func (c *client) say(v any) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, encode(v)); err != nil {
		c.t.Fatal(err)
	}
}

// patience is for one frame, lifetime for all of a client: signs of life alone
// would keep it waiting for ever.
const patience, lifetime = 10 * time.Second, 2 * time.Minute

// receive reads one frame.
func (c *client) receive() (frame, error) {
	if c.born.IsZero() {
		c.born = time.Now()
	}
	if time.Since(c.born) > lifetime {
		return frame{}, errors.New("the client has lived too long: what it waits for does not come")
	}
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	_, data, err := c.ws.ReadMessage()
	if err != nil {
		return frame{}, err
	}
	return parse(data)
}

func (c *client) next(kind string) frame {
	c.t.Helper()
	f, err := c.receive()
	if err != nil {
		c.t.Fatalf("waiting for %s: %v", kind, err)
	}
	if f.Type != kind {
		c.t.Fatalf("got %s, want a frame of type %s", f.raw, kind)
	}
	return f
}

// closed reads until the socket is closed, and returns the code.
func (c *client) closed() *websocket.CloseError {
	c.t.Helper()
	for {
		if _, err := c.receive(); err != nil {
			var ce *websocket.CloseError
			if !errors.As(err, &ce) {
				c.t.Fatalf("the socket ended with %v, want a close frame", err)
			}
			return ce
		}
	}
}

// apply folds a frame, and says if the protocol was broken.
func (c *client) apply(f frame) error {
	if f.Type == "welcome" {
		c.epoch = f.Epoch
		return nil
	}
	if f.Type == "error" {
		return fmt.Errorf("error %s", f.raw)
	}
	x := c.folds[f.Chan]
	if x == nil {
		x = &fold{cards: map[string]card{}}
		c.folds[f.Chan] = x
	}
	x.frames++
	switch f.Type {
	case "reset":
		x.resets = append(x.resets, f.Reason)
	case "snapshot":
		x.seq, x.columns, x.cards, x.events, x.ticket = f.Seq, f.Page.Columns, map[string]card{}, f.Page.Events, f.Page.Ticket
		for _, k := range f.Page.Cards {
			x.cards[k.ID] = k
		}
	case "live", "delta":
		if f.Prev != x.seq || f.Seq < f.Prev {
			return fmt.Errorf("a gap: at %d, got %s", x.seq, f.raw)
		}
		x.seq = f.Seq
		x.live = x.live || f.Type == "live"
		for _, k := range f.Cards {
			x.cards[k.ID] = k
		}
		for _, id := range f.Gone {
			delete(x.cards, id)
		}
		if f.Columns != nil {
			x.columns = f.Columns
		}
		x.events = append(x.events, f.Events...)
		if f.Ticket != nil {
			x.ticket = f.Ticket
		}
	default:
		return fmt.Errorf("unknown frame %s", f.raw)
	}
	return nil
}

// until folds frames until the condition holds.
func (c *client) until(name string, done func(*fold) bool) *fold {
	c.t.Helper()
	for {
		if x := c.folds[name]; x != nil && x.live && done(x) {
			return x
		}
		f, err := c.receive()
		if err == nil {
			err = c.apply(f)
		}
		if err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *client) board(done func(*fold) bool) *fold { c.t.Helper(); return c.until("board", done) }

func anything(*fold) bool { return true }

func (x *fold) statuses() map[string]string {
	out := map[string]string{}
	for id, k := range x.cards {
		out[id] = k.Status
	}
	return out
}

func (x *fold) ids() []string {
	var ids []string
	for _, k := range x.columns {
		ids = append(ids, k.ID)
	}
	return ids
}

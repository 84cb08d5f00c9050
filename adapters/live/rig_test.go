package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
)

const acme, other engine.TenantID = "acme", "other"

// catalogue is a small regulation: four statuses, of which one is done but not
// final and one final, and a promise.
const catalogue = `{
	"api": 1, "id": "test", "lang": "ru", "numbering": {"prefix": "T-", "first": 1, "clause": "SCRIPT-1"},
	"clauses": [{"id": "SCRIPT-1", "label": "1.1", "title": {"ru": "Работа", "kk": "Жұмыс", "en": "Work"}, "quote": "Работать надо."}],
	"channels": [{"id": "test", "kind": "form", "mode": "intake", "clause": "SCRIPT-1", "free": true}],
	"types": [{"id": "mail", "clause": "SCRIPT-1", "label": {"ru": "Почта", "kk": "Пошта", "en": "Mail"}}],
	"acts": [{"id": "take", "clause": "SCRIPT-1", "verb": "may", "roles": ["staff"], "to": "work", "label": {"ru": "Взять", "kk": "Алу", "en": "Take"}}],
	"statuses": [
		{"id": "new", "clause": "SCRIPT-1", "family": "new", "turn": "staff", "initial": true, "label": {"ru": "Новая", "kk": "Жаңа", "en": "New"}},
		{"id": "work", "clause": "SCRIPT-1", "family": "work", "turn": "staff", "label": {"ru": "В работе", "kk": "Орындалуда", "en": "In progress"}},
		{"id": "fulfilled", "clause": "SCRIPT-1", "family": "done", "turn": "customer", "label": {"ru": "Исполнена", "kk": "Орындалды", "en": "Fulfilled"}},
		{"id": "closed", "clause": "SCRIPT-1", "family": "done", "turn": "nobody", "final": true, "label": {"ru": "Закрыта", "kk": "Жабылды", "en": "Closed"}}
	],
	"promises": [{"id": "react", "clause": "SCRIPT-1", "since": "registered", "within": "1h", "met": "enter:work", "label": {"ru": "Реакция", "kk": "Жауап", "en": "Reaction"}}]
}`

// later is the catalogue's next edition: it has dropped a status and renamed
// another one.
var later = strings.NewReplacer(`"id": "fulfilled"`, `"id": "done"`, `"Новая"`, `"Создана"`).Replace(catalogue)

func compile(t testing.TB, source string) *rules.Regulation {
	t.Helper()
	tree, err := engine.DecodeValue([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	reg, findings := rules.Compile(tree, rules.Options{File: "test"})
	if reg == nil {
		t.Fatal(findings.Error())
	}
	return reg
}

// statusFacets are the facets of a status of the catalogue.
func statusFacets(id string) map[string]any {
	of := map[string][2]string{"new": {"new", "staff"}, "work": {"work", "staff"}, "fulfilled": {"done", "customer"},
		"closed": {"done", "nobody"}, "done": {"done", "customer"}}[id]
	return map[string]any{"status": id, "family": of[0], "turn": of[1]}
}

// script is enginetest.Script that can also set an audience.
type script struct{ enginetest.Script }

func (s *script) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, engine.EditionID, error) {
	return s, enginetest.Edition, nil
}

func (s *script) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	d, err := s.Script.Decide(ctx, c)
	if audience := c.Event.Data.String("audience"); audience != "" {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpAudience, Clause: "SCRIPT-1", Value: audience})
	}
	if note := c.Event.Data.String("secret"); note != "" {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpSet, Clause: "SCRIPT-1", Audience: engine.ForRole("lead"), Name: "secret", Value: note})
	}
	if party := c.Event.Data.String("party"); party != "" {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpPerson, Clause: "SCRIPT-1", Name: "requester", Value: party})
	}
	return d, err
}

// rig is a hub behind a real server, over an engine in memory.
type rig struct {
	t       testing.TB
	memory  *enginetest.Memory
	store   *memoryReader
	engine  *engine.Engine
	hub     *Hub
	server  *httptest.Server
	hinting atomic.Bool // commits are told to the hub
	n       atomic.Int64
}

// tokens that the rig knows, for any tenant.
var tokens = map[string]engine.Actor{
	"operator": {Kind: engine.Staff, ID: "aigul", Roles: []string{"operator"}},
	"lead":     {Kind: engine.Staff, ID: "daniyar", Roles: []string{"operator", "lead"}},
	"customer": {Kind: engine.Customer, ID: "p1"},
	"partner":  {Kind: engine.Partner, ID: "telecom"},
	"intake":   {Kind: engine.Staff, ID: "form", Roles: []string{"intake"}},
}

var revoked sync.Map

func newRig(t testing.TB, change ...func(*Config)) *rig {
	t.Helper()
	r := &rig{t: t, memory: enginetest.NewMemory()}
	r.store = &memoryReader{Memory: r.memory}
	r.hinting.Store(true)
	first, second := compile(t, catalogue), compile(t, later)
	cfg := Config{Log: r.store, Reader: r.store, Version: "test",
		Rules: func(_ context.Context, _ engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			if edition == "later" {
				return second, edition, nil
			}
			return first, edition, nil
		},
		Authenticate: func(_ context.Context, tenant engine.TenantID, token string) (engine.Actor, error) {
			name, of, _ := strings.Cut(token, "@")
			actor, ok := tokens[name]
			if _, gone := revoked.Load(token); !ok || gone || of != "" && of != string(tenant) {
				return engine.Actor{}, &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "token_unknown"}}}
			}
			return actor, nil
		},
		Limits: Limits{Coalesce: 2 * time.Millisecond, Poll: 20 * time.Millisecond},
	}
	for _, f := range change {
		f(&cfg)
	}
	var err error
	if r.hub, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	reg := &script{}
	r.engine, err = engine.New(engine.Config{Backend: r.memory, Regulations: reg, Clock: enginetest.NewClock(enginetest.Start),
		Committed: func(tenant engine.TenantID, seq int64) {
			if r.hinting.Load() {
				r.hub.Hint(tenant, seq)
			}
		}})
	if err != nil {
		t.Fatal(err)
	}
	r.activate(acme, enginetest.Edition)
	r.activate(other, enginetest.Edition)
	return r
}

// serve puts the hub behind a server.
func (r *rig) serve() *rig {
	r.t.Helper()
	mux := http.NewServeMux()
	mux.Handle("GET /ws", r.hub)
	mux.Handle("GET /board/", r.hub.Board())
	r.server = httptest.NewUnstartedServer(mux)
	// Small buffers, so that a client that does not read is felt.
	r.server.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if err := c.(*net.TCPConn).SetWriteBuffer(4096); err != nil {
			r.t.Error(err)
		}
		return ctx
	}
	r.server.Start()
	r.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := r.hub.Shutdown(ctx); err != nil {
			r.t.Error(err)
		}
		r.server.Close()
	})
	return r
}

func (r *rig) activate(tenant engine.TenantID, edition engine.EditionID) {
	r.t.Helper()
	_, err := r.engine.Activate(context.Background(), engine.Command{ID: engine.CommandID("activate " + edition), Tenant: tenant, Kind: "x",
		Actor: engine.Actor{Kind: engine.System}}, edition)
	if err != nil {
		r.t.Fatal(err)
	}
}

// do has something happen to a ticket, or to a new one if id is empty.
func (r *rig) do(tenant engine.TenantID, id engine.TicketID, data engine.Fields) engine.Result {
	r.t.Helper()
	res, err := r.engine.Do(context.Background(), engine.Command{ID: engine.CommandID("c" + strconv.FormatInt(r.n.Add(1), 10)), Tenant: tenant,
		Kind: "message", Channel: "test", Actor: engine.Actor{Kind: engine.Customer, ID: "p1"}, Ticket: id, Data: data})
	if err != nil {
		r.t.Fatal(err)
	}
	return res
}

// open makes a ticket in a status.
func (r *rig) open(tenant engine.TenantID, status, subject string) engine.TicketID {
	r.t.Helper()
	return r.do(tenant, "", engine.Fields{"facet": statusFacets(status), "set": map[string]any{"subject": subject}}).Ticket.ID
}

func (r *rig) move(tenant engine.TenantID, id engine.TicketID, status string) {
	r.t.Helper()
	r.do(tenant, id, engine.Fields{"facet": statusFacets(status)})
}

// memoryReader makes an engine.Reader of a Memory. fail, if set, is asked first.
type memoryReader struct {
	*enginetest.Memory
	fail atomic.Pointer[error]
}

func (m *memoryReader) failure() error {
	if err := m.fail.Load(); err != nil {
		return *err
	}
	return nil
}

func (m *memoryReader) breakDown(broken bool) {
	err := errors.New("the database is gone")
	if !broken {
		m.fail.Store(nil)
		return
	}
	m.fail.Store(&err)
}

func (m *memoryReader) Events(ctx context.Context, id engine.TenantID, after int64, limit int) ([]engine.Event, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	return m.Memory.Events(ctx, id, after, limit)
}

func (m *memoryReader) Tickets(_ context.Context, l engine.TicketList) (engine.TicketPage, error) {
	if err := m.failure(); err != nil {
		return engine.TicketPage{}, err
	}
	all, err := m.Memory.Tickets(l.Tenant)
	if err != nil {
		return engine.TicketPage{}, err
	}
	all = slices.DeleteFunc(all, func(t engine.Ticket) bool {
		for name, values := range l.Facets {
			if !slices.Contains(values, t.Facets[name]) {
				return true
			}
		}
		return l.ByDue && t.NextDue.IsZero()
	})
	slices.Reverse(all)
	if l.ByDue {
		slices.SortFunc(all, func(a, b engine.Ticket) int {
			if c := a.NextDue.Compare(b.NextDue); c != 0 {
				return c
			}
			return strings.Compare(string(a.ID), string(b.ID))
		})
	}
	from := 0
	if l.After != "" {
		from = slices.IndexFunc(all, func(t engine.Ticket) bool { return string(t.ID) == l.After }) + 1
	}
	page := engine.TicketPage{Tickets: all[from:min(len(all), from+l.Limit)]}
	if from+l.Limit < len(all) {
		page.Next = string(page.Tickets[l.Limit-1].ID)
	}
	return page, nil
}

func (m *memoryReader) Ticket(ctx context.Context, tenant engine.TenantID, ref string) (engine.Ticket, error) {
	if err := m.failure(); err != nil {
		return engine.Ticket{}, err
	}
	all, err := m.Memory.Tickets(tenant)
	if err != nil {
		return engine.Ticket{}, err
	}
	i := slices.IndexFunc(all, func(t engine.Ticket) bool { return string(t.ID) == ref || t.Number == ref })
	if i < 0 {
		return engine.Ticket{}, engine.Errorf(engine.NotFound, "no ticket %q", ref)
	}
	return all[i], nil
}

func (m *memoryReader) TicketsByID(ctx context.Context, tenant engine.TenantID, ids []engine.TicketID) ([]engine.Ticket, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	out := make([]engine.Ticket, 0, len(ids))
	for _, id := range ids {
		t, err := m.Memory.Ticket(ctx, tenant, id)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (m *memoryReader) TicketEvents(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, after int64, limit int) ([]engine.Event, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	var out []engine.Event
	for len(out) < limit {
		events, err := m.Memory.Events(ctx, tenant, after, 100)
		if err != nil || len(events) == 0 {
			return out, err
		}
		for _, e := range events {
			if after = e.Seq; e.Ticket == ticket && len(out) < limit {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

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

const patience = 10 * time.Second

// receive reads one frame.
func (c *client) receive() (frame, error) {
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

// caughtUp folds until the board has come to an event.
func (c *client) caughtUp(seq int64) *fold {
	c.t.Helper()
	return c.board(func(x *fold) bool { return x.seq >= seq })
}

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

func logger(t testing.TB) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }

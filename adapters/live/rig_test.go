package live

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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

// script is enginetest.Script that can also set an audience, a secret, a due
// instant and a requester.
type script struct{ enginetest.Script }

func (s *script) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return s, nil
}

func (s *script) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	d, err := s.Script.Decide(ctx, c)
	if audience := c.Event.Data.String("audience"); audience != "" {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpAudience, Clause: "SCRIPT-1", Value: audience})
	}
	if note := c.Event.Data.String("secret"); note != "" {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpSet, Clause: "SCRIPT-1", Audience: engine.ForRole("lead"), Name: "secret", Value: note})
	}
	if due := c.Event.Data.Time("due"); !due.IsZero() {
		d.Ops = append(d.Ops, engine.Op{Kind: engine.OpDue, Clause: "SCRIPT-1", Audience: engine.ForStaff, At: due},
			engine.Op{Kind: engine.OpSet, Clause: "SCRIPT-1", Name: "promise.react", Value: map[string]any{"state": rules.Running, "due": engine.Micros(due)}})
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
	away    atomic.Bool // new sockets are turned away
	n       atomic.Int64
}

// tokens that the rig knows, for any tenant.
var tokens = map[string]engine.Actor{
	"operator": {Kind: engine.Staff, ID: "aigul", Roles: []string{"operator"}},
	"lead":     {Kind: engine.Staff, ID: "daniyar", Roles: []string{"operator", "lead"}},
	"customer": {Kind: engine.Customer, ID: "p1"},
	"partner":  {Kind: engine.Partner, ID: "telecom"},
	"wall":     {Kind: engine.Staff, ID: "hall", Roles: []string{"wall"}},
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
	mux.HandleFunc("GET /ws", func(w http.ResponseWriter, req *http.Request) {
		if r.away.Load() {
			unavailable(w)
			return
		}
		r.hub.ServeHTTP(w, req)
	})
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
		Actor: engine.Actor{Kind: engine.System}}, edition, "")
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

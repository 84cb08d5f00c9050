package live

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestOrigin(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Origins = []string{"https://desk.example.kz/"} }).serve()
	for origin, want := range map[string]bool{
		"":                                true,
		r.server.URL:                      true,
		"https://desk.example.kz":         true,
		"https://DESK.example.kz":         true,
		"http://desk.example.kz":          false,
		"https://evil.example":            false,
		"https://desk.example.kz.evil.kz": false,
		"null":                            false,
		"://":                             false,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		ws, res, err := r.dialer(0).Dial(r.url(acme), header)
		if got := err == nil; got != want {
			t.Errorf("origin %q: connected %v, want %v", origin, got, want)
		}
		if err == nil {
			_ = ws.Close()
		} else if res == nil || res.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: %v %v, want 403", origin, res, err)
		}
	}
}

func TestHandshakeNeedsProtocolAndTenant(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	for name, c := range map[string]struct {
		url       string
		protocols []string
		want      int
	}{
		"no protocol":      {r.url(acme), nil, http.StatusUpgradeRequired},
		"another protocol": {r.url(acme), []string{"reglament.v0"}, http.StatusUpgradeRequired},
		"no tenant":        {strings.TrimSuffix(r.url(""), "?tenant="), []string{Protocol}, http.StatusNotFound},
		"a bad tenant":     {r.url("../x"), []string{Protocol}, http.StatusNotFound},
		"our protocol too": {r.url(acme), []string{"x", Protocol}, http.StatusSwitchingProtocols},
	} {
		d := &websocket.Dialer{Subprotocols: c.protocols}
		ws, res, err := d.Dial(c.url, nil)
		if res == nil || res.StatusCode != c.want {
			t.Errorf("%s: got %v (%v), want %d", name, res, err, c.want)
		}
		if err == nil {
			_ = ws.Close()
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	for token, want := range map[string]string{"": "token_missing", "nobody": "token_unknown", "operator@other": "token_unknown", "intake": "role_forbidden"} {
		c := r.hello(acme, token, wishBoard())
		if f := c.next("error"); f.Code != want || f.Detail == "" {
			t.Errorf("token %q: %s, want %s", token, f.raw, want)
		}
		if got := c.closed(); got.Code != CloseToken {
			t.Errorf("token %q: closed with %v, want %d", token, got, CloseToken)
		}
	}
	for token, want := range map[string]int{"operator": http.StatusSwitchingProtocols, "nobody": http.StatusUnauthorized, "": http.StatusUnauthorized} {
		ws, res, err := r.dialer(0).Dial(r.url(acme), http.Header{"Authorization": {"Bearer " + token}})
		if res == nil || res.StatusCode != want {
			t.Fatalf("header with token %q: %v (%v), want %d", token, res, err, want)
		}
		if err != nil {
			continue
		}
		c := r.client(ws)
		c.say(map[string]any{"type": "hello", "subscribe": []any{wishBoard()}})
		c.board(anything)
	}
}

func TestRevokedTokenEndsTheSocket(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Ping, c.Limits.Recheck = 10*time.Millisecond, time.Millisecond }).serve()
	c := r.hello(acme, "operator@acme", wishBoard())
	c.board(anything)
	revoked.Store("operator@acme", true)
	defer revoked.Delete("operator@acme")
	if got := c.closed(); got.Code != CloseToken {
		t.Errorf("closed with %v, want %d", got, CloseToken)
	}
}

func TestMalformedFrames(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	hello := `{"type":"hello","token":"operator"}`
	for name, c := range map[string]struct {
		frames []string
		binary bool
		want   int
	}{
		"no JSON":           {frames: []string{`hello`}, want: CloseMalformed},
		"no hello":          {frames: []string{`{"type":"subscribe"}`}, want: CloseMalformed},
		"two hellos":        {frames: []string{hello, hello}, want: CloseMalformed},
		"an unknown type":   {frames: []string{hello, `{"type":"shout"}`}, want: CloseMalformed},
		"an unknown chan":   {frames: []string{hello, `{"type":"subscribe","subscribe":[{"chan":"everything"}]}`}, want: CloseMalformed},
		"an unknown facet":  {frames: []string{hello, `{"type":"subscribe","subscribe":[{"chan":"board","filter":{"salary":["1"]}}]}`}, want: CloseMalformed},
		"a negative number": {frames: []string{hello, `{"type":"subscribe","subscribe":[{"chan":"board","resume":{"seq":-1}}]}`}, want: CloseMalformed},
		"a binary frame":    {frames: []string{hello}, binary: true, want: websocket.CloseUnsupportedData},
		"a frame too large": {frames: []string{hello, `{"type":"subscribe","x":"` + strings.Repeat("x", 20_000) + `"}`}, want: websocket.CloseMessageTooBig},
		"too many frames":   {frames: append([]string{hello}, slices.Repeat([]string{`{"type":"unsubscribe"}`}, 120)...), want: CloseMalformed},
	} {
		s := r.dial(acme)
		for _, f := range c.frames {
			kind := websocket.TextMessage
			if c.binary {
				kind = websocket.BinaryMessage
			}
			if err := s.ws.WriteMessage(kind, []byte(f)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if got := s.closed(); got.Code != c.want {
			t.Errorf("%s: closed with %v, want %d", name, got, c.want)
		}
	}
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything) // and the hub goes on
}

func TestTooManyChannels(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Channels = 2 }).serve()
	r.open(acme, "new", "a")
	r.open(acme, "new", "b")
	c := r.hello(acme, "operator", map[string]any{"chan": "ticket:S-010"}, map[string]any{"chan": "ticket:S-011"})
	c.until("ticket:S-011", anything)
	c.say(map[string]any{"type": "subscribe", "subscribe": []any{wishBoard()}})
	for {
		f, err := c.receive()
		if err != nil {
			t.Fatal(err)
		}
		if f.Type == "error" {
			if f.Code != "too_many" || f.Chan != "board" {
				t.Errorf("got %s, want too_many", f.raw)
			}
			return
		}
	}
}

func TestTooManySockets(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Sockets = 1 }).serve()
	first := r.hello(acme, "operator", wishBoard())
	first.board(anything)
	_, res, err := r.dialer(0).Dial(r.url(acme), nil)
	if err == nil || res == nil || res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("the second socket got %v (%v), want 503 with Retry-After", res, err)
	}
	_ = first.ws.Close()
	eventually(t, "the place is free again", func() bool { return r.hub.open.Load() == 0 })
	r.hello(acme, "operator", wishBoard()).board(anything)
}

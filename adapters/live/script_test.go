package live

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/gorilla/websocket"
)

// stub is a server that serves the page, and says on sockets what a test wants.
type stub struct {
	t        testing.TB
	contract *contract
	server   *httptest.Server
	sockets  chan *websocket.Conn
}

func newStub(t testing.TB) *stub {
	s := &stub{t: t, contract: loadContract(t), sockets: make(chan *websocket.Conn, 8)}
	mux := http.NewServeMux()
	mux.Handle("GET /board/", (*Hub)(nil).Board())
	up := websocket.Upgrader{Subprotocols: []string{Protocol}}
	mux.HandleFunc("GET /ws", func(w http.ResponseWriter, r *http.Request) {
		if ws, err := up.Upgrade(w, r, nil); err == nil {
			s.sockets <- ws
		}
	})
	s.server = httptest.NewServer(mux)
	t.Cleanup(s.server.Close)
	return s
}

// socket waits for the page to come.
func (s *stub) socket() *stubSocket {
	s.t.Helper()
	select {
	case ws := <-s.sockets:
		s.t.Cleanup(func() { _ = ws.Close() })
		return &stubSocket{s, ws}
	case <-time.After(30 * time.Second):
		s.t.Fatal("the page has not come")
		return nil
	}
}

type stubSocket struct {
	*stub
	ws *websocket.Conn
}

// want reads the page's next frame, which must be of the protocol.
func (s *stubSocket) want(kind, json string) {
	s.t.Helper()
	_ = s.ws.SetReadDeadline(time.Now().Add(30 * time.Second))
	_, data, err := s.ws.ReadMessage()
	if err != nil {
		s.t.Fatalf("waiting for %s: %v", kind, err)
	}
	if err := s.contract.check(kind, data); err != nil {
		s.t.Fatal(err)
	}
	if string(data) != json {
		s.t.Fatalf("the page says %s, want %s", data, json)
	}
}

// say sends frames, which must be of the protocol too.
func (s *stubSocket) say(frames ...string) {
	s.t.Helper()
	for _, f := range frames {
		parsed, err := parse([]byte(f))
		if err == nil {
			err = s.contract.check(schemaOf(parsed.Type, parsed.Chan), []byte(f))
		}
		if err == nil {
			err = s.ws.WriteMessage(websocket.TextMessage, []byte(f))
		}
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

// close ends the socket and waits for the page to agree.
func (s *stubSocket) close(code int, reason string) {
	s.t.Helper()
	err := s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(10*time.Second))
	if err != nil {
		s.t.Fatal(err)
	}
	for err == nil {
		_, _, err = s.ws.ReadMessage()
	}
	_ = s.ws.Close()
}

const (
	stubWelcome = `{"type":"welcome","epoch":"e1","version":"1","server_time":"2026-11-23T04:00:00Z"}`
	stubHello   = `{"type":"hello","token":"secret","lang":"ru","subscribe":[{"chan":"board"}]}`
)

// stubCard is a card, stubSnapshot a board that has it.
func stubCard(number string) string {
	return `{"id":"` + number + `","number":"` + number + `","version":1,"seq":1,"status":"new","status_label":"Новая","family":"new","turn":"staff","created":"2026-11-23T04:00:00Z","updated":"2026-11-23T04:00:00Z"}`
}

func stubSnapshot(seq, number string) string {
	return `{"type":"snapshot","chan":"board","epoch":"e1","seq":` + seq + `,"page":{"zone":"Asia/Almaty","legend":{"names":{},"hours":{}},"columns":[{"id":"new","label":"Новая","family":"new","turn":"staff"}],"cards":[` + stubCard(number) + `]}}`
}

func stubDelta(prev, seq, number string) string {
	return `{"type":"delta","chan":"board","seq":` + seq + `,"prev":` + prev + `,"cards":[` + stubCard(number) + `],"gone":[]}`
}

func stubLive(seq string) string {
	return `{"type":"live","chan":"board","seq":` + seq + `,"prev":` + seq + `,"server_time":"2026-11-23T04:00:00Z"}`
}

func stubResume(seq string) string {
	return strings.Replace(stubHello, `{"chan":"board"}`, `{"chan":"board","resume":{"epoch":"e1","seq":`+seq+`}}`, 1)
}

func TestPageFollowsTheProtocol(t *testing.T) {
	s := newStub(t)
	b := newTab(t)
	b.do(chromedp.Navigate(s.server.URL+"/board/acme?lang=ru"), chromedp.WaitVisible(chromedp.ID("token")))
	b.enter("secret")
	c := s.socket()
	c.want("Hello", stubHello)
	c.say(stubWelcome, stubSnapshot("5", "A"), stubLive("5"), stubDelta("5", "7", "B"))
	b.until(numbers("new"), "A,B")
	b.until(stateOfLink, "live")

	// A delta that does not follow is a gap, and asked for once. What came of the
	// subscription before is dropped.
	c.say(stubDelta("8", "9", "C"), stubDelta("9", "10", "D"))
	c.want("Subscribe", `{"type":"subscribe","subscribe":[{"chan":"board","resume":{"epoch":"e1","seq":7}}]}`)
	c.say(stubDelta("10", "11", "E"), stubDelta("7", "11", "F"), stubLive("11"))
	b.until(numbers("new"), "A,B,F")

	// A reset keeps what is shown until there is something better.
	c.say(`{"type":"reset","chan":"board","reason":"behind"}`, stubDelta("30", "31", "X"))
	c.want("Subscribe", `{"type":"subscribe","subscribe":[{"chan":"board","resume":{"epoch":"e1","seq":11}}]}`)
	b.painted()
	if got := b.js(numbers("new")); got != "A,B,F" {
		t.Errorf("after a reset the board has %s, want A,B,F", got)
	}
	c.say(stubSnapshot("20", "G"), stubLive("20"))
	b.until(numbers("new"), "G")

	// The server restarts and says when to come back.
	asked := time.Now()
	c.close(CloseRestart, "retry_ms=1200")
	c = s.socket()
	if took := time.Since(asked); took < 1200*time.Millisecond {
		t.Errorf("the page came back after %v, want no sooner than after 1.2 s", took)
	}
	c.want("Hello", stubResume("20"))
	c.say(stubWelcome, stubDelta("20", "21", "H"), stubLive("21"))
	b.until(numbers("new"), "G,H")

	// It was too slow: it resumes. The snapshot that cannot be had closes no board.
	c.close(CloseSlow, "slow")
	c = s.socket()
	c.want("Hello", stubResume("21"))
	c.say(stubWelcome, `{"type":"error","chan":"board","code":"try_later","detail":"Позже"}`)
	c.close(CloseLater, "try_later")
	c = s.socket()
	c.want("Hello", stubResume("21"))
	c.say(stubWelcome, stubLive("21"))
	b.until(stateOfLink, "live")
	b.until(numbers("new"), "G,H")

	// The token is revoked.
	c.say(`{"type":"error","code":"token_unknown","detail":"Токен неизвестен"}`)
	c.close(CloseToken, "token_unknown")
	b.until(`document.getElementById("enter-error").textContent`, "Токен неизвестен")
	b.until(`sessionStorage.length + document.querySelectorAll(".card").length`, "0")
}

func TestPageReloadsForAnotherVersion(t *testing.T) {
	s := newStub(t)
	b := newTab(t)
	b.do(chromedp.Navigate(s.server.URL+"/board/acme?lang=ru"), chromedp.WaitVisible(chromedp.ID("token")))
	b.enter("secret")
	c := s.socket()
	c.want("Hello", stubHello)
	c.say(stubWelcome, stubSnapshot("5", "A"), stubLive("5"))
	b.until(numbers("new"), "A")
	c.close(CloseRestart, "retry_ms=0")
	c = s.socket()
	c.want("Hello", stubResume("5"))
	c.say(strings.Replace(stubWelcome, `"version":"1"`, `"version":"2"`, 1))
	c = s.socket()
	c.want("Hello", stubHello) // the page is new, and has the token still
}

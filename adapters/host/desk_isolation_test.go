package host

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// heard is all that a page has been told by the server: what is on its
// websockets, and the bodies of its answers.
type heard struct {
	mu    sync.Mutex
	all   []string
	under sync.WaitGroup
}

func (h *heard) add(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, what)
}

// naming lists what was told with a word in it.
func (h *heard) naming(word string) (out []string) {
	h.under.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, what := range h.all {
		if at := strings.Index(what, word); at >= 0 {
			out = append(out, what[max(0, at-80):min(len(what), at+80)])
		}
	}
	return out
}

// overhear listens to a page from now on.
func (b *tab) overhear() *heard {
	b.t.Helper()
	h := &heard{}
	err := chromedp.Listen(b.ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventWebSocketFrameReceived:
			h.add(string(e.Response.PayloadData))
		case *network.EventLoadingFinished:
			h.under.Go(func() {
				if body, err := chromedp.Call(b.ctx, network.GetResponseBody, network.GetResponseBodyParams{RequestID: e.RequestID}); err == nil {
					h.add(string(body.Body)) // a redirection has none
				}
			})
		}
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return h
}

// newNeighbours starts a desk beside another company with the same regulation.
func newNeighbours(t *testing.T) *desk {
	t.Helper()
	folder := t.TempDir()
	for _, company := range []string{string(deskTenant), "other"} {
		if err := os.CopyFS(filepath.Join(folder, company), os.DirFS("testdata/desk/desk")); err != nil {
			t.Fatal(err)
		}
	}
	return newDesk(t, func(c *Config) { c.Rules = folder })
}

func TestNothingOfAnotherCompanyReachesThePage(t *testing.T) {
	t.Parallel()
	d := newNeighbours(t)
	const secret = "Тайное"
	keys, err := d.keyring("other")
	if err != nil {
		t.Fatal(err)
	}
	file := func(i int) engine.TicketID {
		form := intake.Form{Tenant: "other", Channel: "form", ID: engine.CommandID(fmt.Sprint("secret/", i)), Language: "ru", At: d.clock.Now(),
			Fields: engine.Fields{"type": "fault", "priority": "high", "email": "secret@mail.example", "subject": fmt.Sprint(secret, " ", i)}}
		res, err := d.engine.Do(t.Context(), form.Command(keys))
		if err != nil {
			t.Fatal(err)
		}
		return res.Ticket.ID
	}
	theirs := file(0)
	d.opened("Нет звука")
	operator, err := d.issueToken(t.Context(), "other", "operator", "tamara")
	if err != nil {
		t.Fatal(err)
	}
	view := `{"name":"` + secret + `","shared":true,"sort":"due","layout":"list"}`
	if got := d.ask(t, "POST", "/api/v1/other/views", view, map[string]string{"Authorization": "Bearer " + operator}, nil); got != http.StatusCreated && got != http.StatusOK {
		t.Fatalf("the other company's view is answered with %d", got)
	}

	b := d.browse("ru")
	h := b.overhear()
	b.visit("/s/board")
	b.signIn(d.token)
	b.until(lane("new") + `.length === 1`)
	for i := 1; i < 5; i++ { // the board is open while these come
		file(i)
	}
	d.opened("Нет связи")
	b.until(lane("new") + `.length === 2`)

	for _, address := range []string{"/s/tickets/" + string(theirs), "/s/board?company=other", "/s/board?q=" + secret, "/s/board?requester=secret@mail.example&view=list"} {
		b.visit(address)
		b.until(`document.querySelector(".empty, .whole, .lanes") !== null`)
	}
	for _, path := range []string{"desk/search?q=" + secret, "desk/tickets/" + string(theirs), "desk/tickets/" + string(theirs) + "/acts", "desk/tickets/" + string(theirs) + "/events",
		"desk/views", "desk/drafts", "other/tickets", "other/search?q=" + secret, "other/views", "other/regulation", "other/tickets/" + string(theirs)} {
		status := eval[int](b, `fetch("/api/v1/`+path+`").then((answer) => answer.text().then(() => answer.status))`)
		if ours := strings.HasPrefix(path, "desk/") && !strings.Contains(path, string(theirs)); (status == http.StatusOK) != ours {
			t.Errorf("%s is answered with %d", path, status)
		}
	}
	socket := eval[string](b, `new Promise((done) => {
		const ws = new WebSocket(location.origin.replace("http", "ws") + "/ws?tenant=other", "reglament.v1");
		ws.onopen = () => ws.send(JSON.stringify({type: "hello", lang: "ru", subscribe: [{chan: "board"}]}));
		ws.onmessage = (m) => m.data.includes("snapshot") && done("it tells");
		ws.onclose = (e) => done("closed " + e.code);
		ws.onerror = () => done("refused");
	})`)
	if socket == "it tells" {
		t.Error("the other company's board can be followed")
	}
	ticket := eval[string](b, `new Promise((done) => {
		const ws = new WebSocket(location.origin.replace("http", "ws") + "/ws?tenant=desk", "reglament.v1");
		ws.onopen = () => ws.send(JSON.stringify({type: "hello", lang: "ru", subscribe: [{chan: "ticket:`+string(theirs)+`"}]}));
		ws.onmessage = (m) => { const type = JSON.parse(m.data).type; if (type !== "welcome" && type !== "live" && type !== "presence") done(type); };
		ws.onclose = (e) => done("closed");
	})`)
	if ticket == "snapshot" {
		t.Error("the other company's ticket can be followed")
	}

	if got := h.naming("Нет связи"); len(got) == 0 {
		t.Fatal("not even what belongs to the page was overheard")
	}
	for _, word := range []string{secret, "secret@mail.example", "tamara", string(theirs)} {
		for _, what := range h.naming(word) {
			if word == string(theirs) && !strings.Contains(what, "subject") {
				continue // the page itself has asked for it by this id
			}
			t.Errorf("the page was told %q", what)
		}
	}
}

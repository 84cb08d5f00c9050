package host

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdlog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
	"github.com/reglament/reglament/ui/browsertest"
)

const deskTenant engine.TenantID = "desk"

// deskMorning is a Monday at ten in Almaty.
var deskMorning = time.Date(2027, 2, 1, 5, 0, 0, 0, time.UTC)

// A desk is a server with the regulation of testdata/desk and an operator.
type desk struct {
	*Server
	t     *testing.T
	token string
}

// newDesk starts a desk whose clock stands at a Monday morning.
func newDesk(t *testing.T, change ...func(*Config)) *desk {
	t.Helper()
	d := &desk{t: t, Server: startServer(t, func(c *Config) {
		c.Rules, c.Dev, c.SMTP = "testdata/desk", true, "off"
		for _, f := range change {
			f(c)
		}
	})}
	d.token = d.operator("aigul")
	d.move(deskMorning.Sub(d.clock.Now()))
	return d
}

// operator makes a token for an employee.
func (d *desk) operator(name string) string {
	d.t.Helper()
	token, err := d.issueToken(d.t.Context(), deskTenant, "operator", name)
	if err != nil {
		d.t.Fatal(err)
	}
	return token
}

// move moves the engine's clock forward.
func (d *desk) move(by time.Duration) {
	d.t.Helper()
	if status, answer := d.post(d.t, "/dev/clock", `{"advance":"`+by.String()+`"}`); status != http.StatusOK {
		d.t.Fatalf("the clock cannot be moved by %v: %d %s", by, status, answer)
	}
}

// open files requests and returns their ids, in order.
func (d *desk) open(n int, subject func(i int) string) []engine.TicketID {
	d.t.Helper()
	ids := make([]engine.TicketID, n)
	keys, err := d.keyring(deskTenant)
	if err != nil {
		d.t.Fatal(err)
	}
	var all sync.WaitGroup
	turns := make(chan struct{}, 256)
	for i := range n {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			form := intake.Form{Tenant: deskTenant, Channel: "form", ID: engine.CommandID(fmt.Sprintf("open/%s/%d", subject(i), i)), Language: "ru", At: d.clock.Now(),
				Fields: engine.Fields{"type": "fault", "priority": "high", "email": fmt.Sprintf("client%d@mail.example", i), "subject": subject(i)}}
			res, err := d.engine.Do(context.WithoutCancel(d.t.Context()), form.Command(keys))
			if err != nil {
				d.t.Errorf("open %q: %v", subject(i), err)
				return
			}
			ids[i] = res.Ticket.ID
		})
	}
	all.Wait()
	if d.t.Failed() {
		d.t.FailNow()
	}
	return ids
}

// opened is open for one.
func (d *desk) opened(subject string) engine.TicketID {
	d.t.Helper()
	return d.open(1, func(int) string { return subject })[0]
}

// act does an act on a ticket as the operator.
func (d *desk) act(id engine.TicketID, act string, inputs map[string]any) {
	d.t.Helper()
	body, err := json.Marshal(map[string]any{"act": act, "inputs": inputs})
	if err != nil {
		d.t.Fatal(err)
	}
	if got := d.ask(d.t, "POST", "/api/v1/desk/tickets/"+string(id)+"/acts", string(body), map[string]string{"Authorization": "Bearer " + d.token}, nil); got != http.StatusOK {
		d.t.Fatalf("the act %s answers %d", act, got)
	}
}

func (d *desk) status(id engine.TicketID) string {
	d.t.Helper()
	t, err := d.store.Ticket(d.t.Context(), deskTenant, string(id))
	if err != nil {
		d.t.Fatal(err)
	}
	return t.Facets["status"]
}

// revoke ends a token, and what is remembered of it.
func (d *desk) revoke(token string) {
	d.t.Helper()
	if err := d.store.RevokeToken(d.t.Context(), deskTenant, auth.Hash(deskTenant, token), time.Now()); err != nil {
		d.t.Fatal(err)
	}
}

// A tab is a real browser at the desk.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	complain []string // what the console has said
}

// browse starts a browser in a language.
func (d *desk) browse(lang string) *tab {
	d.t.Helper()
	b := &tab{t: d.t, ctx: browsertest.New(d.t, chromedp.Flag("accept-lang", lang)), base: d.URL()}
	if err := chromedp.Listen(b.ctx, b.listen); err != nil {
		d.t.Fatal(err)
	}
	return b
}

// listen keeps what goes wrong in the page.
func (b *tab) listen(event any) {
	said := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		said = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			said += " " + e.ExceptionDetails.Exception.Description
		}
	case *cdlog.EventEntryAdded:
		if e.Entry.Level == "error" {
			said = e.Entry.Text + " " + e.Entry.URL
		}
	}
	if said == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complain = append(b.complain, said)
}

// wantQuiet fails if the console has said anything but what is expected.
func (b *tab) wantQuiet(expected ...string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, said := range b.complain {
		if !slices.ContainsFunc(expected, func(part string) bool { return strings.Contains(said, part) }) {
			b.t.Errorf("the console says %s", said)
		}
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) visit(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.base + path)) }

// run runs statements in the page, which may wait.
func (b *tab) run(statements string) {
	b.t.Helper()
	eval[any](b, "(async () => { "+statements+"\n})()")
}

// eval gives an expression of the page; a promise is waited for.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for a condition of the page, which may be on its way to another one.
func (b *tab) until(condition string) {
	b.t.Helper()
	deadline := time.Now().Add(45 * time.Second)
	for {
		holds, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("waiting for %s: %v; the page shows %.600s", condition, err, eval[string](b, `document.body.innerText`))
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// keys presses keys by their codes, as on a Russian layout: "KeyJ" is "о".
func (b *tab) keys(codes ...string) {
	b.t.Helper()
	for _, code := range codes {
		b.run(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", {code: ` + strconv.Quote(code) + `, key: "о", bubbles: true, cancelable: true}))`)
	}
}

// signIn signs in at the page that stands in for the one that was wanted.
func (b *tab) signIn(token string) { b.t.Helper(); b.signInAt(deskTenant, token) }

// signInAt is signIn at another company.
func (b *tab) signInAt(tenant engine.TenantID, token string) {
	b.t.Helper()
	b.until(`document.querySelector("input[name=token]") !== null`)
	b.run(`document.querySelector("input[name=tenant]").focus()`)
	b.do(chromedp.SendKeys(chromedp.CSS("input[name=tenant]"), string(tenant)), chromedp.SendKeys(chromedp.CSS("input[name=token]"), token+"\r"))
}

// atBoard is a browser at the board, signed in.
func (d *desk) atBoard(lang, query string) *tab {
	d.t.Helper()
	b := d.browse(lang)
	b.visit("/s/board" + query)
	b.signIn(d.token)
	b.until(`document.querySelector(".lanes:not([aria-busy]), .whole, .empty") !== null`)
	return b
}

// lane is an expression for the cards of a column, as "DESK-1 subject".
func lane(status string) string {
	return `[...document.querySelectorAll("section[data-status=` + status + `] .subject")].map((e) => e.textContent.trim())`
}

// conditions are the parameters of emulateConditions.
type conditions struct {
	Offline            bool    `json:"offline"`
	Latency            float64 `json:"latency"`
	DownloadThroughput float64 `json:"downloadThroughput"`
	UploadThroughput   float64 `json:"uploadThroughput"`
}

// emulateConditions is the command that installed browsers know; its successor
// has other parameters in each of their versions.
var emulateConditions = cdp.Command[conditions, cdp.Empty]{Method: "Network.emulateNetworkConditions"}

// offline takes the browser off the network, or brings it back.
func (b *tab) offline(off bool) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulateConditions, conditions{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}); err != nil {
		b.t.Fatal(err)
	}
}

package host

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/smtp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
)

// killsVariable is how often each database's server is killed: 3 times by
// default.
const killsVariable = "REGLAMENT_KILL_CYCLES"

// TestKilledServerKeepsWhatItAcknowledged kills the server again and again while
// 32 clients file requests, 28 by the API and 4 by mail. Who got no answer asks
// again until there is one. In the end every acknowledged request is there, each
// exactly once, wholly decided, with its confirmation sent.
func TestKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killAndCompare(t, filepath.Join(t.TempDir(), "killed.db")) })
	t.Run("postgres", func(t *testing.T) { killAndCompare(t, pgtest.Private(t).Database(t)) })
}

func killAndCompare(t *testing.T, database string) {
	cycles, err := strconv.Atoi(os.Getenv(killsVariable))
	if err != nil {
		cycles = 3
	}
	env := []string{"CHILD_DB=" + database, "CHILD_DATA=" + t.TempDir(), "CHILD_SMTP=127.0.0.1:0"}
	crowd := &crowd{}
	server := startChild(t, "serve", env...)
	crowd.server.Store(server)
	for client := range 32 {
		crowd.running.Go(func() { crowd.file(client) })
	}
	for range cycles {
		time.Sleep(100*time.Millisecond + rand.N(300*time.Millisecond)) // at no instant in particular
		server.kill()
		server = startChild(t, "serve", env...)
		crowd.server.Store(server)
	}
	crowd.stopping.Store(true)
	crowd.running.Wait()
	waitForConfirmations(t, server)
	server.stop()
	if !server.cmd.ProcessState.Success() {
		t.Errorf("the last server ended with %s", server.cmd.ProcessState)
	}
	compare(t, database, crowd)
	if len(crowd.forms) < cycles || len(crowd.mails) == 0 {
		t.Errorf("only %d requests and %d mails were filed: the kills proved little", len(crowd.forms), len(crowd.mails))
	}
}

// crowd is the clients with what they were told.
type crowd struct {
	server   atomic.Pointer[child]
	stopping atomic.Bool
	running  sync.WaitGroup

	mu    sync.Mutex
	forms map[string]string // acknowledged numbers by sender
	mails map[string]bool   // acknowledged senders
	again int               // requests that had to be sent again
}

// file sends one request after another. Every eighth client writes mail.
func (c *crowd) file(client int) {
	for n := 0; !c.stopping.Load(); n++ {
		sender := fmt.Sprintf("c%d-%d@mail.example", client, n)
		send := c.form
		if client%8 == 7 {
			send = c.mail
		}
		for !send(sender) {
			c.mu.Lock()
			c.again++
			c.mu.Unlock()
			time.Sleep(10 * time.Millisecond) // as a client would; the server may be dead
		}
	}
}

// form files a request and reports whether it was acknowledged.
func (c *crowd) form(sender string) bool {
	server := c.server.Load()
	req, err := form(server.facts["url"], server.facts["token"], sender)
	if err != nil {
		return false
	}
	req.Header.Set("Idempotency-Key", sender)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	var filed struct{ Number string }
	if res.StatusCode != http.StatusCreated || json.NewDecoder(res.Body).Decode(&filed) != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.forms == nil {
		c.forms = map[string]string{}
	}
	c.forms[sender] = filed.Number
	return true
}

// mail sends a mail and reports whether it was acknowledged.
func (c *crowd) mail(sender string) bool {
	if smtp.SendMail(c.server.Load().facts["smtp"], nil, sender, []string{"office@sud.kz"}, letter(sender, sender)) != nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.mails == nil {
		c.mails = map[string]bool{}
	}
	c.mails[sender] = true
	return true
}

// form is a request of the PROTS form, as the company's site sends it.
func form(url, token, sender string) (*http.Request, error) {
	var body bytes.Buffer
	fmt.Fprintf(&body, `{"fields":{"type":"support","company_name":"Физ.лицо","region":"Астана","name":"Данияр Ахметов",`+
		`"email":%q,"phone":"87051006343","description":"Не включается ноутбук после обновления: `+
		`чёрный экран, вентилятор работает, индикатор горит. Пробовал держать кнопку питания тридцать секунд."},"language":"ru"}`, sender)
	req, err := http.NewRequest("POST", url+"/api/v1/prots/tickets", &body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}

// waitForConfirmations returns when no message waits to be sent.
func waitForConfirmations(t *testing.T, server *child) {
	t.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	for server.stats(t, "")["outbox"] > 0 {
		if time.Now().After(deadline) {
			t.Fatal("confirmations are still waiting after two minutes")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// compare holds what is stored against what was acknowledged.
func compare(t *testing.T, database string, c *crowd) {
	t.Helper()
	store, err := sqlstore.OpenBeside(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, tenant := range []engine.TenantID{"prots", "sud"} {
		audited, err := engine.Audit(t.Context(), store, store, tenant, nil)
		if err != nil || audited.Problem != "" {
			t.Errorf("the log of %s: %s %v", tenant, audited.Problem, err)
		}
	}
	forms, mails := stored(t, store, "prots"), stored(t, store, "sud")
	for sender, number := range c.forms {
		if forms[sender] != number {
			t.Errorf("the request of %s was acknowledged as %s and is stored as %q", sender, number, forms[sender])
		}
	}
	for sender := range c.mails {
		if mails[sender] == "" {
			t.Errorf("the mail of %s was acknowledged and is not stored", sender)
		}
	}
	// The crowd stops only when all that it sent is acknowledged.
	if len(forms) != len(c.forms) || len(mails) != len(c.mails) {
		t.Errorf("stored: %d by form and %d by mail; acknowledged: %d and %d", len(forms), len(mails), len(c.forms), len(c.mails))
	}
	t.Logf("%d requests and %d mails acknowledged and stored, %d of them sent more than once", len(c.forms), len(c.mails), c.again)
}

// stored returns the numbers of a tenant's tickets by their senders, having
// checked each ticket by itself.
func stored(t *testing.T, store *sqlstore.Store, tenant engine.TenantID) map[string]string {
	t.Helper()
	out, numbers := map[string]string{}, map[string]bool{}
	list := engine.TicketList{Tenant: tenant, Limit: 100}
	for {
		page, err := store.Tickets(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		for i := range page.Tickets {
			ticket := &page.Tickets[i]
			sender := ticket.Fields.String("email")
			if out[sender] != "" || numbers[ticket.Number] {
				t.Errorf("%s of %s is there twice (%q)", ticket.Number, sender, out[sender])
			}
			out[sender], numbers[ticket.Number] = ticket.Number, true
			checkDecided(t, store, ticket)
		}
		if list.After = page.Next; page.Next == "" {
			return out
		}
	}
}

// checkDecided finds tickets that were decided by halves.
func checkDecided(t *testing.T, store *sqlstore.Store, ticket *engine.Ticket) {
	t.Helper()
	events, err := store.TicketEvents(t.Context(), ticket.Tenant, ticket.ID, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for i := range events {
		kinds = append(kinds, events[i].Kind)
	}
	all := strings.Join(kinds, " ")
	if ticket.Facets["status"] == "" || len(ticket.Parked) > 0 || len(events) != 2 || !strings.HasSuffix(all, " "+engine.KindDelivered) {
		t.Errorf("%s has the status %q, %d parked events and the history %s", ticket.Number, ticket.Facets["status"], len(ticket.Parked), all)
	}
}

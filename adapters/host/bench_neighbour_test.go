//go:build bench

package host

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// TestBenchNeighbour measures how requests of a company fare beside another
// company of the same process that files as many: one that is well behaved, and
// one whose hook never ends.
func TestBenchNeighbour(t *testing.T) {
	d := benchTime(t)
	folder := t.TempDir()
	writeRules(t, folder, "prots", "", "")
	writeRules(t, folder, "good", "prots.kz", "")
	writeRules(t, folder, "evil", "prots.kz", "    on \"registered\" (function(t) while true do end end),\n")
	s := startServer(t, func(c *Config) { c.Rules = folder })
	mine := paced(forms(s.URL(), s.token(t, "prots", "intake")))
	of := func(tenant string) func(client, n int) (*http.Request, error) {
		return paced(formsOf(s.URL(), s.token(t, engine.TenantID(tenant), "intake"), tenant))
	}
	t.Logf("%-34s %10s %10s %10s %12s %10s", "8 clients, 50 requests/s each", "requests/s", "p50", "p99", "", "")
	measure := func(name string, beside func(client, n int) (*http.Request, error)) load {
		done := make(chan load, 1)
		go func() {
			if beside == nil {
				done <- load{}
				return
			}
			done <- hammer(8, d, beside, http.StatusCreated)
		}()
		l := hammer(8, d, mine, http.StatusCreated)
		other := <-done
		t.Logf("%-34s %10.0f %10s %10s   (beside it %.0f/s, p99 %s)", name, l.perSecond, l.p50.Round(10*time.Microsecond), l.p99.Round(10*time.Microsecond),
			other.perSecond, other.p99.Round(10*time.Microsecond))
		if l.failed+other.failed > 0 {
			t.Errorf("%s: %d and %d requests failed", name, l.failed, other.failed)
		}
		return l
	}
	measure("alone, warming up", nil)
	for range 3 {
		measure("alone", nil)
		good := measure("beside a well behaved company", of("good"))
		evil := measure("beside one whose hook never ends", of("evil"))
		t.Logf("  p99 beside the runaway: %.2f of that beside the well behaved one", float64(evil.p99)/float64(good.p99))
	}
}

// paced sends a client's requests at an even pace, so that what is measured is
// how long they take and not how many the machine can bear.
func paced(request func(client, n int) (*http.Request, error)) func(client, n int) (*http.Request, error) {
	const each = 20 * time.Millisecond
	began := time.Now()
	return func(client, n int) (*http.Request, error) {
		if n == 0 && client == 0 {
			began = time.Now()
		}
		time.Sleep(time.Until(began.Add(time.Duration(n)*each + time.Duration(client)*each/8)))
		return request(client, n)
	}
}

// writeRules writes the regulation of PROTS for a tenant, with other addresses and
// with something more in it.
func writeRules(t *testing.T, folder, tenant, domain, more string) {
	t.Helper()
	bundle, err := rules.ReadBundle(rules.Shipped, "prots")
	if err != nil {
		t.Fatal(err)
	}
	script := bundle.Files["regulation.lua"]
	if domain != "" {
		script = bytes.ReplaceAll(script, []byte(domain), []byte(tenant+".example"))
	}
	const at = "    numbering {"
	if !bytes.Contains(script, []byte(at)) {
		t.Fatal("the script has no place for more")
	}
	script = bytes.Replace(script, []byte(at), []byte(more+at), 1)
	if err := os.MkdirAll(filepath.Join(folder, tenant), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, tenant, "regulation.lua"), script, 0o600); err != nil {
		t.Fatal(err)
	}
}

// formsOf is requests like those of PROTS to another tenant.
func formsOf(url, token, tenant string) func(client, n int) (*http.Request, error) {
	run := strconv.FormatInt(time.Now().UnixNano(), 10)
	return func(client, n int) (*http.Request, error) {
		req, err := form(url, token, fmt.Sprintf("daniyar.%s.%d.%d@mail.example", run, client, n))
		if err == nil {
			req.URL.Path = strings.Replace(req.URL.Path, "/prots/", "/"+tenant+"/", 1)
		}
		return req, err
	}
}

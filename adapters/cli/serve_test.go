package cli

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// TestServeGreetsAndStopsWhenToldTo uses the signal that services are stopped
// with, so it runs alone.
func TestServeGreetsAndStopsWhenToldTo(t *testing.T) {
	data := t.TempDir()
	greetings := []greeting{serveOnce(t, data), serveOnce(t, data)}
	first, second := greetings[0], greetings[1]
	if strings.Join(first.Tenants, " ") != "afforto eltex mitwork prots sud" || first.SMTP == "" {
		t.Errorf("got %+v, want the five companies and a mail address", first)
	}
	roles := map[string]bool{}
	for _, token := range first.Tokens {
		roles[token.Tenant+" "+token.Role] = strings.HasPrefix(token.Token, "rgl_")
	}
	for _, want := range []string{"installation admin", "prots admin", "prots operator", "prots performer", "sud operator", "sud intake"} {
		if !roles[want] {
			t.Errorf("the first start gives no token of %s: %v", want, roles)
		}
	}
	if second.Tokens == nil || len(second.Tokens) != 0 {
		t.Errorf("the second start gives %d tokens, want an empty list", len(second.Tokens))
	}
}

// serveOnce runs the server until it has greeted and answered.
func serveOnce(t *testing.T, data string) (g greeting) {
	t.Helper()
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- Run([]string{"--data", data, "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0", "--log", "error", "--json"}, w, t.Output())
		w.Close()
	}()
	if err := json.NewDecoder(r).Decode(&g); err != nil {
		t.Fatalf("no greeting: %v (exit code %d)", err, <-code)
	}
	go io.Copy(io.Discard, r)
	res, err := http.Get(g.URL + "/readyz")
	if err != nil {
		t.Error(err)
	} else if res.Body.Close(); res.StatusCode != http.StatusOK {
		t.Errorf("/readyz answers %s", res.Status)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := <-code; got != 0 {
		t.Errorf("got exit code %d, want 0", got)
	}
	return g
}

func TestGreetingIsReadable(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	g := greeting{URL: "http://localhost:8080", SMTP: "localhost:2525", Tenants: []string{"prots", "sud"}}
	g.print(&output{w: &b}, true)
	for _, want := range []string{"http://localhost:8080 for prots, sud", "localhost:2525", "http://localhost:8080/dev/mail"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("got %q, want %q in it", b.String(), want)
		}
	}
	if strings.Contains(b.String(), "token") {
		t.Errorf("%q speaks of tokens where there are none", b.String())
	}
}

func TestServeSaysWhyItCannotStart(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	flags := func(more ...string) []string {
		return append([]string{"serve", "--data", t.TempDir(), "--smtp", "off", "--http", "127.0.0.1:0", "--log", "error"}, more...)
	}
	run(t, flags("--http", taken.Addr().String())...).ends(1).complains(taken.Addr().String(), "in use")
	run(t, flags("--rules", t.TempDir())...).ends(1).complains("no regulation to serve", "regulation.lua")
	dir := regulation(t, "regulation.lua", unknownStatus...)
	line := lineOf(t, filepath.Join(dir, "regulation.lua"), "nowhere")
	var answer struct{ Error string }
	run(t, flags("--rules", filepath.Dir(dir), "--json")...).ends(1).complains("sud/regulation.lua:"+line, "nowhere").decode(&answer)
	if !strings.Contains(answer.Error, "sud/regulation.lua:"+line) {
		t.Errorf("the error is %q", answer.Error)
	}
}

func TestProgressIsToldOnceASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b strings.Builder
		out := &output{err: &b, every: time.Second}
		done, end := out.progress("testing")
		time.Sleep(1500 * time.Millisecond)
		done(7)
		time.Sleep(time.Second)
		end()
		if got, want := b.String(), "testing: 1s\ntesting: 7 done, 2s\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		b.Reset()
		_, end = out.progress("quick")
		time.Sleep(999 * time.Millisecond)
		if end(); b.Len() > 0 {
			t.Errorf("got %q for what took less than a second", b.String())
		}
	})
}

package host

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// zipped is a folder of a rules folder as an archive.
func zipped(t *testing.T, folder, tenant string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if err := w.AddFS(os.DirFS(filepath.Join(folder, tenant))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// admin asks the API for SUD in the role of its administrator.
type admin struct {
	*Server
	token string
}

func adminOf(t *testing.T, s *Server) *admin {
	return &admin{Server: s, token: s.token(t, "sud", "admin")}
}

// answered is what the API says to an administrator.
type answered struct {
	status int
	raw    []byte
}

func (a *admin) send(t *testing.T, method, path string, body []byte) answered {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, a.URL()+"/api/v1/sud/editions"+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept-Language", "en")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{res.StatusCode, raw}
}

// read holds the answer against a status and reads it.
func read[T any](t *testing.T, a answered, status int) (v T) {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %.600s", a.status, status, a.raw)
	}
	if err := json.Unmarshal(a.raw, &v); err != nil {
		t.Fatalf("%v in %.600s", err, a.raw)
	}
	return v
}

func (a *admin) upload(t *testing.T, archive []byte, status int) httpapi.Uploaded {
	t.Helper()
	return read[httpapi.Uploaded](t, a.send(t, "POST", "", archive), status)
}

func (a *admin) activate(t *testing.T, id, reason string) httpapi.Activated {
	t.Helper()
	return read[httpapi.Activated](t, a.send(t, "POST", "/"+id+"/activate", []byte(`{"reason":"`+reason+`"}`)), http.StatusOK)
}

func (a *admin) rollBack(t *testing.T, reason string) httpapi.Activated {
	t.Helper()
	return read[httpapi.Activated](t, a.send(t, "POST", "/rollback", []byte(`{"reason":"`+reason+`"}`)), http.StatusOK)
}

func (a *admin) list(t *testing.T) []httpapi.Edition {
	t.Helper()
	return read[struct{ Editions []httpapi.Edition }](t, a.send(t, "GET", "", nil), http.StatusOK).Editions
}

// edit is an archive of SUD's regulation with a text replaced.
func edit(t *testing.T, folder, before, after string) []byte {
	t.Helper()
	mine := t.TempDir()
	if err := os.CopyFS(mine, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if before != "" {
		replace(t, mine, script, before, after)
	}
	return zipped(t, mine, "sud")
}

func TestEditionIsUploadedActivatedAndRolledBack(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	first := a.head(t, "sud").Active
	if err := a.write("first@mail.example"); err != nil {
		t.Fatal(err)
	}

	up := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated)
	if !up.New || up.Edition.Active || up.Edition.FirstActive != nil || up.Edition.Clauses == 0 || len(up.Obstacles) != 0 {
		t.Errorf("uploaded: %+v, want a new edition that is not active, with its clauses", up)
	}
	if _, decides, err := a.rulesOf(t.Context(), "sud", ""); a.head(t, "sud").Active != first || decides != first || err != nil {
		t.Errorf("an upload has activated %.12s (%v)", decides, err)
	}
	if again := a.upload(t, edit(t, folder, contact, contact2), http.StatusOK); again.New || again.Edition.ID != up.Edition.ID {
		t.Errorf("uploaded again: %+v, want the same edition, known", again)
	}

	done := a.activate(t, up.Edition.Short, "Order 14")
	if !done.Changed || done.Was != string(first) || !done.Edition.Active || done.Edition.Reason != "Order 14" || done.Edition.By.ID != "admin" {
		t.Errorf("activated: %+v, want %s after %s, by admin for Order 14", done, up.Edition.Short, first)
	}
	if again := a.activate(t, up.Edition.ID, "twice"); again.Changed {
		t.Errorf("activated twice: %+v, want no change", again)
	}
	if err := a.write("second@mail.example"); err != nil {
		t.Fatal(err)
	}
	for _, ticket := range a.ticketsOf(t, "sud") {
		if want := map[string]engine.EditionID{"SK-000001": first, "SK-000002": engine.EditionID(up.Edition.ID)}[ticket.Number]; ticket.Edition != want {
			t.Errorf("%s is kept under %.12s, want %.12s", ticket.Number, ticket.Edition, want)
		}
	}

	list := a.list(t)
	if len(list) != 2 || list[0].ID != up.Edition.ID || list[1].ID != string(first) {
		t.Fatalf("listed: %+v, want both, the newest first", list)
	}
	if n, o := list[0], list[1]; !n.Active || n.LastActive != nil || n.OpenTickets != 1 || o.Active || o.LastActive == nil || o.OpenTickets != 1 ||
		o.By.ID != "rules folder" || !o.LastActive.Equal(*n.FirstActive) {
		t.Errorf("listed: %+v and %+v, want one open ticket each, the first replaced when the second came", n, o)
	}

	back := a.rollBack(t, "Clause 5 is wrong")
	if !back.Changed || back.Edition.ID != string(first) || back.Was != up.Edition.ID || a.head(t, "sud").Active != first {
		t.Errorf("rolled back: %+v, want %.12s", back, first)
	}
	none := read[httpapi.Problem](t, a.send(t, "POST", "/rollback", []byte(`{"reason":"again"}`)), http.StatusUnprocessableEntity)
	if none.Kind != "refused" || !strings.Contains(none.Detail, "nothing to go back to") {
		t.Errorf("rolled back again: %+v, want a refusal: what was rolled back doesn't come back by that", none)
	}
	events, err := a.store.OwnEvents(t.Context(), "sud", engine.KindActivated)
	if err != nil || len(events) != 3 {
		t.Fatalf("%d activations in the log (%v), want 3", len(events), err)
	}
	if e := events[2]; e.Actor.ID != "admin" || e.Body.Data.String("reason") != "Clause 5 is wrong" || e.Edition != first {
		t.Errorf("the log says of the rollback %+v", e)
	}
}

// TestSecondRollbackGoesFurtherBack: never forward to what was rolled back.
func TestSecondRollbackGoesFurtherBack(t *testing.T) {
	t.Parallel()
	for history, want := range map[string]string{
		"": "", "A": "", "A B": "A", "A B A": "B", "A B C": "B", "A B C <B": "A", "A B C <B <A": "", "A B <A C": "A", "A B <A C <A": "", "A <A": "",
	} {
		var p past
		for i, word := range strings.Fields(history) {
			id, rollback := strings.CutPrefix(word, "<")
			p.activations = append(p.activations, activation{edition: engine.EditionID(id), rollback: rollback, reason: fmt.Sprint(i)})
		}
		if got, ok := p.before(); string(got) != want || ok != (want != "") {
			t.Errorf("after %q a rollback goes to %q (%v), want %q", history, got, ok, want)
		}
	}
}

func TestBrokenEditionIsRefusedWithItsPlaces(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	before := a.head(t, "sud")
	line := 0
	raw, err := os.ReadFile(filepath.Join(folder, script))
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range strings.Split(string(raw), "\n") {
		if strings.Contains(text, right) {
			line = i + 1
		}
	}
	p := read[httpapi.Problem](t, a.send(t, "POST", "", edit(t, folder, right, wrong)), http.StatusUnprocessableEntity)
	if len(p.Errors) == 0 || p.Errors[0].File != script || p.Errors[0].Line != line || p.Errors[0].Clause == "" || !strings.Contains(p.Errors[0].Detail, "nowhere") {
		t.Errorf("got %+v, want %s:%d with its clause", p, script, line)
	}
	if !strings.Contains(p.Detail, "The edition was not accepted") || !strings.Contains(p.Detail, "nowhere") {
		t.Errorf("the sentence is %q", p.Detail)
	}
	syntax := read[httpapi.Problem](t, a.send(t, "POST", "", edit(t, folder, contact, "contact = = 1")), http.StatusUnprocessableEntity)
	if len(syntax.Errors) != 1 || syntax.Errors[0].Line == 0 {
		t.Errorf("a syntax error: %+v, want its line", syntax)
	}
	failing := rulesFolder(t, "sud")
	replace(t, failing, "sud/cases/06-call.yaml", `due: "2026-11-23 13:00"`, `due: "2026-11-23 14:00"`)
	cases := read[httpapi.Problem](t, a.send(t, "POST", "", zipped(t, failing, "sud")), http.StatusUnprocessableEntity)
	if len(cases.Errors) != 1 || cases.Errors[0].File != "sud/cases/06-call.yaml" || cases.Errors[0].Line != 7 {
		t.Errorf("a case that fails: %+v, want sud/cases/06-call.yaml:7", cases)
	}
	if n := len(a.list(t)); n != 1 || a.head(t, "sud").Seq != before.Seq {
		t.Errorf("%d editions are kept and the log is at %d, want 1 and %d", n, a.head(t, "sud").Seq, before.Seq)
	}
}

// TestEditionWithForeignAddressIsRefused: an address belongs to one company, also
// where the edition comes by the API.
func TestEditionWithForeignAddressIsRefused(t *testing.T) {
	t.Parallel()
	a := adminOf(t, startServer(t, nil))
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	prots, err := fs.Sub(rules.Shipped, "prots")
	if err == nil {
		err = w.AddFS(prots)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	p := read[httpapi.Problem](t, a.send(t, "POST", "", archive.Bytes()), http.StatusUnprocessableEntity)
	if !strings.Contains(p.Detail, "belongs to tenant prots") {
		t.Errorf("got %+v, want the tenant that has the address", p)
	}
}

func TestEditionsAreForTheTenantsAdministrators(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	s := startServer(t, nil)
	archive := edit(t, folder, contact, contact2)
	up := adminOf(t, s).upload(t, archive, http.StatusCreated)
	for _, c := range []struct {
		tenant engine.TenantID
		role   string
		want   int
	}{{"sud", "operator", http.StatusForbidden}, {"sud", "intake", http.StatusForbidden}, {"prots", "admin", http.StatusUnauthorized}} {
		other := &admin{Server: s, token: s.token(t, c.tenant, c.role)}
		for _, call := range []struct {
			method, path string
			body         []byte
		}{
			{"GET", "", nil}, {"GET", "/active", nil}, {"GET", "/active/diff", nil}, {"GET", "/active/plan", nil}, {"POST", "", archive},
			{"POST", "/" + up.Edition.ID + "/activate", []byte(`{"reason":"x"}`)}, {"POST", "/rollback", []byte(`{"reason":"x"}`)},
			{"POST", "/" + up.Edition.ID + "/canary", []byte(`{"reason":"x","share":10}`)}, {"DELETE", "/canary?reason=x", nil},
			{"POST", "/" + up.Edition.ID + "/shadow", []byte(`{"reason":"x"}`)}, {"GET", "/shadow", nil}, {"DELETE", "/shadow?reason=x", nil},
		} {
			if got := other.send(t, call.method, call.path, call.body); got.status != c.want {
				t.Errorf("%s %s as %s of %s: got %d, want %d", call.method, call.path, c.role, c.tenant, got.status, c.want)
			}
		}
	}
	// What is another tenant's is not found under one's own name.
	prots := s.token(t, "prots", "admin")
	if got := s.fetch(t, prots, "/api/v1/prots/editions/"+up.Edition.ID, nil); got != http.StatusNotFound {
		t.Errorf("SUD's edition among those of PROTS: got %d, want 404", got)
	}
}

func TestEditionIsNamedByEnoughOfItsId(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	active := string(a.head(t, "sud").Active)
	for name, want := range map[string]int{active: 200, active[:4]: 200, "active": 200, active[:3]: 404, "zzzz": 404, strings.Repeat("0", 64): 404,
		strings.ToUpper(active[:12]): 404, active + "0": 404, "%2e%2e": 404} {
		if name == strings.ToLower(name) && strings.ToUpper(active[:12]) == name {
			continue // it has no letters
		}
		if got := a.send(t, "GET", "/"+name, nil); got.status != want {
			t.Errorf("%s: got %d, want %d: %.200s", name, got.status, want, got.raw)
		}
	}
	// A twin that begins alike, put beside it, makes the beginning ambiguous.
	twin := engine.EditionID(active[:8] + strings.Repeat("0", 56))
	if err := a.store.PutEdition(t.Context(), "sud", twin, []byte("{}"), a.clock.Now()); err != nil {
		t.Fatal(err)
	}
	p := read[httpapi.Problem](t, a.send(t, "GET", "/"+active[:8], nil), http.StatusUnprocessableEntity)
	if !strings.Contains(p.Detail, "Several editions begin with "+active[:8]) {
		t.Errorf("got %+v, want it called ambiguous", p)
	}
	var broken httpapi.Edition
	for _, e := range a.list(t) {
		if e.ID == string(twin) {
			broken = e
		}
	}
	if broken.Unreadable == "" {
		t.Errorf("an edition that cannot be loaded is listed as %+v, want why", broken)
	}
}

func TestEditionsAreListedByPages(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	want := []string{string(a.head(t, "sud").Active)}
	for i := range 3 {
		up := a.upload(t, edit(t, folder, contact, fmt.Sprintf("contact = %q", fmt.Sprint("room ", i))), http.StatusCreated)
		want = append([]string{up.Edition.ID}, want...)
	}
	var got []string
	for cursor := ""; ; {
		page := read[struct {
			Editions []httpapi.Edition
			Next     string
		}](t, a.send(t, "GET", "?limit=3&cursor="+cursor, nil), http.StatusOK)
		for _, e := range page.Editions {
			got = append(got, e.ID)
		}
		if cursor = page.Next; cursor == "" || len(got) > 4 {
			break
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %v, want %v", got, want)
	}
	if bad := a.send(t, "GET", "?cursor=nonsense", nil); bad.status != http.StatusUnprocessableEntity {
		t.Errorf("a cursor that is none: got %d", bad.status)
	}
}

func TestOrderForAnotherStateOfThingsIsRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	first := string(a.head(t, "sud").Active)
	second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID
	a.activate(t, second, "Order 14")
	for _, path := range []string{"/" + first + "/activate", "/rollback"} {
		p := read[httpapi.Problem](t, a.send(t, "POST", path, []byte(`{"reason":"late","from":"`+first[:12]+`"}`)), http.StatusConflict)
		if !strings.Contains(p.Detail, second[:12]) {
			t.Errorf("%s: %+v, want the edition that is active", path, p)
		}
	}
	if a.head(t, "sud").Active != engine.EditionID(second) {
		t.Error("the active edition has changed")
	}
	for _, body := range []string{`{}`, `{"reason":""}`, `{"reason":"x","form":"y"}`} {
		if got := a.send(t, "POST", "/rollback", []byte(body)); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", body, got.status)
		}
	}
}

// TestRequestsGoOnWhileEditionsChange: each ticket is registered once, under the
// edition that was active when it was committed.
func TestRequestsGoOnWhileEditionsChange(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	first := string(a.head(t, "sud").Active)
	second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID
	var stop atomic.Bool
	var filed atomic.Int64
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for i := 0; !stop.Load() && i < 400; i++ {
				if err := a.write(fmt.Sprintf("w%d.%d@mail.example", w, i)); err != nil {
					t.Error("mail while editions change:", err)
					return
				}
				filed.Add(1)
			}
		})
	}
	for i := range 6 {
		before := filed.Load()
		if to := []string{second, first}[i%2]; !a.activate(t, to, fmt.Sprint("change ", i)).Changed {
			t.Errorf("change %d has changed nothing", i)
		}
		eventually(t, "requests are filed after a change", func() bool { return filed.Load() > before || t.Failed() })
	}
	stop.Store(true)
	writers.Wait()
	a.checkEditionsOfTickets(t, filed.Load())
}

// checkEditionsOfTickets goes through the log.
func (a *admin) checkEditionsOfTickets(t *testing.T, filed int64) {
	t.Helper()
	var active engine.EditionID
	opened := int64(0)
	for e := range a.history(t, "sud") {
		switch {
		case e.Kind == engine.KindActivated:
			active = e.Edition
		case e.Version == 1:
			opened++
			if e.Edition != active || e.Body.Fault != "" {
				t.Errorf("event %d opens a ticket under %.12s while %.12s is active (%s)", e.Seq, e.Edition, active, e.Body.Fault)
			}
		}
	}
	if opened != filed {
		t.Errorf("%d tickets for %d mails", opened, filed)
	}
}

// TestEditionsThatWereNeverUsedAreRemovedWhenThereAreMany: what is active, was
// active, is a canary or in a shadow run stays, however old.
func TestEditionsThatWereNeverUsedAreRemovedWhenThereAreMany(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		upload := func(room string) string {
			return a.upload(t, without(t, folder, contact, fmt.Sprintf("contact = %q", room)), http.StatusCreated).Edition.ID
		}
		used := []string{string(a.head(t, "sud").Active), upload("active"), upload("canary"), upload("shadow")}
		a.activate(t, used[1], "Order 14")
		a.try(t, used[2], 10, "Order 15")
		read[httpapi.Tried](t, a.send(t, "DELETE", "/canary?reason=enough", nil), http.StatusOK) // it may have tickets
		a.startShadow(t, used[3], "look")
		idle := []engine.EditionID{}
		for i := range maxIdle { // as uploads do, and older than what is uploaded now
			id := engine.EditionID(fmt.Sprintf("%064x", i+1))
			if err := a.store.PutEdition(t.Context(), "sud", id, []byte("{}"), a.clock.Now().Add(time.Duration(i-100)*time.Minute)); err != nil {
				t.Fatal(err)
			}
			idle = append(idle, id)
		}
		up := a.upload(t, without(t, folder, contact, `contact = "one more"`), http.StatusCreated)
		if !mentions(up.Warnings, "the newest 50 are kept", short(idle[0])) {
			t.Errorf("warned of %+v, want what was removed", up.Warnings)
		}
		kept := map[string]bool{}
		for cursor := ""; ; {
			list, next, err := a.store.Editions(t.Context(), "sud", cursor, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list {
				kept[string(e.ID)] = true
			}
			if cursor = next; next == "" {
				break
			}
		}
		for i, id := range append(used, up.Edition.ID, string(idle[1])) {
			if !kept[id] {
				t.Errorf("edition %d is gone", i)
			}
		}
		if kept[string(idle[0])] || len(kept) != len(used)+maxIdle {
			t.Errorf("%d editions are kept, the oldest of them: %v; want %d", len(kept), kept[string(idle[0])], len(used)+maxIdle)
		}
	})
}

package httpapi

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

const protsBulk = "/api/v1/prots/bulk"

// bulkLines are the lines of an answer.
type bulkLines struct {
	start   BulkStart
	results map[string]BulkResult // by number, or by what was named
	end     *BulkEnd
}

func readBulk(t *testing.T, body []byte) bulkLines {
	t.Helper()
	out := bulkLines{results: map[string]BulkResult{}}
	for line := range bytes.Lines(body) {
		var head struct{ Type string }
		if err := json.Unmarshal(line, &head); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		var err error
		switch head.Type {
		case "start":
			err = json.Unmarshal(line, &out.start)
		case "result":
			var r BulkResult
			err = json.Unmarshal(line, &r)
			name := r.Number
			if name == "" {
				name = r.Ticket
			}
			if _, twice := out.results[name]; twice {
				t.Errorf("%s has two lines", name)
			}
			out.results[name] = r
		case "end":
			out.end = &BulkEnd{}
			err = json.Unmarshal(line, out.end)
		default:
			t.Errorf("a line of type %q", head.Type)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func (r *rig) bulk(t *testing.T, role, key string, body object, headers ...string) bulkLines {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	a := r.call(t, role, "POST", "/api/v1/"+tenant+"/bulk", body, append(headers, "Idempotency-Key", key)...)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/x-ndjson" {
		t.Fatalf("%d %s: %.300s", a.status, a.header.Get("Content-Type"), a.body)
	}
	return readBulk(t, a.body)
}

func TestBulkActIsDoneTicketByTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	one, two, three := r.file(t, laptop()).Number, r.file(t, laptop()).Number, r.file(t, laptop()).Number
	r.act(t, "prots/operator", two, "take", nil)
	body := object{"act": "take", "tickets": []string{one, two, three, three, "SUPPORT-1"}}
	got := r.bulk(t, "prots/operator", "k1", body, "Accept-Language", "kk")
	if got.start.Total != 4 || got.end == nil || got.end.Done != 2 || got.end.Failed != 2 || len(got.results) != 4 {
		t.Fatalf("answer %+v, want four tickets of which two are done", got)
	}
	for _, n := range []string{one, three} {
		if res := got.results[n]; !res.Done || res.Seq == 0 || res.Problem != nil || res.Status == "new" {
			t.Errorf("%s: %+v, want it taken", n, res)
		}
	}
	if p := got.results[two].Problem; p == nil || p.Kind != string(engine.Refused) || !strings.Contains(p.Detail, "күйінде") || p.Clause == "" {
		t.Errorf("%s: %+v, want it refused in Kazakh, with the clause", two, p)
	}
	if p := got.results["SUPPORT-1"].Problem; p == nil || p.Status != http.StatusNotFound {
		t.Errorf("no such ticket: %+v, want not found", p)
	}
	again := r.bulk(t, "prots/operator", "k1", body)
	for _, n := range []string{one, three} {
		if res := again.results[n]; !res.Done || !res.Repeat || res.Seq != got.results[n].Seq {
			t.Errorf("%s the second time: %+v, want what was done the first time", n, res)
		}
	}
	if row, err := r.store.Ticket(t.Context(), prots, one); err != nil || row.Version != 2 {
		t.Errorf("version %d (%v), want one act", row.Version, err)
	}
}

func TestBulkActByFilter(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	one, two := r.file(t, laptop()).Number, r.file(t, laptop()).Number
	taken := r.file(t, laptop()).Number
	r.act(t, "prots/operator", taken, "take", nil)
	got := r.bulk(t, "prots/operator", "k", object{"act": "assign", "inputs": object{"to": "aliya"}, "filter": object{"status": []string{"new"}}})
	if got.end == nil || got.end.Done != 2 || !got.results[one].Done || !got.results[two].Done {
		t.Errorf("answer %+v, want the two new tickets", got)
	}
	for name, body := range map[string]object{
		"nothing":      {"act": "take"},
		"both":         {"act": "take", "tickets": []string{one}, "filter": object{"status": []string{"new"}}},
		"no such name": {"act": "take", "filter": object{"colour": []string{"red"}}},
		"too many":     {"act": "take", "tickets": make([]string, maxBulk+1)},
	} {
		problem(t, r.call(t, "prots/operator", "POST", protsBulk, body, "Idempotency-Key", "k"), http.StatusUnprocessableEntity, engine.Invalid)
		_ = name
	}
	problem(t, r.call(t, "prots/operator", "POST", protsBulk, object{"act": "take", "tickets": []string{one}}), http.StatusUnprocessableEntity, engine.Invalid)
	problem(t, r.call(t, "prots/intake", "POST", protsBulk, object{"act": "take", "tickets": []string{one}}, "Idempotency-Key", "k"), http.StatusForbidden, engine.Forbidden)
}

// TestBulkOffersTheInverseWhereThereIsOne assigns tickets that were assigned
// before, and takes new ones, which no act of the regulation makes new again.
func TestBulkOffersTheInverseWhereThereIsOne(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	one, two, free := r.file(t, laptop()).Number, r.file(t, laptop()).Number, r.file(t, laptop()).Number
	for _, n := range []string{one, two} {
		r.act(t, "prots/operator", n, "assign", object{"to": "aliya"})
	}
	got := r.bulk(t, "prots/operator", "k1", object{"act": "assign", "inputs": object{"to": "odd"}, "tickets": []string{one, two, free}}, "Accept-Language", "en")
	if len(got.end.Inverses) != 2 {
		t.Fatalf("inverses %+v, want one for the two that aliya had, and one for the free one", got.end.Inverses)
	}
	for _, u := range got.end.Inverses {
		want := map[any]int{"aliya": 2, "": 1}[u.Inputs["to"]]
		if u.Act != "assign" || u.Label != "Assign" || len(u.Tickets) != want {
			t.Errorf("inverse %+v, want %d tickets", u, want)
		}
		back := r.bulk(t, "prots/operator", fmt.Sprint("back ", u.Inputs["to"]), object{"act": u.Act, "inputs": u.Inputs, "tickets": u.Tickets})
		if back.end.Done != want {
			t.Errorf("brought back: %+v, want %d", back.end, want)
		}
	}
	for n, want := range map[string]string{one: "aliya", two: "aliya", free: ""} {
		if row, err := r.store.Ticket(t.Context(), prots, n); err != nil || row.Facets["assignee"] != want {
			t.Errorf("%s is assigned to %q (%v), want %q", n, row.Facets["assignee"], err, want)
		}
	}
	taken := r.bulk(t, "prots/operator", "k2", object{"act": "take", "tickets": []string{one}})
	if !taken.results[one].Done || taken.results[one].Inverse != nil || len(taken.end.Inverses) != 0 {
		t.Errorf("taken: %+v, want no act that undoes it", taken.results[one])
	}
}

func TestBulkAnswersCanBeWithdrawn(t *testing.T) {
	t.Parallel()
	r := newRig(t, undoing)
	n := r.file(t, laptop()).Number
	got := r.bulk(t, "prots/operator", "k", object{"act": "reply", "inputs": object{"text": "Всем"}, "tickets": []string{n}}).results[n]
	if got.Undo == nil || got.Undo.Event != got.Seq {
		t.Fatalf("result %+v, want until when it can be withdrawn", got)
	}
	want[withdrawn](t, r.tryWithdraw(t, "prots/operator", n, got.Undo.Event), http.StatusOK)
}

// slowEngine lets acts through one at a time.
type slowEngine struct {
	*engine.Engine
	turns chan struct{}
}

func (e slowEngine) Do(ctx context.Context, cmd engine.Command) (engine.Result, error) {
	if strings.HasPrefix(string(cmd.ID), "api/bulk/") {
		select {
		case <-e.turns:
		case <-ctx.Done():
			return engine.Result{}, &engine.Error{Kind: engine.Temporary, Err: ctx.Err()}
		}
	}
	return e.Engine.Do(ctx, cmd)
}

// TestCutOffBulkIsTakenUpAgain loses the connection in the middle, and asks
// again.
func TestCutOffBulkIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	turns := make(chan struct{}, 100)
	r := newRig(t, func(cfg *Config) { cfg.Engine = slowEngine{cfg.Engine.(*engine.Engine), turns} })
	var numbers []string
	for range 20 {
		numbers = append(numbers, r.file(t, laptop()).Number)
	}
	raw, _ := json.Marshal(object{"act": "note", "inputs": object{"text": "раз"}, "tickets": numbers})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "POST", r.url+protsBulk, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Authorization": "Bearer " + r.tokens["prots/operator"], "Idempotency-Key": "k", "Content-Type": "application/json"} {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(res.Body)
	for i := range 6 { // the start and five tickets come while the rest waits
		if i > 0 {
			turns <- struct{}{}
		}
		if !lines.Scan() {
			t.Fatalf("line %d: %v", i, lines.Err())
		}
	}
	cancel()
	res.Body.Close()
	for range 95 {
		turns <- struct{}{}
	}
	got := r.bulk(t, "prots/operator", "k", object{"act": "note", "inputs": object{"text": "раз"}, "tickets": numbers})
	repeats := 0
	for _, one := range got.results {
		if one.Repeat {
			repeats++
		}
	}
	if got.end == nil || got.end.Done != 20 || repeats < 5 {
		t.Errorf("end %+v with %d repeats, want all done, and at least the five that were answered before", got.end, repeats)
	}
	for _, n := range numbers {
		if row, err := r.store.Ticket(t.Context(), prots, n); err != nil || row.Version != 2 {
			t.Errorf("%s is at version %d (%v), want one note", n, row.Version, err)
		}
	}
}

func TestBulkKeepsToAudience(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.callSUD(t).Number
	if p := r.bulk(t, "prots/operator", "k", object{"act": "note", "inputs": object{"text": "x"}, "tickets": []string{n}}).results[n].Problem; p == nil || p.Status != http.StatusNotFound {
		t.Errorf("another tenant's ticket: %+v, want not found", p)
	}
}

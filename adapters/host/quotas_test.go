package host

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

// operator asks the installation's API.
type operator struct {
	*Server
	token string
}

func operatorOf(t *testing.T, s *Server) *operator {
	return &operator{Server: s, token: s.token(t, sqlstore.Installation, "admin")}
}

func (o *operator) quotasOf(t *testing.T, tenant string) (report httpapi.QuotaReport) {
	t.Helper()
	if status := o.fetch(t, o.token, "/api/admin/v1/tenants/"+tenant+"/quotas", &report); status != http.StatusOK {
		t.Fatalf("quotas of %s: status %d", tenant, status)
	}
	return report
}

// limit gives a tenant quotas of its own and fails the test unless it is answered
// as wanted.
func (o *operator) limit(t *testing.T, tenant string, quotas map[string]int64, status int) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"quotas": quotas, "reason": "a test"})
	if err != nil {
		t.Fatal(err)
	}
	got := o.ask(t, "PUT", "/api/admin/v1/tenants/"+tenant+"/quotas", string(body), map[string]string{"Authorization": "Bearer " + o.token}, nil)
	if got != status {
		t.Fatalf("quotas %v for %s: status %d, want %d", quotas, tenant, got, status)
	}
}

// scraped are the metrics of a server, by name.
func (o *operator) scraped(t *testing.T) map[string]*dto.MetricFamily {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", o.URL()+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+o.Server.token(t, sqlstore.Installation, "metrics"))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("metrics: status %d, %v", res.StatusCode, err)
	}
	return families
}

// metric is the sum of what has the labels.
func metric(families map[string]*dto.MetricFamily, name string, labels map[string]string) (sum float64) {
	for _, m := range families[name].GetMetric() {
		have := map[string]string{}
		for _, l := range m.GetLabel() {
			have[l.GetName()] = l.GetValue()
		}
		matches := true
		for k, v := range labels {
			matches = matches && have[k] == v
		}
		if matches {
			sum += m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return sum
}

// TestEveryQuotaIsExceededOnce has a real regulation exceed each quota, and looks
// for it in the log, the metrics, the ticket and the API. The neighbour goes on.
func TestEveryQuotaIsExceededOnce(t *testing.T) {
	t.Parallel()
	folder := greedyFolder(t)
	s, log, err := start(t, func(c *Config) { c.Rules = folder })
	if err != nil {
		t.Fatal(err)
	}
	o := operatorOf(t, s)
	const unit = 1 << 20
	for i, c := range []struct {
		company, quota string
		own            map[string]int64
	}{
		{"greedy", engine.QuotaInstructions, map[string]int64{}},
		{"greedy", engine.QuotaMemory, map[string]int64{"memory": 2 * unit}},
		{"greedy", engine.QuotaDecide, map[string]int64{"decide": 100, "instructions": 200_000_000}},
		{"greedy", engine.QuotaOps, map[string]int64{"ops": 16}},
		{"greedy", engine.QuotaSends, map[string]int64{"sends": 1}},
		{"greedy", engine.QuotaBody, map[string]int64{"body": 64 << 10}},
		{"greedy", engine.QuotaNotices, map[string]int64{"notices": 1}},
		{"looping", engine.QuotaInstructions, map[string]int64{"instructions": 100_000}},
		{"growing", engine.QuotaMemory, map[string]int64{"memory": 2 * unit}},
	} {
		o.limit(t, c.company, c.own, http.StatusOK)
		times := 1
		if c.quota == engine.QuotaNotices {
			times = 2
		}
		for n := range times {
			s.mailTo(t, c.company, c.quota, fmt.Sprintf("breach-%d-%d", i, n))
		}
		ticket, first := s.last(t, engine.TenantID(c.company))
		if ticket.Facets[engine.FacetParked] != "yes" || len(ticket.Parked) != 1 || !strings.Contains(first.Body.Fault, "(quota "+c.quota+")") {
			t.Errorf("%s of %s: ticket %v, fault %q; want it parked, with the quota named", c.quota, c.company, ticket.Facets, first.Body.Fault)
		}
		if !log.loggedQuota(c.company, c.quota) {
			t.Errorf("%s of %s: no line of the log names the quota", c.quota, c.company)
		}
		report := o.quotasOf(t, c.company)
		at := slices.IndexFunc(report.Use.Breaches, func(b httpapi.QuotaBreach) bool { return b.Quota == c.quota })
		if at < 0 || report.Use.Breaches[at].Count != 1 || report.Use.Breaches[at].Ticket != string(ticket.ID) {
			t.Errorf("%s of %s: the API tells of %+v, want one breach on %s", c.quota, c.company, report.Use.Breaches, ticket.ID)
		}
		if got := metric(o.scraped(t), "reglament_quota_breaches_total", map[string]string{"tenant": c.company, "quota": c.quota}); got != 1 {
			t.Errorf("%s of %s: the metric has counted %v, want 1", c.quota, c.company, got)
		}
	}
	if err := s.write("innocent@mail.example"); err != nil {
		t.Fatal(err)
	}
	if ticket, _ := s.last(t, "sud"); len(ticket.Parked) != 0 || ticket.Number == "" {
		t.Errorf("the neighbour's ticket is %+v, want it decided", ticket)
	}
	if got := metric(o.scraped(t), "reglament_quota_breaches_total", map[string]string{"tenant": "sud"}); got != 0 {
		t.Errorf("the neighbour has exceeded %v quotas, want none", got)
	}
}

func TestTooMuchCodeAndTooManyTimersAreParked(t *testing.T) {
	t.Parallel()
	folder := greedyFolder(t)
	replace(t, folder, "greedy/regulation.lua", `promise "one" "Один"`, timersOf(5)+`promise "one" "Один"`)
	s := startServer(t, func(c *Config) { c.Rules = folder })
	o := operatorOf(t, s)
	o.limit(t, "greedy", map[string]int64{"timers": 4}, http.StatusOK)
	s.mailTo(t, "greedy", "nothing", "timers")
	if _, first := s.last(t, "greedy"); !strings.Contains(first.Body.Fault, "(quota timers)") {
		t.Errorf("fault %q, want the quota of timers", first.Body.Fault)
	}
	o.limit(t, "greedy", map[string]int64{"code": 1}, http.StatusOK)
	for i := range 3 { // one budget is there; what is begun is finished, and two more are owed
		s.mailTo(t, "greedy", engine.QuotaInstructions, fmt.Sprint("code-", i))
	}
	if _, first := s.last(t, "greedy"); !strings.Contains(first.Body.Fault, "(quota code)") {
		t.Errorf("fault %q, want the quota of code", first.Body.Fault)
	}
	if use := o.quotasOf(t, "greedy").Use.Code; use < 1 {
		t.Errorf("the tenant has used %v of its quota of code, want all of it", use)
	}
}

// timersOf are so many promises, each with a timer.
func timersOf(n int) (all string) {
	for i := range n {
		all += fmt.Sprintf(`promise "p%d" "Ещё" { since = "registered", within = hours(%d), met = "enter:done" }, `, i, i+2)
	}
	return all
}

func TestChainOfCommandsIsCutAtTheTenantsDepth(t *testing.T) {
	t.Parallel()
	folder := greedyFolder(t)
	s, log, err := start(t, func(c *Config) { c.Rules = folder })
	if err != nil {
		t.Fatal(err)
	}
	o := operatorOf(t, s)
	o.limit(t, "greedy", map[string]int64{"depth": 2}, http.StatusOK)
	s.mailTo(t, "greedy", engine.QuotaDepth, "chain")
	eventually(t, "the chain is cut", func() bool { return len(o.quotasOf(t, "greedy").Use.Breaches) == 1 })
	if b := o.quotasOf(t, "greedy").Use.Breaches[0]; b.Quota != engine.QuotaDepth || !strings.HasPrefix(b.Ticket, "GR-") {
		t.Errorf("exceeded: %+v, want the depth, on a ticket with a number", b)
	}
	if !log.loggedQuota("greedy", engine.QuotaDepth) {
		t.Error("no line of the log names the quota")
	}
}

// TestChangedQuotaHoldsWhileCommandsRun changes a quota there and back while mail
// comes in. What is decided under the small one is parked, all else is not.
func TestChangedQuotaHoldsWhileCommandsRun(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return pgtest.Private(t).Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, dsn := greedyFolder(t), database(t)
			s := startServer(t, func(c *Config) { c.Rules, c.DB = folder, dsn })
			o := operatorOf(t, s)
			stop := make(chan struct{})
			var writing sync.WaitGroup
			for w := range 2 {
				writing.Go(func() {
					for n := 0; ; n++ {
						select {
						case <-stop:
							return
						default:
							s.mailTo(t, "greedy", "nothing", fmt.Sprintf("meanwhile-%d-%d", w, n))
						}
					}
				})
			}
			for i := range 5 {
				o.limit(t, "greedy", map[string]int64{"ops": 16, "instructions": 400_000}, http.StatusOK)
				s.mailTo(t, "greedy", engine.QuotaOps, fmt.Sprint("small-", i))
				if parked := s.parkedAs(t, fmt.Sprint("small-", i)); !parked {
					t.Errorf("round %d: the small quota does not hold", i)
				}
				o.limit(t, "greedy", map[string]int64{}, http.StatusOK)
				s.mailTo(t, "greedy", engine.QuotaOps, fmt.Sprint("large-", i))
				if parked := s.parkedAs(t, fmt.Sprint("large-", i)); parked {
					t.Errorf("round %d: the default does not hold again", i)
				}
			}
			close(stop)
			writing.Wait()
			checkLimited(t, s, 10)
		})
	}
}

// parkedAs reports whether the ticket of a mail is parked.
func (s *Server) parkedAs(t *testing.T, id string) bool {
	t.Helper()
	for e := range s.history(t, "greedy") {
		if strings.Contains(fmt.Sprint(e.Body.Data), id+"@mail.example") {
			return e.Body.Fault != ""
		}
	}
	t.Fatalf("no event of the mail %s", id)
	return false
}

// checkLimited looks for the changes in the log, each with what was before and
// after it.
func checkLimited(t *testing.T, s *Server, want int) {
	t.Helper()
	var before, after any = map[string]any{}, nil
	count := 0
	for e := range s.history(t, "greedy") {
		if e.Kind != engine.KindLimited {
			continue
		}
		if count++; e.Actor.ID != "admin" || e.Body.Data.String("reason") != "a test" || fmt.Sprint(e.Body.Data["before"]) != fmt.Sprint(before) {
			t.Errorf("event %d: %v by %q, want the reason, the administrator, and %v before", e.Seq, e.Body.Data, e.Actor.ID, before)
		}
		before, after = e.Body.Data["after"], e.Body.Data["after"]
	}
	if count != want || fmt.Sprint(after) != "map[]" {
		t.Errorf("%d changes in the log, the last to %v; want %d, the last to nothing", count, after, want)
	}
}

func TestOtherNodeTakesQuotasOver(t *testing.T) {
	t.Parallel()
	folder, dsn := greedyFolder(t), pgtest.Private(t).Database(t)
	node := func() *operator {
		return operatorOf(t, startServer(t, func(c *Config) { c.Rules, c.DB = folder, dsn }))
	}
	first, second := node(), node()
	first.limit(t, "greedy", map[string]int64{"ops": 16, "memory": 2 << 20}, http.StatusOK)
	eventually(t, "the other node has heard", func() bool { return second.engine.Quota("greedy").Ops == 16 })
	second.mailTo(t, "greedy", engine.QuotaOps, "elsewhere")
	if _, e := second.last(t, "greedy"); !strings.Contains(e.Body.Fault, "(quota ops)") {
		t.Errorf("fault %q on the other node, want the quota of ops", e.Body.Fault)
	}
	if got := second.engine.Quota("sud"); got.Ops != engine.DefaultQuota.Ops {
		t.Errorf("another tenant may do %d ops, want the default", got.Ops)
	}
	stop(t, second.Server)
	third := node()
	if got := third.engine.Quota("greedy"); got.Ops != 16 || got.Memory != 2<<20 {
		t.Errorf("after a start the quota is %+v, want what was set", got)
	}
}

func TestQuotasThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	s := startServer(t, func(c *Config) { c.Rules, c.Quota = folder, map[string]string{"notices": "20000"} })
	o := operatorOf(t, s)
	for lang, want := range map[string]string{
		"en": "Quota notices: 0 cannot be. It must be from 1 to 10000000 (messages a day).",
		"ru": "Лимит notices: значение 0 недопустимо. Оно должно быть от 1 до 10000000.",
		"kk": "notices лимиті: 0 мәні жарамсыз. Ол 1 мен 10000000 аралығында болуы керек.",
	} {
		if got := o.refusal(t, lang, `{"quotas":{"notices":0}}`, http.StatusUnprocessableEntity); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	for body, want := range map[string]string{
		`{"quotas":{"decide":60000}}`:           "Quota decide: 60000 cannot be",
		`{"quotas":{"tickets":5}}`:              `There is no quota "tickets"`,
		`{"quotas":{"ops":9},"from":{"ops":8}}`: "The quotas have changed meanwhile",
	} {
		status := http.StatusUnprocessableEntity
		if strings.Contains(body, "from") {
			status = http.StatusConflict
		}
		if got := o.refusal(t, "en", body, status); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
	notices := o.quotasOf(t, "sud").Quotas[len(quotaKinds)-1]
	if notices.Default != 20000 || notices.Override != nil || notices.Effective != 20000 {
		t.Errorf("notices are %+v, want the default of the command line", notices)
	}
	o.limit(t, "nobody", map[string]int64{}, http.StatusNotFound)
	bearer := map[string]string{"Authorization": "Bearer " + s.token(t, "sud", "admin")}
	if status := s.ask(t, "GET", "/api/admin/v1/tenants/sud/quotas", "", bearer, nil); status != http.StatusUnauthorized {
		t.Errorf("a tenant's own administrator gets %d, want 401", status)
	}
	bearer["Authorization"] = "Bearer " + s.token(t, sqlstore.Installation, "metrics")
	if status := s.ask(t, "GET", "/api/admin/v1/tenants/sud/quotas", "", bearer, nil); status != http.StatusForbidden {
		t.Errorf("whoever may only read metrics gets %d, want 403", status)
	}
}

// refusal is what the API says against a change.
func (o *operator) refusal(t *testing.T, lang, body string, status int) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "PUT", o.URL()+"/api/admin/v1/tenants/sud/quotas", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Authorization": "Bearer " + o.token, "Content-Type": "application/json", "Accept-Language": lang} {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var p httpapi.Problem
	if err := json.NewDecoder(res.Body).Decode(&p); err != nil || res.StatusCode != status {
		t.Fatalf("%s: status %d, want %d (%v): %+v", body, res.StatusCode, status, err, p)
	}
	return p.Detail
}

func TestAdministratorsAreToldOnceAnHour(t *testing.T) {
	t.Parallel()
	folder := greedyFolder(t)
	s := startServer(t, func(c *Config) { c.Rules, c.Operator = folder, "root@operator.example" })
	people := &directory.File{Principals: []directory.Principal{
		{ID: "aliya", Name: "Алия", Email: "aliya@greedy.example", Roles: []string{"admin"}},
		{ID: "boris", Name: "Борис", Email: "boris@greedy.example", Roles: []string{"operator"}}}}
	if err := s.store.Import(t.Context(), "greedy", people, time.Now()); err != nil {
		t.Fatal(err)
	}
	o := operatorOf(t, s)
	o.limit(t, "greedy", map[string]int64{"ops": 16}, http.StatusOK)
	before := o.quotasOf(t, "greedy").Use.Notices
	for i := range 3 {
		s.mailTo(t, "greedy", engine.QuotaOps, fmt.Sprint("told-", i))
	}
	eventually(t, "somebody is told", func() bool { return len(s.letters(t, "aliya@greedy.example")) == 1 })
	letter := s.letters(t, "aliya@greedy.example")[0]
	if !strings.Contains(letter, "Превышен лимит ops: одно решение требует слишком много действий. Лимит: 16.") || !strings.Contains(letter, "(quota ops)") {
		t.Errorf("the letter says %q", letter)
	}
	s.advance(t, 50*time.Minute)
	s.mailTo(t, "greedy", engine.QuotaOps, "soon")
	s.breaches.tell(t.Context())
	if got := len(s.letters(t, "aliya@greedy.example")); got != 1 {
		t.Errorf("%d letters within an hour, want 1", got)
	}
	s.advance(t, 11*time.Minute)
	s.breaches.tell(t.Context())
	letters := s.letters(t, "aliya@greedy.example")
	if len(letters) != 2 || !strings.Contains(letters[0], "Превышен лимит ops") {
		t.Errorf("after an hour: %d letters, the last says %q; want a second one that tells of the rest", len(letters), letters[0])
	}
	if got := o.quotasOf(t, "greedy").Use.Notices; got != before {
		t.Errorf("the letters are counted to the tenant: %d messages, %d before", got, before)
	}
	if n := len(s.letters(t, "boris@greedy.example")) + len(s.letters(t, "root@operator.example")); n != 0 {
		t.Errorf("%d letters to those who need not know", n)
	}
}

func TestOperatorIsToldWhereATenantHasNoAdministrator(t *testing.T) {
	t.Parallel()
	folder, dsn := greedyFolder(t), pgtest.Private(t).Database(t)
	data := t.TempDir()
	nodes := []*Server{}
	for range 2 {
		nodes = append(nodes, startServer(t, func(c *Config) {
			c.Rules, c.DB, c.Data, c.Operator = folder, dsn, data, "root@operator.example"
		}))
	}
	operatorOf(t, nodes[0]).limit(t, "greedy", map[string]int64{"ops": 16}, http.StatusOK)
	eventually(t, "the other node has heard", func() bool { return nodes[1].engine.Quota("greedy").Ops == 16 })
	for i, s := range nodes {
		s.mailTo(t, "greedy", engine.QuotaOps, fmt.Sprint("node-", i))
	}
	for _, s := range nodes {
		eventually(t, "each node has told, or heard that it was told", func() bool {
			s.breaches.mu.Lock()
			defer s.breaches.mu.Unlock()
			tale := s.breaches.waiting[breachOf{"greedy", engine.QuotaOps}]
			return tale != nil && !tale.notBefore.IsZero() && len(s.breaches.letters) == 0
		})
	}
	eventually(t, "the operator has a letter", func() bool { return len(nodes[0].letters(t, "root@operator.example")) > 0 })
	if got := len(nodes[0].letters(t, "root@operator.example")); got != 1 {
		t.Errorf("%d letters of two nodes, want 1", got)
	}
}

func (s *Server) advance(t *testing.T, by time.Duration) {
	t.Helper()
	if err := s.store.MoveClock(t.Context(), by); err != nil {
		t.Fatal(err)
	}
	if err := s.clock.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// letters are the texts of the mails that an address was sent, the newest first.
func (s *Server) letters(t *testing.T, to string) (texts []string) {
	t.Helper()
	box, err := s.captured()
	if err != nil {
		t.Fatal(err)
	}
	list, err := box.List(email.CaptureFilter{To: to})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		texts = append(texts, m.Text)
	}
	return texts
}

func TestMetricsTellWhatTheServerDoes(t *testing.T) {
	t.Parallel()
	folder := greedyFolder(t)
	s := startServer(t, func(c *Config) { c.Rules = folder })
	o := operatorOf(t, s)
	for _, token := range []string{"", "Bearer " + s.token(t, "sud", "admin"), "Bearer rgl_nonsense"} {
		if status := s.ask(t, "GET", "/metrics", "", map[string]string{"Authorization": token}, nil); status != http.StatusUnauthorized {
			t.Errorf("with %.12q metrics answer %d, want 401", token, status)
		}
	}
	for _, subject := range []string{"nothing", "notices", engine.QuotaInstructions} {
		s.mailTo(t, "greedy", subject, "metric-"+subject)
	}
	eventually(t, "the answer is sent", func() bool {
		return metric(o.scraped(t), "reglament_outbox_attempts_total", map[string]string{"tenant": "greedy", "result": "sent"}) == 1
	})
	if status := s.actOn(t, "greedy"); status < 400 {
		t.Errorf("an act that there is not answers %d", status)
	}
	s.advance(t, 3*time.Hour)
	eventually(t, "a timer fires", func() bool {
		return metric(o.scraped(t), "reglament_timer_lateness_seconds", map[string]string{"tenant": "greedy"}) >= 1
	})
	families := o.scraped(t)
	for name, want := range map[string]struct {
		labels map[string]string
		value  float64
	}{
		"reglament_mails_total":        {map[string]string{"tenant": "greedy", "state": "done"}, 3},
		"reglament_notices_total":      {map[string]string{"tenant": "greedy"}, 1},
		"reglament_outbox_waiting":     {map[string]string{"tenant": "greedy"}, 0},
		"reglament_websockets_open":    {map[string]string{"tenant": "greedy"}, 0},
		"reglament_editions_loaded":    {map[string]string{"tenant": "greedy"}, 1},
		"reglament_quota":              {map[string]string{"tenant": "greedy", "quota": "notices"}, 50_000},
		"process_start_time_seconds":   {nil, metric(families, "process_start_time_seconds", nil)},
		"reglament_code_budgets_total": {map[string]string{"tenant": "looping"}, 0},
	} {
		if got := metric(families, name, want.labels); got != want.value {
			t.Errorf("%s%v is %v, want %v", name, want.labels, got, want.value)
		}
	}
	for result, want := range map[string]float64{"decided": 2, "parked": 1} {
		if got := metric(families, "reglament_commands_total", map[string]string{"tenant": "greedy", "kind": "message", "result": result}); got != want {
			t.Errorf("%v messages were %s, want %v", got, result, want)
		}
	}
	if got := metric(families, "reglament_commands_total", map[string]string{"tenant": "greedy", "kind": "act", "result": "refused"}); got != 1 {
		t.Errorf("%v acts were refused, want 1", got)
	}
	if got := metric(families, "reglament_code_cost_total", map[string]string{"tenant": "greedy"}); got < 200_000 {
		t.Errorf("the code has cost %v, want at least what the endless loop was given", got)
	}
	if got, head := metric(families, "reglament_events_total", map[string]string{"tenant": "greedy"}), s.seq(t, "greedy"); got > head || got < 4 {
		t.Errorf("%v events were counted, the log has %v", got, head)
	}
	if n := len(families["reglament_commands_total"].GetMetric()); n > 40 {
		t.Errorf("%d series of commands: something makes names up: %v", n, slices.Collect(maps.Keys(families)))
	}
}

func (s *Server) seq(t *testing.T, tenant engine.TenantID) float64 {
	t.Helper()
	head, err := s.store.Head(t.Context(), tenant)
	if err != nil {
		t.Fatal(err)
	}
	return float64(head.Seq)
}

// actOn tries an act that the regulation does not have.
func (s *Server) actOn(t *testing.T, tenant engine.TenantID) int {
	t.Helper()
	ticket := s.ticketsOf(t, tenant)[0]
	return s.ask(t, "POST", "/api/v1/"+string(tenant)+"/tickets/"+string(ticket.ID)+"/acts", `{"act":"fly"}`,
		map[string]string{"Authorization": "Bearer " + s.token(t, tenant, "operator"), "Idempotency-Key": "fly"}, nil)
}

package host

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// metrics counts what this process does, for Prometheus. Labels are tenants, who
// are few, and words of ours: nothing that a tenant or a sender can make up.
type metrics struct {
	registry  *prometheus.Registry
	commands  *prometheus.CounterVec
	decisions *prometheus.HistogramVec
	cost      *prometheus.CounterVec
	budgets   *prometheus.CounterVec
	breaches  *prometheus.CounterVec
	notices   *prometheus.CounterVec
	lateness  *prometheus.HistogramVec
	attempts  *prometheus.CounterVec
	failed    *prometheus.CounterVec
	events    *prometheus.CounterVec
	mails     *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry(),
		commands: counter("commands_total", "Commands, by kind and what came of them: decided, parked, refused.", "kind", "result"),
		decisions: histogram("decision_seconds", "How long the regulation took to decide a command.",
			.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 5),
		cost:     counter("code_cost_total", "Cost of the regulations' code: steps of Lua, instructions of WebAssembly."),
		budgets:  counter("code_budgets_total", "The same in whole budgets of a decision, as the quota code counts."),
		breaches: counter("quota_breaches_total", "Quotas that were exceeded.", "quota"),
		notices:  counter("notices_total", "Messages to the world that were committed."),
		lateness: histogram("timer_lateness_seconds", "How long after they were due timers fired.", .01, .05, .1, .25, .5, 1, 2, 5, 10, 30, 60, 300, 3600),
		attempts: counter("outbox_attempts_total", "Attempts to deliver a message, by what came of them: sent, again, failed, withheld.", "result"),
		failed:   counter("outbox_failed_total", "Deliveries that failed for good."),
		events:   counter("events_total", "Events that this process has committed."),
		mails:    counter("mails_total", "Mails taken in, by what became of them: done, quarantine, blocked.", "state"),
	}
	m.registry.MustRegister(m.commands, m.decisions, m.cost, m.budgets, m.breaches, m.notices, m.lateness, m.attempts, m.failed, m.events, m.mails,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

const metricsPrefix = "reglament"

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: metricsPrefix, Name: name, Help: help}, append([]string{"tenant"}, labels...))
}

func histogram(name, help string, buckets ...float64) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: metricsPrefix, Name: name, Help: help, Buckets: buckets}, []string{"tenant"})
}

// What came of a command.
const (
	resultDecided = "decided"
	resultParked  = "parked"
	resultRefused = "refused"
)

// observe counts an outcome.
func (m *metrics) observe(o engine.Outcome) {
	tenant, kind := string(o.Tenant), kindLabel(o.Kind)
	if o.Exceeded != "" {
		m.breaches.WithLabelValues(tenant, o.Exceeded).Inc()
	}
	switch {
	case o.Refused != nil:
		m.commands.WithLabelValues(tenant, kind, resultRefused).Inc()
		return
	case o.Fault != nil:
		m.commands.WithLabelValues(tenant, kind, resultParked).Inc()
	default:
		m.commands.WithLabelValues(tenant, kind, resultDecided).Inc()
	}
	m.decisions.WithLabelValues(tenant).Observe(o.Took.Seconds())
	m.cost.WithLabelValues(tenant).Add(float64(o.Cost))
	m.budgets.WithLabelValues(tenant).Add(o.Share)
	m.notices.WithLabelValues(tenant).Add(float64(o.Sends))
	switch o.Kind {
	case engine.KindTimer:
		m.lateness.WithLabelValues(tenant).Observe(o.Late.Seconds())
	case engine.KindUndeliverable:
		m.failed.WithLabelValues(tenant).Inc()
	}
}

// kindLabel keeps the kinds apart that rules know; a door or a regulation could
// name any other.
func kindLabel(kind string) string {
	switch kind {
	case rules.KindMessage, rules.KindAct, rules.KindBounce, rules.KindUnreadable, rules.KindTold, rules.KindLinked, rules.KindUnlinked, rules.KindOpened,
		engine.KindTimer, engine.KindDelivered, engine.KindUndeliverable, engine.KindWithheld, engine.KindRetried:
		return kind
	}
	return "other"
}

// committed counts an event.
func (m *metrics) committed(tenant engine.TenantID, _ int64) {
	m.events.WithLabelValues(string(tenant)).Inc()
}

// mail counts a mail that was dealt with.
func (m *metrics) mail(tenant engine.TenantID, state string) {
	if state == email.StateDone || state == email.StateQuarantine || state == email.StateBlocked {
		m.mails.WithLabelValues(string(tenant), state).Inc()
	}
}

// measuredSender counts the attempts of a sender.
type measuredSender struct {
	engine.Sender
	attempts *prometheus.CounterVec
}

func (m *metrics) sender(s engine.Sender) engine.Sender { return measuredSender{s, m.attempts} }

// Send implements engine.Sender.
func (s measuredSender) Send(ctx context.Context, d engine.Delivery) (engine.Fields, error) {
	receipt, err := s.Sender.Send(ctx, d)
	result := "sent"
	switch {
	case errors.Is(err, engine.ErrWithheld):
		result = "withheld"
	case engine.IsPermanent(err):
		result = "failed"
	case err != nil:
		result = "again"
	}
	s.attempts.WithLabelValues(string(d.Tenant), result).Inc()
	return receipt, err
}

// handler answers scrapers.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, Timeout: scrapeWithin})
}

// scrapeWithin is how long a scrape may take.
const scrapeWithin = 5 * time.Second

package host

import (
	"context"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// state are the metrics that are looked up when somebody asks: what waits, is open
// and is loaded, and which quotas hold.
type state struct{ server *Server }

var (
	descWaiting = prometheus.NewDesc(metricsPrefix+"_outbox_waiting", "Messages and commands that wait to go out, on all nodes together.", []string{"tenant"}, nil)
	descSockets = prometheus.NewDesc(metricsPrefix+"_websockets_open", "Open websockets.", []string{"tenant"}, nil)
	descLoaded  = prometheus.NewDesc(metricsPrefix+"_editions_loaded", "Editions of regulations in memory.", []string{"tenant"}, nil)
	descQuota   = prometheus.NewDesc(metricsPrefix+"_quota", "What each tenant may cost and cause.", []string{"tenant", "quota"}, nil)
)

// Describe implements prometheus.Collector.
func (s state) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descWaiting, descSockets, descLoaded, descQuota} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (s state) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeWithin/2)
	defer cancel()
	waiting, err := s.server.store.Waiting(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(descWaiting, err)
	}
	sockets, loaded := s.server.live.Open(), s.server.registry.Loaded()
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	for _, id := range s.server.Tenants() {
		if err == nil {
			gauge(descWaiting, float64(waiting[id]), string(id))
		}
		gauge(descSockets, float64(sockets[id]), string(id))
		gauge(descLoaded, float64(loaded[id]), string(id))
		quota := s.server.engine.Quota(id)
		for _, k := range quotaKinds {
			gauge(descQuota, float64(k.get(quota)), string(id), k.name)
		}
	}
}

// scrape lets in who holds a token of the installation. That the question comes
// from this machine is no proof: behind a proxy all do.
func (s *Server) scrape() http.Handler {
	answer := s.metrics.handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := s.tokens.Authenticate(r, sqlstore.Installation)
		switch {
		case err == nil:
			answer.ServeHTTP(w, r)
		case engine.KindOf(err) == engine.Forbidden:
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "a token of the installation is needed: reglament token create --tenant installation --role metrics", http.StatusUnauthorized)
		default:
			http.Error(w, "the token cannot be looked up now", http.StatusServiceUnavailable)
		}
	})
}

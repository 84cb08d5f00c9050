package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// hours is a log with an event each hour, which counts what is read of it.
type hours struct {
	engine.Log
	begin time.Time
	n     int64
	read  int
}

func (h *hours) Events(_ context.Context, _ engine.TenantID, after int64, limit int) (out []engine.Event, err error) {
	h.read++
	for seq := after + 1; seq <= h.n && len(out) < limit; seq++ {
		out = append(out, engine.Event{Seq: seq, At: h.begin.Add(time.Duration(seq) * time.Hour)})
	}
	return out, nil
}

func TestLastEventBeforeAnInstantIsFoundByBisection(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		n, hour int64
		want    int64
	}{{0, 5, 0}, {10, 0, 0}, {10, 1, 0}, {10, 2, 1}, {10, 10, 9}, {10, 11, 10}, {100_000, 77_777, 77_776}} {
		log := &hours{begin: begin, n: c.n}
		got, err := engine.LastBefore(t.Context(), log, "acme", c.n, begin.Add(time.Duration(c.hour)*time.Hour))
		if err != nil || got != c.want {
			t.Errorf("of %d events the last before hour %d is %d (%v), want %d", c.n, c.hour, got, err, c.want)
		}
		if log.read > 20 {
			t.Errorf("of %d events %d were read", c.n, log.read)
		}
	}
}

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// output is where results go. Progress and logs go to standard error.
type output struct {
	w     io.Writer
	err   io.Writer
	json  bool
	every time.Duration // how often progress is told
}

func (o *output) printf(format string, args ...any) { fmt.Fprintf(o.w, format, args...) }

// result prints a value as JSON, or by the function as text.
func (o *output) result(v any, text func()) error {
	if o.json {
		return o.encode(v)
	}
	text()
	return nil
}

func (o *output) encode(v any) error {
	e := json.NewEncoder(o.w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// progress tells on standard error how far something has come that takes longer
// than a second: once a second, until end is called.
func (o *output) progress(what string) (done func(n int64), end func()) {
	var n atomic.Int64
	ctx, cancel := context.WithCancel(context.Background())
	var telling sync.WaitGroup
	start := time.Now()
	telling.Go(func() {
		tick := time.NewTicker(o.every)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			count := ""
			if n := n.Load(); n > 0 {
				count = fmt.Sprintf(" %d done,", n)
			}
			fmt.Fprintf(o.err, "%s:%s %s\n", what, count, time.Since(start).Round(o.every))
		}
	})
	return n.Store, func() { cancel(); telling.Wait() }
}

func (o *output) logger(level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // checked by the flag's enum
	return slog.New(slog.NewTextHandler(o.err, &slog.HandlerOptions{Level: l}))
}

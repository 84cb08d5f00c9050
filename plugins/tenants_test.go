package plugins_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// crowd are the editions of many tenants, each a little different: one of the
// shipped scripts, or a small module. They are made when they are asked for, so that
// they take no memory while they are not loaded.
type crowd struct {
	name, file string
	source     []byte
	mark, with func(n int) []byte // with stands where mark did
	about      func() *engine.Case
	reads      atomic.Int64
}

func crowds(t testing.TB) []*crowd {
	return []*crowd{
		{name: "Lua", file: plugins.Main, source: readDoc(t, "../rules/sud/regulation.lua"), about: aMail,
			mark: func(int) []byte { return []byte("\nreturn regulation") },
			with: func(n int) []byte { return fmt.Appendf(nil, "\nlocal tenant = \"%d\"\nreturn regulation", n) }},
		{name: "WASM", file: plugins.Module, source: readDoc(t, hello+"/regulation.wasm"), about: aBoiler,
			mark: func(int) []byte { return utf16("Boilers") },
			with: func(n int) []byte { return utf16(fmt.Sprintf("B%06d", n)) }},
	}
}

func utf16(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00") + "\x00") }

// Edition implements plugins.Editions. Tenants are numbers.
func (c *crowd) Edition(_ context.Context, tenant engine.TenantID, _ engine.EditionID) ([]byte, error) {
	c.reads.Add(1)
	n, err := strconv.Atoi(string(tenant))
	if err != nil {
		return nil, err
	}
	source := bytes.Replace(c.source, c.mark(n), c.with(n), 1)
	if bytes.Equal(source, c.source) {
		return nil, fmt.Errorf("there is no %q in %s", c.mark(n), c.file)
	}
	return (&rules.Bundle{Files: map[string][]byte{c.file: source}}).Encode()
}

// Head implements plugins.Editions.
func (c *crowd) Head(context.Context, engine.TenantID) (engine.Head, error) {
	return engine.Head{Active: "one"}, nil
}

// decide lets tenants decide by code, one after the other.
func (c *crowd) decide(t testing.TB, r *plugins.Registry, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		reg, err := r.Regulation(t.Context(), engine.TenantID(strconv.Itoa(n)), "")
		if err != nil {
			t.Fatalf("tenant %d: %v", n, err)
		}
		if d, err := reg.Decide(t.Context(), c.about()); err != nil || d.Cost == 0 {
			t.Fatalf("tenant %d: got %+v, %v, want a decision by a hook", n, d, err)
		}
	}
}

// TestThousandTenantsAreLetGoDownToTheBound is not parallel: it looks at the memory of
// the process.
func TestThousandTenantsAreLetGoDownToTheBound(t *testing.T) {
	const tenants, bound = 1000, 64
	c := &crowd{name: "tiny", file: plugins.Main, source: []byte(hookedScript("x")), about: aMail,
		mark: func(int) []byte { return []byte(`"Hours"`) }, with: func(n int) []byte { return fmt.Appendf(nil, `"Hours of %d"`, n) }}
	clock := &hands{}
	r := plugins.NewRegistryThatKeeps(plugins.Retention{Now: clock.Now}, c, &plugins.Loader{})
	before := heap()
	for n := range tenants {
		c.decide(t, r, n, n+1)
		clock.move(time.Millisecond)
	}
	loaded := heap() - before
	if n := c.reads.Load(); n != tenants {
		t.Errorf("%d editions were read, want one for each of %d tenants", n, tenants)
	}
	clock.move(15 * time.Minute)
	c.decide(t, r, tenants-1, tenants)
	if n := len(r.Loaded()); n != bound {
		t.Errorf("%d editions are loaded a quarter of an hour later, want the %d that were used last", n, bound)
	}
	if left := heapBelow(before+loaded/4) - before; left > loaded/4 {
		t.Errorf("%.0f KiB are left of %.0f, which is more than %d tenants of %d take", left, loaded, bound, tenants)
	}
	for n := range tenants {
		if _, _, err := r.Rules(t.Context(), engine.TenantID(strconv.Itoa(n)), ""); err != nil {
			t.Fatal(err)
		}
	}
	if n := c.reads.Load() - tenants; n != tenants-bound {
		t.Errorf("%d editions had to be read again, want %d: all but the %d that were used last", n, tenants-bound, bound)
	}
}

// TestTenantsTakeNoMoreMemoryThanBefore allows half as much again as was measured when
// the bounds were set: 276 and 131 KiB in Lua, 213 and 37 KiB in WebAssembly.
func TestTenantsTakeNoMoreMemoryThanBefore(t *testing.T) {
	const tenants = 60
	bounds := map[string][2]float64{"Lua": {415, 196}, "WASM": {320, 56}}
	for _, c := range crowds(t) {
		clock := &hands{}
		r := plugins.NewRegistryThatKeeps(plugins.Retention{Recent: 1, Now: clock.Now}, c, &plugins.Loader{})
		c.decide(t, r, tenants, tenants+1) // what is loaded for all
		before := heap()
		c.decide(t, r, 0, tenants)
		want := bounds[c.name]
		loaded := (heapBelow(before+want[0]*tenants) - before) / tenants
		clock.move(time.Minute)
		c.decide(t, r, tenants-1, tenants)
		resting := (heapBelow(before+want[1]*tenants) - before) / tenants
		if loaded > want[0] || resting > want[1] {
			t.Errorf("%s: a tenant takes %.0f KiB, and %.0f without its code; at most %v are allowed", c.name, loaded, resting, want)
		}
		t.Logf("%s: a tenant takes %.0f KiB, and %.0f without its code", c.name, loaded, resting)
		runtime.KeepAlive(r)
	}
}

// heapBelow is heap as soon as it is below a limit, or after ten seconds: what waits
// for a finalizer is free a collection later.
func heapBelow(limit float64) float64 {
	deadline := time.Now().Add(10 * time.Second)
	for {
		if h := heap(); h <= limit || time.Now().After(deadline) {
			return h
		}
	}
}

// heap is what is reachable, in KiB: cleanups and pools have had their turn.
func heap() float64 {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1024
}

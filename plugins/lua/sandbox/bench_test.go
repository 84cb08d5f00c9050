package sandbox

import (
	"context"
	"os"
	"runtime"
	"testing"
)

func BenchmarkTrivialHook(b *testing.B) {
	s := loadScript(b, `return { f = function(case) return case.priority end }`)
	benchmarkCall(b, s, mapObject{"priority": 3})
}

const realisticHook = `
	return { f = function(case)
		local late, total = nil, 0
		local ticket = case.ticket
		if ticket.status == "new" and ticket.priority > 2 and case.event.kind == "mail" then
			for i, item in ipairs(ticket.items) do
				total = total + item
				if item > 8 then late = i end
			end
		end
		return {
			{ ["do"] = "set_status", to = "work", clause = "1.2" },
			{ ["do"] = "notify", who = case.event.actor, total = total, late = late },
		}
	end }`

func realisticCase() Object {
	return mapObject{
		"ticket": mapObject{
			"status": "new", "priority": 3,
			"items": sliceList{1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
		},
		"event": mapObject{"kind": "mail", "actor": "customer"},
	}
}

func BenchmarkRealisticHook(b *testing.B) {
	benchmarkCall(b, loadScript(b, realisticHook), realisticCase())
}

func benchmarkCall(b *testing.B, s *State, args ...any) {
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Call(ctx, 0, args...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(s.Cost().Steps), "steps/op")
}

func regulation(t testing.TB) *Program {
	t.Helper()
	source, err := os.ReadFile("testdata/regulation.lua")
	if err != nil {
		t.Fatal(err)
	}
	return compileScript(t, string(source))
}

func BenchmarkCompile200Lines(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		regulation(b)
	}
}

func BenchmarkLoad200Lines(b *testing.B) {
	p := regulation(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Load(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIdleState reports the heap a loaded state holds while it waits in a pool.
func BenchmarkIdleState(b *testing.B) {
	for b.Loop() {
		b.ReportMetric(idleBytes(b, regulation(b))/1024, "KiB/state")
	}
}

func idleBytes(t testing.TB, p *Program) float64 {
	const n = 50
	states := make([]*State, n)
	before := liveHeap()
	for i := range states {
		s, err := p.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		s.forget()
		states[i] = s
	}
	used := liveHeap() - before
	runtime.KeepAlive(states)
	return float64(used) / n
}

func liveHeap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

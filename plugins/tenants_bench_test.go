package plugins_test

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/plugins"
)

// BenchmarkTenants loads a thousand regulations, has each decide once, and then lets
// them rest. It tells what each holds when all have decided, when they have rested for
// so long that their code was let go, and when all but the last were; what it takes to
// load them; and how long the first decision after that takes.
func BenchmarkTenants(b *testing.B) {
	const tenants = 1000
	for _, c := range crowds(b) {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				clock := &hands{}
				r := plugins.NewRegistryThatKeeps(plugins.Retention{Now: clock.Now}, c, &plugins.Loader{})
				c.decide(b, r, tenants, tenants+1) // what is loaded for all
				before := memoryNow(b)
				began := time.Now()
				c.decide(b, r, 0, tenants)
				b.ReportMetric(time.Since(began).Seconds(), "s/load")
				memoryNow(b).report(b, before, tenants, "loaded")
				for _, rest := range []struct {
					after time.Duration
					name  string
				}{{time.Minute, "code-let-go"}, {15 * time.Minute, "idle"}} {
					clock.move(rest.after)
					c.decide(b, r, tenants-1, tenants)
					memoryNow(b).report(b, before, tenants, rest.name)
				}
				began = time.Now()
				c.decide(b, r, 0, 20)
				b.ReportMetric(time.Since(began).Seconds()*1000/20, "ms/again")
				runtime.KeepAlive(r)
			}
		})
	}
}

// used is memory of this process in KiB, without what could be given back.
type used struct{ heap, resident float64 }

func (u used) report(b *testing.B, before used, tenants float64, when string) {
	b.ReportMetric((u.heap-before.heap)/tenants, when+"-heap-KiB")
	b.ReportMetric((u.resident-before.resident)/tenants, when+"-KiB")
}

func memoryNow(t testing.TB) used {
	t.Helper()
	u := used{heap: heap()}
	debug.FreeOSMemory()
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("resident memory is read from /proc")
	}
	pages, err := strconv.ParseFloat(strings.Fields(string(raw))[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	u.resident = pages * float64(os.Getpagesize()) / 1024
	return u
}

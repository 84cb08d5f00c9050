package worktime_test

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// starts are instants all over 2026.
func starts() []time.Time {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]time.Time, 1024)
	for i := range list {
		list[i] = time.Date(2026, 1, 1, 0, 0, r.IntN(365*24*3600), 0, time.UTC)
	}
	return list
}

func benchmarkAdd(b *testing.B, within string) {
	c, list, d := compile(b, hours["sud"]), starts(), duration(b, within)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := c.Add(list[i%len(list)], d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAdd72WorkingHours(b *testing.B) { benchmarkAdd(b, "72wh") }
func BenchmarkAddAYearOfHours(b *testing.B)   { benchmarkAdd(b, "2300wh") }
func BenchmarkAdd5WorkingDays(b *testing.B)   { benchmarkAdd(b, "5wd") }
func BenchmarkAdd2Months(b *testing.B)        { benchmarkAdd(b, "2mo") }

func BenchmarkMeasure(b *testing.B) {
	c, list := compile(b, hours["sud"]), starts()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Measure(list[i%len(list)], list[(i+1)%len(list)])
	}
}

func BenchmarkProve72WorkingHours(b *testing.B) {
	c, list, d := compile(b, hours["sud"]), starts(), duration(b, "72wh")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := c.Prove(list[i%len(list)], d, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	h, err := worktime.Embedded("kz")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := worktime.Compile(hours["sud"], h); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCompileAndAdd is the first answer of a fresh calendar: it builds the
// tables of one year or two.
func BenchmarkCompileAndAdd(b *testing.B) {
	h, err := worktime.Embedded("kz")
	if err != nil {
		b.Fatal(err)
	}
	start := starts()[0]
	b.ReportAllocs()
	for b.Loop() {
		c, err := worktime.Compile(hours["sud"], h)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Add(start, worktime.Duration{N: 72, Unit: worktime.WorkingHour}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAddDoesNotAllocate(t *testing.T) {
	c, list := compile(t, hours["sud"]), starts()
	for _, within := range []string{"72wh", "5wd", "90wm", "2mo", "3d"} {
		d, i := duration(t, within), 0
		if n := testing.AllocsPerRun(1000, func() { _, _ = c.Add(list[i%len(list)], d); i++ }); n != 0 {
			t.Errorf("Add %s allocates %v times", within, n)
		}
	}
}

// TestACalendarIsSmall keeps a whole cache of years, with a break every day,
// under the 50 KB that thousands of calendars can afford.
func TestACalendarIsSmall(t *testing.T) {
	def := withMoved(office("Asia/Almaty", "09:00-13:00", "kz"))
	for day := range def.Versions[0].Week {
		def.Versions[0].Week[day] = []string{"09:00-13:00", "14:00-18:00"}
	}
	h, err := worktime.Embedded("kz")
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	list := make([]*worktime.Calendar, 50)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range list {
		if list[i], err = worktime.Compile(def, h); err != nil {
			t.Fatal(err)
		}
		list[i].Measure(time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := int64(after.HeapAlloc-before.HeapAlloc) / int64(len(list))
	runtime.KeepAlive(list)
	if each > 50<<10 {
		t.Errorf("a calendar takes %d bytes, want 50 KB at most", each)
	}
	t.Logf("a calendar takes %d bytes", each)
}

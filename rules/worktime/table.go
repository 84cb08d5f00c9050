package worktime

import (
	"math"
	"slices"
	"time"
)

// table is the openings of the days of one local year, as instants. All sums
// of working time are differences of opening.before, so that adding hours costs
// a binary search however many days lie between.
type table struct {
	year int
	base int64 // the instant at which the year begins, in seconds since 1970
	end  int64 // the instant at which the next one does
	// carry is the end of what the last day before the year left open overnight.
	carry int64
	// opens are disjoint and ascending; they may touch. The last element is a
	// sentinel that ends the sums.
	opens []opening
	days  []workday
}

// opening is a half-open range of instants in which a day is worked. It ends
// where its length, the difference to the next one's before, says.
type opening struct {
	from   uint32 // seconds since the table's base
	before uint32 // working seconds of the year before it
	day    uint16 // the index of the day it belongs to
}

// workday is a date with at least one opening.
type workday struct {
	first uint16 // the index of its first opening
	date  uint16 // days since 1 January
}

// table returns the table of a local year, building it when needed.
func (c *Calendar) table(year int) *table {
	slot := &c.years[year&(len(c.years)-1)]
	if t := slot.Load(); t != nil && t.year == year {
		return t
	}
	t := c.build(year)
	slot.Store(t)
	return t
}

func (c *Calendar) build(year int) *table {
	first, next := DateOf(year, 1, 1), DateOf(year+1, 1, 1)
	k := clock{loc: c.loc}
	t := &table{year: year, carry: math.MinInt64, opens: make([]opening, 0, 366), days: make([]workday, 0, 366)}
	for _, s := range c.plan(first - 1).spans {
		t.carry, _ = k.instant((first - 1).wall(s.to))
	}
	t.base, _ = k.instant(first.wall(0))
	t.end, _ = k.instant(next.wall(0))
	until, sum := t.carry, int64(0)
	for d := first; d < next; d++ {
		opened := false
		for _, s := range c.plan(d).spans {
			from, _ := k.instant(d.wall(s.from))
			to, _ := k.instant(d.wall(s.to))
			from = max(from, until) // the day before keeps what it began
			if from >= to {
				continue // claimed already, or skipped by the clocks
			}
			if !opened {
				t.days = append(t.days, workday{uint16(len(t.opens)), uint16(d - first)})
				opened = true
			}
			t.opens = append(t.opens, opening{uint32(from - t.base), uint32(sum), uint16(len(t.days) - 1)})
			sum, until = sum+to-from, to
		}
	}
	t.opens = append(t.opens, opening{math.MaxUint32, uint32(sum), uint16(len(t.days))})
	t.opens, t.days = slices.Clone(t.opens), slices.Clone(t.days) // without spare room
	return t
}

// locate returns the first opening that ends after an instant, as its table and
// index. The index is that of the sentinel when the table's year has no more.
func (c *Calendar) locate(t time.Time) (*table, int) {
	sec := t.Unix()
	y := c.table(t.UTC().Year())
	if sec < y.base {
		y = c.table(y.year - 1)
	} else if sec >= y.end {
		y = c.table(y.year + 1)
	}
	if sec < y.carry {
		y = c.table(y.year - 1)
	}
	low, high := 0, len(y.opens)-1
	for rel := sec - y.base; low < high; {
		mid := int(uint(low+high) / 2)
		if int64(y.opens[mid].from)+y.length(mid) > rel {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return y, low
}

// size is the number of openings.
func (y *table) size() int { return len(y.opens) - 1 }

// from is the second at which an opening begins.
func (y *table) from(i int) int64 { return y.base + int64(y.opens[i].from) }

// to is the second at which an opening ends.
func (y *table) to(i int) int64 { return y.from(i) + y.length(i) }

// length is the number of seconds of an opening.
func (y *table) length(i int) int64 { return int64(y.opens[i+1].before - y.opens[i].before) }

// before is the year's working time before an opening.
func (y *table) before(i int) time.Duration {
	return time.Duration(y.opens[i].before) * time.Second
}

// total is the year's working time.
func (y *table) total() time.Duration { return y.before(y.size()) }

// elapsed is the year's working time before an instant that locate placed at i.
func (y *table) elapsed(i int, t time.Time) time.Duration {
	sec := t.Unix()
	if i == y.size() || sec < y.from(i) {
		return y.before(i)
	}
	return y.before(i) + time.Duration(sec-y.from(i))*time.Second + time.Duration(t.Nanosecond())
}

// reached returns the earliest instant at which the year's working time is
// work; 0 < work <= total.
func (y *table) reached(work time.Duration) time.Time {
	whole := uint32((work + time.Second - 1) / time.Second)
	low, high := 0, y.size()-1
	for low < high {
		mid := int(uint(low+high) / 2)
		if y.opens[mid+1].before >= whole {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return y.instant(low, work-y.before(low))
}

// left returns the latest instant at which the year's working time is still
// work; 0 <= work < total.
func (y *table) left(work time.Duration) time.Time {
	whole := uint32(work / time.Second)
	low, high := 0, y.size()-1
	for low < high {
		mid := int(uint(low+high+1) / 2)
		if y.opens[mid].before <= whole {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return y.instant(low, work-y.before(low))
}

// instant is a time after the beginning of an opening.
func (y *table) instant(i int, after time.Duration) time.Time {
	return time.Unix(y.from(i)+int64(after/time.Second), int64(after%time.Second)).UTC()
}

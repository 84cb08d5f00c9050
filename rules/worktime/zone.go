package worktime

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"
)

// signedNumber finds an offset in what should be a zone's name. Among the
// names with a slash only Etc/GMT+6 and its like match, and those mean the
// opposite of what people take them for.
var signedNumber = regexp.MustCompile(`[+\-−]\s*\d`)

// loadZone finds an IANA zone. An offset is refused: hours of a place follow
// the place when its offset changes.
func loadZone(name string) (*time.Location, error) {
	switch {
	case name == "":
		return nil, fmt.Errorf("missing: name a zone such as Asia/Almaty")
	case signedNumber.MatchString(name):
		return nil, fmt.Errorf("%q is an offset, but a zone is meant: name the place, such as Asia/Almaty, because offsets change", name)
	case name == "UTC":
		return time.UTC, nil
	case !strings.Contains(name, "/") || name[0] < 'A' || name[0] > 'Z':
		return nil, fmt.Errorf("%q is not an IANA zone such as Asia/Almaty", name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%q is not an IANA zone such as Asia/Almaty", name)
	}
	return loc, fresh(name, loc)
}

// fresh refuses zone data from before Kazakhstan's change of March 2024. Go
// prefers a machine's own data to the embedded one, and an old machine would
// move every deadline there by an hour without a word.
func fresh(name string, loc *time.Location) error {
	if name != "Asia/Almaty" && name != "Asia/Qostanay" {
		return nil
	}
	if _, offset := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC).In(loc).Zone(); offset != 5*60*60 {
		return fmt.Errorf("the zone data of this machine is older than 2024a: it lacks the change of %s to UTC+5 on 1 March 2024", name)
	}
	return nil
}

// maxShift is more than any two offsets ever differ.
const maxShift = 26 * 60 * 60

// clock turns wall times of a zone into instants. It remembers the period
// between two changes of the zone that it used last, so it is one goroutine's.
type clock struct {
	loc      *time.Location
	from, to int64 // the remembered period, in seconds since 1970
	offset   int64
}

// instant returns the first instant at which the zone's clocks show the wall
// time or, where they skip it, the first instant after the gap.
// It never decreases when the wall time grows.
func (k *clock) instant(wall int64) (sec int64, skipped bool) {
	// Far enough from the period's start, no earlier period shows this time.
	if sec = wall - k.offset; sec >= k.from+maxShift && sec < k.to {
		return sec, false
	}
	for k.load(wall - maxShift); ; k.load(k.to) {
		if sec = max(wall-k.offset, k.from); sec < k.to {
			return sec, sec != wall-k.offset
		}
	}
}

// load remembers the period around an instant.
func (k *clock) load(sec int64) {
	t := time.Unix(sec, 0).In(k.loc)
	_, offset := t.Zone()
	from, to := t.ZoneBounds()
	k.from, k.to, k.offset = math.MinInt64, math.MaxInt64, int64(offset)
	if !from.IsZero() {
		k.from = from.Unix()
	}
	if !to.IsZero() {
		k.to = to.Unix()
	}
}

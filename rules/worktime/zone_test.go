package worktime

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAClockThatRemembersAnswersLikeAFreshOne asks for wall times around the
// changes of many kinds of zones, in any order.
func TestAClockThatRemembersAnswersLikeAFreshOne(t *testing.T) {
	t.Parallel()
	zones := []string{"UTC", "Asia/Almaty", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := loadZone(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		k := clock{loc: loc}
		at := rapid.Int64Range(0, 2e9).Draw(t, "near")
		if change, _ := time.Unix(at, 0).In(loc).ZoneBounds(); !change.IsZero() {
			at = change.Unix()
		}
		for range 10 {
			wall := at + rapid.Int64Range(-40*3600, 40*3600).Draw(t, "wall")
			fresh := clock{loc: loc}
			got, skipped := k.instant(wall)
			if want, w := fresh.instant(wall); got != want || skipped != w {
				t.Fatalf("wall %d in %s = %d (skipped %v), afresh %d (%v)", wall, loc, got, skipped, want, w)
			}
			_, offset := time.Unix(got, 0).In(loc).Zone()
			_, before := time.Unix(got-1, 0).In(loc).Zone()
			if shown := got + int64(offset); shown < wall || shown != wall && !skipped || got-1+int64(before) >= wall {
				t.Fatalf("wall %d in %s = %d, which shows %d", wall, loc, got, shown)
			}
		}
	})
}

package worktime

import (
	"errors"
	"fmt"
	"time"
)

// Remaining is what was left of a deadline when it was paused. It is data: keep
// it with the deadline and give it back to Resume.
type Remaining struct {
	Seconds int64 `json:"seconds"`
	Nanos   int32 `json:"nanos,omitempty"` // below a second
	// Working says that the seconds are working seconds.
	Working bool `json:"working"`
	// Opening says that the deadline was an opening instant, as working days
	// can give: no working time lies between it and the closing before, so the
	// seconds alone would bring it back a night too early.
	Opening bool `json:"opening,omitempty"`
}

// Pause returns what is left at an instant of a deadline that was counted in a
// unit: working time for working units, else time by the clock. A deadline that
// has passed has nothing left.
// Resumed at once, a deadline that Add or Resume gave is where it was.
func (c *Calendar) Pause(due, at time.Time, unit Unit) Remaining {
	r := Remaining{Working: unit.Working()}
	if !due.After(at) {
		return r
	}
	if !r.Working {
		r.Seconds, r.Nanos = due.Unix()-at.Unix(), int32(due.Nanosecond()-at.Nanosecond())
		if r.Nanos < 0 {
			r.Seconds, r.Nanos = r.Seconds-1, r.Nanos+int32(time.Second)
		}
		return r
	}
	left := c.Measure(at, due)
	r.Seconds, r.Nanos = int64(left/time.Second), int32(left%time.Second)
	r.Opening = c.Open(due) && !c.Open(due.Add(-1))
	return r
}

// Resume returns the deadline that r leaves when it runs again from an instant.
func (c *Calendar) Resume(at time.Time, r Remaining) (time.Time, error) {
	due, err := c.resume(at, r)
	if err != nil {
		return time.Time{}, fmt.Errorf("resume at %s: %w", at.UTC().Format(time.RFC3339), err)
	}
	return due, nil
}

func (c *Calendar) resume(at time.Time, r Remaining) (time.Time, error) {
	switch {
	case r.Seconds < 0 || r.Nanos < 0 || r.Nanos >= int32(time.Second):
		return time.Time{}, errors.New("less than nothing remains")
	case r.Seconds > most[Second]:
		return time.Time{}, ErrTooFar
	}
	left := time.Duration(r.Seconds)*time.Second + time.Duration(r.Nanos)
	due := at.Add(left).UTC()
	err := inRange(at)
	if r.Working && left > 0 && err == nil {
		due, err = c.addWork(at, left)
	}
	if r.Working && r.Opening && err == nil {
		due, err = c.NextOpen(due)
	}
	if err != nil {
		return time.Time{}, err
	}
	return due, inRange(due)
}

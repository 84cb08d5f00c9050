package worktime

import "time"

// place is a working day: an index into the days of a table.
type place struct {
	y *table
	k int
}

// addWorkingDays implements n working days, n > 0.
func (c *Calendar) addWorkingDays(from time.Time, n int) (time.Time, error) {
	y, i, err := c.next(from)
	if err != nil {
		return time.Time{}, err
	}
	start := later(from, time.Unix(y.from(i), 0))
	day := place{y, int(y.opens[i].day)}
	target, err := c.step(day, n)
	if err != nil {
		return time.Time{}, err
	}
	return c.fit(target, c.local(start)-day.date().wall(0), start), nil
}

// subWorkingDays is the way back, with closed ranges: a closing instant belongs
// to its day unless another opening begins there.
func (c *Calendar) subWorkingDays(t time.Time, n int) (time.Time, error) {
	y, i := c.locate(t)
	start := t
	if i == y.size() || t.Unix() < y.from(i) {
		var err error
		if y, i, err = c.previous(y, i); err != nil {
			return time.Time{}, err
		}
		start = earlier(t, time.Unix(y.to(i), 0))
	}
	day := place{y, int(y.opens[i].day)}
	target, err := c.step(day, -n)
	if err != nil {
		return time.Time{}, err
	}
	return c.fit(target, c.local(start)-day.date().wall(0), start), nil
}

// next returns the first opening that ends after an instant.
func (c *Calendar) next(t time.Time) (*table, int, error) {
	y, i := c.locate(t)
	for last := y.year + maxYears; i == y.size(); i = 0 {
		if y.year >= last || y.year >= maxYear {
			return nil, 0, ErrTooFar
		}
		y = c.table(y.year + 1)
	}
	return y, i, nil
}

// previous returns the opening before the i-th.
func (c *Calendar) previous(y *table, i int) (*table, int, error) {
	for last := y.year - maxYears; i == 0; i = y.size() {
		if y.year <= last || y.year <= minYear {
			return nil, 0, ErrTooFar
		}
		y = c.table(y.year - 1)
	}
	return y, i - 1, nil
}

// step returns the n-th later working day, or earlier when n is negative.
func (c *Calendar) step(p place, n int) (place, error) {
	y, k, start := p.y, p.k+n, p.y.year
	for k >= len(y.days) {
		if y.year-start >= maxYears || y.year >= maxYear {
			return place{}, ErrTooFar
		}
		k -= len(y.days)
		y = c.table(y.year + 1)
	}
	for k < 0 {
		if start-y.year >= maxYears || y.year <= minYear {
			return place{}, ErrTooFar
		}
		y = c.table(y.year - 1)
		k += len(y.days)
	}
	return place{y, k}, nil
}

// fit returns a working day's instant at some seconds after its midnight: before
// its opening the opening, after its closing or in a break the last closing
// before. The fraction of a second comes from t.
func (c *Calendar) fit(p place, seconds int64, t time.Time) time.Time {
	at := c.atWall(p.date().wall(0)+seconds, t)
	first, end := p.openings()
	if at.Unix() < p.y.from(first) {
		return time.Unix(p.y.from(first), 0).UTC()
	}
	for first+1 < end && p.y.from(first+1) <= at.Unix() {
		first++
	}
	if at.Unix() >= p.y.to(first) {
		return time.Unix(p.y.to(first), 0).UTC()
	}
	return at
}

// date is the day's date.
func (p place) date() Date { return DateOf(p.y.year, 1, 1) + Date(p.y.days[p.k].date) }

// openings are the indexes of the day's first opening and of the one after its last.
func (p place) openings() (first, end int) {
	first = int(p.y.days[p.k].first)
	if p.k+1 < len(p.y.days) {
		return first, int(p.y.days[p.k+1].first)
	}
	return first, p.y.size()
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

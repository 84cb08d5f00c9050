package worktime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Definition is a calendar as a regulation writes it: plain data, which
// Compile checks. In JSON:
//
//	{"zone": "Asia/Almaty", "holidays": "kz", "moved_days": true,
//	 "versions": [
//	   {"week": {"mon": ["09:00-18:30"], "fri": ["09:00-13:00", "14:00-17:00"]}},
//	   {"from": "2027-01-01", "week": {"mon": ["00:00-24:00"], "sat": ["22:00-06:00"]}}],
//	 "days": {"2026-12-31": ["09:00-12:00"], "2026-08-10": []}}
type Definition struct {
	// Zone is an IANA name. An offset is an error.
	Zone string `json:"zone"`
	// Versions are the weeks that held one after another, ascending.
	Versions []Version `json:"versions"`
	// Holidays names the country whose days off close the calendar; "" is none.
	// Days off that the state moved stay off whatever MovedDays says. Official
	// calendars are made for Monday to Friday: a week with hours on Saturday
	// needs its holidays of a Saturday under Days.
	Holidays string `json:"holidays,omitempty"`
	// MovedDays lets a weekend day that the state declared working be worked,
	// with the hours of the weekday that it stands in for.
	MovedDays bool `json:"moved_days,omitempty"`
	// ShortDays closes one hour earlier on the days that the state shortens;
	// own exceptions are taken as they are.
	ShortDays bool `json:"short_days,omitempty"`
	// Days are own exceptions by date: their ranges replace whatever the week
	// and the holidays say. An empty list closes the day.
	Days map[string][]string `json:"days,omitempty"`
}

// Version is a week and the local date from which it holds, inclusive. The
// first version has no date: it holds for all days before the second.
type Version struct {
	From string `json:"from,omitempty"`
	// Week lists the ranges of "mon" to "sun"; a day left out is closed. A range
	// that ends at or before its start runs overnight and belongs to the day on
	// which it starts. Times are wall times, "00:00" to "24:00"; a day has 12
	// ranges at most.
	Week map[string][]string `json:"week"`
}

// version is a checked Version.
type version struct {
	from Date
	week week
}

// ParseDefinition reads the JSON form strictly: unknown fields and all that
// Compile would refuse for the definition's own sake are errors.
func ParseDefinition(data []byte) (Definition, error) {
	var def Definition
	if err := decodeStrict(data, &def); err != nil {
		return Definition{}, fmt.Errorf("calendar: %w", err)
	}
	if _, err := def.compile(); err != nil {
		return Definition{}, err
	}
	return def, nil
}

// compile checks the definition and returns a calendar that still lacks its
// holidays. The error joins all faults, each with the path of its field.
func (def Definition) compile() (*Calendar, error) {
	var k faults
	c := &Calendar{country: def.Holidays, moved: def.MovedDays, short: def.ShortDays}
	loc, err := loadZone(def.Zone)
	k.add("zone", err)
	c.loc = loc
	if len(def.Versions) == 0 {
		k.add("versions", errors.New("missing: a calendar needs at least one week"))
	}
	for i, v := range def.Versions {
		c.versions = append(c.versions, v.compile(i, c.versions, &k))
	}
	c.own = make(map[Date][]span, len(def.Days))
	for _, day := range slices.Sorted(maps.Keys(def.Days)) {
		path := "days." + day
		date, err := ParseDate(day)
		k.add(path, err)
		if def.Days[day] == nil {
			k.add(path, errors.New("missing: write [] for a closed day"))
		}
		c.own[date] = parseRanges(def.Days[day], k.item(path))
	}
	return c, k.err()
}

// compile checks the i-th version, which follows the earlier ones.
func (v Version) compile(i int, earlier []version, k *faults) version {
	out := version{from: -1 << 31}
	path := fmt.Sprintf("versions[%d]", i)
	switch {
	case i == 0 && v.From != "":
		k.add(path+".from", errors.New("not for the first version: it holds for all days before the second"))
	case i > 0 && v.From == "":
		k.add(path+".from", errors.New("missing: only the first version has no date"))
	case i > 0:
		from, err := ParseDate(v.From)
		k.add(path+".from", err)
		if before := earlier[i-1].from; err == nil && from <= before {
			k.add(path+".from", fmt.Errorf("%s is not after %s of the version before", from, before))
		}
		out.from = from
	}
	open := false
	for _, name := range slices.Sorted(maps.Keys(v.Week)) {
		open = open || len(v.Week[name]) > 0
		dayPath := path + ".week." + name
		day := slices.Index(weekdays[:], name)
		if day < 0 {
			k.add(dayPath, errors.New("no such weekday: "+wantWeekday))
			continue
		}
		out.week[day] = parseRanges(v.Week[name], k.item(dayPath))
	}
	if !open {
		k.add(path+".week", errors.New("never opens: close single dates under days"))
	}
	return out
}

// faults collects what is wrong with a definition.
type faults []error

func (f *faults) add(path string, err error) {
	if err != nil {
		*f = append(*f, fmt.Errorf("calendar %s: %w", path, err))
	}
}

// item returns add for the elements of a list.
func (f *faults) item(path string) func(i int, err error) {
	return func(i int, err error) { f.add(fmt.Sprintf("%s[%d]", path, i), err) }
}

func (f faults) err() error { return errors.Join(f...) }

// decodeStrict reads exactly one JSON value without unknown fields.
func decodeStrict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("more than one JSON value")
	}
	return nil
}

package rules

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"weak"

	"github.com/reglament/reglament/rules/worktime"
)

// calendars are those that regulations have. A calendar never changes and the
// tables of its years are large, and many companies work the same hours: equal ones
// are one for as long as somebody has it.
var calendars sharedCalendars

type sharedCalendars struct{ known sync.Map } // of weak.Pointer[worktime.Calendar], by calendarKey

// calendarKey is the digest of all that a calendar is made of.
type calendarKey [sha256.Size]byte

// compile is worktime.Compile. digest is that of the holidays.
func (s *sharedCalendars) compile(def worktime.Definition, holidays worktime.Holidays, digest string) (*worktime.Calendar, error) {
	text, err := json.Marshal(def)
	if err != nil {
		return nil, fmt.Errorf("encode calendar: %w", err)
	}
	key := calendarKey(sha256.Sum256(append(text, digest...)))
	if known, ok := s.known.Load(key); ok {
		if cal := known.(weak.Pointer[worktime.Calendar]).Value(); cal != nil {
			return cal, nil
		}
	}
	cal, err := worktime.Compile(def, holidays)
	if err != nil {
		return nil, err
	}
	held := weak.Make(cal)
	s.known.Store(key, held)
	runtime.AddCleanup(cal, func(key calendarKey) { s.known.CompareAndDelete(key, held) }, key)
	return cal, nil
}

// carried are the holidays that come with the program, read once.
var carried sync.Map // of *countryHolidays, by country

type countryHolidays struct {
	worktime.Holidays
	digest string
}

// carriedHolidays returns the holidays of a country that come with the program.
func carriedHolidays(country string) (*countryHolidays, error) {
	if known, ok := carried.Load(country); ok {
		return known.(*countryHolidays), nil
	}
	holidays, err := worktime.Embedded(country)
	if err != nil {
		return nil, err
	}
	known, _ := carried.LoadOrStore(country, &countryHolidays{holidays, holidays.Digest()})
	return known.(*countryHolidays), nil
}

// holidaysOf returns a country's holidays as the tenant has them.
func (o *Options) holidaysOf(country string) (*countryHolidays, error) {
	if o.Holidays == nil {
		return carriedHolidays(country)
	}
	holidays, err := o.Holidays(country)
	if err != nil {
		return nil, err
	}
	return &countryHolidays{holidays, holidays.Digest()}, nil
}

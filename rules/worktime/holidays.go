package worktime

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// Holidays is a country's official calendar over some years. It is a tenant's
// data: the embedded years are only where it starts. Every decision names the
// Digest of what it was computed with.
type Holidays struct {
	Country string `json:"country"`
	Years   []Year `json:"years"`
}

// Year is one year of a country's official calendar, for the week of Monday to
// Friday. A Saturday or Sunday is off unless Working names it.
type Year struct {
	Country string `json:"country"`
	Year    int    `json:"year"`
	// WorkingDays is the published sum of the year's working days; Check counts
	// them again.
	WorkingDays int `json:"working_days"`
	// Off are the days off, as a rule Monday to Friday, ascending.
	Off []Off `json:"off,omitempty"`
	// Working are the weekend days that the state declared working, ascending.
	Working []Working `json:"working,omitempty"`
	// Short are the working days that the state shortens by an hour, ascending.
	Short []Date `json:"short,omitempty"`
	// Notes say what the lists cannot: what is open, and what others get wrong.
	Notes []Note `json:"notes,omitempty"`
	// Source is where the year comes from; at least one is needed.
	Source []Source `json:"source,omitempty"`
}

// Off is a day off.
type Off struct {
	Date  Date  `json:"date"`
	Names Names `json:"names"`
	// MovedFrom is the weekend day that this day stands in for, if any.
	MovedFrom Date      `json:"moved_from,omitzero"`
	Sure      Certainty `json:"sure"`
}

// Working is a weekend day that is worked, with the hours of InsteadOf.
type Working struct {
	Date      Date      `json:"date"`
	InsteadOf Date      `json:"instead_of"`
	Sure      Certainty `json:"sure"`
}

// Names is a holiday's name by language. Russian is always there; who shows
// another language falls back to it.
type Names struct {
	RU string `json:"ru"`
	KK string `json:"kk,omitempty"`
	EN string `json:"en,omitempty"`
}

// Note is a remark about a year or one of its days.
type Note struct {
	Date Date      `json:"date,omitzero"`
	Sure Certainty `json:"sure,omitempty"`
	Text string    `json:"text"`
}

// Source is a law, order or page that a year rests on.
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// Certainty is how well a date is known.
type Certainty string

const (
	Sure   Certainty = "sure"   // set by a law or order, or stated by the ministry
	Likely Certainty = "likely" // follows from a rule of law, no official calendar yet
	Unsure Certainty = "unsure" // open
)

// ParseYear reads the JSON of one year strictly: unknown fields are errors, and
// so is all that Check finds.
func ParseYear(data []byte) (Year, error) {
	var y Year
	if err := decodeStrict(data, &y); err != nil {
		return Year{}, fmt.Errorf("holidays: %w", err)
	}
	return y, y.Check()
}

// Digest is the hexadecimal sha256 of everything in h. The order of the years
// does not matter.
func (h Holidays) Digest() string {
	h.Years = slices.Clone(h.Years)
	slices.SortFunc(h.Years, func(a, b Year) int { return a.Year - b.Year })
	var canonical bytes.Buffer
	enc := json.NewEncoder(&canonical)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(h); err != nil {
		panic("worktime: encode holidays: " + err.Error()) // plain data always encodes
	}
	sum := sha256.Sum256(canonical.Bytes())
	return hex.EncodeToString(sum[:])
}

// Check returns what is wrong with the set or with one of its years.
func (h Holidays) Check() error {
	seen := make(map[int]bool, len(h.Years))
	for _, y := range h.Years {
		switch {
		case y.Country != h.Country:
			return fmt.Errorf("holidays %s-%d: country: want %q", y.Country, y.Year, h.Country)
		case seen[y.Year]:
			return fmt.Errorf("holidays %s-%d: the year is there twice", y.Country, y.Year)
		}
		seen[y.Year] = true
		if err := y.Check(); err != nil {
			return err
		}
	}
	return nil
}

package engine

import (
	"errors"
	"fmt"
	"maps"
	"time"
)

// A Quota bounds what one tenant may cost and cause, so that it cannot take what
// belongs to others. Zero values mean the defaults.
type Quota struct {
	// Decide is the wall time of one decision: 2 s.
	Decide time.Duration
	// Code is how many decisions a minute may use up their whole budget of code:
	// 300. Most use a hundredth of a hundredth of it.
	Code int
	// Ops and Sends are the ops and the deliveries of one decision: 256 and 32.
	Ops, Sends int
	// Timers is how many timers a ticket may have: 64.
	Timers int
	// Body is the bytes of one event's body: 1 MiB.
	Body int
	// Depth is how many commands in a row may cause one another: 8.
	Depth int
	// Notices is how many messages may go out on a day, by UTC: 50,000.
	Notices int64
	// Instructions and Memory are the budget of the code of one decision: 20
	// million, and 16 MiB. Whoever loads the code gives it that; the engine only
	// carries them, so that all quotas of a tenant stand in one place.
	Instructions, Memory int64
}

// DefaultQuota is the quota of tenants who have no other.
var DefaultQuota = Quota{Decide: 2 * time.Second, Code: 300, Ops: 256, Sends: 32, Timers: 64, Body: 1 << 20, Depth: 8, Notices: 50_000,
	Instructions: 20_000_000, Memory: 16 << 20}

// Or returns the quota with the other's values where it has none.
func (q Quota) Or(other Quota) Quota {
	fill(&q.Decide, other.Decide)
	fill(&q.Code, other.Code)
	fill(&q.Ops, other.Ops)
	fill(&q.Sends, other.Sends)
	fill(&q.Timers, other.Timers)
	fill(&q.Body, other.Body)
	fill(&q.Depth, other.Depth)
	fill(&q.Notices, other.Notices)
	fill(&q.Instructions, other.Instructions)
	fill(&q.Memory, other.Memory)
	return q
}

func fill[T int | int64 | time.Duration](v *T, value T) {
	if *v == 0 {
		*v = value
	}
}

// Quota is what a tenant may cost and cause, with all values filled in.
func (e *Engine) Quota(tenant TenantID) Quota {
	if e.cfg.Quotas == nil {
		return e.cfg.Limits.Quota
	}
	return e.cfg.Quotas(tenant).Or(e.cfg.Limits.Quota)
}

// Names of what a quota bounds, as errors, metrics and settings have them.
// Instructions and memory are bounded by whatever runs the code.
const (
	QuotaDecide       = "decide"
	QuotaCode         = "code"
	QuotaInstructions = "instructions"
	QuotaMemory       = "memory"
	QuotaOps          = "ops"
	QuotaSends        = "sends"
	QuotaTimers       = "timers"
	QuotaBody         = "body"
	QuotaDepth        = "depth"
	QuotaNotices      = "notices"
)

// A QuotaError is a quota that was exceeded.
type QuotaError struct {
	Quota string
	Err   error
}

func (e *QuotaError) Error() string { return fmt.Sprintf("%v (quota %s)", e.Err, e.Quota) }

func (e *QuotaError) Unwrap() error { return e.Err }

func overQuota(quota, format string, args ...any) error {
	return &QuotaError{Quota: quota, Err: fmt.Errorf(format, args...)}
}

// Exceeded names the quota that an error tells of, "" for another error.
func Exceeded(err error) string {
	var q *QuotaError
	if errors.As(err, &q) {
		return q.Quota
	}
	return ""
}

// Notices counts the messages of a day.
type Notices struct {
	// Day is the number of days since 1970, by UTC.
	Day   int64 `json:"day"`
	Count int64 `json:"count"`
}

// add counts what goes out at an instant. Most 0 is no bound.
func (n Notices) add(at time.Time, count int, most int64) (Notices, error) {
	if day := day(at); day > n.Day {
		n = Notices{Day: day}
	}
	n.Count += int64(count)
	if count > 0 && most > 0 && n.Count > most {
		return n, overQuota(QuotaNotices, "the messages of this day would be %d, more than %d", n.Count, most)
	}
	return n, nil
}

// Breaches are the quotas that were exceeded on a day.
type Breaches struct {
	// Day is the number of days since 1970, by UTC.
	Day     int64             `json:"day"`
	ByQuota map[string]Breach `json:"by_quota"`
}

// A Breach is how often a quota was exceeded on a day, and where last.
type Breach struct {
	Count int64 `json:"count"`
	// Ticket is the number of the last ticket, or its id if it had no number.
	Ticket string    `json:"ticket"`
	At     time.Time `json:"at"`
}

// add counts that a quota was exceeded. It leaves the map as it is, which others
// may be reading.
func (b Breaches) add(quota, ticket string, at time.Time) Breaches {
	day := max(day(at), b.Day)
	by := map[string]Breach{}
	if day == b.Day {
		maps.Copy(by, b.ByQuota)
	}
	by[quota] = Breach{Count: by[quota].Count + 1, Ticket: ticket, At: at}
	return Breaches{Day: day, ByQuota: by}
}

// day is the number of days since 1970.
func day(at time.Time) int64 { return at.Unix() / (24 * 60 * 60) }

// On returns what was counted on the day of an instant.
func (b Breaches) On(at time.Time) map[string]Breach {
	if b.Day != day(at) {
		return nil
	}
	return b.ByQuota
}

// On returns what was counted on the day of an instant.
func (n Notices) On(at time.Time) int64 {
	if n.Day != day(at) {
		return 0
	}
	return n.Count
}

// Coded is a regulation that runs code of the tenant's.
type Coded interface {
	// Budget is what one decision may cost at most; 0 if there is no code.
	Budget() int64
}

package email

import (
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// quota counts automatic messages by address and day: whatever goes wrong, no
// robot gets more than so many from us. It is kept in memory, so a restart
// begins anew.
type quota struct {
	limit int

	mu   sync.Mutex
	day  string
	sent map[string]int
}

// take reserves one message, unless the day's are used up.
func (q *quota) take(tenant engine.TenantID, address string, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if today := now.UTC().Format(time.DateOnly); q.day != today {
		q.day, q.sent = today, map[string]int{}
	}
	key := quotaKey(tenant, address)
	if q.sent[key] >= q.limit {
		return false
	}
	q.sent[key]++
	return true
}

// giveBack undoes take for a message that was not sent.
func (q *quota) giveBack(tenant engine.TenantID, address string, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if key := quotaKey(tenant, address); q.day == now.UTC().Format(time.DateOnly) && q.sent[key] > 0 {
		q.sent[key]--
	}
}

func quotaKey(tenant engine.TenantID, address string) string {
	return string(tenant) + " " + strings.ToLower(address)
}

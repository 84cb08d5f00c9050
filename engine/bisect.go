package engine

import (
	"context"
	"fmt"
	"sort"
	"time"
)

// LastBefore returns the number of a tenant's last event before an instant, among
// those up to head; 0 if there is none. A log is read by its numbers alone, which
// have no gaps and whose times do not run backwards: a dozen or two of events are
// read, however long it is.
func LastBefore(ctx context.Context, log Log, tenant TenantID, head int64, at time.Time) (seq int64, err error) {
	n := sort.Search(int(head), func(i int) bool {
		if err != nil {
			return true
		}
		var events []Event
		if events, err = log.Events(ctx, tenant, int64(i), 1); err != nil {
			err = fmt.Errorf("read event %d of %s: %w", i+1, tenant, err)
			return true
		}
		return len(events) == 0 || !events[0].At.Before(at)
	})
	return int64(n), err
}

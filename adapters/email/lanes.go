package email

import "context"

// lanes bound how many mails are in memory at once. Big ones queue apart, so
// that the small never wait behind them.
type lanes struct{ small, big chan struct{} }

// bigMail is from how many bytes on a mail is a big one.
const bigMail = 2 << 20

func newLanes(small, big int) lanes {
	return lanes{small: make(chan struct{}, small), big: make(chan struct{}, big)}
}

// enter waits for a place for a mail of that size.
func (l lanes) enter(ctx context.Context, size int64) (leave func(), err error) {
	lane := l.small
	if size >= bigMail {
		lane = l.big
	}
	select {
	case lane <- struct{}{}:
		return func() { <-lane }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

package webform

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// limiter lets each client do something so often and no more. It remembers some
// twenty thousand clients; with more of them the idle ones start anew.
type limiter struct {
	every   rate.Limit
	burst   int
	clients *recent[*rate.Limiter]
}

func newLimiter(every time.Duration, burst int) *limiter {
	return &limiter{every: rate.Every(every), burst: burst, clients: newRecent[*rate.Limiter](10_000)}
}

func (l *limiter) allow(client string, now time.Time) bool {
	ok := false
	l.clients.update(client, func(one *rate.Limiter) *rate.Limiter {
		if one == nil {
			one = rate.NewLimiter(l.every, l.burst)
		}
		ok = one.AllowN(now, 1)
		return one
	})
	return ok
}

// client names who a request comes from. A whole /64 of IPv6 is one client:
// that is what a household gets.
func (s *site) client(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if s.TrustProxy {
		all := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(all[strings.LastIndexByte(all, ',')+1:]); last != "" {
			host = last
		}
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	if err != nil {
		return "unknown"
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is6() {
		prefix, _ := addr.Prefix(64)
		return prefix.String()
	}
	return addr.String()
}

package live

import (
	"encoding/json"
	"time"
)

// The server's frames, but for deltas: those are put together from parts that
// are encoded already (see step).
type (
	welcomeFrame struct {
		Type       string    `json:"type"`
		Epoch      string    `json:"epoch"`
		Version    string    `json:"version"`
		You        string    `json:"you,omitempty"`
		ServerTime time.Time `json:"server_time"`
	}
	boardFrame struct {
		Type  string  `json:"type"`
		Chan  channel `json:"chan"`
		Epoch string  `json:"epoch"`
		Seq   int64   `json:"seq"`
		Page  board   `json:"page"`
	}
	ticketFrame struct {
		Type  string  `json:"type"`
		Chan  channel `json:"chan"`
		Epoch string  `json:"epoch"`
		Seq   int64   `json:"seq"`
		Page  story   `json:"page"`
	}
	liveFrame struct {
		Type       string    `json:"type"`
		Chan       channel   `json:"chan"`
		Seq        int64     `json:"seq"`
		Prev       int64     `json:"prev"`
		ServerTime time.Time `json:"server_time"`
	}
	resetFrame struct {
		Type   string  `json:"type"`
		Chan   channel `json:"chan"`
		Reason string  `json:"reason"`
	}
	errorFrame struct {
		Type   string  `json:"type"`
		Chan   channel `json:"chan,omitempty"`
		Code   string  `json:"code"`
		Detail string  `json:"detail"`
	}
)

// board is the page of a board's snapshot. Zone is the one that the tenant's
// times are shown in; it is empty where the regulation cannot be had. More says
// that there are further cards, which come when they change.
type board struct {
	Zone    string            `json:"zone,omitempty"`
	Columns []column          `json:"columns"`
	Legend  legend            `json:"legend"`
	Cards   []json.RawMessage `json:"cards"`
	More    bool              `json:"more,omitempty"`
}

// story is the page of a ticket's snapshot. More says that there are earlier
// events.
type story struct {
	Zone   string            `json:"zone,omitempty"`
	Ticket json.RawMessage   `json:"ticket"`
	Events []json.RawMessage `json:"events"`
	More   bool              `json:"more,omitempty"`
}

// Reasons for resets.
const (
	resetEpoch  = "epoch"  // the client's log is another one
	resetBehind = "behind" // it has missed too much
	resetAhead  = "ahead"  // it knows more than there is
	resetGone   = "gone"   // the ticket may no longer be seen; the channel is closed
)

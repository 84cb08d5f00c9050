package live

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/reglament/reglament/rules"
)

// Types of clients' frames.
const (
	typeHello       = "hello"
	typeSubscribe   = "subscribe"
	typeUnsubscribe = "unsubscribe"
	typeAttend      = "attend"
)

// A request is a client's frame.
type request struct {
	Type        string    `json:"type"`
	Token       string    `json:"token"`
	Lang        string    `json:"lang"`
	Subscribe   []wish    `json:"subscribe"`
	Unsubscribe []channel `json:"unsubscribe"`
	// Chan and Doing are of attend.
	Chan  channel `json:"chan"`
	Doing string  `json:"doing"`
}

// A wish is for one channel. Filter is for boards.
type wish struct {
	Chan   channel  `json:"chan"`
	Filter filter   `json:"filter"`
	Resume *resumed `json:"resume"`
}

// resumed is where a client stopped.
type resumed struct {
	Epoch string `json:"epoch"`
	Seq   int64  `json:"seq"`
}

// A channel is "board", "wall", or "ticket:" and a ticket's number or id.
type channel string

const boardChannel channel = "board"

const ticketPrefix = "ticket:"

// ticket returns the number or id of a ticket's channel.
func (c channel) ticket() (ref string, ok bool) { return strings.CutPrefix(string(c), ticketPrefix) }

const (
	maxToken = 512
	maxRef   = 64
	maxEpoch = 64
)

// decodeRequest reads a client's frame. Members that it does not know are left
// alone: a later version of the protocol may have them.
func decodeRequest(data []byte, limits *Limits) (*request, error) {
	req := &request{}
	if err := json.Unmarshal(data, req); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{typeHello, typeSubscribe, typeUnsubscribe, typeAttend}, req.Type) {
		return nil, fmt.Errorf("type %.32q", req.Type)
	}
	if len(req.Token) > maxToken {
		return nil, fmt.Errorf("token of %d bytes", len(req.Token))
	}
	if n := max(len(req.Subscribe), len(req.Unsubscribe)); n > limits.Channels {
		return nil, fmt.Errorf("%d channels", n)
	}
	if _, ok := req.Chan.ticket(); req.Type == typeAttend && (!ok || !slices.Contains(doings, req.Doing)) {
		return nil, fmt.Errorf("attend %.32q of %.80q", req.Doing, req.Chan)
	}
	for i := range req.Subscribe {
		if err := req.Subscribe[i].check(); err != nil {
			return nil, err
		}
	}
	return req, nil
}

func (w *wish) check() error {
	if ref, ok := w.Chan.ticket(); w.Chan != boardChannel && w.Chan != wallChannel && (!ok || ref == "" || len(ref) > maxRef) {
		return fmt.Errorf("chan %.80q", w.Chan)
	}
	if w.Resume != nil && (w.Resume.Seq < 0 || len(w.Resume.Epoch) > maxEpoch) {
		return fmt.Errorf("resume of %.80q", w.Chan)
	}
	return w.Filter.check()
}

// spoken returns the first of the languages that we speak.
func spoken(langs ...string) string {
	for _, lang := range langs {
		if slices.Contains([]string{rules.Kazakh, rules.Russian, rules.English}, lang) {
			return lang
		}
	}
	return rules.Russian
}

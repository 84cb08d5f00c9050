package engine

import (
	"encoding/json"
	"fmt"
)

// AppendState appends the part of the ticket that stores keep as one canonical
// JSON value. What they keep in columns of its own is left out: ids, number,
// version, edition, times and facets.
func (t *Ticket) AppendState(b []byte) ([]byte, error) {
	state := map[string]any{}
	if len(t.Fields) > 0 {
		state["fields"] = t.Fields
	}
	if len(t.Timers) > 0 {
		timers := make(map[string]any, len(t.Timers))
		for name, timer := range t.Timers {
			m := map[string]any{"due": Micros(timer.Due), "generation": timer.Generation}
			if timer.Patient {
				m["patient"] = true
			}
			if len(timer.Origin) > 0 {
				m["origin"] = timer.Origin
			}
			timers[name] = m
		}
		state["timers"] = timers
	}
	if len(t.People) > 0 {
		people := make([]any, len(t.People))
		for i, p := range t.People {
			people[i] = map[string]any{"role": p.Role, "party": string(p.Party)}
		}
		state["people"] = people
	}
	if len(t.Links) > 0 {
		links := make([]any, len(t.Links))
		for i, l := range t.Links {
			links[i] = map[string]any{"relation": l.Relation, "ticket": string(l.Ticket)}
		}
		state["links"] = links
	}
	if t.Audience != ForCustomer {
		state["audience"] = string(t.Audience)
	}
	if len(t.Parked) > 0 {
		parked := make([]any, len(t.Parked))
		for i, seq := range t.Parked {
			parked[i] = seq
		}
		state["parked"] = parked
	}
	return AppendCanonical(b, state)
}

// DecodeState reads into t what AppendState wrote.
func (t *Ticket) DecodeState(data []byte) error {
	var state struct {
		Fields Fields `json:"fields"`
		Timers map[string]struct {
			Due        int64  `json:"due"`
			Generation int64  `json:"generation"`
			Patient    bool   `json:"patient"`
			Origin     Fields `json:"origin"`
		} `json:"timers"`
		People   []Person `json:"people"`
		Links    []Link   `json:"links"`
		Audience Audience `json:"audience"`
		Parked   []int64  `json:"parked"`
	}
	if err := json.Unmarshal(data, &state); err != nil {
		return fmt.Errorf("state of ticket %s: %w", t.ID, err)
	}
	t.Fields, t.People, t.Links, t.Parked = state.Fields, state.People, state.Links, state.Parked
	if t.Fields == nil {
		t.Fields = Fields{}
	}
	t.Audience = state.Audience.Within(ForCustomer)
	t.Timers = make(map[string]Timer, len(state.Timers))
	for name, timer := range state.Timers {
		t.Timers[name] = Timer{Due: FromMicros(timer.Due), Generation: timer.Generation,
			Patient: timer.Patient, Origin: timer.Origin}
	}
	return nil
}

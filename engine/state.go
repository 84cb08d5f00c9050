package engine

import "fmt"

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
	t.Fields, t.Timers, t.People, t.Links, t.Parked = Fields{}, map[string]Timer{}, nil, nil, nil
	var audience Audience
	err := readAll(data, func(r *reader) {
		r.object(func(key []byte) {
			switch string(key) {
			case "fields":
				t.Fields = r.fields()
			case "timers":
				r.object(func(key []byte) {
					name := string(key)
					t.Timers[name] = r.timer()
				})
			case "people":
				r.list(func() { t.People = append(t.People, r.person()) })
			case "links":
				r.list(func() { t.Links = append(t.Links, r.link()) })
			case "audience":
				audience = Audience(r.text())
			case "parked":
				r.list(func() { t.Parked = append(t.Parked, r.int()) })
			default:
				r.value()
			}
		})
	})
	if err != nil {
		return fmt.Errorf("state of ticket %s: %w", t.ID, err)
	}
	t.Audience = audience.Within(ForCustomer)
	return nil
}

func (r *reader) timer() (t Timer) {
	r.object(func(key []byte) {
		switch string(key) {
		case "due":
			t.Due = FromMicros(r.int())
		case "generation":
			t.Generation = r.int()
		case "patient":
			t.Patient = r.bool()
		case "origin":
			t.Origin = r.fields()
		default:
			r.value()
		}
	})
	return t
}

func (r *reader) person() (p Person) {
	r.object(func(key []byte) {
		switch string(key) {
		case "role":
			p.Role = r.text()
		case "party":
			p.Party = PartyID(r.text())
		default:
			r.value()
		}
	})
	return p
}

func (r *reader) link() (l Link) {
	r.object(func(key []byte) {
		switch string(key) {
		case "relation":
			l.Relation = r.text()
		case "ticket":
			l.Ticket = TicketID(r.text())
		default:
			r.value()
		}
	})
	return l
}

package rules

import (
	"fmt"
	"slices"
	"strings"
)

// handlers is what happens at one moment.
type handlers struct {
	start, meet, cancel   []*Promise
	recount               []*Promise
	silence, speak        []*Silence
	reactions             []*Reaction
	hooks                 []*Hook
	pausing, pausingLeave []*Promise // promises that are paused in the status entered or left
}

// wire builds what decisions look things up in.
func (reg *Regulation) wire() {
	reg.overriding = reg.overrideAct()
	reg.moments = map[string]*handlers{}
	at := func(moment string) *handlers {
		h := reg.moments[moment]
		if h == nil {
			h = &handlers{}
			reg.watches = reg.watches || strings.HasPrefix(moment, changeMoment)
			reg.moments[moment] = h
		}
		return h
	}
	each := func(moments []string, add func(*handlers)) {
		for _, m := range moments {
			add(at(m))
		}
	}
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		s.entering, s.leaving = "enter:"+s.ID, "leave:"+s.ID
		s.facets = map[string]any{"status": s.ID, "family": s.Family, "turn": s.Turn}
	}
	for i := range reg.Promises {
		p := &reg.Promises[i]
		p.field = promiseField(p.ID)
		p.warnTimer, p.breachTimer = p.field+".warn", p.field+".breach"
		each(p.Since, func(h *handlers) { h.start = append(h.start, p) })
		each(p.Met, func(h *handlers) { h.meet = append(h.meet, p) })
		each(p.Cancel, func(h *handlers) { h.cancel = append(h.cancel, p) })
		each(p.Recount, func(h *handlers) { h.recount = append(h.recount, p) })
		for _, id := range reg.SelectStatuses(p.Paused) {
			at("enter:" + id).pausing = append(at("enter:"+id).pausing, p)
			at("leave:" + id).pausingLeave = append(at("leave:"+id).pausingLeave, p)
		}
	}
	for i := range reg.Silences {
		s := &reg.Silences[i]
		each(s.Since, func(h *handlers) { h.silence = append(h.silence, s) })
		each(s.Cancel, func(h *handlers) { h.speak = append(h.speak, s) })
	}
	for i := range reg.Reactions {
		each(reg.Reactions[i].On, func(h *handlers) { h.reactions = append(h.reactions, &reg.Reactions[i]) })
	}
	for i := range reg.Hooks {
		each(reg.Hooks[i].On, func(h *handlers) { h.hooks = append(h.hooks, &reg.Hooks[i]) })
	}
	reg.threads = append(slices.Clone(reg.Threading), houseThreads...)
	reg.asked = map[string][]*Field{}
	for i := range reg.Channels {
		reg.asked[reg.Channels[i].ID] = reg.fieldsFor(reg.Channels[i].ID)
	}
	reg.personal = map[string]bool{}
	domains, ok := reg.params["personal_domains"].([]any)
	if !ok {
		domains = housePersonalDomains
	}
	for _, domain := range domains {
		reg.personal[fmt.Sprint(domain)] = true
	}
}

// SelectStatuses returns the statuses that selectors choose: ids, "open",
// "ended", or "family:<f>", in the catalogue's order.
func (reg *Regulation) SelectStatuses(selectors []string) []string {
	var ids []string
	for i := range reg.Statuses {
		if s := &reg.Statuses[i]; s.selected(selectors) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func (s *Status) selected(selectors []string) bool {
	return slices.ContainsFunc(selectors, func(sel string) bool {
		switch sel {
		case s.ID, "family:" + s.Family:
			return true
		case "open":
			return !s.Final
		case "ended":
			return s.Final
		}
		return false
	})
}

package live

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

func TestSnapshotThenDeltas(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	first := r.open(acme, "new", "Не печатает принтер")
	r.open(acme, "closed", "Давно решено")

	c := r.hello(acme, "operator", wishBoard())
	if f := c.next("welcome"); f.Version != "test" || len(f.Epoch) != 16 || f.ServerTime.IsZero() {
		t.Errorf("welcome is %s", f.raw)
	}
	c.folds["board"] = &fold{}
	x := c.board(anything)
	if got, want := x.ids(), []string{"new", "work", "fulfilled", "closed"}; !slices.Equal(got, want) {
		t.Errorf("columns are %v, want %v", got, want)
	}
	if got, want := x.statuses(), map[string]string{string(first): "new"}; !reflect.DeepEqual(got, want) {
		t.Errorf("cards are %v, want %v", got, want)
	}
	k := x.cards[string(first)]
	if k.Number != "S-010" || k.Subject != "Не печатает принтер" || k.StatusLabel != "Новая" || k.Turn != "staff" || k.Version != 1 {
		t.Errorf("card is %+v", k)
	}

	second := r.open(acme, "new", "Мышь")
	r.move(acme, first, "work")
	c.board(func(x *fold) bool { return len(x.cards) == 2 && x.cards[string(first)].Status == "work" })
	r.move(acme, first, "fulfilled")
	c.board(func(x *fold) bool { return x.cards[string(first)].StatusLabel == "Исполнена" })
	r.move(acme, first, "closed")
	x = c.board(func(x *fold) bool { return len(x.cards) == 1 })
	if x.cards[string(second)].Subject != "Мышь" {
		t.Errorf("left on the board: %v", x.cards)
	}
}

func TestFilterChoosesCards(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	mine := r.open(acme, "new", "моя")
	r.do(acme, mine, engine.Fields{"facet": map[string]any{"assignee": "aigul"}})
	done := r.open(acme, "closed", "закрытая")
	free := r.open(acme, "new", "ничья")

	my := r.hello(acme, "operator", wishBoard("filter", map[string]any{"assignee": []string{"aigul"}}))
	ended := r.hello(acme, "operator", wishBoard("filter", map[string]any{"status": []string{"closed"}}))
	if got := my.board(anything).statuses(); !reflect.DeepEqual(got, map[string]string{string(mine): "new"}) {
		t.Errorf("my board has %v", got)
	}
	if got := ended.board(anything).statuses(); !reflect.DeepEqual(got, map[string]string{string(done): "closed"}) {
		t.Errorf("the board of closed tickets has %v", got)
	}
	r.do(acme, free, engine.Fields{"facet": map[string]any{"assignee": "aigul"}})
	my.board(func(x *fold) bool { return len(x.cards) == 2 })
	r.do(acme, mine, engine.Fields{"facet": map[string]any{"assignee": "daniyar"}})
	my.board(func(x *fold) bool { return len(x.cards) == 1 })
	r.move(acme, free, "closed")
	my.board(func(x *fold) bool { return len(x.cards) == 0 })
	ended.board(func(x *fold) bool { return len(x.cards) == 2 })
}

func TestSnapshotIsCutByDueThenAge(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Cards = 3 }).serve()
	for _, due := range []int64{0, 300, 0, 100, 200} {
		data := engine.Fields{"facet": statusFacets("new")}
		if due > 0 {
			data["timers"] = map[string]any{"t": due}
		}
		r.do(acme, "", data)
	}
	c := r.hello(acme, "operator", wishBoard())
	c.next("welcome")
	f := c.next("snapshot")
	var got []string
	for _, k := range f.Page.Cards {
		got = append(got, k.Number)
	}
	if want := []string{"S-013", "S-014", "S-011"}; !slices.Equal(got, want) || !f.Page.More {
		t.Errorf("cards are %v, more %v; want %v and more", got, f.Page.More, want)
	}
}

func TestTicketChannelTellsTheHistory(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.History = 2 }).serve()
	id := r.open(acme, "new", "Принтер")
	r.move(acme, id, "work")
	r.move(acme, id, "new")
	other := r.open(acme, "new", "Мышь")

	c := r.dial(acme)
	c.say(map[string]any{"type": "hello", "token": "operator", "lang": "kk", "subscribe": []any{map[string]any{"chan": "ticket:S-010"}}})
	x := c.until("ticket:S-010", anything)
	if x.ticket == nil || x.ticket.ID != string(id) || x.ticket.StatusLabel != "Жаңа" || len(x.events) != 2 {
		t.Fatalf("history is %+v of %+v", x.events, x.ticket)
	}
	r.move(acme, other, "work")
	r.move(acme, id, "closed")
	x = c.until("ticket:S-010", func(x *fold) bool { return len(x.events) == 3 })
	if x.ticket.Status != "closed" {
		t.Errorf("ticket is %+v, want it closed", x.ticket)
	}
	e := x.events[2]
	if e.Kind != "message" || e.Actor.ID != "p1" || e.Erased {
		t.Errorf("event is %+v", e)
	}
	i := slices.IndexFunc(e.Decisions, func(d decision) bool { return strings.Contains(d.Sentence, "Жабылды") })
	if i < 0 || e.Decisions[i].Clause != (clause{ID: "SCRIPT-1", Label: "1.1", Title: "Жұмыс"}) {
		t.Errorf("decisions are %+v, want one that says Жабылды by clause 1.1", e.Decisions)
	}
}

func TestUnsubscribedChannelIsSilent(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.open(acme, "new", "Принтер")
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	c.say(map[string]any{"type": "subscribe", "subscribe": []any{map[string]any{"chan": "ticket:S-010"}}})
	c.until("ticket:S-010", anything)
	c.say(map[string]any{"type": "unsubscribe", "unsubscribe": []string{"ticket:S-010"}})
	// The frames of one socket are handled in order: when the board is there
	// anew, the ticket's channel is closed.
	c.say(map[string]any{"type": "subscribe", "subscribe": []any{wishBoard()}})
	c.folds["board"].live = false
	c.board(anything)
	before := c.folds["ticket:S-010"].frames
	r.move(acme, id, "work")
	c.board(func(x *fold) bool { return x.cards[string(id)].Status == "work" })
	if got := c.folds["ticket:S-010"].frames; got != before {
		t.Errorf("%d frames came after the channel was closed", got-before)
	}
}

func TestResumeSendsWhatWasMissed(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	stays, moves, ends := r.open(acme, "new", "a"), r.open(acme, "new", "b"), r.open(acme, "new", "c")
	c := r.hello(acme, "operator", wishBoard(), map[string]any{"chan": "ticket:S-011"})
	x, story := c.board(anything), c.until("ticket:S-011", anything)
	_ = c.ws.Close()

	r.move(acme, moves, "work")
	r.move(acme, ends, "closed")
	fresh := r.open(acme, "new", "d")
	brief := r.open(acme, "new", "e")
	r.move(acme, brief, "closed")

	again := r.hello(acme, "operator", wishBoard("resume", map[string]any{"epoch": c.epoch, "seq": x.seq}),
		map[string]any{"chan": "ticket:S-011", "resume": map[string]any{"epoch": c.epoch, "seq": story.seq}})
	again.folds = c.folds
	x.live, story.live = false, false
	again.board(anything)
	again.until("ticket:S-011", anything)
	want := map[string]string{string(stays): "new", string(moves): "work", string(fresh): "new"}
	if !reflect.DeepEqual(x.statuses(), want) || len(x.resets) > 0 {
		t.Errorf("board is %v after resets %v, want %v", x.statuses(), x.resets, want)
	}
	if len(story.events) != 2 || story.ticket.Status != "work" {
		t.Errorf("ticket is %+v after %d events, want it in work after 2", story.ticket, len(story.events))
	}
}

func TestResumeThatIsImpossibleStartsAnew(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Resume = 3 }).serve()
	id := r.open(acme, "new", "a")
	for range 4 {
		r.move(acme, id, "work")
	}
	epoch := r.hello(acme, "operator").next("welcome").Epoch
	for reason, resume := range map[string]map[string]any{
		resetEpoch:  {"epoch": "another log", "seq": 5},
		resetBehind: {"epoch": epoch, "seq": 1},
		resetAhead:  {"epoch": epoch, "seq": 500},
	} {
		c := r.hello(acme, "operator", wishBoard("resume", resume))
		c.folds["board"] = &fold{seq: 5, cards: map[string]card{"stale": {}}}
		x := c.board(anything)
		if !slices.Equal(x.resets, []string{reason}) || !reflect.DeepEqual(x.statuses(), map[string]string{string(id): "work"}) {
			t.Errorf("%s: board is %v after resets %v", reason, x.statuses(), x.resets)
		}
	}
}

func TestTenantsAreApart(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	ours, theirs := r.open(acme, "new", "наша"), r.open(other, "new", "чужая")
	a, b := r.hello(acme, "operator", wishBoard()), r.hello(other, "operator", wishBoard())
	if got := a.board(anything).statuses(); !reflect.DeepEqual(got, map[string]string{string(ours): "new"}) {
		t.Errorf("acme sees %v", got)
	}
	b.board(anything)
	a.say(map[string]any{"type": "subscribe", "subscribe": []any{map[string]any{"chan": "ticket:" + string(theirs)}}})
	if f := a.next("error"); f.Code != "not_found" {
		t.Errorf("a ticket of another tenant: got %s, want not_found", f.raw)
	}
	r.move(other, theirs, "work")
	b.board(func(x *fold) bool { return x.cards[string(theirs)].Status == "work" })
	r.move(acme, ours, "work")
	x := a.board(func(x *fold) bool { return x.cards[string(ours)].Status == "work" })
	if len(x.cards) != 1 {
		t.Errorf("acme sees %v", x.statuses())
	}
}

func TestAudienceHidesTickets(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	shown := r.open(acme, "new", "обычная")
	secret := r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "audience": "role:lead"}).Ticket.ID

	operator, lead := r.hello(acme, "operator", wishBoard()), r.hello(acme, "lead", wishBoard())
	if got := operator.board(anything).statuses(); !reflect.DeepEqual(got, map[string]string{string(shown): "new"}) {
		t.Errorf("an operator sees %v", got)
	}
	if got := lead.board(anything).statuses(); len(got) != 2 {
		t.Errorf("a lead sees %v", got)
	}
	// What happens to a hidden ticket is not even hinted at.
	r.move(acme, secret, "work")
	lead.board(func(x *fold) bool { return x.cards[string(secret)].Status == "work" })
	r.do(acme, secret, engine.Fields{"audience": "role:boss"})
	lead.board(func(x *fold) bool { return len(x.cards) == 1 })
	// A ticket that is hidden now leaves the board of those who saw it, and its
	// own channel is closed.
	operator.say(map[string]any{"type": "subscribe", "subscribe": []any{map[string]any{"chan": "ticket:" + string(shown)}}})
	story := operator.until("ticket:"+string(shown), anything)
	r.do(acme, shown, engine.Fields{"audience": "role:lead"})
	operator.until("ticket:"+string(shown), func(x *fold) bool { return slices.Equal(x.resets, []string{resetGone}) })
	x := operator.board(func(x *fold) bool { return len(x.cards) == 0 })
	if len(story.events) != 1 {
		t.Errorf("the operator was shown %+v", story.events)
	}
	for _, f := range []*fold{x, story} {
		if strings.Contains(string(encode(f.cards))+string(encode(f.events)), string(secret)) {
			t.Errorf("the operator has heard of the hidden ticket")
		}
	}
	r.do(acme, shown, engine.Fields{"audience": "staff"})
	operator.board(func(x *fold) bool { return len(x.cards) == 1 })
}

// TestHiddenTicketsAreNotNamed looks at the bytes: the id of a hidden ticket must
// not stand in any frame, whatever becomes of it.
func TestHiddenTicketsAreNotNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	mark := r.open(acme, "new", "метка")
	secret := r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "audience": "role:lead"}).Ticket.ID
	c := r.hello(acme, "operator", wishBoard())
	start := c.board(anything).seq
	for _, data := range []engine.Fields{{"facet": statusFacets("work")}, {"audience": "role:boss"}, {"facet": statusFacets("closed")}, {"audience": "role:lead"}} {
		r.do(acme, secret, data)
		r.move(acme, mark, "work")
	}
	end := r.do(acme, mark, engine.Fields{"set": map[string]any{"subject": "конец"}}).Event.Seq
	again := r.hello(acme, "operator", wishBoard("resume", map[string]any{"epoch": c.epoch, "seq": start}))
	for _, one := range []*client{c, again} {
		for seq := start; seq < end; {
			f, err := one.receive()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(f.raw), string(secret)) {
				t.Errorf("the hidden ticket is named in %s", f.raw)
			}
			seq = max(seq, f.Seq)
		}
	}
}

func TestAudienceHidesEventsAndOps(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "party": "p1", "secret": "зарплата"}).Ticket.ID
	_, err := r.engine.Do(t.Context(), engine.Command{ID: "note", Tenant: acme, Kind: "message", Channel: "test", Ticket: id,
		Actor: engine.Actor{Kind: engine.Staff, ID: "aigul"}, Audience: engine.ForStaff})
	if err != nil {
		t.Fatal(err)
	}
	name := "ticket:" + string(id)
	for token, want := range map[string]struct {
		events int
		secret bool
		actor  string
	}{"lead": {2, true, "p1"}, "operator": {2, false, "p1"}, "customer": {1, false, ""}} {
		c := r.hello(acme, token, map[string]any{"chan": name})
		x := c.until(name, anything)
		if len(x.events) != want.events || x.events[0].Actor.ID != want.actor {
			t.Errorf("%s sees %+v, want %d events", token, x.events, want.events)
		}
		if got := strings.Contains(string(encode(x.events)), "зарплата"); got != want.secret {
			t.Errorf("%s sees the lead's op: %v, want %v", token, got, want.secret)
		}
	}
}

func TestOnlyStaffHaveBoards(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	foreign := r.open(acme, "new", "чужая")
	for _, token := range []string{"customer", "partner"} {
		c := r.hello(acme, token, wishBoard(), map[string]any{"chan": "ticket:" + string(foreign)})
		c.next("welcome")
		if f := c.next("error"); f.Chan != "board" || f.Code != "role_forbidden" || f.Detail == "" {
			t.Errorf("%s asks for the board: %s", token, f.raw)
		}
		if f := c.next("error"); f.Code != "not_found" {
			t.Errorf("%s asks for a ticket that is not theirs: %s", token, f.raw)
		}
	}
}

func TestNewEditionBringsColumns(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	gone := r.hello(acme, "operator", wishBoard())
	at := gone.board(anything).seq
	_ = gone.ws.Close()
	r.activate(acme, "later")
	x := c.board(func(x *fold) bool { return slices.Contains(x.ids(), "done") })
	// The status that was dropped may still be in use.
	if got, want := x.ids(), []string{"new", "work", "done", "closed", "fulfilled"}; !slices.Equal(got, want) || x.columns[0].Label != "Создана" {
		t.Errorf("columns are %v, the first %q; want %v and Создана", got, x.columns[0].Label, want)
	}
	again := r.hello(acme, "operator", wishBoard("resume", map[string]any{"epoch": gone.epoch, "seq": at}))
	again.folds = gone.folds
	if got := again.board(func(x *fold) bool { return slices.Contains(x.ids(), "done") }).resets; len(got) > 0 {
		t.Errorf("the one who was away was reset: %v", got)
	}
}

func TestColumnsOfOldEditionsStayWhileInUse(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	old := r.open(acme, "work", "по старому")
	r.activate(acme, "later")
	c := r.hello(acme, "operator", wishBoard())
	if got, want := c.board(anything).ids(), []string{"new", "work", "done", "closed"}; !slices.Equal(got, want) {
		t.Errorf("columns are %v, want %v", got, want)
	}
	r.move(acme, old, "fulfilled")
	x := c.board(func(x *fold) bool { return x.cards[string(old)].Status == "fulfilled" })
	if got, want := x.ids(), []string{"new", "work", "done", "closed", "fulfilled"}; !slices.Equal(got, want) {
		t.Errorf("columns are %v, want %v", got, want)
	}
	fresh := r.hello(acme, "operator", wishBoard("filter", map[string]any{"family": []string{"done"}}))
	if got := fresh.board(anything).ids(); !slices.Contains(got, "fulfilled") {
		t.Errorf("columns are %v, want fulfilled among them", got)
	}
}

func TestPollFindsWhatHintsLost(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	r.hinting.Store(false)
	id := r.open(acme, "new", "без подсказки")
	c.board(func(x *fold) bool { return x.cards[string(id)].Number != "" })
}

func TestLogThatCannotBeReadIsReadLater(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	r.store.breakDown(true)
	id := r.open(acme, "new", "во время сбоя")
	late := r.hello(acme, "operator", wishBoard("filter", map[string]any{"turn": []string{"staff"}}))
	if got := late.closed(); got.Code != CloseLater {
		t.Errorf("who came during the failure was closed with %v, want %d", got, CloseLater)
	}
	r.store.breakDown(false)
	c.board(func(x *fold) bool { return x.cards[string(id)].Number != "" })
}

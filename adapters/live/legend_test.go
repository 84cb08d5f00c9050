package live

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

func TestBoardExplainsWhatItsCardsHold(t *testing.T) {
	t.Parallel()
	due := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	r := newRig(t, func(c *Config) {
		c.People = func(context.Context, engine.TenantID) (people, companies []Named, err error) {
			return []Named{{"aigul", "Айгүл Сәрсенова"}}, []Named{{"shop", "ТОО «Дүкен»"}}, nil
		}
	}).serve()
	id := r.open(acme, "new", "no sound")
	r.do(acme, id, engine.Fields{"due": engine.Micros(due)})
	c := r.hello(acme, "operator", wishBoard())
	c.next("welcome")
	f := c.next("snapshot")
	names := f.Page.Legend.Names
	if got := names["type"]; !slices.Equal(got, []Named{{"mail", "Почта"}}) {
		t.Errorf("the types are %v", got)
	}
	if got := names["assignee"]; !slices.Equal(got, []Named{{"aigul", "Айгүл Сәрсенова"}}) {
		t.Errorf("the people are %v", got)
	}
	i := slices.IndexFunc(f.Page.Columns, func(c column) bool { return c.ID == "work" })
	if enter := f.Page.Columns[i].Enter; len(enter) != 1 || enter[0].Act != "take" || enter[0].Clause.Label != "1.1" || !slices.Contains(enter[0].From, "new") {
		t.Errorf("the column work is entered by %+v", enter)
	}
	clock := f.Page.Cards[0].Clock
	if clock == nil || clock.State != "running" || clock.Due == nil || !clock.Due.Equal(due) || clock.Label != "Реакция" {
		t.Errorf("the clock is %+v", clock)
	}
}

func TestSessionOpensASocketWithoutAToken(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) {
		c.Session = func(req *http.Request, tenant engine.TenantID) string {
			if cookie, err := req.Cookie("desk"); err == nil {
				return cookie.Value + "@" + string(tenant)
			}
			return ""
		}
	}).serve()
	for cookie, want := range map[string]string{"desk=operator": "welcome", "desk=nobody": "error", "": "error"} {
		ws, _, err := r.dialer(0).Dial(r.url(acme), http.Header{"Cookie": {cookie}})
		if err != nil {
			t.Fatal(err)
		}
		c := r.client(ws)
		c.say(map[string]any{"type": "hello", "subscribe": []any{wishBoard()}})
		c.next(want)
	}
}

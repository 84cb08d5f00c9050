package httpapi

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

type foundPage struct {
	Results []Found
	Next    string
	Behind  int64
}

func (r *rig) index(t *testing.T, tenant engine.TenantID) {
	t.Helper()
	for {
		n, err := r.store.Index(t.Context(), tenant, 100)
		if err != nil {
			t.Fatal(err)
		}
		if n < 100 {
			return
		}
	}
}

func (r *rig) find(t *testing.T, role, text, more string) foundPage {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	return want[foundPage](t, r.call(t, role, "GET", "/api/v1/"+tenant+"/search?q="+url.QueryEscape(text)+more, nil), http.StatusOK)
}

func (p *foundPage) numbers() string {
	var all []string
	for _, f := range p.Results {
		all = append(all, f.Ticket.Number)
	}
	return strings.Join(all, " ")
}

func TestSearchFindsTickets(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	one := r.file(t, laptop())
	two := laptop()
	two["description"], two["name"], two["email"] = "Принтер жуёт бумагу", "Айгүл", "aigul@bank.kz"
	other := r.file(t, two)
	if got := r.find(t, "prots/operator", "принтер", ""); len(got.Results) != 0 || got.Behind < 2 {
		t.Errorf("before it is indexed: %+v, want nothing, and that it is behind", got)
	}
	r.act(t, "prots/operator", one.Number, "note", object{"text": "звонил про картридж"})
	r.index(t, prots)
	for text, want := range map[string]string{
		"ноутбук": one.Number, "принт бумаг": other.Number, "айгүл": other.Number, "daniyar@mail.example": one.Number, "картридж": one.Number,
		one.Number: one.Number, strings.ToLower(other.Number): other.Number, "87051006343": other.Number + " " + one.Number, "банк": other.Number,
		"дракон": "", " ": "", "!": "",
	} {
		got := r.find(t, "prots/operator", text, "")
		if got.numbers() != want || got.Next != "" || got.Behind != 0 {
			t.Errorf("%q finds %q (%+v), want %q", text, got.numbers(), got, want)
		}
	}
	if got := r.find(t, "prots/operator", "картридж", ""); got.Results[0].Event != 4 {
		t.Errorf("found in event %d, want the note, 4", got.Results[0].Event)
	}
	if got := r.find(t, "sud/operator", "ноутбук", ""); len(got.Results) != 0 {
		t.Errorf("another tenant finds %+v", got.Results)
	}
	problem(t, r.call(t, "prots/intake", "GET", "/api/v1/prots/search?q=x", nil), http.StatusForbidden, engine.Forbidden)
}

func TestSearchIsPaged(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var want []string
	for range 5 {
		want = append([]string{r.file(t, laptop()).Number}, want...)
	}
	r.index(t, prots)
	var got []string
	cursor := ""
	for range 5 {
		page := r.find(t, "prots/operator", "ноутбук", "&limit=2&cursor="+cursor)
		for _, f := range page.Results {
			got = append(got, f.Ticket.Number)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("pages %v, want %v", got, want)
	}
	problem(t, r.call(t, "prots/operator", "GET", "/api/v1/prots/search?q=x&cursor=x", nil), http.StatusUnprocessableEntity, engine.Invalid)
}

// TestSearchKeepsToAudience hides a ticket from all roles but one, and an event
// of another ticket.
func TestSearchKeepsToAudience(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	open := r.file(t, laptop())
	row, err := r.store.Ticket(t.Context(), prots, open.Number)
	if err != nil {
		t.Fatal(err)
	}
	cmd := engine.Command{ID: "secret", Tenant: prots, Kind: "act", Channel: "api", Ticket: row.ID, Audience: engine.ForRole("admin"),
		Actor: engine.Actor{Kind: engine.Staff, ID: "admin", Roles: []string{"admin", "operator"}},
		Data:  engine.Fields{"act": "note", "inputs": map[string]any{"text": "жалоба на оператора"}}}
	if _, err := r.engine.Do(t.Context(), cmd); err != nil {
		t.Fatal(err)
	}
	r.index(t, prots)
	if got := r.find(t, "prots/admin", "жалоба", ""); got.numbers() != open.Number {
		t.Errorf("an administrator finds %q, want the ticket", got.numbers())
	}
	if got := r.find(t, "prots/operator", "жалоба", ""); len(got.Results) != 0 {
		t.Errorf("an operator finds %+v by words that they may not see", got.Results)
	}
	if got := r.find(t, "prots/operator", "ноутбук", ""); got.numbers() != open.Number {
		t.Errorf("an operator finds %q by other words, want the ticket", got.numbers())
	}
}

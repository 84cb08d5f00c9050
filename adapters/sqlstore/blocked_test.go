package sqlstore

import (
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// TestBlockIsAsDurableAsItsEvent: it is there with the event and tells who, when and
// by which ticket; the first block of an address stays; another tenant knows nothing
// of it; and what was kept can be taken in.
func TestBlockIsAsDurableAsItsEvent(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		block := func(id string) engine.Result {
			res, err := r.Do(t.Context(), engine.Command{ID: engine.CommandID(id), Tenant: acme, Kind: "message", Channel: "test",
				Actor: engine.Actor{Kind: engine.Staff, ID: "aigul"}, Data: engine.Fields{"block": []any{"a@spam.example"}}})
			if err != nil {
				t.Fatal(err)
			}
			return res
		}
		first := block("b1")
		r.Clock.Advance(time.Hour)
		block("b2")
		for _, w := range []struct {
			tenant  engine.TenantID
			address string
			want    bool
		}{{acme, "a@spam.example", true}, {acme, " A@Spam.Example", true}, {acme, "b@spam.example", false}, {acme, "", false}, {other, "a@spam.example", false}} {
			if got, err := s.IsBlocked(t.Context(), w.tenant, w.address); err != nil || got != w.want {
				t.Errorf("%s, %q: blocked is %v (%v), want %v", w.tenant, w.address, got, err, w.want)
			}
		}
		for i, id := range []string{"m1", "m2"} {
			m := Mail{Tenant: acme, ID: id, Blob: id, State: MailBlocked, Blocked: "a@spam.example", Received: enginetest.Start.Add(time.Duration(i) * time.Hour)}
			if err := s.PutMail(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		list, err := s.Blocked(t.Context(), acme)
		if err != nil || len(list) != 1 {
			t.Fatalf("blocked are %+v (%v), want one", list, err)
		}
		want := engine.Block{Address: "a@spam.example", Ticket: first.Ticket.ID, By: "aigul", At: first.Event.At}
		if got := list[0]; got.Block != want || got.Kept != 2 || !got.Last.Equal(enginetest.Start.Add(time.Hour)) {
			t.Errorf("blocked is %+v, want %+v with 2 mails", got, want)
		}
		if list, err := s.Blocked(t.Context(), other); err != nil || len(list) != 0 {
			t.Errorf("another tenant has blocked %+v (%v)", list, err)
		}
		if _, err := s.Unblock(t.Context(), other, "a@spam.example", true); engine.KindOf(err) != engine.NotFound {
			t.Errorf("another tenant unblocks: %v, want not found", err)
		}
		if n, err := s.Unblock(t.Context(), acme, "A@spam.example", true); err != nil || n != 2 {
			t.Errorf("%d mails are taken in (%v), want 2", n, err)
		}
		if waiting, err := s.MailIn(t.Context(), acme, MailReceived, 10); err != nil || len(waiting) != 2 || waiting[0].Blocked != "" {
			t.Errorf("%+v wait to be decided (%v), want both", waiting, err)
		}
		if got, err := s.IsBlocked(t.Context(), acme, "a@spam.example"); err != nil || got {
			t.Errorf("after unblocking, blocked is %v (%v)", got, err)
		}
	})
}

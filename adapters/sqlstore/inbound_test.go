package sqlstore

import (
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// TestBlobsThatAreReferredToAreKnown covers what the sweep of unused files asks.
func TestBlobsThatAreReferredToAreKnown(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		populate(t, s, r, acme) // an attachment of the blob b
		for id, state := range map[string]string{"waiting": MailReceived, "done": MailDone, "odd": MailQuarantine} {
			if err := s.PutMail(t.Context(), Mail{Tenant: acme, ID: id, Blob: "raw " + id, State: state, Received: enginetest.Start}); err != nil {
				t.Fatal(err)
			}
		}
		want := []struct {
			tenant engine.TenantID
			blob   string
			known  bool
		}{
			{acme, "b", true}, {acme, "raw waiting", true}, {acme, "raw done", true}, {acme, "raw odd", true},
			{acme, "nobody's", false}, {other, "b", false}, {other, "raw waiting", false},
		}
		for _, w := range want {
			if got, err := s.HasBlob(t.Context(), w.tenant, w.blob); err != nil || got != w.known {
				t.Errorf("%s, blob %q: known is %v (%v), want %v", w.tenant, w.blob, got, err, w.known)
			}
		}
	})
}

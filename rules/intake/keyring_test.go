package intake

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
)

// spoil changes one character.
func spoil(t *rapid.T, s string) string {
	b, at := []byte(s), rapid.IntRange(0, len(s)-1).Draw(t, "at")
	b[at] = map[bool]byte{true: 'b', false: 'a'}[b[at] == 'a' || b[at] == 'A']
	return string(b)
}

// What a keyring makes, it reads back, in any case of letters; what anybody has
// changed, it does not take.
func TestKeyringReadsOnlyWhatItHasMade(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ticket := engine.TicketID(rapid.StringMatching(`[0-9A-HJKMNP-TV-Z]{26}`).Draw(t, "ticket"))
		delivery := engine.DeliveryID(rapid.StringMatching(`[0-9a-z]{1,8}\.[0-9]{1,3}`).Draw(t, "delivery"))
		shout := func(s string) string {
			if rapid.Bool().Draw(t, "upper") {
				return strings.ToUpper(s)
			}
			return s
		}
		tag := keys.ReplyTag(ticket)
		if got, ok := keys.ReadReplyTag(shout(tag)); !ok || got != ticket {
			t.Fatalf("reply tag: got %s, %v, want %s", got, ok, ticket)
		}
		if _, ok := keys.ReadReplyTag(spoil(t, tag)); ok {
			t.Fatal("a changed reply tag was taken")
		}
		id := keys.MessageID(ticket, delivery, "example.kz")
		if got, d, ok := keys.ReadMessageID("<" + shout(id) + ">"); !ok || got != ticket || d != delivery {
			t.Fatalf("message id: got %s, %s, %v, want %s, %s", got, d, ok, ticket, delivery)
		}
		if _, _, ok := keys.ReadMessageID(spoil(t, id[:strings.Index(id, "@")]) + "@example.kz"); ok {
			t.Fatal("a changed message id was taken")
		}
		ref := keys.Reference(ticket, "example.kz")
		if got, ok := keys.ReadReference(shout(ref)); !ok || got != ticket {
			t.Fatalf("reference: got %s, %v, want %s", got, ok, ticket)
		}
		if _, ok := keys.ReadReference(id); ok {
			t.Fatal("a message id was taken for a reference")
		}
	})
}

func TestActTokenIsForItsActAndState(t *testing.T) {
	t.Parallel()
	token := keys.ActToken("01ABC", "confirm", "7")
	if ticket, act, stamp, ok := keys.ReadActToken(token); !ok || ticket != "01ABC" || act != "confirm" || stamp != "7" {
		t.Errorf("got %s, %s, %s, %v", ticket, act, stamp, ok)
	}
	rapid.Check(t, func(t *rapid.T) {
		if _, _, _, ok := keys.ReadActToken(spoil(t, token)); ok {
			t.Fatal("a changed token was taken")
		}
	})
	for _, bad := range []string{"", "...", "a.b.c.d", token + ".x", strings.Replace(token, "confirm", "disagree", 1)} {
		if _, _, _, ok := keys.ReadActToken(bad); ok {
			t.Errorf("%q was taken", bad)
		}
	}
}

func FuzzKeyringReads(f *testing.F) {
	for _, s := range []string{"", "r.a.b.c.d@x", "t.a.b@x", keys.ReplyTag("T"), keys.MessageID("T", "a.1", "x"), keys.Reference("T", "x"), "....", "<>@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if ticket, ok := keys.ReadReplyTag(s); ok && keys.ReplyTag(ticket) != strings.ToLower(s) {
			t.Fatalf("%q was read as the tag of %s", s, ticket)
		}
		keys.ReadMessageID(s)
		keys.ReadReference(s)
		keys.ReadActToken(s)
	})
}

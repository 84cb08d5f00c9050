package intake

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

var keys = NewKeyring([]byte("secret of the tenant"))

// mailOf is a mail to a mailbox with an id.
func mailOf(mailbox, id string) *Mail {
	return &Mail{Tenant: "desk", Mailbox: mailbox, MessageID: id, Digest: "d-" + id, From: Person{Name: "Aigul", Address: "A@Client.Example"},
		Subject: "Re: [DESK-001] Printer is broken", Text: "It does not print", Full: "It does not print\n> yes", At: time.Unix(1, 0)}
}

func TestSameInputIsTheSameCommand(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`[ab]{1,2}`) // few, so that one of both is often the same
	rapid.Check(t, func(t *rapid.T) {
		boxA, idA := text.Draw(t, "mailbox a"), text.Draw(t, "id a")
		boxB, idB := text.Draw(t, "mailbox b"), text.Draw(t, "id b")
		same := boxA == boxB && idA == idB
		a, b := mailOf(boxA, idA).Command(keys), mailOf(boxB, idB).Command(keys)
		if (a.ID == b.ID) != same {
			t.Fatalf("mails %q %q and %q %q are commands %s and %s", boxA, idA, boxB, idB, a.ID, b.ID)
		}
		if again := mailOf(boxA, idA).Command(keys); again.ID != a.ID || again.Actor.ID != a.Actor.ID || !slices.Equal(again.Keys, a.Keys) {
			t.Fatalf("the same mail became %v and then %v", a, again)
		}
		ua := Unreadable{Mailbox: boxA, Digest: idA}
		ub := Unreadable{Mailbox: boxB, Digest: idB}
		if (ua.Command(keys).ID == ub.Command(keys).ID) != same {
			t.Fatalf("unreadable input %q %q and %q %q", boxA, idA, boxB, idB)
		}
		if ua.Command(keys).ID == a.ID {
			t.Fatalf("a mail and unreadable input are the same command %s", a.ID)
		}
	})
}

func TestMailWithoutIDIsKnownByItsDigest(t *testing.T) {
	t.Parallel()
	m := mailOf("desk@example.kz", "")
	m.Digest = "one"
	one := m.Command(keys)
	m.Digest = "two"
	if two := m.Command(keys); one.ID == two.ID || one.Data["message_id"] != nil {
		t.Errorf("got %s and %s with message id %v", one.ID, two.ID, one.Data["message_id"])
	}
}

func TestTenantsDoNotShareKeys(t *testing.T) {
	t.Parallel()
	other := NewKeyring([]byte("secret of another"))
	m := mailOf("desk@example.kz", "m@x")
	if a, b := m.Command(keys), m.Command(other); a.ID == b.ID || a.Actor.ID == b.Actor.ID {
		t.Errorf("two tenants have the same command %s or party %s", a.ID, a.Actor.ID)
	}
	if _, ok := other.ReadReplyTag(keys.ReplyTag("T1")); ok {
		t.Error("another tenant's reply tag was taken")
	}
}

func TestHeadersHoldNoAddresses(t *testing.T) {
	t.Parallel()
	cmd := mailOf("desk@example.kz", "m@x").Command(keys)
	for _, k := range cmd.Keys {
		if strings.Contains(strings.ToLower(k.Value), "client") || strings.Contains(k.Value, "m@x") {
			t.Errorf("key %s holds %s", k.Kind, k.Value)
		}
	}
	if strings.Contains(string(cmd.ID)+cmd.Actor.ID, "client") || cmd.Address != "mailto:a@client.example" {
		t.Errorf("command %s of %s from %s", cmd.ID, cmd.Actor.ID, cmd.Address)
	}
	if cmd.Actor.ID != string(keys.Party("mailto:A@CLIENT.example")) {
		t.Error("the case of an address makes another party of it")
	}
}

func TestMailOffersItsEvidence(t *testing.T) {
	t.Parallel()
	m := mailOf("desk@example.kz", "m@x")
	m.Tag = keys.ReplyTag("01ABC")
	m.InReplyTo = keys.MessageID("01DEF", "d.1", "example.kz")
	m.References = []string{keys.Reference("01GHI", "example.kz"), "foreign@elsewhere"}
	want := map[string]engine.Key{
		rules.ByReply:     {Kind: rules.ByReply, Value: "01ABC", Lookup: engine.ByID},
		rules.ByOwn:       {Kind: rules.ByOwn, Value: "01DEF", Lookup: engine.ByID},
		rules.ByReference: {Kind: rules.ByReference, Value: "01GHI", Lookup: engine.ByID},
		rules.ByForeign:   {Kind: rules.ByForeign, Value: keys.Hash("mid", "foreign@elsewhere")},
		rules.ByNumber:    {Kind: rules.ByNumber, Value: "DESK-001", Lookup: engine.ByNumber},
		rules.ByCopy:      {Kind: rules.ByCopy, Value: keys.Hash("mid", "m@x"), Keep: true},
		rules.BySubject:   {Kind: rules.BySubject, Value: keys.Hash("subject", "a@client.example", "printer is broken"), Keep: true},
		rules.ByDomain:    {Kind: rules.ByDomain, Value: keys.Hash("subject", "client.example", "printer is broken"), Keep: true},
	}
	got := m.Command(keys).Keys
	for _, k := range got {
		if want[k.Kind] != k {
			t.Errorf("got %+v, want %+v", k, want[k.Kind])
		}
		delete(want, k.Kind)
	}
	for kind := range want {
		t.Errorf("no evidence of kind %s in %v", kind, got)
	}
}

func TestEvidenceIsBounded(t *testing.T) {
	t.Parallel()
	m := mailOf("desk@example.kz", "m@x")
	for range 5000 {
		m.References = append(m.References, "x@y")
	}
	m.Subject = strings.Repeat("DESK-1 ", 1000)
	if got := len(m.Command(keys).Keys); got > maxKeys {
		t.Errorf("%d keys, want at most %d", got, maxKeys)
	}
}

func TestMachinesSubjectsTieNothing(t *testing.T) {
	t.Parallel()
	m := mailOf("desk@example.kz", "m@x")
	m.Automatic = "auto-replied"
	for _, k := range m.Command(keys).Keys {
		if k.Kind == rules.BySubject || k.Kind == rules.ByDomain {
			t.Errorf("a machine's mail offers %s", k.Kind)
		}
	}
}

func TestBounceAnswersTheMessageThatItReports(t *testing.T) {
	t.Parallel()
	b := Bounce{Mail: *mailOf("desk@example.kz", "m@x"), Original: keys.MessageID("01DEF", "d.1", "example.kz"), Reason: "5.1.1", Permanent: true}
	b.References = []string{keys.MessageID("01XYZ", "d.1", "example.kz")}
	cmd := b.Command(keys)
	var own []string
	for _, k := range cmd.Keys {
		if k.Kind == rules.ByOwn {
			own = append(own, k.Value)
		}
	}
	if !slices.Equal(own, []string{"01DEF"}) || cmd.Kind != rules.KindBounce || cmd.Audience != engine.ForStaff || !cmd.Data.Bool("permanent") {
		t.Errorf("it answers %q as %s for %s", own, cmd.Kind, cmd.Audience)
	}
}

func TestFormIsItsSendersOrItsOperators(t *testing.T) {
	t.Parallel()
	f := Form{Tenant: "desk", Channel: "call", ID: "form/1", Fields: engine.Fields{"phone": "8 705 100 63 43", "description": "Broken"}}
	party := string(keys.Party("tel:+77051006343"))
	if cmd := f.Command(keys); cmd.ID != "form/1" || cmd.Actor.ID != party || cmd.Address != "tel:+77051006343" || cmd.Data.String("text") != "Broken" {
		t.Errorf("got %+v", cmd)
	}
	f.Operator = &engine.Actor{Kind: engine.Staff, ID: "aliya"}
	if cmd := f.Command(keys); cmd.Actor.ID != "aliya" || cmd.Data.String("requester") != party {
		t.Errorf("taken down by %s for %q, want aliya for %s", cmd.Actor.ID, cmd.Data.String("requester"), party)
	}
	f.Fields["email"] = " A@Client.Example "
	if cmd := f.Command(keys); cmd.Address != "mailto:a@client.example" {
		t.Errorf("the mail address outweighs the phone: got %s", cmd.Address)
	}
	f.Fields = engine.Fields{}
	if cmd := f.Command(keys); cmd.Address != "" || cmd.Data["requester"] != "" {
		t.Errorf("nobody's form has the address %q and the requester %v", cmd.Address, cmd.Data["requester"])
	}
}

func TestWhatStaffDoAmongThemselvesIsForStaff(t *testing.T) {
	t.Parallel()
	for act, want := range map[string]engine.Audience{rules.ActNote: engine.ForStaff, rules.ActAssign: engine.ForStaff, rules.ActWatch: engine.ForStaff,
		rules.ActLink: engine.ForStaff, rules.ActAttach: engine.ForStaff, rules.ActReply: "", "take": ""} {
		a := Act{ID: "x", Ticket: "T", Version: 3, Act: act, Inputs: engine.Fields{"text": "x"}}
		if cmd := a.Command(); cmd.Audience != want || cmd.Version != 3 || cmd.Data.Map("inputs").String("text") != "x" {
			t.Errorf("%s: got %+v, want it for %q", act, cmd, want)
		}
	}
}

package sqlstore

import (
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/directory"
)

// phoneBook is a directory of people outside. Another tenant has one of the numbers
// too.
func phoneBook(t *testing.T, s *Store) {
	t.Helper()
	for tenant, parties := range map[engine.TenantID][]directory.Party{
		acme: {
			{ID: "saule", Name: "Сәуле Омарова", Addresses: []directory.Address{{Kind: "phone", Value: "+77051006343", Verified: true}, {Kind: "email", Value: "saule@gmail.com"}}},
			{ID: "omar", Name: "Омар 100%_!", Addresses: []directory.Address{{Kind: "email", Value: "omar@mail.example"}}},
		},
		other: {{ID: "stranger", Name: "Сәуле Чужая", Addresses: []directory.Address{{Kind: "phone", Value: "+77051006343"}}}},
	} {
		if err := s.Import(t.Context(), tenant, &directory.File{Parties: parties}, enginetest.Start); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCallerIsFoundByAddressWithinTheTenant(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		phoneBook(t, s)
		for tenant, want := range map[engine.TenantID]string{acme: "saule", other: "stranger"} {
			got, err := s.PartiesAt(t.Context(), tenant, "phone", "+77051006343")
			if err != nil || len(got) != 1 || got[0].ID != want {
				t.Errorf("%s has %+v (%v), want %s alone", tenant, got, err, want)
			}
		}
		got, err := s.PartiesAt(t.Context(), acme, "email", "Saule@Gmail.com")
		if err != nil || len(got) != 1 {
			t.Fatalf("by mail: %+v (%v), want one", got, err)
		}
		want := []directory.Address{{Kind: "email", Value: "saule@gmail.com"}, {Kind: "phone", Value: "+77051006343", Verified: true}}
		if !slices.Equal(got[0].Addresses, want) {
			t.Errorf("addresses %+v, want %+v", got[0].Addresses, want)
		}
		if got, err := s.PartiesAt(t.Context(), other, "email", "saule@gmail.com"); err != nil || len(got) != 0 {
			t.Errorf("another tenant sees %+v (%v)", got, err)
		}
	})
}

func TestCallerIsFoundByBeginningsOfTheirName(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		phoneBook(t, s)
		for typed, want := range map[string]string{"сәуле": "saule", "САУЛЕ": "", "СӘУЛЕ ома": "saule", "омар": "omar saule", "уле": "", "100%": "omar",
			"1%0": "", "%": "", "_": "", "100%_!": "omar", "чужая": "", "  ": ""} {
			got, err := s.PartiesNamed(t.Context(), acme, typed, 10)
			var ids []string
			for _, p := range got {
				ids = append(ids, p.ID)
			}
			slices.Sort(ids)
			if err != nil || strings.Join(ids, " ") != want {
				t.Errorf("%q finds %q (%v), want %q", typed, ids, err, want)
			}
		}
		if got, err := s.PartiesNamed(t.Context(), acme, "ома", 1); err != nil || len(got) != 1 {
			t.Errorf("%d found (%v), want as many as were asked for", len(got), err)
		}
	})
}

package directory

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

const people = `tenant: desk
principals:
  - {id: aliya, name: Әлия, roles: [operator]}
companies:
  - {id: clinic, name: ТОО «Клиника», domains: [Clinic.KZ], inbound: [Support@clinic.kz], level: gold}
  - {id: bank, name: АО «Банк», domains: [bank.kz], personal_mail: never}
parties:
  - id: saule
    name: Сәуле
    company: clinic
    language: kk
    addresses:
      - {kind: email, value: " Saule@Gmail.com ", verified: true}
      - {kind: phone, value: "8 705 100 63 43"}
`

func TestFileIsBroughtToItsNormalForm(t *testing.T) {
	t.Parallel()
	f, err := Read(strings.NewReader(people))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Parties[0].Addresses; got[0].Value != "saule@gmail.com" || got[1].Value != "+77051006343" {
		t.Errorf("addresses are %v", got)
	}
	if c := f.Companies[0]; c.Domains[0] != "clinic.kz" || c.Inbound[0] != "support@clinic.kz" || c.PersonalMail != PersonalExceptions {
		t.Errorf("got %+v", c)
	}
	if got := Inbound(f.Companies); len(got) != 1 || got[0] != "support@clinic.kz" {
		t.Errorf("inbound addresses are %q", got)
	}
}

func TestEmptyFileIsAnEmptyDirectory(t *testing.T) {
	t.Parallel()
	if f, err := Read(strings.NewReader("")); err != nil || len(f.Parties) != 0 {
		t.Errorf("got %v, %v", f, err)
	}
}

func TestErrorsNameTheirLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, with, want string }{
		{"id: aliya", "id: ''", "line 3: a principal has no id"},
		{"roles: [operator]", "colour: red", "line 3: there is no key colour here"},
		{"id: bank", "id: clinic", `line 6: company "clinic" stands twice`},
		{"bank.kz", "CLINIC.kz", `line 6: domain "clinic.kz" stands twice`},
		{"personal_mail: never", "personal_mail: sometimes", `line 6: company bank: personal_mail is "sometimes"; never, exceptions and accepted are known`},
		{"company: clinic", "company: gone", `line 8: party saule is of company "gone", which there is not`},
		{`"8 705 100 63 43"`, `"12"`, `line 14: party saule: "12" is no phone number`},
		{"kind: phone", "kind: fax", `line 14: party saule: address kind "fax"; email and phone are known`},
		{"Saule@Gmail.com", "saule", `line 13: party saule: "saule" is no mail address`},
		{`kind: phone, value: "8 705 100 63 43"`, "kind: email, value: SAULE@gmail.com", `line 14: address "email:saule@gmail.com" stands twice`},
		{"tenant: desk", "tenant: D", `line 1: tenant "D": want 2 to 32`},
		{"parties:", "parties: [", "yaml: line"},
	} {
		_, err := Read(strings.NewReader(strings.Replace(people, c.old, c.with, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "directory: ") {
			t.Errorf("%s: got %v, want %q", c.with, err, c.want)
		}
	}
}

func TestAllErrorsAreFoundAtOnce(t *testing.T) {
	t.Parallel()
	_, err := Read(strings.NewReader("principals: [{id: ''}]\ncompanies: [{id: ''}]\nparties: [{id: ''}]"))
	for _, want := range []string{"line 1: a principal", "line 2: a company", "line 3: a party"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestFactsSayWhoseAnAddressIs(t *testing.T) {
	t.Parallel()
	f, err := Read(strings.NewReader(people))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		address     string
		data        engine.Fields
		company, by string
		identified  bool
		domain      bool
	}{
		{"mailto:saule@gmail.com", nil, "clinic", "address", true, false},
		{"tel:+77051006343", nil, "clinic", "address", false, false},
		{"mailto:new@bank.kz", nil, "bank", "domain", false, true},
		{"mailto:x@y.kz", engine.Fields{"mailbox": "support@clinic.kz"}, "clinic", "inbound", false, false},
		{"mailto:x@y.kz", engine.Fields{"fields": map[string]any{"company_name": "ао «банк»"}}, "bank", "name", false, false},
		{"mailto:new@bank.kz", engine.Fields{"mailbox": "support@clinic.kz"}, "bank", "domain", false, true},
		{"mailto:saule@gmail.com", engine.Fields{"mailbox": "support@bank.kz"}, "clinic", "address", true, false},
		{"mailto:x@y.kz", nil, "", "", false, false}, {"", nil, "", "", false, false},
	} {
		got, err := f.Facts(t.Context(), "desk", c.address, c.data)
		if err != nil {
			t.Fatal(err)
		}
		if got.Map("company").String("id") != c.company || got.String("by") != c.by || got.Bool("identified") != c.identified || got.Bool("company_domain") != c.domain {
			t.Errorf("%s with %v: got %v, want %+v", c.address, c.data, got, c)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(people)
	f.Add("parties: [{id: a, addresses: [{kind: email, value: x}]}, *a]")
	f.Add("principals: &a [{id: b}]\nparties: *a")
	f.Add("companies: {id: a}\nparties: [null]")
	f.Fuzz(func(t *testing.T, s string) {
		f, err := Read(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, p := range f.Parties {
			for _, a := range p.Addresses {
				if a.Value == "" || a.Value != strings.ToLower(a.Value) {
					t.Fatalf("%q was taken as an address", a.Value)
				}
			}
		}
	})
}

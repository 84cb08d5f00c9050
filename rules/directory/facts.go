package directory

import (
	"context"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// Facts says what is known about an address such as "mailto:a@example.kz" or
// "tel:+77051006343". party is its owner, if there is one; the companies are all
// of the tenant's. data is the command's: our address that was written to, or
// the company that was named on a form, can tell the company too.
func Facts(address string, party *Party, verified bool, companies []Company, data engine.Fields) engine.Fields {
	facts := engine.Fields{}
	var company *Company
	by := ""
	if party != nil {
		facts["party"], facts["name"], facts["identified"] = party.ID, party.Name, verified
		if party.Language != "" {
			facts["language"] = party.Language
		}
		company, by = find(companies, func(c *Company) bool { return c.ID == party.Company }), "address"
	}
	_, domain, _ := strings.Cut(strings.TrimPrefix(address, "mailto:"), "@")
	if owner := find(companies, func(c *Company) bool { return slices.Contains(c.Domains, domain) }); owner != nil {
		facts["company_domain"] = true
		if company == nil {
			company, by = owner, "domain"
		}
	}
	if mailbox := data.String("mailbox"); company == nil && mailbox != "" {
		company, by = find(companies, func(c *Company) bool { return slices.Contains(c.Inbound, mailbox) }), "inbound"
	}
	if named := data.Map("fields").String("company_name"); company == nil && named != "" {
		company, by = find(companies, func(c *Company) bool {
			return strings.EqualFold(c.Name, named) || strings.EqualFold(c.ID, named)
		}), "name"
	}
	if company != nil {
		facts["by"], facts["company"] = by, companyFacts(company)
	}
	return facts
}

func companyFacts(c *Company) map[string]any {
	m := map[string]any{"id": c.ID, "name": c.Name, "personal_mail": c.PersonalMail}
	if len(c.Directions) > 0 {
		directions := make([]any, len(c.Directions))
		for i, d := range c.Directions {
			directions[i] = d
		}
		m["directions"] = directions
	}
	for name, value := range map[string]string{"level": c.Level, "contract": c.Contract} {
		if value != "" {
			m[name] = value
		}
	}
	return m
}

func find(companies []Company, match func(*Company) bool) *Company {
	for i := range companies {
		if match(&companies[i]) {
			return &companies[i]
		}
	}
	return nil
}

// AddressKey splits an address into the kind and value under which parties have
// theirs.
func AddressKey(address string) (kind, value string) {
	scheme, value, _ := strings.Cut(address, ":")
	switch scheme {
	case "mailto":
		return "email", value
	case "tel":
		return "phone", value
	}
	return "", ""
}

// Facts makes a file a FactFinder by itself, for case files and tests.
func (f *File) Facts(_ context.Context, _ engine.TenantID, address string, data engine.Fields) (engine.Fields, error) {
	kind, value := AddressKey(address)
	for i := range f.Parties {
		for _, a := range f.Parties[i].Addresses {
			if a.Kind == kind && a.Value == value {
				return Facts(address, &f.Parties[i], a.Verified, f.Companies, data), nil
			}
		}
	}
	return Facts(address, nil, false, f.Companies, data), nil
}

// Inbound lists our addresses that are for a single company each.
func Inbound(companies []Company) []string {
	var out []string
	for i := range companies {
		out = append(out, companies[i].Inbound...)
	}
	return out
}

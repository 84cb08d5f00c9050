package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

// PartiesAt returns who has an address of a kind ("email" or "phone", in its normal
// form), with all their addresses: one at most.
func (s *Store) PartiesAt(ctx context.Context, tenant engine.TenantID, kind, value string) ([]directory.Party, error) {
	var rows []partyRow
	err := s.db.read(ctx, tenant, &rows, `
		SELECT p.* FROM party_addresses AS a JOIN parties AS p ON p.tenant = a.tenant AND p.id = a.party
		WHERE a.tenant = ? AND a.kind = ? AND a.value = ?`, string(tenant), kind, strings.ToLower(value))
	if err != nil {
		return nil, temporary(fmt.Errorf("who has %s: %w", kind, err))
	}
	return s.withAddresses(ctx, tenant, rows)
}

// maxNameWords bounds how many words of a name are looked for.
const maxNameWords = 4

// PartiesNamed returns people who have all words of a name at the beginnings of
// words of theirs, by name, limit at most, with their addresses. Neither database
// knows capitals of all our letters, so each word is asked for as it was typed, in
// small letters, in capitals and with a capital first. It reads all of the tenant's
// people: a name has no index.
func (s *Store) PartiesNamed(ctx context.Context, tenant engine.TenantID, name string, limit int) ([]directory.Party, error) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil, nil
	}
	args := []any{string(tenant)}
	var where strings.Builder
	for _, word := range words[:min(len(words), maxNameWords)] {
		var ways []string
		for _, spelled := range spellings(word) {
			ways = append(ways, `name LIKE ? ESCAPE '!' OR name LIKE ? ESCAPE '!'`)
			args = append(args, spelled+"%", "% "+spelled+"%")
		}
		where.WriteString(" AND (" + strings.Join(ways, " OR ") + ")")
	}
	var rows []partyRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM parties WHERE tenant = ?"+where.String()+" ORDER BY name, id LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, temporary(fmt.Errorf("who is called so: %w", err))
	}
	return s.withAddresses(ctx, tenant, rows)
}

// spellings are the ways in which a word is looked for, as the text of a pattern.
func spellings(word string) []string {
	first, size := utf8.DecodeRuneInString(word)
	lower := strings.ToLower(word[size:])
	var out []string
	seen := map[string]bool{}
	for _, one := range []string{word, strings.ToLower(word), strings.ToUpper(word), string(unicode.ToUpper(first)) + lower} {
		if one = likeText.Replace(one); !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}

// likeText makes a text stand for itself in a pattern whose escape is "!".
var likeText = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// withAddresses makes people of rows.
func (s *Store) withAddresses(ctx context.Context, tenant engine.TenantID, rows []partyRow) ([]directory.Party, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make(oneOf, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	var addresses []addressRow
	err := s.db.read(ctx, tenant, &addresses, "SELECT * FROM party_addresses WHERE tenant = ? AND party IN (?) ORDER BY kind, value", string(tenant), ids)
	if err != nil {
		return nil, temporary(fmt.Errorf("addresses: %w", err))
	}
	out := make([]directory.Party, len(rows))
	for i, r := range rows {
		out[i] = directory.Party{ID: r.ID, Name: r.Name, Company: r.Company, Language: r.Language}
		for _, a := range addresses {
			if a.Party == r.ID {
				out[i].Addresses = append(out[i].Addresses, directory.Address{Kind: a.Kind, Value: a.Value, Verified: a.Verified != 0})
			}
		}
	}
	return out, nil
}

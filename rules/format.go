package rules

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
	"github.com/reglament/reglament/engine"
)

// A format is a well-known form of a text. It returns the normal form of the
// value, or the code of what is wrong with it.
type format func(s string) (normal, problem string, values engine.Fields)

var formats = map[string]format{
	"email": formatEmail,
	"phone": formatPhone,
	"iin":   formatIIN,
}

func formatEmail(s string) (string, string, engine.Fields) {
	s = strings.TrimSpace(s)
	if isPlainMail(s) {
		return s, "", nil
	}
	addr, err := mail.ParseAddress(s)
	if err != nil || addr.Address != s {
		return "", "email", nil
	}
	at := strings.LastIndexByte(s, '@')
	local, domain := s[:at], strings.ToLower(s[at+1:])
	edges := "." + domain + "." // a part of a domain neither begins nor ends with a hyphen
	if !strings.Contains(domain, ".") || strings.HasSuffix(domain, ".") || strings.ContainsAny(local, `"\`) ||
		strings.Contains(edges, ".-") || strings.Contains(edges, "-.") {
		return "", "email", nil
	}
	return local + "@" + domain, "", nil
}

// isPlainMail knows the form that nearly all addresses have, in small letters.
func isPlainMail(s string) bool {
	at, dot := -1, -1
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_':
		case c == '-':
			if at >= 0 && (i == at+1 || i == dot+1) {
				return false
			}
		case c == '.':
			if i == 0 || i == at+1 || i == dot+1 || i == len(s)-1 || at >= 0 && s[i-1] == '-' {
				return false
			}
			dot = i
		case c == '@':
			if at >= 0 || i == 0 || i == dot+1 {
				return false
			}
			at = i
		default:
			return false
		}
	}
	return at > 0 && dot > at && s[len(s)-1] != '-'
}

// region is the country that numbers without a country code are of. Kazakhstan
// and Russia share +7 and the national prefix 8.
const region = "KZ"

func formatPhone(s string) (string, string, engine.Fields) {
	if quick := quickPhone(s); quick != "" {
		return quick, "", nil
	}
	number, err := phonenumbers.Parse(s, region)
	if err != nil || !phonenumbers.IsPossibleNumber(number) {
		return "", "phone", nil
	}
	return phonenumbers.Format(number, phonenumbers.E164), "", nil
}

// quickPhone knows the form that nearly all numbers here have: eleven digits
// that start with 7 or the national prefix 8. The library takes ten times as
// long as a whole decision may, and reads a Russian number without its + as a
// Kazakh one that is too long.
func quickPhone(s string) string {
	digits := make([]byte, 0, 12)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if len(digits) == 11 {
				return ""
			}
			digits = append(digits, c)
		case c == ' ' || c == '(' || c == ')' || c == '-' || c == '.' || c == '+' && len(digits) == 0:
		default:
			return ""
		}
	}
	if len(digits) != 11 || digits[0] != '7' && (digits[0] != '8' || strings.HasPrefix(s, "+")) || digits[1] < '3' {
		return ""
	}
	return "+7" + string(digits[1:])
}

// formatIIN checks a Kazakh individual or business identification number:
// twelve digits that begin with a date (or, for a business, with a month of
// registration), the last a check digit.
func formatIIN(s string) (string, string, engine.Fields) {
	s = strings.NewReplacer(" ", "", "-", "").Replace(strings.TrimSpace(s))
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	switch {
	case digits != 12:
		return "", "iin_digits", engine.Fields{"digits": int64(digits)}
	case len(s) != 12:
		return "", "iin_form", nil
	}
	if !iinChecks(s) {
		return "", "iin_check", nil
	}
	if !iinDated(s) {
		return "", "iin_date", nil
	}
	return s, "", nil
}

// iinChecks verifies the check digit: the weighted sum of the first eleven
// digits modulo 11, with other weights where that gives 10.
func iinChecks(s string) bool {
	sum := func(weight func(i int) int) int {
		total := 0
		for i := range 11 {
			total += int(s[i]-'0') * weight(i)
		}
		return total % 11
	}
	check := sum(func(i int) int { return i + 1 })
	if check == 10 {
		check = sum(func(i int) int { return (i+2)%11 + 1 })
	}
	return check == int(s[11]-'0')
}

// iinDated checks the date within the number. The fifth digit of a business is
// 4, 5 or 6 (kind of business) and follows year and month; in a person's number
// it begins the day, and the seventh gives century and sex.
func iinDated(s string) bool {
	if s[4] >= '4' && s[4] <= '6' {
		_, err := time.Parse("0601", s[:4])
		return err == nil
	}
	century := map[byte]string{'1': "18", '2': "18", '3': "19", '4': "19", '5': "20", '6': "20"}[s[6]]
	if century == "" {
		return s[6] == '0' // issued to foreigners without a sex mark
	}
	_, err := time.Parse("20060102", century+s[:6])
	return err == nil
}

// mailDomains are the domains that people mistype most.
var mailDomains = []string{"gmail.com", "mail.ru", "yandex.ru", "yandex.kz", "bk.ru", "inbox.ru", "list.ru",
	"outlook.com", "hotmail.com", "icloud.com", "rambler.ru", "ya.ru"}

// housePersonalDomains are the domains of personal mail, unless a regulation
// has a parameter personal_domains.
var housePersonalDomains = []any{"gmail.com", "googlemail.com", "mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru",
	"yandex.ru", "yandex.kz", "yandex.com", "ya.ru", "rambler.ru", "outlook.com", "hotmail.com", "live.com",
	"icloud.com", "me.com", "yahoo.com", "proton.me", "protonmail.com", "mail.kz", "inbox.kz"}

// mistyped returns the address that was probably meant where the domain is one
// slip away from a well-known one, or "".
func mistyped(address string) string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || slices.Contains(mailDomains, domain) {
		return ""
	}
	for _, d := range mailDomains {
		if oneSlip(domain, d) {
			return local + "@" + d
		}
	}
	return ""
}

// oneSlip reports whether two words differ by one letter that is changed, left
// out, added, or swapped with its neighbour.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return false // the same word
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// Phone returns the normal form of a phone number as people write it, or "".
func Phone(s string) string {
	normal, problem, _ := formatPhone(s)
	if problem != "" {
		return ""
	}
	return normal
}

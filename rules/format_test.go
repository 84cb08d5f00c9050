package rules

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
)

// The two rows of weights as the standard prints them.
var (
	firstWeights  = [11]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	secondWeights = [11]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}
)

// weighted is the sum of the first eleven digits modulo 11.
func weighted(digits string, weights [11]int) (sum int) {
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return sum % 11
}

// numbers draws valid numbers: of people, and of businesses.
func numbers() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		day := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 90*365).Draw(t, "day"))
		head := day.Format("060102")
		if rapid.Bool().Draw(t, "business") {
			head = day.Format("0601") + rapid.SampledFrom([]string{"4", "5", "6"}).Draw(t, "kind") + rapid.StringMatching(`[0-4]`).Draw(t, "branch")
			head += rapid.StringMatching(`\d{5}`).Draw(t, "serial")
		} else {
			century := map[bool]string{true: "34", false: "56"}[day.Year() < 2000]
			head += string(century[rapid.IntRange(0, 1).Draw(t, "sex")]) + rapid.StringMatching(`\d{4}`).Draw(t, "serial")
		}
		check := weighted(head, firstWeights)
		if check == 10 {
			check = weighted(head, secondWeights)
		}
		if check == 10 {
			t.Skip("such numbers are never issued")
		}
		return head + fmt.Sprint(check)
	})
}

func TestIssuedNumbersAreAccepted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "number")
		if normal, problem, _ := formatIIN(" " + n + "\n"); normal != n || problem != "" {
			t.Fatalf("%s: got %q, %q", n, normal, problem)
		}
	})
}

func TestOneWrongCheckDigitIsAlwaysFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := []byte(numbers().Draw(t, "number"))
		n[11] = '0' + (n[11]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "slip")))%10
		if _, problem, _ := formatIIN(string(n)); problem != "iin_check" {
			t.Fatalf("%s: got %q, want iin_check", n, problem)
		}
	})
}

// The first ten weights are prime to 11, so one wrong digit among them changes
// the sum. The eleventh weight is 11 itself: that digit the first row does not
// see. Where either number falls back on the second row both may agree, too.
func TestOneWrongDigitIsFoundWhereTheSchemeGuaranteesIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := numbers().Draw(t, "number")
		wrong, at := []byte(n), rapid.IntRange(0, 9).Draw(t, "at")
		wrong[at] = '0' + (n[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "slip")))%10
		if weighted(n, firstWeights) == 10 || weighted(string(wrong), firstWeights) == 10 {
			return
		}
		if _, problem, _ := formatIIN(string(wrong)); problem != "iin_check" {
			t.Fatalf("%s instead of %s: got %q, want iin_check", wrong, n, problem)
		}
	})
}

func TestNumbersThatAreNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, problem string
		digits      int64
	}{
		{"88010130012", "iin_digits", 11}, {"8801013001234", "iin_digits", 13}, {"880101300123/x", "iin_form", 0},
		{"ИИН", "iin_digits", 0}, {"", "iin_digits", 0}, {"８８０１０１３００１２３", "iin_digits", 0},
		{"880101300127", "iin_check", 0}, {"881301300229", "iin_date", 0}, {"880101300123", "", 0}, {"880101-300123", "", 0}, {"120340001230", "", 0},
	} {
		_, problem, values := formatIIN(c.in)
		if problem != c.problem || values.Int("digits") != c.digits {
			t.Errorf("%q: got %q %v, want %q with %d digits", c.in, problem, values, c.problem, c.digits)
		}
	}
}

func TestPhonesHaveOneForm(t *testing.T) {
	t.Parallel()
	for want, forms := range map[string][]string{
		"+77051006343":  {"87051006343", "+77051006343", "7 705 100 63 43", "8 (705) 100-63-43", "+7.705.100.63.43", "7051006343", "77051006343", "8(705)1006343", "+7 (705) 100 63 43 "},
		"+77172123456":  {"8 7172 12 34 56", "+7 7172 123456"},
		"+74951234567":  {"+7 495 123-45-67", "84951234567", "74951234567"},
		"+998901234567": {"+998 90 123 45 67"},
		"":              {"", "12", "phone", "+7 705 100 63 4", "87051006343870510063438705100634387051006343", "call me"},
	} {
		for _, form := range forms {
			if got := Phone(form); got != want {
				t.Errorf("%q: got %q, want %q", form, got, want)
			}
			if again := Phone(Phone(form)); again != want {
				t.Errorf("%q twice: got %q, want %q", form, again, want)
			}
		}
	}
}

func TestQuickPhoneAgreesWithTheLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(\+7|8)[ (-]?[3-9]\d{2}[ )-]?\d{3}[ .-]?\d{2}[ -]?\d{2}`).Draw(t, "phone")
		quick := quickPhone(s)
		if quick == "" {
			return
		}
		number, err := phonenumbers.Parse(s, region)
		if err != nil {
			t.Fatalf("%q: quick gives %q, the library %v", s, quick, err)
		}
		if slow := phonenumbers.Format(number, phonenumbers.E164); slow != quick {
			t.Fatalf("%q: quick gives %q, the library %q", s, quick, slow)
		}
	})
}

func TestMailAddresses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a@b.kz": "a@b.kz", " a.b+tag@Mail.KZ ": "a.b+tag@mail.kz", "Aigul@mail.kz": "Aigul@mail.kz", "почта@пошта.қаз": "почта@пошта.қаз",
		"": "", "a": "", "a@b": "", "@b.kz": "", "a@.kz": "", "a@b.": "", "a@b..kz": "", "a..b@c.kz": "", ".a@b.kz": "", "a b@c.kz": "",
		"A <a@b.kz>": "", "a@b.kz, c@d.kz": "", `"a"@b.kz`: "", "a@b.kz\nBcc: c@d.kz": "", "a@-b.kz": "", "a@b-.kz": "", "A@b-.kz": "", "a@b.kz-": "", "a@b@c.kz": "", "a-b@c-d.kz": "a-b@c-d.kz",
	} {
		got, problem, _ := formatEmail(in)
		if got != want || (problem == "") != (want != "") {
			t.Errorf("%q: got %q, %q; want %q", in, got, problem, want)
		}
	}
}

func TestPlainMailIsMail(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-z0-9._@-]{1,12}@[a-z0-9._-]{1,10}`).Draw(t, "address")
		if !isPlainMail(s) {
			return
		}
		if a, err := mail.ParseAddress(s); err != nil || a.Address != s {
			t.Fatalf("%q counts as plain, the parser says %v, %v", s, a, err)
		}
	})
}

func TestOneSlipInAWellKnownDomainIsSuspected(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a@gmial.com": "a@gmail.com", "a@gmail.co": "a@gmail.com", "a@gmaill.com": "a@gmail.com", "a@gmail.con": "a@gmail.com", "a@ndex.ru": "",
		"a@yandex.ri": "a@yandex.ru", "a@gmail.com": "", "a@mail.ru": "", "a@mail.kz": "", "a@prots.kz": "", "a": "", "a@": "", "a@yadnex.kz": "a@yandex.kz",
	} {
		if got := mistyped(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringMatching(`[ab.]{0,5}`).Draw(t, "a"), rapid.StringMatching(`[ab.]{0,5}`).Draw(t, "b")
		if oneSlip(a, b) != oneSlip(b, a) {
			t.Fatalf("%q and %q: one is a slip of the other, but not the other way round", a, b)
		}
	})
}

// Each sentence for a problem must be there in all three languages, and name the
// same values in each.
func TestProblemsHaveTheirWordsInEveryLanguage(t *testing.T) {
	t.Parallel()
	for code, text := range houseProblems {
		var want []string
		for _, lang := range []string{Russian, Kazakh, English} {
			tpl, err := parseTemplate(text[lang])
			if err != nil || text[lang] == "" {
				t.Errorf("%s in %s: %q, %v", code, lang, text[lang], err)
			}
			names := slices.Sorted(slices.Values(tpl.names(nil)))
			if lang == Russian {
				want = names
			}
			if !slices.Equal(names, want) {
				t.Errorf("%s in %s names %q, in Russian %q", code, lang, names, want)
			}
		}
	}
	for lang, want := range map[string]string{Kazakh: "ЖСН/БСН 12 цифрдан тұрады, мұнда 11.", Russian: "ИИН/БИН состоит из 12 цифр, здесь 11.", English: "An IIN/BIN has 12 digits, here are 11."} {
		if got := Say("iin_digits", engine.Fields{"digits": int64(11)}, lang); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := Say("no_such_code", nil, English); got != "no_such_code" {
		t.Errorf("an unknown code is said as %q", got)
	}
}

func TestSentencesDoNotReadTheValuesAgain(t *testing.T) {
	t.Parallel()
	if got := Say("subject_mark", engine.Fields{"want": "{got}", "got": "{want}"}, English); got != "Where “{got}” should be there is “{want}”." {
		t.Errorf("got %q", got)
	}
	if got := say("send", English, "about {1} and {0}", "a@b.kz"); !strings.Contains(got, "“about {1} and {0}”") {
		t.Errorf("got %q", got)
	}
}

package rules

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestSubjectsOfOneConversationHaveOneTopic(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"не печатает принтер", "Не печатает принтер", "Re: Не печатает  принтер", "RE: FW: не печатает принтер.", "НА: Не печатает принтер!", "HA: Не печатает принтер",
			"Отв: Не печатает принтер", "Ответ: [SUPPORT-10110] Не печатает принтер", "[SUPPORT-10110] Re[4]: Не печатает принтер", "Пересл: Не печатает принтер",
			"Fwd: Re(2): Не печатает принтер", "ЖАУАП: не печатает принтер…", "Re: [#10110] Не печатает принтер ?!", "AW: WG: Не\tпечатает\u00a0принтер", "Re：Не печатает принтер"},
		{"қате", "Қате", "ҚАТЕ", "Жауап: Қате"},
		{"чай", "Чаи\u0306"},
		{"", "Re:", "Fwd: Re: ", "[SUPPORT-1]", "...", "Re: ???"},
		{"реестр", "Реестр"},
		{"recall: x", "Recall: x"},
		{"ошибка [office 2016]", "Ошибка [Office 2016]"},
		{"900101300123/ск/кіре алмай жатырмын", "Re: 900101300123/СК/Кіре алмай жатырмын"},
	} {
		for _, s := range same {
			if got := Topic(s); got != same[0] {
				t.Errorf("%q: got %q, want %q", s, got, same[0])
			}
		}
	}
}

func TestBareSubjectKeepsItsLetters(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"Re: [SK-000003] 880101300123/СК/Не могу войти": "880101300123/СК/Не могу войти",
		"RE: FW: Ошибка [Office 2016]":                  "Ошибка [Office 2016]",
		"[SUPPORT-10110]":                               "",
	} {
		if got := BareSubject(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestTopicOfATopicIsItself(t *testing.T) {
	t.Parallel()
	part := rapid.OneOf(rapid.SampledFrom([]string{"Re", "RE[2]", "НА", "Отв", "Fwd(3)", ":", ": ", "[SUPPORT-10110]", "[#7]", " ", "ß", "İ", "Қате",
		"принтер", "!", "…", "\u0301", "\u0345", "ᾳ", "：", "[", "]", "-", "\xff", "\u200b"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(part).Draw(t, "parts"), "")
		once := Topic(s)
		if twice := Topic(once); twice != once {
			t.Fatalf("%q became %q and then %q", s, once, twice)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("%q became %+q", s, once)
		}
	})
}

func TestFoldingIsStableForEveryLetter(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			continue // has no case
		}
		for _, s := range []string{string(r), "a" + string(r), string(r) + "\u0301"} {
			if once := foldCase(s); foldCase(once) != once {
				t.Fatalf("%+q folds to %+q and then to %+q", s, once, foldCase(once))
			}
		}
	}
}

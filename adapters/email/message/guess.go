package message

import (
	"sync"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// tables are the single-byte charsets that can be guessed or contradicted.
var tables = sync.OnceValue(func() map[string]*codepage {
	return map[string]*codepage{
		"windows-1251":   newCodepage(charmap.Windows1251),
		"kz-1048":        kz1048,
		"koi8-r":         newCodepage(charmap.KOI8R),
		"koi8-u":         newCodepage(charmap.KOI8U),
		"ibm866":         newCodepage(charmap.CodePage866),
		"windows-1252":   newCodepage(charmap.Windows1252),
		"iso-8859-5":     newCodepage(charmap.ISO8859_5),
		"x-mac-cyrillic": newCodepage(charmap.MacintoshCyrillic),
	}
})

// candidates are what a mail without a usable charset is taken for, the likelier first.
var candidates = []string{"windows-1251", "koi8-r", "ibm866", "kz-1048", "windows-1252"}

const (
	sampleBytes = 3 << 10 // of words with 8-bit letters; more doesn't change the answer
	hintBonus   = 3.0     // what a charset seen elsewhere in the mail is worth: about one odd letter
	// overrule is by how much a letter must read better before a declared
	// charset is called wrong, and evidence how many letters that takes.
	overrule = 2.0
	evidence = 6
)

// guess names the charset in which the 8-bit words of data read best.
func guess(data []byte, hint string) string {
	words, _ := sample(data)
	best, bestScore := "windows-1252", 0.0
	for i, name := range candidates {
		score := readability(words, name)
		if name == hint {
			score += hintBonus
		}
		if i == 0 || score > bestScore {
			best, bestScore = name, score
		}
	}
	return best
}

// contradicts names the charset that the bytes are evidently in, or "" when the
// declared one is believable.
func contradicts(data []byte, declared string) string {
	words, letters := sample(data)
	own := readability(words, declared)
	best := guess(data, declared)
	if best == declared {
		return ""
	}
	gain := readability(words, best) - own
	switch {
	case best == "windows-1251" && declared == "kz-1048":
		return "" // the same text
	case best == "kz-1048" && declared == "windows-1251":
		// Kazakh text is often sent under the name of its neighbour; they differ in
		// sixteen letters, so that one word can prove it.
		if gain > hintBonus {
			return best
		}
	case declared == "windows-1252":
		// The name given by programs that have none: ascii and latin1.
		if gain > 0 && letters >= 2 {
			return best
		}
	case letters >= evidence && gain > overrule*float64(letters):
		return best
	}
	return ""
}

// sample collects the words that hold 8-bit bytes and counts those bytes.
func sample(data []byte) (words [][]byte, letters int) {
	start, high, total := -1, 0, 0
	for i := 0; i <= len(data); i++ {
		if i < len(data) && (data[i] >= 0x80 || isASCIILetter(data[i])) {
			if start < 0 {
				start = i
			}
			if data[i] >= 0x80 {
				high++
			}
			continue
		}
		if high > 0 {
			words = append(words, data[start:i])
			letters += high
			if total += i - start; total >= sampleBytes {
				break
			}
		}
		start, high = -1, 0
	}
	return words, letters
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// Penalties in natural logarithms of how unlikely a thing is in running text.
const (
	oddLetter   = -10.0 // a letter of neither language
	brokenCase  = -5.0  // a capital after a small letter
	capital     = -0.7  // a capital after a capital
	mixedScript = -6.0  // a Latin letter beside a Cyrillic one
	latinLetter = -2.5
	accented    = -3.5 // é between Latin letters
	accentedRow = -8.0 // éè
	punctuation = -3.0
	inWord      = -4.0 // punctuation between letters
	rubbish     = -9.0 // box drawing, currency, arithmetic
)

// readability is how well the words read in a charset, each in the language that suits
// it best: a sum of logarithms, always negative, comparable between charsets for the
// same words.
func readability(words [][]byte, charset string) float64 {
	table, score := tables()[charset], 0.0
	var runes []rune
	for _, word := range words {
		runes = runes[:0]
		for _, b := range word[:min(len(word), sampleBytes)] {
			runes = append(runes, table[b])
		}
		score += max(rateWord(runes, russian()), rateWord(runes, kazakh()), rateWord(runes, ukrainian()))
	}
	return score
}

func rateWord(word []rune, m *model) float64 {
	score, prev := 0.0, rune(0)
	for i, r := range word {
		score += ratePair(prev, r, i+1 < len(word), m)
		prev = r
	}
	return score + m.pair(prev, 0)
}

func ratePair(prev, r rune, more bool, m *model) float64 {
	switch {
	case r < 0x80:
		if isCyrillic(prev) {
			return mixedScript
		}
		return latinLetter
	case isCyrillic(r):
		score := 0.0
		if prev != 0 && prev < 0x80 {
			score += mixedScript
		}
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			score += brokenCase
		} else if unicode.IsUpper(r) && unicode.IsUpper(prev) {
			score += capital
		}
		return score + m.pair(prev, r)
	case isAccented(r):
		switch {
		case prev >= 0x80:
			return accentedRow
		case unicode.IsUpper(r) && prev != 0:
			return accented + brokenCase
		}
		return accented
	case isTypographic(r):
		if prev != 0 && more {
			return punctuation + inWord
		}
		return punctuation
	}
	return rubbish
}

func isAccented(r rune) bool { return r >= 0xc0 && r < 0x250 && r != '×' && r != '÷' }

func isTypographic(r rune) bool {
	switch r {
	case '«', '»', '“', '”', '„', '‘', '’', '–', '—', '…', '№', '§', '©', '®', '°', '•', '·', '\u00a0':
		return true
	}
	return false
}

package message

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// kz1048 decodes KZ-1048 (also RK1048, STRK1048-2002): windows-1251 with sixteen
// letters replaced, so that Kazakh can be written. Unicode's own mapping is
// https://www.unicode.org/Public/MAPPINGS/VENDORS/MISC/KZ1048.TXT; IANA lists the
// charset with these names. x/text doesn't have it.
var kz1048 = makeKZ1048()

func makeKZ1048() *codepage {
	table := *newCodepage(charmap.Windows1251)
	for at, letter := range map[byte]rune{
		0x8d: 'Қ', 0x9d: 'қ',
		0x8e: 'Һ', 0x9e: 'һ',
		0xa1: 'Ұ', 0xa2: 'ұ',
		0xa3: 'Ә', 0xbc: 'ә',
		0xa5: 'Ө', 0xb4: 'ө',
		0xaa: 'Ғ', 0xba: 'ғ',
		0xaf: 'Ү', 0xbf: 'ү',
		0xbd: 'Ң', 0xbe: 'ң',
	} {
		table[at] = letter
	}
	return &table
}

// codepage maps each byte of a single-byte charset to its character.
type codepage [256]rune

func newCodepage(c *charmap.Charmap) *codepage {
	var table codepage
	for i := range table {
		table[i] = c.DecodeByte(byte(i))
	}
	return &table
}

// decode turns text of the codepage into UTF-8.
func (c *codepage) decode(text []byte) string {
	out := make([]byte, 0, len(text)+len(text)/2)
	for _, b := range text {
		if b < 0x80 {
			out = append(out, b)
			continue
		}
		out = utf8.AppendRune(out, c[b])
	}
	return string(out)
}

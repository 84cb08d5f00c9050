package message

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// decoded is text made of bytes in some charset, and how sure that is.
type decoded struct {
	text    string
	charset string // the one used
	guessed bool   // not the declared one, or none was declared
	damaged bool   // some bytes stood for nothing and became U+FFFD
}

// decodeText turns bytes into UTF-8. The declared charset is tried first; bytes
// that evidently aren't in it are guessed anew. hint is a charset seen elsewhere
// in the mail, which decides when the bytes alone don't.
func decodeText(data []byte, declared, hint string) decoded {
	if isASCII(data) && !isEscaped(declared) {
		return decoded{text: string(data), charset: "us-ascii"}
	}
	if text, name, ok := decodeBOM(data); ok {
		return decoded{text: text, charset: name, guessed: name != canonical(declared)}
	}
	name := canonical(declared)
	switch {
	case name == "utf-8":
		return decodeUTF8(data, hint)
	case isEscaped(declared):
		return decodeWith(data, name)
	case isUTF8(data):
		// Text of another charset is next to never valid UTF-8 by chance,
		// while wrong labels on UTF-8 are common.
		return decoded{text: string(data), charset: "utf-8", guessed: name != ""}
	case name == "":
		return decodeGuessed(data, hint)
	case tables()[name] != nil:
		return decodeSingleByte(data, name)
	default:
		d := decodeWith(data, name)
		if d.damaged && strings.Count(d.text, "\ufffd")*20 > utf8.RuneCountInString(d.text) {
			return decodeGuessed(data, hint)
		}
		return d
	}
}

// decodeUTF8 keeps UTF-8 that has a few broken characters and guesses the rest.
func decodeUTF8(data []byte, hint string) decoded {
	if isUTF8(data) {
		return decoded{text: string(data), charset: "utf-8"}
	}
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		rest = rest[size:]
	}
	if good >= 4*bad {
		return decoded{text: strings.ToValidUTF8(string(data), "\ufffd"), charset: "utf-8", damaged: true}
	}
	return decodeGuessed(data, hint)
}

// decodeSingleByte decodes with the declared codepage unless another one fits
// the bytes evidently better.
func decodeSingleByte(data []byte, declared string) decoded {
	if better := contradicts(data, declared); better != "" {
		return decoded{text: tables()[better].decode(data), charset: better, guessed: true}
	}
	return decoded{text: tables()[declared].decode(data), charset: declared}
}

func decodeGuessed(data []byte, hint string) decoded {
	if isUTF8(data) {
		return decoded{text: string(data), charset: "utf-8", guessed: true}
	}
	name := guess(data, canonical(hint))
	return decoded{text: tables()[name].decode(data), charset: name, guessed: true}
}

// decodeWith uses an encoding of x/text: the Asian ones, UTF-16, rare codepages.
func decodeWith(data []byte, name string) decoded {
	enc := lookup(name)
	if enc == nil {
		return decodeGuessed(data, "")
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return decodeGuessed(data, "")
	}
	s := strings.ToValidUTF8(string(text), "\ufffd")
	return decoded{text: s, charset: name, damaged: strings.Contains(s, "\ufffd")}
}

func decodeBOM(data []byte) (text, name string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && utf8.Valid(data):
		return string(data[3:]), "utf-8", true
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeWith(data[2:], "utf-16le").text, "utf-16le", true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeWith(data[2:], "utf-16be").text, "utf-16be", true
	}
	return "", "", false
}

// lookup finds an encoding by its canonical name; nil when nobody knows it.
func lookup(name string) encoding.Encoding {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
	}{{"cp437", charmap.CodePage437}, {"cp850", charmap.CodePage850}, {"cp852", charmap.CodePage852}, {"cp855", charmap.CodePage855}, {"cp858", charmap.CodePage858}} {
		if c.name == name {
			return c.enc
		}
	}
	enc, err := htmlindex.Get(name)
	if err != nil || enc == encoding.Replacement {
		return nil
	}
	return enc
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= 0x80 {
			return false
		}
	}
	return true
}

// isEscaped is true for charsets that write other letters with ASCII bytes.
func isEscaped(declared string) bool {
	name := canonical(declared)
	return strings.HasPrefix(name, "iso-2022") || strings.HasPrefix(name, "hz-") || strings.HasPrefix(name, "utf-16")
}

// isUTF8 allows for a last character that was cut off in the middle.
func isUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	for i := 1; i < utf8.UTFMax && i <= len(data); i++ {
		if at := len(data) - i; utf8.RuneStart(data[at]) {
			return !utf8.FullRune(data[at:]) && !isASCII(data[:at]) && utf8.Valid(data[:at])
		}
	}
	return false
}

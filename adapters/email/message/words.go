package message

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"strings"
)

// encodedWord is RFC 2047's =?charset?encoding?text?=, taken widely: the text may
// hold blanks, which the RFC forbids and some programs write.
var encodedWord = regexp.MustCompile(`=\?([A-Za-z0-9_.:+*'-]{1,64})\?([BbQq])\?([^?\r\n]*(?:\?[^=?\r\n][^?\r\n]*)*)\?=`)

// decodeWords turns a raw header value into text: encoded words, raw 8-bit
// bytes and everything mixed. The result is not yet one clean line.
func decodeWords(raw []byte, hint string) decoded {
	spans := encodedWord.FindAllSubmatchIndex(raw, -1)
	if len(spans) == 0 {
		return decodeText(raw, "", hint)
	}
	var out decoded
	var text strings.Builder
	add := func(d decoded) {
		text.WriteString(d.text)
		out.guessed = out.guessed || d.guessed
		out.damaged = out.damaged || d.damaged
		if d.charset != "us-ascii" {
			out.charset = d.charset
		}
	}
	end := 0
	for i := 0; i < len(spans); {
		between := raw[end:spans[i][0]]
		if i == 0 || len(bytes.TrimSpace(between)) > 0 {
			add(decodeText(between, "", hint))
		}
		next := lastOfRun(raw, spans, i)
		charset := string(raw[spans[i][2]:spans[i][3]])
		add(decodeText(runBytes(raw, spans[i:next]), charset, hint))
		end, i = spans[next-1][1], next
	}
	add(decodeText(raw[end:], "", hint))
	out.text = text.String()
	return out
}

// lastOfRun returns the index after the encoded words that follow spans[first]
// directly in the same charset. Their bytes are joined before they are decoded,
// because many programs split them in the middle of a character.
func lastOfRun(raw []byte, spans [][]int, first int) int {
	next := first + 1
	for next < len(spans) {
		gap := raw[spans[next-1][1]:spans[next][0]]
		if len(bytes.TrimSpace(gap)) > 0 || !bytes.EqualFold(group(raw, spans[next], 1), group(raw, spans[first], 1)) {
			break
		}
		next++
	}
	return next
}

func group(raw []byte, span []int, n int) []byte { return raw[span[2*n]:span[2*n+1]] }

// runBytes decodes the transfer encoding of adjacent encoded words.
func runBytes(raw []byte, spans [][]int) []byte {
	var out, pending []byte
	for _, span := range spans {
		text := group(raw, span, 3)
		if group(raw, span, 2)[0]|0x20 == 'q' {
			out, pending = append(out, decodeB(pending)...), nil
			out = append(out, decodeQ(text)...)
			continue
		}
		// Some cut the base64 text itself wherever the line is full.
		pending = append(pending, text...)
		if len(pending)%4 == 0 || bytes.HasSuffix(text, []byte("=")) {
			out, pending = append(out, decodeB(pending)...), nil
		}
	}
	return append(out, decodeB(pending)...)
}

func decodeB(text []byte) []byte {
	if out, err := base64.StdEncoding.AppendDecode(nil, text); err == nil {
		return out
	}
	out, _ := decodeBase64Leniently(text)
	return out
}

func decodeQ(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			out = append(out, unhex(text[i+1])<<4|unhex(text[i+2]))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'f'
}

func unhex(b byte) byte {
	if b <= '9' {
		return b - '0'
	}
	return b | 0x20 - 'a' + 10
}

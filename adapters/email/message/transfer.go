package message

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// decodeTransfer undoes a Content-Transfer-Encoding as far as it goes. clean is
// false when something had to be skipped or the encoding isn't the declared one.
// The result may share memory with body.
func decodeTransfer(body []byte, encoding string) (content []byte, clean bool) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return decodeBase64(body)
	case "quoted-printable":
		return decodeQuotedPrintable(body)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		if _, content, _, ok := nextUUEncoded(body); ok {
			return content, true
		}
		return body, false
	}
	return body, true
}

func decodeBase64(body []byte) (content []byte, clean bool) {
	out := make([]byte, base64.StdEncoding.DecodedLen(len(body)))
	if n, err := base64.StdEncoding.Decode(out, body); err == nil {
		return out[:n:n], true
	}
	encoded := base64Lines(body)
	if len(bytes.TrimSpace(encoded)) == 0 {
		return body, false
	}
	content, clean = decodeBase64Leniently(encoded)
	return content, clean && len(encoded) == len(body)
}

// base64Lines gives the lines up to the first that only claims to be base64: plain
// text that nobody encoded, or the footer that a gateway added.
func base64Lines(body []byte) []byte {
	for rest := body; len(rest) > 0; {
		line, after := nextLine(rest)
		rubbish := 0
		for _, b := range bytes.TrimSpace(line) {
			if v := base64Values[b]; v == notBase64 || v == blank64 {
				rubbish++
			}
		}
		if rubbish*8 > len(line) {
			return body[:len(body)-len(rest)]
		}
		rest = after
	}
	return body
}

const (
	notBase64 = 0xff
	blank64   = 0xfe
	pad64     = 0xfd
)

var base64Values = func() (values [256]byte) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range values {
		values[i] = notBase64
	}
	for i := range len(letters) {
		values[letters[i]] = byte(i)
	}
	for _, b := range "\r\n\t " {
		values[b] = blank64
	}
	values['='] = pad64
	return values
}()

// decodeBase64Leniently skips what is no base64 and goes on after padding, since some
// programs encode piece by piece.
func decodeBase64Leniently(body []byte) (content []byte, clean bool) {
	out := make([]byte, 0, base64.StdEncoding.DecodedLen(len(body)))
	var bits uint32
	have, clean := 0, true
	flush := func() {
		switch have {
		case 2:
			out = append(out, byte(bits>>4))
		case 3:
			out = append(out, byte(bits>>10), byte(bits>>2))
		}
		bits, have = 0, 0
	}
	for _, b := range body {
		switch v := base64Values[b]; v {
		case blank64:
		case notBase64:
			clean = false
		case pad64:
			flush()
		default:
			bits = bits<<6 | uint32(v)
			if have++; have == 4 {
				out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
				bits, have = 0, 0
			}
		}
	}
	flush()
	return out, clean
}

// decodeQuotedPrintable takes every "=" that starts no escape as it stands.
func decodeQuotedPrintable(body []byte) (content []byte, clean bool) {
	out, clean := make([]byte, 0, len(body)), true
	for len(body) > 0 {
		at := bytes.IndexByte(body, '=')
		if at < 0 {
			return append(out, body...), clean
		}
		out, body = append(out, body[:at]...), body[at:]
		if len(body) > 2 && isHex(body[1]) && isHex(body[2]) {
			out, body = append(out, unhex(body[1])<<4|unhex(body[2])), body[3:]
			continue
		}
		rest := bytes.TrimLeft(body[1:min(len(body), 80)], " \t")
		skip := min(len(body), 80) - len(rest)
		switch {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			body = body[skip+2:]
		case bytes.HasPrefix(rest, []byte("\n")) || len(rest) == 0 && skip == len(body):
			body = body[min(skip+1, len(body)):]
		default:
			out, body, clean = append(out, '='), body[1:], false
		}
	}
	return out, clean
}

package message

import "bytes"

// nextUUEncoded finds the first file written into text by uuencode. found is its
// place in text; ok is false when there is none that can be read to its end.
func nextUUEncoded(text []byte) (name string, content []byte, found [2]int, ok bool) {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("begin "))
		if i < 0 {
			return "", nil, found, false
		}
		start := at + i
		at = start + len("begin ")
		line, _ := nextLine(text[start:])
		if start > 0 && text[start-1] != '\n' || !bytes.HasSuffix(line, []byte("\n")) {
			continue
		}
		declared, isBegin := uuName(line)
		if !isBegin {
			continue
		}
		content, end, good := uuLines(text, start+len(line))
		if good {
			return string(declared), content, [2]int{start, end}, true
		}
		at = max(at, end)
	}
}

// uuName reads "begin 644 name".
func uuName(line []byte) (name []byte, ok bool) {
	mode, name, _ := bytes.Cut(bytes.TrimRight(line[len("begin "):], "\r\n"), []byte(" "))
	if len(mode) < 3 || len(mode) > 4 || len(name) == 0 || len(name) > maxFileName {
		return nil, false
	}
	for _, digit := range mode {
		if digit < '0' || digit > '7' {
			return nil, false
		}
	}
	return name, true
}

// uuLines decodes up to "end". On failure end is where the reading broke off.
func uuLines(text []byte, at int) (content []byte, end int, ok bool) {
	for at < len(text) {
		line, rest, _ := bytes.Cut(text[at:], []byte("\n"))
		next := len(text) - len(rest)
		line = bytes.TrimRight(line, "\r")
		if bytes.Equal(bytes.TrimSpace(line), []byte("end")) {
			return content, next, len(content) > 0
		}
		if len(line) == 0 || line[0] == '`' {
			at = next
			continue
		}
		decoded, good := uuLine(line)
		if !good {
			return nil, at, false
		}
		content, at = append(content, decoded...), next
	}
	return nil, at, false
}

func uuLine(line []byte) ([]byte, bool) {
	if line[0] < ' ' || line[0] > '`' {
		return nil, false
	}
	size := int(line[0]-' ') & 63
	line = line[1:]
	if len(line) > 64+4 || (size+2)/3*4 > len(line)+4 { // trailing blanks may be lost
		return nil, false
	}
	out := make([]byte, 0, 48)
	for i := 0; len(out) < size; i += 4 {
		var bits uint32
		for j := i; j < i+4; j++ {
			bits <<= 6
			if j < len(line) {
				if line[j] < ' ' || line[j] > '`' {
					return nil, false
				}
				bits |= uint32(line[j]-' ') & 63
			}
		}
		out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
	}
	return out[:size], true
}

package statechart

import (
	"strings"
	"unicode"
)

// Sizes of text, in pixels.
const (
	boldSize  = 13.0
	labelSize = 13.0
	smallSize = 11.0
)

// widthOf is how wide a text is at most. The reader's fonts are not known here,
// so it is counted with the widest of the common ones.
func widthOf(text string, size float64) (width float64) {
	for _, r := range text {
		switch {
		case strings.ContainsRune(" .,:;!|'ijl()-", r):
			width += 0.38
		case strings.ContainsRune("ШЩЖМЮФЫWM—@", r):
			width += 0.98
		case unicode.IsUpper(r), strings.ContainsRune("шщжмюфыwm", r):
			width += 0.82
		default:
			width += 0.63
		}
	}
	return width * size
}

// wrap breaks a text into lines that are no wider than width. A word that is
// wider itself is broken too.
func wrap(text string, width, size float64) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && widthOf(line+" "+word, size) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; widthOf(line, size) > width; {
			head := clip(line, width, size, "-")
			lines = append(lines, head)
			line = line[len(head)-1:]
		}
	}
	return append(lines, line)
}

// clip cuts a text to a width and puts an end to what it has cut.
func clip(text string, width, size float64, end string) string {
	if widthOf(text, size) <= width {
		return text
	}
	cut := 0
	for i := range text {
		if i > 0 && widthOf(text[:i]+end, size) > width {
			break
		}
		cut = i
	}
	return text[:cut] + end
}

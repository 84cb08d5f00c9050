package explore

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// example writes a text that a regular expression describes: the shortest, by
// the first of its alternatives.
func example(pattern string) (string, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", fmt.Errorf("read pattern %q: %w", pattern, err)
	}
	var b strings.Builder
	write(&b, re)
	return b.String(), nil
}

func write(b *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(letter(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('a')
	case syntax.OpRepeat:
		for range re.Min {
			write(b, re.Sub[0])
		}
	case syntax.OpCapture, syntax.OpPlus, syntax.OpAlternate:
		write(b, re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			write(b, sub)
		}
	}
}

// letter is one of a class, given as pairs of bounds: a plain one, if it can be.
func letter(bounds []rune) rune {
	for _, plain := range "a1A" {
		for i := 0; i+1 < len(bounds); i += 2 {
			if bounds[i] <= plain && plain <= bounds[i+1] {
				return plain
			}
		}
	}
	if len(bounds) == 0 {
		return 'a'
	}
	return bounds[0]
}

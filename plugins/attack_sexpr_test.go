package plugins_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A node of the text format: an atom, a string, or a list of nodes.
type node struct {
	atom   string
	quoted bool
	list   []node
}

func (n node) isList(head string) bool { return len(n.list) > 0 && n.list[0].atom == head }

// parse reads S-expressions.
func parse(source string) ([]node, error) {
	open := [][]node{nil}
	for rest := source; ; {
		var token string
		if token, rest = nextToken(rest); token == "" {
			break
		}
		last := len(open) - 1
		switch {
		case token == "(":
			open = append(open, nil)
		case token == ")" && last == 0:
			return nil, fmt.Errorf("a parenthesis is closed that was not opened")
		case token == ")":
			open[last-1] = append(open[last-1], node{list: open[last]})
			open = open[:last]
		case token[0] == '"':
			open[last] = append(open[last], node{atom: unescape(token[1 : len(token)-1]), quoted: true})
		default:
			open[last] = append(open[last], node{atom: token})
		}
	}
	if len(open) != 1 {
		return nil, fmt.Errorf("%d parentheses are not closed", len(open)-1)
	}
	return open[0], nil
}

// nextToken takes a parenthesis, a string or an atom off the source. Comments are
// skipped.
func nextToken(source string) (token, rest string) {
	source = strings.TrimLeft(source, " \n")
	for strings.HasPrefix(source, ";;") {
		_, source, _ = strings.Cut(source, "\n")
		source = strings.TrimLeft(source, " \n")
	}
	n := 1
	switch {
	case source == "":
		return "", ""
	case source[0] == '"':
		for n < len(source)-1 && source[n] != '"' {
			if source[n] == '\\' {
				n++
			}
			n++
		}
		n++
	case source[0] != '(' && source[0] != ')':
		if n = strings.IndexAny(source, "() \n"); n < 0 {
			n = len(source)
		}
	}
	return source[:n], source[n:]
}

var escape = regexp.MustCompile(`\\([0-9a-f]{2}|.)`)

// unescape reads \n, \", \\ and bytes in hexadecimal.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return escape.ReplaceAllStringFunc(s, func(m string) string {
		if n, err := strconv.ParseUint(m[1:], 16, 8); err == nil && len(m) == 3 {
			return string([]byte{byte(n)})
		}
		if m == `\n` {
			return "\n"
		}
		return m[1:]
	})
}

var repetition = regexp.MustCompile(`(?s)@(\d+)\{(.*?)\}@`)

// repeat writes out what stands in @100{...}@ so many times; %d is the number of
// the repetition.
func repeat(source string) string {
	return repetition.ReplaceAllStringFunc(source, func(m string) string {
		parts := repetition.FindStringSubmatch(m)
		n, _ := strconv.Atoi(parts[1])
		if !strings.Contains(parts[2], "%d") {
			return strings.Repeat(parts[2], n)
		}
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(parts[2], "%d", strconv.Itoa(i)))
		}
		return b.String()
	})
}

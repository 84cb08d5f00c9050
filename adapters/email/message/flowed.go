package message

import "strings"

// unflow joins the lines of format=flowed text (RFC 3676): a line that ends in a
// blank goes on in the next one, unless the quoting changes or it is "-- ".
func unflow(text string, deleteSpace bool) string {
	var out strings.Builder
	out.Grow(len(text))
	flowing, lastDepth := false, 0
	for i, line := range strings.Split(text, "\n") {
		depth := len(line) - len(strings.TrimLeft(line, ">"))
		marks, line := line[:depth], strings.TrimPrefix(line[depth:], " ")
		if flowing && depth != lastDepth {
			flowing = false
		}
		signature := line == "-- "
		switch {
		case i == 0:
			out.WriteString(quoteMarks(marks))
		case !flowing || signature:
			out.WriteByte('\n')
			out.WriteString(quoteMarks(marks))
		}
		flowing, lastDepth = strings.HasSuffix(line, " ") && !signature, depth
		if flowing && deleteSpace {
			line = line[:len(line)-1]
		}
		out.WriteString(line)
	}
	return out.String()
}

func quoteMarks(marks string) string {
	if marks == "" {
		return ""
	}
	return marks + " "
}

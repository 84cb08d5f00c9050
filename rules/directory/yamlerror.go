package directory

import (
	"errors"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

var (
	unknownKey = regexp.MustCompile(`^(line \d+): field (.+) not found in type \S+$`)
	wrongValue = regexp.MustCompile("^(line \\d+): cannot unmarshal !!(\\w+)(?: `(.*)`)? into (\\S+)$")
)

// Plain says in words what is wrong with a YAML file. The decoder speaks of the
// types of this program, which the author of the file has never seen.
func Plain(err error) error {
	var wrong *yaml.TypeError
	if !errors.As(err, &wrong) {
		return err
	}
	lines := make([]string, len(wrong.Errors))
	for i, line := range wrong.Errors {
		lines[i] = plainLine(line)
	}
	return errors.New(strings.Join(lines, "; "))
}

func plainLine(line string) string {
	if m := unknownKey.FindStringSubmatch(line); m != nil {
		return m[1] + ": there is no key " + m[2] + " here"
	}
	if m := wrongValue.FindStringSubmatch(line); m != nil {
		have := map[string]string{"seq": "a list", "map": "named values"}[m[2]]
		if have == "" {
			have = m[3]
		}
		return m[1] + ": want " + wanted(m[4]) + ", not " + have
	}
	return line
}

// wanted names a type of Go as the author of a file would.
func wanted(kind string) string {
	switch kind = strings.TrimPrefix(kind, "*"); {
	case strings.HasPrefix(kind, "[]"):
		return "a list"
	case kind == "int", kind == "int64":
		return "a whole number"
	case kind == "bool":
		return "true or false"
	case kind == "string":
		return "a text"
	case kind == "time.Time":
		return "an instant such as 2026-11-23T10:00:00+05:00"
	}
	return "named values"
}

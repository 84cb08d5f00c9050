package rules

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pointLine is a line that begins a numbered point: "1)", "1.", "1 -".
var pointLine = regexp.MustCompile(`^\s*(\d{1,2})\s*[).:\-–]\s*(.*)$`)

// phoneLike finds what could be a phone number within a text.
var phoneLike = regexp.MustCompile(`\+?\d[\d\s()\-.]{8,18}\d`)

// readFields finds fields in a free text: those that say how they are read and
// are not known yet.
func (reg *Regulation) readFields(text string, known func(id string) bool) map[string]any {
	found := map[string]any{}
	var points map[int]string
	for i := range reg.Fields {
		f := &reg.Fields[i]
		if f.Read == nil || known(f.ID) || found[f.ID] != nil {
			continue
		}
		value := ""
		if f.Read.Form == "phone" {
			value = findPhone(text)
		}
		if value == "" && f.Read.Point > 0 {
			if points == nil {
				points = readPoints(text)
			}
			value = afterLabel(points[f.Read.Point], f.Read.Labels)
		}
		if value == "" {
			value = findLabelled(text, f.Read.Labels)
		}
		if check := formats[f.Format]; check != nil && value != "" {
			normal, problem, _ := check(value)
			if problem != "" {
				continue
			}
			value = normal
		}
		if value != "" {
			found[f.ID] = value
		}
	}
	return found
}

// readPoints splits a text into its numbered points. A point ends where the
// next one begins or an empty line follows.
func readPoints(text string) map[int]string {
	points := map[int]string{}
	current := 0
	for line := range strings.SplitSeq(text, "\n") {
		if m := pointLine.FindStringSubmatch(line); m != nil {
			current, _ = strconv.Atoi(m[1])
			points[current] = strings.TrimSpace(m[2])
			continue
		}
		line = strings.TrimSpace(line)
		if line == "" {
			current = 0
		}
		if current != 0 {
			points[current] = strings.TrimSpace(points[current] + "\n" + line)
		}
	}
	return points
}

// afterLabel cuts the point's own name off, so that "Java: 8u202" gives 8u202.
// A point that repeats the name and says nothing is empty.
func afterLabel(point string, labels []string) string {
	for _, label := range labels {
		rest, ok := cutPrefixFold(point, label)
		if !ok {
			continue
		}
		value := strings.TrimLeft(rest, " \t")
		cut := strings.TrimLeft(value, ":-–=; \t")
		if cut == "" || cut != value {
			return strings.TrimSpace(cut)
		}
	}
	return point
}

// findLabelled finds a line of the form "label: value".
func findLabelled(text string, labels []string) string {
	if len(labels) == 0 {
		return ""
	}
	for line := range strings.SplitSeq(text, "\n") {
		for _, label := range labels {
			rest, ok := cutPrefixFold(strings.TrimSpace(line), label)
			if !ok {
				continue
			}
			value := strings.TrimSpace(rest)
			if cut := strings.TrimLeft(value, ":-–="); cut != value {
				return strings.TrimSpace(cut)
			}
		}
	}
	return ""
}

// cutPrefixFold is strings.CutPrefix without regard to case.
func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	end := 0
	for range []rune(prefix) {
		if end >= len(s) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[end:], strings.EqualFold(s[:end], prefix)
}

// findPhone returns the last phone number in a text, where signatures are.
func findPhone(text string) string {
	all := phoneLike.FindAllString(text, -1)
	for i := len(all) - 1; i >= 0; i-- {
		if normal, problem, _ := formatPhone(all[i]); problem == "" {
			return normal
		}
	}
	return ""
}

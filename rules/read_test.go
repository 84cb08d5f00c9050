package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func readingDesk() *Regulation {
	return &Regulation{Catalogue: &Catalogue{Fields: []Field{
		{ID: "eds", Read: &Read{Point: 1, Labels: []string{"ЭЦҚ", "ЭЦП"}}},
		{ID: "java", Read: &Read{Point: 3, Labels: []string{"Java БҚ", "Java"}}},
		{ID: "iin", Format: "iin", Read: &Read{Labels: []string{"ЖСН", "ИИН"}}},
		{ID: "phone", Format: "phone", Read: &Read{Form: "phone"}},
		{ID: "note"},
	}}}
}

func TestFieldsAreFoundInFreeText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want map[string]string
	}{
		{"1) ЭЦҚ: RSA\n2) Chrome\n3) Java БҚ - 8u202", map[string]string{"eds": "RSA", "java": "8u202"}},
		{"1. RSA,\nдо мая\n\nПрошу помочь", map[string]string{"eds": "RSA,\nдо мая"}},
		{"эцп: GOST\nJAVA = 8", map[string]string{"eds": "GOST", "java": "8"}},
		{"1) ЭЦҚ\n3)", map[string]string{}},
		{"Java is broken", map[string]string{}},
		{"ИИН: 880101300123", map[string]string{"iin": "880101300123"}},
		{"ИИН: 880101300127", map[string]string{}},
		{"Звоните 8 705 100 63 43", map[string]string{"phone": "+77051006343"}},
		{"8 701 000 00 00, внизу подпись\n+7 705 100 63 43", map[string]string{"phone": "+77051006343"}},
		{"Счёт 123456789012345678", map[string]string{}},
		{"", map[string]string{}},
	} {
		got := readingDesk().readFields(c.text, func(string) bool { return false })
		if len(got) != len(c.want) {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
		for id, want := range c.want {
			if got[id] != want {
				t.Errorf("%q: %s is %q, want %q", c.text, id, got[id], want)
			}
		}
	}
}

func TestKnownFieldsAreNotReadAgain(t *testing.T) {
	t.Parallel()
	got := readingDesk().readFields("1) RSA\n3) 8u202", func(id string) bool { return id == "eds" })
	if got["eds"] != nil || got["java"] != "8u202" {
		t.Errorf("got %v, want java alone", got)
	}
}

// Whatever people write, reading gives only what stands in the text, in its
// form.
func TestReadingNeverInventsAnything(t *testing.T) {
	t.Parallel()
	line := rapid.OneOf(rapid.SampledFrom([]string{"1)", "1. ", "3) Java: ", "ЭЦҚ:", "ИИН: 880101300123", "8 705 100 63 43", "", "ЭЦҚ \xff:"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n")
		for id, v := range readingDesk().readFields(text, func(string) bool { return false }) {
			s, ok := v.(string)
			if !ok || s == "" || id == "note" {
				t.Fatalf("%q: %s is %v", text, id, v)
			}
			if id == "eds" || id == "java" {
				for part := range strings.SplitSeq(s, "\n") {
					if !strings.Contains(text, part) {
						t.Fatalf("%q: %s is %q, which the text does not say", text, id, s)
					}
				}
			}
		}
	})
}

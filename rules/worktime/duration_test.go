package worktime_test

import (
	"encoding/json"
	"testing"

	"github.com/reglament/reglament/rules/worktime"
)

func TestDurationsAreReadAndWrittenAlike(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0s", "90s", "60m", "72h", "3d", "2mo", "90wm", "3wh", "2wd"} {
		d := duration(t, text)
		if d.String() != text || d.Working() != (text[len(text)-2] == 'w') {
			t.Errorf("ParseDuration(%q) = %v, working %v", text, d, d.Working())
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []string{string(data), `"` + text + `"`} {
			var back worktime.Duration
			if err := json.Unmarshal([]byte(form), &back); err != nil || back != d {
				t.Errorf("decoding %s = %v, %v, want %v", form, back, err, d)
			}
		}
	}
	if got, err := json.Marshal(duration(t, "3wh")); err != nil || string(got) != `{"n":3,"u":"wh"}` {
		t.Errorf("JSON of 3wh = %s, %v", got, err)
	}
}

func TestWrongDurationsAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":        `"" is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh`,
		"3":       `duration 3 has no unit: want one of s m h d mo wm wh wd`,
		"3w":      `duration 3w has the unknown unit "w": want one of s m h d mo wm wh wd`,
		"wh":      `"wh" is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh`,
		"-3wh":    `duration -3wh is negative`,
		"8 hours": `"8 hours" does not say whether by the clock or in working time: write 8h or 8wh`,
		"2 days":  `"2 days" does not say whether by the clock or in working time: write 2d or 2wd`,
		"3 wh":    `"3 wh" is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh`,
		"03wh":    `"03wh" is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh`,
		"3WH":     `"3WH" is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh`,
		"36526wd": `duration 36526wd is longer than 100 years`,
	} {
		if _, err := worktime.ParseDuration(text); err == nil || err.Error() != want {
			t.Errorf("ParseDuration(%q): %v, want %s", text, err, want)
		}
	}
	for _, form := range []string{
		`null`, `3`, `[]`, `{}`, `{"n":3}`, `{"u":"wh"}`, `{"n":"3","u":"wh"}`, `{"n":3.5,"u":"wh"}`, `{"n":null,"u":"wh"}`,
		`{"n":3,"u":null}`, `{"n":3,"u":"wh","x":1}`, `{"N":3,"U":"wh"}`, `{"n":-1,"u":"wh"}`, `"3 hours"`, `{"n":3,"u":"weeks"}`,
	} {
		d := worktime.Duration{N: 7, Unit: "d"}
		if err := json.Unmarshal([]byte(form), &d); form != "null" && err == nil || d.N != 7 {
			t.Errorf("decoding %s = %v, %v, want an error and the value untouched", form, d, err)
		}
	}
	if _, err := json.Marshal(worktime.Duration{}); err == nil {
		t.Error("the zero duration was encoded")
	}
}

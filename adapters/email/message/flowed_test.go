package message

import "testing"

func TestFlowedLinesAreJoinedWithinTheirQuote(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string
		delete     bool
	}{
		{"a \nb\nc", "a b\nc", false},
		{"a \nb", "ab", true},
		{"> a \n> b\nc", "> a b\nc", false},
		{"> a \nanswer", "> a \nanswer", false},
		{"answer \n> b", "answer \n> b", false},
		{"a\n-- \nIvan", "a\n-- \nIvan", false},
		{"a \n-- \nIvan", "a \n-- \nIvan", false},
		{" >not a quote\n From the start", ">not a quote\nFrom the start", false},
		{">> a \n>> b\n> c", ">> a b\n> c", false},
		{"", "", false},
	} {
		if got := unflow(c.text, c.delete); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

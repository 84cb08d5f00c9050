package message

import "testing"

func TestFirstPrefixTellsWhatTheSenderDid(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]bool{
		"Re: x": {true, false}, "Fwd: x": {false, true}, "Re: Fwd: x": {true, false}, "FW: RE: x": {false, true}, "[SUPPORT-1] Re: x": {true, false},
		"Пересл: x": {false, true}, "x": {false, false}, "Report: x": {false, false},
	} {
		if got := [2]bool{isReplySubject(s), isForwardSubject(s)}; got != want {
			t.Errorf("%q: got reply, forward = %v, want %v", s, got, want)
		}
	}
}

package message

import "testing"

const plainMail = "From: a@b.kz\nTo: support@prots.kz\nSubject: a long\n subject\n\nBody\n"

func TestDigestIsTheSameForCopiesByDifferentWays(t *testing.T) {
	t.Parallel()
	want := Digest([]byte(plainMail))
	for _, copied := range []string{
		"Return-Path: <a@b.kz>\nDelivered-To: support@prots.kz\nReceived: from x\n by y\n" + plainMail,
		"X-Spam-Score: 1\nAuthentication-Results: mx; spf=pass\nDKIM-Signature: v=1; b=abc\n def\nARC-Seal: i=1\n" + plainMail,
		"From: a@b.kz\r\nTo: support@prots.kz\r\nSubject: a  long subject\r\n\r\nBody\r\n\r\n",
	} {
		if got := Digest([]byte(copied)); got != want {
			t.Errorf("%q: got %s, want %s", copied, got, want)
		}
	}
}

func TestDigestDiffersWhenTheSenderWroteSomethingElse(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, mail := range []string{
		plainMail, plainMail + "More\n", "Date: Mon, 23 Nov 2026 09:11:11 +0500\n" + plainMail, "Cc: c@d.kz\n" + plainMail,
		"From: a@b.kz\nTo: support@prots.kz\n\nSubject: a long subject\nBody\n", "",
	} {
		sum := Digest([]byte(mail))
		if other, double := seen[sum]; double {
			t.Errorf("%q and %q have one digest", mail, other)
		}
		seen[sum] = mail
	}
}

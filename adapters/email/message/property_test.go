package message

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// fragments are what ugly mails are made of; joined at random they reach places that
// random bytes don't.
var fragments = []string{
	"From: a@b.kz\r\n", "Subject: =?windows-1251?B?0OE=?= \xcf\xf0\r\n", "To: \"\xd1\xeb, <x\" <s@p.kz>, g: a@b, ;\r\n", "Content-Type: multipart/mixed; boundary=x\r\n",
	"Content-Type: multipart/alternative; boundary=\"y\"\r\n", "Content-Type: text/html; charset=cp-1251\r\n", "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n",
	"Content-Type: message/rfc822\r\n", "Content-Type: message/delivery-status\r\n", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n",
	"Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "Content-Disposition: attachment; filename*0*=kz-1048''%8D%E0; filename*1=\"../a.txt\"\r\n",
	"Content-Disposition: inline; filename=\"=?utf-8?q?..=2F=E2=80=AE?=\"\r\n", "Return-Path: <>\r\n", "X-Failed-Recipients: a@b.kz, c@d.kz\r\n", "References: <a@b> <c@d>\r\n",
	"In-Reply-To: <a@b>\r\n", "Auto-Submitted: auto-replied\r\n", "Date: Mon, 23 Nov 2026 09:11:11 +0500\r\n", "\r\n", "\n", "\r", "\x00", " ", "\t", "--x\r\n", "--x--\r\n", "--y\r\n", "--y--\n", "> ", ">", "-- \r\n",
	"On 1.1.2026 10:00, a@b.kz wrote:\r\n", "-----Original Message-----\r\n", "From: x\r\nSent: y\r\nTo: z\r\nSubject: w\r\n", "##- ответ -##\r\n", "С уважением, Иван\r\n", "Қате жүйеде\r\n",
	"\x8d\xe0\xf2\xe5 \xe6\xbf\xe9\xe5\xe4\xe5\r\n", "\xf0\xd2\xc9\xd7\xc5\xd4\r\n", "0J/RgNC4\r\n", "=D0=9F=\r\n", "=", "e\u0301\u0323", "\u0338", "\u202e", "\ufdd0\n", "\ufdd1", "begin 644 a\r\n#86)C\r\n`\r\nend\r\n",
	"<blockquote>", "</blockquote>", "<div class=gmail_attr>", "<div id=appendonsend>", "</div>", "<p>", "<br>", "<a href=\"https://x.kz\">", "</a>", "<pre>", "&#xFDD0;&#0;&#8;&nbsp;", "<style>", "Final-Recipient: rfc822;a@b.kz\r\nAction: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n\r\n",
}

func TestAnyPatchworkKeepsThePromises(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		raw := []byte("From: a@b.kz\r\n" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 60).Draw(rt, "raw"), ""))
		l := rapid.SampledFrom([]Limits{{}, {TextBytes: 64, Parts: 3, Depth: 2, HeaderBytes: 200, Addresses: 2, References: 2}}).Draw(rt, "limits")
		m, err := Parser{Limits: l}.parse(raw)
		if err != nil {
			rt.Fatal(err)
		}
		checkPromises(t, raw, m, l)
		if t.Failed() {
			rt.Fatalf("with %q", raw)
		}
	})
}

func TestFoldingIsStableForEveryCharacter(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			continue // has no case
		}
		for _, s := range []string{string(r), "a" + string(r), string(r) + "\u0301"} {
			if once := fold(s); fold(once) != once {
				t.Fatalf("%+q folds to %+q and then to %+q", s, once, fold(once))
			}
		}
	}
}

func TestAddressOfAnyFormIsFoundAgain(t *testing.T) {
	t.Parallel()
	names := rapid.SampledFrom([]string{"", "Ivan", "Иванов Иван", "O'Neil", "Қанат"})
	local := rapid.StringMatching(`[a-zA-Z0-9][a-zA-Z0-9._+-]{0,20}[a-z0-9]`)
	domain := rapid.SampledFrom([]string{"client.kz", "CLIENT.KZ", "mail.ru", "xn--80ao21a", "қаз", "sub.Example.com"})
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "n")
		var field [][]byte
		var want []Address
		for range n {
			a := newAddress(local.Draw(t, "local") + "@" + domain.Draw(t, "domain"))
			a.Name = names.Draw(t, "name")
			want = append(want, a)
			switch form := rapid.IntRange(0, 3).Draw(t, "form"); {
			case a.Name == "":
				field = append(field, []byte(a.Address))
			case form == 0:
				field = append(field, []byte(a.Name+" <"+a.Address+">"))
			case form == 1:
				field = append(field, []byte(`"`+a.Name+`" <`+a.Display+">"))
			case form == 2:
				field = append(field, []byte(word("utf-8", "B", a.Name)+" <"+a.Address+">"))
			default:
				field = append(field, []byte(a.Address+" ("+a.Name+")"))
			}
		}
		got, _ := parseAddresses(bytes.Join(field, []byte(rapid.SampledFrom([]string{",", ", ", ";", ",\r\n "}).Draw(t, "between"))), "", 100)
		if len(got) != n {
			t.Fatalf("%q: got %+v", field, got)
		}
		for i := range want {
			if got[i] != want[i] || !got[i].Valid {
				t.Errorf("%q: got %+v, want %+v", field[i], got[i], want[i])
			}
		}
	})
}

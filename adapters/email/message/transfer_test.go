package message

import "testing"

func TestTransferEncodingsAreUndoneAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		encoding, body, want string
		clean                bool
	}{
		{"base64", "SGVsbG8=", "Hello", true},
		{"BASE64 ", "SGVs\r\nbG8=\r\n", "Hello", true},
		{"base64", "SGVsbG8", "Hello", true},
		{"base64", "SGVsbA", "Hell", true},
		{"base64", "SGVsbG8=SGVsbG8=", "HelloHello", true},
		{"base64", "SGVs*bG8=\r\nSGVsbG8=", "HelloHello", false},
		{"base64", "SGVsbG8=\r\n\r\n-- \r\nSent by a gateway.\r\n", "Hello", false},
		{"base64", "Nobody encoded this.", "Nobody encoded this.", false},
		{"base64", "", "", true},
		{"quoted-printable", "a=3Db=\r\nc=0Ad", "a=bc\nd", true},
		{"quoted-printable", "soft =  \r\nbreak=", "soft break", true},
		{"quoted-printable", "a = b =G1", "a = b =G1", false},
		{"x-uuencode", "begin 644 a\n#86)C\n`\nend\n", "abc", true},
		{"x-uuencode", "begin 644 a\n!80``\n`\nend\n", "a", true},
		{"x-uuencode", "nothing of the kind", "nothing of the kind", false},
		{"8bit", "as it is =3D", "as it is =3D", true},
		{"no such encoding", "as it is", "as it is", true},
	} {
		got, clean := decodeTransfer([]byte(c.body), c.encoding)
		if string(got) != c.want || clean != c.clean {
			t.Errorf("%s %q: got %q, %v; want %q, %v", c.encoding, c.body, got, clean, c.want, c.clean)
		}
	}
}

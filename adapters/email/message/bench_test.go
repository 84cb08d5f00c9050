package message

import (
	"encoding/base64"
	"os"
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	small, err := os.ReadFile("testdata/cases/gmail-reply-ru.eml")
	if err != nil {
		b.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"reply-2kB":             small,
		"typical-5kB":           typicalMail(),
		"10MB-attachment":       largeMail(),
		"1000-attachments":      manyParts(1000),
		"cp1251-5kB-no-charset": letter("Subject: x", "", in("windows-1251", strings.Repeat("Здравствуйте! Не могу войти в личный кабинет портала.\n", 90))),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(raw, Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// typicalMail is a reply from a phone: plain and HTML, quoted history, 5 kB.
func typicalMail() []byte {
	const paragraph = "Добрый день! Принтер на третьем этаже снова не печатает, горит красная лампа. Просим прислать инженера сегодня.\n"
	const question = "Уточните, пожалуйста, модель принтера и номер кабинета, в котором он стоит.\n"
	plain := strings.Repeat(paragraph, 4) + "\nС уважением,\nАлия Серикова\n+7 705 100 63 43\n\nпн, 23 нояб. 2026 г. в 09:30, Служба поддержки <support@prots.kz>:\n" + strings.Repeat("> "+question, 3)
	markup := "<div>" + strings.Repeat("<p>"+paragraph+"</p>", 4) + "<p>С уважением,<br>Алия Серикова</p></div><div class=\"gmail_quote\"><div class=\"gmail_attr\">пн, 23 нояб. 2026 г. в 09:30, Служба поддержки:</div><blockquote>" + strings.Repeat(question, 3) + "</blockquote></div>"
	return letter("Subject: "+word("utf-8", "B", "Re: [SUPPORT-10110] Не печатает принтер")+"\nIn-Reply-To: <t-10110@prots.kz>\nReferences: <t-10110@prots.kz>\nReceived: from mail.client.kz by mx.prots.kz; Mon, 23 Nov 2026 09:11:12 +0500",
		"multipart/alternative; boundary=alt",
		"--alt\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"+fold64([]byte(plain))+"--alt\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"+fold64([]byte(markup))+"--alt--\n")
}

func largeMail() []byte {
	data := strings.Repeat("scanned page ", 7_400_000/13)
	return letter("Subject: scan", "multipart/mixed; boundary=m",
		"--m\nContent-Type: text/plain; charset=utf-8\n\nСкан во вложении.\n--m\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\n"+
			fold64Fast(data)+"--m--\n")
}

func fold64Fast(data string) string {
	text := base64.StdEncoding.EncodeToString([]byte(data))
	var out strings.Builder
	for i := 0; i < len(text); i += 76 {
		out.WriteString(text[i:min(i+76, len(text))] + "\n")
	}
	return out.String()
}

func BenchmarkDigest(b *testing.B) {
	raw := largeMail()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Digest(raw)
	}
}

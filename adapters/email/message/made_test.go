package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
)

// Mails in 8-bit charsets can't be read in an editor, so they are written here, where
// they can. -update stores them beside the other cases.
var madeMails = map[string][]byte{
	"raw-koi8-r-subject":             letter("Subject: "+in("koi8-r", "Не работает принтер в бухгалтерии"), "", in("koi8-r", "Добрый день. Прошу прислать инженера.")),
	"raw-cp1251-no-charset":          letter("Subject: "+in("windows-1251", "Доступ к порталу"), "", in("windows-1251", "Здравствуйте! Не могу войти в личный кабинет.")),
	"raw-cp866-no-charset":           letter("Subject: "+in("ibm866", "Отчёт за октябрь"), "", in("ibm866", "Программа бухгалтерии не печатает отчёт.")),
	"raw-cp1251-name-keeps-address":  letter("Subject: x\nTo: "+in("windows-1251", "Служба поддержки")+" <support@prots.kz>, "+in("windows-1251", `"Иванов, Пётр"`)+" <petr@client.kz>", "", "Text.\n"),
	"kk-kz1048-declared":             letter("Subject: "+word("KZ-1048", "B", "Электрондық қолтаңба"), "text/plain; charset=KZ-1048", in("kz-1048", kazakhText)),
	"kk-kz1048-named-rk1048":         letter("Subject: x", "text/plain; charset=rk1048", in("kz-1048", kazakhText)),
	"kk-kz1048-declared-cp1251":      letter("Subject: "+in("kz-1048", "Құпиясөзді өзгерту"), "text/plain; charset=windows-1251", in("kz-1048", kazakhText)),
	"kk-kz1048-raw-everything":       letter("Subject: "+in("kz-1048", "Жүйеге кіре алмай жатырмын"), "", in("kz-1048", kazakhText)),
	"kk-in-cp1251-without-own":       letter("Subject: "+in("windows-1251", "Сурак"), "text/plain; charset=windows-1251", in("windows-1251", "Салеметсиз бе! Маган кабинетке киру керек, жауап беринизши.")),
	"declared-utf8-is-cp1251":        letter("Subject: x", "text/plain; charset=utf-8", in("windows-1251", "Письмо объявлено как UTF-8, а написано иначе.")),
	"declared-latin1-is-cp1251":      letter("Subject: x", "text/plain; charset=iso-8859-1", in("windows-1251", "Письмо объявлено как латинское.")),
	"declared-ascii-is-koi8-r":       letter("Subject: x", "text/plain; charset=us-ascii", in("koi8-r", "Письмо объявлено как ASCII.")),
	"declared-cp1251-is-utf8":        letter("Subject: x", "text/plain; charset=windows-1251", "Письмо в UTF-8 под чужим именем.\n"),
	"declared-koi8-r-is-cp1251":      letter("Subject: x", "text/plain; charset=koi8-r", in("windows-1251", "Здравствуйте, прошу проверить состояние заявки по договору.")),
	"declared-latin1-is-french":      letter("Subject: "+word("iso-8859-1", "Q", "Problème à l'étage"), "text/plain; charset=iso-8859-1", in("windows-1252", "L'imprimante du troisième étage est cassée, ça ne répond plus.")),
	"raw-latin1-german":              letter("Subject: "+in("windows-1252", "Störung beim Drucker"), "", in("windows-1252", "Schöne Grüße aus München, der Drucker läuft wieder.")),
	"alias-win-1251":                 letter("Subject: "+word("win-1251", "Q", "Заявка"), `text/plain; charset="cp-1251"`, in("windows-1251", "Текст заявки.")),
	"alias-utf8mb4":                  letter("Subject: "+word("utf8mb4", "B", "Тест 🙂"), "text/plain; charset=utf8mb4", "Текст 🙂\n"),
	"alias-unknown-8bit":             letter("Subject: "+word("unknown-8bit", "B", "Вопрос по оплате счёта"), "text/plain; charset=x-unknown", in("windows-1251", "Вопрос по оплате счёта за октябрь.")),
	"korean-ks-c-5601":               letter("Subject: x", "text/plain; charset=ks_c_5601-1987", in("euc-kr", "안녕하세요")),
	"japanese-iso-2022-jp":           letter("Subject: "+word("iso-2022-jp", "B", "プリンタ"), "text/plain; charset=iso-2022-jp", in("iso-2022-jp", "プリンタが動きません")),
	"utf16-attachment-body":          letter("Subject: x\nContent-Transfer-Encoding: base64", "text/plain; charset=utf-16", fold64([]byte(in("utf-16", "Текст в UTF-16.")))),
	"words-split-inside-a-character": letter("Subject: "+splitWords("utf-8", "Қайта жіберіңіз, өтінемін", 11), "", "Text.\n"),
	"words-split-cp1251":             letter("Subject: "+splitWords("windows-1251", "Заявка на технику для отдела", 9), "", "Text.\n"),
	"words-split-inside-base64":      letter("Subject: "+splitBase64("windows-1251", "Заявка на технику для отдела", 10), "", "Text.\n"),
	"rfc2231-continued-cp1251":       withFile("Content-Disposition: attachment;\n filename*0*=windows-1251'ru'" + percent("windows-1251", "Договор ") + ";\n filename*1*=" + percent("windows-1251", "поставки №5") + ";\n filename*2=.pdf"),
	"rfc2231-kz1048":                 withFile("Content-Disposition: attachment; filename*=kz-1048''" + percent("kz-1048", "Өтініш қағазы.pdf")),
	"file-name-raw-cp1251":           withFile("Content-Disposition: attachment; filename=\"" + in("windows-1251", "Приказ о приёме.pdf") + "\""),
	"file-name-raw-koi8-r":           withFile("Content-Disposition: attachment; filename=" + in("koi8-r", "Акт сверки.pdf")),
	"file-name-both-standards":       withFile("Content-Type: application/pdf; name*0=\"" + word("windows-1251", "B", "Счёт") + "\"; name*1=\"" + word("windows-1251", "B", " на оплату.pdf") + "\"\nContent-Disposition: attachment"),
	"html-meta-charset-koi8-r":       letter("Subject: x", "text/html", "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\"></head><body>"+in("koi8-r", "Объявлено внутри страницы.")+"</body></html>"),
	"nul-bytes":                      letter("Subject: a\x00b", "text/plain; charset=utf-8", "Te\x00xt\x00 with NUL bytes.\n"),
	"lone-cr-line-ends":              bytes.ReplaceAll(letter("Subject: old Mac", "text/plain", "one\ntwo\n"), []byte("\r\n"), []byte("\r")),
	"lone-cr-inside":                 letter("Subject: a\rBcc: victim@client.kz", "text/plain", "one\rtwo\r\nthree\n"),
	"base64-cyrillic-typical":        letter("Subject: "+word("utf-8", "B", "Заявка")+"\nContent-Transfer-Encoding: base64", "text/plain; charset=utf-8", fold64([]byte("Добрый день.\r\n\r\nПрошу открыть доступ.\r\n"))),
	"raw-8bit-from-and-subject-koi8": letter("Subject: "+in("koi8-r", "Вопрос")+"\nReply-To: "+in("koi8-r", "Сергей Петров")+" <s@client.kz>", "text/plain; charset=koi8-r", in("koi8-r", "Вопрос прежний.")),
}

const kazakhText = "Сәлеметсіз бе! Жүйеге кіре алмай тұрмын, құпиясөзді ұмытып қалдым.\nЭлектрондық цифрлық қолтаңбаның мерзімі өтіп кеткен сияқты.\nКөмек көрсетуіңізді өтінемін. Ғалым Һ.\n"

// TestMadeMailsAreStored keeps the files and their source together.
func TestMadeMailsAreStored(t *testing.T) {
	for name, want := range madeMails {
		file := "testdata/cases/" + name + ".eml"
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs from its source in made_test.go (%v): run with -update", file, err)
		}
	}
}

func letter(fields, contentType, body string) []byte {
	head := "From: ivan@client.kz\nTo: support@prots.kz\nDate: Mon, 23 Nov 2026 09:11:11 +0500\nMessage-ID: <made@client.kz>\n" + fields + "\n"
	if contentType != "" {
		head += "MIME-Version: 1.0\nContent-Type: " + contentType + "\n"
	}
	return bytes.ReplaceAll([]byte(head+"\n"+body), []byte("\n"), []byte("\r\n"))
}

func withFile(fields string) []byte {
	return letter("Subject: file", "multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\n\nText.\n--b\n"+fields+"\n\nfile\n--b--\n")
}

// in encodes text.
func in(charset, text string) string {
	if charset == "kz-1048" {
		return string(encodeKZ1048(text))
	}
	out, err := encodings[charset].NewEncoder().String(text)
	if err != nil {
		panic(fmt.Sprintf("%s can't hold %q: %v", charset, text, err))
	}
	return out
}

var encodings = map[string]encoding.Encoding{
	"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866, "windows-1252": charmap.Windows1252, "iso-8859-1": charmap.Windows1252,
	"utf-8": unicode.UTF8, "utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "euc-kr": korean.EUCKR, "iso-2022-jp": japanese.ISO2022JP,
}

func encodeKZ1048(text string) []byte {
	var out []byte
next:
	for _, r := range text {
		for b, have := range kz1048 {
			if have == r {
				out = append(out, byte(b))
				continue next
			}
		}
		panic("KZ-1048 can't hold " + string(r))
	}
	return out
}

// word writes an encoded word; label is the charset's name as the mail has it.
func word(label, encoding, text string) string {
	charset := label
	if real, odd := map[string]string{"win-1251": "windows-1251", "unknown-8bit": "windows-1251", "utf8mb4": "utf-8", "KZ-1048": "kz-1048"}[label]; odd {
		charset = real
	}
	data := []byte(in(charset, text))
	return "=?" + label + "?" + encoding + "?" + encodeWord(encoding, data) + "?="
}

func encodeWord(encoding string, data []byte) string {
	if encoding == "B" {
		return base64.StdEncoding.EncodeToString(data)
	}
	var out strings.Builder
	for _, b := range data {
		if isASCIILetter(b) {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "=%02X", b)
		}
	}
	return out.String()
}

// splitWords cuts text into words of size bytes, wherever that falls.
func splitWords(charset, text string, size int) string {
	var words []string
	for data := []byte(in(charset, text)); len(data) > 0; {
		n := min(size, len(data))
		words = append(words, "=?"+charset+"?B?"+encodeWord("B", data[:n])+"?=")
		data = data[n:]
	}
	return strings.Join(words, "\n ")
}

// splitBase64 cuts the base64 text, as some programs do, so that no word is whole.
func splitBase64(charset, text string, size int) string {
	var words []string
	for data := encodeWord("B", []byte(in(charset, text))); len(data) > 0; {
		n := min(size, len(data))
		words = append(words, "=?"+charset+"?B?"+data[:n]+"?=")
		data = data[n:]
	}
	return strings.Join(words, "\n ")
}

func percent(charset, text string) string {
	var out strings.Builder
	for _, b := range []byte(in(charset, text)) {
		if isASCIILetter(b) || b == '.' {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

func fold64(data []byte) string {
	text := base64.StdEncoding.EncodeToString(data)
	var out strings.Builder
	for len(text) > 76 {
		out.WriteString(text[:76] + "\n")
		text = text[76:]
	}
	return out.String() + text + "\n"
}

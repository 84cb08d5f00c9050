package message

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jhillyerd/enmime/v2"
	"pgregory.net/rapid"
)

// TestStructureIsThatOfEnmime builds well-formed mails with enmime and has both read
// them. enmime is not used outside this test, see the package comment.
func TestStructureIsThatOfEnmime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raw := builtMail(t)
		want, err := enmime.ReadEnvelope(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(raw, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Subject != want.GetHeader("Subject") {
			t.Errorf("got subject %q, want %q", got.Subject, want.GetHeader("Subject"))
		}
		if text := strings.TrimSpace(want.Text); want.HTML == "" && got.Text != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("got text %q, want %q", got.Text, text)
		}
		if markup := strings.ReplaceAll(want.HTML, "\r\n", "\n"); strings.TrimSpace(got.HTML) != strings.TrimSpace(markup) {
			t.Errorf("got HTML %q, want %q", got.HTML, markup)
		}
		theirs := append(append(want.Inlines, want.Attachments...), want.OtherParts...)
		if len(got.Attachments) != len(theirs) {
			t.Fatalf("got %d attachments, want %d", len(got.Attachments), len(theirs))
		}
		for _, their := range theirs {
			if !holds(got.Attachments, their) {
				t.Errorf("%s %q is missing in %v", their.ContentType, their.FileName, got.Attachments)
			}
		}
	})
}

func holds(attachments []Attachment, want *enmime.Part) bool {
	for _, a := range attachments {
		if a.Name == want.FileName && a.Type == want.ContentType && bytes.Equal(a.Content, want.Content) && a.ContentID == want.ContentID {
			return true
		}
	}
	return false
}

func builtMail(t *rapid.T) []byte {
	words := rapid.SampledFrom([]string{"заявка", "printer", "қате", "ошибка", "на", "этаже", "3", "договор №5", "hello", "\r\n", "—"})
	sentence := func(label string) string {
		return strings.TrimSpace(strings.Join(rapid.SliceOfN(words, 1, 40).Draw(t, label), " "))
	}
	b := enmime.Builder().
		From("Иван", "ivan@client.kz").To("Поддержка", "support@prots.kz").
		Subject(strings.Join(strings.Fields(sentence("subject")), " ")).
		Date(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)).
		Text([]byte(sentence("text") + "."))
	if rapid.Bool().Draw(t, "html") {
		b = b.HTML([]byte("<p>" + sentence("markup") + "</p>"))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "files") {
		content := rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "content")
		name := fmt.Sprintf("%d %s.pdf", i, rapid.SampledFrom([]string{"Акт", "Шарт №7", "plain", "длинное имя приложенного к письму файла"}).Draw(t, "name"))
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			b = b.AddAttachment(content, "application/pdf", name)
		case 1:
			b = b.AddInline(content, "image/png", name, fmt.Sprintf("cid%d@client.kz", i))
		case 2:
			b = b.AddOtherPart(content, "application/x-other", name, fmt.Sprintf("other%d@client.kz", i))
		}
	}
	root, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	var raw bytes.Buffer
	if err := root.Encode(&raw); err != nil {
		t.Fatal(err)
	}
	return raw.Bytes()
}

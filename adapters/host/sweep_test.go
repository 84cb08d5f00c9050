package host

import (
	"io/fs"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSweepingKeepsWhatIsReferenced: a mail, its attachment and a fresh upload
// stay; an old upload that belongs to nothing goes.
func TestSweepingKeepsWhatIsReferenced(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, func(c *Config) { c.Data = data })
	mail := strings.ReplaceAll(`From: <aigul@mail.example>
To: office@sud.kz
Subject: 900101300017/СК/Қате
Message-ID: <files@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Скриншот тіркелді.
--b
Content-Type: image/png; name=screen.png
Content-Disposition: attachment; filename=screen.png

not really a picture
--b--
`, "\n", "\r\n")
	if err := smtp.SendMail(s.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, []byte(mail)); err != nil {
		t.Fatal(err)
	}
	put := func(text string) string {
		digest, _, err := s.blobs.Put(t.Context(), "sud", strings.NewReader(text), 0)
		if err != nil {
			t.Fatal(err)
		}
		return digest
	}
	orphan := put("uploaded and never sent")
	kept := age(t, data)
	fresh := put("uploaded just now")
	if len(kept) != 3 {
		t.Fatalf("there are %d files, want the mail, its attachment and the upload", len(kept))
	}
	s.sweepOnce(t.Context())
	left := age(t, data)
	if left[orphan] {
		t.Error("an old upload that belongs to nothing is still there")
	}
	for digest := range kept {
		if digest != orphan && !left[digest] {
			t.Errorf("%.12s is gone, and a mail or a ticket refers to it", digest)
		}
	}
	if !left[fresh] {
		t.Error("a fresh upload is gone")
	}
}

// age makes the files of SUD two days old and lists them.
func age(t *testing.T, data string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(data, "blobs", "sud"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		found[d.Name()] = true
		return os.Chtimes(path, time.Time{}, time.Now().Add(-2*orphanAge))
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/rules"
)

// ran is what came of a command.
type ran struct {
	t        *testing.T
	args     string
	code     int
	out, err string
}

func run(t *testing.T, args ...string) *ran {
	t.Helper()
	var out, errOut bytes.Buffer
	code := Run(args, &out, &errOut)
	return &ran{t: t, args: strings.Join(args, " "), code: code, out: out.String(), err: errOut.String()}
}

// ends checks the exit code.
func (r *ran) ends(code int) *ran {
	r.t.Helper()
	if r.code != code {
		r.t.Errorf("%s: got exit code %d, want %d\n%s%s", r.args, r.code, code, r.out, r.err)
	}
	return r
}

// prints checks what is on standard output.
func (r *ran) prints(wants ...string) *ran {
	r.t.Helper()
	for _, want := range wants {
		if !strings.Contains(r.out, want) {
			r.t.Errorf("%s: prints\n%s\nwant %q in it", r.args, r.out, want)
		}
	}
	return r
}

// complains checks what is on standard error.
func (r *ran) complains(wants ...string) *ran {
	r.t.Helper()
	for _, want := range wants {
		if !strings.Contains(r.err, want) {
			r.t.Errorf("%s: complains\n%s\nwant %q in it", r.args, r.err, want)
		}
	}
	return r
}

// decode reads standard output as one JSON value.
func (r *ran) decode(into any) *ran {
	r.t.Helper()
	d := json.NewDecoder(strings.NewReader(r.out))
	if err := d.Decode(into); err != nil || d.More() {
		r.t.Errorf("%s: want one JSON value, got %v\n%s", r.args, err, r.out)
	}
	return r
}

// misusedBy checks that a command is refused as wrong use: a sentence on standard
// error, nothing else on standard output, and with --json the same as JSON.
func misusedBy(t *testing.T, wants []string, args ...string) {
	t.Helper()
	if r := run(t, args...).ends(2).complains(wants...); r.out != "" {
		t.Errorf("%s: prints %q beside the error", r.args, r.out)
	}
	var answer struct{ Error string }
	r := run(t, append(args, "--json")...).ends(2).decode(&answer)
	for _, want := range wants {
		if !strings.Contains(answer.Error, want) {
			t.Errorf("%s: the error is %q, want %q in it", r.args, answer.Error, want)
		}
	}
}

// installation is a folder in which a server has run, with a ticket of SUD,
// SK-000001, and the tokens of its start.
func installation(t *testing.T) (data string, tokens []host.FirstToken) {
	t.Helper()
	data = filepath.Join(t.TempDir(), "data")
	s, err := host.Start(t.Context(), &host.Config{Data: data, HTTP: "127.0.0.1:0", SMTP: "127.0.0.1:0", URL: "http://localhost:8080"},
		slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		t.Fatal(err)
	}
	letter := "From: <aigul@mail.example>\r\nTo: office@sud.kz\r\nSubject: 900101300017/СК/Кабинет ашылмайды\r\n" +
		"Message-ID: <first@mail.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nСәлеметсіз бе! Кабинетке кіре алмай тұрмын.\r\n"
	err = smtp.SendMail(s.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, []byte(letter))
	if err != nil {
		t.Error("write to SUD:", err)
	}
	if tokens, err = s.FirstTokens(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	return data, tokens
}

// regulation is a folder with the regulation of SUD, parts of a file of it
// replaced.
func regulation(t *testing.T, file string, oldNew ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "sud")
	sub, err := fs.Sub(rules.Shipped, "sud")
	if err == nil {
		err = os.CopyFS(dir, sub)
	}
	if err != nil {
		t.Fatal(err)
	}
	if file == "" {
		return dir
	}
	name := filepath.Join(dir, filepath.FromSlash(file))
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(oldNew...).Replace(string(raw))
	if text == string(raw) {
		t.Fatalf("%s does not hold %q", file, oldNew)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// unknownStatus breaks the regulation of SUD in a line of it.
var unknownStatus = []string{`known }, move "new"`, `known }, move "nowhere"`}

// lineOf is the number of the line that holds a text.
func lineOf(t *testing.T, file, text string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(raw), text)
	if !ok {
		t.Fatalf("%s does not hold %q", file, text)
	}
	return fmt.Sprint(strings.Count(before, "\n") + 1)
}

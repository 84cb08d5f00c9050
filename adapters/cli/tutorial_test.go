package cli

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/host"
)

const (
	hotline = "companies/hotline" // where the readers of the tutorial put it
	serving = "hotline"           // the tenant that it becomes
)

// tutorialBlock is a code block: its language, what it is, its text.
var tutorialBlock = regexp.MustCompile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$")

// TestTutorialIsTrue does what a reader of docs/regulation.md does. A block of lua
// or yaml is written into the file that it names, a diff changes one, a console is
// run and must print what stands there. What comes of it must be docs/hotline.
func TestTutorialIsTrue(t *testing.T) {
	docs, err := filepath.Abs("../../docs")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(docs, "regulation.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(docs, "docs"); err != nil {
		t.Fatal(err)
	}
	r := &reader{t: t, commands: map[string]bool{}}
	for _, b := range tutorialBlock.FindAllSubmatch(raw, -1) {
		r.follow(string(b[1]), string(b[2]), string(b[3]))
	}
	r.same("regulation.lua")
	for _, want := range []string{"check", "test", "due", "simulate", "explore", "document", "diff", "replay", "serve"} {
		if !r.commands[want] {
			t.Errorf("the tutorial does not show the command %s", want)
		}
	}
}

// reader follows the tutorial in the current folder.
type reader struct {
	t        *testing.T
	undo     []byte // the regulation without the mistake that was made on purpose
	commands map[string]bool
}

func (r *reader) follow(language, name, text string) {
	r.t.Helper()
	switch {
	case language == "lua":
		r.put(name, text)
	case language == "yaml":
		r.write(name, []byte(text))
		r.same(strings.TrimPrefix(name, hotline+"/"))
	case language == "diff" && name == "mistake":
		r.undo = r.read(hotline + "/regulation.lua")
		r.change(hotline+"/regulation.lua", text)
	case language == "diff":
		r.change(name, text)
	case language == "sh" && name == "serve":
		r.serve(strings.Fields(text)[1:])
	case language == "console":
		r.console(text)
		if r.undo != nil {
			r.write(hotline+"/regulation.lua", r.undo)
			r.undo = nil
		}
	default:
		r.t.Errorf("nobody knows what to do with a block %s %s", language, name)
	}
}

func (r *reader) read(name string) []byte {
	r.t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		r.t.Fatal(err)
	}
	return raw
}

func (r *reader) write(name string, text []byte) {
	r.t.Helper()
	if err := os.WriteFile(name, text, 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// put writes a block: the first one of a file is the file, each further one goes
// before the file's last line.
func (r *reader) put(name, text string) {
	r.t.Helper()
	if _, err := os.Stat(name); err == nil {
		have := r.read(name)
		last := bytes.LastIndexByte(bytes.TrimSuffix(have, []byte("\n")), '\n') + 1
		text = string(have[:last]) + text + string(have[last:])
	}
	r.write(name, []byte(text))
}

// change puts the lines that begin with a plus in the place of those before them
// that begin with a minus.
func (r *reader) change(name, text string) {
	r.t.Helper()
	have := string(r.read(name))
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
	for pair := range slices.Chunk(lines[:len(lines)-1], 2) {
		if len(pair) != 2 || pair[0][0] != '-' || pair[1][0] != '+' || strings.Count(have, pair[0][1:]) != 1 {
			r.t.Fatalf("%s: want a line of the file and what takes its place, got %q", name, pair)
		}
		have = strings.Replace(have, pair[0][1:], pair[1][1:], 1)
	}
	r.write(name, []byte(have))
}

// same checks that a file has become what it is in docs/hotline.
func (r *reader) same(name string) {
	r.t.Helper()
	if got, want := r.read(hotline+"/"+name), r.read("docs/hotline/"+name); !bytes.Equal(got, want) {
		r.t.Errorf("%s is in the tutorial\n%s\nand in docs/hotline\n%s", name, got, want)
	}
}

// console runs the lines after a dollar sign, and compares what they print with
// the lines that follow.
func (r *reader) console(text string) {
	r.t.Helper()
	for _, part := range strings.Split(text, "$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		got := r.run(command)
		if ok, err := regexp.MatchString(pattern(want), masked(got)); err != nil || !ok {
			r.t.Errorf("%s prints\n%s\nthe tutorial says\n%s%v", command, got, want, err)
		}
	}
}

func (r *reader) run(command string) string {
	r.t.Helper()
	if args := strings.Fields(command); args[0] == "reglament" {
		r.commands[args[1]] = true
		ran := run(r.t, args[1:]...)
		if ran.code == exitUsage {
			r.t.Errorf("%s is wrong use: %s", command, ran.err)
		}
		return ran.out
	}
	out, err := exec.CommandContext(r.t.Context(), "sh", "-c", command).CombinedOutput()
	if err != nil {
		r.t.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// passing is what differs from one run to another: how long a case has taken, how
// far explore has come, and when the requests were made that are replayed.
var passing = regexp.MustCompile(`\(\d+ ms\)|\d+ histories, \d+ states|event \d+  [-0-9]+ [:0-9]+|\d+ \w+ 20\d\d, \d\d:\d\d$`)

func masked(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if !strings.HasPrefix(lines[i], "    ") { // a simulated hour is the same each time
			lines[i] = passing.ReplaceAllString(lines[i], "*")
		}
	}
	return strings.Join(lines, "\n")
}

// pattern matches what the tutorial says: three dots stand for any lines.
func pattern(want string) string {
	return "^" + strings.ReplaceAll("\n"+regexp.QuoteMeta(masked(want)), "\n"+regexp.QuoteMeta("...")+"\n", "\n(?s:.*)")[1:] + "$"
}

// serve starts what the tutorial starts, and sends two requests by the API.
func (r *reader) serve(args []string) {
	r.t.Helper()
	r.commands[args[0]] = true
	c := &cli{}
	parser, err := newParser(c, r.t.Output(), r.t.Output(), func(int) {})
	if err == nil {
		_, err = parser.Parse(args)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	c.Serve.HTTP, c.Serve.SMTP = "127.0.0.1:0", "off"
	s, err := host.Start(r.t.Context(), &c.Serve.Config, slog.New(slog.NewTextHandler(r.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err != nil {
		r.t.Fatal(err)
	}
	tokens, err := s.FirstTokens(r.t.Context())
	if err != nil {
		r.t.Error(err)
	}
	i := slices.IndexFunc(tokens, func(t host.FirstToken) bool { return string(t.Tenant) == serving && t.Role == "operator" })
	r.file(s.URL(), tokens[i].Token, "question", "")
	r.file(s.URL(), tokens[i].Token, "emergency", `"address": "Mira 5",`)
	if err := s.Stop(); err != nil {
		r.t.Error(err)
	}
}

// file sends a request of a type, with the fields that this type has besides.
func (r *reader) file(url, token, kind, fields string) {
	r.t.Helper()
	body := fmt.Sprintf(`{"language": "en", "fields": {"type": %q, %s "name": "Olga", "phone": "87051006344",
		"email": "olga@mail.example", "description": "Please help."}}`, kind, fields)
	req, err := http.NewRequestWithContext(context.WithoutCancel(r.t.Context()), http.MethodPost, url+"/api/v1/"+serving+"/tickets", strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", kind)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if res.Body.Close(); res.StatusCode != http.StatusCreated {
		r.t.Errorf("a request of type %s was answered %s", kind, res.Status)
	}
}

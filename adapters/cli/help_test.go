package cli

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// commands lists all commands, groups of them included.
func commands(t *testing.T) (parser *kong.Kong, nodes []*kong.Node) {
	t.Helper()
	parser, err := newParser(&cli{}, io.Discard, io.Discard, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, child := range n.Children {
			nodes = append(nodes, child)
			walk(child)
		}
	}
	walk(parser.Model.Node)
	if len(nodes) < 12 {
		t.Fatalf("found %d commands", len(nodes))
	}
	return parser, nodes
}

// examples are the commands that a help text shows.
func examples(help string) (list [][]string) {
	for line := range strings.Lines(help) {
		if rest, ok := strings.CutPrefix(line, "    reglament "); ok {
			list = append(list, words(rest))
		}
	}
	return list
}

// words are the arguments of a line as a shell parts them: what is in quotes is one.
func words(line string) (list []string) {
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			list = append(list, part)
			continue
		}
		list = append(list, strings.Fields(part)...)
	}
	return list
}

func TestHelpOfEveryCommandTeaches(t *testing.T) {
	t.Parallel()
	_, nodes := commands(t)
	for _, n := range nodes {
		args := append(strings.Fields(n.FullPath())[1:], "--help")
		r := run(t, args...).ends(0).prints(n.Help, "0:", "1:", "2:")
		if len(examples(r.out)) == 0 {
			t.Errorf("%s: there is no example in\n%s", r.args, r.out)
		}
		if strings.Contains(r.out, "=STRING") || r.err != "" {
			t.Errorf("%s: a flag does not say what it wants, or something is on standard error:\n%s%s", r.args, r.out, r.err)
		}
		for _, flag := range n.Flags {
			if flag.Help == "" {
				t.Errorf("%s: --%s has no help", r.args, flag.Name)
			}
		}
	}
	top := run(t, "--help").ends(0).prints("reglament serve --dev")
	for _, n := range nodes {
		if n.Leaf() && !strings.Contains(top.out, n.Help) {
			t.Errorf("the list of commands does not say %q", n.Help)
		}
	}
}

// TestExamplesOfHelpRun runs every example in a folder where the server has run,
// with the import file that the help shows, and those that ask a server while it
// runs again. Those of the server, and those that name places of their own, are only
// parsed.
func TestExamplesOfHelpRun(t *testing.T) {
	data, tokens := installation(t)
	t.Chdir(filepath.Dir(data))
	_, yaml, _ := strings.Cut(tenantImportCmd{}.Help(), "    tenant:")
	yaml, _, _ = strings.Cut("    tenant:"+yaml, "\n\n")
	if err := os.WriteFile("people.yaml", []byte(strings.ReplaceAll(yaml+"\n", "\n    ", "\n")[4:]), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("rules", 0o700); err != nil { // for parsing
		t.Fatal(err)
	}
	_, nodes := commands(t)
	for _, n := range nodes {
		for _, args := range examples(n.Detail) {
			if parser, _ := commands(t); !parses(parser, args) {
				t.Errorf("the example %q of %s cannot be parsed", args, n.FullPath())
			}
		}
	}
	if err := os.Remove("rules"); err != nil { // so that rules/sud is the shipped one
		t.Fatal(err)
	}
	var online [][]string
	for _, n := range nodes {
		for _, args := range examples(n.Detail) {
			switch joined := strings.Join(args, " "); {
			case args[0] == "serve" || strings.Contains(joined, "/var/lib/"):
			case asksServer(n):
				online = append(online, args)
			default:
				run(t, args...).ends(0)
			}
		}
	}
	serve(t, data, tokens)
	run(t, "activate", regulation(t, "regulation.lua", contact...), "--tenant", "sud", "--reason", "something to come back from").ends(0)
	for _, args := range online {
		owner := "sud"
		if args[0] == "quotas" {
			owner = "installation"
		}
		t.Setenv("REGLAMENT_TOKEN", tokenOf(t, tokens, owner, "admin"))
		run(t, args...).ends(0)
	}
	if len(online) < 4 {
		t.Errorf("%d examples were run against a server", len(online))
	}
}

// asksServer reports whether a command is for a running server.
func asksServer(n *kong.Node) bool {
	return slices.ContainsFunc(n.Flags, func(f *kong.Flag) bool { return f.Name == "url" })
}

func parses(parser *kong.Kong, args []string) bool {
	_, err := parser.Parse(args)
	return err == nil
}

func TestVersionIsPrinted(t *testing.T) {
	t.Parallel()
	if r := run(t, "--version").ends(0); strings.TrimSpace(r.out) == "" {
		t.Error("nothing is printed")
	}
}

func TestWrongUseSaysWhatThereIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args  string
		wants []string
	}{
		{"nix", []string{`no command "nix"`, "serve, check, test", "--help"}},
		{"--nix", []string{"unknown flag --nix", `"reglament --help"`}},
		{"serve --nix", []string{"unknown flag --nix", `"reglament serve --help"`}},
		{"serve --rules /no/such/folder", []string{"/no/such/folder"}},
		{"serve --log loud", []string{"debug", "loud"}},
		{"token", []string{"create", "list", "revoke"}},
		{"token create", []string{"--tenant", "--role", `"reglament token create --help"`}},
		{"check", []string{"<rules>", `"reglament check --help"`}},
		{"tenant import nix.yaml", []string{"nix.yaml"}},
	} {
		misusedBy(t, c.wants, strings.Fields(c.args)...)
	}
}

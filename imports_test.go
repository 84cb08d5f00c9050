package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/reglament/reglament"

// mayImport is the picture in README.md as a table: what each tree may import
// besides the standard library and itself. The longest prefix that a package has
// counts. Adapters and plugins do not import each other, nor one another: host
// puts them together. A new import is a new line here, and a question: could host
// pass it in instead?
var mayImport = map[string][]string{
	".": {"adapters/cli"},

	"adapters/cli":  {"engine", "rules", "plugins", "adapters", "github.com/alecthomas/kong"},
	"adapters/host": {"engine", "rules", "plugins", "adapters", "ui", "golang.org/x/text/unicode/norm", "github.com/prometheus/client_golang/prometheus"},

	"engine":            nil,
	"engine/enginetest": {"pgregory.net/rapid"},

	"rules":            {"engine", "github.com/nyaruka/phonenumbers", "golang.org/x/text/unicode/norm"},
	"rules/worktime":   nil,
	"rules/intake":     {"engine", "rules"},
	"rules/directory":  {"engine", "rules", "go.yaml.in/yaml/v3"},
	"rules/roster":     {"engine", "rules/worktime"},
	"rules/desk":       {"engine", "golang.org/x/text/unicode/norm"},
	"rules/cases":      {"engine", "rules", "go.yaml.in/yaml/v3", "golang.org/x/text/unicode/norm"},
	"rules/statechart": {"engine", "rules"},
	"rules/explore":    {"engine", "rules", "go.yaml.in/yaml/v3"},
	"rules/compare":    {"engine", "rules"},
	"rules/coverage":   {"engine", "rules"},
	"rules/replay":     {"engine"},

	"plugins":     {"engine", "rules"},
	"plugins/lua": {"engine", "rules", "github.com/yuin/gopher-lua"},
	// Kits are built into regulations: each import makes all of them larger.
	"plugins/sdk/go": nil,

	"plugins/wasm":       {"engine", "rules", "github.com/tetratelabs/wazero"},
	"plugins/worker":     {"engine", "rules", "plugins"},
	"plugins/wasm/meter": nil,

	"adapters/auth":     {"engine"},
	"adapters/blob":     {"engine"},
	"adapters/clock":    nil,
	"adapters/email":    {"engine", "rules", "github.com/emersion/go-smtp", "github.com/wneessen/go-mail", "golang.org/x/text", "golang.org/x/net"},
	"adapters/httpapi":  {"engine", "rules", "github.com/danielgtaylor/huma/v2", "golang.org/x/text/language"},
	"adapters/live":     {"engine", "rules", "github.com/gorilla/websocket", "golang.org/x/text/language"},
	"adapters/sqlstore": {"engine", "rules/desk", "rules/directory", "rules/roster", "github.com/uptrace/bun", "modernc.org/sqlite"},
	"adapters/webform":  {"engine", "rules", "golang.org/x/time/rate", "golang.org/x/text/language"},

	"ui":             nil,
	"ui/browsertest": {"github.com/chromedp/chromedp"},
}

// testsMayImport adds to what tests and benchmarks may import.
var testsMayImport = map[string][]string{
	"engine": {"pgregory.net/rapid"}, "rules": {"pgregory.net/rapid"}, "plugins": {"pgregory.net/rapid", "go.yaml.in/yaml/v3"}, "rules/explore": {"plugins"},
	"plugins/lua":        {"github.com/tetratelabs/wazero", "pgregory.net/rapid"},
	"plugins/wasm":       {"plugins/lua"},
	"plugins/wasm/meter": {"github.com/tetratelabs/wazero", "pgregory.net/rapid"},
	"plugins/sdk/go":     {"rules", "plugins", "github.com/tetratelabs/wazero"},
	// A door is tested before a real engine, with a real store and regulation.
	"adapters": {"engine", "rules", "plugins", "adapters", "ui/browsertest", "pgregory.net/rapid", "github.com/jhillyerd/enmime",
		"github.com/chromedp", "github.com/danielgtaylor/huma/v2", "go.yaml.in/yaml/v3", "golang.org/x", "github.com/uptrace/bun",
		"github.com/prometheus"},
}

// mustNotImport bars what the standard library would otherwise let in: the core
// touches neither world nor disk.
var mustNotImport = map[string][]string{
	"engine": {"database/sql", "net", "os"},
	"rules":  {"database/sql", "net/http", "os"},

	"plugins/sdk/go": {"encoding/json", "fmt", "os", "reflect", "regexp", "time"},
}

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func TestImportsFollowTheArrows(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(out)
	n := 0
	for {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		n++
		checkImports(t, &p)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if n < 10 {
		t.Fatalf("go list has found %d packages", n)
	}
}

func checkImports(t *testing.T, p *goPackage) {
	local := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
	if local == "" {
		local = "."
	}
	tree := owner(local, mayImport)
	if tree == "" {
		t.Errorf("%s is in no tree of mayImport", local)
		return
	}
	for _, imp := range p.Imports {
		if !allowed(local, tree, imp, mayImport[tree]) || within(imp, mustNotImport[owner(local, mustNotImport)]) {
			t.Errorf("%s must not import %s", local, imp)
		}
	}
	// Tests of an inner tree may use the trees that lie below it.
	more := slices.Concat(mayImport[tree], testsMayImport[owner(local, testsMayImport)], []string{"engine"})
	for _, imp := range slices.Concat(p.TestImports, p.XTestImports) {
		if !allowed(local, tree, imp, more) {
			t.Errorf("a test of %s must not import %s", local, imp)
		}
	}
}

func allowed(local, tree, imp string, may []string) bool {
	rest, ours := strings.CutPrefix(imp, module+"/")
	first, _, _ := strings.Cut(imp, "/")
	switch {
	case ours:
		return within(rest, []string{tree}) || within(local, []string{rest}) || within(rest, may)
	case !strings.Contains(first, "."):
		return true
	}
	return within(imp, may)
}

// owner returns the longest key of the table that a package is in.
func owner(local string, table map[string][]string) (tree string) {
	for k := range table {
		if within(local, []string{k}) && len(k) > len(tree) {
			tree = k
		}
	}
	return tree
}

// within reports whether path is one of roots or below one. The root of the
// module contains only itself.
func within(path string, roots []string) bool {
	return slices.ContainsFunc(roots, func(r string) bool {
		return path == r || r != "." && strings.HasPrefix(path, r+"/")
	})
}

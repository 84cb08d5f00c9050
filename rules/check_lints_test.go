package rules_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// verb is a place in a message where a value is printed.
var verb = regexp.MustCompile(`%[a-z]`)

// TestEachFindingIsBrokenOnPurposeSomewhere reads the sentences that check can
// say from its source, and demands of each that a regulation above makes check
// say it: a new lint without such a regulation fails here.
func TestEachFindingIsBrokenOnPurposeSomewhere(t *testing.T) {
	t.Parallel()
	var said []string
	for _, b := range broken {
		_, findings := compileDesk(t, b.edit)
		for _, f := range findings {
			said = append(said, f.Message)
		}
	}
	sentences := checkSentences(t)
	if len(sentences) < 60 {
		t.Fatalf("%d sentences were found in the source of check, want all of them, over 60", len(sentences))
	}
	for at, sentence := range sentences {
		form := regexp.MustCompile("^" + verb.ReplaceAllString(regexp.QuoteMeta(sentence), "(?s:.*)") + "$")
		if !slices.ContainsFunc(said, form.MatchString) {
			t.Errorf("%s: no broken regulation makes check say: %s", at, sentence)
		}
	}
}

// checkSentences maps places in the source of check to the messages there.
func checkSentences(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("check*.go")
	if err != nil {
		t.Fatal(err)
	}
	sentences, set := map[string]string{}, token.NewFileSet()
	for _, name := range files {
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || method.Sel.Name != "errorf" && method.Sel.Name != "warnf" {
				return true
			}
			if text, ok := call.Args[0].(*ast.BasicLit); ok {
				sentence, err := strconv.Unquote(text.Value)
				if err != nil {
					t.Fatal(err)
				}
				sentences[fmt.Sprint(set.Position(call.Pos()))] = sentence
			}
			return true
		})
	}
	return sentences
}

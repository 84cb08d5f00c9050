package main

import (
	"os"
	"strings"
	"testing"

	sdk "github.com/reglament/reglament/plugins/sdk/go/regulation"
	engine "github.com/reglament/reglament/rules"
)

const (
	oldCase = `{"hook":1,"now":1795413600000000,"clause":"3","raised":["registered"],"case":{"field.year":"1999"}}`
	newCase = `{"hook":1,"now":1795413600000000,"clause":"3","raised":["registered"],"case":{"field.year":"2015"}}`
)

func TestStaffHearOfAnOldBoiler(t *testing.T) {
	t.Parallel()
	for seen, want := range map[string]string{
		oldCase:                `{"effects":[{"note":{"text":"old"}}]}`,
		newCase:                `{}`,
		`{"hook":1,"case":{}}`: `{}`,
	} {
		if got, err := sdk.Decide(rules, []byte(seen)); err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v; want %s", seen, got, err, want)
		}
	}
}

func TestEngineTakesTheCatalogue(t *testing.T) {
	t.Parallel()
	text, err := rules.JSON()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := sdk.ReadValue(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range tree.(map[string]any)["hooks"].([]any) {
		delete(h.(map[string]any), "reads") // for whoever calls the hooks, not for the catalogue
	}
	if _, findings := engine.Compile(tree, engine.Options{}); len(findings) > 0 {
		t.Errorf("check finds: %v", findings)
	}
}

func TestReadmeShowsThisProgram(t *testing.T) {
	t.Parallel()
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if block := "```go\n" + string(program) + "```\n"; !strings.Contains(string(readme), block) {
		t.Errorf("README.md does not hold main.go as it is:\n%s", block)
	}
}

package rules_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/rules"
)

func TestBundleComesBackAsItWas(t *testing.T) {
	t.Parallel()
	name := rapid.OneOf(rapid.StringMatching(`[a-z]{1,5}(/[a-z]{1,5})?\.[a-z]{1,3}`), rapid.StringMatching(`[a-zа-я ;]{1,8}(;base64)?`))
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.MapOf(name, rapid.SliceOf(rapid.Byte())).Draw(t, "files")
		b := &rules.Bundle{Files: files}
		raw, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := rules.DecodeBundle(raw)
		if err != nil {
			t.Fatal(err)
		}
		if !maps.EqualFunc(back.Files, files, slices.Equal[[]byte]) {
			t.Fatalf("got %q, want %q", back.Files, files)
		}
		one, _ := b.Edition()
		if other, _ := back.Edition(); one != other || len(one) != 64 {
			t.Fatalf("editions %s and %s", one, other)
		}
	})
}

func TestEveryChangeIsAnotherEdition(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, files := range map[string]map[string][]byte{
		"empty": {}, "a": {"a": []byte("x")}, "renamed": {"b": []byte("x")}, "changed": {"a": []byte("y")}, "more": {"a": []byte("x"), "b": nil},
	} {
		id, err := (&rules.Bundle{Files: files}).Edition()
		if err != nil {
			t.Fatal(err)
		}
		if other := seen[string(id)]; other != "" {
			t.Errorf("%s and %s are the same edition", name, other)
		}
		seen[string(id)] = name
	}
}

func TestBundleIsReadWithoutHiddenFiles(t *testing.T) {
	t.Parallel()
	b, err := rules.ReadBundle(fstest.MapFS{"r/regulation.lua": {Data: []byte("x")}, "r/cases/1.yaml": {Data: []byte("y")},
		"r/.git/config": {Data: []byte("z")}, "r/.swp": {Data: []byte("z")}, "other/file": {Data: []byte("z")}}, "r")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(b.Files)), []string{"cases/1.yaml", "regulation.lua"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := rules.ReadBundle(fstest.MapFS{}, "gone"); err == nil || !strings.Contains(err.Error(), "read regulation gone") {
		t.Errorf("got %v", err)
	}
	if _, err := rules.ReadBundle(fstest.MapFS{"r/big": {Data: make([]byte, 17<<20)}}, "r"); err == nil || !strings.Contains(err.Error(), "more than 16 MiB") {
		t.Errorf("got %v", err)
	}
}

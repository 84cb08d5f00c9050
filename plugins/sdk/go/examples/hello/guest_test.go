package main

import (
	"bytes"
	"strings"
	"testing"

	sdk "github.com/reglament/reglament/plugins/sdk/go/regulation"
)

func TestModuleSaysAndDecidesTheSameAsNatively(t *testing.T) {
	t.Parallel()
	catalogue, err := rules.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for machine := range machines {
		t.Run(machine, func(t *testing.T) {
			g := start(t, machine, ".")
			if abi, err := g.call("rg_abi"); err != nil || abi != 1 {
				t.Errorf("rg_abi: got %d, %v; want 1", abi, err)
			}
			for range 2 {
				if got, err := g.text("rg_catalogue"); err != nil || !bytes.Equal(got, catalogue) {
					t.Errorf("rg_catalogue: %v\ngot  %s\nwant %s", err, got, catalogue)
				}
			}
			large := `{"hook":1,"padding":"` + strings.Repeat("x", 200<<10) + `","case":{"field.year":"1960"}}`
			for _, seen := range []string{oldCase, newCase, large, oldCase} {
				want, err := sdk.Decide(rules, []byte(seen))
				if err != nil {
					t.Fatal(err)
				}
				if got, err := g.decide([]byte(seen)); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%.80s: got %s, %v; want %s", seen, got, err, want)
				}
			}
		})
	}
}

// given stands for the pointer that rg_alloc has returned.
const given = 1

// TestWildInputEndsTheCallAlone sends what the engine never would. The module
// traps and says why, and goes on to decide, since a trap leaves nothing behind.
func TestWildInputEndsTheCallAlone(t *testing.T) {
	t.Parallel()
	for machine := range machines {
		t.Run(machine, func(t *testing.T) {
			for seen, want := range map[string]string{
				"":                              "an object is expected",
				"{":                             "a key is expected",
				"\xff":                          "not UTF-8",
				`{"hook":2}`:                    "there is no hook 2",
				`{"hook":1,"case":{"x":1.5}}`:   "fractions and exponents are not allowed",
				strings.Repeat(`{"a":`, 100000): "it nests too deeply",
			} {
				g := start(t, machine, ".")
				if got, err := g.decide([]byte(seen)); err == nil {
					t.Errorf("%.40q: got %s, want a trap", seen, got)
				}
				if said, err := g.text("rg_error"); err != nil || !strings.Contains(string(said), want) {
					t.Errorf("%.40q: rg_error says %q, %v; want %q", seen, said, err, want)
				}
			}
			for _, args := range [][2]uint64{{0, 10}, {1 << 31, 1 << 31}, {given, 1 << 20}, {given, 0xffffffff}} {
				g := start(t, machine, ".")
				if at, err := g.call("rg_alloc", 10); err != nil {
					t.Fatal(err)
				} else if args[0] == given {
					args[0] = at
				}
				_, err := g.call("rg_decide", args[0], args[1])
				said, _ := g.text("rg_error")
				if err == nil || !strings.Contains(string(said), "does not lie where") {
					t.Errorf("rg_decide(%d, %d): %v, rg_error says %q", args[0], args[1], err, said)
				}
			}
			g := start(t, machine, ".")
			if at, err := g.call("rg_alloc", 1<<30); err == nil {
				t.Errorf("rg_alloc of 1 GiB: got %d, want a trap", at)
			}
		})
	}
}

func TestHookThatFailsSaysWhy(t *testing.T) {
	t.Parallel()
	for machine := range machines {
		t.Run(machine, func(t *testing.T) {
			for seen, want := range map[string]string{
				`{"hook":2}`: "hook of clause 1: main.go:12: out of order",
				`{"hook":3}`: "hook of clause 1: main.go:13: runtime error: index out of range [7] with length 0",
				`{"hook":4}`: "hook of clause 1: main.go:14: the hook looks at field.year, which is not among its reads",
				`{"hook":5}`: "hook of clause 1: 0: set: share: fractions are not allowed",
			} {
				g := start(t, machine, "./testdata/wild")
				if got, err := g.decide([]byte(seen)); err == nil {
					t.Errorf("%s: got %s, want a trap", seen, got)
				}
				if said, err := g.text("rg_error"); err != nil || string(said) != want {
					t.Errorf("%s: rg_error says %q, %v; want %q", seen, said, err, want)
				}
			}
			g := start(t, machine, "./testdata/wild")
			if got, err := g.decide([]byte(`{"hook":6}`)); err == nil {
				t.Errorf("endless recursion: got %s, want a trap", got)
			}
		})
	}
}

// TestGarbageStaysWithinTheMemory has a hook make far more garbage than there is
// memory for.
func TestGarbageStaysWithinTheMemory(t *testing.T) {
	t.Parallel()
	g := start(t, "compiler", "./testdata/wild")
	if got, err := g.decide([]byte(`{"hook":7}`)); err != nil || string(got) != `{"effects":[{"mark":["done"]}]}` {
		t.Errorf("got %s, %v; stderr %s", got, err, g.stderr.String())
	}
}

// TestDecisionsDoNotGrowTheMemory decides as often as the headroom must allow:
// one decision of a real regulation may make that much garbage.
func TestDecisionsDoNotGrowTheMemory(t *testing.T) {
	t.Parallel()
	g := start(t, "compiler", ".")
	before := g.Memory().Size()
	for range 300 {
		if _, err := g.decide([]byte(oldCase)); err != nil {
			t.Fatal(err)
		}
	}
	if after := g.Memory().Size(); after != before {
		t.Errorf("the memory has grown from %d to %d KiB", before>>10, after>>10)
	}
}

package plugins_test

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// BenchmarkIdleTenants loads a thousand regulations, each a little different, has
// each decide once, and tells what one of them holds while it waits.
func BenchmarkIdleTenants(b *testing.B) {
	script := readDoc(b, "../rules/sud/regulation.lua")
	module := readDoc(b, hello+"/regulation.wasm")
	for _, c := range []struct {
		name, file, cases string
		source            func(n int) []byte
	}{
		{"Lua", plugins.Main, "../rules/sud/cases", func(n int) []byte { return fmt.Appendf(bytes.Clone(script), "\n-- %d", n) }},
		{"WASM", plugins.Module, hello + "/cases", func(n int) []byte {
			return bytes.ReplaceAll(module, utf16("Boilers"), utf16(fmt.Sprintf("B%06d", n)))
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				const tenants = 1000
				loader, kept := &plugins.Loader{}, make([]plugins.Program, 0, tenants)
				files, err := cases.Load(os.DirFS(c.cases), ".")
				if err != nil {
					b.Fatal(err)
				}
				before := resident(b)
				for n := range tenants {
					program, err := loader.Load(b.Context(), strconv.Itoa(n), &rules.Bundle{Files: map[string][]byte{c.file: c.source(n)}})
					if err != nil {
						b.Fatal(err)
					}
					kept = append(kept, program)
					cases.Run(b.Context(), cases.Of(program), files[0], cases.Observer{})
				}
				b.ReportMetric((resident(b)-before)/tenants, "KiB/tenant")
				for _, p := range kept {
					p.Close()
				}
			}
		})
	}
}

func utf16(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00") + "\x00") }

// resident is the memory of this process in KiB, without what could be given back.
func resident(b *testing.B) float64 {
	b.Helper()
	debug.FreeOSMemory()
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("memory is read from /proc")
	}
	pages, err := strconv.ParseFloat(strings.Fields(string(raw))[1], 64)
	if err != nil {
		b.Fatal(err)
	}
	return pages * float64(os.Getpagesize()) / 1024
}

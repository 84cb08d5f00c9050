package sandbox

import (
	"context"
	"fmt"
	"runtime"
	"testing"
)

// allocations are bodies of loops that allocate in every way a script can.
var allocations = map[string]string{
	"empty table":            `keep[i] = {}`,
	"list of one":            `keep[i] = {i}`,
	"list of ten":            `keep[i] = {1,2,3,4,5,6,7,8,9,10}`,
	"fields":                 `keep[i] = {a=1}`,
	"five fields":            `keep[i] = {a=1,b=2,c=3,d=4,e=5}`,
	"twenty fields":          `keep[i] = {a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8,i=9,j=10,k=11,l=12,m=13,n=14,o=15,p=16,q=17,r=18,s=19,t=20}`,
	"computed field":         `keep[i] = {["k"..i]=1}`,
	"computed number key":    `keep[i] = {[i+0.5]=1}`,
	"boolean key":            `keep[i] = {[true]=1}`,
	"nested":                 `keep[i] = {a={b={c={}}}}`,
	"grown list":             `local t = {} t[1]=1 t[2]=2 keep[i] = t`,
	"grown field":            `local t = {} t.a=1 keep[i] = t`,
	"grown list and field":   `local t = {} t.a=1 t[1]=1 keep[i] = t`,
	"one growing list":       `keep[1] = keep[1] or {} local t = keep[1] t[#t+1] = "x"`,
	"one growing map":        `keep[1] = keep[1] or {} keep[1]["key"..i] = "x"`,
	"one growing number map": `keep[1] = keep[1] or {} keep[1][-i] = "x"`,
	"deleted fields":         `keep[1] = keep[1] or {} keep[1]["key"..i] = "x" keep[1]["key"..i] = nil`,
	"closure":                `keep[i] = function() return i end`,
	"closure of three":       `local a,b,c = 1,2,3 keep[i] = function() return a,b,c end`,
	"concat":                 `keep[i] = "a long string that is not interned " .. i`,
	"small concat":           `keep[i] = i .. ""`,
	"tostring":               `keep[i] = tostring(i)`,
	"rep":                    `keep[i] = string.rep("x", i)`,
	"upper":                  `keep[i] = string.upper("some text")`,
	"sub":                    `keep[i] = string.sub("some text", 2, 4)`,
	"format":                 `keep[i] = string.format("%05d %s", i, "text")`,
	"gsub":                   `keep[i] = string.gsub("some text with words", "%a+", "<%0>")`,
	"match":                  `keep[i] = string.match("key = value", "(%a+) = (%a+)")`,
	"gmatch":                 `keep[i] = string.gmatch("a b c", "%a")`,
	"table.concat":           `keep[i] = table.concat({"a","b","c"}, ", ")`,
	"insert":                 `keep[1] = keep[1] or {} table.insert(keep[1], i)`,
	"sort":                   `local t = {3,1,2} table.sort(t) keep[i] = t`,
	"pairs":                  `for k, v in pairs({a=1,b=2,c=3}) do keep[i] = k end`,
	"pairs iterator":         `keep[i] = pairs({a=1})`,
	"varargs":                `keep[i] = (function(...) return {...} end)(1,2,3)`,
	"pcall error":            `local ok, err = pcall(error, "message") keep[i] = err`,
	"pcall table error":      `local ok, err = pcall(error, {}) keep[i] = err`,
	"runtime error":          `local ok, err = pcall(function() return nil + 1 end) keep[i] = err`,
	"setmetatable":           `keep[i] = setmetatable({}, {})`,
	"numbers":                `keep[i] = i * 1.5`,
	"boxes":                  `local x = i local f = function() return x end x = x + 1 keep[i] = f`,
	"utf8":                   `keep[i] = utf8.upper("мәтін")`,
	"view":                   `keep[i] = case["child" .. i % 10]`,
	"view strings":           `keep[i] = case.name`,
	"view pairs":             `for k, v in pairs(case) do keep[i] = v end`,
}

// TestChargesCoverAllocations holds what the memory budget is charged against what
// the Go heap really gave out, garbage of growing slices and maps included.
func TestChargesCoverAllocations(t *testing.T) {
	object := mapObject{"name": "some name"}
	for i := range 10 {
		object[fmt.Sprintf("child%d", i)] = mapObject{}
	}
	for name, body := range allocations {
		t.Run(name, func(t *testing.T) {
			const rounds = 2000
			source := fmt.Sprintf("return { f = function(case) local keep = {} for i = 1, %d do %s end end }", rounds, body)
			p, err := Compile([]Chunk{{Name: "test.lua", Source: source}}, Limits{CallMemory: 1 << 30, CallSteps: 1 << 30})
			if err != nil {
				t.Fatal(err)
			}
			s, err := p.Load(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err = s.Call(context.Background(), 0, object)
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			cost := s.Cost()
			used := int64(after.TotalAlloc - before.TotalAlloc)
			// An instruction may box a number: 8 bytes a step are not charged as memory.
			covered := cost.Memory + 8*cost.Steps
			t.Logf("%4d bytes a round, charged %4d, %3d steps", used/rounds, cost.Memory/rounds, cost.Steps/rounds)
			if used > covered+64<<10 {
				t.Errorf("allocated %d bytes, charged only %d", used, covered)
			}
		})
	}
}

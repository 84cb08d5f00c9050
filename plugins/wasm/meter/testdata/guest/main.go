// Package main is a guest as a vendor would write one: it reads a case as JSON,
// decides, and answers in JSON. Its answer is reduced to a number.
package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

type request struct {
	Number int               `json:"number"`
	Title  string            `json:"title"`
	Fields map[string]string `json:"fields"`
	Steps  []int             `json:"steps"`
}

type answer struct {
	Status string   `json:"status"`
	Team   string   `json:"team"`
	Notes  []string `json:"notes"`
}

//go:wasmexport decide
func decide(number int32) int64 {
	in, err := json.Marshal(example(int(number)))
	if err != nil {
		panic(err)
	}
	var r request
	if err := json.Unmarshal(in, &r); err != nil {
		panic(err)
	}
	out, err := json.Marshal(answerTo(r))
	if err != nil {
		panic(err)
	}
	h := fnv.New64a()
	h.Write(out)
	return int64(h.Sum64())
}

func example(n int) request {
	r := request{Number: n, Title: strings.Repeat("printer ", n%7+1), Fields: map[string]string{}}
	for i := range 20 {
		r.Fields[fmt.Sprintf("field%d", i)] = fmt.Sprint(n * i)
		r.Steps = append(r.Steps, (n*31+i*17)%23)
	}
	return r
}

func answerTo(r request) answer {
	slices.Sort(r.Steps)
	a := answer{Status: "open", Team: strings.ToUpper(r.Title)}
	for _, s := range slices.Compact(r.Steps) {
		a.Notes = append(a.Notes, fmt.Sprintf("step %d: %s", s, r.Fields[fmt.Sprintf("field%d", s)]))
	}
	return a
}

//go:wasmexport spin
func spin(rounds int32) int32 {
	for ; rounds != 0; rounds++ {
	}
	return rounds
}

//go:wasmexport recurse
func recurse(depth int32) int32 {
	if depth == 0 {
		return 0
	}
	return recurse(depth-1) + 1
}

func main() {}

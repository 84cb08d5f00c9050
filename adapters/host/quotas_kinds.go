package host

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// A quotaKind is one of the quotas, as it is set: a whole number.
type quotaKind struct {
	name, unit  string
	least, most int64
	get         func(engine.Quota) int64
	set         func(*engine.Quota, int64)
}

// quotaKinds are all quotas. Below the least no regulation would work, above the
// most one tenant could take what belongs to others.
var quotaKinds = []quotaKind{
	{engine.QuotaDecide, "milliseconds a decision", 100, 10_000,
		func(q engine.Quota) int64 { return q.Decide.Milliseconds() }, func(q *engine.Quota, v int64) { q.Decide = time.Duration(v) * time.Millisecond }},
	{engine.QuotaCode, "whole budgets of code a minute", 1, 10_000,
		func(q engine.Quota) int64 { return int64(q.Code) }, func(q *engine.Quota, v int64) { q.Code = int(v) }},
	{engine.QuotaInstructions, "instructions a decision", 100_000, 200_000_000,
		func(q engine.Quota) int64 { return q.Instructions }, func(q *engine.Quota, v int64) { q.Instructions = v }},
	{engine.QuotaMemory, "bytes of memory of the code", 1 << 20, 64 << 20,
		func(q engine.Quota) int64 { return q.Memory }, func(q *engine.Quota, v int64) { q.Memory = v }},
	{engine.QuotaOps, "ops a decision", 8, 4096,
		func(q engine.Quota) int64 { return int64(q.Ops) }, func(q *engine.Quota, v int64) { q.Ops = int(v) }},
	{engine.QuotaSends, "messages a decision", 1, 512,
		func(q engine.Quota) int64 { return int64(q.Sends) }, func(q *engine.Quota, v int64) { q.Sends = int(v) }},
	{engine.QuotaTimers, "timers a ticket", 4, 1024,
		func(q engine.Quota) int64 { return int64(q.Timers) }, func(q *engine.Quota, v int64) { q.Timers = int(v) }},
	{engine.QuotaBody, "bytes an event", 64 << 10, 8 << 20,
		func(q engine.Quota) int64 { return int64(q.Body) }, func(q *engine.Quota, v int64) { q.Body = int(v) }},
	{engine.QuotaDepth, "commands in a row", 1, 32,
		func(q engine.Quota) int64 { return int64(q.Depth) }, func(q *engine.Quota, v int64) { q.Depth = int(v) }},
	{engine.QuotaNotices, "messages a day", 1, 10_000_000,
		func(q engine.Quota) int64 { return q.Notices }, func(q *engine.Quota, v int64) { q.Notices = v }},
}

func quotaKindOf(name string) *quotaKind {
	for i := range quotaKinds {
		if quotaKinds[i].name == name {
			return &quotaKinds[i]
		}
	}
	return nil
}

// quotaNames lists the quotas for people.
func quotaNames() string {
	names := make([]string, len(quotaKinds))
	for i := range quotaKinds {
		names[i] = quotaKinds[i].name
	}
	return strings.Join(names, ", ")
}

// checkQuotas finds what cannot be among quotas that are to be set.
func checkQuotas(values map[string]int64) error {
	e := &engine.Error{Kind: engine.Invalid}
	for name, value := range values {
		k := quotaKindOf(name)
		switch {
		case k == nil:
			e.Problems = append(e.Problems, engine.Problem{Pointer: "/quotas/" + name, Code: httpapi.CodeQuotaUnknown,
				Values: engine.Fields{"quota": fmt.Sprintf("%.40q", name), "known": quotaNames()}})
			e.Err = fmt.Errorf("there is no quota %.40q; there are %s", name, quotaNames())
		case value < k.least || value > k.most:
			e.Problems = append(e.Problems, engine.Problem{Pointer: "/quotas/" + name, Code: httpapi.CodeQuotaRange,
				Values: engine.Fields{"quota": name, "value": value, "least": k.least, "most": k.most, "unit": k.unit}})
			e.Err = fmt.Errorf("quota %s: %d cannot be, it must be from %d to %d (%s)", name, value, k.least, k.most, k.unit)
		}
	}
	if e.Err == nil {
		return nil
	}
	return e
}

// quotaOf is the quota that has the values; of others it says nothing.
func quotaOf(values map[string]int64) (q engine.Quota) {
	for name, value := range values {
		if k := quotaKindOf(name); k != nil {
			k.set(&q, value)
		}
	}
	return q
}

// readQuotas reads quotas as the store keeps them.
func readQuotas(text string) (map[string]int64, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	values := map[string]int64{}
	if err := d.Decode(&values); err != nil {
		return nil, fmt.Errorf("quotas %.200q: %w", text, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("quotas %.200q: something stands behind them", text)
	}
	return values, checkQuotas(values)
}

// ParseQuotas reads quotas as they are given on a command line: a number for each
// name.
func ParseQuotas(words map[string]string) (map[string]int64, error) {
	values := map[string]int64{}
	for name, word := range words {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("quota %s=%s: want a whole number", name, word)
		}
		values[name] = n
	}
	return values, checkQuotas(values)
}

package replay

import (
	"bytes"

	"github.com/reglament/reglament/engine"
)

// compare returns the ops that only was has and those that only would has. Their
// order does not count but among equal ones.
func compare(was, would []engine.Op) (gone, added []engine.Op, err error) {
	old, err := engine.EncodeBody(&engine.Body{Ops: was})
	if err != nil {
		return nil, nil, err
	}
	raw, err := engine.EncodeBody(&engine.Body{Ops: would})
	if err != nil {
		return nil, nil, err
	}
	if bytes.Equal(old, raw) {
		return nil, nil, nil // as nearly always
	}
	decoded, err := engine.DecodeBody(raw) // in the form in which ops are recorded
	if err != nil {
		return nil, nil, err
	}
	counts := map[string]int{}
	for i := range was {
		counts[key(&was[i])]++
	}
	for i := range decoded.Ops {
		if k := key(&decoded.Ops[i]); counts[k] > 0 {
			counts[k]--
		} else {
			added = append(added, decoded.Ops[i])
		}
	}
	for i := range was {
		if k := key(&was[i]); counts[k] > 0 {
			counts[k]--
			gone = append(gone, was[i])
		}
	}
	return gone, added, nil
}

// key is what makes two ops equal.
func key(op *engine.Op) string {
	raw, err := engine.EncodeBody(&engine.Body{Ops: []engine.Op{*op}})
	if err != nil { // it was encoded before
		return op.Name
	}
	return string(raw)
}

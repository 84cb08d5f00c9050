package rules

import (
	"cmp"
	"iter"
	"maps"
	"slices"
)

func keysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

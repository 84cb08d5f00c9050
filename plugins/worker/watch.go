package worker

import (
	"fmt"
	"os"
	"runtime/metrics"
	"time"
)

// watchMemory ends the process when it has taken more than so many bytes. It looks
// often enough for what Go code can take in between to be little.
func watchMemory(most int64) {
	for range time.Tick(20 * time.Millisecond) {
		if taken := memoryTaken(); taken > most {
			fmt.Fprintf(os.Stderr, "fatal error: out of memory: %d MiB are taken, %d may be\n", taken>>20, most>>20)
			os.Exit(exitMemory)
		}
	}
}

const exitMemory = 3

// memoryTaken is what Go's runtime has from the system and has not given back.
func memoryTaken() int64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return int64(samples[0].Value.Uint64() - samples[1].Value.Uint64())
}

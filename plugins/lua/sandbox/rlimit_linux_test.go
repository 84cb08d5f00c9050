package sandbox

import "syscall"

// limitAddressSpace makes a runaway allocation fail in this process instead of
// troubling the machine. The race detector reserves far more than that.
func limitAddressSpace() {
	if raceEnabled {
		return
	}
	const size = 4 << 30
	_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: size, Max: size})
}

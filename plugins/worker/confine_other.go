//go:build !linux

package worker

import (
	"os"
	"syscall"
)

// confine bounds the memory of this process. Where the kernel has no limit for it,
// the process watches itself.
func confine(memory int64) error {
	go watchMemory(memory)
	return nil
}

func conceal() error { return nil }

func executable() (string, error) { return os.Executable() }

func attributes() *syscall.SysProcAttr { return nil }

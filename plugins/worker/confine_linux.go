package worker

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// confine bounds this process: memory first, which the kernel then refuses, so that
// the process ends; then what it has no use for.
func confine(memory int64) error {
	taken, err := dataTaken()
	if err != nil {
		return err
	}
	for resource, limit := range map[int]uint64{
		syscall.RLIMIT_DATA:   uint64(taken + memory),
		syscall.RLIMIT_CORE:   0,
		syscall.RLIMIT_FSIZE:  maxFile,
		syscall.RLIMIT_NOFILE: maxFiles,
	} {
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("set limit %d to %d: %w", resource, limit, err)
		}
	}
	if err := closeInherited(); err != nil {
		return err
	}
	return conceal()
}

// conceal keeps other processes of this user from looking into the memory of this
// one, or into what it was started with.
func conceal() error {
	const setDumpable = 4
	if _, _, errno := syscall.Syscall(syscall.SYS_PRCTL, setDumpable, 0, 0); errno != 0 {
		return fmt.Errorf("conceal this process: %w", errno)
	}
	return nil
}

// What is written is compiled modules, one file each.
const (
	maxFile  = 64 << 20
	maxFiles = 64
)

// dataTaken is what RLIMIT_DATA counts of what the process has already: private
// memory that can be written. A race detector's share alone is beyond any limit.
func dataTaken() (int64, error) {
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(raw))
	if len(fields) < 6 {
		return 0, fmt.Errorf("/proc/self/statm is %q", raw)
	}
	pages, err := strconv.ParseInt(fields[5], 10, 64)
	return pages * int64(os.Getpagesize()), err
}

// closeInherited closes the files that whoever started the server has left open.
// Those of Go are marked to be closed when a program is run, so that no other has
// them.
func closeInherited() error {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return err
	}
	for _, e := range entries {
		fd, err := strconv.Atoi(e.Name())
		if err != nil || fd <= 2 {
			continue
		}
		flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFD, 0)
		if errno != 0 || flags&syscall.FD_CLOEXEC != 0 {
			continue // it was this listing's, or is Go's
		}
		if err := syscall.Close(fd); err != nil && !errors.Is(err, syscall.EBADF) {
			return fmt.Errorf("close the inherited file %d: %w", fd, err)
		}
	}
	return nil
}

// executable is this program, even if another was put in its place meanwhile.
func executable() (string, error) { return "/proc/self/exe", nil }

// attributes bind a process to the thread that starts it.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

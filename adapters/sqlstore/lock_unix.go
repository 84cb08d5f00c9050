//go:build unix

package sqlstore

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// lockFile takes the lock that keeps a second process away from an SQLite file:
// leases and the order of commits live in this one's memory.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for waited := time.Duration(0); ; waited += lockPause {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if waited >= lockPatience {
			f.Close()
			return nil, fmt.Errorf("%s: %w", path, errInUse)
		}
		time.Sleep(lockPause)
	}
}

// A lock may be held for a moment longer than its holder lives: by a process
// that is being started and has not let go of what it inherited.
const lockPatience, lockPause = time.Second, 20 * time.Millisecond

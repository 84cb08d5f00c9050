//go:build !unix

package sqlstore

import "os"

// lockFile only makes the file: on this system nothing keeps a second process
// away.
func lockFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
}

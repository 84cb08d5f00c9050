// Package blob keeps files in a folder: raw mails and attachments, each under
// the SHA-256 of its bytes, apart for each tenant.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/reglament/reglament/engine"
)

// Store is a folder of blobs.
type Store struct{ dir string }

// Open returns the store in a folder, which is made if need be.
func Open(dir string) (*Store, error) {
	return &Store{dir: dir}, os.MkdirAll(dir, 0o700)
}

// ErrTooLarge says that a blob has more bytes than were allowed.
var ErrTooLarge = errors.New("the file is too large")

// Put streams a blob to disk and returns its digest and size. When it returns,
// the bytes survive a power cut. A limit of 0 means none.
func (s *Store) Put(_ context.Context, tenant engine.TenantID, r io.Reader, limit int64) (digest string, size int64, err error) {
	dir := filepath.Join(s.dir, string(tenant))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", 0, err
	}
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if limit > 0 {
		r = io.LimitReader(r, limit+1)
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, sum), r)
	switch {
	case err != nil:
		return "", 0, err
	case limit > 0 && size > limit:
		return "", 0, ErrTooLarge
	}
	digest = hex.EncodeToString(sum.Sum(nil))
	return digest, size, s.settle(f, filepath.Join(dir, digest[:2]), digest)
}

// settle gives a written file its place. Only then does it exist.
func (s *Store) settle(f *os.File, dir, digest string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(dir, digest)
	if _, err := os.Stat(path); err == nil {
		return os.Chtimes(path, time.Time{}, time.Now()) // young again, for Sweep
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Get opens a blob. One that there is not is an *engine.Error of kind NotFound.
func (s *Store) Get(_ context.Context, tenant engine.TenantID, digest string) (*os.File, error) {
	if !digestForm.MatchString(digest) || !tenant.Valid() {
		return nil, engine.Errorf(engine.NotFound, "no blob %q", digest)
	}
	f, err := os.Open(filepath.Join(s.dir, string(tenant), digest[:2], digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, engine.Errorf(engine.NotFound, "no blob %s", digest)
	}
	return f, err
}

// Sweep removes blobs of a tenant that are older than an instant and that used
// does not know: what was uploaded and never became part of an event. It returns
// how many it removed.
func (s *Store) Sweep(ctx context.Context, tenant engine.TenantID, before time.Time, used func(ctx context.Context, digest string) (bool, error)) (int, error) {
	removed := 0
	err := filepath.WalkDir(filepath.Join(s.dir, string(tenant)), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil || info.ModTime().After(before) {
			return err
		}
		if digestForm.MatchString(d.Name()) {
			keep, err := used(ctx, d.Name())
			if err != nil || keep {
				return err
			}
		}
		removed++
		return os.Remove(path)
	})
	if err != nil {
		return removed, fmt.Errorf("sweep blobs of %s: %w", tenant, err)
	}
	return removed, nil
}

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
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// Store is a folder of blobs.
type Store struct {
	dir string
	// sweeping keeps Sweep from removing what Put is about to answer for: Put
	// holds it for reading, Sweep while it removes a file.
	sweeping sync.RWMutex
}

// Open returns the store in a folder, which is made if need be.
func Open(dir string) (*Store, error) {
	return &Store{dir: dir}, os.MkdirAll(dir, 0o700)
}

// ErrTooLarge says that a blob has more bytes than were allowed.
var ErrTooLarge = errors.New("the file is too large")

// Put streams a blob to disk and returns its digest and size. When it returns,
// the bytes survive a power cut. A limit of 0 means none. Trouble with the disk is
// an *engine.Error of kind Temporary; an error of r comes back as it is.
func (s *Store) Put(_ context.Context, tenant engine.TenantID, r io.Reader, limit int64) (digest string, size int64, err error) {
	if !tenant.Valid() {
		return "", 0, engine.Errorf(engine.NotFound, "no tenant %q", tenant)
	}
	defer func() { err = temporary(err) }()
	dir := filepath.Join(s.dir, string(tenant))
	if err := makeDir(dir); err != nil {
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
	if err := s.settle(f, filepath.Join(dir, digest[:2]), digest); err != nil {
		return "", 0, err
	}
	return digest, size, nil
}

// temporary marks an error of the disk as one that may pass. Errors of whatever is
// read from are left alone.
func temporary(err error) error {
	var file *fs.PathError
	var link *os.LinkError
	if errors.As(err, &file) || errors.As(err, &link) {
		return &engine.Error{Kind: engine.Temporary, Err: err}
	}
	return err
}

// settle gives a written file its place. Only then does it exist.
func (s *Store) settle(f *os.File, dir, digest string) error {
	if err := makeDir(dir); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	s.sweeping.RLock()
	defer s.sweeping.RUnlock()
	path := filepath.Join(dir, digest)
	if _, err := os.Stat(path); err == nil {
		if err := os.Chtimes(path, time.Time{}, time.Now()); err != nil { // young again, for Sweep
			return err
		}
	} else if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// makeDir makes a folder whose parent is there, so that it survives a power cut.
func makeDir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	return syncDir(filepath.Dir(dir))
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
	return f, temporary(err)
}

// Sweep removes blobs of a tenant that are older than an instant and that used
// does not know: what was uploaded and never became part of an event. It returns
// how many it removed.
func (s *Store) Sweep(ctx context.Context, tenant engine.TenantID, before time.Time, used func(ctx context.Context, digest string) (bool, error)) (int, error) {
	if !tenant.Valid() {
		return 0, engine.Errorf(engine.NotFound, "no tenant %q", tenant)
	}
	removed := 0
	err := filepath.WalkDir(filepath.Join(s.dir, string(tenant)), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		if young, err := younger(path, before); err != nil || young {
			return err
		}
		if digestForm.MatchString(d.Name()) {
			keep, err := used(ctx, d.Name())
			if err != nil || keep {
				return err
			}
		}
		gone, err := s.remove(path, before)
		if gone {
			removed++
		}
		return err
	})
	if err != nil {
		return removed, fmt.Errorf("sweep blobs of %s: %w", tenant, temporary(err))
	}
	return removed, nil
}

// remove takes a file away unless it was put again since it was looked at.
func (s *Store) remove(path string, before time.Time) (bool, error) {
	s.sweeping.Lock()
	defer s.sweeping.Unlock()
	if young, err := younger(path, before); err != nil || young {
		return false, err
	}
	return true, os.Remove(path)
}

// younger reports whether a file was put after an instant. One that has gone
// meanwhile, as files in the making do, counts as young.
func younger(path string, before time.Time) (bool, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return err == nil && info.ModTime().After(before), err
}

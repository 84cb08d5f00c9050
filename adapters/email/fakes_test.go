package email

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
)

// errWeather is trouble that passes.
var errWeather = errors.New("bad weather")

// faults makes steps fail: those that it is told to, or all from a crash on.
type faults struct {
	mu      sync.Mutex
	step    map[string]error
	mortal  bool
	left    int // steps until the crash
	crashed bool
}

var errCrash = errors.New("crashed")

// crashAfter lets so many steps succeed and no more.
func (f *faults) crashAfter(steps int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mortal, f.left = true, steps
}

// restart ends a crash and reports whether there was one.
func (f *faults) restart() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mortal = false
	return f.crashed
}

func (f *faults) set(step string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.step == nil {
		f.step = map[string]error{}
	}
	f.step[step] = err
}

func (f *faults) at(step string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.mortal && f.left == 0 {
		f.crashed = true
		return errCrash
	}
	f.left--
	return f.step[step]
}

// testBlobs keeps blobs in a folder.
type testBlobs struct {
	*faults
	dir string
}

func (b *testBlobs) Put(_ context.Context, tenant engine.TenantID, r io.Reader, _ int64) (string, int64, error) {
	if err := b.at("blob"); err != nil {
		return "", 0, err
	}
	f, err := os.CreateTemp(b.dir, "new")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), r)
	if err != nil {
		return "", 0, err
	}
	digest := hex.EncodeToString(sum.Sum(nil))
	return digest, n, os.Rename(f.Name(), filepath.Join(b.dir, string(tenant)+"."+digest))
}

func (b *testBlobs) Get(_ context.Context, tenant engine.TenantID, digest string) (*os.File, error) {
	f, err := os.Open(filepath.Join(b.dir, string(tenant)+"."+digest))
	if errors.Is(err, os.ErrNotExist) {
		return nil, engine.Errorf(engine.NotFound, "no blob %s", digest)
	}
	return f, err
}

// all returns the tenant's blobs.
func (b *testBlobs) all(t *testing.T, tenant engine.TenantID) [][]byte {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(b.dir, string(tenant)+".*"))
	var out [][]byte
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	return out
}

// testInbox keeps notes in memory.
type testInbox struct {
	*faults
	mu    sync.Mutex
	notes []Noted
}

func (b *testInbox) PutMail(_ context.Context, m Noted) error {
	if err := b.at("note " + m.State); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range b.notes {
		if n := &b.notes[i]; n.Tenant == m.Tenant && n.ID == m.ID {
			n.Parser, n.State, n.Error, n.Command = m.Parser, m.State, m.Error, m.Command
			return nil
		}
	}
	b.notes = append(b.notes, m)
	return nil
}

func (b *testInbox) MailIn(_ context.Context, tenant engine.TenantID, state string, limit int) ([]Noted, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []Noted
	for _, n := range b.notes {
		if n.Tenant == tenant && n.State == state && len(out) < limit {
			out = append(out, n)
		}
	}
	return out, nil
}

func (b *testInbox) states() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for _, n := range b.notes {
		out = append(out, n.State)
	}
	return out
}

// faultyEngine fails when told to, before the engine is asked or after.
type faultyEngine struct {
	*faults
	*engine.Engine
}

func (e *faultyEngine) Do(ctx context.Context, cmd engine.Command) (engine.Result, error) {
	if err := e.at("do"); err != nil {
		return engine.Result{}, err
	}
	res, err := e.Engine.Do(ctx, cmd)
	if err == nil {
		err = e.at("done")
	}
	return res, err
}

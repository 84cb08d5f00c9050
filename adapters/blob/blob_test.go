package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/reglament/reglament/engine"
)

const acme, other engine.TenantID = "acme", "other"

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *Store, tenant engine.TenantID, content string) string {
	t.Helper()
	digest, size, err := s.Put(t.Context(), tenant, strings.NewReader(content), 0)
	if err != nil || size != int64(len(content)) {
		t.Fatalf("put %q: size %d, %v", content, size, err)
	}
	return digest
}

func get(t *testing.T, s *Store, tenant engine.TenantID, digest string) string {
	t.Helper()
	f, err := s.Get(t.Context(), tenant, digest)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// files lists what is on disk, whatever it is.
func files(t *testing.T, s *Store) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestBlobIsKeptUnderItsDigest(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, content := range []string{"", "one", "Қазақша\x00\r\n", strings.Repeat("long ", 1<<18)} {
		digest := put(t, s, acme, content)
		sum := sha256.Sum256([]byte(content))
		if want := hex.EncodeToString(sum[:]); digest != want {
			t.Errorf("digest %s, want %s", digest, want)
		}
		if got := get(t, s, acme, digest); got != content {
			t.Errorf("got %d bytes back, want the %d that were put", len(got), len(content))
		}
		if again := put(t, s, acme, content); again != digest {
			t.Errorf("the same bytes again are %s, want %s", again, digest)
		}
	}
	if n := len(files(t, s)); n != 4 {
		t.Errorf("%d files on disk, want one for each content: 4", n)
	}
}

func TestTenantsKeepTheirBlobsApart(t *testing.T) {
	t.Parallel()
	s := open(t)
	digest := put(t, s, acme, "secret")
	if _, err := s.Get(t.Context(), other, digest); engine.KindOf(err) != engine.NotFound {
		t.Errorf("another tenant's blob: got %v, want not found", err)
	}
	put(t, s, other, "secret")
	if n, err := s.Sweep(t.Context(), other, time.Now().Add(time.Hour), nobody); n != 1 || err != nil {
		t.Errorf("swept %d (%v), want the other tenant's one", n, err)
	}
	if got := get(t, s, acme, digest); got != "secret" {
		t.Errorf("after the other tenant's sweep: %q", got)
	}
}

func nobody(context.Context, string) (bool, error) { return false, nil }

func TestLimitIsTheLastByteThatIsTaken(t *testing.T) {
	t.Parallel()
	s := open(t)
	if _, size, err := s.Put(t.Context(), acme, strings.NewReader("12345"), 5); err != nil || size != 5 {
		t.Errorf("5 bytes under a limit of 5: size %d, %v", size, err)
	}
	endless := iotest.OneByteReader(rand{})
	if _, _, err := s.Put(t.Context(), acme, endless, 5); !errors.Is(err, ErrTooLarge) {
		t.Errorf("more than 5 bytes: got %v, want ErrTooLarge", err)
	}
	if n := len(files(t, s)); n != 1 {
		t.Errorf("%d files on disk, want only the one that was taken", n)
	}
}

// rand gives bytes for ever.
type rand struct{}

func (rand) Read(p []byte) (int, error) { return len(p), nil }

func TestBrokenUploadLeavesNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	broken := errors.New("the line went dead")
	r := io.MultiReader(strings.NewReader(strings.Repeat("half", 50_000)), iotest.ErrReader(broken))
	digest, _, err := s.Put(t.Context(), acme, r, 0)
	if !errors.Is(err, broken) || digest != "" {
		t.Errorf("got %q, %v, want the reader's error and no digest", digest, err)
	}
	if kind := engine.KindOf(err); kind == engine.Temporary {
		t.Errorf("the reader's error became %s: it is not the disk's", kind)
	}
	if left := files(t, s); len(left) != 0 {
		t.Errorf("left on disk: %v", left)
	}
}

func TestNoNameLeadsOutOfTheFolder(t *testing.T) {
	t.Parallel()
	s := open(t)
	outside := filepath.Join(filepath.Dir(s.dir), strings.Repeat("a", 64))
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	digest := put(t, s, acme, "one")
	for _, name := range []string{"", ".", "..", "../" + strings.Repeat("a", 64), "../../etc/passwd", strings.ToUpper(digest), digest[:63], digest + "0",
		digest[:2] + "/" + digest, "../acme/" + digest[:2] + "/" + digest, digest[:63] + "\x00", digest + "\n"} {
		if f, err := s.Get(t.Context(), acme, name); engine.KindOf(err) != engine.NotFound || f != nil {
			t.Errorf("get %q: got %v, want not found", name, err)
		}
	}
	before := files(t, s)
	for _, tenant := range []engine.TenantID{"", ".", "..", "../acme", "acme/../acme", "ACME", "a", "@"} {
		if _, err := s.Get(t.Context(), tenant, digest); engine.KindOf(err) != engine.NotFound {
			t.Errorf("get of tenant %q: got %v, want not found", tenant, err)
		}
		if _, _, err := s.Put(t.Context(), tenant, strings.NewReader("x"), 0); engine.KindOf(err) != engine.NotFound {
			t.Errorf("put for tenant %q: got %v, want not found", tenant, err)
		}
		if n, err := s.Sweep(t.Context(), tenant, time.Now().Add(time.Hour), nobody); n != 0 || engine.KindOf(err) != engine.NotFound {
			t.Errorf("sweep of tenant %q: removed %d, %v, want not found", tenant, n, err)
		}
	}
	if after := files(t, s); !slices.Equal(before, after) {
		t.Errorf("on disk: %v, want what was there before: %v", after, before)
	}
	if raw, err := os.ReadFile(outside); err != nil || string(raw) != "secret" {
		t.Errorf("the file beside the folder: %q, %v", raw, err)
	}
}

func age(t *testing.T, s *Store, tenant engine.TenantID, digest string, by time.Duration) {
	t.Helper()
	at := time.Now().Add(-by)
	if err := os.Chtimes(filepath.Join(s.dir, string(tenant), digest[:2], digest), at, at); err != nil {
		t.Fatal(err)
	}
}

func TestSweepForgetsWhatIsOldAndUnused(t *testing.T) {
	t.Parallel()
	s := open(t)
	oldUnused, oldUsed, young, oldAgain := put(t, s, acme, "old unused"), put(t, s, acme, "old used"), put(t, s, acme, "young"), put(t, s, acme, "old, put again")
	for _, digest := range []string{oldUnused, oldUsed, oldAgain} {
		age(t, s, acme, digest, 48*time.Hour)
	}
	put(t, s, acme, "old, put again")
	stray := filepath.Join(s.dir, "acme", ".new-1")
	if err := os.WriteFile(stray, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(stray, at, at); err != nil {
		t.Fatal(err)
	}
	var asked []string
	n, err := s.Sweep(t.Context(), acme, time.Now().Add(-24*time.Hour), func(_ context.Context, digest string) (bool, error) {
		asked = append(asked, digest)
		return digest == oldUsed, nil
	})
	if err != nil || n != 2 {
		t.Errorf("removed %d (%v), want 2: the old unused one and what a crash has left", n, err)
	}
	for _, digest := range []string{oldUsed, young, oldAgain} {
		get(t, s, acme, digest)
	}
	if _, err := s.Get(t.Context(), acme, oldUnused); engine.KindOf(err) != engine.NotFound {
		t.Errorf("the old unused blob: got %v, want not found", err)
	}
	if slices.Contains(asked, young) {
		t.Error("the sweep asked about a young blob")
	}
}

func TestSweepThatCannotAskRemovesNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	digest := put(t, s, acme, "one")
	age(t, s, acme, digest, 48*time.Hour)
	gone := errors.New("the database is gone")
	n, err := s.Sweep(t.Context(), acme, time.Now(), func(context.Context, string) (bool, error) { return false, gone })
	if n != 0 || !errors.Is(err, gone) {
		t.Errorf("removed %d, %v, want 0 and the error", n, err)
	}
	get(t, s, acme, digest)
	if n, err := s.Sweep(t.Context(), other, time.Now(), nobody); n != 0 || err != nil {
		t.Errorf("a tenant without blobs: removed %d, %v", n, err)
	}
}

// TestSweepSparesWhatIsPutMeanwhile: the same bytes come again between the
// sweep's question and its removal, and were answered for.
func TestSweepSparesWhatIsPutMeanwhile(t *testing.T) {
	t.Parallel()
	s := open(t)
	digest := put(t, s, acme, "one")
	age(t, s, acme, digest, 48*time.Hour)
	n, err := s.Sweep(t.Context(), acme, time.Now().Add(-24*time.Hour), func(context.Context, string) (bool, error) {
		put(t, s, acme, "one")
		return false, nil
	})
	if n != 0 || err != nil {
		t.Errorf("removed %d (%v), want none", n, err)
	}
	if got := get(t, s, acme, digest); got != "one" {
		t.Errorf("got %q, want what was put during the sweep", got)
	}
}

func TestManyPutTheSameBytesAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t)
	content := bytes.Repeat([]byte("same "), 10_000)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			digest, _, err := s.Put(t.Context(), acme, bytes.NewReader(content), 0)
			if err != nil {
				t.Error(err)
				return
			}
			f, err := s.Get(t.Context(), acme, digest)
			if err != nil {
				t.Error(err)
				return
			}
			defer f.Close()
			if raw, err := io.ReadAll(f); err != nil || !bytes.Equal(raw, content) {
				t.Errorf("read %d bytes (%v) after the put, want %d", len(raw), err, len(content))
			}
		})
	}
	wg.Wait()
	if n := len(files(t, s)); n != 1 {
		t.Errorf("%d files on disk, want 1", n)
	}
}

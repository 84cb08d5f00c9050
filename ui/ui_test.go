package ui

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// apart is what of the folder cannot change the bundle; scripts/stamp.js has the
// same list.
var apart = regexp.MustCompile(`^(dist|node_modules|browsertest)/|\.go$|\.test\.ts$|^README\.md$`)

const stamp = "dist/.source-sha256"

// sources lists the files that the bundle is made of.
func sources(ui fs.FS) (paths []string, err error) {
	err = fs.WalkDir(ui, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && apart.MatchString(name+"/"):
			return fs.SkipDir
		case !entry.IsDir() && !apart.MatchString(name):
			paths = append(paths, name)
		}
		return nil
	})
	return paths, err
}

// built lists the files of the bundle.
func built(ui fs.FS) (paths []string, err error) {
	err = fs.WalkDir(ui, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && name != stamp {
			paths = append(paths, name)
		}
		return err
	})
	return paths, err
}

// digest is over the names and contents of files, in the order of their names.
func digest(ui fs.FS, list func(fs.FS) ([]string, error)) (string, error) {
	paths, err := list(ui)
	if err != nil {
		return "", err
	}
	slices.Sort(paths)
	sum := sha256.New()
	for _, path := range paths {
		content, err := fs.ReadFile(ui, path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\x00%d\x00%s", path, len(content), content)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// stale says how the bundle differs from its stamp; "" is not at all.
func stale(t *testing.T, ui fs.FS) string {
	t.Helper()
	want, err := fs.ReadFile(ui, stamp)
	if err != nil {
		t.Fatal(err)
	}
	from, err := digest(ui, sources)
	if err != nil {
		t.Fatal(err)
	}
	to, err := digest(ui, built)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%s sources\n%s dist\n", from, to); got != string(want) {
		return fmt.Sprintf("got\n%swant\n%s", got, want)
	}
	return ""
}

func TestBundleIsMadeOfTheSources(t *testing.T) {
	t.Parallel()
	if found := stale(t, os.DirFS(".")); found != "" {
		t.Errorf("the bundle is stale or was edited by hand: run make ui\n%s", found)
	}
}

// What can go wrong with a bundle in a repository is planted here, so that it is
// known to be found.
func TestFaultsOfABundleAreFound(t *testing.T) {
	t.Parallel()
	flip := func(content []byte) []byte {
		content[len(content)/2] ^= 1
		return content
	}
	empty := func([]byte) []byte { return nil }
	for name, plant := range map[string]struct {
		path   string
		change func([]byte) []byte
	}{
		"a chunk is empty":                 {"dist/assets/vendor.js", empty},
		"a byte of a chunk is changed":     {"dist/assets/staff.js", flip},
		"a byte of a source is changed":    {"src/staff/board/Board.svelte", flip},
		"a word is changed":                {"i18n/kk.json", flip},
		"the lock of the packages changed": {"package-lock.json", flip},
		"a file is left over":              {"dist/assets/left-over.js", empty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := copyOf(t)
			path := filepath.Join(folder, plant.path)
			content, err := os.ReadFile(path)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, plant.change(content), 0o644); err != nil {
				t.Fatal(err)
			}
			if stale(t, os.DirFS(folder)) == "" {
				t.Error("it is not found")
			}
		})
	}
}

// copyOf copies the sources and the bundle, which are as they should be.
func copyOf(t *testing.T) string {
	t.Helper()
	from, folder := os.DirFS("."), t.TempDir()
	for _, list := range []func(fs.FS) ([]string, error){sources, built, func(fs.FS) ([]string, error) { return []string{stamp}, nil }} {
		paths, err := list(from)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			content, err := fs.ReadFile(from, path)
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(folder, path)
			if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, content, 0o644)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if found := stale(t, os.DirFS(folder)); found != "" {
		t.Fatalf("the copy is stale: %s", found)
	}
	return folder
}

func get(t *testing.T, path string, header map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	Mount(mux)
	r := httptest.NewRequest("GET", path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w
}

var named = regexp.MustCompile(`(?:src|href)="([^"]+)"`)

func TestPagesNameFilesThatAreServedForEver(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"/s/board", "/s/tickets/SUPPORT-1", "/ui-kit"} {
		page := get(t, address, nil)
		if page.Code != http.StatusOK || page.Header().Get("Cache-Control") != "no-cache" {
			t.Fatalf("%s answers %d, kept %q", address, page.Code, page.Header().Get("Cache-Control"))
		}
		if strings.Contains(page.Header().Get("Content-Security-Policy"), "unsafe") {
			t.Errorf("%s may run what is not ours: %s", address, page.Header().Get("Content-Security-Policy"))
		}
		found := named.FindAllStringSubmatch(page.Body.String(), -1)
		if len(found) < 3 {
			t.Fatalf("%s names %d files", address, len(found))
		}
		for _, m := range found {
			file := get(t, m[1], nil)
			if file.Code != http.StatusOK || !strings.Contains(file.Header().Get("Cache-Control"), "immutable") {
				t.Errorf("%s names %s, which answers %d, kept %q", address, m[1], file.Code, file.Header().Get("Cache-Control"))
			}
		}
	}
}

func TestFilesOfAnotherBuildAreGone(t *testing.T) {
	t.Parallel()
	_, id := build()
	for address, want := range map[string]int{
		"/a/000000000000/assets/staff.js": http.StatusGone,
		"/a/" + id + "/assets/staff.js":   http.StatusOK,
		"/a/" + id + "/assets/nothing.js": http.StatusNotFound,
		"/a/" + id + "/staff.html":        http.StatusNotFound,
		"/a/" + id + "/.source-sha256":    http.StatusNotFound,
	} {
		if got := get(t, address, nil).Code; got != want {
			t.Errorf("%s answers %d, want %d", address, got, want)
		}
	}
}

func TestFilesAreCompressedForThoseWhoAsk(t *testing.T) {
	t.Parallel()
	_, id := build()
	address := path.Join("/a", id, "assets/staff.js")
	plain, zipped := get(t, address, nil), get(t, address, map[string]string{"Accept-Encoding": "gzip, br"})
	if zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Header().Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Fatalf("the headers are %v", zipped.Header())
	}
	r, err := gzip.NewReader(zipped.Body)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != plain.Body.String() {
		t.Errorf("compressed it has %d bytes, plain %d", len(got), plain.Body.Len())
	}
}

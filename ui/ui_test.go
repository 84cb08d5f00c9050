package ui

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
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
func sources(t *testing.T) (paths []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
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
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// built lists the files of the bundle.
func built(t *testing.T) (paths []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), "dist", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && name != stamp {
			paths = append(paths, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func digest(t *testing.T, paths []string) string {
	t.Helper()
	slices.Sort(paths)
	sum := sha256.New()
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(sum, "%s\x00%d\x00%s", path, len(content), content)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func TestBundleIsMadeOfTheSources(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile(stamp)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%s sources\n%s dist\n", digest(t, sources(t)), digest(t, built(t)))
	if got != string(want) {
		t.Errorf("the bundle is stale or was edited by hand: run make ui\ngot\n%swant\n%s", got, want)
	}
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

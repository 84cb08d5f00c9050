// Package ui serves the front end. It is built by make ui into dist, which is
// part of the repository, so that the program needs Go alone.
//
// Files of a build stand behind /a/{build}/, where build is made of all of them:
// browsers keep them for ever, and a page never gets files of two builds. The
// pages themselves are asked for anew each time.
package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// pages are the files that stand at addresses of their own.
var pages = map[string]string{
	"GET /s/{path...}": "staff.html",
	"GET /ui-kit":      "kit.html",
	// The token stands behind #, which browsers keep to themselves.
	"GET /wall/{tenant}": "wall.html",
}

// written is what the build writes where the name of the build belongs.
const written = "/a/_/"

// policy lets a page use what this server serves, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
	"worker-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Mount puts the pages and their files behind their paths.
func Mount(mux *http.ServeMux) {
	for pattern, name := range pages {
		mux.Handle(pattern, page(name))
	}
	mux.HandleFunc("GET /a/{build}/{file...}", serveFile)
}

// A file is one of the build, also compressed where that helps.
type file struct {
	kind          string
	plain, zipped []byte
}

// build is all files by their names, and the name of the whole.
var build = sync.OnceValues(func() (map[string]file, string) {
	files, sum := map[string]file{}, sha256.New()
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s\x00%d\x00%s", name, len(content), content)
		files[strings.TrimPrefix(name, "dist/")] = file{kind: kindOf(name), plain: content, zipped: compress(content)}
		return nil
	})
	if err != nil { // it is part of the program
		panic(err)
	}
	return files, hex.EncodeToString(sum.Sum(nil))[:12]
})

var kinds = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2", ".svg": "image/svg+xml"}

func kindOf(name string) string {
	if kind := kinds[path.Ext(name)]; kind != "" {
		return kind
	}
	return mime.TypeByExtension(path.Ext(name))
}

// compress returns nil where it gains too little, as with fonts.
func compress(content []byte) []byte {
	var buf bytes.Buffer
	w, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil || buf.Len() > len(content)*9/10 {
		return nil
	}
	return buf.Bytes()
}

func (f file) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	content := f.plain
	if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		content = f.zipped
	}
	_, _ = w.Write(content) // whoever asked is gone if this fails
}

// page serves an HTML file, which names files of its own build.
func page(name string) http.Handler {
	made := sync.OnceValue(func() file {
		files, id := build()
		content := bytes.ReplaceAll(files[name].plain, []byte(written), []byte("/a/"+id+"/"))
		return file{kind: "text/html; charset=utf-8", plain: content, zipped: compress(content)}
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cache-Control", "no-cache")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		made().write(w, r)
	})
}

// serveFile serves a file of this build. A page of another one is told that it is
// no longer served, and asks its user to reload.
func serveFile(w http.ResponseWriter, r *http.Request) {
	files, id := build()
	f, ok := files[r.PathValue("file")]
	switch {
	case r.PathValue("build") != id:
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "Вышла новая версия, обновите страницу. Жаңа нұсқа шықты, бетті жаңартыңыз. There is a new version, reload the page.", http.StatusGone)
		return
	case !ok || !strings.HasPrefix(r.PathValue("file"), "assets/"):
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	f.write(w, r)
}

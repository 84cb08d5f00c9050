package webform

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"strings"
)

//go:embed assets/form.css
var cssFile string

//go:embed assets/form.js
var jsFile string

// assets are the files of the form under their names, which change with their
// contents: browsers may keep them for ever.
var assets = map[string]string{assetName(cssFile): cssFile, assetName(jsFile): jsFile}

func assetName(content string) string {
	sum := sha256.Sum256([]byte(content))
	ext := ".css"
	if content == jsFile {
		ext = ".js"
	}
	return "form." + hex.EncodeToString(sum[:6]) + ext
}

func assetPath(content string) string { return "/f/_assets/" + assetName(content) }

func serveAsset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	content, ok := assets[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := "text/css; charset=utf-8"
	if strings.HasSuffix(name, ".js") {
		kind = "text/javascript; charset=utf-8"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = w.Write([]byte(content)) // the visitor is gone if this fails
}

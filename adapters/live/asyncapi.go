package live

import (
	_ "embed"
	"net/http"
)

//go:embed asyncapi.yaml
var asyncAPI []byte

// AsyncAPI serves the description of the protocol, frame by frame, as an AsyncAPI
// 3.0 document.
func AsyncAPI() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/yaml")
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(asyncAPI) // whoever asked is gone if this fails
	})
}

package webform

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"github.com/reglament/reglament/rules"
)

// showDocument shows the published regulation.
func (s *site) showDocument(w http.ResponseWriter, r *http.Request) {
	v, ok := s.visit(w, r)
	if !ok {
		return
	}
	var buf bytes.Buffer
	if err := rules.WriteDocument(&buf, v.reg, v.lang()); err != nil {
		v.fail(err)
		return
	}
	secure(w, "'none'", styleHash(buf.Bytes()))
	write(w, http.StatusOK, &buf)
}

// styleHash allows a page the style sheet that it carries within itself, and no
// other.
func styleHash(html []byte) string {
	_, rest, found := bytes.Cut(html, []byte("<style>"))
	style, _, closed := bytes.Cut(rest, []byte("</style>"))
	if !found || !closed {
		return "'none'"
	}
	sum := sha256.Sum256(style)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

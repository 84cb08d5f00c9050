package webform_test

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// view is a page as a browser without JavaScript has it.
type view struct {
	t      testing.TB
	status int
	header http.Header
	body   string
	root   *html.Node
}

var plainClient = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func (r *rig) do(req *http.Request) *view {
	r.t.Helper()
	res, err := plainClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	root, err := html.ParseWithOptions(bytes.NewReader(body), html.ParseOptionEnableScripting(false))
	if err != nil {
		r.t.Fatal(err)
	}
	return &view{t: r.t, status: res.StatusCode, header: res.Header, body: string(body), root: root}
}

func (r *rig) get(path string, header ...string) *view {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.server.URL+path, http.NoBody)
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return r.do(req)
}

func (v *view) want(status int) *view {
	v.t.Helper()
	if v.status != status {
		v.t.Fatalf("got status %d, want %d: %s", v.status, status, v.text())
	}
	return v
}

// all returns the elements that are wanted, in the order of the page.
func (v *view) all(wanted func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range v.root.Descendants() {
		if n.Type == html.ElementNode && wanted(n) {
			out = append(out, n)
		}
	}
	return out
}

func (v *view) byID(id string) *html.Node {
	for _, n := range v.all(func(n *html.Node) bool { return attr(n, "id") == id }) {
		return n
	}
	return nil
}

func (v *view) byClass(class string) []*html.Node {
	return v.all(func(n *html.Node) bool { return slices.Contains(strings.Fields(attr(n, "class")), class) })
}

func (v *view) text() string { return textOf(v.root) }

// says fails unless the page has the text.
func (v *view) says(texts ...string) {
	v.t.Helper()
	for _, text := range texts {
		if !strings.Contains(v.text(), text) {
			v.t.Errorf("the page does not say %q: %s", text, v.text())
		}
	}
}

func (v *view) lacks(texts ...string) {
	v.t.Helper()
	for _, text := range texts {
		if strings.Contains(v.text(), text) {
			v.t.Errorf("the page says %q: %s", text, v.text())
		}
	}
}

// summary is the text of the error summary.
func (v *view) summary() string {
	v.t.Helper()
	n := v.byID("errors")
	if n == nil {
		v.t.Fatalf("the page has no error summary: %s", v.text())
	}
	return textOf(n)
}

func attr(n *html.Node, name string) string {
	value, _ := attribute(n, name)
	return value
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// textOf joins the texts of an element as one line.
func textOf(n *html.Node) string {
	var parts []string
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			parts = append(parts, d.Data)
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

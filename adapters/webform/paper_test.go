package webform_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/reglament/reglament/engine"
)

// control is one control of a form and what it holds.
type control struct {
	name, kind, value string
	on                bool
	files             []file
}

type file struct{ name, content string }

// paper is a form that somebody fills in by hand.
type paper struct {
	rig      *rig
	page     *view
	action   string
	header   []string
	controls []*control
}

// open gets a tenant's form.
func (r *rig) open(id engine.TenantID, lang string) *paper {
	r.t.Helper()
	return r.get("/f/" + string(id) + "?lang=" + lang).want(http.StatusOK).form(r)
}

// form takes the page's form up, with what it holds already.
func (v *view) form(r *rig) *paper {
	r.t.Helper()
	form := v.byID("form")
	if form == nil {
		r.t.Fatalf("the page has no form: %s", v.text())
	}
	p := &paper{rig: r, page: v, action: attr(form, "action")}
	for n := range form.Descendants() {
		if c := controlOf(n); c != nil {
			p.controls = append(p.controls, c)
		}
	}
	return p
}

func controlOf(n *html.Node) *control {
	name, named := attribute(n, "name")
	if n.Type != html.ElementNode || !named {
		return nil
	}
	c := &control{name: name, kind: n.Data, value: attr(n, "value"), on: true}
	switch n.Data {
	case "input":
		c.kind = attr(n, "type")
		if c.kind == "radio" || c.kind == "checkbox" {
			_, c.on = attribute(n, "checked")
		}
	case "textarea":
		c.value = ""
		if n.FirstChild != nil {
			c.value = n.FirstChild.Data
		}
	case "select":
		for o := range n.Descendants() {
			if _, chosen := attribute(o, "selected"); chosen && o.Data == "option" {
				c.value = attr(o, "value")
			}
		}
	default:
		return nil
	}
	return c
}

// names lists what the form asks, without its own controls.
func (p *paper) names() []string {
	var names []string
	for _, c := range p.controls {
		if !strings.HasPrefix(c.name, "_") && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return names
}

func (p *paper) find(name string) []*control {
	p.rig.t.Helper()
	var out []*control
	for _, c := range p.controls {
		if c.name == name {
			out = append(out, c)
		}
	}
	if out == nil {
		p.rig.t.Fatalf("the form has no %q, it has %q", name, p.names())
	}
	return out
}

// value is what a control holds.
func (p *paper) value(name string) string {
	p.rig.t.Helper()
	for _, c := range p.find(name) {
		if c.on {
			return c.value
		}
	}
	return ""
}

// fill writes values into controls, given as names and values.
func (p *paper) fill(pairs ...string) *paper {
	p.rig.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		for _, c := range p.find(pairs[i]) {
			switch c.kind {
			case "radio":
				c.on = c.value == pairs[i+1]
			case "checkbox":
				c.on = c.on || c.value == pairs[i+1]
			default:
				c.value = pairs[i+1]
			}
		}
	}
	return p
}

func (p *paper) attach(name string, files ...file) *paper {
	p.rig.t.Helper()
	p.find(name)[0].files = files
	return p
}

// from makes the request come from an address, through a proxy.
func (p *paper) from(address string) *paper {
	p.header = []string{"X-Forwarded-For", address}
	return p
}

// digits are the words in which the question names numbers.
var digits = map[string]int{
	"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
	"бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}

func (p *paper) question() string {
	for _, n := range p.page.all(func(n *html.Node) bool { return attr(n, "for") == "robot-answer" }) {
		return textOf(n)
	}
	return ""
}

// answer answers the question that stands in for the robot check.
func (p *paper) answer() *paper {
	p.rig.t.Helper()
	return p.fill("_answer", sumOf(p.rig.t, p.question()))
}

// sumOf answers a question such as "how much is two plus three?".
func sumOf(t testing.TB, question string) string {
	t.Helper()
	sum, found := 0, 0
	for _, word := range strings.FieldsFunc(question, func(c rune) bool { return strings.ContainsRune(" ?.", c) }) {
		if n, ok := digits[word]; ok {
			sum, found = sum+n, found+1
		}
	}
	if found != 2 {
		t.Fatalf("the question %q has %d numbers, want 2", question, found)
	}
	return strconv.Itoa(sum)
}

// send posts the form as a browser does: in the order of its controls.
func (p *paper) send() *view {
	p.rig.t.Helper()
	body := &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for _, c := range p.controls {
		if err := c.write(w); err != nil {
			p.rig.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		p.rig.t.Fatal(err)
	}
	return p.post(w.FormDataContentType(), body)
}

// sendPlain posts it without files, as a form without enctype.
func (p *paper) sendPlain() *view {
	p.rig.t.Helper()
	values := url.Values{}
	for _, c := range p.controls {
		if c.on && c.kind != "file" {
			values.Add(c.name, c.value)
		}
	}
	return p.post("application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
}

func (p *paper) post(kind string, body io.Reader) *view {
	p.rig.t.Helper()
	req, err := http.NewRequestWithContext(p.rig.t.Context(), http.MethodPost, p.rig.server.URL+p.action, body)
	if err != nil {
		p.rig.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	for i := 0; i < len(p.header); i += 2 {
		req.Header.Set(p.header[i], p.header[i+1])
	}
	return p.rig.do(req)
}

func (c *control) write(w *multipart.Writer) error {
	switch {
	case !c.on:
		return nil
	case c.kind != "file":
		return w.WriteField(c.name, c.value)
	case len(c.files) == 0:
		return writeFile(w, c.name, file{})
	}
	for _, f := range c.files {
		if err := writeFile(w, c.name, f); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(w *multipart.Writer, control string, f file) error {
	quote := strings.NewReplacer(`\`, `\\`, `"`, "%22").Replace
	h := textproto.MIMEHeader{}
	h.Set("Content-Disposition", `form-data; name="`+control+`"; filename="`+quote(f.name)+`"`)
	h.Set("Content-Type", "application/octet-stream")
	part, err := w.CreatePart(h)
	if err == nil {
		_, err = io.WriteString(part, f.content)
	}
	return err
}

// slowUpload starts an upload and returns, once the server has begun to read its
// file, what ends it.
func (r *rig) slowUpload() (end func()) {
	r.t.Helper()
	body, to := io.Pipe()
	w := multipart.NewWriter(to)
	form := r.open(prots, "ru").filled()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.server.URL+form.action, body)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	ended := make(chan error, 1)
	go func() {
		res, err := plainClient.Do(req)
		if err == nil {
			err = res.Body.Close()
		}
		ended <- err
	}()
	// Far more than buffers on the way hold: once it is written, most was read.
	if err := writeFile(w, "files", file{"slow.bin", strings.Repeat("x", 16<<20)}); err != nil {
		r.t.Fatal(err)
	}
	return func() {
		if err := errors.Join(w.Close(), to.Close(), <-ended); err != nil {
			r.t.Error(err)
		}
	}
}

// sent follows the redirect that a form that was taken answers with.
func (v *view) sent(r *rig) *view {
	r.t.Helper()
	v.want(http.StatusSeeOther)
	return r.get(v.header.Get("Location")).want(http.StatusOK)
}

// filled is the form of PROTS with all that it asks for.
func (p *paper) filled() *paper {
	p.rig.t.Helper()
	return p.fill("type", "support", "company_name", "Физ.лицо", "region", "Астана", "name", "Данияр",
		"email", "daniyar@mail.example", "phone", "87051006343", "description", "Не включается ноутбук")
}

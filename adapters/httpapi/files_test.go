package httpapi

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// upload uploads a file.
func (r *rig) upload(t *testing.T, name, content string) File {
	t.Helper()
	a := r.call(t, "prots/intake", "POST", "/api/v1/prots/files?name="+url.QueryEscape(name), content, "Content-Type", "image/svg+xml")
	return want[File](t, a, http.StatusOK)
}

// attach files a request with an uploaded file and returns the ticket's number.
func (r *rig) attach(t *testing.T, f File) string {
	t.Helper()
	a := r.call(t, "prots/intake", "POST", protsTickets, object{"fields": laptop(), "attachments": []File{f}})
	return want[created](t, a, http.StatusCreated).Number
}

func TestFileGoesUpAndDown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const page = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
	for _, name := range []string{"photo.svg", "Фото экрана (1).svg", `a"b;c.svg`, "../../etc/passwd", "two\r\nlines"} {
		f := r.upload(t, name, page)
		if f.Size != int64(len(page)) || f.Name != name || len(f.Blob) != 64 {
			t.Errorf("uploaded %+v, want %d bytes of %q", f, len(page), name)
		}
		n := r.attach(t, f)
		a := r.call(t, "prots/operator", "GET", protsTickets+"/"+n+"/files/"+f.Blob, nil)
		if a.status != http.StatusOK || string(a.body) != page {
			t.Fatalf("%q: status %d, %.100q, want what was uploaded", name, a.status, a.body)
		}
		if got := a.header.Get("Content-Type"); got != "application/octet-stream" {
			t.Errorf("%q: content type %q, want one that no browser runs", name, got)
		}
		if got := a.header.Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%q: X-Content-Type-Options %q, want nosniff", name, got)
		}
		kind, params, err := mime.ParseMediaType(a.header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != name {
			t.Errorf("%q: disposition %q (%v), want an attachment of that name", name, a.header.Get("Content-Disposition"), err)
		}
	}
}

func TestFileIsSeenThroughItsTicketAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	f := r.upload(t, "photo.jpg", "one")
	loose := r.upload(t, "loose.jpg", "two")
	mine, others := r.attach(t, f), r.file(t, laptop()).Number
	foreign := r.callSUD(t).Number
	for path, role := range map[string]string{
		protsTickets + "/" + others + "/files/" + f.Blob:                   "prots/operator",
		protsTickets + "/" + mine + "/files/" + loose.Blob:                 "prots/operator",
		protsTickets + "/" + mine + "/files/..%2f" + f.Blob:                "prots/operator",
		protsTickets + "/" + mine + "/files/" + strings.ToUpper(f.Blob):    "prots/operator",
		"/api/v1/sud/tickets/" + foreign + "/files/" + f.Blob:              "sud/operator",
		protsTickets + "/SUPPORT-99999/files/" + f.Blob:                    "prots/operator",
		protsTickets + "/" + mine + "/files/" + strings.Repeat("0", 64):    "prots/operator",
		protsTickets + "/" + mine + "/files/" + f.Blob + "%00":             "prots/operator",
		protsTickets + "/" + mine + "/files/" + f.Blob[:10]:                "prots/operator",
		protsTickets + "/" + mine + "/files/" + "%2e%2e%2f%2e%2e%2fpasswd": "prots/operator",
	} {
		problem(t, r.call(t, role, "GET", path, nil), http.StatusNotFound, engine.NotFound)
	}
	problem(t, r.call(t, "prots/intake", "GET", protsTickets+"/"+mine+"/files/"+f.Blob, nil), http.StatusForbidden, engine.Forbidden)
}

func TestFileOfANoteIsForStaff(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	f := r.upload(t, "salary.xls", "secret")
	n := r.file(t, laptop())
	customer.ID = r.requester(t, n.ID)
	want[done](t, r.tryAct(t, "prots/operator", n.Number, object{"act": "note", "inputs": object{"text": "внутри"}, "attachments": []File{f}}), http.StatusOK)
	if a := r.call(t, "prots/operator", "GET", protsTickets+"/"+n.Number+"/files/"+f.Blob, nil); string(a.body) != "secret" {
		t.Errorf("an employee got %d %q", a.status, a.body)
	}
	problem(t, r.call(t, "customer", "GET", protsTickets+"/"+n.Number+"/files/"+f.Blob, nil), http.StatusNotFound, engine.NotFound)
}

func TestFileOverTheLimitIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	path := "/api/v1/prots/files?name=large"
	declared := r.call(t, "prots/intake", "POST", path, bytes.NewReader(make([]byte, maxFile+1)), "Accept-Language", "en")
	p := problem(t, declared, http.StatusRequestEntityTooLarge, engine.Invalid)
	if p.Detail != "This is too much data." {
		t.Errorf("detail %q", p.Detail)
	}
	// One that does not say its length is cut off when it gets there.
	streamed := r.call(t, "prots/intake", "POST", path, io.LimitReader(endless{}, maxFile+2))
	problem(t, streamed, http.StatusRequestEntityTooLarge, engine.Invalid)
	if f := want[File](t, r.call(t, "prots/intake", "POST", path, bytes.NewReader(make([]byte, maxFile))), http.StatusOK); f.Size != maxFile {
		t.Errorf("a file of the limit's size has %d bytes", f.Size)
	}
	problem(t, r.call(t, "prots/intake", "POST", "/api/v1/prots/files", "x"), http.StatusUnprocessableEntity, engine.Invalid)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// maxFile is the size of a file that can be uploaded.
const maxFile = 50 << 20

// File is a file that was uploaded.
type File struct {
	Blob        string `json:"blob" doc:"Its digest, as the upload has answered" pattern:"^[0-9a-f]{64}$"`
	Name        string `json:"name" minLength:"1" maxLength:"255"`
	Type        string `json:"type,omitempty"`
	Size        int64  `json:"size,omitempty"`
	Description string `json:"description,omitempty" maxLength:"1000"`
}

func (f *File) file() intake.File {
	return intake.File{Blob: f.Blob, Name: f.Name, Type: f.Type, Size: f.Size, Description: f.Description}
}

// UploadInput is a file as the body of a request.
type UploadInput struct {
	TenantPath
	Name string `query:"name" minLength:"1" maxLength:"255" required:"true"`
	Type string `header:"Content-Type"`
}

// UploadOutput says where the file is.
type UploadOutput struct{ Body File }

// DownloadInput names a file of a ticket.
type DownloadInput struct {
	TicketPath
	Blob string `path:"blob"`
}

func (a *api) files(h huma.API) {
	up := op("upload-file", http.MethodPost, "/api/v1/{tenant}/files", "Uploads a file, to be attached to a request or an act", "files")
	up.SkipValidateBody = true
	up.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	huma.Register(h, up, a.upload)
	down := op("download-file", http.MethodGet, "/api/v1/{tenant}/tickets/{number}/files/{blob}", "Downloads a file of a ticket", "files")
	huma.Register(h, answers(down, "application/octet-stream", "binary"), a.download)
}

func (a *api) upload(ctx context.Context, in *UploadInput) (*UploadOutput, error) {
	req := requestOf(ctx)
	if req.http.ContentLength > maxFile {
		return nil, a.fail(ctx, tooLarge(), nil)
	}
	digest, size, err := a.Blobs.Put(ctx, engine.TenantID(in.Tenant), http.MaxBytesReader(nil, req.http.Body, maxFile), 0)
	if err != nil {
		var over *http.MaxBytesError
		if errors.As(err, &over) {
			err = tooLarge()
		}
		return nil, a.fail(ctx, err, nil)
	}
	return &UploadOutput{Body: File{Blob: digest, Name: in.Name, Type: in.Type, Size: size}}, nil
}

func tooLarge() error {
	return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Code: codeTooLarge}}}
}

// download streams a file that an event of the ticket has, if the caller may see
// it.
func (a *api) download(ctx context.Context, in *DownloadInput) (*huma.StreamResponse, error) {
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	name, err := a.attached(ctx, &t, in.Blob)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	f, err := a.Blobs.Get(ctx, t.Tenant, in.Blob)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer f.Close()
		h.SetHeader("Content-Type", "application/octet-stream")
		h.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		h.SetHeader("X-Content-Type-Options", "nosniff")
		_, _ = io.Copy(h.BodyWriter(), f) // the caller is gone if this fails
	}}, nil
}

// attached finds the name of a file among the ticket's events.
func (a *api) attached(ctx context.Context, t *engine.Ticket, blob string) (string, error) {
	actor := requestOf(ctx).actor
	for after := int64(0); ; {
		events, err := a.Reader.TicketEvents(ctx, t.Tenant, t.ID, after, 200)
		if err != nil || len(events) == 0 {
			return "", firstOf(err, engine.Errorf(engine.NotFound, "no file %s", blob))
		}
		for i := range events {
			e := &events[i]
			after = e.Seq
			j := slices.IndexFunc(e.Body.Ops, func(op engine.Op) bool { return op.Kind == engine.OpAttach && op.Name == blob })
			if j >= 0 && engine.Visible(actor, e.Body.Ops[j].Audience.Within(e.Audience)) {
				if known, err := a.said(ctx, t, events[i:i+1]); err != nil || len(known) == 0 {
					return "", firstOf(err, engine.Errorf(engine.NotFound, "no file %s", blob))
				}
				info, _ := e.Body.Ops[j].Value.(map[string]any)
				return engine.Fields(info).String("name"), nil
			}
		}
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func newID() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

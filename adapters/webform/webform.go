// Package webform is the public request form under /f/{tenant}, drawn from the
// tenant's regulation, and the pages behind the signed links in notices.
//
// Everything works without JavaScript. A small script adds comfort: it does the
// work of the robot check, in whose place a question is asked without it, keeps
// a draft in the browser for a day, hides what other answers make needless and
// looks at files before they are sent. Controls for files come last on every
// page, so that nothing typed is lost behind a file that is too large.
//
// A request is filed once however often it is sent: the form carries a signed
// nonce, which names the command. Nothing is kept of what is turned down, but
// for files that passed the robot check: they need not be chosen again, and
// whoever sweeps the blob store forgets them in the end. A link changes nothing
// when it is opened, because mail scanners open links too; the button on its
// page does.
package webform

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// Config is what the form is made of. Engine, Reader, Rules, Keyring and Blobs
// are needed; the rest has defaults.
type Config struct {
	Engine interface {
		Do(ctx context.Context, cmd engine.Command) (engine.Result, error)
		Preview(ctx context.Context, cmd engine.Command) (engine.Change, error)
	}
	Reader interface {
		Ticket(ctx context.Context, tenant engine.TenantID, ref string) (engine.Ticket, error)
		TicketEvents(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, after int64, limit int) ([]engine.Event, error)
	}
	// Rules returns an edition of a tenant's regulation; "" is the active one.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	// Keyring signs what goes through strangers' hands.
	Keyring func(tenant engine.TenantID) (intake.Keyring, error)
	Blobs   interface {
		Put(ctx context.Context, tenant engine.TenantID, r io.Reader, limit int64) (digest string, size int64, err error)
	}
	// Now is the clock that requests are filed by; nil means time.Now.
	Now func() time.Time
	// FrameAncestors lists the origins whose pages may embed a tenant's form,
	// such as https://prots.kz; nil and an empty list mean none.
	FrameAncestors func(tenant engine.TenantID) []string
	// TrustProxy takes the client's address from the last entry of
	// X-Forwarded-For. Set it only behind a proxy that writes that entry.
	TrustProxy bool
	// NoRobotCheck files requests without the robot check and without a form
	// that was shown before. It is for development and tests only.
	NoRobotCheck bool
	Limits       Limits
	// TempDir holds files while they arrive; "" means the system's.
	TempDir string
	Logger  *slog.Logger // nil discards
}

// Limits bound what a visitor may cost. Zero values mean the defaults.
type Limits struct {
	File    int64         // bytes of one file: 25 MiB
	Files   int           // files of one request: 20
	Total   int64         // bytes of all files of one request: 60 MiB
	Text    int64         // bytes of everything else: 768 KiB
	Uploads int           // uploads that arrive at once, of all clients: 32
	Burst   int           // requests of one client at once: 20
	Every   time.Duration // after that, one in this time: 3 s
	Life    time.Duration // how long a form can be filled in: 2 h
}

func (l *Limits) fill() {
	*l = Limits{
		File: or(l.File, 25<<20), Files: or(l.Files, 20), Total: or(l.Total, 60<<20), Text: or(l.Text, 768<<10),
		Uploads: or(l.Uploads, 32), Burst: or(l.Burst, 20), Every: or(l.Every, 3*time.Second), Life: or(l.Life, 2*time.Hour),
	}
}

func or[T int | int64 | time.Duration](v, def T) T {
	if v == 0 {
		return def
	}
	return v
}

// site is the form of all tenants.
type site struct {
	Config
	clients  *limiter
	answers  *limiter
	attempts *attempts
	uploads  chan struct{}
}

// Mount adds the form to a mux. It panics if the configuration lacks something.
func Mount(mux *http.ServeMux, cfg Config) {
	if cfg.Engine == nil || cfg.Reader == nil || cfg.Rules == nil || cfg.Keyring == nil || cfg.Blobs == nil {
		panic("webform: Engine, Reader, Rules, Keyring and Blobs are needed")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.TempDir == "" {
		cfg.TempDir = os.TempDir()
	}
	cfg.Limits.fill()
	s := &site{
		Config:  cfg,
		clients: newLimiter(cfg.Limits.Every, cfg.Limits.Burst),
		// Questions in words are easier for a program than the proof of work, so
		// whoever answers them may file less.
		answers:  newLimiter(time.Minute, 5),
		attempts: newAttempts(),
		uploads:  make(chan struct{}, cfg.Limits.Uploads),
	}
	mux.HandleFunc("GET /f/_assets/{file}", serveAsset)
	mux.HandleFunc("GET /f/{tenant}/{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, formPath(engine.TenantID(r.PathValue("tenant"))), http.StatusMovedPermanently)
	})
	mux.HandleFunc("GET /f/{tenant}", s.showForm)
	mux.HandleFunc("POST /f/{tenant}", s.sendForm)
	// A literal second step would be ambiguous beside /f/_assets/{file}.
	mux.HandleFunc("GET /f/{tenant}/{page}", s.page(map[string]http.HandlerFunc{"document": s.showDocument}))
	mux.HandleFunc("GET /f/{tenant}/{page}/{token}", s.page(map[string]http.HandlerFunc{"sent": s.showSent, "act": s.showAct}))
	mux.HandleFunc("POST /f/{tenant}/{page}/{token}", s.page(map[string]http.HandlerFunc{"act": s.doAct}))
}

func (s *site) page(pages map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		show := pages[r.PathValue("page")]
		if show == nil {
			show = s.notFound
		}
		show(w, r)
	}
}

package httpapi

import (
	"context"
	"encoding/base64"
	"maps"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Editions keeps the editions of tenants' regulations. An edition is named by its
// id, by as much of its beginning as no other has, or by "active". One that there
// is not is NotFound; what keeps one from being activated is rules.Findings.
type Editions interface {
	// List returns editions, the newest first, behind the one that a page before
	// ended with.
	List(ctx context.Context, tenant engine.TenantID, cursor string, limit int) (EditionPage, error)
	// Bundle returns an edition and its files.
	Bundle(ctx context.Context, tenant engine.TenantID, name string) (Edition, *rules.Bundle, error)
	// Upload proves a bundle as activation does, and keeps it.
	Upload(ctx context.Context, tenant engine.TenantID, bundle *rules.Bundle) (Uploaded, error)
	// Activate makes an edition the active one. The one that is active already
	// stays so, and nothing is recorded.
	Activate(ctx context.Context, tenant engine.TenantID, name string, o Order) (Activated, error)
	// Rollback activates the edition that was active before.
	Rollback(ctx context.Context, tenant engine.TenantID, o Order) (Activated, error)
	// Try registers a share of the new tickets under an edition, and proves it before
	// as activation does. Activating any edition ends that.
	Try(ctx context.Context, tenant engine.TenantID, name string, share int, o Order) (Tried, error)
	// EndTry registers all new tickets under the active edition again.
	EndTry(ctx context.Context, tenant engine.TenantID, o Order) (Tried, error)
	// About tells what employees may know of an edition: neither OpenTickets nor
	// Canary, and no Clauses. number counts the editions that were ever active, from
	// the first; 0 if it never was.
	About(ctx context.Context, tenant engine.TenantID, name string) (e Edition, number int, err error)
	Shadows
	// Compare loads two editions.
	Compare(ctx context.Context, tenant engine.TenantID, was, is string) (Compared, error)
	// Plan tells which deadlines of open tickets an edition would move.
	Plan(ctx context.Context, tenant engine.TenantID, name string) (Plan, error)
}

// An Order is somebody's wish to change the active edition.
type Order struct {
	Actor  engine.Actor
	Reason string
	// From, if set, must be the active edition.
	From string
}

// Edition is an edition of a tenant's regulation.
type Edition struct {
	ID          string     `json:"id" doc:"Digest of its files" example:"3f1c0a9be2d47c5586a1f0c2d9e47b3a6c8d5e1f2a3b4c5d6e7f8091a2b3c4d5"`
	Short       string     `json:"short" doc:"Enough of the id to name it" example:"3f1c0a9be2d4"`
	Created     time.Time  `json:"created"`
	Active      bool       `json:"active"`
	Canary      *Canary    `json:"canary,omitempty" doc:"How it does on a share of the new tickets; absent unless it is tried so"`
	FirstActive *time.Time `json:"first_active,omitempty" doc:"When it was activated first; absent if it never was"`
	LastActive  *time.Time `json:"last_active,omitempty" doc:"When another one took its place last; absent while it is active"`
	By          *EditionBy `json:"activated_by,omitempty" doc:"Who activated it last"`
	Reason      string     `json:"reason,omitempty" doc:"Why it was activated last"`
	Clauses     int        `json:"clauses" doc:"How many clauses it has"`
	OpenTickets int        `json:"open_tickets" doc:"How many open tickets are kept under it"`
	Unreadable  string     `json:"unreadable,omitempty" doc:"Why this program cannot load it any more"`
}

// Canary is how an edition does that a share of the new tickets is registered
// under.
type Canary struct {
	Share     int       `json:"share" doc:"How many of a hundred new tickets" example:"10"`
	Since     time.Time `json:"since"`
	By        EditionBy `json:"by"`
	Reason    string    `json:"reason"`
	Tickets   int       `json:"tickets" doc:"How many tickets were registered under it since"`
	Decisions int       `json:"decisions" doc:"How much it was to decide since"`
	Faults    int       `json:"faults" doc:"How much of that it has failed at"`
}

// EditionBy is who activated an edition.
type EditionBy struct {
	Kind string `json:"kind" example:"staff" doc:"system where it was found in the rules folder, or where an edition that fails was rolled back"`
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// EditionPage is a part of the list. Next is empty at its end.
type EditionPage struct {
	Editions []Edition
	Next     string
}

// Uploaded is an edition that was proved and kept.
type Uploaded struct {
	Edition Edition `json:"edition"`
	New     bool    `json:"new" doc:"False if it was there already"`
	// Warnings do not keep it from being activated, Obstacles do, as long as there
	// are such tickets.
	Warnings  rules.Findings `json:"warnings"`
	Obstacles rules.Findings `json:"obstacles" doc:"What keeps it from being activated now, because of tickets that are open"`
}

// Activated is the edition that is active now.
type Activated struct {
	Edition  Edition        `json:"edition"`
	Changed  bool           `json:"changed" doc:"False if it was active before"`
	Was      string         `json:"was,omitempty" doc:"The edition that was active before"`
	Warnings rules.Findings `json:"warnings"`
}

// EditionsInput asks for a page of editions.
type EditionsInput struct {
	TenantPath
	Cursor string `query:"cursor" doc:"Continue behind a page: its next"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// EditionsOutput is a page of editions.
type EditionsOutput struct {
	Body struct {
		Editions []Edition `json:"editions"`
		Next     string    `json:"next,omitempty" doc:"The cursor of the next page; absent on the last"`
	}
}

// EditionPath names an edition.
type EditionPath struct {
	TenantPath
	Edition string `path:"edition" example:"active" doc:"Its id, the beginning of its id, or active"`
}

// EditionFile is a file of an edition.
type EditionFile struct {
	Path   string `json:"path" example:"regulation.lua"`
	Size   int    `json:"size"`
	Text   string `json:"text,omitempty" doc:"What it says, if it is text"`
	Base64 string `json:"base64,omitempty" doc:"What it holds, if it is none"`
}

// EditionOutput is an edition with its files.
type EditionOutput struct {
	Body struct {
		Edition Edition       `json:"edition"`
		Files   []EditionFile `json:"files"`
	}
}

func (a *api) editions(h huma.API) {
	const base = "/api/v1/{tenant}/editions"
	huma.Register(h, op("list-editions", http.MethodGet, base, "Lists the editions of the regulation", "editions"), a.listEditions)
	huma.Register(h, op("get-edition", http.MethodGet, base+"/{edition}", "Shows the files of an edition", "editions"), a.getEdition)
	up := op("upload-edition", http.MethodPost, base, "Proves an edition and keeps it; it is not activated", "editions")
	up.SkipValidateBody = true
	up.DefaultStatus = http.StatusCreated
	up.RequestBody = &huma.RequestBody{Required: true, Description: "A zip archive of the regulation's folder",
		Content: map[string]*huma.MediaType{"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
	huma.Register(h, up, a.uploadEdition)
	huma.Register(h, op("activate-edition", http.MethodPost, base+"/{edition}/activate", "Makes an edition the active one", "editions"), a.activateEdition)
	huma.Register(h, op("roll-back-edition", http.MethodPost, base+"/rollback", "Activates the edition that was active before", "editions"), a.rollBack)
	huma.Register(h, op("try-edition", http.MethodPost, base+"/{edition}/canary", "Registers a share of the new tickets under an edition", "editions"), a.tryEdition)
	huma.Register(h, op("end-try", http.MethodDelete, base+"/canary", "Registers all new tickets under the active edition again", "editions"), a.endTry)
	huma.Register(h, op("start-shadow-run", http.MethodPost, base+"/{edition}/shadow",
		"Lets an edition decide a second time what the active one decides; nothing follows from it", "editions"), a.startShadow)
	huma.Register(h, op("get-shadow-run", http.MethodGet, base+"/shadow", "Shows what an edition would have decided otherwise", "editions"), a.getShadow)
	huma.Register(h, op("stop-shadow-run", http.MethodDelete, base+"/shadow", "Ends a shadow run; what it has found stays", "editions"), a.stopShadow)
	huma.Register(h, op("compare-editions", http.MethodGet, base+"/{edition}/diff", "Compares two editions by clause", "editions"), a.compareEditions)
	huma.Register(h, op("plan-edition", http.MethodGet, base+"/{edition}/plan",
		"Shows which deadlines of open tickets an edition would move, if they came under it", "editions"), a.planEdition)
}

// adminOnly lets in who may change the regulation.
func adminOnly(actor engine.Actor) error {
	if !actor.Has(roleAdmin) {
		return &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return nil
}

// roleAdmin is the role of who may do what concerns the tenant itself.
const roleAdmin = "admin"

func (a *api) listEditions(ctx context.Context, in *EditionsInput) (*EditionsOutput, error) {
	if err := adminOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	page, err := a.Editions.List(ctx, engine.TenantID(in.Tenant), in.Cursor, in.Limit)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	if err := a.nameEditors(ctx, in.Tenant, page.Editions); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &EditionsOutput{}
	out.Body.Editions, out.Body.Next = append([]Edition{}, page.Editions...), page.Next
	return out, nil
}

// nameEditors writes the names of employees beside their ids.
func (a *api) nameEditors(ctx context.Context, tenant string, list []Edition) error {
	names, err := a.staffNames(ctx, engine.TenantID(tenant))
	if err != nil {
		return err
	}
	for i := range list {
		bys := []*EditionBy{list[i].By}
		if c := list[i].Canary; c != nil {
			bys = append(bys, &c.By)
		}
		for _, by := range bys {
			if by != nil && by.Kind == string(engine.Staff) {
				by.Name = names[by.ID]
			}
		}
	}
	return nil
}

func (a *api) getEdition(ctx context.Context, in *EditionPath) (*EditionOutput, error) {
	if err := adminOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	edition, bundle, err := a.Editions.Bundle(ctx, engine.TenantID(in.Tenant), in.Edition)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	one := []Edition{edition}
	if err := a.nameEditors(ctx, in.Tenant, one); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &EditionOutput{}
	out.Body.Edition, out.Body.Files = one[0], []EditionFile{}
	for _, name := range slices.Sorted(maps.Keys(bundle.Files)) {
		raw := bundle.Files[name]
		f := EditionFile{Path: name, Size: len(raw)}
		if utf8.Valid(raw) {
			f.Text = string(raw)
		} else {
			f.Base64 = base64.StdEncoding.EncodeToString(raw)
		}
		out.Body.Files = append(out.Body.Files, f)
	}
	return out, nil
}

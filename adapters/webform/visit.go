package webform

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// visit is one request for a page of a tenant.
type visit struct {
	*site
	w      http.ResponseWriter
	r      *http.Request
	id     string
	now    time.Time
	tenant engine.TenantID
	keys   intake.Keyring
	reg    *rules.Regulation
	tongue
	embed bool
}

// visit finds out whose page is wanted, and in which language. If there is no
// such page it answers itself.
func (s *site) visit(w http.ResponseWriter, r *http.Request) (*visit, bool) {
	v := &visit{site: s, w: w, r: r, id: requestID(r), now: s.Now(), tenant: engine.TenantID(r.PathValue("tenant")),
		tongue: rules.Russian, embed: r.URL.Query().Get("embed") == "1"}
	w.Header().Set("X-Request-Id", v.id)
	if !v.tenant.Valid() {
		s.notFound(w, r)
		return nil, false
	}
	var err error
	if v.keys, err = s.Keyring(v.tenant); err == nil {
		v.reg, _, err = s.Rules(r.Context(), v.tenant, "")
	}
	if err != nil {
		v.tongue = tongue(accepted(r.Header.Get("Accept-Language"), rules.Russian, languages))
		v.fail(err)
		return nil, false
	}
	v.speak("")
	return v, true
}

// speak chooses the language: the one asked for, else the preferred one, else
// what the browser wants, else the document's.
func (v *visit) speak(preferred string) {
	known := v.reg.Languages
	asked := v.r.URL.Query().Get("lang")
	switch {
	case slices.Contains(known, asked):
		v.tongue = tongue(asked)
	case slices.Contains(known, preferred):
		v.tongue = tongue(preferred)
	default:
		v.tongue = tongue(accepted(v.r.Header.Get("Accept-Language"), v.reg.Lang, known))
	}
}

// accepted is the first of the known languages that the header asks for.
func accepted(header, first string, known []string) string {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(header) > 1000 {
		return first
	}
	for _, tag := range tags {
		if base, _ := tag.Base(); slices.Contains(known, base.String()) {
			return base.String()
		}
	}
	return first
}

func (v *visit) lang() string { return string(v.tongue) }

// under moves the visit to the edition that a ticket is kept under.
func (v *visit) under(ctx context.Context, t *engine.Ticket) error {
	reg, _, err := v.Rules(ctx, t.Tenant, t.Edition)
	if err != nil {
		return err
	}
	v.reg = reg
	return nil
}

// fail answers with what an error means to a visitor who has nothing to lose.
func (v *visit) fail(err error) {
	if engine.KindOf(err) == engine.NotFound {
		v.notFound(v.w, v.r)
		return
	}
	v.log(err)
	status := http.StatusInternalServerError
	if engine.KindOf(err) == engine.Temporary {
		status = http.StatusServiceUnavailable
	}
	v.sayWhen(status)
	v.render(status, "message", &messagePage{page: v.newPage(v.T("failed")), Text: v.T("failed_detail"), Request: v.id})
}

// Seconds to wait after temporary trouble, and for a client that sends too much.
const (
	retryAfter = "5"
	retryLimit = "60"
)

// sayWhen adds to an answer when trying again makes sense.
func (v *visit) sayWhen(status int) {
	switch status {
	case http.StatusServiceUnavailable:
		v.w.Header().Set("Retry-After", retryAfter)
	case http.StatusTooManyRequests:
		v.w.Header().Set("Retry-After", retryLimit)
	}
}

func (v *visit) log(err error) {
	v.Logger.Error("a page of the form failed", "request", v.id, "tenant", v.tenant, "kind", engine.KindOf(err), "error", err)
}

func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); plainID.MatchString(id) {
		return id
	}
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

var plainID = regexp.MustCompile(`^[0-9A-Za-z_.-]{1,64}$`)

// Paths of the pages.

func formPath(tenant engine.TenantID) string { return "/f/" + url.PathEscape(string(tenant)) }

func actPath(tenant engine.TenantID, token string) string {
	return formPath(tenant) + "/act/" + url.PathEscape(token)
}

// link is the address of a page in the language and frame of this one.
func (v *visit) link(path string) string { return v.linkIn(path, v.lang()) }

func (v *visit) linkIn(path, lang string) string {
	q := "?lang=" + url.QueryEscape(lang)
	if v.embed {
		q += "&embed=1"
	}
	return path + q
}

// frames says who may show this page in a frame. Pages that decide something by
// one click are never framed.
func (v *visit) frames() string {
	if !v.embed || v.FrameAncestors == nil {
		return "'none'"
	}
	var origins []string
	for _, o := range v.FrameAncestors(v.tenant) {
		if originForm.MatchString(o) {
			origins = append(origins, o)
		}
	}
	if len(origins) == 0 {
		return "'none'"
	}
	return strings.Join(origins, " ")
}

// originForm keeps a list of origins from saying anything else in the header.
var originForm = regexp.MustCompile(`^('self'|https?://(\*\.)?[0-9A-Za-z.-]+(:[0-9]{1,5})?)$`)

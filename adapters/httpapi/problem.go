package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"golang.org/x/text/language"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Problem is an error as callers see it (RFC 9457).
type Problem struct {
	Type   string `json:"type" example:"about:blank"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Kind tells callers what to do: mend the input, give up, or try again.
	Kind      string        `json:"kind" enum:"invalid,refused,not_found,conflict,forbidden,temporary,internal"`
	Detail    string        `json:"detail" doc:"What is wrong, in the caller's language"`
	Clause    string        `json:"clause,omitempty" doc:"The clause of the regulation behind it"`
	RequestID string        `json:"request_id"`
	Errors    []ProblemItem `json:"errors,omitempty"`
	// Drafts is set where a draft was to be written over another one.
	Drafts *DraftConflict `json:"drafts,omitempty" doc:"The draft that is kept, and yours"`
}

// ProblemItem is one thing that is wrong.
type ProblemItem struct {
	Pointer string `json:"pointer" doc:"JSON pointer into the request" example:"/fields/email"`
	Code    string `json:"code" example:"required"`
	Detail  string `json:"detail"`
	Clause  string `json:"clause,omitempty"`
	Warning bool   `json:"warning,omitempty" doc:"It can be confirmed: send its code in confirmed"`
	File    string `json:"file,omitempty" doc:"Of an edition: the file that is wrong" example:"sud/regulation.lua"`
	Line    int    `json:"line,omitempty" doc:"Of an edition: the line in the file"`
	Path    string `json:"path,omitempty" doc:"Of an edition: the place in its catalogue" example:"promises[2].within"`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var statuses = map[engine.ErrorKind]int{
	engine.Invalid: http.StatusUnprocessableEntity, engine.Refused: http.StatusUnprocessableEntity,
	engine.NotFound: http.StatusNotFound, engine.Conflict: http.StatusConflict, engine.Forbidden: http.StatusForbidden,
	engine.Temporary: http.StatusServiceUnavailable, engine.Internal: http.StatusInternalServerError,
}

// codeTooLarge is the one problem that has a status of its own: proxies know it.
const codeTooLarge = "too_large"

func statusOf(kind engine.ErrorKind, problems []ProblemItem) int {
	if len(problems) > 0 && problems[0].Code == codeTooLarge {
		return http.StatusRequestEntityTooLarge
	}
	return statuses[kind]
}

// kindCodes are the sentences for errors without problems of their own.
var kindCodes = map[engine.ErrorKind]string{
	engine.NotFound: "not_found", engine.Temporary: "try_later", engine.Internal: "internal", engine.Forbidden: "role_forbidden",
	engine.Conflict: "ticket_changed", engine.Refused: "act_condition", engine.Invalid: "malformed",
}

// newProblem makes a problem of what huma itself finds wrong with a request.
func newProblem(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	req := &request{lang: rules.English}
	if ctx != nil {
		req = requestOf(ctx.Context())
	}
	for _, err := range errs {
		var own *Problem
		if errors.As(err, &own) {
			return own
		}
	}
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Kind: kindOf(status), RequestID: req.id}
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, malformed(d.ErrorDetail(), req.lang))
		}
	}
	switch {
	case status == http.StatusRequestEntityTooLarge:
		p.Errors = []ProblemItem{{Code: codeTooLarge, Detail: rules.Say(codeTooLarge, nil, req.lang)}}
		p.Detail = p.Errors[0].Detail
	case len(p.Errors) > 0:
		p.Detail = p.Errors[0].Detail
	default:
		p.Detail = rules.Say("malformed", engine.Fields{"reason": msg}, req.lang)
	}
	return p
}

// malformed is what huma has found wrong at one place. Its reasons are English.
func malformed(d *huma.ErrorDetail, lang string) ProblemItem {
	item := ProblemItem{Pointer: pointer(d.Location), Code: "malformed"}
	switch d.Message {
	case "unknown query parameter", validation.MsgUnexpectedProperty:
		item.Code = "unknown_field"
	}
	item.Detail = rules.Say(item.Code, engine.Fields{"reason": d.Message}, lang)
	return item
}

func kindOf(status int) string {
	switch {
	case status == http.StatusNotFound || status == http.StatusMethodNotAllowed:
		return string(engine.NotFound)
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return string(engine.Forbidden)
	case status >= 500:
		return string(engine.Internal)
	}
	return string(engine.Invalid)
}

// pointer turns huma's body.fields.x into /fields/x, and query.limit into /limit.
func pointer(location string) string {
	for _, place := range []string{"body", "query", "path", "header"} {
		if rest, ok := strings.CutPrefix(location, place); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			location = rest
			break
		}
	}
	return strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(location)
}

// fail turns an engine's error into a problem in the language of the request,
// and logs what operators must know.
func (a *api) fail(ctx context.Context, err error, reg *rules.Regulation) error {
	req := requestOf(ctx)
	kind := engine.KindOf(err)
	p := &Problem{Type: "about:blank", Kind: string(kind), RequestID: req.id}
	var e *engine.Error
	if errors.As(err, &e) {
		p.Clause = string(e.Clause)
		for _, one := range e.Problems {
			p.Errors = append(p.Errors, item(&one, reg, req.lang))
		}
	}
	p.Status = statusOf(kind, p.Errors)
	p.Title = http.StatusText(p.Status)
	switch {
	case len(p.Errors) > 0:
		p.Detail = p.Errors[0].Detail
	default:
		p.Detail = rules.Say(kindCodes[kind], engine.Fields{"reason": err.Error()}, req.lang)
	}
	if kind == engine.Internal || kind == engine.Temporary {
		a.Logger.Error("a request failed", "request", req.id, "kind", kind, "error", err)
	}
	if kind == engine.Temporary {
		return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {"5"}})
	}
	if kind == engine.Forbidden && req.actor.Kind == "" {
		p.Status, p.Title = http.StatusUnauthorized, http.StatusText(http.StatusUnauthorized)
		return huma.ErrorWithHeaders(p, http.Header{"WWW-Authenticate": {"Bearer"}})
	}
	return p
}

func item(one *engine.Problem, reg *rules.Regulation, lang string) ProblemItem {
	return ProblemItem{Pointer: one.Pointer, Code: one.Code, Detail: sentence(one, reg, lang), Clause: string(one.Clause), Warning: one.Warning}
}

// ownWords are the sentences for problems that only this API has. The others are the
// rules'.
var ownWords = []map[string]rules.Text{editionWords, quotaWords}

func sentence(one *engine.Problem, reg *rules.Regulation, lang string) string {
	for _, words := range ownWords {
		if words[one.Code] != nil {
			return sayIn(words, one.Code, one.Values, lang)
		}
	}
	if reg != nil {
		return reg.Say(one.Code, one.Values, lang)
	}
	return rules.Say(one.Code, one.Values, lang)
}

// writeProblem answers where no operation runs.
func (a *api) writeProblem(ctx huma.Context, err error) {
	err = a.fail(ctx.Context(), err, nil)
	var withHeaders huma.HeadersError
	if errors.As(err, &withHeaders) {
		for name, values := range withHeaders.GetHeaders() {
			ctx.SetHeader(name, values[0])
		}
	}
	var p *Problem
	errors.As(err, &p)
	ctx.SetHeader("Content-Type", p.ContentType(""))
	ctx.SetStatus(p.Status)
	_ = json.NewEncoder(ctx.BodyWriter()).Encode(p) // the caller is gone if this fails
}

var languages = language.NewMatcher([]language.Tag{language.Russian, language.Kazakh, language.English})

// language is the one that the caller reads best: lang in the query, else the
// Accept-Language header.
func languageOf(r *http.Request) string {
	wanted := r.Header.Get("Accept-Language")
	if lang := r.URL.Query().Get("lang"); lang != "" {
		wanted = lang
	}
	if wanted == "" {
		return rules.Russian
	}
	tags, _, err := language.ParseAcceptLanguage(wanted)
	if err != nil || len(tags) == 0 {
		return rules.Russian
	}
	_, i, _ := languages.Match(tags...)
	return []string{rules.Russian, rules.Kazakh, rules.English}[i]
}

func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); id != "" && len(id) <= 64 {
		return id
	}
	raw := make([]byte, 8)
	_, _ = rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

func isAdmin(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/admin/") }

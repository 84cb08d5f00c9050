package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
)

// People knows the tenant's directory of people outside.
type People interface {
	// PartiesAt returns who has an address, and PartiesNamed those whose names
	// have all the words, each with all their addresses.
	PartiesAt(ctx context.Context, tenant engine.TenantID, kind, value string) ([]directory.Party, error)
	PartiesNamed(ctx context.Context, tenant engine.TenantID, name string, limit int) ([]directory.Party, error)
	// Facts says what is known about an address, as the regulation is told it.
	Facts(ctx context.Context, tenant engine.TenantID, address string, data engine.Fields) (engine.Fields, error)
}

// CallersInput asks who is calling.
type CallersInput struct {
	TenantPath
	Q     string `query:"q" maxLength:"256" doc:"A telephone number as people write it, a mail address, or beginnings of the words of a name" example:"8 705 100 63 43"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"5"`
	Lang  string `query:"lang" doc:"Language of the labels, instead of Accept-Language"`
}

// CallersOutput lists who it may be.
type CallersOutput struct {
	Body struct {
		Phone   string   `json:"phone,omitempty" doc:"The number in its normal form, if it is one" example:"+77051006343"`
		Callers []Caller `json:"callers" doc:"Those of the directory first; then others who have filed requests"`
	}
}

// Caller is somebody who has filed requests, or may.
type Caller struct {
	Party      string          `json:"party,omitempty" doc:"Id in the directory; absent for those whom only their requests tell of"`
	Name       string          `json:"name"`
	Language   string          `json:"language,omitempty"`
	Company    *CallerCompany  `json:"company,omitempty"`
	Level      string          `json:"level,omitempty" doc:"Service level by the regulation, as far as it depends on the person"`
	LevelLabel string          `json:"level_label,omitempty"`
	Identified bool            `json:"identified" doc:"The address that was asked for is proven to be theirs; asked by name, any of theirs is"`
	Addresses  []CallerAddress `json:"addresses"`
	Open       []TicketLine    `json:"open" doc:"Their requests that have not ended, the newest first"`
	Recent     []TicketLine    `json:"recent" doc:"The newest of those that have"`
}

// CallerCompany is a client company.
type CallerCompany struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Contract string `json:"contract,omitempty"`
}

// CallerAddress is how somebody is reached.
type CallerAddress struct {
	Kind     string `json:"kind" enum:"email,phone"`
	Value    string `json:"value"`
	Verified bool   `json:"verified,omitempty" doc:"It identifies its owner"`
}

// TicketLine is a ticket in one line.
type TicketLine struct {
	Ticket  Ticket `json:"ticket"`
	Subject string `json:"subject" doc:"Its subject, else the beginning of what was asked"`
}

func (a *api) callers(h huma.API) {
	huma.Register(h, op("list-callers", http.MethodGet, "/api/v1/{tenant}/callers", "Finds who is calling by number, mail address or name, with their requests", "intake"), a.listCallers)
}

// Bounds of what is shown of a caller.
const (
	callerOpen   = 20
	callerRecent = 5
)

func (a *api) listCallers(ctx context.Context, in *CallersInput) (*CallersOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	f, err := a.finding(ctx, engine.TenantID(in.Tenant), actor)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &CallersOutput{}
	asked := addressOf(in.Q)
	out.Body.Phone = strings.TrimPrefix(asked, "tel:")
	if !strings.HasPrefix(asked, "tel:") {
		out.Body.Phone = ""
	}
	if out.Body.Callers, err = f.find(asked, strings.TrimSpace(in.Q), in.Limit); err != nil {
		return nil, a.fail(ctx, err, f.reg)
	}
	return out, nil
}

// addressOf reads what was typed as an address; "" if it is a name.
func addressOf(q string) string {
	q = strings.TrimSpace(q)
	if phone := rules.Phone(q); phone != "" {
		return "tel:" + phone
	}
	if strings.Contains(q, "@") {
		return "mailto:" + strings.ToLower(q)
	}
	return ""
}

package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Quotas keeps what tenants may cost and cause. A tenant that there is not is
// NotFound, a value that makes no sense Invalid.
type Quotas interface {
	// Quotas tells what a tenant may cost and what it has cost.
	Quotas(ctx context.Context, tenant engine.TenantID) (QuotaReport, error)
	// SetQuotas gives a tenant quotas of its own, in the place of those it had.
	SetQuotas(ctx context.Context, tenant engine.TenantID, o QuotaOrder) (QuotaReport, error)
}

// A QuotaOrder is somebody's wish to change a tenant's own quotas.
type QuotaOrder struct {
	Actor  engine.Actor
	Reason string
	// Quotas are all that the tenant is to have of its own.
	Quotas map[string]int64
	// From, unless nil, must be those that it has.
	From map[string]int64
}

// QuotaReport is what a tenant may cost and what it has cost today.
type QuotaReport struct {
	Quotas []Quota  `json:"quotas"`
	Use    QuotaUse `json:"use"`
}

// Quota is one quota of a tenant.
type Quota struct {
	Quota     string `json:"quota" example:"notices"`
	Unit      string `json:"unit" example:"messages a day"`
	Default   int64  `json:"default" doc:"What tenants have that have none of their own"`
	Override  *int64 `json:"override,omitempty" doc:"What this tenant has instead; absent if it has none of its own"`
	Effective int64  `json:"effective"`
	Least     int64  `json:"least" doc:"The smallest value that can be set"`
	Most      int64  `json:"most" doc:"The largest value that can be set"`
}

// QuotaUse is what a tenant has cost.
type QuotaUse struct {
	Day      string        `json:"day" example:"2026-11-23" doc:"The day, by UTC"`
	Notices  int64         `json:"notices" doc:"Messages that went out on this day"`
	Code     float64       `json:"code" doc:"Share of the quota code that this server has used in the last minute"`
	Breaches []QuotaBreach `json:"breaches" doc:"Quotas that were exceeded on this day"`
}

// QuotaBreach is how often a quota was exceeded on a day.
type QuotaBreach struct {
	Quota  string    `json:"quota"`
	Count  int64     `json:"count"`
	Ticket string    `json:"ticket" doc:"The last ticket: its number, or its id if it had none"`
	At     time.Time `json:"at" doc:"When it was exceeded last"`
}

// QuotasInput changes a tenant's own quotas.
type QuotasInput struct {
	TenantPath
	Body struct {
		Quotas map[string]int64 `json:"quotas" doc:"All quotas that the tenant is to have of its own; those that are left out are as for all"`
		From   map[string]int64 `json:"from,omitempty" doc:"The tenant's own quotas as you know them: if they are others, nothing is changed"`
		Reason string           `json:"reason,omitempty" maxLength:"500" doc:"Why; it is kept with the change for good"`
	}
}

// QuotasOutput is what a tenant may cost and what it has cost.
type QuotasOutput struct{ Body QuotaReport }

func (a *api) quotas(h huma.API) {
	const path = "/api/admin/v1/tenants/{tenant}/quotas"
	huma.Register(h, op("get-quotas", http.MethodGet, path, "Shows what a company may cost and cause, and what it has today", "installation"), a.getQuotas)
	huma.Register(h, op("set-quotas", http.MethodPut, path, "Gives a company quotas of its own", "installation"), a.setQuotas)
}

func (a *api) getQuotas(ctx context.Context, in *TenantPath) (*QuotasOutput, error) {
	report, err := a.Quotas.Quotas(ctx, engine.TenantID(in.Tenant))
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &QuotasOutput{report}, nil
}

func (a *api) setQuotas(ctx context.Context, in *QuotasInput) (*QuotasOutput, error) {
	report, err := a.Quotas.SetQuotas(ctx, engine.TenantID(in.Tenant), QuotaOrder{Actor: requestOf(ctx).actor, Reason: in.Body.Reason,
		Quotas: in.Body.Quotas, From: in.Body.From})
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &QuotasOutput{report}, nil
}

// Codes of problems with quotas.
const (
	CodeQuotaUnknown  = "quota_unknown"
	CodeQuotaRange    = "quota_range"
	CodeQuotasChanged = "quotas_changed"
)

// quotaWords are the sentences for problems with quotas; a name in braces is a
// value.
var quotaWords = map[string]rules.Text{
	CodeQuotaUnknown: {
		rules.Russian: "Лимита {quota} нет. Есть: {known}.", rules.Kazakh: "{quota} деген лимит жоқ. Бары: {known}.",
		rules.English: "There is no quota {quota}. There are: {known}."},
	CodeQuotaRange: {
		rules.Russian: "Лимит {quota}: значение {value} недопустимо. Оно должно быть от {least} до {most}.",
		rules.Kazakh:  "{quota} лимиті: {value} мәні жарамсыз. Ол {least} мен {most} аралығында болуы керек.",
		rules.English: "Quota {quota}: {value} cannot be. It must be from {least} to {most} ({unit})."},
	CodeQuotasChanged: {
		rules.Russian: "Лимиты тем временем изменились. Ничего не изменено, посмотрите их ещё раз.",
		rules.Kazakh:  "Лимиттер осы арада өзгерген. Ештеңе өзгертілген жоқ, оларды қайта қараңыз.",
		rules.English: "The quotas have changed meanwhile. Nothing was changed: look at them again."},
}

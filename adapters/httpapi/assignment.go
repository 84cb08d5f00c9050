package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// Roster keeps who gets tickets that nobody has, and who is absent.
type Roster interface {
	Assignment(ctx context.Context, tenant engine.TenantID) (roster.Settings, error)
	// PutAssignment and PutAbsence write over the same revision alone; anything else
	// is an error of kind Conflict.
	PutAssignment(ctx context.Context, tenant engine.TenantID, settings roster.Settings) (roster.Settings, error)
	Absences(ctx context.Context, tenant engine.TenantID, at time.Time) ([]roster.Absence, error)
	// Absence has revision 0 if there is none.
	Absence(ctx context.Context, tenant engine.TenantID, principal string) (roster.Absence, error)
	PutAbsence(ctx context.Context, tenant engine.TenantID, a roster.Absence) (roster.Absence, error)
	DeleteAbsence(ctx context.Context, tenant engine.TenantID, principal string) error
}

// roleManager is the role, by custom of regulations, of who leads others.
const roleManager = "manager"

// AssignmentRule is a rule, and what it says in words.
type AssignmentRule struct {
	roster.Rule
	Words string `json:"words" doc:"The rule in the caller's language"`
}

// AssignmentOutput are the rules by which tickets get their assignees.
type AssignmentOutput struct {
	Body struct {
		Rules    []AssignmentRule `json:"rules"`
		Revision int64            `json:"revision" doc:"Send it back with a change; 0 says that there are no rules"`
		Updated  *time.Time       `json:"updated,omitempty"`
	}
}

// PutAssignmentInput changes the rules.
type PutAssignmentInput struct {
	TenantPath
	Body struct {
		Rules    []roster.Rule `json:"rules" maxItems:"100" doc:"All rules; an empty list ends automatic assignment"`
		Revision int64         `json:"revision" minimum:"0" doc:"The revision that you write over; 0 if there were no rules"`
	}
}

func (a *api) assignment(h huma.API) {
	const path = "/api/v1/{tenant}/assignment"
	huma.Register(h, op("get-assignment", http.MethodGet, path, "Shows the rules by which tickets get their assignees", "people"), a.getAssignment)
	huma.Register(h, op("put-assignment", http.MethodPut, path, "Changes the rules by which tickets get their assignees; for administrators and managers", "people"), a.putAssignment)
}

// leaders lets in who may decide for others.
func leaders(actor engine.Actor) error {
	if !actor.Has(roleAdmin) && !actor.Has(roleManager) {
		return &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return nil
}

func (a *api) getAssignment(ctx context.Context, in *TenantPath) (*AssignmentOutput, error) {
	if err := staffOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	settings, err := a.Roster.Assignment(ctx, engine.TenantID(in.Tenant))
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.showAssignment(ctx, in.Tenant, &settings)
}

func (a *api) showAssignment(ctx context.Context, tenant string, settings *roster.Settings) (*AssignmentOutput, error) {
	reg, _, err := a.Rules(ctx, engine.TenantID(tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	staff, err := a.Staff(ctx, engine.TenantID(tenant))
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &AssignmentOutput{}
	out.Body.Rules, out.Body.Revision = []AssignmentRule{}, settings.Revision
	if settings.Revision > 0 {
		out.Body.Updated = &settings.Updated
	}
	for _, r := range settings.Rules {
		out.Body.Rules = append(out.Body.Rules, AssignmentRule{Rule: r, Words: ruleWords(&r, len(settings.Rules) == 1, reg, staff, requestOf(ctx).lang)})
	}
	return out, nil
}

func (a *api) putAssignment(ctx context.Context, in *PutAssignmentInput) (*AssignmentOutput, error) {
	tenant := engine.TenantID(in.Tenant)
	actor, err := employee(ctx)
	if err == nil {
		err = leaders(actor)
	}
	if err == nil {
		err = a.checkRules(ctx, tenant, in.Body.Rules)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	settings := roster.Settings{Rules: in.Body.Rules, Revision: in.Body.Revision, Updated: a.Now()}
	if settings, err = a.Roster.PutAssignment(ctx, tenant, settings); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.showAssignment(ctx, in.Tenant, &settings)
}

// checkRules says what is wrong with rules, for themselves and for the company.
func (a *api) checkRules(ctx context.Context, tenant engine.TenantID, list []roster.Rule) error {
	if err := roster.Check(list); err != nil {
		return &engine.Error{Kind: engine.Invalid, Err: err,
			Problems: []engine.Problem{{Pointer: "/rules", Code: "assignment_rules", Values: engine.Fields{"reason": err.Error()}}}}
	}
	reg, _, err := a.Rules(ctx, tenant, "")
	if err != nil {
		return err
	}
	staff, err := a.Staff(ctx, tenant)
	if err != nil {
		return err
	}
	return roster.CheckAgainst(list, directory.Known(reg, staff))
}
